#include "common/names/spelling_variants.h"

#include <set>
#include <string>

#include "absl/strings/str_join.h"
#include "common/names/name_tokens.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

struct Case {
  const char* name;
  const char* listed;
  NameShape shape;
  const char* text;  // as a page writes it
};

bool Covers(const Case& c) {
  for (const auto& spelling : Spellings(c.listed, c.shape)) {
    if (spelling == NameTokens(c.text)) return true;
  }
  return false;
}

class CoveredTest : public testing::TestWithParam<Case> {};

TEST_P(CoveredTest, IsASpelling) { EXPECT_TRUE(Covers(GetParam())); }

constexpr NameShape kPerson = NameShape::kPerson;
constexpr NameShape kBrand = NameShape::kBrand;
constexpr NameShape kPhrase = NameShape::kPhrase;

INSTANTIATE_TEST_SUITE_P(
    Axes, CoveredTest,
    testing::Values(
        Case{"Itself", "هواوي", kBrand, "هواوي"},
        Case{"GJim", "جينسن هوانغ", kPerson, "جينسن هوانج"},
        Case{"GKaf", "سامسونغ", kBrand, "سامسونك"},
        Case{"GQaf", "غوغل", kBrand, "قوقل"},
        Case{"GPersian", "غوغل", kBrand, "گوگل"},
        Case{"NgFromJim", "وانج وينتاو", kPerson, "وانغ وينتاو"},
        Case{"America", "وزارة التجارة الأميركية", kPhrase,
             "وزارة التجارة الأمريكية"},
        Case{"AmericaBack", "أمريكا", kPhrase, "أميركا"},
        Case{"Trump", "إدارة ترامب", kPhrase, "إدارة ترمب"},
        Case{"V", "إنفيديا", kBrand, "إنڤيديا"},
        Case{"Joined", "بايت دانس", kBrand, "بايتدانس"},
        Case{"JoinedGivenName", "شي جين بينغ", kPerson, "شي جينبينغ"},
        Case{"LettersJoined", "تي إس إم سي", kBrand, "تيإسإمسي"},
        Case{"LettersDotted", "إيه إس إم إل", kBrand, "ايه.اس.ام.ال"},
        Case{"LetterA", "إيه إم دي", kBrand, "أي إم دي"},
        Case{"LetterH", "إتش 20", kBrand, "إيتش 20"},
        Case{"LetterW", "دبليو تي أو", kPhrase, "دابليو تي أو"},
        Case{"Ending", "إنفيدا", kBrand, "إنفيدة"},
        Case{"Camel", "DeepSeek", kBrand, "Deep Seek"},
        Case{"CamelCase", "deepseek", kBrand, "DEEPSEEK"}),
    [](const testing::TestParamInfo<Case>& param) { return param.param.name; });

class NotCoveredTest : public testing::TestWithParam<Case> {};

TEST_P(NotCoveredTest, IsNoSpelling) { EXPECT_FALSE(Covers(GetParam())); }

INSTANTIATE_TEST_SUITE_P(
    Limits, NotCoveredTest,
    testing::Values(
        // A listed jim stays, but in -nj.
        Case{"JimStays", "جنسن", kPerson, "غنسن"},
        // g changes everywhere or nowhere.
        Case{"MixedG", "غوغل", kBrand, "غوجل"},
        // z and s are different letters.
        Case{"ZandS", "أمازون", kBrand, "أماسون"},
        // Phrases are not joined, nor parted words with the article.
        Case{"PhraseJoined", "البيت الأبيض", kPhrase, "البيتالأبيض"},
        Case{"ArticleJoined", "علي الغامدي", kBrand, "عليالغامدي"},
        // Russia is not the adjective "Russian".
        Case{"RussiaAdjective", "روسيا", kPhrase, "روسية"},
        Case{"BrandAfterYa", "نوكيا", kBrand, "نوكية"},
        // MetaX is not Meta and X.
        Case{"OneLetterCamel", "MetaX", kBrand, "Meta X"}),
    [](const testing::TestParamInfo<Case>& param) { return param.param.name; });

TEST(SpellingsTest, NameItselfComesFirstAndNoneTwice) {
  for (const char* name : {"غوغل", "إيه إم دي", "تايوان", "DeepSeek"}) {
    const auto spellings = Spellings(name, NameShape::kBrand);
    ASSERT_FALSE(spellings.empty());
    EXPECT_EQ(spellings[0], NameTokens(name));
    const std::set<std::vector<std::string>> unique(spellings.begin(),
                                                    spellings.end());
    EXPECT_EQ(unique.size(), spellings.size());
  }
}

TEST(SpellingsTest, NumberIsCapped) {
  const auto spellings =
      Spellings("جي إيه كيه دبليو إتش زد إيه جي غوغ أميركا", NameShape::kBrand);
  EXPECT_LE(spellings.size(), kMaxSpellings);
}

TEST(SpellingsTest, NothingOfNothing) {
  EXPECT_TRUE(Spellings("", NameShape::kBrand).empty());
  EXPECT_TRUE(Spellings("...", NameShape::kPerson).empty());
}

}  // namespace
}  // namespace isnad
