// Sentences of many wordings, each with one kind of the facts that it tells:
// how many are read as people read them.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "google/protobuf/struct.pb.h"
#include "gtest/gtest.h"
#include "ingest_service/pipeline/analyzer.h"
#include "tests/golden/eval_score.h"
#include "tests/golden/fact_score.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

using google::protobuf::ListValue;
using google::protobuf::Struct;

constexpr absl::string_view kNone = "-";

struct Row {
  std::string sentence;
  std::string facts;
};

std::vector<Row> ReadTable(absl::string_view kind) {
  std::ifstream in(absl::StrCat(std::getenv("ISNAD_SOURCE_DIR"),
                                "/tests/golden/sentences/", kind, ".tsv"));
  std::vector<Row> rows;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(line, absl::MaxSplits('\t', 1));
    rows.push_back({parts.first, parts.second});
  }
  return rows;
}

void Set(Struct& fact, const std::string& key, absl::string_view value) {
  (*fact.mutable_fields())[key].set_string_value(
      std::string(value == kNone ? absl::string_view() : value));
}

void SetList(Struct& fact, const std::string& key, absl::string_view values) {
  ListValue& list = *(*fact.mutable_fields())[key].mutable_list_value();
  if (values == kNone) return;
  for (const absl::string_view value : absl::StrSplit(values, ',')) {
    list.add_values()->set_string_value(
        std::string(absl::StripAsciiWhitespace(value)));
  }
}

// Adds the facts of a row to gold; each takes the row's fields and the
// sentence.
using AddFact = void (*)(const std::vector<std::string>& fields,
                         const std::string& sentence, Struct& fact);

void AddDecision(const std::vector<std::string>& fields,
                 const std::string& sentence, Struct& fact) {
  ASSERT_EQ(fields.size(), 6u) << sentence;
  Set(fact, "jurisdiction", fields[0]);
  Set(fact, "action", fields[1]);
  Set(fact, "modality", fields[2]);
  SetList(fact, "objects", fields[3]);
  SetList(fact, "to", fields[4]);
  SetList(fact, "parties", fields[5]);
  Set(fact, "evidence", sentence);
}

void AddFigure(const std::vector<std::string>& fields,
               const std::string& sentence, Struct& fact) {
  ASSERT_EQ(fields.size(), 5u) << sentence;
  Set(fact, "subject", fields[0]);
  Set(fact, "metric", fields[1]);
  Set(fact, "value", fields[2]);
  Set(fact, "unit", fields[3]);
}

void AddStatement(const std::vector<std::string>& fields,
                  const std::string& sentence, Struct& fact) {
  ASSERT_EQ(fields.size(), 5u) << sentence;
  Set(fact, "speaker", fields[0]);
  Set(fact, "quote", fields[4]);
}

void AddRelation(const std::vector<std::string>& fields,
                 const std::string& sentence, Struct& fact) {
  ASSERT_EQ(fields.size(), 3u) << sentence;
  Set(fact, "type", fields[0]);
  Set(fact, "subject", fields[1]);
  Set(fact, "object", fields[2]);
}

Struct GoldOf(absl::string_view kind, const Row& row, absl::string_view between,
              absl::string_view within, AddFact add) {
  Struct gold;
  for (const char* list : {"decisions", "figures", "statements", "relations"}) {
    (*gold.mutable_fields())[list].mutable_list_value();
  }
  ListValue& list =
      *(*gold.mutable_fields())[std::string(kind)].mutable_list_value();
  for (const absl::string_view fact :
       absl::StrSplit(row.facts, between, absl::SkipWhitespace())) {
    std::vector<std::string> fields;
    for (const absl::string_view field : absl::StrSplit(fact, within)) {
      fields.emplace_back(absl::StripAsciiWhitespace(field));
    }
    add(fields, row.sentence, *list.add_values()->mutable_struct_value());
  }
  return gold;
}

FactScore Score(absl::string_view kind, absl::string_view between,
                absl::string_view within, AddFact add) {
  FactScore score;
  const auto analyzer = Analyzer::Create({});
  EXPECT_THAT(analyzer, IsOk());
  const std::vector<Row> rows = ReadTable(kind);
  EXPECT_GE(rows.size(), 100u) << kind;
  if (!analyzer.ok()) return score;
  for (const Row& row : rows) {
    v1::Document document;
    document.set_source(row.sentence);
    const auto analysis = (*analyzer)->Analyze(document, {});
    EXPECT_THAT(analysis, IsOk()) << row.sentence;
    if (!analysis.ok()) continue;
    AddToFactScore(GoldOf(kind, row, between, within, add), row.sentence,
                   *analysis, score);
  }
  return score;
}

void Print(absl::string_view kind, const Tally& tally) {
  std::cout << kind << " precision " << tally.Precision() << " recall "
            << tally.Recall() << " F1 " << tally.F1() << "\n";
}

TEST(SentencesTest, Decisions) {
  const FactScore score = Score("decisions", "; ", " ", AddDecision);
  Print("decisions", score.decisions);
  Print("with all fields", score.full_decisions);
  EXPECT_GE(score.decisions.F1(), 0.84);
  EXPECT_GE(score.full_decisions.F1(), 0.76);
}

TEST(SentencesTest, Figures) {
  const FactScore score = Score("figures", "; ", " ", AddFigure);
  Print("figures", score.figures);
  EXPECT_GE(score.figures.F1(), 0.90);
}

TEST(SentencesTest, Statements) {
  const FactScore score = Score("statements", " ;; ", " | ", AddStatement);
  Print("statements", score.statements);
  EXPECT_GE(score.statements.F1(), 0.81);
}

TEST(SentencesTest, Relations) {
  const FactScore score = Score("relations", "; ", " ", AddRelation);
  Print("relations", score.relations);
  EXPECT_GE(score.relations.F1(), 0.80);
}

}  // namespace
}  // namespace isnad
