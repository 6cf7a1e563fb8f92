#include "ingest_service/decode/alignment.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace isnad {
namespace {

using Segments = std::vector<v1::AlignmentSegment>;

int32_t TextEnd(const v1::AlignmentSegment& segment) {
  return segment.text_start() + segment.text_length();
}

// The source byte from which the character at a text offset of a segment was
// read.
int64_t SourceAt(const v1::AlignmentSegment& segment, int64_t text_offset) {
  if (segment.text_length() == 0) return segment.source_start();
  return segment.source_start() +
         text_offset * segment.source_length() / segment.text_length();
}

// The segment that holds a text byte.
Segments::const_iterator SegmentAt(const Segments& segments, int32_t text) {
  auto after = std::upper_bound(segments.begin(), segments.end(), text,
                                [](int32_t t, const v1::AlignmentSegment& s) {
                                  return t < s.text_start();
                                });
  return after == segments.begin() ? after : after - 1;
}

}  // namespace

void AlignmentBuilder::Add(size_t text_length, size_t source_start,
                           size_t source_length) {
  const bool equal = text_length == source_length;
  const size_t text_unit = equal ? 1 : text_length;
  const size_t source_unit = equal ? 1 : source_length;
  if (!segments_.empty()) {
    Segment& last = segments_.back();
    if (last.text_unit == text_unit && last.source_unit == source_unit &&
        last.source_start + last.source_length == source_start) {
      last.text_length += text_length;
      last.source_length += source_length;
      text_size_ += text_length;
      return;
    }
  }
  if (text_length == 0) return;
  segments_.push_back({text_size_, text_length, source_start, source_length,
                       text_unit, source_unit});
  text_size_ += text_length;
}

Segments AlignmentBuilder::Build() const {
  Segments result;
  result.reserve(segments_.size());
  for (const Segment& segment : segments_) {
    v1::AlignmentSegment& made = result.emplace_back();
    made.set_text_start(static_cast<int32_t>(segment.text_start));
    made.set_text_length(static_cast<int32_t>(segment.text_length));
    made.set_source_start(static_cast<int64_t>(segment.source_start));
    made.set_source_length(static_cast<int64_t>(segment.source_length));
  }
  return result;
}

SourceRange MapToSource(const Segments& alignment, int32_t text_begin,
                        int32_t text_end) {
  if (alignment.empty()) return {text_begin, text_end};
  const auto first = SegmentAt(alignment, text_begin);
  SourceRange range;
  range.begin = SourceAt(*first, text_begin - first->text_start());
  if (text_end <= text_begin) {
    range.end = range.begin;
    return range;
  }
  const auto last = SegmentAt(alignment, text_end - 1);
  range.end = SourceAt(*last, text_end - last->text_start());
  return range;
}

Segments ComposeAlignments(const Segments& outer, const Segments& inner) {
  if (inner.empty()) return outer;
  if (outer.empty()) return inner;
  Segments result;
  for (const v1::AlignmentSegment& segment : outer) {
    const auto middle_begin = static_cast<int32_t>(segment.source_start());
    const auto middle_end =
        static_cast<int32_t>(segment.source_start() + segment.source_length());
    const auto add = [&result, &inner](int32_t text_start, int32_t text_length,
                                       int32_t begin, int32_t end) {
      const SourceRange range = MapToSource(inner, begin, end);
      v1::AlignmentSegment& made = result.emplace_back();
      made.set_text_start(text_start);
      made.set_text_length(text_length);
      made.set_source_start(range.begin);
      made.set_source_length(range.end - range.begin);
    };
    if (segment.text_length() != segment.source_length()) {
      add(segment.text_start(), segment.text_length(), middle_begin,
          middle_end);
      continue;
    }
    // Cut where the inner segments end, so that each piece is uniform.
    int32_t middle = middle_begin;
    for (auto at = SegmentAt(inner, middle);
         at != inner.end() && middle < middle_end; ++at) {
      const int32_t piece_end = std::min(middle_end, TextEnd(*at));
      if (piece_end <= middle) continue;
      add(segment.text_start() + (middle - middle_begin), piece_end - middle,
          middle, piece_end);
      middle = piece_end;
    }
  }
  return result;
}

}  // namespace isnad
