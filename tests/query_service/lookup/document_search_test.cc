#include "query_service/lookup/document_search.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/text/utf8.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "query_service/lookup/snippet.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

using testing::ElementsAre;

std::vector<std::vector<std::string>> Phrases(absl::string_view query) {
  absl::StatusOr<SearchTerms> terms = ParseSearchQuery(query);
  EXPECT_THAT(terms, IsOk());
  return terms.ok() ? terms->phrases : std::vector<std::vector<std::string>>();
}

TEST(SearchQueryTest, WordsAndQuotedPhrases) {
  EXPECT_THAT(Phrases("Red fox"),
              ElementsAre(ElementsAre("red"), ElementsAre("fox")));
  EXPECT_THAT(Phrases("\"Red fox\" den"),
              ElementsAre(ElementsAre("red", "fox"), ElementsAre("den")));
  EXPECT_THAT(Phrases("«Red fox»den"),
              ElementsAre(ElementsAre("red", "fox"), ElementsAre("den")));
  EXPECT_THAT(Phrases("\u201CRed fox\u201D"),
              ElementsAre(ElementsAre("red", "fox")));
  // Without an end, to the end.
  EXPECT_THAT(Phrases("a \"b c"),
              ElementsAre(ElementsAre("a"), ElementsAre("b", "c")));
  // Dots make a phrase of one run; repetition adds nothing.
  EXPECT_THAT(Phrases("t.s.m t.s.m"), ElementsAre(ElementsAre("t", "s", "m")));
}

TEST(SearchQueryTest, WithoutWordsOrTooLongIsRefused) {
  for (const std::string& query :
       {std::string(), std::string("  "), std::string("\"\" ..."),
        std::string(1025, 'a')}) {
    EXPECT_THAT(ParseSearchQuery(query),
                HasReason(v1::ERROR_REASON_FIELD_INVALID));
  }
  std::string many;
  for (int i = 0; i < 100; ++i) absl::StrAppend(&many, i, " ");
  EXPECT_THAT(ParseSearchQuery(many),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
}

std::string Slice(const std::string& text, const v1::Span& span) {
  return text.substr(static_cast<size_t>(span.start_byte()),
                     static_cast<size_t>(span.end_byte() - span.start_byte()));
}

TEST(SnippetTest, ShowsTheFirstMatchAmongWholeWords) {
  std::string text;
  for (int i = 0; i < 3'000; ++i) absl::StrAppend(&text, "w", i, " ");
  SearchTerms terms;
  terms.phrases = {{"w2000"}, {"w2002"}};
  const Snippet snippet = MakeSnippet(text, terms);
  const std::string shown = Slice(text, snippet.span);
  EXPECT_THAT(shown, testing::StartsWith("w1992 "));
  EXPECT_THAT(shown, testing::HasSubstr("w2002"));
  EXPECT_LE(shown.size(), 600u);
  ASSERT_EQ(snippet.highlights.size(), 2u);
  EXPECT_EQ(Slice(text, snippet.highlights[0]), "w2000");
  EXPECT_EQ(Slice(text, snippet.highlights[1]), "w2002");
}

TEST(SnippetTest, HighlightsEachWordOfAPhrase) {
  const std::string text = "a red, fox and a red den";
  SearchTerms terms;
  terms.phrases = {{"red", "fox"}};
  const Snippet snippet = MakeSnippet(text, terms);
  ASSERT_EQ(snippet.highlights.size(), 2u);
  EXPECT_EQ(Slice(text, snippet.highlights[0]), "red");
  EXPECT_EQ(Slice(text, snippet.highlights[1]), "fox");
}

TEST(SnippetTest, MatchAtEitherEnd) {
  SearchTerms terms;
  terms.phrases = {{"z"}};
  EXPECT_EQ(Slice("z", MakeSnippet("z", terms).span), "z");
  const std::string text = "a b z";
  EXPECT_EQ(Slice(text, MakeSnippet(text, terms).span), "a b z");
}

TEST(SnippetTest, NeverCutsACharacter) {
  // One word of 2,000 letters of two bytes, and one of three bytes.
  for (const std::string& letter : {std::string("ب"), std::string("漢")}) {
    std::string text;
    for (int i = 0; i < 2'000; ++i) text += letter;
    for (const char* word : {"nothing", "ab"}) {
      SearchTerms terms;
      terms.phrases = {{word}};
      const std::string whole = absl::StrCat("ab ", text, " ab");
      const Snippet snippet = MakeSnippet(whole, terms);
      EXPECT_TRUE(IsValidUtf8(Slice(whole, snippet.span)));
      EXPECT_LE(snippet.span.end_byte() - snippet.span.start_byte(), 600);
      for (const v1::Span& highlight : snippet.highlights) {
        EXPECT_LE(highlight.end_byte(), snippet.span.end_byte());
      }
    }
  }
  EXPECT_EQ(MakeSnippet("", {}).span.end_byte(), 0);
}

}  // namespace
}  // namespace isnad
