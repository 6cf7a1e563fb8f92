#include "ingest_service/decode/media_type.h"

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

struct Case {
  const char* name;
  const char* media_type;
  bool is_html;
  const char* charset;
};

class MediaTypeTest : public testing::TestWithParam<Case> {};

TEST_P(MediaTypeTest, IsParsed) {
  ASSERT_OK_AND_ASSIGN(const MediaType type,
                       ParseMediaType(GetParam().media_type));
  EXPECT_EQ(type.is_html, GetParam().is_html);
  EXPECT_EQ(type.charset, GetParam().charset);
}

INSTANTIATE_TEST_SUITE_P(
    Types, MediaTypeTest,
    testing::Values(
        Case{"Empty", "", false, ""}, Case{"Plain", "text/plain", false, ""},
        Case{"Html", "Text/HTML", true, ""},
        Case{"Xhtml", "application/xhtml+xml", true, ""},
        Case{"Charset", "text/html; charset=windows-1256", true,
             "windows-1256"},
        Case{"Quoted", "text/plain;Charset=\"UTF-8\"", false, "UTF-8"},
        Case{"OtherParameter", "text/html; level=1; charset=x", true, "x"},
        Case{"NoValue", "text/html; charset", true, ""},
        Case{"TrailingSemicolon", "text/plain;", false, ""}),
    [](const testing::TestParamInfo<Case>& param) { return param.param.name; });

TEST(MediaTypeErrorTest, OtherTypesAreRefused) {
  for (const char* type :
       {"application/pdf", "text", "html", "text/markdown; charset=utf-8"}) {
    EXPECT_THAT(ParseMediaType(type),
                HasReason(v1::ERROR_REASON_MEDIA_TYPE_UNSUPPORTED))
        << type;
  }
}

}  // namespace
}  // namespace isnad
