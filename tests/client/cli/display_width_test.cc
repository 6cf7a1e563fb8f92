#include "client/cli/display_width.h"

#include <string>

#include "gtest/gtest.h"

namespace isnad {
namespace {

TEST(DisplayWidthTest, CountsColumnsAndNotCharacters) {
  EXPECT_EQ(DisplayWidth(""), 0);
  EXPECT_EQ(DisplayWidth("H200"), 4);
  EXPECT_EQ(DisplayWidth("إنفيديا"), 7);
  EXPECT_EQ(DisplayWidth("مُحَمَّد"), 4);          // four letters, marks on them
  EXPECT_EQ(DisplayWidth("e\u0301"), 1);       // combining acute
  EXPECT_EQ(DisplayWidth("芯片"), 4);          // wide
  EXPECT_EQ(DisplayWidth("Ａ"), 2);            // full width
  EXPECT_EQ(DisplayWidth("\u200F\u2068"), 0);  // direction marks
  EXPECT_EQ(DisplayWidth("\U0001F600"), 2);    // emoji
  EXPECT_EQ(DisplayWidth("\u0600"), 1);        // a format character, yet seen
  EXPECT_EQ(DisplayWidth("\u1112\u1161\u11AB"), 2);  // one Hangul syllable
}

TEST(CutToWidthTest, LeavesWhatFits) {
  EXPECT_EQ(CutToWidth("", 1), "");
  EXPECT_EQ(CutToWidth("abc", 3), "abc");
  EXPECT_EQ(CutToWidth("محمد", 4), "محمد");
}

TEST(CutToWidthTest, CutsAtGraphemeBorders) {
  EXPECT_EQ(CutToWidth("abcd", 3), "ab…");
  EXPECT_EQ(CutToWidth("abcd", 1), "…");
  // The shadda and fatha stay with their letter.
  EXPECT_EQ(CutToWidth("مُحَمَّد", 3), "مُحَ…");
  // A wide character that fits by half is left out.
  EXPECT_EQ(CutToWidth("芯片x", 4), "芯…");
  // A family emoji is one cluster.
  const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
  EXPECT_EQ(CutToWidth(family + "abcdef", 4), "…");
}

TEST(CutToWidthTest, NeverExceedsTheWidth) {
  const std::string text = "a芯ـّمb\u0301\U0001F600 x";
  for (int columns = 1; columns < 12; ++columns) {
    EXPECT_LE(DisplayWidth(CutToWidth(text, columns)), columns) << columns;
  }
}

TEST(PrintableTextTest, NeutralizesWhatTerminalsObey) {
  EXPECT_EQ(PrintableText("a\tb\nc\rd"), "a b c d");
  EXPECT_EQ(PrintableText("\x1B[31mred"), " [31mred");
  EXPECT_EQ(PrintableText("\u009B2J"), " 2J");  // C1 control sequence
  EXPECT_EQ(PrintableText("a\u202Eb\u2066c\u200Fd"), "abcd");
  EXPECT_EQ(PrintableText("a\u2028b"), "a b");
  EXPECT_EQ(PrintableText("a\xFFz"), "a\uFFFDz");
  EXPECT_EQ(PrintableText("عربي ZWJ\u200D"), "عربي ZWJ\u200D");
}

TEST(HasRightToLeftTest, SeesLettersOnly) {
  EXPECT_TRUE(HasRightToLeft("Nvidia إنفيديا"));
  EXPECT_TRUE(HasRightToLeft("שבב"));
  EXPECT_FALSE(HasRightToLeft("Nvidia 15% ١٥"));
  EXPECT_FALSE(HasRightToLeft(""));
}

}  // namespace
}  // namespace isnad
