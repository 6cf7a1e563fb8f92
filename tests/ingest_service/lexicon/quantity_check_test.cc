#include "ingest_service/lexicon/quantity_check.h"

#include <string>

#include "gtest/gtest.h"
#include "ingest_service/lexicon/lexicon.h"

namespace isnad {
namespace {

using lexicon::v1::QuantityWord;

QuantityWord Word(lexicon::v1::QuantityWordKind kind,
                  const std::string& value) {
  QuantityWord word;
  word.set_kind(kind);
  word.set_value(value);
  word.add_form("كلمة");
  return word;
}

struct Case {
  const char* name;
  lexicon::v1::QuantityWordKind kind;
  const char* value;
  bool valid;
};

class QuantityCheckTest : public ::testing::TestWithParam<Case> {};

TEST_P(QuantityCheckTest, ChecksTheValue) {
  const std::string problem =
      CheckQuantityWord(Word(GetParam().kind, GetParam().value));
  EXPECT_EQ(problem.empty(), GetParam().valid) << problem;
}

INSTANTIATE_TEST_SUITE_P(
    Values, QuantityCheckTest,
    ::testing::Values(
        Case{"Ones", lexicon::v1::QUANTITY_WORD_KIND_ONES, "10", true},
        Case{"OnesTooBig", lexicon::v1::QUANTITY_WORD_KIND_ONES, "11", false},
        Case{"OnesNoNumber", lexicon::v1::QUANTITY_WORD_KIND_ONES, "", false},
        Case{"Tens", lexicon::v1::QUANTITY_WORD_KIND_TENS, "20", true},
        Case{"Hundreds", lexicon::v1::QUANTITY_WORD_KIND_HUNDREDS, "90", false},
        Case{"Magnitude", lexicon::v1::QUANTITY_WORD_KIND_MAGNITUDE, "9", true},
        Case{"MagnitudeBig", lexicon::v1::QUANTITY_WORD_KIND_MAGNITUDE, "18",
             false},
        Case{"Month", lexicon::v1::QUANTITY_WORD_KIND_MONTH, "13", false},
        Case{"Weekday", lexicon::v1::QUANTITY_WORD_KIND_WEEKDAY, "0", false},
        Case{"Currency", lexicon::v1::QUANTITY_WORD_KIND_CURRENCY, "USD", true},
        Case{"CurrencySmall", lexicon::v1::QUANTITY_WORD_KIND_CURRENCY, "usd",
             false},
        Case{"Subunit", lexicon::v1::QUANTITY_WORD_KIND_SUBUNIT, "KWD/3", true},
        Case{"SubunitBare", lexicon::v1::QUANTITY_WORD_KIND_SUBUNIT, "KWD",
             false},
        Case{"Noun", lexicon::v1::QUANTITY_WORD_KIND_COUNT_NOUN, "data-center",
             true},
        Case{"NounEmpty", lexicon::v1::QUANTITY_WORD_KIND_COUNT_NOUN, "",
             false},
        Case{"NounCapital", lexicon::v1::QUANTITY_WORD_KIND_COUNT_NOUN, "Chip",
             false},
        Case{"Time", lexicon::v1::QUANTITY_WORD_KIND_TIME_UNIT, "week", true},
        Case{"TimeUnknown", lexicon::v1::QUANTITY_WORD_KIND_TIME_UNIT,
             "millennium", false},
        Case{"Relative", lexicon::v1::QUANTITY_WORD_KIND_RELATIVE, "soon",
             false},
        Case{"Qualifier", lexicon::v1::QUANTITY_WORD_KIND_QUALIFIER_BEFORE,
             "ABOUT", true},
        Case{"QualifierUnknown",
             lexicon::v1::QUANTITY_WORD_KIND_QUALIFIER_AFTER, "NEARLY", false},
        Case{"Verb", lexicon::v1::QUANTITY_WORD_KIND_QUALIFIER_VERB,
             "AT_MOST/EXACT/to", true},
        Case{"VerbHalf", lexicon::v1::QUANTITY_WORD_KIND_QUALIFIER_VERB, "OVER",
             false},
        Case{"Feast", lexicon::v1::QUANTITY_WORD_KIND_FEAST, "12-10", true},
        Case{"FeastOut", lexicon::v1::QUANTITY_WORD_KIND_FEAST, "13-10", false},
        Case{"Percent", lexicon::v1::QUANTITY_WORD_KIND_PERCENT, "", true}),
    [](const auto& param) { return std::string(param.param.name); });

TEST(QuantityCheckTest, KindAndFormsAreRequired) {
  QuantityWord word;
  EXPECT_EQ(CheckQuantityWord(word), "kind: got none, want one");
  word.set_kind(lexicon::v1::QUANTITY_WORD_KIND_PERCENT);
  EXPECT_EQ(CheckQuantityWord(word), "form: got none, want at least one");
  word.add_plural(" ");
  EXPECT_EQ(CheckQuantityWord(word), "form: got \"\"");
}

TEST(QuantityCheckTest, ErrorsNameFileAndLine) {
  const auto lexicon = Lexicon::Parse(
      {{"words.textproto",
        "# a comment\n"
        "quantity_word { kind: QUANTITY_WORD_KIND_MONTH value: \"1\" "
        "form: \"a\" }\n"
        "quantity_word { kind: QUANTITY_WORD_KIND_MONTH value: \"99\" "
        "form: \"b\" }\n"}});
  ASSERT_FALSE(lexicon.ok());
  EXPECT_NE(std::string(lexicon.status().message())
                .find("words.textproto:3: quantity_word.value: got \"99\""),
            std::string::npos)
      << lexicon.status();
}

TEST(QuantityCheckTest, TheEmbeddedWordsAreValid) {
  const auto lexicon = Lexicon::Load({});
  ASSERT_TRUE(lexicon.ok()) << lexicon.status();
  EXPECT_GT((*lexicon)->quantity_words().size(), 400);
}

}  // namespace
}  // namespace isnad
