// What single sentences are taken to decide: the wordings of each act, in the
// orders that the press writes them.
#include <cstdlib>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "ingest_service/pipeline/analyzer.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

struct Row {
  std::string sentence;
  std::string decisions;
};

std::vector<Row> ReadTable() {
  const std::string path = absl::StrCat(
      std::getenv("ISNAD_SOURCE_DIR"), "/tests/golden/decisions/sentences.tsv");
  std::ifstream in(path);
  std::vector<Row> rows;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const size_t tab = line.find('\t');
    EXPECT_NE(tab, std::string::npos) << line;
    if (tab == std::string::npos) continue;
    rows.push_back({line.substr(0, tab), line.substr(tab + 1)});
  }
  return rows;
}

std::string NameBehind(const std::string& name, const std::string& prefix) {
  return name.substr(prefix.size());
}

std::string DecisionsText(const v1::Analysis& analysis) {
  std::vector<std::string> decisions;
  for (const v1::Decision& decision : analysis.decisions()) {
    const std::string to = absl::StrJoin(decision.destinations(), ",");
    decisions.push_back(absl::StrCat(
        decision.jurisdiction(), " ",
        NameBehind(v1::DecisionAction_Name(decision.action()),
                   "DECISION_ACTION_"),
        " ", NameBehind(v1::Modality_Name(decision.modality()), "MODALITY_"),
        " ", to.empty() ? "-" : to));
  }
  return absl::StrJoin(decisions, "; ");
}

TEST(DecisionsTest, EverySentenceDecidesWhatItSays) {
  const auto analyzer = Analyzer::Create({});
  ASSERT_THAT(analyzer, IsOk());
  const std::vector<Row> rows = ReadTable();
  ASSERT_GE(rows.size(), 200u);
  for (const Row& row : rows) {
    v1::Document source;
    source.set_source(absl::StrCat(row.sentence, ".\n"));
    const auto analysis = (*analyzer)->Analyze(source, {});
    ASSERT_THAT(analysis, IsOk()) << row.sentence;
    EXPECT_EQ(DecisionsText(*analysis), row.decisions) << row.sentence;
  }
}

TEST(DecisionsTest, NoSentenceStandsTwice) {
  std::set<std::string> seen;
  for (const Row& row : ReadTable()) {
    EXPECT_TRUE(seen.insert(row.sentence).second) << row.sentence;
  }
}

}  // namespace
}  // namespace isnad
