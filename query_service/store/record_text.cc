#include "query_service/store/record_text.h"

#include "absl/strings/match.h"

namespace isnad {

bool TextIsSource(const v1::Document& document) {
  if (!document.text().empty()) return document.text() == document.source();
  const bool is_empty_page =
      document.text_bytes() == 0 &&
      absl::StartsWithIgnoreCase(document.media_type(), "text/html");
  return !is_empty_page;
}

absl::string_view TextOfRecord(const v1::Document& document) {
  if (document.text().empty() && TextIsSource(document)) {
    return document.source();
  }
  return document.text();
}

}  // namespace isnad
