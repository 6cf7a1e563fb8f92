#include "query_service/store/sqlite/fact_codec.h"

#include <limits>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

v1::Mention MakeMention(int32_t start, int32_t end, const std::string& id) {
  v1::Mention mention;
  mention.mutable_span()->set_start_byte(start);
  mention.mutable_span()->set_end_byte(end);
  mention.set_kind(v1::ENTITY_KIND_PLACE);
  mention.set_form(v1::MENTION_FORM_ADJECTIVE);
  mention.set_confidence(0.25f);
  if (!id.empty()) {
    mention.set_name(absl::StrCat("documents/d/mentions/", id));
  }
  return mention;
}

TEST(VarintTest, EveryLengthRoundTrips) {
  for (int bits = 0; bits <= 64; ++bits) {
    const uint64_t value =
        bits == 0 ? 0 : std::numeric_limits<uint64_t>::max() >> (64 - bits);
    std::string bytes;
    AppendVarint(value, bytes);
    absl::string_view in = bytes;
    uint64_t read = 1;
    ASSERT_TRUE(TakeVarint(in, read));
    EXPECT_EQ(read, value);
    EXPECT_TRUE(in.empty());
  }
}

TEST(FactCodecTest, MentionsRoundTripInBlocksOf64) {
  v1::Analysis analysis;
  std::vector<uint32_t> entities;
  const std::string ids[] = {"", "0a1b2c3d4e5f", "abc", "Not-Hex~1", "0A"};
  for (int i = 0; i < 150; ++i) {
    // Out of order and nested spans cost no more than bytes.
    const int32_t start = i % 7 == 0 ? 1'000'000 - i : i * 10;
    *analysis.add_mentions() = MakeMention(start, start + i % 5, ids[i % 5]);
    entities.push_back(static_cast<uint32_t>(i % 3));
  }
  const std::vector<FactBlock> blocks = PackFacts(analysis, entities);
  ASSERT_EQ(blocks.size(), 3u);
  int next = 0;
  for (const FactBlock& block : blocks) {
    EXPECT_EQ(block.kind, FactKind::kMention);
    EXPECT_EQ(block.block, next / kMentionsPerBlock);
    MentionUnpacker mentions(block.data);
    while (mentions.Next()) {
      const PackedMention& mention = mentions.mention();
      const v1::Mention& expected = analysis.mentions(next);
      EXPECT_EQ(mention.start, expected.span().start_byte());
      EXPECT_EQ(mention.end, expected.span().end_byte());
      EXPECT_EQ(mention.entity, entities[static_cast<size_t>(next)]);
      EXPECT_EQ(mention.kind, expected.kind());
      EXPECT_EQ(mention.form, expected.form());
      EXPECT_EQ(mention.confidence, expected.confidence());
      // Without a name of its own it is named by its first byte.
      const std::string by_place = absl::StrCat(
          absl::Hex(expected.span().start_byte(), absl::kZeroPad8));
      EXPECT_EQ(mention.id, next % 5 == 0 ? by_place : ids[next % 5]);
      ++next;
    }
    EXPECT_THAT(mentions.status(), IsOk());
  }
  EXPECT_EQ(next, 150);
}

TEST(FactCodecTest, TruncatedBlocksAreDamage) {
  v1::Analysis analysis;
  *analysis.add_mentions() = MakeMention(5, 300, "0a1b");
  const std::string data = PackFacts(analysis, {0})[0].data;
  for (size_t size = 1; size < data.size(); ++size) {
    MentionUnpacker mentions(absl::string_view(data).substr(0, size));
    EXPECT_FALSE(mentions.Next());
    EXPECT_THAT(mentions.status(), HasReason(v1::ERROR_REASON_STORE_DAMAGED));
    EXPECT_FALSE(mentions.Next());
    EXPECT_THAT(mentions.status(), HasReason(v1::ERROR_REASON_STORE_DAMAGED));
  }
}

TEST(FactCodecTest, BlocksOfOtherFactsAreBounded) {
  v1::Analysis analysis;
  for (int i = 0; i < 100; ++i) {
    analysis.add_decisions()->set_condition(std::string(1'000, 'x'));
  }
  analysis.add_quantities()->set_text("not stored");
  const std::vector<FactBlock> blocks = PackFacts(analysis, {});
  size_t bytes = 0;
  for (const FactBlock& block : blocks) {
    EXPECT_LE(block.data.size(), (16u << 10) + 1'100);
    if (block.kind == FactKind::kDecision) bytes += block.data.size();
    EXPECT_EQ(block.data.find("not stored"), std::string::npos);
  }
  EXPECT_GT(bytes, 100'000u);
}

TEST(FactCodecTest, KeysSortByVersionKindAndBlock) {
  EXPECT_LT(FactKey(1, FactKind::kWarning, 65'535),
            FactKey(2, FactKind::kMention, 0));
  EXPECT_LT(FactKey(1, FactKind::kMention, 65'535),
            FactKey(1, FactKind::kQuantity, 0));
}

}  // namespace
}  // namespace isnad
