#include "client/cli/html_text.h"

#include <string>

#include "common/text/utf8.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(EscapeHtmlTest, MarkupBecomesText) {
  EXPECT_EQ(EscapeHtml("<script>alert(\"x\" & 'y')</script>"),
            "&lt;script&gt;alert(&quot;x&quot; &amp; &#39;y&#39;)&lt;/script"
            "&gt;");
  EXPECT_EQ(EscapeHtml("&lt;"), "&amp;lt;");
  EXPECT_EQ(EscapeHtml("رقائق H200"), "رقائق H200");
  EXPECT_EQ(EscapeHtml("a\tb\r\nc"), "a\tb\r\nc");
  EXPECT_EQ(EscapeHtml(""), "");
}

TEST(EscapeHtmlTest, WhatHtmlForbidsIsReplaced) {
  EXPECT_EQ(EscapeHtml(absl::string_view("a\0b", 3)),
            "a\uFFFD"
            "b");
  EXPECT_EQ(EscapeHtml("\x1B[31m"), "\uFFFD[31m");
  EXPECT_EQ(EscapeHtml("\uFFFE\uFDD0\u0085"), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(EscapeHtml("\xD8"), "\uFFFD");
}

// Every code point, so that nothing that closes an attribute, opens a tag or
// turns the direction comes through.
TEST(EscapeHtmlTest, NoCodePointComesThroughThatShouldNot) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    std::string text;
    AppendCodePoint(c, text);
    const std::string escaped = EscapeHtml(text);
    ASSERT_TRUE(IsValidUtf8(escaped));
    ASSERT_EQ(escaped.find_first_of("<>\"'"), std::string::npos) << c;
    const bool turns =
        (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    ASSERT_EQ(escaped.empty(), turns) << c;
    const std::string shown = EscapeSourceText(text);
    ASSERT_EQ(shown != escaped, turns) << c;
    ASSERT_THAT(turns ? shown : text, Not(testing::IsEmpty()));
    ASSERT_TRUE(!turns || shown.find(text) == std::string::npos) << c;
  }
}

TEST(EscapeSourceTextTest, BidiControlsAreShownByName) {
  EXPECT_THAT(EscapeSourceText("a\u202Eb"), HasSubstr("U+202E</span>b"));
}

TEST(IsSafeLinkTest, OnlyTheWebIsLinkedTo) {
  EXPECT_TRUE(IsSafeLink("https://example.com/a"));
  EXPECT_TRUE(IsSafeLink("HTTP://example.com"));
  for (const char* uri : {"", "javascript:alert(1)", " https://x", "file:///x",
                          "data:text/html,x", "//example.com", "httpsx://"}) {
    EXPECT_FALSE(IsSafeLink(uri)) << uri;
  }
}

}  // namespace
}  // namespace isnad
