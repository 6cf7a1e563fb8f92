#ifndef ISNAD_INGEST_SERVICE_DECODE_HTML_METADATA_H_
#define ISNAD_INGEST_SERVICE_DECODE_HTML_METADATA_H_

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "ingest_service/decode/html_tree.h"
#include "isnad/v1/document.pb.h"

namespace isnad {

// Returns what a page says of itself, as far as it does: title, outlet,
// author, uri, publish_time and language_code. Sources, the first that speaks:
// Open Graph and Twitter tags, <meta name>, JSON-LD of schema.org articles,
// <link rel=canonical>, <time>, <title>, <html lang>.
v1::Document ExtractMetadata(const HtmlTree& tree);

// Reads a time as pages write it: RFC 3339, also without seconds, zone (then
// UTC) or time of day. Nothing if it is none of these.
absl::optional<absl::Time> ParsePageTime(absl::string_view text);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_DECODE_HTML_METADATA_H_
