#include "common/names/name_symbols.h"

#include <string>

#include "gtest/gtest.h"

namespace isnad {
namespace {

// Tokens as text, for tests to read.
std::string Tokens(absl::string_view name) {
  std::string all;
  for (const SymbolToken& token : SymbolTokens(name)) {
    if (!all.empty()) all += " ";
    for (const NameSymbol symbol : token.symbols) {
      all += std::string(SymbolText(token.alphabet, symbol));
    }
  }
  return all;
}

TEST(NameSymbolsTest, FoldsCaseAndKeepsMarksThatChangeTheSound) {
  EXPECT_EQ(Tokens("Tadić"), "tadić");
  EXPECT_EQ(Tokens("CAFÈ"), "cafe");
}

TEST(NameSymbolsTest, KeepsAlefAndTaMarbutaApart) {
  EXPECT_EQ(Tokens("أَحْمَد"), "أحمد");
  EXPECT_EQ(Tokens("فاطمة"), "فاطمة");
  EXPECT_EQ(Tokens("گوگل"), "كوكل");
}

TEST(NameSymbolsTest, EndsTokensAtMarksButNotAtApostrophes) {
  EXPECT_EQ(Tokens("Jean-Luc O'Brien"), "jean luc obrien");
  EXPECT_EQ(Tokens("تي.إس.إم.سي"), "تي إس إم سي");
}

TEST(NameSymbolsTest, DigitsAloneAreLatin) {
  EXPECT_EQ(Tokens("H20"), "h20");
  EXPECT_EQ(Tokens("إتش٢٠"), "إتش 20");
  EXPECT_EQ(SymbolTokens("٢٠"), SymbolTokens("20"));
}

TEST(NameSymbolsTest, RomanizesOtherScripts) {
  EXPECT_EQ(Tokens("Путин"), "putin");
}

TEST(NameSymbolsTest, BoundsWhatItReturns) {
  EXPECT_TRUE(SymbolTokens("").empty());
  EXPECT_TRUE(SymbolTokens(" - ").empty());
  const auto lone = SymbolTokens(std::string(1 << 20, 'a'));
  ASSERT_EQ(lone.size(), 1u);
  EXPECT_EQ(lone[0].symbols.size(), kMaxNameTokenSymbols);
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "a ";
  EXPECT_EQ(SymbolTokens(many).size(), kMaxSymbolTokens);
}

TEST(NameSymbolsTest, EverySymbolIsReadAsItIsWritten) {
  for (const auto alphabet : {NameAlphabet::kLatin, NameAlphabet::kArabic}) {
    for (int i = 1; i < kNameSymbolLimit; ++i) {
      const auto symbol = static_cast<NameSymbol>(i);
      const absl::string_view text = SymbolText(alphabet, symbol);
      if (text.empty()) continue;
      EXPECT_EQ(SymbolFromText(alphabet, text), symbol) << text;
    }
  }
}

}  // namespace
}  // namespace isnad
