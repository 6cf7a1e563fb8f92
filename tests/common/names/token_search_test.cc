#include "common/names/token_search.h"

#include <string>
#include <vector>

#include "common/names/edit_costs.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

SymbolToken Token(absl::string_view text) { return SymbolTokens(text).at(0); }

int Distance(absl::string_view candidate, absl::string_view query) {
  const SymbolToken a = Token(candidate);
  const SymbolToken b = Token(query);
  return TokenDistance(DefaultEditCosts().Between(a.alphabet, b.alphabet),
                       a.symbols, b.symbols);
}

TEST(TokenDistanceTest, RightNamesCostLessThanLikeSoundingOnes) {
  EXPECT_LT(Distance("huang", "هوانغ"), Distance("hang", "هوانغ"));
  EXPECT_LT(Distance("google", "غوغل"), Distance("gogol", "فوغل"));
  EXPECT_LT(Distance("هوانغ", "huang"), Distance("ماسك", "huang"));
}

TEST(TokenDistanceTest, MisspellingsInOneScriptAreNear) {
  EXPECT_LT(Distance("nvidia", "nvidea"), Distance("nvidia", "natalia"));
  EXPECT_LT(Distance("تنسنت", "تينسنت"), Distance("تنسنت", "تسلا"));
  EXPECT_LT(Distance("tadić", "tadic"), 2 * kCostPerNat);
}

TEST(TokenDistanceTest, DigitsNeverStandForEachOther) {
  EXPECT_GT(Distance("h100", "h200"), 10 * kCostPerNat);
}

TEST(TokenDistanceTest, IsCutOff) {
  const SymbolToken a = Token("washington");
  const SymbolToken b = Token("باريس");
  const ChunkCosts& costs = DefaultEditCosts().Between(a.alphabet, b.alphabet);
  EXPECT_EQ(TokenDistance(costs, a.symbols, b.symbols, kCostPerNat),
            kCostLimit);
}

TEST(SearchTokensTest, FindsTheNearestFirstAndAgreesWithTheDistance) {
  std::vector<Symbols> tokens;
  for (const char* name : {"google", "huang", "jensen", "musk", "nvidia",
                           "samsung", "washington"}) {
    tokens.push_back(Token(name).symbols);
  }
  const NameTrie trie(tokens);
  const SymbolToken query = Token("سامسونغ");
  const ChunkCosts& costs =
      DefaultEditCosts().Between(NameAlphabet::kLatin, query.alphabet);
  const auto found = SearchTokens(trie, costs, query.symbols, {});
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].token, 5u);
  EXPECT_EQ(found[0].cost, TokenDistance(costs, tokens[5], query.symbols));
  for (size_t i = 1; i < found.size(); ++i) {
    EXPECT_LE(found[i - 1].cost, found[i].cost);
  }
}

TEST(SearchTokensTest, TakesNothingAndTheLongest) {
  const ChunkCosts& costs =
      DefaultEditCosts().Between(NameAlphabet::kLatin, NameAlphabet::kLatin);
  EXPECT_TRUE(SearchTokens(NameTrie(), costs, Token("a").symbols, {}).empty());
  const Symbols longest = Token(std::string(100, 'a')).symbols;
  EXPECT_TRUE(SearchTokens(NameTrie({longest}), costs, {}, {}).empty());
  EXPECT_EQ(SearchTokens(NameTrie({longest}), costs, longest, {}).size(), 1u);
}

TEST(EditCostsTest, ParseNamesTheBadLine) {
  EXPECT_TRUE(EditCosts::Parse("# nothing\n[latin arabic]\nb\tب\t100\n").ok());
  for (const char* bad :
       {"[latin arabic]\nb\tب\n", "[latin arabic]\nb\tx\t1\n",
        "[latin arabic]\nbbbb\tب\t1\n", "[latin arabic]\nb\tب\t-1\n",
        "# a\nb\tب\t1\n", "\n[other]\n", "[latin arabic]\n\tب\t1\n"}) {
    const auto parsed = EditCosts::Parse(bad);
    ASSERT_FALSE(parsed.ok()) << bad;
    EXPECT_NE(parsed.status().message().find("line 2"), absl::string_view::npos)
        << parsed.status();
  }
}

}  // namespace
}  // namespace isnad
