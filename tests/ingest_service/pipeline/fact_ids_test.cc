#include "ingest_service/pipeline/fact_ids.h"

#include <set>
#include <string>

#include "common/base/sha256.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

using testing::MatchesRegex;

TEST(DocumentNameOfTest, IsTheFirstHalfOfTheDigest) {
  // SHA-256 of "abc": FIPS 180-2, appendix B.1.
  EXPECT_EQ(DocumentNameOf(Sha256("abc")),
            "documents/ba7816bf8f01cfea414140de5dae2223");
}

TEST(IsDocumentNameTest, TakesTheAllowedCharactersOnly) {
  const std::string allowed =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~-";
  for (int c = 0; c < 256; ++c) {
    const std::string name = std::string("documents/x") + static_cast<char>(c);
    EXPECT_EQ(IsDocumentName(name),
              allowed.find(static_cast<char>(c)) != std::string::npos)
        << c;
  }
}

TEST(IsDocumentNameTest, ChecksPrefixAndLength) {
  EXPECT_TRUE(IsDocumentName("documents/" + std::string(128, 'x')));
  EXPECT_FALSE(IsDocumentName("documents/" + std::string(129, 'x')));
  EXPECT_FALSE(IsDocumentName("documents/"));
  EXPECT_FALSE(IsDocumentName("documents/-"));
  EXPECT_FALSE(IsDocumentName("document/x"));
  EXPECT_FALSE(IsDocumentName("x"));
  EXPECT_FALSE(IsDocumentName(""));
  EXPECT_FALSE(IsDocumentName("documents/a/b"));
}

v1::Analysis AnalysisWithDecisions() {
  v1::Analysis analysis;
  analysis.mutable_document()->set_name("documents/d");
  for (int i = 0; i < 3; ++i) {
    v1::Decision* decision = analysis.add_decisions();
    decision->set_jurisdiction(i == 0 ? "US" : "CN");
    decision->mutable_evidence()->mutable_sentence()->set_end_byte(9);
  }
  return analysis;
}

TEST(SetFactNamesTest, NamesDependOnKeyFieldsOnly) {
  v1::Analysis analysis = AnalysisWithDecisions();
  SetFactNames(analysis);
  const std::string first = analysis.decisions(0).name();
  EXPECT_THAT(first, MatchesRegex("documents/d/decisions/[0-9a-f]+"));
  EXPECT_NE(first, analysis.decisions(1).name());
  // Equal in all key fields: told apart by number.
  EXPECT_EQ(analysis.decisions(2).name(), analysis.decisions(1).name() + "-2");

  v1::Analysis again = AnalysisWithDecisions();
  again.mutable_decisions(0)->set_confidence(0.5f);
  SetFactNames(again);
  EXPECT_EQ(again.decisions(0).name(), first);
}

// Stored analyses have such names: where they change, so does
// kAnalyzerVersion.
TEST(SetFactNamesTest, NamesStayWhatTheyAre) {
  v1::Analysis analysis = AnalysisWithDecisions();
  SetFactNames(analysis);
  EXPECT_EQ(analysis.decisions(0).name(),
            "documents/d/decisions/20ace9456d3d8a7f");
}

TEST(SetMentionNamesTest, AMentionIsNamedByItsFirstByte) {
  v1::Analysis analysis;
  analysis.mutable_document()->set_name("documents/d");
  analysis.add_mentions()->mutable_span()->set_start_byte(258);
  SetMentionNames(analysis);
  EXPECT_EQ(analysis.mentions(0).name(), "documents/d/mentions/00000102");
}

TEST(SetFactNamesTest, EveryKindHasItsOwnIds) {
  v1::Analysis analysis;
  analysis.mutable_document()->set_name("documents/d");
  analysis.add_decisions();
  analysis.add_figures();
  analysis.add_statements();
  analysis.add_relations();
  SetFactNames(analysis);
  const auto id = [](const std::string& name) {
    return name.substr(name.rfind('/') + 1);
  };
  const std::set<std::string> ids = {
      id(analysis.decisions(0).name()), id(analysis.figures(0).name()),
      id(analysis.statements(0).name()), id(analysis.relations(0).name())};
  EXPECT_EQ(ids.size(), 4u);
}

}  // namespace
}  // namespace isnad
