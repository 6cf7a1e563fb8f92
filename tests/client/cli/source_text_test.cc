#include "client/cli/source_text.h"

#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

v1::Span Span(int32_t start, int32_t end) {
  v1::Span span;
  span.set_start_byte(start);
  span.set_end_byte(end);
  return span;
}

MarkedSentence Sentence(int32_t start, int32_t end) {
  return {Span(start, end), absl::StrCat(" id=\"s", start, "\""), "<i>n</i>"};
}

TEST(SourceTextTest, EachLineIsAParagraph) {
  EXPECT_EQ(SourceTextHtml("a\n\nb\n", {}, {}), "<p>a</p>\n<p>b</p>\n");
  EXPECT_EQ(SourceTextHtml("", {}, {}), "");
  EXPECT_EQ(SourceTextHtml(" \n\t\n", {}, {}), "");
  EXPECT_EQ(SourceTextHtml("a\r\nb", {}, {}), "<p>a\r</p>\n<p>b</p>\n");
}

TEST(SourceTextTest, SentencesAreMarked) {
  EXPECT_EQ(SourceTextHtml("abc def", {Sentence(4, 7), Sentence(0, 3)}, {}),
            "<p><mark id=\"s0\">abc<i>n</i></mark> <mark id=\"s4\">def<i>n</i>"
            "</mark></p>\n");
}

TEST(SourceTextTest, ASentenceMayHoldALineBreak) {
  EXPECT_EQ(SourceTextHtml("ab\ncd\nef", {Sentence(1, 4)}, {}),
            "<p>a<mark id=\"s1\">b\nc<i>n</i></mark>d</p>\n<p>ef</p>\n");
}

TEST(SourceTextTest, MarksAreCutWhereOthersBegin) {
  EXPECT_EQ(SourceTextHtml("abcdef", {Sentence(1, 5)},
                           {{Span(0, 2), "x"}, {Span(1, 4), "y"}}),
            "<p><span class=\"x\">a</span><mark id=\"s1\"><span class=\"x y\">"
            "b</span><span class=\"y\">cd</span>e<i>n</i></mark>f</p>\n");
}

TEST(SourceTextTest, SpansThatAreNoneOfTheTextAreLeftOut) {
  // The letter takes two bytes.
  const std::string text = "ab\u0628";
  for (const auto& [start, end] : std::vector<std::pair<int, int>>{
           {-1, 2}, {0, 5}, {2, 2}, {3, 1}, {0, 3}, {3, 4}, {100, 200}}) {
    EXPECT_EQ(
        SourceTextHtml(text, {Sentence(start, end)}, {{Span(start, end), "x"}}),
        absl::StrCat("<p>", text, "</p>\n"))
        << start << " " << end;
  }
}

TEST(SourceTextTest, OverlappingSentencesAreMarkedOnce) {
  EXPECT_EQ(SourceTextHtml("abcd", {Sentence(0, 3), Sentence(2, 4)}, {}),
            "<p><mark id=\"s0\">abc<i>n</i></mark>d</p>\n");
}

// Tags are balanced and the text comes out whole, whatever the spans.
TEST(SourceTextTest, NothingIsLostOverRandomSpans) {
  const std::string text = "<b>\u0628\u0629\n& \"\u062A\u062B\u062C\"\n\nxyz";
  const auto count = [](const std::string& html, const char* what) {
    int found = 0;
    for (size_t at = html.find(what); at != std::string::npos;
         at = html.find(what, at + 1)) {
      ++found;
    }
    return found;
  };
  for (unsigned seed = 0; seed < 2'000; ++seed) {
    std::mt19937 random(seed);
    const auto place = [&] {
      return static_cast<int32_t>(random() % (text.size() + 3)) - 1;
    };
    std::vector<MarkedSentence> sentences;
    std::vector<TextMark> marks;
    for (int i = 0; i < 3; ++i) {
      sentences.push_back(Sentence(place(), place()));
      marks.push_back({Span(place(), place()), absl::StrCat("c", i)});
    }
    const std::string html = SourceTextHtml(text, sentences, marks);
    for (const char* tag : {"p", "mark", "span"}) {
      ASSERT_EQ(count(html, absl::StrCat("<", tag, ">").c_str()) +
                    count(html, absl::StrCat("<", tag, " ").c_str()),
                count(html, absl::StrCat("</", tag, ">").c_str()))
          << seed << html;
    }
    std::string plain;
    bool in_tag = false;
    for (const char c : absl::StrReplaceAll(html, {{"<i>n</i>", ""}})) {
      if (c == '<') in_tag = true;
      if (!in_tag && c != '\n') plain += c;
      if (c == '>') in_tag = false;
    }
    plain = absl::StrReplaceAll(
        plain,
        {{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}, {"&quot;", "\""}});
    ASSERT_EQ(plain, absl::StrReplaceAll(text, {{"\n", ""}})) << seed << html;
  }
}

}  // namespace
}  // namespace isnad
