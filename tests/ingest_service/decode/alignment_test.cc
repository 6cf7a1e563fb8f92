#include "ingest_service/decode/alignment.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

std::string Show(const std::vector<v1::AlignmentSegment>& segments) {
  return absl::StrJoin(
      segments, " ", [](std::string* out, const v1::AlignmentSegment& s) {
        absl::StrAppend(out, s.text_start(), "+", s.text_length(), "=",
                        s.source_start(), "+", s.source_length());
      });
}

TEST(AlignmentBuilderTest, NeighboursOfOneShapeJoin) {
  AlignmentBuilder builder;
  builder.Add(1, 0, 1);
  builder.Add(1, 1, 1);
  builder.Add(2, 2, 1);
  builder.Add(2, 3, 1);
  builder.Add(1, 4, 1);
  EXPECT_EQ(Show(builder.Build()), "0+2=0+2 2+4=2+2 6+1=4+1");
}

TEST(AlignmentBuilderTest, GapsInTheSourceKeepSegmentsApart) {
  AlignmentBuilder builder;
  builder.Add(1, 0, 1);
  builder.Add(1, 9, 1);
  builder.Add(2, 10, 0);
  builder.Add(1, 10, 1);
  EXPECT_EQ(Show(builder.Build()), "0+1=0+1 1+1=9+1 2+2=10+0 4+1=10+1");
}

TEST(MapToSourceTest, NoAlignmentIsEquality) {
  EXPECT_EQ(MapToSource({}, 3, 7).begin, 3);
  EXPECT_EQ(MapToSource({}, 3, 7).end, 7);
}

TEST(MapToSourceTest, UniformStretchesMapCharacterByCharacter) {
  AlignmentBuilder builder;
  builder.Add(1, 0, 1);  // "a"
  builder.Add(2, 1, 1);  // three letters of two bytes from one each
  builder.Add(2, 2, 1);
  builder.Add(2, 3, 1);
  builder.Add(2, 4, 6);   // "&nbsp;"
  builder.Add(2, 10, 0);  // inserted
  builder.Add(1, 20, 1);
  const std::vector<v1::AlignmentSegment> segments = builder.Build();
  const auto show = [&segments](int32_t begin, int32_t end) {
    const SourceRange range = MapToSource(segments, begin, end);
    return absl::StrCat(range.begin, "..", range.end);
  };
  EXPECT_EQ(show(0, 1), "0..1");
  EXPECT_EQ(show(1, 3), "1..2");
  EXPECT_EQ(show(3, 7), "2..4");
  EXPECT_EQ(show(7, 9), "4..10");
  EXPECT_EQ(show(9, 11), "10..10");
  EXPECT_EQ(show(0, 12), "0..21");
  EXPECT_EQ(show(5, 5), "3..3");
}

TEST(ComposeAlignmentsTest, EqualityOnEitherSideIsNeutral) {
  AlignmentBuilder builder;
  builder.Add(2, 0, 1);
  const auto one = builder.Build();
  EXPECT_EQ(Show(ComposeAlignments(one, {})), Show(one));
  EXPECT_EQ(Show(ComposeAlignments({}, one)), Show(one));
}

TEST(ComposeAlignmentsTest, PiecesAreCutWhereTheInnerOnesEnd) {
  AlignmentBuilder inner;  // "ab" and two letters of one byte in the source
  inner.Add(1, 0, 1);
  inner.Add(1, 1, 1);
  inner.Add(2, 2, 1);
  inner.Add(2, 3, 1);
  AlignmentBuilder outer;  // the last five bytes, and something inserted
  outer.Add(5, 1, 5);
  outer.Add(1, 6, 0);
  EXPECT_EQ(Show(ComposeAlignments(outer.Build(), inner.Build())),
            "0+1=1+1 1+4=2+2 5+1=4+0");
}

}  // namespace
}  // namespace isnad
