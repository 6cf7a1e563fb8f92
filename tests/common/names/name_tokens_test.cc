#include "common/names/name_tokens.h"

#include <string>

#include "absl/strings/str_join.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

struct Case {
  const char* name;
  const char* text;
  const char* tokens;  // joined by "|"
};

class NameTokensTest : public testing::TestWithParam<Case> {};

TEST_P(NameTokensTest, SplitsAsTheNormalizerDoes) {
  EXPECT_EQ(absl::StrJoin(NameTokens(GetParam().text), "|"), GetParam().tokens);
}

INSTANTIATE_TEST_SUITE_P(
    Names, NameTokensTest,
    testing::Values(
        // Letters and digits part, and joiners go.
        Case{"Glued", "H20", "h|20"}, Case{"Spaced", "H 20", "h|20"},
        Case{"Hyphen", "H-20", "h|20"}, Case{"Arabic", "إتش20", "اتش|20"},
        Case{"Dotted", "تي.إس.إم.سي", "تي|اس|ام|سي"},
        Case{"MiddleDot", "شي·جين·بينغ", "شي|جين|بينغ"},
        Case{"MixedModel", "RTX Pro 6000D", "rtx|pro|6000|d"},
        // Folding.
        Case{"Diacritics", "ريكيِتس", "ريكيتس"},
        Case{"Tatweel", "جيـنسن", "جينسن"}, Case{"Veh", "إنڤيديا", "انفيديا"},
        Case{"Digits", "إتش ٢٠", "اتش|20"},
        // Other marks stay inside and go at the ends.
        Case{"Ampersand", "AT&T", "at|&|t"}, Case{"Plus", "أوبك+", "اوبك|+"},
        Case{"Trailing", "Yahoo!", "yahoo"}, Case{"Leading", "«X", "x"},
        // Nothing to match.
        Case{"Empty", "", ""}, Case{"MarksOnly", " - . ! ", ""},
        Case{"Broken", "\xff\xfe", ""}),
    [](const testing::TestParamInfo<Case>& param) { return param.param.name; });

TEST(NameTokensTest, OrderOfTokensChangesTheSequence) {
  const uint64_t ab = ExtendSequence(ExtendSequence(kEmptySequence, 1), 2);
  const uint64_t ba = ExtendSequence(ExtendSequence(kEmptySequence, 2), 1);
  EXPECT_NE(ab, ba);
}

TEST(HasArabicLetterTest, TellsScripts) {
  EXPECT_TRUE(HasArabicLetter("شركة AMD"));
  EXPECT_FALSE(HasArabicLetter("AMD 300"));
  EXPECT_FALSE(HasArabicLetter("، ؟ ٣"));
}

}  // namespace
}  // namespace isnad
