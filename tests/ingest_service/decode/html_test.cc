#include <cstddef>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/text/utf8.h"
#include "gtest/gtest.h"
#include "ingest_service/decode/alignment.h"
#include "ingest_service/decode/decoder.h"
#include "ingest_service/decode/html_limits.h"
#include "tests/ingest_service/decode/encode.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

struct Case {
  const char* name;
  const char* html;
  const char* text;
};

class HtmlTest : public testing::TestWithParam<Case> {};

DecodedText DecodeHtml(absl::string_view html, absl::string_view charset = "") {
  auto decoded = Decode(html, "text/html", charset, {});
  EXPECT_THAT(decoded, IsOk());
  return decoded.ok() ? *std::move(decoded) : DecodedText();
}

TEST_P(HtmlTest, GivesThisText) {
  EXPECT_EQ(DecodeHtml(GetParam().html).text, GetParam().text);
}

std::string CaseName(const testing::TestParamInfo<Case>& param) {
  return param.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    Blocks, HtmlTest,
    testing::Values(
        Case{"Paragraphs", "<p>واحد<p>اثنان</p>", "واحد\n\nاثنان"},
        Case{"HeadingAndDiv", "<h1>عنوان</h1><div>نص</div>", "عنوان\n\nنص"},
        Case{"LineBreak", "a<br>b<br/>c", "a\nb\nc"},
        Case{"List", "<ul><li>a<li>b</ul>c", "a\nb\n\nc"},
        Case{"Table", "<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc"},
        Case{"Inline", "ال<b>صين</b> <i>و</i>غيرها", "الصين وغيرها"},
        Case{"WhiteSpace", "  a \n\t b  <p>  c </p> ", "a b\n\nc"},
        Case{"NoBreakSpaceStays", "54&nbsp;مليار", "54\u00A0مليار"},
        Case{"Preformatted", "<pre>a\n b</pre>", "a\nb"},
        Case{"NoTags", "نص", "نص"}, Case{"OnlyTags", "<p></p>", ""}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    Entities, HtmlTest,
    testing::Values(
        Case{"Named", "&laquo;a&raquo; &amp; &quot;b&quot;", "«a» & \"b\""},
        Case{"Numbers", "&#1575;&#x644;", "ال"},
        Case{"NoSemicolon", "AT&T &copy 2025 &ampx", "AT&T © 2025 &x"},
        Case{"Unknown", "&wow; &", "&wow; &"},
        Case{"Windows1252Number", "&#146;", "\u2019"},
        Case{"SurrogateNumber", "a&#xD800;b", "a\uFFFDb"},
        // Wraps around in 32 bits to a negative number.
        Case{"OverflowingNumber", "a&#3571111111;b", "a\uFFFDb"},
        Case{"OverflowingDigits",
             "a&#157111111111111111111111111111111111111;b", "a\uFFFDb"}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    LeftOut, HtmlTest,
    testing::Values(
        Case{"Script", "a<script>var x = '<p>b</p>';</script>c", "ac"},
        Case{"Style", "<style>p{}</style>a", "a"},
        Case{"Head", "<head><title>t</title></head><body>a", "a"},
        Case{"Navigation", "<nav>x</nav><div role=navigation>y</div>a", "a"},
        Case{"Comment", "a<!-- b -->c", "ac"},
        Case{"Hidden", "<p hidden>x</p><p style='display : none'>y</p>a", "a"},
        Case{"PageFooter", "<p>a</p><footer>f</footer>", "a"},
        Case{"ArticleFooterStays",
             "<article><p>a</p><footer>f</footer></article>", "a\n\nf"},
        Case{"ButtonsAndChoices",
             "<button>x</button><select><option>y</select>a", "a"},
        Case{"Drawing", "<svg><text>x</text></svg>a", "a"}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    Broken, HtmlTest,
    testing::Values(Case{"UnclosedTag", "a<b", "a"},
                    Case{"UnclosedComment", "a<!--b", "a"},
                    Case{"StrayEnd", "a</i>b", "ab"},
                    Case{"TextInTable", "<table>x<tr><td>y</table>z",
                         "x\n\ny\n\nz"},
                    Case{"Misnested", "<b>a<p>b</b>c</p>", "a\n\nbc"},
                    Case{"Frameset", "<frameset><frame></frameset>", ""},
                    Case{"AttributeWithoutEnd", "<a href=\"x", ""}),
    CaseName);

// Every character of the text is found where the alignment says, or is a
// reference there.
void ExpectAligned(const DecodedText& decoded, absl::string_view source) {
  for (size_t position = 0; position < decoded.text.size();) {
    const size_t begin = position;
    NextCodePoint(decoded.text, position);
    const absl::string_view character =
        absl::string_view(decoded.text).substr(begin, position - begin);
    const SourceRange range =
        MapToSource(decoded.alignment, static_cast<int32_t>(begin),
                    static_cast<int32_t>(position));
    const absl::string_view read =
        source.substr(static_cast<size_t>(range.begin),
                      static_cast<size_t>(range.end - range.begin));
    if (character == "\n" || character == " ") continue;
    EXPECT_TRUE(read == character || read[0] == '&')
        << "\"" << character << "\" at " << begin << " was read from \"" << read
        << "\"";
  }
}

TEST(HtmlAlignmentTest, EveryCharacterIsFoundInTheSource) {
  const absl::string_view html =
      "\r\n<html><body>\r\n<h1>إنفيديا &amp; هواوي</h1>\r\n"
      "<p>قال &laquo;هوانغ&raquo; إن <b>H20</b>s<!-- x --> بيعت بـ&nbsp;15% "
      "&copy 2025 AT&T</i>!\r\n سطر ثان</p><script>1<2</script>"
      "<table>x<tr><td>y</td></tr></table></body></html>";
  const DecodedText decoded = DecodeHtml(html);
  EXPECT_EQ(decoded.text,
            "إنفيديا & هواوي\n\nقال «هوانغ» إن H20s بيعت بـ\u00A015% © 2025 "
            "AT&T! سطر ثان\n\nx\n\ny");
  ExpectAligned(decoded, html);
}

TEST(HtmlAlignmentTest, ReachesThroughTheCharset) {
  const std::string html =
      Encode("<meta charset=windows-1256><p>قال &laquo;هوانغ&raquo; ذلك",
             "windows-1256");
  const DecodedText decoded = DecodeHtml(html);
  EXPECT_EQ(decoded.charset, "windows-1256");
  ASSERT_EQ(decoded.text, "قال «هوانغ» ذلك");
  const auto begin = static_cast<int32_t>(decoded.text.find("هوانغ"));
  const SourceRange range = MapToSource(decoded.alignment, begin, begin + 10);
  EXPECT_EQ(html.substr(static_cast<size_t>(range.begin),
                        static_cast<size_t>(range.end - range.begin)),
            Encode("هوانغ", "windows-1256"));
}

TEST(HtmlLimitsTest, OrdinaryPagesPass) {
  std::string html = "<table>";
  for (int i = 0; i < 50000; ++i) html += "<tr><td><p>a<br><b>b</b>";
  EXPECT_THAT(CheckHtmlLimits(html), IsOk());
}

TEST(HtmlLimitsTest, TagsInScriptsDoNotCount) {
  std::string html = "<SCRIPT>";
  for (int i = 0; i < 10000; ++i) html += "'<div>'";
  EXPECT_THAT(CheckHtmlLimits(html + "</Script>a"), IsOk());
}

TEST(HtmlLimitsTest, DeepNestingIsRefused) {
  std::string html;
  for (int i = 0; i < 100000; ++i) html += "<div>";
  EXPECT_THAT(Decode(html, "text/html", "", {}),
              HasReason(v1::ERROR_REASON_DOCUMENT_TOO_LARGE));
}

TEST(HtmlLimitsTest, TooManyTagsAreRefused) {
  std::string html;
  for (int i = 0; i < 600000; ++i) html += "<p>x";
  EXPECT_THAT(Decode(html, "text/html", "", {}),
              HasReason(v1::ERROR_REASON_DOCUMENT_TOO_LARGE));
}

TEST(HtmlLimitsTest, TooManyAttributesAreRefused) {
  for (const char* separator : {" ", "=x ", "='x'", "=x/"}) {
    std::string html = "<a ' ";
    for (int i = 0; i < 1000; ++i) absl::StrAppend(&html, "a", i, separator);
    EXPECT_THAT(CheckHtmlLimits(html + "'>"),
                HasReason(v1::ERROR_REASON_DOCUMENT_TOO_LARGE))
        << separator;
  }
}

TEST(HtmlLimitsTest, LongAttributesPass) {
  const std::string words(100000, ' ');
  EXPECT_THAT(
      CheckHtmlLimits("<img alt='" + words + "' src=\"" + words + "\">"),
      IsOk());
}

TEST(HtmlLimitsTest, ManyBlocksInOpenFormattingAreRefused) {
  std::string html;
  for (int i = 0; i < 1000; ++i) absl::StrAppend(&html, "<b id=", i, ">");
  for (int i = 0; i < 2000; ++i) html += "<p>";
  EXPECT_THAT(Decode(html, "text/html", "", {}),
              HasReason(v1::ERROR_REASON_DOCUMENT_TOO_LARGE));
}

}  // namespace
}  // namespace isnad
