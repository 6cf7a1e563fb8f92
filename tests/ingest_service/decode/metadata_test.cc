#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "ingest_service/decode/decoder.h"
#include "ingest_service/decode/html_metadata.h"
#include "ingest_service/decode/json_ld.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

v1::Document MetadataOf(absl::string_view html) {
  auto decoded = Decode(html, "text/html", "", {});
  EXPECT_THAT(decoded, IsOk());
  return decoded.ok() ? decoded->metadata : v1::Document();
}

TEST(MetadataTest, OpenGraphSpeaksFirst) {
  const v1::Document document = MetadataOf(
      "<html lang=ar-SA><title>عنوان - الموقع</title>"
      "<meta property=og:title content='عنوان &amp; فرعي'>"
      "<meta property=og:site_name content=' الشرق  الأوسط '>"
      "<meta name=author content='منى عادل'>"
      "<meta property=article:published_time "
      "content='2025-07-22T10:30:00+03:00'>"
      "<link rel=canonical href='https://example.com/a'>");
  EXPECT_EQ(document.title(), "عنوان & فرعي");
  EXPECT_EQ(document.outlet(), "الشرق الأوسط");
  EXPECT_EQ(document.author(), "منى عادل");
  EXPECT_EQ(document.uri(), "https://example.com/a");
  EXPECT_EQ(document.language_code(), "ar");
  EXPECT_EQ(document.publish_time().seconds(), 1753169400);
}

TEST(MetadataTest, JsonLdSpeaksWhereTagsDoNot) {
  const v1::Document document = MetadataOf(
      "<title>t</title><script type=application/ld+json>{\"@graph\": ["
      "{\"@type\": \"WebSite\", \"headline\": \"x\"}, "
      "{\"@type\": [\"NewsArticle\"], \"headline\": \"عنوان\", "
      "\"author\": [{\"name\": \"سامر\"}], "
      "\"publisher\": {\"name\": \"القبس\"}, "
      "\"datePublished\": \"2025-07-22\"}]}</script>");
  EXPECT_EQ(document.title(), "عنوان");
  EXPECT_EQ(document.author(), "سامر");
  EXPECT_EQ(document.outlet(), "القبس");
  EXPECT_EQ(document.publish_time().seconds(), 1753142400);
}

TEST(MetadataTest, TitleIsSplitAtTheHeadline) {
  const v1::Document document = MetadataOf(
      "<title>إنفيديا تبيع | صحيفة الغد</title><body><h1>إنفيديا تبيع</h1>");
  EXPECT_EQ(document.title(), "إنفيديا تبيع");
  EXPECT_EQ(document.outlet(), "صحيفة الغد");
  const v1::Document other =
      MetadataOf("<title>أولا | ثانيا</title><body><h1>ثالثا</h1>");
  EXPECT_EQ(other.title(), "أولا | ثانيا");
  EXPECT_EQ(other.outlet(), "");
}

TEST(MetadataTest, AuthorIsReadFromMarkedElements) {
  for (const char* element :
       {"<a rel=author>منى عادل</a>", "<span itemprop=author>منى عادل</span>",
        "<div class='box author-name'> منى عادل </div>"}) {
    EXPECT_EQ(MetadataOf(absl::StrCat("<body>", element)).author(), "منى عادل")
        << element;
  }
}

TEST(MetadataTest, SilentPageSaysNothing) {
  const v1::Document document = MetadataOf("<p>a</p>");
  EXPECT_EQ(document.ByteSizeLong(), 0u) << document.DebugString();
}

TEST(MetadataTest, NonsenseIsLeftOut) {
  const v1::Document document = MetadataOf(
      "<html lang=klingon>"
      "<meta name=author content='https://facebook.com/x'>"
      "<meta name=date content='yesterday'>"
      "<link rel=canonical href='javascript:alert(1)'>"
      "<script type=application/ld+json>{\"@type\": </script>"
      "<script type=application/ld+json>[[[[[[[[]]]]]]]]</script>");
  EXPECT_EQ(document.ByteSizeLong(), 0u) << document.DebugString();
}

TEST(MetadataTest, OverflowingReferencesAreReplaced) {
  const v1::Document document = MetadataOf(
      "<title>a&#3571111111;b</title>"
      "<meta name=author content='c&#3571111111;d'>");
  EXPECT_EQ(document.title(), "a\uFFFDb");
  EXPECT_EQ(document.author(), "c\uFFFDd");
}

TEST(MetadataTest, LongValuesAreCutAtACharacter) {
  std::string title = "a";
  for (int i = 0; i < 2000; ++i) title += "ب";
  const v1::Document document =
      MetadataOf(absl::StrCat("<title>", title, "</title>"));
  EXPECT_EQ(document.title(), title.substr(0, 1023));
}

struct TimeCase {
  const char* name;
  const char* text;
  absl::CivilSecond utc;
};

class PageTimeTest : public testing::TestWithParam<TimeCase> {};

TEST_P(PageTimeTest, IsRead) {
  const auto time = ParsePageTime(GetParam().text);
  ASSERT_TRUE(time.has_value());
  EXPECT_EQ(absl::ToCivilSecond(*time, absl::UTCTimeZone()), GetParam().utc);
}

INSTANTIATE_TEST_SUITE_P(
    Times, PageTimeTest,
    testing::Values(TimeCase{"Rfc3339", "2025-07-22T10:30:05Z",
                             absl::CivilSecond(2025, 7, 22, 10, 30, 5)},
                    TimeCase{"Fraction", "2025-07-22T10:30:05.250+0300",
                             absl::CivilSecond(2025, 7, 22, 7, 30, 5)},
                    TimeCase{"NoSeconds", "2025-07-22T10:30+03:00",
                             absl::CivilSecond(2025, 7, 22, 7, 30, 0)},
                    TimeCase{"NoZone", "2025-07-22T10:30:05",
                             absl::CivilSecond(2025, 7, 22, 10, 30, 5)},
                    TimeCase{"WithSpace", "2025-07-22 10:30",
                             absl::CivilSecond(2025, 7, 22, 10, 30, 0)},
                    TimeCase{"Day", "2025-07-22",
                             absl::CivilSecond(2025, 7, 22, 0, 0, 0)},
                    TimeCase{"Mail", "Tue, 22 Jul 2025 10:30:05 +0300",
                             absl::CivilSecond(2025, 7, 22, 7, 30, 5)}),
    [](const testing::TestParamInfo<TimeCase>& param) {
      return param.param.name;
    });

TEST(PageTimeErrorTest, OtherTextIsNoTime) {
  for (const char* text : {"", "2025", "22 يوليو 2025", "2025-13-40", "x"}) {
    EXPECT_FALSE(ParsePageTime(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace isnad
