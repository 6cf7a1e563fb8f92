// Whether reprints are told from other articles, over the articles of the
// sample and of tests/golden/fresh, all of which are about the same trade.
#include "ingest_service/normalize/body_sketch.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/base/file.h"
#include "common/text/fold.h"
#include "common/text/sketch.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ingest_service/normalize/normalizer.h"

namespace isnad {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

SketchHashes SketchOf(absl::string_view text) {
  return DecodeSketch(
      SketchOfBody(Normalizer(DefaultFoldTable()).Normalize(text)));
}

// As the query service does: by a common key, then by the whole sketch.
bool Joins(absl::string_view a, absl::string_view b) {
  const SketchHashes first = SketchOf(a);
  const SketchHashes second = SketchOf(b);
  const SketchHashes keys = SketchKeys(second);
  for (const uint64_t key : SketchKeys(first)) {
    if (absl::c_binary_search(keys, key)) return IsReprint(first, second);
  }
  return false;
}

std::vector<std::string> Articles() {
  std::vector<std::string> paths;
  const char* source = std::getenv("ISNAD_SOURCE_DIR");
  for (const char* folder : {"/deploy/sample", "/tests/golden/fresh"}) {
    for (const auto& entry : std::filesystem::directory_iterator(
             absl::StrCat(source == nullptr ? "" : source, folder))) {
      if (entry.path().extension() == ".txt") paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> articles;
  for (const std::string& path : paths) {
    articles.push_back(*ReadFile(path, 1 << 20));
  }
  return articles;
}

std::vector<std::string> LinesOf(absl::string_view article) {
  return absl::StrSplit(absl::StripTrailingAsciiWhitespace(article), '\n',
                        absl::SkipEmpty());
}

// What another outlet does to an article it takes over.
using Reprinter = std::string (*)(const std::string&, std::mt19937&);

std::string WithOtherFrame(const std::string& article, std::mt19937&) {
  std::vector<std::string> lines = LinesOf(article);
  lines.front() = "عاجل | تطور جديد في سوق الرقائق";
  return absl::StrCat("تكنولوجيا\n\n", lines.front(), "\n\nدبي - رويترز\n\n",
                      absl::StrJoin(lines.begin() + 1, lines.end(), "\n\n"),
                      "\n\nشارك المقال\nاقرأ أيضاً\nأسهم الرقائق تتراجع في "
                      "آسيا بعد أنباء عن قيود جديدة على التصدير\n");
}

std::string WithOtherSpelling(const std::string& article, std::mt19937&) {
  std::string text = article;
  for (const auto& [from, to] :
       std::vector<std::pair<std::string, std::string>>{
           {"أ", "ا"}, {"إ", "ا"}, {"ة", "ه"}, {"ى", "ي"}}) {
    for (size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size())) {
      text.replace(at, from.size(), to);
    }
  }
  return text;
}

// One word in twenty is lost or another.
std::string WithDamage(const std::string& article, std::mt19937& random) {
  std::vector<std::string> words = absl::StrSplit(article, ' ');
  for (std::string& word : words) {
    const auto dice = random() % 40;
    if (dice == 0) word.clear();
    if (dice == 1) word = "كلمة";
  }
  return absl::StrJoin(words, " ");
}

std::string WithoutTheEnd(const std::string& article, std::mt19937&) {
  std::vector<std::string> sentences = absl::StrSplit(article, ". ");
  sentences.resize(std::max<size_t>(1, sentences.size() * 4 / 5));
  return absl::StrCat(absl::StrJoin(sentences, ". "), ".");
}

std::string WithAParagraphMore(const std::string& article, std::mt19937&) {
  return absl::StrCat(
      article,
      "\nوكان محللون قد قالوا في وقت سابق إن الأسواق تنتظر وضوحاً أكبر بشأن "
      "مسار القيود التجارية بين البلدين خلال الأشهر المقبلة، وإن الشركات تعيد "
      "النظر في خططها.\n");
}

struct Kind {
  const char* name;
  Reprinter reprint;
};

constexpr Kind kKinds[] = {
    {"other headline, dateline, outlet and boilerplate", WithOtherFrame},
    {"other spelling", WithOtherSpelling},
    {"one word in twenty damaged", WithDamage},
    {"the last fifth cut", WithoutTheEnd},
    {"a paragraph more", WithAParagraphMore},
};

TEST(BodySketchTest, TellsReprintsFromOtherArticles) {
  constexpr unsigned kSeed = 20251128;
  std::mt19937 random(kSeed);
  const std::vector<std::string> articles = Articles();
  ASSERT_GE(articles.size(), 20u);
  int reprints = 0;
  int found = 0;
  int others = 0;
  int wrong = 0;
  double closest = 0;
  for (size_t i = 0; i < articles.size(); ++i) {
    for (const Kind& kind : kKinds) {
      const std::string reprint = kind.reprint(articles[i], random);
      for (size_t j = 0; j < articles.size(); ++j) {
        const bool joined = Joins(articles[j], reprint);
        if (i == j) {
          ++reprints;
          found += joined ? 1 : 0;
          if (!joined) std::cout << "missed: " << kind.name << "\n";
        } else {
          ++others;
          wrong += joined ? 1 : 0;
          closest = std::max(
              closest, Resemblance(SketchOf(articles[j]), SketchOf(reprint)));
        }
      }
    }
  }
  std::cout << "reprints: recall " << found << "/" << reprints
            << ", joined wrongly " << wrong << "/" << others
            << ", closest other article " << closest << ", seed " << kSeed
            << "\n";
  EXPECT_EQ(wrong, 0);
  EXPECT_GE(found, reprints * 98 / 100);
  // Far from the threshold, not below it by luck.
  EXPECT_LT(closest, kReprintResemblance / 2);
}

TEST(BodySketchTest, AnArticleThatQuotesAnotherIsNoReprint) {
  const std::vector<std::string> articles = Articles();
  const std::vector<std::string> quoted = absl::StrSplit(articles[0], ". ");
  ASSERT_GE(quoted.size(), 3u);
  const std::string quoting =
      absl::StrCat(articles[1], "\n", quoted[0], ". ", quoted[1], ".\n");
  EXPECT_FALSE(Joins(articles[0], quoting));
  EXPECT_TRUE(Joins(articles[1], quoting));
}

TEST(BodySketchTest, ItIsTheSameAloneAndAgain) {
  for (const std::string& article : Articles()) {
    const SketchHashes sketch = SketchOf(article);
    EXPECT_EQ(sketch, SketchOf(article));
    EXPECT_THAT(sketch, SizeIs(testing::Le(kSketchHashes)));
    EXPECT_THAT(sketch, SizeIs(testing::Ge(kMinShinglesToEstimate)));
  }
}

struct Short {
  const char* name;
  const char* a;
  const char* b;
  bool joins;
};

class ShortTextTest : public testing::TestWithParam<Short> {};

TEST_P(ShortTextTest, JoinsOnlyWhatIsEqual) {
  EXPECT_EQ(Joins(GetParam().a, GetParam().b), GetParam().joins);
  EXPECT_EQ(Joins(GetParam().b, GetParam().a), GetParam().joins);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, ShortTextTest,
    testing::Values(
        Short{"SameFlash", "بكين توافق على استيراد أول دفعة من رقائق H200.",
              "بكين توافق على استيراد أول دفعة من رقائق H200.", true},
        Short{"SameFlashOtherMarks",
              "بكين توافق على استيراد أول دفعة من رقائق H200.",
              "بكين: «توافق على استيراد أول دفعة من رقائق H200»!", true},
        Short{"OneWordOther", "بكين توافق على استيراد أول دفعة من رقائق H200.",
              "بكين ترفض استيراد أول دفعة من رقائق H200 الأميركية.", false},
        Short{"OneNumberOther",
              "بلغت إيرادات الشركة 8 مليارات دولار في الربع الأول.",
              "بلغت إيرادات الشركة 9 مليارات دولار في الربع الأول.", false},
        Short{"TooShortToTell", "عاجل من بكين", "عاجل من بكين", false},
        Short{"Empty", "", "", false},
        Short{"NoWords", "... !!! ؟؟؟ — «» … ... !!! ؟؟؟", "...", false}),
    [](const auto& param) { return std::string(param.param.name); });

// Without any prose its headlines are all there is.
TEST(BodySketchTest, AFlashWithoutClosingMarkHasASketch) {
  EXPECT_TRUE(Joins("بكين توافق على استيراد أول دفعة من رقائق H200",
                    "بكين توافق على استيراد أول دفعة من رقائق H200"));
}

}  // namespace
}  // namespace isnad
