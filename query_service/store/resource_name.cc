#include "query_service/store/resource_name.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/status/errors.h"

namespace isnad {
namespace {

constexpr size_t kMaxIdLength = 128;
// How much of a bad name an error repeats.
constexpr size_t kShownLength = 64;

}  // namespace

bool IsResourceId(absl::string_view id) {
  return !id.empty() && id.size() <= kMaxIdLength && id != "-" &&
         std::all_of(id.begin(), id.end(), [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
                  c == '.' || c == '_' || c == '~' || c == '-';
         });
}

absl::Status ParseResourceName(absl::string_view field,
                               absl::string_view prefix, absl::string_view name,
                               absl::string_view& id) {
  if (absl::StartsWith(name, prefix)) {
    id = name.substr(prefix.size());
    if (IsResourceId(id)) return absl::OkStatus();
  }
  return FieldError(
      field,
      absl::StrCat("got \"", absl::CHexEscape(name.substr(0, kShownLength)),
                   "\", want ", prefix,
                   "{id} with an id of 1 to 128 of [A-Za-z0-9._~-]"));
}

}  // namespace isnad
