// Sentences of many wordings, each with one kind of the facts that it tells:
// how many are read as people read them.
#include <cstdlib>
#include <iostream>
#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "ingest_service/pipeline/analyzer.h"
#include "tests/golden/eval_score.h"
#include "tests/golden/fact_score.h"
#include "tests/golden/sentence_corpus.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

FactScore Score(absl::string_view kind) {
  FactScore score;
  const auto analyzer = Analyzer::Create({});
  EXPECT_THAT(analyzer, IsOk());
  const auto sentences = LoadSentences(
      std::string(std::getenv("ISNAD_SOURCE_DIR")) + "/tests/golden/sentences",
      kind);
  EXPECT_THAT(sentences, IsOk());
  if (!analyzer.ok() || !sentences.ok()) return score;
  EXPECT_GE(sentences->size(), 100u) << kind;
  for (const GoldSentence& sentence : *sentences) {
    v1::Document document;
    document.set_source(sentence.text);
    const auto analysis = (*analyzer)->Analyze(document, {});
    EXPECT_THAT(analysis, IsOk()) << sentence.text;
    if (!analysis.ok()) continue;
    AddToFactScore(sentence.gold, sentence.text, *analysis, score);
  }
  return score;
}

void Print(absl::string_view kind, const Tally& tally) {
  std::cout << kind << " precision " << tally.Precision() << " recall "
            << tally.Recall() << " F1 " << tally.F1() << "\n";
}

TEST(SentencesTest, Decisions) {
  const FactScore score = Score("decisions");
  Print("decisions", score.decisions);
  Print("with all fields", score.full_decisions);
  EXPECT_GE(score.decisions.F1(), 0.84);
  EXPECT_GE(score.full_decisions.F1(), 0.76);
}

TEST(SentencesTest, Figures) {
  const FactScore score = Score("figures");
  Print("figures", score.figures);
  EXPECT_GE(score.figures.F1(), 0.90);
}

TEST(SentencesTest, Statements) {
  const FactScore score = Score("statements");
  Print("statements", score.statements);
  EXPECT_GE(score.statements.F1(), 0.81);
}

TEST(SentencesTest, Relations) {
  const FactScore score = Score("relations");
  Print("relations", score.relations);
  EXPECT_GE(score.relations.F1(), 0.80);
}

}  // namespace
}  // namespace isnad
