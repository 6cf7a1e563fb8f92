// What statements are read and whose they are, a sentence or two for each way
// of saying.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/ingest_service/relate/fact_reading.h"

namespace isnad {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// "nvidia via reuters DENY |what is said|", one for each statement of a text;
// speakers without a name are "sources".
std::vector<std::string> Lines(const std::string& text) {
  const v1::Analysis facts = ReadFacts(text);
  std::vector<std::string> lines;
  for (const v1::Statement& statement : facts.statements()) {
    std::string line;
    for (const v1::Link& link : statement.attribution().links()) {
      const bool speaker = link.role() == v1::ROLE_SPEAKER;
      absl::StrAppend(
          &line, speaker ? "" : " via ",
          link.entity().empty()
              ? "sources"
              : link.entity().substr(std::string("entities/").size()));
    }
    absl::StrAppend(
        &line, " ",
        v1::Stance_Name(statement.stance())
            .substr(std::string("STANCE_").size()),
        " |",
        text.substr(static_cast<size_t>(statement.quote().start_byte()),
                    static_cast<size_t>(statement.quote().end_byte() -
                                        statement.quote().start_byte())),
        "|");
    lines.push_back(line);
  }
  return lines;
}

TEST(StatementsTest, HeadlinesOfALivePageHaveATimeBeforeThem) {
  EXPECT_THAT(Lines("08:05 — ترمب للصحافيين: «شي رجل قوي»."),
              ElementsAre("donald-trump ASSERT |شي رجل قوي|"));
  EXPECT_THAT(Lines("09:20 - إنفيديا: الطلب يفوق العرض"),
              ElementsAre("nvidia ASSERT |الطلب يفوق العرض|"));
}

TEST(StatementsTest, AHeadlineMayEndWithAPlatformOrASource) {
  EXPECT_THAT(Lines("ترمب على «تروث سوشيال»: الاتفاق وشيك"),
              ElementsAre("donald-trump via truth-social ASSERT "
                          "|الاتفاق وشيك|"));
  EXPECT_THAT(Lines("رويترز عن مصدر دبلوماسي: الاتفاق وشيك"),
              ElementsAre("sources via reuters ASSERT |الاتفاق وشيك|"));
  EXPECT_THAT(Lines("تشاك شومر غاضباً: «أمننا يُباع بالكيلوغرام»"),
              ElementsAre("chuck-schumer ASSERT |أمننا يُباع بالكيلوغرام|"));
  EXPECT_THAT(Lines("إنفيديا في بيان: الطلب يفوق العرض"),
              ElementsAre("nvidia ASSERT |الطلب يفوق العرض|"));
  EXPECT_THAT(Lines("رقائق إنفيديا في السوق: الطلب يفوق العرض"), IsEmpty());
}

TEST(StatementsTest, ASpokesmanBeforeHisVerbSpeaksForHisFirm) {
  EXPECT_THAT(Lines("لكن متحدثا باسم إنفيديا نفى أن تكون الشحنات توقفت."),
              ElementsAre("nvidia DENY |تكون الشحنات توقفت|"));
  EXPECT_THAT(Lines("تنفي إنفيديا على لسان متحدث باسمها تلقي أي إخطار."),
              ElementsAre("nvidia DENY |تلقي أي إخطار|"));
}

TEST(StatementsTest, WhatASourceSaysMayFollowItWithoutAComma) {
  EXPECT_THAT(Lines("بحسب رويترز فتحت الشرطة السنغافورية تحقيقا جديدا."),
              ElementsAre("reuters ASSERT "
                          "|فتحت الشرطة السنغافورية تحقيقا جديدا|"));
}

TEST(StatementsTest, AFundSpeaks) {
  EXPECT_THAT(Lines("(بزنس واير) أعلن جهاز الاستثمار العماني توقيع اتفاقية."),
              ElementsAre("oman-investment-authority ASSERT "
                          "|توقيع اتفاقية|"));
}

// «and that» belongs to the verb that "that" stood behind first.
TEST(StatementsTest, AndThatIsNotOfTheVerbBetween) {
  EXPECT_THAT(
      Lines("قال مصدر لبلومبيرغ إن إنفيديا اكتفت بالمبيعات، وإن الطلب قوي."),
      ElementsAre("sources via bloomberg ASSERT "
                  "|إنفيديا اكتفت بالمبيعات، وإن الطلب قوي|"));
}

// «like a» has "that" in it.
TEST(StatementsTest, LikenessIsNotSaid) {
  EXPECT_THAT(
      Lines("يقول جينسن هوانغ في مكتب علقت على جداره بطاقة كأنها لوحة."),
      IsEmpty());
}

TEST(StatementsTest, AnEmployeeWithoutANameIsASource) {
  EXPECT_THAT(Lines("نقلت رويترز عن موظفين في القطاع أن الطلب قوي."),
              ElementsAre("sources via reuters ASSERT |الطلب قوي|"));
}

// The noun is written like «offered».
TEST(StatementsTest, WhatIsRuledOutMayBeANoun) {
  EXPECT_THAT(Lines("توقع جينسن هوانغ نمو الطلب، مستبعدا طرح أسهم جديدة."),
              testing::Contains("jensen-huang DOUBT |طرح أسهم جديدة|"));
}

// Whose data are cited is not the firm that "the company" means.
TEST(StatementsTest, ASourceOfDataIsNotTheCompany) {
  EXPECT_THAT(Lines("زادت مبيعات مايكرون وفق بيانات غارتنر.\n"
                    "وقالت الشركة إن الطلب قوي."),
              testing::Contains("micron ASSERT |الطلب قوي|"));
}

// The firm of the sentence, not of the one before; of the nationality beside.
TEST(StatementsTest, TheCompanyIsTheOneNamedLastBefore) {
  EXPECT_THAT(Lines("هبط سهم مايكرون.\n"
                    "واستدعت الصين مسؤولي إنفيديا، فيما نفى متحدث باسم الشركة "
                    "أن تحوي منتجاتها مفاتيح."),
              testing::Contains("nvidia DENY |تحوي منتجاتها مفاتيح|"));
  EXPECT_THAT(Lines("تنافس هواوي إنفيديا.\nوقالت الشركة الصينية إن الطلب "
                    "قوي."),
              testing::Contains("huawei ASSERT |الطلب قوي|"));
  EXPECT_THAT(Lines("بلغ إنتاج مايكرون ذروته.\nوتصنع رقائق لإنفيديا.\nوقالت "
                    "الشركة إن الطلب قوي."),
              testing::Contains("micron ASSERT |الطلب قوي|"));
}

TEST(StatementsTest, ASourceIsOfTheClauseBeforeItAlone) {
  EXPECT_THAT(Lines("زادت إنفيديا مبيعاتها، بينما تراجعت حصتها في الصين كثيرا "
                    "وفق بيانات ترند فورس."),
              ElementsAre("trendforce ASSERT |تراجعت حصتها في الصين كثيرا|"));
}

TEST(StatementsTest, WhatIsNotSaidEndsWhatIs) {
  EXPECT_THAT(Lines("أكدت إنفيديا أن الطلب قوي جدا، ورفضت الإفصاح عن حجمه."),
              ElementsAre("nvidia ASSERT |الطلب قوي جدا|"));
  EXPECT_THAT(Lines("قالت إنفيديا إن الطلب قوي جدا، ولم توضح ما إذا كان "
                    "سيستمر."),
              ElementsAre("nvidia ASSERT |الطلب قوي جدا|"));
}

TEST(StatementsTest, WhoAnswersSays) {
  EXPECT_THAT(Lines("أكد هوارد لوتنيك أن الرسوم باقية، ورد جينسن هوانغ قائلا: "
                    "\"هذا شرط لن نقبله\"."),
              testing::Contains("jensen-huang ASSERT |هذا شرط لن نقبله|"));
}

TEST(StatementsTest, AHeadlineOfAProductIsNotItsMakersWords) {
  EXPECT_THAT(Lines("معالجات Ascend من هواوي: خارطة طريق حتى 2028"), IsEmpty());
}

}  // namespace
}  // namespace isnad
