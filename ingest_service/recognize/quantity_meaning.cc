// The part of QuantityVocabularyBuilder that turns the values of the lexicon
// into numbers.
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ingest_service/recognize/quantity_vocabulary_builder.h"
#include "isnad/v1/fact.pb.h"

namespace isnad {
namespace {

using lexicon::v1::QuantityWord;

struct NamedValue {
  absl::string_view name;
  int32_t value;
};

constexpr NamedValue kTimeUnits[] = {
    {"second", static_cast<int32_t>(TimeUnit::kSecond)},
    {"minute", static_cast<int32_t>(TimeUnit::kMinute)},
    {"hour", static_cast<int32_t>(TimeUnit::kHour)},
    {"day", static_cast<int32_t>(TimeUnit::kDay)},
    {"week", static_cast<int32_t>(TimeUnit::kWeek)},
    {"month", static_cast<int32_t>(TimeUnit::kMonth)},
    {"year", static_cast<int32_t>(TimeUnit::kYear)},
    {"decade", static_cast<int32_t>(TimeUnit::kDecade)},
    {"century", static_cast<int32_t>(TimeUnit::kCentury)},
};

constexpr NamedValue kDateWords[] = {
    {"middle", static_cast<int32_t>(DateWord::kMiddle)},
    {"last-one", static_cast<int32_t>(DateWord::kLastOne)},
    {"hijri", static_cast<int32_t>(DateWord::kHijri)},
    {"gregorian", static_cast<int32_t>(DateWord::kGregorian)},
    {"from-now", static_cast<int32_t>(DateWord::kFromNow)},
    {"ago", static_cast<int32_t>(DateWord::kAgo)},
    {"on", static_cast<int32_t>(DateWord::kOn)},
    {"of", static_cast<int32_t>(DateWord::kOf)},
    {"month", static_cast<int32_t>(DateWord::kMonth)},
    {"in-year", static_cast<int32_t>(DateWord::kInYear)},
    {"throughout", static_cast<int32_t>(DateWord::kThroughout)},
    {"in", static_cast<int32_t>(DateWord::kIn)},
};

constexpr NamedValue kSignWords[] = {
    {"clitic", static_cast<int32_t>(SignWord::kClitic)},
    {"decimal", static_cast<int32_t>(SignWord::kDecimalLetter)},
    {"point", static_cast<int32_t>(SignWord::kPoint)},
};

constexpr NamedValue kRelatives[] = {{"last", -1}, {"this", 0}, {"next", 1}};

template <size_t kSize>
int32_t ValueOf(const NamedValue (&table)[kSize], absl::string_view name) {
  for (const NamedValue& entry : table) {
    if (entry.name == name) return entry.value;
  }
  return -1;
}

int32_t QualifierOf(absl::string_view name) {
  v1::Qualifier qualifier = v1::QUALIFIER_EXACT;
  v1::Qualifier_Parse(absl::StrCat("QUALIFIER_", name), &qualifier);
  return qualifier;
}

int32_t IntegerOf(absl::string_view text) {
  int32_t value = 0;
  return absl::SimpleAtoi(text, &value) ? value : 0;
}

}  // namespace

// Kinds whose value is a name that the vocabulary keeps.
bool QuantityVocabularyBuilder::SetNamed(const QuantityWord& word,
                                         Meaning& meaning) {
  switch (meaning.kind) {
    case WordKind::kCurrency:
    case WordKind::kCurrencySign:
    case WordKind::kCountNoun:
    case WordKind::kMeasure:
      meaning.value = NameIndex(word.value());
      return true;
    case WordKind::kPreposition:
      meaning.third = NameIndex(word.value());
      return true;
    default:
      return false;
  }
}

// Kinds whose value has several parts.
bool QuantityVocabularyBuilder::SetParts(const QuantityWord& word,
                                         Meaning& meaning) {
  const std::vector<std::string> parts =
      absl::StrSplit(word.value(), absl::ByAnyChar("/-"));
  switch (meaning.kind) {
    case WordKind::kSubunit:
      meaning.value = NameIndex(parts[0]);
      meaning.second = IntegerOf(parts[1]);
      return true;
    case WordKind::kQualifierVerb:
      meaning.value = QualifierOf(parts[0]);
      meaning.second = QualifierOf(parts[1]);
      if (parts.size() > 2) meaning.third = NameIndex(parts[2]);
      return true;
    case WordKind::kFeast:
      meaning.value = IntegerOf(parts[0]);
      meaning.second = IntegerOf(parts[1]);
      return true;
    default:
      return false;
  }
}

Meaning QuantityVocabularyBuilder::MeaningOf(const QuantityWord& word) {
  Meaning meaning;
  meaning.kind = static_cast<WordKind>(word.kind());
  if (SetNamed(word, meaning) || SetParts(word, meaning)) return meaning;
  switch (meaning.kind) {
    case WordKind::kTimeUnit:
      meaning.value = ValueOf(kTimeUnits, word.value());
      break;
    case WordKind::kDateWord:
      meaning.value = ValueOf(kDateWords, word.value());
      break;
    case WordKind::kRelative:
      meaning.value = ValueOf(kRelatives, word.value());
      break;
    case WordKind::kBesideDigits:
      meaning.value = ValueOf(kSignWords, word.value());
      break;
    case WordKind::kRangeOpen:
      meaning.value = word.value() == "and" ? 1 : 0;
      break;
    case WordKind::kQualifierBefore:
    case WordKind::kQualifierAfter:
      meaning.value = QualifierOf(word.value());
      break;
    default:
      meaning.value = IntegerOf(word.value());
  }
  return meaning;
}

}  // namespace isnad
