#ifndef ISNAD_TESTS_FUZZ_ALIGNMENT_CHECK_H_
#define ISNAD_TESTS_FUZZ_ALIGNMENT_CHECK_H_

#include <cstddef>
#include <cstdint>

#include "common/base/check.h"
#include "common/text/utf8.h"
#include "ingest_service/decode/decoder.h"

namespace isnad {

// Dies where decoded text is not UTF-8, or where its alignment runs back or
// past an end.
inline void CheckDecoded(const DecodedText& decoded, size_t source_bytes) {
  ISNAD_CHECK(IsValidUtf8(decoded.text));
  int64_t text_end = 0;
  int64_t source_end = 0;
  for (const v1::AlignmentSegment& segment : decoded.alignment) {
    ISNAD_CHECK(segment.text_start() >= text_end);
    ISNAD_CHECK(segment.source_start() >= source_end);
    ISNAD_CHECK(segment.text_length() >= 0 && segment.source_length() >= 0);
    text_end = segment.text_start() + int64_t{segment.text_length()};
    source_end = segment.source_start() + segment.source_length();
  }
  ISNAD_CHECK(source_end <= static_cast<int64_t>(source_bytes));
  ISNAD_CHECK(text_end <= static_cast<int64_t>(decoded.text.size()));
  ISNAD_CHECK(!decoded.alignment.empty() ||
              decoded.text.size() == source_bytes);
}

}  // namespace isnad

#endif  // ISNAD_TESTS_FUZZ_ALIGNMENT_CHECK_H_
