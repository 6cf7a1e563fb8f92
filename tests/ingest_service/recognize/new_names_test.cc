// Names that no catalog lists: found by what stands around them, or linked to
// the catalog although they are spelt otherwise.
#include <string>

#include "gtest/gtest.h"
#include "tests/ingest_service/recognize/mention_testing.h"

namespace isnad {
namespace {

struct Case {
  const char* name;
  const char* annotated;
};

class NewNameTest : public testing::TestWithParam<Case> {};

TEST_P(NewNameTest, ReadsAsAnnotated) {
  EXPECT_EQ(MentionReader::Shared().Annotate(GetParam().annotated),
            GetParam().annotated);
}

std::string NameOf(const testing::TestParamInfo<Case>& param) {
  return param.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    Agencies, NewNameTest,
    testing::Values(
        Case{"Nationality",
             "وفتحت [هيئة تنظيم الفضاء المصرية|new:2] الأربعاء تحقيقا"},
        Case{"Clitic", "وفق ل[هيئة تنظيم الفضاء المصرية|new:2] كلمات"},
        Case{"Conjunction",
             "قالت [وكالة الغابات والأنهار السويدية|new:2] إن الأمر"},
        Case{"Ministry", "وقالت [وزارة الشؤون البلدية|new:2] اليوم الأحد"},
        Case{"Acronym",
             "أعلنت [هيئة تنظيم الفضاء|new:2] ([NSRA|new:2]) خطة. وقالت "
             "[NSRA|new:2] كلمات"},
        Case{"ForeignBody",
             "وافق [مجلس النواب الكيني|new:2] و[مجلس النواب|"
             "us-house-of-representatives]"},
        Case{"NoNationality", "قالت هيئة تنظيم الفضاء كلمات"},
        Case{"BareHead", "قالت الهيئة [الأميركية|united-states~A] كلمات"},
        Case{"Board", "مجلس إدارة الشركة [الأميركية|united-states~A]"},
        Case{"Office", "مكتب الرئيس [الأميركي|united-states~A]"}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    KnownAs, NewNameTest,
    testing::Values(
        Case{"Quoted",
             "[هيئة تنظيم الفضاء المصرية|new:2] المعروفة اختصارا "
             "بـ«[فضا|new:2]» كلمات"},
        Case{"Latin",
             "[هيئة تنظيم الفضاء المصرية|new:2]، المعروفة اختصاراً بـ "
             "[EGSR|new:2]، قالت. وأضافت [EGSR|new:2] كلمات"},
        Case{
            "OneWord",
            "[هيئة تنظيم الفضاء المصرية|new:2] المعروفة اختصارا ب[فضات|new:2]"},
        Case{"SpokenLetters",
             "[هيئة تنظيم الفضاء المصرية|new:2] المعروفة اختصارا بـ[إن إس "
             "آر|new:2] كلمات"},
        Case{"OfCatalog",
             "أعلنت [إنفيديا|nvidia] المعروفة باسم «[نفدة|nvidia]» كلمات. "
             "وأضافت [نفدة|nvidia] كلمات"},
        Case{"NoOtherName", "[إنفيديا|nvidia] المعروفة باسم الشركة الكبرى"},
        Case{"Exchange",
             "سهم [إنفيديا|nvidia] ([NYSE|nyse]: [QQZX|nvidia]) كلمات"}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Companies, NewNameTest,
    testing::Values(
        Case{"LatinInBrackets",
             "شركة [زرفان ديب|new:2] ([Zarfan Deep|new:2]) كلمات. وقالت "
             "[زرفان ديب|new:2] و[Zarfan Deep|new:2]"},
        Case{"Suffix", "أسهم [زرفان كوميونيكيشنز|new:2] كلمات"},
        Case{"SuffixOfComputing", "اتفاق مع شركة [زرفان كومبيوت|new:2] لبناء"},
        Case{"Misspelt", "شركة [كمبريكن|cambricon] كلمات"},
        Case{"Adjective", "شركة ناشئة كبرى"},
        Case{"InstituteIsNoCompany", "قال باحث في معهد «زرعام» كلمات"},
        Case{"NoEvidence", "شركة زرفان كلمات"}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Persons, NewNameTest,
    testing::Values(
        Case{"MisspeltCatalog",
             "وقال وزير التجارة [هوارد لتنيك|howard-lutnick] إن. وأضاف "
             "[لتنيك|howard-lutnick] كلمات"},
        Case{"OtherPerson", "قال المحلل [هوارد لوثر|new:1] إن"},
        Case{"TwoPrefixes", "قال وزير التجارة [يوست فان دير مير|new:1] إن"},
        Case{"OneOfTheFounders",
             "وصف [هيرمان زرعام|new:1]، أحد مؤسسي الشركة، الصفقة"},
        Case{"WhoIs", "قال [مايكل زرعام|new:1]، وهو نائب جمهوري، كلمات"},
        Case{"TitleFarBeforeCommas",
             "وقال المدير المكلف بالمشتريات في الشركة، [زرعاني "
             "كفناري|new:1]، خلال ندوة"},
        Case{"Byline", "[واشنطن|washington]: [هبة الزرعامي|new:1]\nنص طويل"},
        Case{"BylineWithTitle", "بقلم: [سارة الزرعامي|new:1]\nنص طويل"}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Products, NewNameTest,
    testing::Values(
        Case{"SpokenAfterMaker", "طورت [إنفيديا|nvidia] [إتش 33|new:3] للسوق"},
        Case{"SpokenAfterChip", "رقاقة [إم.آي 777|new:3] الجديدة"},
        Case{"LatinMakerAndModel", "طراز [Nvidia H33|new:3] الجديد"},
        Case{"Spaced", "طورت [إنفيديا|nvidia] [MI 777X|new:3] كلمات"},
        Case{"PrepositionAndYear", "شريحة في 2025"},
        Case{"Amount", "شريحة بدقة 7 نانومتر وشريحة H 30%"},
        Case{"UpperS", "رقاقة [L40S|l40s] ورقائق [H20s|h20]"}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Conditions, NewNameTest,
    testing::Values(
        Case{"SignedInQuotes",
             "[واشنطن|washington]: «[الشرق الأوسط|asharq-al-awsat]»\nنص"},
        Case{"PlaceInQuotes", "قال إن «[الشرق الأوسط|middle-east]» منطقة مهمة"},
        Case{"InAList",
             "شركات [مايكرون|micron] و[أمبير|ampere-computing] و[إنتل|intel]"},
        Case{"NotInAList", "تيار قدره أمبير واحد"},
        Case{"ListAndNotRegulation",
             "[قائمة مراقبة الصادرات|china-export-control-list] غير لائحة "
             "مراقبة الصادرات"},
        Case{"ForeignWord", "تعمل لدى [Runway|runway] منذ زمن"},
        Case{"ForeignSentence", "The Runway edition of this"}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Spelling, NewNameTest,
    testing::Values(Case{"AfterClitic", "شكلت فريقاً من الخبراء وفريقا آخر"},
                    // Spelled with qaf, Morocco is «close»; without its vowel,
                    // Temasek is «coherence».
                    Case{"OrdinaryWords", "قال المسؤول المقرب إن ثمة تماسك"},
                    Case{"OwnEnding", "زار [ريغا|riga] و[كندا|canada]"}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Notices, NewNameTest,
    testing::Values(Case{"ShareBar", "[إنفيديا|nvidia]\nشارك: فيسبوك تويتر"},
                    Case{"Tags", "الوسوم: [إنفيديا|nvidia]، رقائق"},
                    Case{"RelatedLink", "اقرأ أيضا: [إنفيديا|nvidia] ترتفع"}),
    NameOf);

TEST(NewNamesTest, BothScriptsOfAModelAreOneEntity) {
  const MentionReader& reader = MentionReader::Shared();
  const auto spoken = reader.Read("طورت إنفيديا إتش 33 للسوق");
  const auto latin = reader.Read("طراز Nvidia H33 الجديد");
  ASSERT_EQ(spoken.discovered.size(), 1u);
  ASSERT_EQ(latin.discovered.size(), 1u);
  EXPECT_EQ(spoken.discovered[0].name(), latin.discovered[0].name());
  EXPECT_EQ(spoken.discovered[0].display_name(), "H33");
}

TEST(NewNamesTest, AgencyHasTheCountryOfItsNationality) {
  const auto result =
      MentionReader::Shared().Read("وفتحت هيئة تنظيم الفضاء المصرية تحقيقا");
  ASSERT_EQ(result.discovered.size(), 1u);
  EXPECT_EQ(result.discovered[0].type(), v1::ENTITY_TYPE_GOVERNMENT);
  EXPECT_EQ(result.discovered[0].country_code(), "EG");
}

}  // namespace
}  // namespace isnad
