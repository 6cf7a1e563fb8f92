#include "common/names/learn/learn_costs.h"

#include <vector>

#include "common/names/edit_costs.h"
#include "common/names/learn/chunk_aligner.h"
#include "common/names/learn/name_pairs.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

constexpr char kTable[] =
    "Sam\tسام\tPER\n"
    "Samar\tسامر\n"
    "Mark\tمارك\r\n"
    "Marc\tمارك\n"
    "Sara\tسارة\n"
    "\n"
    "Tim Cook\tتيم كوك\n";

NamePairs Pairs() {
  NamePairs pairs;
  EXPECT_TRUE(AddNamePairs("t.tsv", kTable, &pairs).ok());
  return pairs;
}

TEST(NamePairsTest, PairsTokenByToken) {
  EXPECT_EQ(Pairs().tokens.size(), 7u);
  EXPECT_EQ(Pairs().skipped_lines, 0u);
}

TEST(NamePairsTest, SkipsWhatCannotBePaired) {
  NamePairs pairs;
  EXPECT_TRUE(AddNamePairs("t", "a b\tا\na\tb\nا\tb\n", &pairs).ok());
  EXPECT_EQ(pairs.skipped_lines, 3u);
  EXPECT_TRUE(pairs.tokens.empty());
}

TEST(NamePairsTest, NamesFileAndLineOfWhatIsMalformed) {
  for (const char* bad :
       {"a\tا\nno tab\n", "a\tا\n\tا\n", "a\tا\na\t \n", "a\tا\n\xFF\tا\n"}) {
    NamePairs pairs;
    const absl::Status status = AddNamePairs("t.tsv", bad, &pairs);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(status.message().find("t.tsv:2: "), 0u) << status;
  }
}

TEST(ChunkAlignerTest, LikelihoodNeverFalls) {
  ChunkAligner aligner({3, 2, 0.0});
  for (const TokenPair& pair : Pairs().tokens) {
    aligner.AddPair(pair.latin, pair.arabic, 1.0);
  }
  const std::vector<double> likelihoods = aligner.Run(20);
  ASSERT_EQ(likelihoods.size(), 20u);
  for (size_t i = 1; i < likelihoods.size(); ++i) {
    EXPECT_GE(likelihoods[i], likelihoods[i - 1] - 1e-9);
  }
  double total = 0.0;
  for (const auto& learned : aligner.Result()) total += learned.probability;
  EXPECT_NEAR(total, 1.0, 1e-9);
}

TEST(LearnCostsTest, GivesTheSameTableAgainAndOneThatParses) {
  const std::string table = LearnCosts(Pairs(), {8, 0.01});
  EXPECT_EQ(table, LearnCosts(Pairs(), {8, 0.01}));
  const auto costs = EditCosts::Parse(table);
  ASSERT_TRUE(costs.ok()) << costs.status();
}

}  // namespace
}  // namespace isnad
