#include "ingest_service/lexicon/lexicon.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST(LexiconTest, EmbeddedListsLoad) {
  const auto lexicon = Lexicon::Load({});
  ASSERT_THAT(lexicon, IsOk());
  EXPECT_TRUE((*lexicon)->Has("person_title"));
  EXPECT_THAT((*lexicon)->digest(), SizeIs(64));
}

// What is said twice stays behind when one of the two is changed.
TEST(LexiconTest, EmbeddedFramesAndFormsAreSaidOnce) {
  const auto lexicon = Lexicon::Load({});
  ASSERT_THAT(lexicon, IsOk());
  const lexicon::v1::RelateSection& relate = (*lexicon)->relate();
  std::set<std::string> said;
  for (const auto& frame : relate.decision()) {
    EXPECT_TRUE(said.insert(frame.SerializeAsString()).second)
        << frame.ShortDebugString();
  }
  for (const auto& frame : relate.figure()) {
    EXPECT_TRUE(said.insert(frame.SerializeAsString()).second)
        << frame.ShortDebugString();
  }
  for (const lexicon::v1::Lemma& lemma : relate.lemma()) {
    // All that a form means: its lemma without the words.
    lexicon::v1::Lemma meaning;
    *meaning.mutable_class_() = lemma.class_();
    meaning.set_stance(lemma.stance());
    for (const std::string& form : lemma.form()) {
      EXPECT_TRUE(said.insert(meaning.SerializeAsString() + form).second)
          << form << " of " << meaning.ShortDebugString();
    }
  }
  EXPECT_GT(said.size(), 1000u);
}

TEST(LexiconTest, ListsOfOneNameAreJoinedAcrossFiles) {
  const auto lexicon =
      Lexicon::Parse({{"a", "list { name: \"t\" word: \"x\" }"},
                      {"b", "list { name: \"t\" word: \"y\" word: \"z\" }"}});
  ASSERT_THAT(lexicon, IsOk());
  EXPECT_THAT((*lexicon)->Words("t"), ElementsAre("x", "y", "z"));
  EXPECT_THAT((*lexicon)->Words("u"), IsEmpty());
  EXPECT_FALSE((*lexicon)->Has("u"));
}

TEST(LexiconTest, DigestFollowsTheWords) {
  const auto a = Lexicon::Parse({{"a", "list { name: \"t\" word: \"x\" }"}});
  const auto b = Lexicon::Parse({{"b", "list { name: \"t\" word: \"x\" }"}});
  const auto c = Lexicon::Parse({{"a", "list { name: \"t\" word: \"y\" }"}});
  ASSERT_THAT(a, IsOk());
  ASSERT_THAT(b, IsOk());
  ASSERT_THAT(c, IsOk());
  EXPECT_EQ((*a)->digest(), (*b)->digest());
  EXPECT_NE((*a)->digest(), (*c)->digest());
}

