#include "ingest_service/normalize/boilerplate.h"

#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "common/text/fold.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ingest_service/normalize/normalizer.h"
#include "tests/reference/corpus.h"

namespace isnad {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// The sentences of a kind.
std::vector<std::string> OfKind(absl::string_view text, SentenceKind kind) {
  const NormalizedText normalized =
      Normalizer(DefaultFoldTable()).Normalize(text);
  std::vector<std::string> marked;
  for (const Sentence& sentence : normalized.sentences()) {
    if (sentence.kind == kind) {
      marked.emplace_back(normalized.Text(sentence.range));
    }
  }
  return marked;
}

std::vector<std::string> Notices(absl::string_view text) {
  return OfKind(text, SentenceKind::kBoilerplate);
}

std::vector<std::string> Links(absl::string_view text) {
  return OfKind(text, SentenceKind::kRelatedLink);
}

class NoticeTest : public testing::TestWithParam<const char*> {};

TEST_P(NoticeTest, IsMarkedAloneAndInAnArticle) {
  EXPECT_THAT(Notices(GetParam()), ElementsAre(GetParam()));
  const std::string article = std::string("قالت الشركة ذلك.\n") + GetParam() +
                              "\nوأضافت أنها باعت رقائق.";
  EXPECT_THAT(Notices(article), ElementsAre(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(
    Notices, NoticeTest,
    testing::Values("كن أول من يعلق على الخبر", "مقالات ذات صلة", "شارك",
                    "شارك المقال", "مشاركة فيسبوك تويتر واتساب",
                    "فيسبوك | إكس | تيليجرام | نسخ الرابط",
                    "Facebook Twitter WhatsApp", "3 دقائق للقراءة",
                    "وقت القراءة: 4 دقائق", "٥ دقائق قراءة", "5 min read",
                    "جميع الحقوق محفوظة © 2025", "تابعونا على تلغرام"));

class ArticleLineTest : public testing::TestWithParam<const char*> {};

TEST_P(ArticleLineTest, IsNotMarked) {
  EXPECT_THAT(Notices(GetParam()), IsEmpty());
  EXPECT_THAT(Links(GetParam()), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Lines, ArticleLineTest,
    testing::Values("", "شارك الرئيس الصيني في القمة.", "فيسبوك", "إكس",
                    "فيسبوك وتويتر تحظران الإعلانات", "تويتر 2025",
                    "اقرأ أيضا ما كتبه هوانغ عن الصين.",
                    "استغرق الاجتماع 3 دقائق قراءة البيان فيها كانت صعبة.",
                    "دقائق للقراءة", "حقوق النشر محل خلاف بين الشركتين",
                    "المزيد من الأخبار السيئة لشركة إنفيديا",
                    "مشاركة إنفيديا في المعرض"));

class LinkLineTest : public testing::TestWithParam<const char*> {};

TEST_P(LinkLineTest, IsARelatedLink) {
  EXPECT_THAT(Links(GetParam()), ElementsAre(GetParam()));
  EXPECT_THAT(Notices(GetParam()), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Links, LinkLineTest,
                         testing::Values("اقرأ أيضا: أسعار الذهب في السعودية",
                                         "إقرأ أيضاً : هواوي تكشف عن رقاقة",
                                         "«اقرأ أيضاً»: سعر الدولار"));

TEST(RelatedLinksTest, EveryLineBehindAHeadAtTheEndIsALink) {
  const absl::string_view text =
      "باعت الشركة.\nمقالات ذات صلة\nهواوي تربح\nالصين تمنع";
  EXPECT_THAT(Notices(text), ElementsAre("مقالات ذات صلة"));
  EXPECT_THAT(Links(text), ElementsAre("هواوي تربح", "الصين تمنع"));
}

TEST(RelatedLinksTest, OnlyTheNextLineIsALinkWhereTheArticleGoesOn) {
  const absl::string_view text =
      "باعت.\nاقرأ أيضا:\nهواوي تربح\nعنوان فرعي\nوقالت الشركة ذلك.";
  EXPECT_THAT(Notices(text), ElementsAre("اقرأ أيضا:"));
  EXPECT_THAT(Links(text), ElementsAre("هواوي تربح"));
}

TEST(RelatedLinksTest, ASentenceBehindAHeadIsTheArticles) {
  EXPECT_THAT(Links("باعت.\nاقرأ أيضا:\nوقالت الشركة ذلك."), IsEmpty());
}

TEST(BoilerplateCorpusTest, NothingIsMarkedByPeopleInBoilerplate) {
  const std::vector<CorpusDocument> documents = LoadCorpus();
  if (documents.empty()) GTEST_SKIP() << "../shared/eval is not there";
  for (const CorpusDocument& document : documents) {
    const NormalizedText normalized =
        Normalizer(DefaultFoldTable()).Normalize(document.text);
    for (const Sentence& sentence : normalized.sentences()) {
      if (sentence.kind != SentenceKind::kBoilerplate) continue;
      for (const TextRange span : document.spans) {
        EXPECT_TRUE(span.end <= sentence.range.begin ||
                    span.begin >= sentence.range.end)
            << document.name << ": " << normalized.Text(span);
      }
    }
  }
}

}  // namespace
}  // namespace isnad
