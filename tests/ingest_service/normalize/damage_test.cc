#include "ingest_service/normalize/damage.h"

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "common/text/fold.h"
#include "gtest/gtest.h"
#include "ingest_service/normalize/normalizer.h"

namespace isnad {
namespace {

struct Case {
  const char* name;
  const char* text;
  std::vector<std::string> warnings;
};

// The warnings as "CODE text".
std::vector<std::string> Warnings(absl::string_view text) {
  const NormalizedText normalized =
      Normalizer(DefaultFoldTable()).Normalize(text);
  std::vector<std::string> result;
  for (const v1::Warning& warning : FindDamage(normalized)) {
    const auto begin = static_cast<size_t>(warning.span().start_byte());
    const auto end = static_cast<size_t>(warning.span().end_byte());
    result.push_back(
        absl::StrCat(absl::StripPrefix(v1::WarningCode_Name(warning.code()),
                                       "WARNING_CODE_"),
                     " ", text.substr(begin, end - begin)));
    EXPECT_FALSE(warning.message().empty());
  }
  return result;
}

class DamageTest : public testing::TestWithParam<Case> {};

TEST_P(DamageTest, IsFound) {
  EXPECT_EQ(Warnings(GetParam().text), GetParam().warnings);
}

std::string CaseName(const testing::TestParamInfo<Case>& param) {
  return param.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    LettersForDigits, DamageTest,
    testing::Values(
        Case{"BesideTheRightName",
             "بيعت H2O بعد منع H20",
             {"LETTER_FOR_DIGIT H2O"}},
        Case{"BehindAWordForChips",
             "بيعت رقائق H2O للصين",
             {"LETTER_FOR_DIGIT H2O"}},
        Case{"TwoLetters", "معالج GB2OO", {"LETTER_FOR_DIGIT GB2OO"}},
        Case{"Plural", "رقائق H2Os", {"LETTER_FOR_DIGIT H2Os"}},
        Case{"Water", "تركيب الماء هو H2O", {}},
        Case{"AnotherWord", "رقائق H2One", {}},
        Case{"Spaced", "رقائق H2 O", {}}, Case{"RightName", "رقائق H20", {}}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    Translation, DamageTest,
    testing::Values(
        Case{"Amnesty",
             "وهو نموذج منظمة العفو الدولية الجديد",
             {"TRANSLATION_DAMAGE منظمة العفو الدولية"}},
        Case{"AmnestyBehindTwoWords",
             "أعباء عمل منظمة العفو الدولية",
             {"TRANSLATION_DAMAGE منظمة العفو الدولية"}},
        Case{"RealAmnesty", "وقالت منظمة العفو الدولية إن الصين", {}},
        Case{"BlanketBan",
             "قرار حظر البطانية",
             {"TRANSLATION_DAMAGE حظر البطانية"}}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    MixedScripts, DamageTest,
    testing::Values(
        Case{"LatinOnArabic", "علاقة طويلةP مع", {"MIXED_SCRIPT_WORD طويلةP"}},
        Case{"ArabicOnLatin", "شركة Nvidiaات", {"MIXED_SCRIPT_WORD Nvidiaات"}},
        Case{"CyrillicInLatin",
             "Nvidi\u0430",
             {"MIXED_SCRIPT_WORD Nvidi\u0430"}},
        Case{"ThreeParts", "xشركةy", {"MIXED_SCRIPT_WORD xشركةy"}},
        Case{"Clitic", "وAMD والـCEO لـNvidia للـAI", {}},
        Case{"TatweelJoins", "شركةـNvidia", {}},
        Case{"DigitsBetween", "6000دي H20s", {}},
        Case{"Spaced", "شركة Nvidia", {}}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    Dates, DamageTest,
    testing::Values(
        Case{"NotTheSame",
             "في 22 يوليو/آب الماضي",
             {"IMPOSSIBLE_DATE يوليو/آب"}},
        Case{"TwoWords",
             "كانون الثاني/ديسمبر 2025",
             {"IMPOSSIBLE_DATE كانون الثاني/ديسمبر"}},
        Case{"TwoWordsTwice",
             "تشرين الأول/كانون الأول 2025",
             {"IMPOSSIBLE_DATE تشرين الأول/كانون الأول"}},
        Case{"Brackets", "24 مايو (نيسان)", {"IMPOSSIBLE_DATE مايو (نيسان"}},
        Case{"NothingBetween",
             "في أغسطس أيلول 2025",
             {"IMPOSSIBLE_DATE أغسطس أيلول"}},
        Case{"TwoWordsNothingBetween",
             "وأكتوبر تشرين الثاني",
             {"IMPOSSIBLE_DATE وأكتوبر تشرين الثاني"}},
        Case{"TheSameOtherwise", "مايو (أيار) ويوليو تموز ونيسان أبريل", {}},
        Case{"List", "يونيو يوليو أغسطس وأيار حزيران", {}},
        Case{"TheSame", "أغسطس/آب ويناير/كانون الثاني ونيسان/أبريل", {}},
        Case{"NoMonths", "نعم/لا", {}}, Case{"OneMonth", "يوليو/تموز", {}}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    Quotes, DamageTest,
    testing::Values(
        Case{"Opened", "قال «نعم وذهب", {"UNMATCHED_QUOTE «"}},
        Case{"Closed", "قال نعم» وذهب", {"UNMATCHED_QUOTE »"}},
        Case{"OneTooMany", "«نعم» وقال \"لا", {"UNMATCHED_QUOTE \""}},
        Case{"AcrossLines",
             "قال «نعم\nوذهب»",
             {"UNMATCHED_QUOTE «", "UNMATCHED_QUOTE »"}},
        Case{"Matched", "«نعم» و\"لا\" و“ربما”", {}},
        Case{"PrimeAsQuote", "رقائق “H200″ الجديدة", {}},
        Case{"Reversed", "”نعم“ »لا«", {}},
        Case{"Inches", "شاشة 6.7\" كبيرة", {}},
        Case{"Apostrophe", "Deepseek's R1", {}},
        Case{"Reference", "قال &quot;نعم&quot; وذهب", {}}),
    CaseName);

TEST(DamageOrderTest, WarningsComeInTextOrder) {
  EXPECT_EQ(
      Warnings("قال «نعم\nطويلةP رقائق H2O"),
      (std::vector<std::string>{"UNMATCHED_QUOTE «", "MIXED_SCRIPT_WORD طويلةP",
                                "LETTER_FOR_DIGIT H2O"}));
}

TEST(DamageOrderTest, NothingHasNoDamage) { EXPECT_TRUE(Warnings("").empty()); }

}  // namespace
}  // namespace isnad
