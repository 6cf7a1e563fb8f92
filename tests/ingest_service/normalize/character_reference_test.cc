#include "ingest_service/normalize/character_reference.h"

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

struct Case {
  const char* name;
  const char* text;
  char32_t character;
  size_t length;
};

class ReadCharacterTest : public testing::TestWithParam<Case> {};

TEST_P(ReadCharacterTest, ReadsTheCharacterMeant) {
  size_t position = 0;
  EXPECT_EQ(ReadCharacter(GetParam().text, position), GetParam().character);
  EXPECT_EQ(position, GetParam().length);
}

INSTANTIATE_TEST_SUITE_P(
    References, ReadCharacterTest,
    testing::Values(Case{"Named", "&nbsp;x", 0xA0, 6},
                    Case{"First", "&amp;", '&', 5},
                    Case{"Last", "&zwnj;", 0x200C, 6},
                    Case{"Longest", "&middot;", 0xB7, 8},
                    Case{"Decimal", "&#8217;", 0x2019, 7},
                    Case{"Hexadecimal", "&#x201C;", 0x201C, 8},
                    Case{"LongestNumber", "&#1114111;", 0x10FFFF, 10}),
    [](const testing::TestParamInfo<Case>& param) { return param.param.name; });

INSTANTIATE_TEST_SUITE_P(
    NoReferences, ReadCharacterTest,
    testing::Values(
        Case{"PlainLetter", "aز", 'a', 1}, Case{"ArabicLetter", "زa", 0x632, 2},
        Case{"Ampersand", "&", '&', 1}, Case{"InAName", "&T", '&', 1},
        Case{"NoSemicolon", "&nbsp ", '&', 1},
        Case{"UnknownName", "&wow;", '&', 1}, Case{"Empty", "&;", '&', 1},
        Case{"NoDigits", "&#;", '&', 1},
        Case{"NoHexadecimalDigits", "&#x;", '&', 1},
        Case{"Control", "&#0;", '&', 1}, Case{"Surrogate", "&#xD800;", '&', 1},
        Case{"BeyondUnicode", "&#1114112;", '&', 1},
        Case{"TooLong", "&#00000000160;", '&', 1}),
    [](const testing::TestParamInfo<Case>& param) { return param.param.name; });

}  // namespace
}  // namespace isnad
