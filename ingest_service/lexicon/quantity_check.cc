#include "ingest_service/lexicon/quantity_check.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace isnad {
namespace {

using lexicon::v1::QuantityWord;

bool IsCurrencyCode(absl::string_view text) {
  return text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isupper(static_cast<unsigned char>(c));
         });
}

bool IsSlug(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return absl::ascii_islower(byte) || absl::ascii_isdigit(byte) || c == '-';
  });
}

bool IsOneOf(absl::string_view text,
             std::initializer_list<absl::string_view> allowed) {
  return std::find(allowed.begin(), allowed.end(), text) != allowed.end();
}

bool IsQualifier(absl::string_view text) {
  return IsOneOf(text,
                 {"EXACT", "ABOUT", "AT_LEAST", "AT_MOST", "OVER", "UNDER"});
}

// Returns the complaint that `value` is not an integer from `low` to `high`.
std::string CheckInteger(absl::string_view value, int low, int high) {
  int number = 0;
  if (absl::SimpleAtoi(value, &number) && number >= low && number <= high) {
    return "";
  }
  return absl::StrCat("value: got \"", value, "\", want ", low, " to ", high);
}

std::string Want(bool is_valid, absl::string_view value,
                 absl::string_view want) {
  if (is_valid) return "";
  return absl::StrCat("value: got \"", value, "\", want ", want);
}

std::string CheckSubunit(absl::string_view value) {
  const std::vector<std::string> parts = absl::StrSplit(value, '/');
  const bool is_valid = parts.size() == 2 && IsCurrencyCode(parts[0]) &&
                        CheckInteger(parts[1], 1, 4).empty();
  return Want(is_valid, value, "a currency code, a slash and 1 to 4");
}

std::string CheckVerb(absl::string_view value) {
  const std::vector<std::string> parts = absl::StrSplit(value, '/');
  const bool is_valid = (parts.size() == 2 || parts.size() == 3) &&
                        IsQualifier(parts[0]) && IsQualifier(parts[1]);
  return Want(is_valid, value, "two qualifiers and perhaps a preposition");
}

std::string CheckFeast(absl::string_view value) {
  const std::vector<std::string> parts = absl::StrSplit(value, '-');
  const bool is_valid = parts.size() == 2 &&
                        CheckInteger(parts[0], 1, 12).empty() &&
                        CheckInteger(parts[1], 1, 30).empty();
  return Want(is_valid, value, "MM-DD");
}

// Checks values that are numbers.
std::string CheckNumericValue(const QuantityWord& word) {
  switch (word.kind()) {
    case lexicon::v1::QUANTITY_WORD_KIND_ONES:
    case lexicon::v1::QUANTITY_WORD_KIND_ONES_IN_COMPOUND:
      return CheckInteger(word.value(), 0, 10);
    case lexicon::v1::QUANTITY_WORD_KIND_TENS:
      return CheckInteger(word.value(), 20, 90);
    case lexicon::v1::QUANTITY_WORD_KIND_HUNDREDS:
      return CheckInteger(word.value(), 100, 900);
    case lexicon::v1::QUANTITY_WORD_KIND_MAGNITUDE:
    case lexicon::v1::QUANTITY_WORD_KIND_LATIN_MAGNITUDE:
      return CheckInteger(word.value(), 3, 15);
    case lexicon::v1::QUANTITY_WORD_KIND_FRACTION:
      return CheckInteger(word.value(), 2, 10);
    case lexicon::v1::QUANTITY_WORD_KIND_ORDINAL:
      return CheckInteger(word.value(), 1, 10);
    case lexicon::v1::QUANTITY_WORD_KIND_MONTH:
    case lexicon::v1::QUANTITY_WORD_KIND_MONTH_IN_CONTEXT:
    case lexicon::v1::QUANTITY_WORD_KIND_HIJRI_MONTH:
      return CheckInteger(word.value(), 1, 12);
    case lexicon::v1::QUANTITY_WORD_KIND_WEEKDAY:
      return CheckInteger(word.value(), 1, 7);
    case lexicon::v1::QUANTITY_WORD_KIND_DAY_WORD:
      return CheckInteger(word.value(), -2, 2);
    default:
      return "";
  }
}

// Checks values that are words.
std::string CheckNamedValue(const QuantityWord& word) {
  const std::string& value = word.value();
  switch (word.kind()) {
    case lexicon::v1::QUANTITY_WORD_KIND_CURRENCY:
    case lexicon::v1::QUANTITY_WORD_KIND_CURRENCY_SIGN:
      return Want(IsCurrencyCode(value), value, "an ISO 4217 code");
    case lexicon::v1::QUANTITY_WORD_KIND_SUBUNIT:
      return CheckSubunit(value);
    case lexicon::v1::QUANTITY_WORD_KIND_COUNT_NOUN:
    case lexicon::v1::QUANTITY_WORD_KIND_PREPOSITION:
    case lexicon::v1::QUANTITY_WORD_KIND_DATE_WORD:
      return Want(IsSlug(value), value, "[a-z0-9-]+");
    case lexicon::v1::QUANTITY_WORD_KIND_TIME_UNIT:
      return Want(IsOneOf(value, {"century", "decade", "year", "month", "week",
                                  "day", "hour", "minute", "second"}),
                  value, "the name of a unit of time");
    case lexicon::v1::QUANTITY_WORD_KIND_MEASURE:
      return Want(!value.empty(), value, "the code of a unit");
    case lexicon::v1::QUANTITY_WORD_KIND_RELATIVE:
      return Want(IsOneOf(value, {"this", "last", "next"}), value,
                  "this, last or next");
    case lexicon::v1::QUANTITY_WORD_KIND_QUALIFIER_BEFORE:
    case lexicon::v1::QUANTITY_WORD_KIND_QUALIFIER_AFTER:
      return Want(IsQualifier(value), value, "a qualifier");
    case lexicon::v1::QUANTITY_WORD_KIND_QUALIFIER_VERB:
      return CheckVerb(value);
    case lexicon::v1::QUANTITY_WORD_KIND_BESIDE_DIGITS:
      return Want(IsOneOf(value, {"decimal", "point", "clitic"}), value,
                  "decimal, point or clitic");
    case lexicon::v1::QUANTITY_WORD_KIND_RANGE_OPEN:
      return Want(IsOneOf(value, {"and", "to"}), value, "and or to");
    case lexicon::v1::QUANTITY_WORD_KIND_FEAST:
      return CheckFeast(value);
    default:
      return "";
  }
}

std::string CheckForms(const QuantityWord& word) {
  if (word.form().empty() && word.dual().empty() && word.plural().empty()) {
    return "form: got none, want at least one";
  }
  for (const auto* forms : {&word.form(), &word.dual(), &word.plural()}) {
    for (const std::string& form : *forms) {
      if (absl::StripAsciiWhitespace(form).empty()) return "form: got \"\"";
    }
  }
  return "";
}

}  // namespace

std::string CheckQuantityWord(const QuantityWord& word) {
  if (word.kind() == lexicon::v1::QUANTITY_WORD_KIND_UNSPECIFIED) {
    return "kind: got none, want one";
  }
  std::string problem = CheckForms(word);
  if (problem.empty()) problem = CheckNumericValue(word);
  if (problem.empty()) problem = CheckNamedValue(word);
  return problem;
}

}  // namespace isnad
