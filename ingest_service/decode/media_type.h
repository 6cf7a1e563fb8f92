#ifndef ISNAD_INGEST_SERVICE_DECODE_MEDIA_TYPE_H_
#define ISNAD_INGEST_SERVICE_DECODE_MEDIA_TYPE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace isnad {

// A media type that is read.
struct MediaType {
  bool is_html = false;
  std::string charset;  // its charset parameter, unquoted; empty if none
};

// Parses a media type as RFC 9110, section 8.3.1, writes it. Empty is
// text/plain. Errors: MEDIA_TYPE_UNSUPPORTED.
absl::StatusOr<MediaType> ParseMediaType(absl::string_view media_type);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_DECODE_MEDIA_TYPE_H_
