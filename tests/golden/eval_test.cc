// What the analyzer reads in annotated documents, against what people read.
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "ingest_service/pipeline/analyzer.h"
#include "tests/golden/eval_corpus.h"
#include "tests/golden/eval_score.h"
#include "tests/golden/slices.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

// Least F1 of each row.
struct Thresholds {
  double mentions;
  double links;
  double adjectives;
  double quantities;
};

std::string SourceDir() { return std::getenv("ISNAD_SOURCE_DIR"); }

// Scores all documents, checking every span on the way.
EvalScore ScoreAll(const std::vector<GoldDocument>& documents) {
  EvalScore score;
  const auto analyzer = Analyzer::Create({});
  EXPECT_THAT(analyzer, IsOk());
  if (!analyzer.ok()) return score;
  for (const GoldDocument& gold : documents) {
    v1::Document document;
    document.set_source(gold.text);
    const auto analysis = (*analyzer)->Analyze(document, {});
    EXPECT_THAT(analysis, IsOk()) << gold.name;
    if (!analysis.ok()) continue;
    EXPECT_EQ(analysis->document().text(), gold.text) << gold.name;
    EXPECT_EQ(FindBadSpan(*analysis), "") << gold.name;
    AddToScore(gold, *analysis, score);
  }
  return score;
}

void ExpectAtLeast(const EvalScore& score, const Thresholds& least) {
  std::string errors;
  for (const std::string& error : score.errors) {
    absl::StrAppend(&errors, "  ", error, "\n");
  }
  SCOPED_TRACE(absl::StrCat(ScoreText(score), errors));
  EXPECT_GE(score.mentions.F1(), least.mentions);
  EXPECT_GE(score.links.F1(), least.links);
  EXPECT_GE(score.adjectives.F1(), least.adjectives);
  EXPECT_GE(score.quantities.F1(), least.quantities);
  std::cout << ScoreText(score);
}

TEST(EvalTest, SampleIsReadAsPeopleReadIt) {
  const auto documents = LoadGold(SourceDir() + "/deploy/sample",
                                  SourceDir() + "/tests/golden/eval");
  ASSERT_THAT(documents, IsOk());
  ASSERT_EQ(documents->size(), 16u);
  // Slightly under what is reached.
  ExpectAtLeast(ScoreAll(*documents), {0.985, 0.985, 0.98, 0.985});
}

TEST(EvalTest, FreshTextsAreReadNearlyAsWell) {
  const std::string folder = SourceDir() + "/tests/golden/fresh";
  const auto documents = LoadGold(folder, folder);
  ASSERT_THAT(documents, IsOk());
  ASSERT_EQ(documents->size(), 6u);
  // The goals for texts that nobody tuned for.
  ExpectAtLeast(ScoreAll(*documents), {0.90, 0.88, 0.95, 0.93});
}

TEST(EvalTest, OtherYearsAreReadWell) {
  const std::string folder = SourceDir() + "/tests/golden/years";
  const auto documents = LoadGold(folder, folder);
  ASSERT_THAT(documents, IsOk());
  ASSERT_EQ(documents->size(), 13u);
  // Slightly under what is reached.
  ExpectAtLeast(ScoreAll(*documents), {0.96, 0.97, 0.97, 0.985});
}

TEST(EvalTest, UnseenTextsAreReadNearlyAsWell) {
  const std::string folder = SourceDir() + "/tests/golden/unseen";
  const auto documents = LoadGold(folder, folder);
  ASSERT_THAT(documents, IsOk());
  ASSERT_EQ(documents->size(), 6u);
  // The goals for texts that nobody tuned for.
  ExpectAtLeast(ScoreAll(*documents), {0.90, 0.88, 0.95, 0.93});
}

TEST(EvalTest, SeedsAreReadAsPeopleReadThem) {
  const std::string folder = SourceDir() + "/../shared/eval/seeds";
  const auto documents = LoadGold(folder, folder);
  if (absl::IsNotFound(documents.status())) {
    GTEST_SKIP() << "../shared/eval/seeds is not there";
  }
  ASSERT_THAT(documents, IsOk());
  ExpectAtLeast(ScoreAll(*documents), {0.98, 0.98, 0.98, 0.97});
}

}  // namespace
}  // namespace isnad
