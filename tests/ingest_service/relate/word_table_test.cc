#include "ingest_service/relate/word_table.h"

#include <string>

#include "common/text/fold.h"
#include "gtest/gtest.h"
#include "ingest_service/normalize/normalizer.h"

namespace isnad {
namespace {

lexicon::v1::RelateSection MakeSection() {
  lexicon::v1::RelateSection section;
  const auto add = [&section](const char* form, const char* word_class) {
    lexicon::v1::Lemma* lemma = section.add_lemma();
    lemma->add_form(form);
    lemma->add_class_(word_class);
  };
  add("في", "in");
  add("في حال", "conditional");
  add("بسبب قرار حظر", "because");  // of which no beginning is a word
  add("قرار", "decision");
  add("قرار", "verdict");
  return section;
}

class WordTableTest : public testing::Test {
 protected:
  // The match at the beginning of a text.
  WordTable::Match Find(const std::string& text) const {
    const Normalizer normalizer(DefaultFoldTable());
    return table_.Find(normalizer.Normalize(text).tokens());
  }

  const WordTable table_{MakeSection()};
};

TEST_F(WordTableTest, FindsTheLongestPhrase) {
  const WordTable::Match match = Find("في حال الموافقة");
  ASSERT_NE(match.entry, nullptr);
  EXPECT_EQ(match.token_count, 2u);
  EXPECT_EQ(match.entry->classes, table_.Class("conditional"));
}

TEST_F(WordTableTest, FindsAWordThatBeginsAPhrase) {
  const WordTable::Match match = Find("في الصين");
  ASSERT_NE(match.entry, nullptr);
  EXPECT_EQ(match.token_count, 1u);
  EXPECT_EQ(match.entry->classes, table_.Class("in"));
}

TEST_F(WordTableTest, JoinsWhatLemmasSayOfOneForm) {
  const WordTable::Match match = Find("قرار");
  ASSERT_NE(match.entry, nullptr);
  EXPECT_EQ(match.entry->classes,
            table_.Class("decision") | table_.Class("verdict"));
}

// A word of three letters.
std::string Word(int number) {
  const auto letter = [](int n) { return static_cast<char>('a' + n % 26); };
  return {letter(number), letter(number / 26), letter(number / 26 / 26)};
}

// Some of so many share a bucket that has no room for all.
TEST_F(WordTableTest, FindsEachOfManyWordsAndNoOther) {
  constexpr int kWords = 2000;
  lexicon::v1::RelateSection section;
  lexicon::v1::Lemma* lemma = section.add_lemma();
  lemma->add_class_("even");
  for (int i = 0; i < kWords; i += 2) lemma->add_form(Word(i));
  const WordTable table(section);
  const Normalizer normalizer(DefaultFoldTable());
  for (int i = 0; i < kWords; ++i) {
    const NormalizedText text = normalizer.Normalize(Word(i));
    EXPECT_EQ(table.Find(text.tokens()).entry != nullptr, i % 2 == 0) << i;
  }
}

TEST_F(WordTableTest, FindsNoWordInTheBeginningOfAPhrase) {
  EXPECT_EQ(Find("بسبب قرار").entry, nullptr);
  const WordTable::Match match = Find("بسبب قرار حظر");
  ASSERT_NE(match.entry, nullptr);
  EXPECT_EQ(match.token_count, 3u);
}

TEST_F(WordTableTest, FindsNoUnknownWord) {
  EXPECT_EQ(Find("حال في").entry, nullptr);
  EXPECT_EQ(Find("رقائق").entry, nullptr);
  EXPECT_TRUE(table_.Class("unknown").none());
}

TEST(EmptyWordTableTest, FindsNothing) {
  const WordTable table{lexicon::v1::RelateSection()};
  const Normalizer normalizer(DefaultFoldTable());
  EXPECT_EQ(table.Find(normalizer.Normalize("في حال").tokens()).entry, nullptr);
}

}  // namespace
}  // namespace isnad
