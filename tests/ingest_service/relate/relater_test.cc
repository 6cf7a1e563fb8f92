#include "ingest_service/relate/relater.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/ingest_service/relate/fact_reading.h"

namespace isnad {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Facts {
  std::vector<v1::Decision> decisions;
  std::vector<v1::Figure> figures;
  std::vector<v1::Statement> statements;
  std::vector<v1::Relation> relations;
};

Facts Read(const std::string& text) {
  const v1::Analysis read = ReadFacts(text);
  return {{read.decisions().begin(), read.decisions().end()},
          {read.figures().begin(), read.figures().end()},
          {read.statements().begin(), read.statements().end()},
          {read.relations().begin(), read.relations().end()}};
}

TEST(RelaterTest, FiniteVerbWithItsStateIsADecision) {
  const Facts facts =
      Read("سمحت واشنطن لشركة إنفيديا بتصدير رقائق H20 إلى الصين.");
  ASSERT_EQ(facts.decisions.size(), 1u);
  const v1::Decision& decision = facts.decisions[0];
  EXPECT_EQ(decision.jurisdiction(), "US");
  EXPECT_EQ(decision.action(), v1::DECISION_ACTION_PERMIT);
  EXPECT_EQ(decision.modality(), v1::MODALITY_ASSERTED);
  ASSERT_EQ(decision.products_size(), 1);
  EXPECT_EQ(decision.products(0), "entities/h20");
  ASSERT_EQ(decision.destinations_size(), 1);
  EXPECT_EQ(decision.destinations(0), "CN");
  ASSERT_EQ(decision.parties_size(), 1);
  EXPECT_EQ(decision.parties(0), "entities/nvidia");
  EXPECT_EQ(decision.evidence().rule(), "decision.permit.allow");
}

TEST(RelaterTest, NominalisedActIsADecision) {
  const Facts facts =
      Read("أثار قرار السماح الأميركي بتصدير رقائق H200 إلى الصين جدلا.");
  ASSERT_EQ(facts.decisions.size(), 1u);
  EXPECT_EQ(facts.decisions[0].jurisdiction(), "US");
}

TEST(RelaterTest, WillNotAllowIsAProhibition) {
  const Facts facts = Read("واشنطن لن تسمح ببيع رقائق H100 إلى الصين.");
  ASSERT_EQ(facts.decisions.size(), 1u);
  EXPECT_EQ(facts.decisions[0].action(), v1::DECISION_ACTION_PROHIBIT);
}

TEST(RelaterTest, DeniedActIsDenied) {
  const Facts facts = Read("لم تمنع واشنطن بيع رقائق H100 إلى الصين.");
  ASSERT_EQ(facts.decisions.size(), 1u);
  EXPECT_EQ(facts.decisions[0].modality(), v1::MODALITY_DENIED);
}

TEST(RelaterTest, MayAllowIsPossible) {
  const Facts facts = Read("قد تسمح واشنطن ببيع رقائق H20 إلى الصين.");
  ASSERT_EQ(facts.decisions.size(), 1u);
  EXPECT_EQ(facts.decisions[0].modality(), v1::MODALITY_POSSIBLE);
}

TEST(RelaterTest, ActThatIsOnlyAConditionIsNone) {
  EXPECT_TRUE(Read("سترتفع المبيعات في حال الموافقة على تصدير رقائق H20.")
                  .decisions.empty());
}

TEST(RelaterTest, ActOfAFirmIsNoDecision) {
  EXPECT_TRUE(Read("أوقفت إنفيديا بيع رقائق H20.").decisions.empty());
}

TEST(RelaterTest, JoinedStatesDecideEachForItself) {
  const Facts facts =
      Read("أستراليا وبريطانيا تحظران تصدير الرقائق إلى روسيا.");
  ASSERT_EQ(facts.decisions.size(), 2u);
  EXPECT_EQ(facts.decisions[0].jurisdiction(), "GB");
  EXPECT_EQ(facts.decisions[1].jurisdiction(), "AU");
}

TEST(RelaterTest, StateThatSomethingIsDoneToDecidesNothing) {
  const Facts facts =
      Read("بعد القيود على روسيا وبريطانيا تلغي حظر تصدير الرقائق إلى كوريا.");
  for (const v1::Decision& decision : facts.decisions) {
    EXPECT_EQ(decision.jurisdiction(), "GB");
  }
  EXPECT_FALSE(facts.decisions.empty());
}

TEST(RelaterTest, UnionOfStatesHasACodeOfItsOwn) {
  const Facts facts = Read("حظر الاتحاد الأوروبي تصدير الرقائق إلى روسيا.");
  ASSERT_EQ(facts.decisions.size(), 1u);
  EXPECT_EQ(facts.decisions[0].jurisdiction(), "EU");
}

TEST(RelaterTest, StateThatDeniesAnActDeniesIt) {
  const Facts facts = Read("نفت تايوان أنها حظرت تصدير الرقائق إلى روسيا.");
  ASSERT_EQ(facts.decisions.size(), 1u);
  EXPECT_EQ(facts.decisions[0].modality(), v1::MODALITY_DENIED);
}

TEST(RelaterTest, TariffIsForWhatComesIn) {
  const Facts facts = Read("فرضت الهند رسوما جمركية على أشباه الموصلات.");
  ASSERT_EQ(facts.decisions.size(), 1u);
  EXPECT_EQ(facts.decisions[0].action(), v1::DECISION_ACTION_REQUIRE);
  ASSERT_EQ(facts.decisions[0].destinations_size(), 1);
  EXPECT_EQ(facts.decisions[0].destinations(0), "IN");
}

TEST(RelaterTest, BanThatIsExemptedFromIsNoBan) {
  const Facts facts =
      Read("أعفت هولندا رقائق نيكسبيريا من حظر التصدير إلى روسيا.");
  ASSERT_EQ(facts.decisions.size(), 1u);
  EXPECT_EQ(facts.decisions[0].action(), v1::DECISION_ACTION_PERMIT);
}

TEST(RelaterTest, OutletAndItsSourcesAreAChain) {
  const std::string text =
      "نقلت رويترز عن مصادر مطلعة أن بكين تحظر استيراد رقائق H20.";
  const Facts facts = Read(text);
  ASSERT_EQ(facts.statements.size(), 1u);
  const v1::Statement& statement = facts.statements[0];
  EXPECT_EQ(statement.speaker(), "");
  ASSERT_EQ(statement.attribution().links_size(), 2);
  EXPECT_EQ(statement.attribution().links(0).role(), v1::ROLE_SPEAKER);
  EXPECT_EQ(statement.attribution().links(1).entity(), "entities/reuters");
  EXPECT_EQ(statement.attribution().links(1).role(), v1::ROLE_VIA);
  const auto begin = static_cast<size_t>(statement.quote().start_byte());
  const auto end = static_cast<size_t>(statement.quote().end_byte());
  EXPECT_EQ(text.substr(begin, end - begin), "بكين تحظر استيراد رقائق H20");
}

TEST(RelaterTest, QuotationBelongsToItsSpeaker) {
  const Facts facts = Read("وقال جينسن هوانغ: «الطلب على رقائقنا كبير جدا».");
  ASSERT_EQ(facts.statements.size(), 1u);
  EXPECT_EQ(facts.statements[0].speaker(), "entities/jensen-huang");
  EXPECT_EQ(facts.statements[0].kind(), v1::QUOTE_KIND_DIRECT);
}

TEST(RelaterTest, CompaniesAreNotTheCompanySpokenOfBefore) {
  const Facts facts = Read(
      "تنافس شركة إيه إم دي على الطلبات. طلبت إنفيديا زيادة الإنتاج بعدما "
      "تجاوزت طلبات الشركات مليون رقاقة.");
  ASSERT_EQ(facts.figures.size(), 1u);
  EXPECT_EQ(facts.figures[0].subject(), "entities/nvidia");
}

TEST(RelaterTest, PriceOfTheChipIsThatOfTheChipSpokenOfBefore) {
  const Facts facts = Read(
      "تصنع شركة تي إس إم سي رقائق H200 لحساب إنفيديا. ويبلغ سعر الرقاقة "
      "الواحدة 27 ألف دولار.");
  ASSERT_EQ(facts.figures.size(), 1u);
  EXPECT_EQ(facts.figures[0].metric(), v1::FIGURE_METRIC_PRICE);
  EXPECT_EQ(facts.figures[0].subject(), "entities/h200");
}

std::vector<std::string> FigureLines(const Facts& facts) {
  std::vector<std::string> lines;
  for (const v1::Figure& figure : facts.figures) {
    const v1::Quantity& quantity = figure.quantity();
    lines.push_back(absl::StrCat(
        figure.subject(), " ", v1::FigureMetric_Name(figure.metric()), " ",
        quantity.has_percent() ? quantity.percent()
                               : quantity.money().amount()));
  }
  return lines;
}

TEST(RelaterTest, AsidesHideNoFigureFromItsVerb) {
  const std::vector<std::string> rise_to = {
      "entities/intel FIGURE_METRIC_GROWTH 17",
      "entities/intel FIGURE_METRIC_REVENUE 14000000000"};
  for (const char* aside :
       {"", " التي تعد أكبر مصنع للرقائق في العالم",
        "، وهي أكبر مصنع للرقائق في العالم،", " (أكبر مصنع في العالم)",
        "، التي تنافس سامسونغ في صناعة الرقائق المتقدمة،"}) {
    EXPECT_EQ(FigureLines(Read(absl::StrCat("ارتفعت إيرادات شركة إنتل", aside,
                                            " بنسبة 17% إلى 14 مليار دولار."))),
              rise_to)
        << aside;
  }
}

TEST(RelaterTest, FigureForARivalIsItsRivals) {
  EXPECT_THAT(FigureLines(Read("بلغت إيرادات إنتل 12 مليار دولار، مقابل 30 "
                               "مليار دولار لمنافستها إنفيديا.")),
              ElementsAre("entities/intel FIGURE_METRIC_REVENUE 12000000000",
                          "entities/nvidia FIGURE_METRIC_REVENUE 30000000000"));
}

TEST(RelaterTest, MachinesAreOfChipsInGeneral) {
  for (const char* goods : {"معدات صنع رقائق H100", "آلات تصنيع رقائق H100"}) {
    const Facts facts =
        Read(absl::StrCat("حظرت اليابان تصدير ", goods, " إلى الصين."));
    ASSERT_EQ(facts.decisions.size(), 1u) << goods;
    EXPECT_EQ(facts.decisions[0].products_size(), 0) << goods;
  }
}

TEST(RelaterTest, InitialEndsNoSpeaker) {
  EXPECT_EQ(Read("قال المحلل ر. باركر من شركة إنفيديا إن المبيعات إلى الصين "
                 "توقفت.")
                .statements.size(),
            1u);
}

TEST(RelaterTest, AsideWithAVerbOfItsOwnHasItsOwnFigure) {
  EXPECT_THAT(
      FigureLines(Read("تراجعت أسهم شركة إنتل التي زادت إيراداتها بنسبة 17%.")),
      ElementsAre("entities/intel FIGURE_METRIC_GROWTH 17"));
}

TEST(RelaterTest, NameInAnAsideIsNotWhoInvests) {
  EXPECT_THAT(FigureLines(Read("أعلنت إنتل -التي تضم قائمة عملائها آبل "
                               "وكوالكوم- خطتها لاستثمار 100 مليار دولار.")),
              ElementsAre("entities/intel FIGURE_METRIC_INVESTMENT "
                          "100000000000"));
}

TEST(RelaterTest, HasBeforeAPastVerbIsNoMay) {
  const Facts past = Read("وقد بلغت إيرادات إنتل 20 مليار دولار.");
  ASSERT_EQ(past.figures.size(), 1u);
  EXPECT_EQ(past.figures[0].modality(), v1::FIGURE_MODALITY_REPORTED);
  const Facts present = Read("وقد تبلغ إيرادات إنتل 30 مليار دولار.");
  ASSERT_EQ(present.figures.size(), 1u);
  EXPECT_EQ(present.figures[0].modality(), v1::FIGURE_MODALITY_POSSIBLE);
}

TEST(RelaterTest, PeriodIsTheNearestMonthOrYearAndNoDay) {
  for (const auto& [text, period] :
       {std::make_pair("أعلنت إنتل الخميس أن إيراداتها بلغت 20 مليار دولار "
                       "في عام 2024.",
                       "2024"),
        std::make_pair("أعلنت إنتل يوم 14 أغسطس 2025 إيرادات بلغت 20 مليار "
                       "دولار.",
                       ""),
        std::make_pair("بلغت إيرادات إنتل 20 مليار دولار الشهر الماضي، بعد "
                       "تراجعها في 2023.",
                       "last-month")}) {
    const Facts facts = Read(text);
    ASSERT_EQ(facts.figures.size(), 1u) << text;
    EXPECT_EQ(facts.figures[0].period(), period) << text;
  }
}

TEST(RelaterTest, AboutIsNoEstimate) {
  const Facts facts = Read("بلغت إيرادات إنتل نحو 20 مليار دولار.");
  ASSERT_EQ(facts.figures.size(), 1u);
  EXPECT_EQ(facts.figures[0].modality(), v1::FIGURE_MODALITY_REPORTED);
}

TEST(RelaterTest, RiseIsReadOverWhatSaysWhen) {
  EXPECT_THAT(FigureLines(Read("وارتفع سعر سهم إنتل بعد انتهاء التعاملات "
                               "الرسمية في البورصة أمس بنسبة 5%.")),
              ElementsAre("entities/intel FIGURE_METRIC_GROWTH 5"));
}

TEST(RelaterTest, OfficialOfAnAdministrationHasNoName) {
  const Facts facts = Read(
      "قال مسؤول كبير في إدارة بايدن لوكالة بلومبرغ إن المصانع ستفتح قريبا.");
  ASSERT_EQ(facts.statements.size(), 1u);
  EXPECT_EQ(facts.statements[0].speaker(), "");
  const Facts named = Read("قالت إدارة بايدن إن المصانع ستفتح قريبا.");
  ASSERT_EQ(named.statements.size(), 1u);
  EXPECT_EQ(named.statements[0].speaker(), "entities/joe-biden");
}

TEST(RelaterTest, TitleBeginsBehindAnd) {
  const Facts facts = Read(
      "التقى ترامب والرئيس التنفيذي لشركة إنتل ليب بو تان في البيت الأبيض.");
  ASSERT_EQ(facts.relations.size(), 1u);
  EXPECT_EQ(facts.relations[0].title(), "الرئيس التنفيذي");
}

TEST(RelaterTest, AndHasIsNotLost) {
  EXPECT_THAT(FigureLines(Read("فقد ارتفع سهم إنتل 5%.")),
              ElementsAre("entities/intel FIGURE_METRIC_GROWTH 5"));
  EXPECT_THAT(FigureLines(Read("فقد سهم إنتل 3%.")),
              ElementsAre("entities/intel FIGURE_METRIC_LOSS 3"));
}

TEST(RelaterTest, SourceEndsBeforeThatWithoutAComma) {
  for (const char* border : {" فإن", "، فإن", " فقد"}) {
    const Facts facts = Read(absl::StrCat("بحسب شركة إنتل", border,
                                          " وافقت هواوي على بناء المصنع."));
    ASSERT_EQ(facts.statements.size(), 1u) << border;
    EXPECT_EQ(facts.statements[0].speaker(), "entities/intel") << border;
  }
}

TEST(RelaterTest, NothingIsReadInNothing) {
  for (const char* text : {"", " ", "\"", "،،،", "قال", "بحسب", "سمحت", ":",
                           "إن", "«", "»«", "قال إن", "قد"}) {
    const Facts facts = Read(text);
    EXPECT_TRUE(facts.decisions.empty()) << text;
    EXPECT_TRUE(facts.statements.empty()) << text;
  }
}

// Every span of every fact is inside the text, whatever the sentence's length.
TEST(RelaterTest, SentenceWithoutEndIsRead) {
  std::string text = "قالت رويترز إن ";
  for (int i = 0; i < 3000; ++i) {
    text += "واشنطن سمحت ببيع رقائق H20 إلى الصين وأضاف هوانغ أن ";
  }
  const Facts facts = Read(text);
  EXPECT_FALSE(facts.statements.empty());
  for (const v1::Statement& statement : facts.statements) {
    EXPECT_LE(statement.quote().end_byte(), static_cast<int>(text.size()));
    EXPECT_LT(statement.quote().start_byte(), statement.quote().end_byte());
  }
}

TEST(RelaterTest, InterviewerIsTheWayAndNotTheSpeaker) {
  const Facts facts = Read(
      "استبعد ترمب بيع الرقائق، وقال في مقابلة مع شبكة سي بي إس إن بلاده "
      "لن تسلم أحدا رقائقها.");
  ASSERT_EQ(facts.statements.size(), 2u);
  const auto& links = facts.statements[1].attribution().links();
  ASSERT_EQ(links.size(), 2);
  EXPECT_EQ(links[0].entity(), "entities/donald-trump");
  EXPECT_EQ(links[0].role(), v1::ROLE_SPEAKER);
  EXPECT_EQ(links[1].entity(), "entities/cbs");
  EXPECT_EQ(links[1].role(), v1::ROLE_VIA);
}

TEST(RelaterTest, WhoAddsIsWhoSpoke) {
  const Facts facts = Read(
      "قالت وزارة التجارة الصينية إن إنفيديا خالفت القانون، وأضافت أنها "
      "ستواصل التحقيق.");
  ASSERT_EQ(facts.statements.size(), 2u);
  EXPECT_EQ(facts.statements[0].speaker(), "entities/mofcom");
  EXPECT_EQ(facts.statements[1].speaker(), "entities/mofcom");
}

TEST(RelaterTest, TopicSpeaksThoughAnotherIsNearer) {
  const Facts facts =
      Read("أما ديفيد ساكس فانتقد وزارة التجارة الصينية قائلا إنها مخطئة.");
  ASSERT_EQ(facts.statements.size(), 1u);
  EXPECT_EQ(facts.statements[0].speaker(), "entities/david-sacks");
}

TEST(RelaterTest, StateGoesOnBehindAnAuxiliary) {
  const Facts facts =
      Read("حظرت بكين شراء رقائق H20. وكانت قد نصحت الشركات بتجنب رقائق H20.");
  ASSERT_EQ(facts.decisions.size(), 2u);
  EXPECT_EQ(facts.decisions[1].action(), v1::DECISION_ACTION_DISCOURAGE);
  EXPECT_EQ(facts.decisions[1].jurisdiction(), "CN");
}

// Beijing decided last, but goods that are sold in China come from elsewhere.
TEST(RelaterTest, SellerIsNotWhereGoodsGo) {
  const Facts facts = Read(
      "حظرت واشنطن تصدير رقائق H200 إلى الصين. وقيدت بكين استخدام رقائق H200 "
      "في الصين. ثم رُخّص لإنفيديا ببيع H200 في الصين.");
  ASSERT_EQ(facts.decisions.size(), 3u);
  EXPECT_EQ(facts.decisions[1].jurisdiction(), "CN");
  EXPECT_EQ(facts.decisions[2].jurisdiction(), "US");
}

// The figure of a text that has one, else an empty one.
v1::Figure OnlyFigure(const std::string& text) {
  const Facts facts = Read(text);
  return facts.figures.size() == 1 ? facts.figures[0] : v1::Figure();
}

TEST(RelaterTest, OwnCityIsToldAndNotAsked) {
  // A city of the deciding state's own is told, another state is asked.
  EXPECT_EQ(Read("أمرت بكين شنغهاي بتجنب رقائق H20.").decisions.size(), 1u);
  EXPECT_THAT(Read("حثت بكين واشنطن على تجنب رقائق H20.").decisions, IsEmpty());
}

// The adjective «banned» is no reason to read no advice.
TEST(RelaterTest, AdviceAboutBannedGoodsIsAdvice) {
  const Facts facts = Read("حثت بكين الشركات على تجنب رقائق إنفيديا المحظورة.");
  ASSERT_FALSE(facts.decisions.empty());
  EXPECT_EQ(facts.decisions[0].action(), v1::DECISION_ACTION_DISCOURAGE);
}

TEST(RelaterTest, AmountIsNoEstimate) {
  const auto modality = [](const std::string& text) {
    return OnlyFigure(text).modality();
  };
  EXPECT_EQ(modality("سجلت إنفيديا إيرادات قدرها 9 مليارات دولار."),
            v1::FIGURE_MODALITY_REPORTED);
  EXPECT_EQ(modality("سجلت إنفيديا خسائر قدرها نحو 9 مليارات دولار."),
            v1::FIGURE_MODALITY_REPORTED);
  EXPECT_EQ(modality("سجلت إنفيديا إيرادات قدّرها محللون بـ9 مليارات دولار."),
            v1::FIGURE_MODALITY_ESTIMATE);
  EXPECT_EQ(modality("سجلت إنفيديا إيرادات قدّرها بأكثر من 9 مليارات دولار."),
            v1::FIGURE_MODALITY_ESTIMATE);
}

TEST(RelaterTest, ADateBehindABylineIsNotSaid) {
  EXPECT_THAT(Read("كتب- أحمد فتحي: 4 فبراير 2026\nقفزت الأسهم.").statements,
              IsEmpty());
  EXPECT_EQ(Read("كتب ديفيد ساكس: الصين ترفض الرقائق.").statements.size(), 1u);
}

TEST(RelaterTest, WhatSomethingFellToIsNoFall) {
  const auto metric = [](const std::string& text) {
    return OnlyFigure(text).metric();
  };
  EXPECT_EQ(metric("حصة إنفيديا من السوق هوت إلى 8%."),
            v1::FIGURE_METRIC_SHARE);
  EXPECT_EQ(metric("حصة إنفيديا من السوق هوت إلى أقل من 8%."),
            v1::FIGURE_METRIC_SHARE);
  EXPECT_EQ(metric("هوت أسهم إنفيديا 8%."), v1::FIGURE_METRIC_LOSS);
  EXPECT_EQ(metric("هوت أسهم إنفيديا أكثر من 8%."), v1::FIGURE_METRIC_LOSS);
  EXPECT_EQ(metric("هوت أسهم إنفيديا بأكثر من 8%."), v1::FIGURE_METRIC_LOSS);
}

}  // namespace
}  // namespace isnad
