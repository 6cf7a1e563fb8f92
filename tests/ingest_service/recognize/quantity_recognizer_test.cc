#include "ingest_service/recognize/quantity_recognizer.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/ingest_service/recognize/quantity_testing.h"

namespace isnad {
namespace {

using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

class QuantityTest : public ::testing::TestWithParam<QuantityCase> {};

TEST_P(QuantityTest, IsRead) {
  EXPECT_THAT(Quantities(GetParam().text), ElementsAreArray(GetParam().want));
}

std::string NameOf(const ::testing::TestParamInfo<QuantityCase>& param) {
  return param.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    Money, QuantityTest,
    ::testing::ValuesIn<QuantityCase>({
        {"Magnitude",
         "بقيمة 50 مليار دولار",
         {"MONEY 50000000000 USD |50 مليار دولار|"}},
        {"PluralMagnitude",
         "بقيمة 6.9 مليارات دولار",
         {"MONEY 6900000000 USD |6.9 مليارات دولار|"}},
        {"DecimalComma",
         "حوالى 4,7 تريليون دولار",
         {"MONEY 4700000000000 USD ABOUT |4,7 تريليون دولار|"}},
        {"ArabicDigits",
         "٢٫٢ مليار دولار",
         {"MONEY 2200000000 USD |٢٫٢ مليار دولار|"}},
        {"LetterRa",
         "إيرادات 9ر6 مليار دولار",
         {"MONEY 6900000000 USD |9ر6 مليار دولار|"}},
        {"LetterRaTwoDigits",
         "7ر46 مليار دولار",
         {"MONEY 46700000000 USD |7ر46 مليار دولار|"}},
        {"ThousandsAndDecimals",
         "1,587.91 يوان",
         {"MONEY 1587.91 CNY |1,587.91 يوان|"}},
        {"Nationality",
         "44 مليار دولار أميركي",
         {"MONEY 44000000000 USD |44 مليار دولار أميركي|"}},
        {"TanwinOfBoth",
         "14.86 دولارًا أمريكيًا للسهم",
         {"MONEY 14.86 USD |14.86 دولارًا أمريكيًا|"}},
        {"Sterling",
         "25 مليار جنيه إسترليني",
         {"MONEY 25000000000 GBP |25 مليار جنيه إسترليني|"}},
        {"Dirham",
         "3 مليارات درهم إماراتي",
         {"MONEY 3000000000 AED |3 مليارات درهم إماراتي|"}},
        {"PluralNounWithAdjective",
         "5 ريالات قطرية",
         {"MONEY 5 QAR |5 ريالات قطرية|"}},
        {"Won",
         "700 تريليون وون",
         {"MONEY 700000000000000 KRW |700 تريليون وون|"}},
        {"DualMagnitude",
         "نحو ملياري دولار",
         {"MONEY 2000000000 USD ABOUT |ملياري دولار|"}},
        {"DualMagnitudeNominative",
         "مليونا دولار",
         {"MONEY 2000000 USD |مليونا دولار|"}},
        {"TanwinIsNoDual",
         "بلغت مليونًا دولار",
         {"MONEY 1000000 USD |مليونًا دولار|"}},
        {"MagnitudeAlone",
         "بقيمة مليار دولار",
         {"MONEY 1000000000 USD |مليار دولار|"}},
        {"TwoMagnitudes",
         "2600 مليار يوان و ألف مليار دولار",
         {"MONEY 2600000000000 CNY |2600 مليار يوان|",
          "MONEY 1000000000000 USD |ألف مليار دولار|"}},
        {"Half",
         "بقيمة نصف مليار دولار",
         {"MONEY 500000000 USD |نصف مليار دولار|"}},
        {"AndAHalf",
         "مليار ونصف المليار دولار",
         {"MONEY 1500000000 USD |مليار ونصف المليار دولار|"}},
        {"Words",
         "ثلاثمئة وخمسة وعشرون مليون يورو",
         {"MONEY 325000000 EUR |ثلاثمئة وخمسة وعشرون مليون يورو|"}},
        {"MixedSum",
         "مليار و200 مليون دولار",
         {"MONEY 1200000000 USD |مليار و200 مليون دولار|"}},
        {"Cents", "20 دولار و43 سنت", {"MONEY 20.43 USD |20 دولار و43 سنت|"}},
        {"CentsAlone", "ارتفع 10 سنتات", {"MONEY 0.1 USD |10 سنتات|"}},
        {"SignBefore", "سعره $10,000 فقط", {"MONEY 10000 USD |$10,000|"}},
        {"SignAfter", "سعره 20€", {"MONEY 20 EUR |20€|"}},
        {"Code", "42 KWD", {"MONEY 42 KWD |42 KWD|"}},
        {"ArabicSign", "5د.ك", {"MONEY 5 KWD |5د.ك|"}},
        {"LatinMagnitude", "$5bn", {"MONEY 5000000000 USD |$5bn|"}},
        {"Conversion",
         "10 مليارات يوان (1.4 مليار دولار)",
         {"MONEY 10000000000 CNY |10 مليارات يوان|",
          "MONEY 1400000000 USD |1.4 مليار دولار|"}},
        {"LeftoverReference",
         "54&nbsp;مليار دولار",
         {"MONEY 54000000000 USD |54&nbsp;مليار دولار|"}},
        {"OneBehindTheNoun", "دولار واحد", {"MONEY 1 USD |دولار واحد|"}},
        {"TwoHundredBeforeANoun",
         "مئتا ألف دولار",
         {"MONEY 200000 USD |مئتا ألف دولار|"}},
        {"SpokenDecimals",
         "ثلاثة فاصلة خمسة مليارات دولار",
         {"MONEY 3500000000 USD |ثلاثة فاصلة خمسة مليارات دولار|"}},
        {"SpokenDecimalsInDigits",
         "3 فاصلة 25 مليار يوان",
         {"MONEY 3250000000 CNY |3 فاصلة 25 مليار يوان|"}},
        {"MaghrebiBillions",
         "7,7 ملايير أورو",
         {"MONEY 7700000000 EUR |7,7 ملايير أورو|"}},
        {"FilsOfADinar",
         "7 دنانير كويتية و250 فلسا",
         {"MONEY 7.25 KWD |7 دنانير كويتية و250 فلسا|"}},
        {"FilsOfADirham",
         "7 دراهم و25 فلسا",
         {"MONEY 7.25 AED |7 دراهم و25 فلسا|"}},
    }),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Percent, QuantityTest,
    ::testing::ValuesIn<QuantityCase>({
        {"After", "بنسبة 15%", {"PERCENT 15 |15%|"}},
        {"AfterWithSpace", "بنسبة 15 ٪ من", {"PERCENT 15 |15 ٪|"}},
        {"Before", "دفع %15 من", {"PERCENT 15 |%15|"}},
        {"InWords",
         "46 في المائة و20 بالمئة",
         {"PERCENT 46 |46 في المائة|", "PERCENT 20 |20 بالمئة|"}},
        {"AllInWords", "مئة بالمئة", {"PERCENT 100 |مئة بالمئة|"}},
        {"OnePercent", "بنسبة واحد بالمئة", {"PERCENT 1 |واحد بالمئة|"}},
        {"Negative", "بلغ -5.5%", {"PERCENT -5.5 |-5.5%|"}},
        {"Clitic", "نسبة الـ15%", {"PERCENT 15 |15%|"}},
        {"CliticWithoutTatweel", "بـ50%", {"PERCENT 50 |50%|"}},
        {"RangeWithOneSign",
         "بين 30 و50 بالمئة",
         {"PERCENT 30 |30|", "PERCENT 50 |50 بالمئة|"}},
        {"RangeWithHyphen", "30-50%", {"PERCENT 30 |30|", "PERCENT 50 |50%|"}},
        {"RangeWithTwoSigns",
         "من 20% إلى حوالي 10%",
         {"PERCENT 20 |20%|", "PERCENT 10 ABOUT |10%|"}},
        {"PercentagePointIsNone", "1.5 نقطة مئوية", {}},
    }),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Count, QuantityTest,
    ::testing::ValuesIn<QuantityCase>({
        {"Digits", "يضم 384 شريحة", {"COUNT 384 chip |384 شريحة|"}},
        {"Grouped",
         "نحو 15,500 رقاقة",
         {"COUNT 15500 chip ABOUT |15,500 رقاقة|"}},
        {"Words", "حصول ثلاث شركات صينية", {"COUNT 3 company |ثلاث شركات|"}},
        {"Magnitude",
         "ما يزيد عن 400 ألف وحدة",
         {"COUNT 400000 unit OVER |400 ألف وحدة|"}},
        {"MagnitudeAlone",
         "حوالي مليون وحدة",
         {"COUNT 1000000 unit ABOUT |مليون وحدة|"}},
        {"Tanwin", "إدراج 32 كيانًا", {"COUNT 32 entity |32 كيانًا|"}},
        {"OneBehindTheNoun", "شركة واحدة", {"COUNT 1 company |شركة واحدة|"}},
        {"ThreeBehindTheNoun",
         "الشركات الثلاث",
         {"COUNT 3 company |الشركات الثلاث|"}},
        {"LongestNoun",
         "5 مراكز بيانات",
         {"COUNT 5 data-center |5 مراكز بيانات|"}},
        {"Range",
         "من 1700 إلى 500 وحدة",
         {"COUNT 1700 unit |1700|", "COUNT 500 unit |500 وحدة|"}},
        {"HundredsApart",
         "ثلاث مائة شركة",
         {"COUNT 300 company |ثلاث مائة شركة|"}},
        {"HalfOfAMagnitude",
         "اشترت نصف مليون رقاقة",
         {"COUNT 500000 chip |نصف مليون رقاقة|"}},
        {"Teens", "اثنا عشر مصنعاً", {"COUNT 12 factory |اثنا عشر مصنعاً|"}},
        {"DualNounIsNone", "شركتان", {}},
        {"IndefiniteIsNone",
         "مئات الآلاف من الشرائح وآلاف الشركات وعشرات الدولارات",
         {}},
        {"OrdinalIsNone", "الشركة الثالثة", {}},
        {"PartIsNone", "ثلث الشركات", {}},
    }),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Duration, QuantityTest,
    ::testing::ValuesIn<QuantityCase>({
        {"Years", "استمرت ثلاث سنوات", {"DURATION P3Y |ثلاث سنوات|"}},
        {"Days", "وأمامها 90 يوما", {"DURATION P90D |90 يوما|"}},
        {"Months", "ثلاثين شهراً", {"DURATION P30M |ثلاثين شهراً|"}},
        {"Dual", "بعد أسبوعين من", {"DURATION P2W |أسبوعين|"}},
        {"AndSmallerUnit",
         "بعد سنة وستة أشهر من",
         {"DURATION P1Y6M |سنة وستة أشهر|"}},
        {"AndSmallerUnitInDigits",
         "استغرق ساعة و30 دقيقة",
         {"DURATION PT1H30M |ساعة و30 دقيقة|"}},
        {"AndNoSmallerUnit",
         "مر شهر وثلاث سنوات",
         {"DURATION P3Y |ثلاث سنوات|"}},
        {"Century", "منذ ربع قرن", {"DURATION P25Y |ربع قرن|"}},
        {"Decades", "منذ ثلاثة عقود", {"DURATION P30Y |ثلاثة عقود|"}},
        {"Contracts", "وقعت ثلاثة عقود", {}},
        {"YearOrTwo",
         "في غضون عام أو عامين",
         {"DURATION P1Y |عام|", "DURATION P2Y |عامين|"}},
        {"One", "بعد يوم واحد", {"DURATION P1D |يوم واحد|"}},
        {"Alone", "لمدة عام", {"DURATION P1Y |عام|"}},
        {"AloneAfterQualifier", "أكثر من شهر", {"DURATION P1M OVER |شهر|"}},
        {"AloneWithoutCueIsNone", "المدير عام والشهر", {}},
        {"YearAfterYearIsNone", "عاما بعد عام", {}},
        {"AndAHalf", "عام ونصف", {"DURATION P1Y6M |عام ونصف|"}},
        {"HalfAnHour", "نصف ساعة", {"DURATION PT30M |نصف ساعة|"}},
        {"Compound",
         "سنتين وثلاثة أشهر",
         {"DURATION P2Y3M |سنتين وثلاثة أشهر|"}},
        {"Definite",
         "خلال السنوات الثلاث المقبلة",
         {"DURATION P3Y |السنوات الثلاث|"}},
        {"DefiniteInDigits",
         "السنوات الـ5 المقبلة",
         {"DURATION P5Y |السنوات الـ5|"}},
        {"Range",
         "بين ثلاث وخمس سنوات",
         {"DURATION P3Y |ثلاث|", "DURATION P5Y |خمس سنوات|"}},
        {"FewIsNone", "بضعة أشهر وعدة سنوات", {}},
    }),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Measure, QuantityTest,
    ::testing::ValuesIn<QuantityCase>({
        {"Nanometre", "إنتاجية 7 نانومتر", {"MEASURE 7 nm |7 نانومتر|"}},
        {"Joined", "بدقة 7nm", {"MEASURE 7 nm |7nm|"}},
        {"Gigabyte", "128 غيغابايت", {"MEASURE 128 GB |128 غيغابايت|"}},
        {"Rate", "4 تيرابت/ثانية", {"MEASURE 4 Tbps |4 تيرابت/ثانية|"}},
        {"RateInWords",
         "4.8 تيرابايت في الثانية",
         {"MEASURE 4.8 TB/s |4.8 تيرابايت في الثانية|"}},
        {"Gigawatt", "5 جيجاوات", {"MEASURE 5 GW |5 جيجاوات|"}},
        {"SquareMetre",
         "1.6 مليون متر مربع",
         {"MEASURE 1600000 m2 |1.6 مليون متر مربع|"}},
        {"AndMore",
         "28 نانومتر فما فوق",
         {"MEASURE 28 nm AT_LEAST |28 نانومتر|"}},
        {"OrSmaller",
         "10 نانومتر أو أصغر",
         {"MEASURE 10 nm AT_MOST |10 نانومتر|"}},
        {"Tonne", "60 ألف طن", {"MEASURE 60000 t |60 ألف طن|"}},
    }),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Qualifier, QuantityTest,
    ::testing::ValuesIn<QuantityCase>({
        {"About", "بنحو 15%", {"PERCENT 15 ABOUT |15%|"}},
        {"AboutBehind", "20% تقريباً", {"PERCENT 20 ABOUT |20%|"}},
        {"CloseTo",
         "بما يقارب 50 مليار دولار",
         {"MONEY 50000000000 USD ABOUT |50 مليار دولار|"}},
        {"Reached", "ناهز 5%", {"PERCENT 5 ABOUT |5%|"}},
        {"MoreThan", "بأكثر من 4000%", {"PERCENT 4000 OVER |4000%|"}},
        {"Exceeded", "بنسبة تجاوزت 4000%", {"PERCENT 4000 OVER |4000%|"}},
        {"ExceedsWithSubject",
         "أن تتجاوز حصة الشركة 5%",
         {"PERCENT 5 OVER |5%|"}},
        {"DoesNotExceed", "لم تتجاوز 40%", {"PERCENT 40 AT_MOST |40%|"}},
        {"LessThan", "بأقل من 5 نانومتر", {"MEASURE 5 nm UNDER |5 نانومتر|"}},
        {"NotLessThan", "ما لا يقل عن 3%", {"PERCENT 3 AT_LEAST |3%|"}},
        {"NotLessInValue",
         "لا تقل قيمتها عن مليار دولار",
         {"MONEY 1000000000 USD AT_LEAST |مليار دولار|"}},
        {"MayReach",
         "قد تصل إلى 10 مليارات دولار",
         {"MONEY 10000000000 USD AT_MOST |10 مليارات دولار|"}},
        {"Reaches",
         "غرامات تصل إلى 30 بالمئة",
         {"PERCENT 30 AT_MOST |30 بالمئة|"}},
        {"UpTo",
         "ما يصل إلى 700,000 وحدة",
         {"COUNT 700000 unit AT_MOST |700,000 وحدة|"}},
        {"OrMore",
         "مليار دولار أو أكثر",
         {"MONEY 1000000000 USD AT_LEAST |مليار دولار|"}},
        {"AtLeastBehind", "5% على الأقل", {"PERCENT 5 AT_LEAST |5%|"}},
        {"AtLeastBehindAVerb",
         "قد تصل إلى 5% على الأقل",
         {"PERCENT 5 AT_LEAST |5%|"}},
        {"InBrackets",
         "(نحو 53 مليار دولار)",
         {"MONEY 53000000000 USD ABOUT |53 مليار دولار|"}},
        {"Estimate",
         "يقدر بـ 5.5 مليار دولار",
         {"MONEY 5500000000 USD |5.5 مليار دولار|"}},
        {"GrewToIsExact", "لتصل إلى 20%", {"PERCENT 20 |20%|"}},
    }),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Range, QuantityTest,
    ::testing::ValuesIn<QuantityCase>({
        {"SharedMagnitude",
         "بين 200 و500 مليار يوان",
         {"MONEY 200000000000 CNY |200|",
          "MONEY 500000000000 CNY |500 مليار يوان|"}},
        {"OwnMagnitude",
         "بين 900 ألف ومليون وحدة",
         {"COUNT 900000 unit |900 ألف|", "COUNT 1000000 unit |مليون وحدة|"}},
        {"OwnUnits",
         "بين 200 مليار يوان و500 مليار يوان",
         {"MONEY 200000000000 CNY |200 مليار يوان|",
          "MONEY 500000000000 CNY |500 مليار يوان|"}},
        {"Or",
         "ثلاثة أو أربعة أشهر",
         {"DURATION P3M |ثلاثة|", "DURATION P4M |أربعة أشهر|"}},
    }),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    NoQuantity, QuantityTest,
    ::testing::ValuesIn<QuantityCase>({
        {"Empty", "", {}},
        {"Models",
         "H200 وGB300 وV3.1 وMate 60 وNVLink144 وCSI 300 و910C وGPT-4",
         {}},
        {"ArabicModels", "إتش20 وإتش 20 وإم.آي 308", {}},
        {"Decades", "1970i و1980i", {}},
        {"BareNumber", "رقم 17", {}},
        {"Time", "الساعة 10:30", {}},
        {"Version", "الإصدار 1.2.3", {}},
        {"Address", "https://example.com/a?b=30%25%2020% انتهى", {}},
        {"TooManyDigits", "1234567890123456789012345 دولار", {}},
        {"Score", "24/7", {}},
        {"OneOfThem", "أحد المصادر وواحدة من الشركات", {}},
        {"LineBreakBetween", "384\nشريحة", {}},
        {"LoneSigns", "% $ - . , ، و", {}},
    }),
    NameOf);

TEST(QuantityRecognizerTest, NumbersInsideOfNamesAreNone) {
  const std::string text = "384 شريحة";
  EntityMention mention;
  mention.token_begin = 0;
  mention.token_end = 1;
  EXPECT_THAT(Quantities(text, {}, {mention}), IsEmpty());
  mention.form = v1::MENTION_FORM_ADJECTIVE;
  EXPECT_THAT(Quantities(text, {}, {mention}).size(), 1);
}

TEST(QuantityRecognizerTest, MentionsBeyondTheTextAreHarmless) {
  EntityMention mention;
  mention.token_begin = 1;
  mention.token_end = 1000;
  EXPECT_THAT(Quantities("15%", {}, {mention}).size(), 0);
}

TEST(QuantityRecognizerTest, AnEmptyLexiconReadsOnlyWhatNeedsNoWord) {
  const auto lexicon = Lexicon::Parse({});
  ASSERT_TRUE(lexicon.ok());
  const QuantityRecognizer recognizer(**lexicon);
  const std::string text = "3 شركات في 2025 و2025-08-14";
  const auto normalized = Normalizer(DefaultFoldTable()).Normalize(text);
  QuantityMessages messages;
  const auto readings = recognizer.Recognize(normalized, {}, {}, messages);
  ASSERT_EQ(readings.size(), 1);
  EXPECT_EQ(readings[0].quantity->date().value(), "2025-08-14");
}

TEST(QuantityRecognizerTest, BareNumbersComeOnRequest) {
  EXPECT_THAT(Quantities("رقم 17", WithBareNumbers()),
              ElementsAreArray({"NUMBER 17 |17|"}));
  EXPECT_THAT(Quantities("البيت الحادي عشر", WithBareNumbers()),
              ElementsAreArray({"ORDINAL 11 |الحادي عشر|"}));
  EXPECT_THAT(Quantities("واحد على عشرين", WithBareNumbers()),
              ElementsAreArray({"NUMBER 0.05 |واحد على عشرين|"}));
  EXPECT_THAT(Quantities("6 2/3", WithBareNumbers()),
              ElementsAreArray({"NUMBER 6.66666666666666667 |6 2/3|"}));
  EXPECT_THAT(Quantities("صفر فاصلة صفر خمسة", WithBareNumbers()),
              ElementsAreArray({"NUMBER 0.05 |صفر فاصلة صفر خمسة|"}));
  EXPECT_THAT(Quantities("ثلاثا وعشرين", WithBareNumbers()),
              ElementsAreArray({"NUMBER 23 |ثلاثا وعشرين|"}));
  EXPECT_THAT(Quantities("قالها ثلاثا", WithBareNumbers()), IsEmpty());
  // What is counted is not part of the span.
  EXPECT_THAT(Quantities("ثلاث شركات", WithBareNumbers()),
              ElementsAreArray({"COUNT 3 company |ثلاث|"}));
  // A damma tells the fifth from the five.
  EXPECT_THAT(Quantities("خُمس", WithBareNumbers()),
              ElementsAreArray({"NUMBER 0.2 |خُمس|"}));
  EXPECT_THAT(Quantities("خمس", WithBareNumbers()),
              ElementsAreArray({"NUMBER 5 |خمس|"}));
}

TEST(QuantityRecognizerTest, SameTextSameQuantities) {
  const std::string text = "بين 200 و500 مليار يوان هذا العام";
  EXPECT_EQ(Quantities(text), Quantities(text));
}

TEST(QuantityRecognizerTest, ASentenceReadsAloneAsInItsDocument) {
  const std::string first = "بلغت 50 مليار دولار.";
  const std::string second = "وقال يوم الخميس إن 3 شركات تنتظر عامين.";
  std::vector<std::string> apart = Quantities(first);
  for (const std::string& one : Quantities(second)) apart.push_back(one);
  EXPECT_EQ(Quantities(first + " " + second), apart);
  EXPECT_EQ(Quantities(first + "\n" + second), apart);
}

}  // namespace
}  // namespace isnad
