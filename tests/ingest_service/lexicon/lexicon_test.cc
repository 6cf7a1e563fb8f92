#include "ingest_service/lexicon/lexicon.h"

#include <string>

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
        Case{"Syntax", "list {\n name }", "Expected"}),
    [](const testing::TestParamInfo<Case>& param) { return param.param.name; });

}  // namespace
}  // namespace isnad
