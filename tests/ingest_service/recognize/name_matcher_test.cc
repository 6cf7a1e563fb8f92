#include "ingest_service/recognize/name_matcher.h"

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "common/names/name_table.h"
#include "common/text/fold.h"
#include "gtest/gtest.h"
#include "ingest_service/normalize/normalizer.h"
#include "tests/reference/slow_name_matcher.h"

namespace isnad {
namespace {

// Pieces of names and texts: words that begin with the letters of clitics,
// letters read out, digits, and the marks that join or part names.
const char* const kWords[] = {"هواوي", "لين",  "لصين", "الصين", "وانغ",
                              "بلان",  "كان",  "سي",   "تي",    "إس",
                              "H",     "h",    "AMD",  "20",    "200",
                              "s",     "كلمه", "و",    "للصين", "فلان"};
const char* const kMarks[] = {" ", " ", " ", "",   "-", ".", "\n",
                              "،", "«", "»", " و", "ل", "ب", "وال"};

template <size_t size>
const char* Pick(const char* const (&from)[size], std::mt19937& random) {
  return from[random() % size];
}

using Names = std::vector<std::pair<std::vector<std::string>, uint32_t>>;

Names RandomNames(std::mt19937& random) {
  Names names;
  const size_t count = 1 + random() % 30;
  for (uint32_t value = 0; value < count; ++value) {
    std::vector<std::string> tokens;
    for (size_t i = 1 + random() % 4; i > 0; --i) {
      tokens.push_back(FoldKey(Pick(kWords, random)));
    }
    names.emplace_back(tokens, value);
  }
  return names;
}

std::vector<SlowMatch> FastMatches(const Names& names,
                                   const NormalizedText& text) {
  NameTableBuilder builder;
  for (const auto& [tokens, value] : names) builder.Add(tokens, value);
  const NameTable table = std::move(builder).Build();
  std::vector<SlowMatch> matches;
  for (const NameInText& match :
       NameMatcher(table).FindAll(text, CliticForms(text))) {
    for (const uint32_t value : match.values) {
      matches.emplace_back(match.token_begin, match.token_end,
                           match.clitic_bytes, value);
    }
  }
  std::sort(matches.begin(), matches.end());
  matches.erase(std::unique(matches.begin(), matches.end()), matches.end());
  return matches;
}

TEST(NameMatcherTest, AgreesWithTheReferenceOnRandomTexts) {
  constexpr int kRounds = 3000;
  std::mt19937 random(20261128);
  size_t found = 0;
  for (int round = 0; round < kRounds; ++round) {
    const Names names = RandomNames(random);
    std::string source;
    for (size_t i = random() % 40; i > 0; --i) {
      source += Pick(kMarks, random);
      source += Pick(kWords, random);
    }
    const NormalizedText text =
        Normalizer(DefaultFoldTable()).Normalize(source);
    const std::vector<SlowMatch> expected = SlowMatches(names, text);
    ASSERT_EQ(FastMatches(names, text), expected) << source;
    found += expected.size();
  }
  // So that the texts do hold names.
  EXPECT_GT(found, size_t{kRounds});
}

TEST(NameMatcherTest, LongestComesFirst) {
  const Names names = {{{"a"}, 1}, {{"a", "b"}, 2}, {{"a", "b", "c"}, 3}};
  NameTableBuilder builder;
  for (const auto& [tokens, value] : names) builder.Add(tokens, value);
  const NameTable table = std::move(builder).Build();
  const NormalizedText text = Normalizer(DefaultFoldTable()).Normalize("A b c");
  std::vector<uint32_t> values;
  for (const NameInText& match :
       NameMatcher(table).FindAll(text, CliticForms(text))) {
    values.push_back(match.values[0]);
  }
  EXPECT_EQ(values, (std::vector<uint32_t>{3, 2, 1}));
}

}  // namespace
}  // namespace isnad
