#ifndef ISNAD_INGEST_SERVICE_DECODE_DECODER_H_
#define ISNAD_INGEST_SERVICE_DECODE_DECODER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "isnad/v1/document.pb.h"

namespace isnad {

// Limits of what is decoded.
struct DecodeOptions {
  // Sources longer than this are refused.
  int64_t max_source_bytes = 16 << 20;
};

// What decoding makes of the bytes of a document.
struct DecodedText {
  // Valid UTF-8. For UTF-8 text/plain without broken bytes, equal to the
  // source.
  std::string text;
  // By which charset the source was read, in lower case ("utf-8").
  std::string charset;
  // Empty where every byte of the text is the same byte of the source.
  std::vector<v1::AlignmentSegment> alignment;
  std::vector<v1::Warning> warnings;
  // What the page says of itself; empty for text/plain.
  v1::Document metadata;
};

// Decodes the source of a document by its media type and declared charset.
// Never fails for broken bytes of a text, which become U+FFFD with a warning.
// Errors: DOCUMENT_EMPTY, DOCUMENT_TOO_LARGE, MEDIA_TYPE_UNSUPPORTED, also for
// a source that is no text whatever its declared type, CHARSET_UNSUPPORTED.
absl::StatusOr<DecodedText> Decode(absl::string_view source,
                                   absl::string_view media_type,
                                   absl::string_view declared_charset,
                                   const DecodeOptions& options);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_DECODE_DECODER_H_