TEST(LexiconTest, MissingFolderIsAnError) {
  EXPECT_THAT(Lexicon::Load({"/nonexistent/folder", true}),
              HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
}

struct Case {
  const char* name;
  const char* text;
  const char* problem;
};

class BadLexiconTest : public testing::TestWithParam<Case> {};

TEST_P(BadLexiconTest, ErrorNamesFileLineAndProblem) {
  const auto lexicon = Lexicon::Parse({{"l.textproto", GetParam().text}});
  ASSERT_THAT(lexicon, HasReason(v1::ERROR_REASON_DATA_FILE_INVALID));
  EXPECT_THAT(std::string(lexicon.status().message()),
              HasSubstr("l.textproto:2:"));
  EXPECT_THAT(std::string(lexicon.status().message()),
              HasSubstr(GetParam().problem));
}

INSTANTIATE_TEST_SUITE_P(
    Problems, BadLexiconTest,
    testing::Values(
        Case{"NoName", "\nlist { word: \"x\" }", "list.name"},
        Case{"BadName", "\nlist { name: \"A b\" }", "\"A b\""},
        Case{"EmptyWord", "\nlist { name: \"t\" word: \" \" }", "empty word"},
        Case{"Twice", "\nlist { name: \"t\" word: \"x\" word: \"x\" }",
             "stands twice"},
        Case{"LemmaWithoutClass", "relate {\nlemma { form: \"x\" } }",
             "lemma.class: got none"},
        Case{"LemmaWithBadClass",
             "relate {\nlemma { class: \"A\" form: \"x\" } }", "\"A\""},
        Case{"LemmaWithoutWord", "relate {\nlemma { class: \"a\" } }",
             "got no word"},
        Case{"LemmaWithEmptyWord",
             "relate {\nlemma { class: \"a\" noun: \" \" } }", "empty word"},
        Case{"VerbOfOneLetter",
             "relate {\nlemma { class: \"a\" present: \"x\" } }",
             "two letters"},
        Case{"FrameWithoutId",
             "relate {\ndecision { trigger: \"a\" action: "
             "DECISION_ACTION_PERMIT } }",
             "decision.id"},
        Case{"FrameWithoutAction",
             "relate {\ndecision { id: \"d\" trigger: \"a\" } }",
             "decision.action"},
        Case{"FrameTooFar",
             "relate {\ndecision { id: \"d\" trigger: \"a\" action: "
             "DECISION_ACTION_PERMIT reach: 41 } }",
             "want 0 to 40"},
        Case{"FrameOfNoClass",
             "relate {\ndecision { id: \"d\" trigger: \"a\" action: "
             "DECISION_ACTION_PERMIT } }",
             "decision.trigger: got \"a\""},
        Case{"FrameWithoutRule",
             "relate {\ndecision { id: \"d\" trigger: \"a\" action: "
             "DECISION_ACTION_PERMIT }\nlemma { class: \"a\" form: \"x\" } }",
             "the id of a rule"},
        Case{"FigureOfNothing",
             "relate {\nfigure { id: \"f\" cue: \"a\" metric: "
             "FIGURE_METRIC_PRICE quantity: \"pounds\" } }",
             "\"pounds\""},
        Case{"RuleWithoutWords", "relate {\nrule { id: \"r\" } }", "rule.says"},
        Case{"RuleTooSure",
             "relate {\nrule { id: \"r\" says: \"x\" confidence: 1.5 } }",
             "rule.confidence"},
        Case{"Syntax", "list {\n name }", "Expected"}),
    [](const testing::TestParamInfo<Case>& param) { return param.param.name; });

// Returns a section that names `count` classes, one a line from line 2 on.
std::string Classes(int count) {
  std::string text = "relate {\n";
  for (int i = 0; i < count; ++i) {
    absl::StrAppend(&text, "lemma { class: \"c", i, "\" form: \"x\" }\n");
  }
  return text + "}";
}

TEST(LexiconTest, AsManyClassesAsThereIsRoomFor) {
  EXPECT_THAT(Lexicon::Parse({{"l", Classes(256)}}), IsOk());
}

TEST(LexiconTest, OneClassTooManyIsAnErrorWithItsLine) {
  const auto lexicon = Lexicon::Parse({{"l", Classes(257)}});
  ASSERT_THAT(lexicon, HasReason(v1::ERROR_REASON_DATA_FILE_INVALID));
  EXPECT_THAT(std::string(lexicon.status().message()), HasSubstr("l:258:"));
}

TEST(LexiconTest, ClassesOfAllFilesAreCounted) {
  const auto lexicon = Lexicon::Parse(
      {{"a", Classes(256)},
       {"b", "relate { lemma { class: \"more\" form: \"x\" } }"}});
  ASSERT_THAT(lexicon, HasReason(v1::ERROR_REASON_DATA_FILE_INVALID));
  EXPECT_THAT(std::string(lexicon.status().message()), HasSubstr("b:1:"));
}

}  // namespace
}  // namespace isnad
