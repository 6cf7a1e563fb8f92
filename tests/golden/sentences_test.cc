// Sentences of many wordings, each with one kind of the facts that it tells:
// how many are read as people read them.
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <set>
#include <string>

#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ingest_service/pipeline/analyzer.h"
#include "tests/golden/eval_score.h"
#include "tests/golden/fact_score.h"
#include "tests/golden/sentence_corpus.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

std::string Folder() {
  return std::string(std::getenv("ISNAD_SOURCE_DIR")) +
         "/tests/golden/sentences";
}

// A table, and by itself the first half of it, whose misses were read, and the
// second, of which only the score is looked at.
struct TableScore {
  FactScore whole;
  FactScore read;
  FactScore unread;
};

// Adds up what is read in sentences; calls `visit` with the score of each.
TableScore Score(
    absl::string_view kind,
    const std::function<void(const GoldSentence&, const FactScore&)>& visit) {
  TableScore score;
  const auto analyzer = Analyzer::Create({});
  EXPECT_THAT(analyzer, IsOk());
  const auto sentences = LoadSentences(Folder(), kind);
  EXPECT_THAT(sentences, IsOk());
  if (!analyzer.ok() || !sentences.ok()) return score;
  EXPECT_GE(sentences->size(), 100u) << kind;
  size_t row = 0;
  for (const GoldSentence& sentence : *sentences) {
    FactScore& half = row++ < sentences->size() / 2 ? score.read : score.unread;
    v1::Document document;
    document.set_source(sentence.text);
    const auto analysis = (*analyzer)->Analyze(document, {});
    EXPECT_THAT(analysis, IsOk()) << sentence.text;
    if (!analysis.ok()) continue;
    AddToFactScore(sentence.gold, sentence.text, *analysis, score.whole);
    AddToFactScore(sentence.gold, sentence.text, *analysis, half);
    FactScore alone;
    AddToFactScore(sentence.gold, sentence.text, *analysis, alone);
    visit(sentence, alone);
  }
  return score;
}

TableScore Score(absl::string_view kind) {
  return Score(kind, [](const GoldSentence&, const FactScore&) {});
}

bool IsClean(const Tally& tally) {
  return tally.missed == 0 && tally.spurious == 0;
}

// The rows of a table whose facts are not read as people read them: by number,
// from 1.
std::map<int, std::string> Misread(
    absl::string_view kind,
    const std::function<bool(const FactScore&)>& right) {
  std::map<int, std::string> rows;
  int row = 0;
  Score(kind, [&](const GoldSentence& sentence, const FactScore& score) {
    ++row;
    if (!right(score)) rows.emplace(row, sentence.text);
  });
  return rows;
}

void Print(absl::string_view kind, const TableScore& score,
           Tally FactScore::*tally) {
  const Tally& whole = score.whole.*tally;
  std::cout << kind << " precision " << whole.Precision() << " recall "
            << whole.Recall() << " F1 " << whole.F1() << ", of the half read "
            << (score.read.*tally).F1() << ", of the other "
            << (score.unread.*tally).F1() << "\n";
}

TEST(SentencesTest, Decisions) {
  const TableScore score = Score("decisions");
  Print("decisions", score, &FactScore::decisions);
  Print("with all fields", score, &FactScore::full_decisions);
  EXPECT_GE(score.whole.decisions.F1(), 0.84);
  EXPECT_GE(score.whole.full_decisions.F1(), 0.76);
}

TEST(SentencesTest, Figures) {
  const TableScore score = Score("figures");
  Print("figures", score, &FactScore::figures);
  EXPECT_GE(score.whole.figures.F1(), 0.90);
}

TEST(SentencesTest, Statements) {
  const TableScore score = Score("statements");
  Print("statements", score, &FactScore::statements);
  EXPECT_GE(score.whole.statements.F1(), 0.81);
}

TEST(SentencesTest, Relations) {
  const TableScore score = Score("relations");
  Print("relations", score, &FactScore::relations);
  EXPECT_GE(score.whole.relations.F1(), 0.80);
}

// A score hides a rule that is lost behind one that is gained: every sentence
// that was read as people read it still is. UPDATE_GOLDEN=1 writes the list of
// those that are not.
TEST(SentencesTest, WhatWasReadStillIs) {
  const std::map<std::string, std::map<int, std::string>> misread = {
      {"decisions", Misread("decisions",
                            [](const FactScore& score) {
                              return IsClean(score.full_decisions);
                            })},
      {"figures",
       Misread("figures",
               [](const FactScore& score) { return IsClean(score.figures); })},
      {"statements", Misread("statements",
                             [](const FactScore& score) {
                               return IsClean(score.statements);
                             })},
      {"relations", Misread("relations", [](const FactScore& score) {
         return IsClean(score.relations);
       })}};
  const std::string path = Folder() + "/misread.txt";
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream out(path);
    for (const auto& [kind, rows] : misread) {
      for (const auto& [row, text] : rows) out << kind << " " << row << "\n";
    }
  }
  std::map<std::string, std::set<int>> known;
  std::ifstream in(path);
  std::string kind;
  for (int row = 0; in >> kind >> row;) known[kind].insert(row);
  for (const auto& [table, rows] : misread) {
    for (const auto& [row, text] : rows) {
      EXPECT_EQ(known[table].erase(row), 1u)
          << table << " row " << row << " was read right: " << text;
    }
    EXPECT_THAT(known[table], testing::IsEmpty())
        << table
        << ": these are read right now; UPDATE_GOLDEN=1 takes them off "
        << path;
  }
}

}  // namespace
}  // namespace isnad
