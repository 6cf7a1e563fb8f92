#include "query_service/lookup/alignment.h"

#include <algorithm>

namespace isnad {
namespace {

using Segments = google::protobuf::RepeatedPtrField<v1::AlignmentSegment>;

// Returns the last segment that begins at or before a text byte, or end().
Segments::const_iterator SegmentAt(const Segments& segments, int32_t byte) {
  const auto behind =
      std::upper_bound(segments.begin(), segments.end(), byte,
                       [](int32_t b, const v1::AlignmentSegment& s) {
                         return b < s.text_start();
                       });
  return behind == segments.begin() ? segments.end() : behind - 1;
}

bool IsBytewise(const v1::AlignmentSegment& segment) {
  return segment.text_length() == segment.source_length();
}

int64_t SourceEnd(const v1::AlignmentSegment& segment) {
  return segment.source_start() + segment.source_length();
}

// Where the source of the text from `byte` on begins.
int64_t SourceStartOf(const Segments& segments, int32_t byte) {
  const auto segment = SegmentAt(segments, byte);
  if (segment == segments.end()) return 0;
  const int32_t offset = byte - segment->text_start();
  if (offset >= segment->text_length()) return SourceEnd(*segment);
  return IsBytewise(*segment) ? segment->source_start() + offset
                              : segment->source_start();
}

// Where the source of the text up to `byte`, which is not 0, ends.
int64_t SourceEndOf(const Segments& segments, int32_t byte) {
  const auto segment = SegmentAt(segments, byte - 1);
  if (segment == segments.end()) return 0;
  const int32_t offset = byte - segment->text_start();
  if (offset > segment->text_length()) {
    const auto next = segment + 1;
    return next == segments.end() ? SourceEnd(*segment) : next->source_start();
  }
  return IsBytewise(*segment) ? segment->source_start() + offset
                              : SourceEnd(*segment);
}

}  // namespace

SourceRange SourceOfSpan(const v1::Document& document, const v1::Span& span) {
  if (document.alignment().empty()) {
    return {span.start_byte(), span.end_byte()};
  }
  SourceRange range;
  range.start = SourceStartOf(document.alignment(), span.start_byte());
  range.end = span.end_byte() > span.start_byte()
                  ? SourceEndOf(document.alignment(), span.end_byte())
                  : range.start;
  return range;
}

}  // namespace isnad
