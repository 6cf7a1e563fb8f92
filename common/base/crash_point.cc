#include "common/base/crash_point.h"

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/string_view.h"

namespace isnad {
namespace {

// What the environment asks for, read once.
struct Armed {
  CrashAt point = CrashAt::kNowhere;
  int passage = 1;
};

Armed ReadEnvironment() {
  Armed armed;
  const char* const text = std::getenv("ISNAD_CRASH_POINT");
  if (text == nullptr) return armed;
  const absl::string_view asked = text;
  const size_t colon = asked.find(':');
  for (const CrashPointName& candidate : kCrashPoints) {
    if (asked.substr(0, colon) == candidate.name) armed.point = candidate.point;
  }
  if (colon != absl::string_view::npos &&
      !absl::SimpleAtoi(asked.substr(colon + 1), &armed.passage)) {
    armed.passage = 1;
  }
  return armed;
}

}  // namespace

void CrashPoint(CrashAt point) {
  static const Armed kArmed = ReadEnvironment();
  if (point != kArmed.point) return;
  static std::atomic<int> passages{0};
  if (++passages == kArmed.passage) std::raise(SIGKILL);
}

}  // namespace isnad
