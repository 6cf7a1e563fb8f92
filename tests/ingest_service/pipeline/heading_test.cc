#include "ingest_service/pipeline/heading.h"

#include <memory>
#include <string>

#include "gtest/gtest.h"
#include "ingest_service/pipeline/analyzer.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

const Analyzer& SharedAnalyzer() {
  static const Analyzer* const analyzer = Analyzer::Create({})->release();
  return *analyzer;
}

v1::Document Read(const std::string& text, v1::Document document = {}) {
  document.set_source(text);
  const auto analysis = SharedAnalyzer().Analyze(document, {});
  EXPECT_THAT(analysis, IsOk());
  return analysis.ok() ? analysis->document() : v1::Document();
}

constexpr char kBody[] =
    "\nقالت الشركة إنها ستبيع الرقائق في الأسواق كلها خلال العام المقبل.\n";

TEST(HeadingTest, HeadlineIsTheTitle) {
  EXPECT_EQ(Read(std::string("إنفيديا تبيع الرقائق") + kBody).title(),
            "إنفيديا تبيع الرقائق");
}

TEST(HeadingTest, ShareBarsAreNoTitle) {
  EXPECT_EQ(
      Read(std::string("شارك: فيسبوك تويتر\nإنفيديا تبيع الرقائق") + kBody)
          .title(),
      "إنفيديا تبيع الرقائق");
}

TEST(HeadingTest, SentencesAndLoneLinesAreNoTitle) {
  EXPECT_EQ(Read("قالت الشركة كلمات.").title(), "");
  EXPECT_EQ(Read("إنفيديا تبيع الرقائق").title(), "");
}

TEST(HeadingTest, DatelineNamesTheOutlet) {
  EXPECT_EQ(Read("عنوان\n\nواشنطن - رويترز: قالت إنفيديا إنها تبيع.").outlet(),
            "entities/reuters");
  EXPECT_EQ(Read("عنوان\n\nبكين (أ ف ب) - قالت الصين إنها ترفض.").outlet(),
            "entities/afp");
  // What is only quoted did not publish it.
  EXPECT_EQ(Read("عنوان\n\nقالت رويترز إن إنفيديا تبيع.").outlet(), "");
}

TEST(HeadingTest, BylineNamesTheAuthor) {
  EXPECT_EQ(Read(std::string("عنوان\nبقلم: سارة الخطيب") + kBody).author(),
            "سارة الخطيب");
  EXPECT_EQ(Read(std::string("عنوان\nسارة الخطيب") + kBody).author(),
            "سارة الخطيب");
  EXPECT_EQ(Read("عنوان\nقال المحلل سامر الحلواني").author(), "");
}

TEST(HeadingTest, LineOfADateIsThePublishTime) {
  EXPECT_EQ(Read(std::string("عنوان\nالرياض - 12 أغسطس 2025") + kBody)
                .publish_time()
                .seconds(),
            1754956800);
  EXPECT_EQ(Read(std::string("عنوان\nالأربعاء - 12 محرم 1444 هـ - 10 أغسطس "
                             "2022 مـ") +
                 kBody)
                .publish_time()
                .seconds(),
            1660089600);
  // A month, or a date in a sentence, dates something else.
  EXPECT_FALSE(
      Read(std::string("عنوان\nأغسطس 2025") + kBody).has_publish_time());
  EXPECT_FALSE(
      Read(std::string("عنوان\nأعلنت الشركة في 12 أغسطس 2025 أنها ستبيع هذه "
                       "الرقائق المتقدمة في أسواق آسيا وأوروبا كلها.") +
           kBody)
          .has_publish_time());
}

TEST(HeadingTest, TheCallerSpeaksFirst) {
  v1::Document document;
  document.set_title("t");
  document.set_outlet("o");
  document.set_author("a");
  document.mutable_publish_time()->set_seconds(5);
  const v1::Document read =
      Read("عنوان\nبقلم: سارة الخطيب\nواشنطن - رويترز: قالت.\n12 أغسطس 2025",
           document);
  EXPECT_EQ(read.title(), "t");
  EXPECT_EQ(read.outlet(), "o");
  EXPECT_EQ(read.author(), "a");
  EXPECT_EQ(read.publish_time().seconds(), 5);
}

TEST(HeadingTest, MistakenNamesAreNoMentions) {
  v1::Document document;
  document.set_source("نماذج منظمة العفو الدولية الجديدة من ميتا");
  const auto analysis = SharedAnalyzer().Analyze(document, {});
  ASSERT_THAT(analysis, IsOk());
  ASSERT_EQ(analysis->mentions_size(), 1);
  EXPECT_EQ(analysis->mentions(0).text(), "ميتا");
}

}  // namespace
}  // namespace isnad
