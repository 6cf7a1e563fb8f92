// What a decision is taken to say, a sentence or two for each rule.
#include "ingest_service/relate/decisions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/ingest_service/relate/fact_reading.h"

namespace isnad {
namespace {

// "US PERMIT h20 to CN by nvidia", one for each decision of a text.
std::vector<std::string> Decisions(const std::string& text) {
  const v1::Analysis facts = ReadFacts(text);
  const auto id = [](std::string* out, const std::string& name) {
    out->append(name.substr(name.find('/') + 1));
  };
  std::vector<std::string> result;
  for (const v1::Decision& decision : facts.decisions()) {
    const std::string action = v1::DecisionAction_Name(decision.action());
    result.push_back(
        absl::StrCat(decision.jurisdiction(), " ",
                     action.substr(std::string("DECISION_ACTION_").size()), " ",
                     absl::StrJoin(decision.products(), ",", id), " to ",
                     absl::StrJoin(decision.destinations(), ","), " by ",
                     absl::StrJoin(decision.parties(), ",", id)));
  }
  return result;
}

struct Case {
  const char* name;
  const char* text;
  std::vector<std::string> decisions;
};

class DecisionsTest : public testing::TestWithParam<Case> {};

TEST_P(DecisionsTest, SaysWho) {
  EXPECT_THAT(Decisions(GetParam().text),
              testing::ElementsAreArray(GetParam().decisions));
}

std::string CaseName(const testing::TestParamInfo<Case>& param) {
  return param.param.name;
}

// Where the goods of the document go, were it not for the sentence that is
// read.
#define TO_CHINA                                                \
  "صدرت إنفيديا رقائق H20 إلى الصين.\n" \
  "وباعت إنفيديا رقائق H20 إلى الصين.\n"

INSTANTIATE_TEST_SUITE_P(
    Destinations, DecisionsTest,
    testing::Values(
        Case{"ListedBehindANounForAll",
             TO_CHINA "حظرت واشنطن بيع رقائق H100 إلى دول من بينها إيران "
                      "وروسيا.",
             {"US PROHIBIT h100 to IR,RU by "}},
        Case{"ListedBehindACount",
             TO_CHINA "حظرت واشنطن بيع رقائق H100 إلى أكثر من 40 دولة، منها "
                      "إيران.",
             {"US PROHIBIT h100 to IR by "}},
        Case{"ConditionIsForWhatWasAllowed",
             "سمحت واشنطن لإنفيديا ببيع رقائق H200 للصين. وقالت واشنطن إنها "
             "تصدر رقائق H100 للسعودية. وتصدر واشنطن رقائق H100 للإمارات. "
             "واشترطت واشنطن رخصة لكل شحنة من رقائق H200.",
             {"US PERMIT h200 to CN by nvidia", "US REQUIRE h200 to CN by "}},
        Case{"MakerIsNoBuyer",
             "أوقفت السلطات الصينية دخول شحنات من رقائق H200 العائدة لمجموعة "
             "إنفيديا الأميركية.",
             {"CN PROHIBIT h200 to CN by nvidia"}},
        Case{"StateOf",
             "سمحت واشنطن ببيع رقائق H100 إلى دولة الإمارات.",
             {"US PERMIT h100 to AE by "}},
        Case{"ForTheStateOf",
             "سمحت واشنطن ببيع رقائق H100 لدولة الإمارات.",
             {"US PERMIT h100 to AE by "}},
        Case{"HomesOfEachOfTheFirms",
             "سمحت واشنطن ببيع رقائق H100 لكل من شركة «هيوماين» السعودية "
             "و«جي 42» الإماراتية.",
             {"US PERMIT h100 to SA,AE by humain,g42"}},
        Case{"CountriesWithoutNamesAreNone",
             TO_CHINA "حظرت واشنطن بيع رقائق H100 إلى بلدان آسيا.",
             {"US PROHIBIT h100 to  by "}},
        Case{"EachOfTwo",
             TO_CHINA "قيدت واشنطن بيع رقائق H100 إلى كل من ماليزيا وتايلاند.",
             {"US PROHIBIT h100 to MY,TH by "}},
        Case{"FirmsInACountry",
             "سمحت واشنطن لشركات في السعودية بشراء رقائق GB300.",
             {"US PERMIT gb300 to SA by "}},
        Case{"HomeOfWhoIsSupplied",
             "تحظر تايبيه تزويد هواوي بالرقائق المتقدمة.",
             {"TW PROHIBIT  to CN by huawei"}},
        Case{"CountryThatReceives",
             "السعودية تحصل على موافقة أميركية لشراء آلاف الرقائق.",
             {"US PERMIT  to SA by "}},
        Case{"ARegionIsNoCountry",
             TO_CHINA "حظرت واشنطن بيع رقائق H100 إلى آسيا.",
             {"US PROHIBIT h100 to  by "}},
        Case{"AsTheStateDecidedBefore",
             "صدرت إنفيديا رقائق H20 إلى روسيا.\n"
             "وباعت إنفيديا رقائق H20 إلى روسيا.\n"
             "أدرجت واشنطن شركة هواوي على القائمة السوداء.\n"
             "وتشترط واشنطن ترخيصا لبيع رقائق H20.",
             {"US PROHIBIT  to CN by huawei", "US REQUIRE h20 to CN by "}}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    States, DecisionsTest,
    testing::Values(
        Case{"WhoIsAllowedDoesNotAllow",
             "أبرمت واشنطن وأبوظبي اتفاقا يتيح للإمارات استيراد رقائق H100.",
             {"US PERMIT h100 to AE by "}},
        Case{"StateThatIsPressedDecidesNothing",
             "وفي بكين، أعربت وزارة التجارة الصينية عن استيائها، ودعت لاهاي "
             "إلى عدم استخدام قيود التصدير على الرقائق.",
             {}},
        Case{"RulesThatABanFollowsFrom",
             "لا يُسمح ببيع رقائق H200 في الصين بسبب ضوابط التصدير الأمريكية.",
             {"US PROHIBIT h200 to CN by "}},
        Case{"RulesRightBeforeTheVerb",
             "تخضع هواوي لعقوبات أميركية تمنعها منذ 2019 من شراء رقائق "
             "متقدمة.",
             {"US PROHIBIT  to CN by huawei"}},
        Case{"ProbeThatEndsIsNone",
             "أوقفت الصين تحقيقاتها بحق شركات أشباه الموصلات الأميركية.",
             {}},
        Case{"WhatIsForAStateToDoIsNotDone",
             "قال النائب رو كانا إن على الإدارة الأميركية أن تعيد فرض الحظر "
             "على رقائق H20.",
             {}}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    Parties, DecisionsTest,
    testing::Values(
        Case{
            "WhoSaysItOfItself",
            "قالت إنفيديا إنها تحتاج إلى ترخيص من واشنطن لبيع رقائق H20 للصين.",
            {"US REQUIRE h20 to CN by nvidia"}},
        Case{
            "WhoWasSpokenOfBefore",
            "تعاونت هواوي مع الجيش الصيني، فوضعتها واشنطن على القائمة السوداء.",
            {"US PROHIBIT  to CN by huawei"}},
        Case{"FirmThatSpeaksOfItsLicence",
             "أعلنت مايكروسوفت أنها حصلت على ترخيص أميركي لشحن رقائق GB300 "
             "إلى الإمارات.",
             {"US PERMIT gb300 to AE by microsoft"}},
        Case{"TheCompanyNamedInTheSentence",
             "نفت إنفيديا وجود ثغرات في رقائق H20 بعدما استدعت الصين ممثلي "
             "الشركة الأميركية.",
             {"CN INVESTIGATE h20 to  by nvidia"}},
        Case{"SecondHalfOfAHeadline",
             "أمريكا تمنع بيع ذاكرة HBM للصين.. وسامسونغ تبحث عن مخرج",
             {"US PROHIBIT hbm to CN by samsung"}}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    Goods, DecisionsTest,
    testing::Values(
        Case{"SeveralNamedInPassingAreNotMeant",
             "سمحت واشنطن ببيع رقائق H200 إلى الصين.\n"
             "وقال ترامب إن بلاكويل وروبين ليستا جزءا من الصفقة.\n"
             "وتدرس بكين السماح باستيراد هذه الرقائق.",
             {"US PERMIT h200 to CN by ", "CN CONSIDER h200 to CN by "}},
        Case{"WaresOfAFirmAreChips",
             "حظرت بكين منتجات ميكرون.",
             {"CN PROHIBIT  to  by micron"}},
        Case{"WaresOfAFirm",
             "منعت بكين مشغلي الشبكات من شراء منتجات ميكرون.",
             {"CN PROHIBIT  to  by micron"}},
        Case{"BareCountIsOfThoseSpokenOf",
             "سمحت واشنطن ببيع رقائق H200 للصين.\n"
             "وأجازت بكين لبايت دانس شراء 400 ألف رقاقة.",
             {"US PERMIT h200 to CN by ", "CN PERMIT h200 to  by bytedance"}}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    Deciders, DecisionsTest,
    testing::Values(
        Case{"JoinedToAGovernedNameIsNone",
             "تحد القواعد الأميركية من تصدير الرقائق إلى ماليزيا، وتبقي على "
             "الحظر المفروض على الصين وروسيا وإيران.",
             {"US PROHIBIT  to MY by "}},
        Case{"WhoIsSuppliedIsNone",
             "مُنعت شركات أميركية من تزويد الصين بالرقائق المتقدمة.",
             {}},
        Case{"NoticeThatRestricts",
             "حظرت واشنطن بيع رقائق H100 للصين.\n"
             "وأفادت إيه إم دي بأنها تلقت خطابا مماثلا يقيد شحنات رقائق MI250 "
             "إلى روسيا.",
             {"US PROHIBIT h100 to CN by ", "US PROHIBIT mi250 to RU by "}},
        Case{"WhoIsObligedSpeaks",
             "قالت إنفيديا إن القواعد الأميركية تفرض عليها ترخيصا لبيع رقائق "
             "H20 في الصين.",
             {"US REQUIRE h20 to CN by nvidia"}},
        Case{"WhoUrgesTheirGovernmentIsNone",
             "حث مشرعون من الحزبين الإدارة الأميركية على وقف بيع الرقائق "
             "للصين.",
             {}},
        Case{"WhatARevokedRuleLimited",
             "ألغت إدارة ترمب قاعدة كانت تحد من تصدير الرقائق إلى ماليزيا.",
             {"US PERMIT  to MY by "}}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    BodiesWithoutAName, DecisionsTest,
    testing::Values(
        Case{"DecideForTheStateTheyAreIn",
             "أصدرت الهيئة المسؤولة عن الاتصالات والبيانات في الصين قرارا "
             "يحظر شراء رقائق H20.",
             {"CN PROHIBIT h20 to  by "}},
        Case{"AreNotWhereTheirGoodsGo",
             "سمحت واشنطن ببيع رقائق H20. ثم حظرت الهيئة بيعها إلى شركات في "
             "الصين.",
             {"US PERMIT h20 to CN by ", "US PROHIBIT h20 to CN by "}},
        Case{"AreMeantByTheSameNoun",
             "أصدرت الهيئة المسؤولة عن الاتصالات والبيانات في الصين قرارا "
             "يحظر شراء رقائق H20، رغم موقف الولايات المتحدة. وقالت مصادر إن "
             "الهيئة منعت استيراد رقائق H100.",
             {"CN PROHIBIT h20 to  by ", "CN PROHIBIT h100 to CN by "}}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    WithinTheSentence, DecisionsTest,
    testing::Values(
        Case{"WhoBearsTheCostMakesTheGoods",
             "حظرت واشنطن تصدير رقائق H20 إلى الصين، ما كبد إنفيديا خسائر.",
             {"US PROHIBIT h20 to CN by nvidia"}},
        Case{"AStateThatAgreesForAShare",
             "وافقت الإدارة الأميركية على بيع رقائق H200 للصين مقابل حصول "
             "الخزانة على 25% من العائدات.",
             {"US PERMIT h200 to CN by ", "US REQUIRE h200 to CN by "}},
        Case{"AFirmThatAgreesToPay",
             "وافقت إنفيديا على أن تدفع للحكومة الأميركية 15% من مبيعات H20 "
             "في الصين.",
             {"US REQUIRE h20 to CN by nvidia"}},
        Case{"WhatIsTakenBack",
             "حظرت واشنطن تصدير رقائق H20 إلى الصين، قبل أن تعدل عن ذلك.",
             {"US PROHIBIT h20 to CN by ", "US PERMIT h20 to CN by "}},
        Case{"WhoIsExemptFromThat",
             "قيدت واشنطن بيع الرقائق إلى ماليزيا. وستُعفى من ذلك مراكز بيانات "
             "تديرها مايكروسوفت.",
             {"US PROHIBIT  to MY by ", "US PERMIT  to  by microsoft"}},
        Case{"SaleOfAnyChips",
             "قيدت واشنطن بيع رقائق H20 للصين.\nويتعين على هواوي الحصول على "
             "ترخيص من واشنطن لبيعها رقائق متقدمة.",
             {"US PROHIBIT h20 to CN by ", "US REQUIRE  to CN by huawei"}}),
    CaseName);

TEST(DecisionModalityTest, WhatStaysIsNotPlanned) {
  const v1::Analysis facts =
      ReadFacts("قال هوارد لوتنيك إن رقائق بلاكويل ستبقى محظورة على الصين.");
  ASSERT_EQ(facts.decisions_size(), 1);
  EXPECT_EQ(facts.decisions(0).modality(), v1::MODALITY_ASSERTED);
}

}  // namespace
}  // namespace isnad
