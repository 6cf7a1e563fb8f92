// Whatever bytes come in, every span of the analysis lies in the text on
// character borders and holds what it says it holds.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include "common/base/check.h"
#include "ingest_service/pipeline/analyzer.h"
#include "tests/golden/slices.h"

namespace isnad {
namespace {

const Analyzer& SharedAnalyzer() {
  static const Analyzer* const analyzer = [] {
    auto created = Analyzer::Create({});
    ISNAD_CHECK(created.ok());
    return std::move(created).value().release();
  }();
  return *analyzer;
}

}  // namespace
}  // namespace isnad

// Loads what is shared before the first input, whose time is limited.
extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
  isnad::SharedAnalyzer();
  return 0;
}

// The first byte chooses the media type.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  isnad::v1::Document document;
  document.set_source(
      std::string(reinterpret_cast<const char*>(data) + 1, size - 1));
  document.set_media_type(data[0] % 2 == 0 ? "text/plain" : "text/html");
  document.set_charset("utf-8");
  const auto analysis =
      isnad::SharedAnalyzer().Analyze(std::move(document), {});
  if (!analysis.ok()) return 0;
  const std::string problem = isnad::FindBadSpan(*analysis);
  if (!problem.empty()) std::fprintf(stderr, "%s\n", problem.c_str());
  ISNAD_CHECK(problem.empty());
  return 0;
}
