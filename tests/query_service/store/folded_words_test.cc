#include "query_service/store/folded_words.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

std::vector<std::string> Folded(absl::string_view text) {
  std::vector<std::string> words;
  for (const FoldedWord& word : FoldedWords(text)) words.push_back(word.folded);
  return words;
}

TEST(FoldedWordsTest, PunctuationAndSpaceSeparate) {
  EXPECT_THAT(Folded("  Nvidia's H200,\nchips "),
              testing::ElementsAre("nvidia", "s", "h200", "chips"));
  EXPECT_THAT(Folded(""), testing::IsEmpty());
  EXPECT_THAT(Folded(" ... !"), testing::IsEmpty());
}

TEST(FoldedWordsTest, MarksAndTatweelStayInsideAWord) {
  // The word "kitab" with a vowel mark, with tatweel, and plain.
  const std::string plain = "كتاب";
  EXPECT_EQ(Folded("كِتاب"), Folded(plain));
  EXPECT_EQ(Folded("كـــتاب"), Folded(plain));
}

TEST(FoldedWordsTest, SpansCoverTheWordAsItStands) {
  const std::string text = "في كِتابٍ جديد";
  for (const FoldedWord& word : FoldedWords(text)) {
    const std::string slice = text.substr(word.begin, word.end - word.begin);
    EXPECT_THAT(Folded(slice), testing::ElementsAre(word.folded));
    EXPECT_EQ(slice.find(' '), std::string::npos);
  }
  EXPECT_EQ(FoldedWords(text)[1].end - FoldedWords(text)[1].begin,
            std::string("كِتابٍ").size());
}

TEST(FoldedWordsTest, BrokenBytesEndAWord) {
  EXPECT_THAT(Folded("ab\xFF"
                     "cd\xD9"),
              testing::ElementsAre("ab", "cd"));
}

TEST(FoldedWordsTest, JoinsWithSpaces) {
  EXPECT_EQ(JoinFoldedWords("A b-C"), "a b c ");
  const std::string text =
      " \xD9\x80"
      "a\xCC\x81"
      "b\xE2\x80\x8F"
      "c \xE2\x80\x8F, \xD9\x80. "
      "\xD9\x85\xD9\x8E\xD9\x80\xD8\xB1 1,2\xEF\xBF\xBC\xFF"
      "d";
  std::string joined;
  for (const FoldedWord& word : FoldedWords(text)) {
    absl::StrAppend(&joined, word.folded, " ");
  }
  EXPECT_EQ(JoinFoldedWords(text), joined);
}

// Folding makes 33 bytes of the 3 of this character, and a word may have many.
TEST(FoldedWordsTest, JoinsWhatGrows) {
  std::string text;
  for (int i = 0; i < 1'000; ++i) {
    text += "\xEF\xB7\xBA";
    if (i % 3 == 0) text += 'x';
    if (i % 100 == 0) text += ' ';
  }
  std::string joined;
  for (const FoldedWord& word : FoldedWords(text)) {
    absl::StrAppend(&joined, word.folded, " ");
  }
  EXPECT_GT(joined.size(), 5 * text.size());
  EXPECT_EQ(JoinFoldedWords(text), joined);
}

TEST(FoldedWordsTest, StopsWhenAsked) {
  int visited = 0;
  ForEachFoldedWord("a b c", [&](const FoldedWord&) { return ++visited < 2; });
  EXPECT_EQ(visited, 2);
}

}  // namespace
}  // namespace isnad
