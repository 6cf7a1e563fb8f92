// The facts that are read in annotated articles, against what people read, and
// how far their confidence can be trusted.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "ingest_service/lexicon/lexicon.h"
#include "ingest_service/pipeline/analyzer.h"
#include "tests/golden/eval_corpus.h"
#include "tests/golden/fact_score.h"
#include "tests/golden/slices.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

// Least F1 of each row; of attribution, accuracy.
struct Thresholds {
  double decisions;
  double full_decisions;
  double figures;
  double statements;
  double relations;
  double attribution;
};

std::string SourceDir() { return std::getenv("ISNAD_SOURCE_DIR"); }

std::string ReadAll(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

FactScore ScoreAll(const std::vector<GoldDocument>& documents) {
  FactScore score;
  const auto analyzer = Analyzer::Create({});
  EXPECT_THAT(analyzer, IsOk());
  if (!analyzer.ok()) return score;
  for (const GoldDocument& document : documents) {
    v1::Document source;
    source.set_source(document.text);
    const auto analysis = (*analyzer)->Analyze(source, {});
    EXPECT_THAT(analysis, IsOk()) << document.name;
    if (!analysis.ok()) continue;
    EXPECT_EQ(FindBadSpan(*analysis), "") << document.name;
    AddToFactScore(document.file, document.text, *analysis, score);
  }
  return score;
}

void ExpectAtLeast(const FactScore& score, const Thresholds& least) {
  std::string errors;
  for (const std::string& error : score.errors) {
    absl::StrAppend(&errors, "  ", error, "\n");
  }
  SCOPED_TRACE(absl::StrCat(FactScoreText(score), errors));
  EXPECT_GE(score.decisions.F1(), least.decisions);
  EXPECT_GE(score.full_decisions.F1(), least.full_decisions);
  EXPECT_GE(score.figures.F1(), least.figures);
  EXPECT_GE(score.statements.F1(), least.statements);
  EXPECT_GE(score.relations.F1(), least.relations);
  EXPECT_GE(score.Attribution(), least.attribution);
  std::cout << FactScoreText(score) << CalibrationText(score);
}

TEST(FactsTest, SampleIsReadAsPeopleReadIt) {
  const std::string gold = SourceDir() + "/tests/golden/eval";
  const auto documents = LoadGold(SourceDir() + "/deploy/sample", gold);
  ASSERT_THAT(documents, IsOk());
  ExpectAtLeast(ScoreAll(*documents), {0.97, 0.90, 0.93, 0.84, 0.92, 0.96});
}

TEST(FactsTest, TunedArticlesAreReadAsPeopleReadThem) {
  const std::string folder = SourceDir() + "/tests/golden/facts/tuned";
  const auto documents = LoadGold(folder, folder);
  ASSERT_THAT(documents, IsOk());
  ASSERT_EQ(documents->size(), 152u);
  ExpectAtLeast(ScoreAll(*documents), {0.83, 0.72, 0.83, 0.79, 0.82, 0.92});
}

// What texts that nobody tuned for reach.
TEST(FactsTest, BlindArticlesAreReadNearlyAsWell) {
  const std::string folder = SourceDir() + "/tests/golden/facts/blind";
  const auto documents = LoadGold(folder, folder);
  ASSERT_THAT(documents, IsOk());
  ASSERT_EQ(documents->size(), 46u);
  ExpectAtLeast(ScoreAll(*documents), {0.80, 0.67, 0.82, 0.77, 0.76, 0.90});
}

TEST(FactsTest, SeedsAreReadAsPeopleReadThem) {
  const std::string folder = SourceDir() + "/../shared/eval/seeds";
  const auto documents = LoadGold(folder, folder);
  if (absl::IsNotFound(documents.status())) {
    GTEST_SKIP() << "../shared/eval/seeds is not there";
  }
  ASSERT_THAT(documents, IsOk());
  ExpectAtLeast(ScoreAll(*documents), {0.90, 0.75, 0.90, 0.85, 0.85, 0.92});
}

// Every rule that the reader names stands in the book, and every rule of the
// book is named by the reader or by a frame.
TEST(FactsTest, RuleBookIsComplete) {
  std::set<std::string> named;
  const std::regex literal(
      "\"((?:decision|figure|statement|relation)\\."
      "[a-z.-]+)\"");
  for (const auto& entry : std::filesystem::directory_iterator(
           SourceDir() + "/ingest_service/relate")) {
    if (entry.path().extension() != ".cc") continue;
    const std::string source = ReadAll(entry.path().string());
    for (std::sregex_iterator i(source.begin(), source.end(), literal), end;
         i != end; ++i) {
      named.insert((*i)[1]);
    }
  }
  const auto lexicon = Lexicon::Load({});
  ASSERT_THAT(lexicon, IsOk());
  for (const auto& frame : (*lexicon)->relate().decision()) {
    named.insert(frame.id());
  }
  for (const auto& frame : (*lexicon)->relate().figure()) {
    named.insert(frame.id());
  }
  std::set<std::string> book;
  for (const auto& rule : (*lexicon)->relate().rule()) book.insert(rule.id());
  EXPECT_GT(named.size(), 60u);
  EXPECT_EQ(named, book);
}

}  // namespace
}  // namespace isnad
