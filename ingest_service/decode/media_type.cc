#include "ingest_service/decode/media_type.h"

#include <cstddef>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "common/status/errors.h"

namespace isnad {

absl::StatusOr<MediaType> ParseMediaType(absl::string_view media_type) {
  const size_t name_end = media_type.find(';');
  const absl::string_view name =
      absl::StripAsciiWhitespace(media_type.substr(0, name_end));
  MediaType result;
  result.is_html = absl::EqualsIgnoreCase(name, "text/html") ||
                   absl::EqualsIgnoreCase(name, "application/xhtml+xml");
  if (!result.is_html && !name.empty() &&
      !absl::EqualsIgnoreCase(name, "text/plain")) {
    return FieldErrorWithReason(
        "document.media_type",
        absl::StrCat("got \"", name, "\", want text/plain or text/html"),
        v1::ERROR_REASON_MEDIA_TYPE_UNSUPPORTED,
        {{"media_type", std::string(name)}});
  }
  if (name_end == absl::string_view::npos) return result;
  for (const absl::string_view part :
       absl::StrSplit(media_type.substr(name_end + 1), ';')) {
    const std::pair<absl::string_view, absl::string_view> parameter =
        absl::StrSplit(part, absl::MaxSplits('=', 1));
    if (!absl::EqualsIgnoreCase(absl::StripAsciiWhitespace(parameter.first),
                                "charset")) {
      continue;
    }
    absl::string_view value = absl::StripAsciiWhitespace(parameter.second);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
      value = value.substr(1, value.size() - 2);
    }
    result.charset = std::string(value);
    break;
  }
  return result;
}

}  // namespace isnad
