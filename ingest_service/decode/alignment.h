// How a decoded text lines up with the bytes it was read from.
#ifndef ISNAD_INGEST_SERVICE_DECODE_ALIGNMENT_H_
#define ISNAD_INGEST_SERVICE_DECODE_ALIGNMENT_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "isnad/v1/document.pb.h"

namespace isnad {

// Collects segments as characters are read one after the other, and joins
// neighbours whose characters take equally many bytes on both sides.
class AlignmentBuilder {
 public:
  // Adds `text_length` bytes of text, read from `source_length` bytes at
  // `source_start`: one character, or with equal lengths any number of them.
  void Add(size_t text_length, size_t source_start, size_t source_length);

  // Returns the segments in text order.
  std::vector<v1::AlignmentSegment> Build() const;

 private:
  struct Segment {
    size_t text_start;
    size_t text_length;
    size_t source_start;
    size_t source_length;
    // Bytes of each character; 1 and 1 where both lengths are equal.
    size_t text_unit;
    size_t source_unit;
  };

  std::vector<Segment> segments_;
  size_t text_size_ = 0;
};

// A half-open range of bytes of a source.
struct SourceRange {
  int64_t begin = 0;
  int64_t end = 0;
};

// Returns the source bytes from which text bytes [text_begin, text_end) were
// read. REQUIRES: both on character borders of the text; `alignment` is one
// that `AlignmentBuilder` made, or empty.
SourceRange MapToSource(const std::vector<v1::AlignmentSegment>& alignment,
                        int32_t text_begin, int32_t text_end);

// Returns the alignment of a text with a source, where the text was read from
// an intermediate text (`outer`), and that from the source (`inner`); an empty
// one stands for equality.
std::vector<v1::AlignmentSegment> ComposeAlignments(
    const std::vector<v1::AlignmentSegment>& outer,
    const std::vector<v1::AlignmentSegment>& inner);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_DECODE_ALIGNMENT_H_
