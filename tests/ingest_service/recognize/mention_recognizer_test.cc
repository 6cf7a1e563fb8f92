#include "ingest_service/recognize/mention_recognizer.h"

#include <random>
#include <string>

#include "gtest/gtest.h"
#include "tests/ingest_service/recognize/mention_testing.h"

namespace isnad {
namespace {

struct Case {
  const char* name;
  const char* annotated;
};

class MentionTest : public testing::TestWithParam<Case> {};

TEST_P(MentionTest, ReadsAsAnnotated) {
  EXPECT_EQ(MentionReader::Shared().Annotate(GetParam().annotated),
            GetParam().annotated);
}

std::string NameOf(const testing::TestParamInfo<Case>& param) {
  return param.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    Clitics, MentionTest,
    testing::Values(Case{"Waw", "شركات مثل و[هواوي|huawei] و[الصين|china]"},
                    Case{"Lam", "بيع الرقائق ل[إنفيديا|nvidia]"},
                    Case{"WawBa", "وب[الصين|china]"},
                    Case{"ElidedArticle", "بيع الرقائق ل[لصين|china]"},
                    Case{"WawElidedArticle", "ول[لصين|china] رأي"},
                    Case{"LebanonIsNoArticle", "سافر ل[لبنان|lebanon]"},
                    Case{"BeforeLatin",
                         "إنتاج و[AMD|amd] لـ[Nvidia|nvidia] بـ [H200|h200]"},
                    Case{"ArticleBeforeLatin", "رقاقة الـ[H20|h20]"},
                    Case{"WholeWordWins",
                         "زار [لبنان|lebanon] و[واشنطن|washington]"}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Borders, MentionTest,
    testing::Values(Case{"Quotes", "رقائق “[H200|h200]″ الجديدة"},
                    Case{"Plural", "شحن [H20s|h20] إليها"},
                    Case{"Possessive", "رقائق [NVIDIA|nvidia]'s الجديدة"},
                    Case{"LongerModel", "رقاقة واحدة H2000X"},
                    Case{"InsideAWord", "هواويات نهواوي XNvidia Nvidias"},
                    Case{"NotAcrossSentences", "هذا تي. إس إم سي كلمات"},
                    Case{"NotAcrossLines", "تي إس\nإم سي"},
                    Case{"Email", "راسلنا على info@nvidia.com"},
                    Case{"Hashtag", "#[إنفيديا|nvidia] ترتفع"}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Spellings, MentionTest,
    testing::Values(
        Case{"Dotted", "شركة [تي.إس.إم.سي|tsmc] و[تي إس إم سي|tsmc]"},
        Case{"G", "قال [جينسن هوانج|jensen-huang] و[جنسن هوانغ|jensen-huang]"},
        Case{"V", "أعلنت [إنڤيديا|nvidia] و[انفيديا|nvidia]"},
        Case{"Trump", "قال [ترمب|donald-trump] و[ترامب|donald-trump]"},
        Case{"Model", "شرائح [إتش20|h20] و[إتش 20|h20] و[H-20|h20]"},
        Case{"Diacritics", "أعلنت [إنفِيديا|nvidia] ذلك"},
        Case{"Tatweel", "أعلنت [إنفيــديا|nvidia] ذلك"},
        Case{"Joined", "تطبيق [بايتدانس|bytedance] الجديد"}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Adjectives, MentionTest,
    testing::Values(
        Case{"Singular",
             "السوق [الصينية|china~A] لدى مسؤول [أميركي|united-states~A]"},
        Case{"Plural",
             "قال [الأميركيون|united-states~A] و[الأمريكيين|united-states~A] "
             "و[الصينيات|china~A]"},
        Case{"Dual",
             "الشركتان [الأمريكيتان|united-states~A] و[صينيان|china~A]"},
        Case{"Compound",
             "شركة [كورية جنوبية|south-korea~A] والسوق [الكورية "
             "الجنوبية|south-korea~A]"},
        Case{"InAnInstitution",
             "قالت [وزارة التجارة الأميركية|us-department-of-commerce]"},
        Case{"Title",
             "قال وزير الخزانة [الأمريكي|united-states~A] [سكوت "
             "بيسنت|scott-bessent]"},
        Case{"FeminineTitle",
             "زارت وزيرة الخزانة [الأمريكية|united-states~A] المصنع"},
        Case{"Leadership", "قالت القيادة [الصينية|china~A] ذلك"},
        Case{"BehindAFirm",
             "شركة \"[هيوماين|humain]\" [السعودية|saudi-arabia~A]، وشركة "
             "[Humain|humain] [السعودية|saudi-arabia~A]"},
        Case{"NotBehindAnythingElse",
             "قال إنه «زار المصنع» [السعودية|saudi-arabia] ثانيا"}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Governments, MentionTest,
    testing::Values(
        Case{"Catalog",
             "[الحكومة الأميركية|us-government] و[السلطات "
             "الصينية|china-government]"},
        Case{"Clitic", "دفعت ل[لحكومة الأمريكية|us-government] مالا"},
        Case{"BareHead", "قالت الحكومة ذلك"},
        Case{"Administration", "قالت إدارة [ترامب|donald-trump] ذلك"}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Products, MentionTest,
    testing::Values(Case{"MakerAndModel", "طراز [Nvidia H20|h20] الجديد"},
                    Case{"MakerAndChips", "رقائق [NVIDIA|nvidia] الجديدة"},
                    Case{"ArabicMaker", "رقائق [إنفيديا|nvidia] [H20|h20]"},
                    Case{"LongestWins",
                         "نظام [CloudMatrix 384|cloudmatrix-384] الجديد"},
                    Case{"UnknownOfLine", "رقاقة [Ascend 990X|new:3] الجديدة"}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Conditions, MentionTest,
    testing::Values(Case{"NoCue", "هذا الجدار سميك جدا"},
                    Case{"Cue", "أعلنت شركة [سميك|smic] أرباحها"},
                    Case{"Quoted", "أعلنت «[سميك|smic]» أرباحها"},
                    Case{"Dateline", "[عمّان|amman] - نشرت الصحف"},
                    Case{"Surname",
                         "قال [ديفيد ساكس|david-sacks] إن الأمر صعب. وأضاف "
                         "[ساكس|david-sacks] ذلك"},
                    Case{"SurnameWithoutPerson", "وأضاف ساكس ذلك"}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Discovered, MentionTest,
    testing::Values(
        Case{"TitleAndGivenName",
             "وقال المحلل [سامر الحلواني|new:1] إن السوق صعبة"},
        Case{"TitleFarBefore",
             "ويرى محلل أسواق التكنولوجيا في [بيروت|beirut] [سامر "
             "الحلواني|new:1] أن السوق صعبة"},
        Case{"VerbAndApposition", "قال [جيف بولدرمان|new:1]، الباحث في المعهد"},
        Case{"UnknownGivenName", "وقال المحلل [كفنار زرعام|new:1] إن"},
        Case{"Later",
             "قال المحلل [سامر الحلواني|new:1] ذلك. وأضاف "
             "[الحلواني|new:1] أن السوق صعبة"},
        Case{"BetweenCommas", "قال السفير، [أيمن الزرعامي|new:1]، إن"},
        Case{"UnknownGivenNameBehindCompany",
             "وقال الباحث في شركة «[إنفيديا|nvidia]» [كفنار زرعام|new:1] إن"},
        Case{"NoNameBehindCompany",
             "وقال المدير في [إنفيديا|nvidia] لأبحاث زرعام إن"},
        Case{"GivenNameOfTwoWords", "وقال [عبد السلام زرعام|new:1] إن السوق"},
        Case{"BylineBehindPlace",
             "[الرياض|riyadh] - [فهد الغامدي|new:1]\n"
             "قفزت الأسهم."},
        Case{"BylineBehindDash",
             "كتب- [أحمد فتحي|new:1]: 4 فبراير\nقفزت الأسهم."},
        Case{"EditorInBrackets", "قفزت الأسهم.\n(المحرر: [لي يون|new:1])"},
        Case{"NameBehindPlaceInProse",
             "[الرياض|riyadh] - فهد الغامدي يستثمر\nقفزت الأسهم."},
        Case{"CompanyBySuffix", "باعت [زرعام كابيتال|new:2] أسهمها"},
        Case{"CompanyOfTwoWordsBySuffix",
             "قال المحلل لدى [غرين زرعام كابيتال|new:2] [كفنار ورداس|new:1] "
             "إن السوق"},
        Case{"VerbIsNoPartOfACompany",
             "وفي مايو خفضت [زرعام كابيتال|new:2] حصتها"},
        Case{"CompanyForSecurities",
             "قال المحلل في [زرعام للأوراق المالية|new:2] إن السوق"},
        Case{"LimitedIsNoSuffixAlone", "بسبب قدرة زرعام المحدودة"},
        Case{"PersonBehindNewCompany",
             "ورأت الباحثة في شركة «[زرعام|new:2]» [كفنار ورداس|new:1] أن"},
        Case{"PurposeIsNoName", "وقال المدير: سوق للأوراق المالية كلمات"},
        Case{"PurposeOfADescribedCompany", "أعلنت شركة عالمية للاستشارات ذلك"},
        Case{"ParticleIsNoMiddleName", "وقال فرانك إن زرعام السوق"},
        Case{"ListenersAreNoFamily", "وقال فرانك للصحفيين إن السوق"},
        Case{"FamilyPrefix",
             "قال [فيصل بن فرحان|faisal-bin-farhan] ذلك. وأضاف [بن "
             "فرحان|faisal-bin-farhan] كلمات"},
        Case{"NoTitleNoName", "سامر الحلواني كلمات بلا لقب"},
        Case{"TitleAndVerb", "وأكد الوزير زيارة المصنع"},
        Case{"LatinCompany",
             "وشملت شركتي [Gexo Semiconductor|new:2] و[Jixun "
             "Semiconductor|new:2] اللتين"},
        Case{"QuotedCompany", "أعلنت شركة «[زرفان تك|new:2]» أرباحها"},
        Case{"Model", "رقاقة [QX900|new:3] الجديدة"}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(Nothing, MentionTest,
                         testing::Values(Case{"Empty", ""},
                                         Case{"Space", " \n\t "},
                                         Case{"Marks", "...!؟،"},
                                         Case{"Number", "15%"}),
                         NameOf);

TEST(MentionRecognizerTest, DiscoveredIdsDependOnNameOnly) {
  const MentionReader& reader = MentionReader::Shared();
  const auto first = reader.Read("وقال المحلل سامر الحلواني إن السوق صعبة");
  const auto second = reader.Read("كتب النائب سامر الحلوانى مقالا");
  ASSERT_EQ(first.discovered.size(), 1u);
  ASSERT_EQ(second.discovered.size(), 1u);
  EXPECT_EQ(first.discovered[0].name(), second.discovered[0].name());
  EXPECT_EQ(first.discovered[0].origin(), v1::ENTITY_ORIGIN_DISCOVERED);
  EXPECT_EQ(first.discovered[0].kind(), v1::ENTITY_KIND_PERSON);
  EXPECT_EQ(first.discovered[0].display_name(), "سامر الحلواني");
}

// Mentions lie in order, apart, on character borders, inside the text; whatever
// the text is.
TEST(MentionRecognizerTest, SpansHoldOnDamagedText) {
  const MentionReader& reader = MentionReader::Shared();
  const std::string base = WithoutMentions(
      "وقال [جينسن هوانغ|x] إن «[إنفيديا|x]» ستبيع رقائق H20s ل[لصين|x] "
      "بموافقة الإدارة الأميركية، حسب المحلل سامر الحلواني. (AMD) Nvidia H20");
  std::mt19937 random(3);
  for (int round = 0; round < 300; ++round) {
    std::string text = base;
    for (int i = 0; i < 4; ++i) {
      // Characters are two bytes here: keep the text valid UTF-8 by cutting
      // whole ones.
      size_t at = random() % text.size();
      while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) {
        --at;
      }
      size_t end = at + 1;
      while (end < text.size() &&
             (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
        ++end;
      }
      static constexpr const char* kDamage[] = {"", " ", "\n", "\u0640",
                                                "ّ", ".", "ل",  "\uFFFC"};
      text.replace(at, end - at, kDamage[random() % 8]);
    }
    uint32_t done = 0;
    const auto result = reader.Read(text);
    for (const EntityMention& mention : result.mentions) {
      ASSERT_GE(mention.range.begin, done) << text;
      ASSERT_GT(mention.range.end, mention.range.begin) << text;
      ASSERT_LE(mention.range.end, text.size()) << text;
      ASSERT_NE(static_cast<unsigned char>(text[mention.range.begin]) & 0xC0,
                0x80)
          << text;
      ASSERT_LT(mention.entity,
                reader.catalog().size() + result.discovered.size());
      done = mention.range.end;
    }
  }
}

TEST(MentionRecognizerTest, HugeLineIsRead) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "إنفيديا AMD ";
  EXPECT_EQ(MentionReader::Shared().Read(text).mentions.size(), 40000u);
}

}  // namespace
}  // namespace isnad
