// What relations are read, a sentence or two for each rule.
#include "ingest_service/relate/relations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/ingest_service/relate/fact_reading.h"

namespace isnad {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;

// "entities/a RELATION_TYPE_MAKES entities/b", one for each relation of a text.
std::vector<std::string> Lines(const std::string& text) {
  const v1::Analysis facts = ReadFacts(text);
  std::vector<std::string> lines;
  for (const v1::Relation& relation : facts.relations()) {
    lines.push_back(absl::StrCat(relation.subject(), " ",
                                 v1::RelationType_Name(relation.type()), " ",
                                 relation.object()));
  }
  return lines;
}

TEST(RelationsTest, TitleBeforeANameIsAnOffice) {
  EXPECT_THAT(Lines("التقى الرئيس التنفيذي لشركة إنفيديا جينسن هوانغ عملاءه."),
              ElementsAre("entities/jensen-huang RELATION_TYPE_LEADS "
                          "entities/nvidia"));
}

TEST(RelationsTest, NationalityBesideAFirmIsItsSeat) {
  EXPECT_THAT(
      Lines("كشفت شركة هواوي الصينية خططها."),
      ElementsAre("entities/huawei RELATION_TYPE_BASED_IN entities/china"));
}

TEST(RelationsTest, WhomAFirmSuppliesIsItsCustomer) {
  EXPECT_THAT(
      Lines("تبيع إنفيديا رقائقها إلى مايكروسوفت وميتا."),
      ElementsAre("entities/microsoft RELATION_TYPE_CUSTOMER_OF "
                  "entities/nvidia",
                  "entities/meta RELATION_TYPE_CUSTOMER_OF entities/nvidia"));
  EXPECT_THAT(Lines("تزود إس كيه هاينكس شركة إنفيديا بالذاكرة."),
              ElementsAre("entities/nvidia RELATION_TYPE_CUSTOMER_OF "
                          "entities/sk-hynix"));
  EXPECT_THAT(Lines("لم تزود تي إس إم سي شركة هواوي بأي رقاقة."), IsEmpty());
  EXPECT_THAT(Lines("باعت سوفت بنك حصتها في إنفيديا."), IsEmpty());
}

TEST(RelationsTest, OwnCustomersAreThoseListed) {
  EXPECT_THAT(Lines("تدير إنفيديا مصانع، ومن بين عملائها ميتا وأوراكل."),
              ElementsAre("entities/meta RELATION_TYPE_CUSTOMER_OF "
                          "entities/nvidia",
                          "entities/oracle RELATION_TYPE_CUSTOMER_OF "
                          "entities/nvidia"));
}

TEST(RelationsTest, CustomersOfTheCompanyAreOfTheOneSpokenOf) {
  EXPECT_THAT(Lines("رفعت مور ثريدز أسعارها.\nومن زبائن الشركة لينوفو وميتا."),
              ElementsAre("entities/lenovo RELATION_TYPE_CUSTOMER_OF "
                          "entities/moore-threads",
                          "entities/meta RELATION_TYPE_CUSTOMER_OF "
                          "entities/moore-threads"));
}

TEST(RelationsTest, TheMakerStandsBehindItsName) {
  EXPECT_THAT(Lines("ولم تؤكد إنفيديا، صانعة GB300، هذا السعر."),
              ElementsAre("entities/nvidia RELATION_TYPE_MAKES "
                          "entities/gb300"));
}

TEST(RelationsTest, WhoHoldsThePostOfATitle) {
  EXPECT_THAT(Lines("ويشغل الشيخ طحنون بن زايد منصب رئيس مجلس إدارة G42."),
              ElementsAre("entities/tahnoon-bin-zayed RELATION_TYPE_LEADS "
                          "entities/g42"));
}

TEST(RelationsTest, WhatIsDerivedIsAPart) {
  EXPECT_THAT(Lines("تصل B30A المشتقة من بلاكويل قريبا."),
              ElementsAre("entities/b30a RELATION_TYPE_PART_OF "
                          "entities/blackwell"));
}

TEST(RelationsTest, ABodyBelongsToAnother) {
  EXPECT_THAT(Lines("نشر مكتب الصناعة والأمن التابع لوزارة التجارة الأميركية "
                    "النص."),
              ElementsAre("entities/bis RELATION_TYPE_PART_OF "
                          "entities/us-department-of-commerce"));
}

// The chip is made there, and not the memory that it has.
TEST(RelationsTest, WhatIsMadeIsNotItsPart) {
  EXPECT_THAT(Lines("شريحة H20 تأتي بذاكرة HBM3، وتُصنَّع لدى TSMC."),
              ElementsAre("entities/h20 RELATION_TYPE_FABRICATED_BY "
                          "entities/tsmc"));
}

TEST(RelationsTest, WhatIsDeniedIsNoRelation) {
  EXPECT_THAT(Lines("ونفى متحدث باسم إنفيديا أن تكون الشركة قد شحنت أي رقاقة "
                    "إلى هواوي."),
              IsEmpty());
}

// Firms without a name, though one is named before.
TEST(RelationsTest, SeatOfAnyFirmsIsOfNone) {
  EXPECT_THAT(Lines("منعت إنفيديا شركات مقرها الصين من الوصول إليها."),
              IsEmpty());
  EXPECT_THAT(Lines("بنت إنفيديا، ومقرها كاليفورنيا، مركزا."),
              ElementsAre("entities/nvidia RELATION_TYPE_BASED_IN "
                          "entities/california"));
}

TEST(RelationsTest, OwnAdviserServesTheBodyNamedBefore) {
  EXPECT_THAT(Lines("لم يحسم البيت الأبيض موقفه، وإن كان مستشاره ديفيد ساكس "
                    "قد انتقده."),
              ElementsAre("entities/david-sacks RELATION_TYPE_HOLDS_OFFICE "
                          "entities/white-house"));
}

TEST(RelationsTest, OwnChiefLeadsTheFirmSpokenOf) {
  EXPECT_THAT(Lines("رفعت مايكرون توقعاتها.\nوأبلغ رئيسها التنفيذي سانجاي "
                    "ميهروترا الصحفيين بذلك."),
              ElementsAre("entities/sanjay-mehrotra RELATION_TYPE_LEADS "
                          "entities/micron"));
}

TEST(RelationsTest, WhoseDataAreCitedIsNoRival) {
  EXPECT_THAT(Lines("رفعت سامسونغ أسعارها. وبحسب غارتنر، استحوذت منافستها إس "
                    "كيه هاينكس على نصف السوق."),
              ElementsAre("entities/sk-hynix RELATION_TYPE_COMPETES_WITH "
                          "entities/samsung"));
}

TEST(RelationsTest, WhoReliesOnAFirmForMakingIsItsCustomer) {
  EXPECT_THAT(
      Lines("تعتمد آبل على تي إس إم سي في تصنيع معالجاتها."),
      ElementsAre("entities/apple RELATION_TYPE_CUSTOMER_OF entities/tsmc"));
  EXPECT_THAT(Lines("تعتمد آبل على تي إس إم سي في المنافسة."), IsEmpty());
  EXPECT_THAT(Lines("تعتمد هواوي في تصنيع رقائق Ascend على شركة SMIC."),
              IsSupersetOf({"entities/huawei RELATION_TYPE_CUSTOMER_OF "
                            "entities/smic",
                            "entities/ascend RELATION_TYPE_FABRICATED_BY "
                            "entities/smic"}));
  EXPECT_THAT(Lines("تصنع TSMC رقائق إنفيديا في تاينان."),
              ElementsAre("entities/nvidia RELATION_TYPE_CUSTOMER_OF "
                          "entities/tsmc"));
}

TEST(RelationsTest, WhoAgreesToBuyIsACustomerButNotWhoRefuses) {
  EXPECT_THAT(Lines("وقعت أوبن إيه آي اتفاقا لشراء رقائق من برودكوم."),
              ElementsAre("entities/openai RELATION_TYPE_CUSTOMER_OF "
                          "entities/broadcom"));
  EXPECT_THAT(Lines("تعهدت أوبن إيه آي في اتفاق بعدم شراء رقائق من "
                    "هواوي."),
              IsEmpty());
}

// The seller stands between the deal and what it is for.
TEST(RelationsTest, WhoDealsWithAFirmForItsGoodsIsItsCustomer) {
  EXPECT_THAT(Lines("وقعت هيوماين اتفاقية مع شركة كوالكوم لشراء 18 ألف "
                    "معالج."),
              ElementsAre("entities/humain RELATION_TYPE_CUSTOMER_OF "
                          "entities/qualcomm"));
  EXPECT_THAT(Lines("تعاقدت هيوماين مع كوالكوم على شراء 18 ألف معالج."),
              ElementsAre("entities/humain RELATION_TYPE_CUSTOMER_OF "
                          "entities/qualcomm"));
  EXPECT_THAT(Lines("تعاقدت الحكومة الهندية على شراء رقائق من إنفيديا."),
              ElementsAre("entities/india-government "
                          "RELATION_TYPE_CUSTOMER_OF entities/nvidia"));
  EXPECT_THAT(Lines("طلبت \"علي بابا\" شراء 120 ألف شريحة \"سيوان 590\" من "
                    "\"كامبريكون\"."),
              Contains("entities/alibaba RELATION_TYPE_CUSTOMER_OF "
                       "entities/cambricon"));
  EXPECT_THAT(Lines("تعاقدت أوبن إيه آي على شراء رقائق من برودكوم."),
              ElementsAre("entities/openai RELATION_TYPE_CUSTOMER_OF "
                          "entities/broadcom"));
}

TEST(RelationsTest, WhoBoughtAFirmInvestedInIt) {
  EXPECT_THAT(Lines("اشترت إنفيديا ميلانوكس عام 2020."),
              ElementsAre("entities/nvidia RELATION_TYPE_INVESTS_IN "
                          "entities/mellanox"));
  EXPECT_THAT(Lines("أقرت إنفيديا بذلك بعد شراء ميلانوكس."),
              ElementsAre("entities/nvidia RELATION_TYPE_INVESTS_IN "
                          "entities/mellanox"));
  EXPECT_THAT(Lines("تعمل ميلانوكس التي اشترتها إنفيديا في حيفا."),
              Contains("entities/nvidia RELATION_TYPE_INVESTS_IN "
                       "entities/mellanox"));
  EXPECT_THAT(Lines("اشترت إنفيديا 20 ألف رقاقة."), IsEmpty());
}

TEST(RelationsTest, WhoHasAShareInvests) {
  EXPECT_THAT(Lines("تملك سوفت بنك حصة في إنتل."),
              ElementsAre("entities/softbank RELATION_TYPE_INVESTS_IN "
                          "entities/intel"));
  EXPECT_THAT(Lines("استثمرت الحكومة الأميركية 9 مليارات دولار في إنتل."),
              ElementsAre("entities/us-government RELATION_TYPE_INVESTS_IN "
                          "entities/intel"));
}

TEST(RelationsTest, ChipsCompete) {
  EXPECT_THAT(Lines("تنافس رقاقة MI450 معالجات روبين."),
              ElementsAre("entities/mi450 RELATION_TYPE_COMPETES_WITH "
                          "entities/rubin"));
}

TEST(RelationsTest, WhatAFirmMakesItselfIsItsOwn) {
  EXPECT_THAT(Lines("شحنت سامسونغ إلى إنفيديا ذاكرة HBM4 التي تنتجها."),
              Contains("entities/samsung RELATION_TYPE_MAKES entities/hbm4"));
  EXPECT_THAT(Lines("ستورد سامسونغ ذاكرة HBM4 من إنتاجها."),
              ElementsAre("entities/samsung RELATION_TYPE_MAKES "
                          "entities/hbm4"));
  EXPECT_THAT(Lines("طلبت إنفيديا من TSMC إنتاج 300 ألف رقاقة H20."),
              Contains("entities/h20 RELATION_TYPE_FABRICATED_BY "
                       "entities/tsmc"));
}

// Those that something holds are its parts.
TEST(RelationsTest, ChipsThatAFirmProducesAreCounted) {
  EXPECT_THAT(Lines("ستنتج هواوي 805 آلاف معالج Ascend هذا العام."),
              ElementsAre("entities/huawei RELATION_TYPE_MAKES "
                          "entities/ascend"));
  EXPECT_THAT(Lines("أطلقت هواوي نظاما من 384 معالج Ascend."),
              Not(Contains("entities/huawei RELATION_TYPE_MAKES "
                           "entities/ascend")));
}

// What is designed is the chip, and not the architecture nearer to it.
TEST(RelationsTest, TheChipIsDesignedAndNotItsArchitecture) {
  EXPECT_THAT(
      Lines("تستند RTX Pro 6000D إلى معمارية بلاكويل، ويبلغ سعرها نحو 50 "
            "ألف يوان في الصين، وقد صممتها إنفيديا."),
      ElementsAre("entities/rtx-pro-6000d RELATION_TYPE_PART_OF "
                  "entities/blackwell",
                  "entities/nvidia RELATION_TYPE_MAKES "
                  "entities/rtx-pro-6000d"));
}

TEST(RelationsTest, WhatIsOwnedMayStandFirst) {
  EXPECT_THAT(Lines("تعود ملكية نيكسبيريا إلى مجموعة وينغتك."),
              ElementsAre("entities/nexperia RELATION_TYPE_PART_OF "
                          "entities/wingtech"));
}

TEST(RelationsTest, OfficesOfTheFirmAndTheBodySpokenOf) {
  EXPECT_THAT(Lines("انتقدت إنفيديا القرار، وقال رئيس الشركة جينسن هوانغ إنه "
                    "خاطئ."),
              ElementsAre("entities/jensen-huang RELATION_TYPE_LEADS "
                          "entities/nvidia"));
  EXPECT_THAT(Lines("شكا مكتب الصناعة والأمن من وزارة العدل الأميركية.\n"
                    "وصرح رئيس المكتب جيفري كيسلر بذلك."),
              Contains("entities/jeffrey-kessler RELATION_TYPE_LEADS "
                       "entities/bis"));
}

TEST(RelationsTest, WhoIsNamedToAnOfficeHoldsIt) {
  EXPECT_THAT(Lines("أصبح ليب بو تان رئيسا تنفيذيا لشركة إنتل."),
              ElementsAre("entities/lip-bu-tan RELATION_TYPE_LEADS "
                          "entities/intel"));
}

TEST(RelationsTest, NationalityOfARivalIsNotOfWhomItRivals) {
  EXPECT_THAT(Lines("تقول هواوي، منافسة إنفيديا الصينية، إن السوق كبيرة."),
              Contains("entities/huawei RELATION_TYPE_BASED_IN "
                       "entities/china"));
  EXPECT_THAT(
      Lines("تقول هواوي، منافسة إنفيديا الصينية، إن السوق كبيرة."),
      Not(Contains("entities/nvidia RELATION_TYPE_BASED_IN entities/china")));
}

TEST(RelationsTest, BothFirmsAreOfTheNationalityBeforeThem) {
  EXPECT_THAT(
      Lines("تبيع الشركتان الأمريكيتان إنفيديا وإنتل رقائق كثيرة."),
      IsSupersetOf(
          {"entities/nvidia RELATION_TYPE_BASED_IN entities/united-states",
           "entities/intel RELATION_TYPE_BASED_IN entities/united-states"}));
}

TEST(RelationsTest, BackerInvests) {
  EXPECT_THAT(Lines("وسعت إكس إيه آي المدعومة من إنفيديا مراكزها."),
              ElementsAre("entities/nvidia RELATION_TYPE_INVESTS_IN "
                          "entities/xai"));
  EXPECT_THAT(Lines("توسع هيوماين، التي يمولها صندوق الاستثمارات العامة، "
                    "مراكزها."),
              ElementsAre("entities/public-investment-fund "
                          "RELATION_TYPE_INVESTS_IN entities/humain"));
  EXPECT_THAT(Lines("خالفت إنفيديا شروط استحواذ المجموعة على ميلانوكس."),
              ElementsAre("entities/nvidia RELATION_TYPE_INVESTS_IN "
                          "entities/mellanox"));
}

// It points back, and may be another firm than the one beside it.
TEST(RelationsTest, TheCompanyOfANationIsNotTheOneBeside) {
  EXPECT_THAT(Lines("اشترت هيوماين رقائق تنتجها إنفيديا، حسبما أعلنت الشركة "
                    "السعودية."),
              Not(Contains("entities/nvidia RELATION_TYPE_BASED_IN "
                           "entities/saudi-arabia")));
}

}  // namespace
}  // namespace isnad
