#include "query_service/lookup/alignment.h"

#include "gtest/gtest.h"

namespace isnad {
namespace {

v1::Span MakeSpan(int32_t start, int32_t end) {
  v1::Span span;
  span.set_start_byte(start);
  span.set_end_byte(end);
  return span;
}

void ExpectSource(const v1::Document& document, int32_t start, int32_t end,
                  int64_t source_start, int64_t source_end) {
  const SourceRange range = SourceOfSpan(document, MakeSpan(start, end));
  EXPECT_EQ(range.start, source_start) << start << ", " << end;
  EXPECT_EQ(range.end, source_end) << start << ", " << end;
}

TEST(AlignmentTest, WithoutSegmentsTextIsSource) {
  ExpectSource(v1::Document(), 3, 9, 3, 9);
}

TEST(AlignmentTest, SegmentsRunBytewiseOrAsAWhole) {
  // "<p>ab&amp;cd": text "ab&cd", of which "&" is five bytes of source.
  v1::Document document;
  const auto add = [&](int32_t ts, int32_t tl, int64_t ss, int64_t sl) {
    v1::AlignmentSegment& segment = *document.add_alignment();
    segment.set_text_start(ts);
    segment.set_text_length(tl);
    segment.set_source_start(ss);
    segment.set_source_length(sl);
  };
  add(0, 2, 3, 2);
  add(2, 1, 5, 5);
  add(3, 2, 10, 2);
  ExpectSource(document, 0, 5, 3, 12);
  ExpectSource(document, 1, 2, 4, 5);
  ExpectSource(document, 2, 3, 5, 10);
  ExpectSource(document, 1, 4, 4, 11);
  ExpectSource(document, 4, 5, 11, 12);
  ExpectSource(document, 5, 5, 12, 12);
  ExpectSource(document, 0, 0, 3, 3);
}

}  // namespace
}  // namespace isnad
