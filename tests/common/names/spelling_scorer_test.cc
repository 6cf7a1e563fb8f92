#include "common/names/spelling_scorer.h"

#include <string>
#include <utility>
#include <vector>

#include "common/names/name_index.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

// The score by the search that goes through an index of this name alone.
double SlowScore(absl::string_view query, absl::string_view name) {
  NameIndexBuilder builder;
  EXPECT_TRUE(builder.Add(name, 0));
  const NameIndex index = std::move(builder).Build();
  const auto matches = index.Match(query, {});
  return matches.empty() ? 0.0 : matches[0].score;
}

struct Case {
  const char* name;
  const char* query;
  const char* known;
};

class SpellingScorerTest : public testing::TestWithParam<Case> {};

TEST_P(SpellingScorerTest, AgreesWithTheIndex) {
  const Case& c = GetParam();
  EXPECT_NEAR(SpellingScorer(c.query, 0.0).Score(c.known),
              SlowScore(c.query, c.known), 1e-9);
}

TEST_P(SpellingScorerTest, LosesNothingByTheLeastScore) {
  const Case& c = GetParam();
  const double score = SpellingScorer(c.query, 0.0).Score(c.known);
  EXPECT_EQ(SpellingScorer(c.query, score - 1e-9).Score(c.known), score);
  EXPECT_EQ(SpellingScorer(c.query, score + 1e-9).Score(c.known), 0.0);
}

INSTANTIATE_TEST_SUITE_P(
    Names, SpellingScorerTest,
    testing::Values(Case{"SameBytes", "Jensen Huang", "Jensen Huang"},
                    Case{"OtherCase", "jensen huang", "Jensen Huang"},
                    Case{"OtherHamza", "إلون ماسك", "ألون ماسك"},
                    Case{"OneLetterMore", "دونالد ترامبب", "دونالد ترامب"},
                    Case{"OneLetterLess", "دونلد ترامب", "دونالد ترامب"},
                    Case{"OtherLetter", "Donald Trunp", "Donald Trump"},
                    Case{"Swapped", "Samsugn", "Samsung"},
                    Case{"CrossScript", "جنسن هوانغ", "Jensen Huang"},
                    Case{"Reordered", "Huang Jensen", "Jensen Huang"},
                    Case{"TokenMore", "Sam H Altman", "Sam Altman"},
                    Case{"TokenLess", "Altman", "Sam Altman"},
                    Case{"JoinedInTheName", "عبد الله صالح", "عبدالله صالح"},
                    Case{"JoinedInTheQuery", "عبدالله صالح", "عبد الله صالح"},
                    Case{"DigitsBehind", "ديبسيك 3", "ديب سيك 3"}),
    [](const auto& param) { return param.param.name; });

TEST(SpellingScorerFarTest, GivesNothingBelowTheLeastScore) {
  EXPECT_EQ(SpellingScorer("Jensen Huang", 0.8).Score("Sam Altman"), 0.0);
  EXPECT_EQ(SpellingScorer("Jensen Huang", 0.8).Score(""), 0.0);
  EXPECT_EQ(SpellingScorer("...", 0.8).Score("Sam Altman"), 0.0);
}

TEST(SpellingScorerFarTest, GivesTheSameWhenAskedAgain) {
  SpellingScorer scorer("Jensen Huang", 0.5);
  const double first = scorer.Score("Jensen Hwang");
  EXPECT_GT(first, 0.5);
  scorer.Score("Sam Altman");
  EXPECT_EQ(scorer.Score("Jensen Hwang"), first);
}

}  // namespace
}  // namespace isnad
