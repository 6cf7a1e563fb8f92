#ifndef ISNAD_INGEST_SERVICE_DECODE_TRANSCODER_H_
#define ISNAD_INGEST_SERVICE_DECODE_TRANSCODER_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "ingest_service/decode/alignment.h"
#include "ingest_service/decode/charset.h"
#include "isnad/v1/document.pb.h"

namespace isnad {

// A source as UTF-8.
struct Transcoded {
  // Valid UTF-8; U+FFFD stands for bytes that are no character.
  std::string text;
  // Empty where `text` is the source byte by byte.
  std::vector<v1::AlignmentSegment> alignment;
  // The stretches of `text` that are U+FFFD for broken bytes, in order, each as
  // long as it can be.
  std::vector<v1::Span> replaced;
};

// Reads a source in a charset. A byte order mark of UTF-16 is left out of the
// text, one of UTF-8 stays in it.
Transcoded Transcode(absl::string_view source, Charset charset);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_DECODE_TRANSCODER_H_
