#include "ingest_service/recognize/quantity_scanner.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "ingest_service/recognize/number_ordinal.h"
#include "ingest_service/recognize/quantity_qualifier.h"

namespace isnad {
namespace {

// Room for the quantities of most texts.
constexpr size_t kUsualQuantities = 32;

// Words that a quantity can begin with.
constexpr uint64_t kBeginsDate =
    KindBit(WordKind::kMonth) | KindBit(WordKind::kMonthInContext) |
    KindBit(WordKind::kWeekday) | KindBit(WordKind::kTimeUnit) |
    KindBit(WordKind::kRelative) | KindBit(WordKind::kOrdinal) |
    KindBit(WordKind::kOnesInCompound) | KindBit(WordKind::kOnes) |
    KindBit(WordKind::kTens);
constexpr uint64_t kBeginsExtendedDate =
    kBeginsDate | KindBit(WordKind::kDateWord) | KindBit(WordKind::kDayWord) |
    KindBit(WordKind::kFeast);
constexpr uint64_t kBeginsDuration = KindBit(WordKind::kTimeUnit);
constexpr uint64_t kBeginsExtendedDuration =
    kBeginsDuration | KindBit(WordKind::kDateWord);
constexpr uint64_t kBeginsCount =
    KindBit(WordKind::kCountNoun) | KindBit(WordKind::kCurrency);
constexpr uint64_t kBeginsOrdinal =
    KindBit(WordKind::kOrdinal) | KindBit(WordKind::kOnesInCompound) |
    KindBit(WordKind::kOnes) | KindBit(WordKind::kTens) |
    KindBit(WordKind::kHundreds);

DateReader::Options DateOptionsOf(const ScanOptions& options) {
  return {options.reference,
          options.bare_numbers || options.reference.has_value(),
          options.bare_numbers};
}

}  // namespace

QuantityScanner::QuantityScanner(const QuantityText& text,
                                 const ScanOptions& options,
                                 QuantityMessages& messages)
    : text_(text),
      options_(options),
      numbers_(text),
      dates_(text, DateOptionsOf(options)),
      durations_(text, {options.bare_numbers}),
      begins_date_(DateOptionsOf(options).extended ? kBeginsExtendedDate
                                                   : kBeginsDate),
      begins_duration_(options.bare_numbers ? kBeginsExtendedDuration
                                            : kBeginsDuration),
      begins_any_(begins_date_ | begins_duration_ | NumberReader::kKinds |
                  kBeginsCount | kBeginsOrdinal),
      messages_(messages) {}

std::vector<QuantityReading> QuantityScanner::Run() {
  readings_.reserve(kUsualQuantities);
  messages_.Reserve(kUsualQuantities);
  for (const uint32_t i : text_.candidates()) {
    const bool may_begin = text_.IsDigits(i) || text_.HasKind(i, begins_any_);
    if (!may_begin || i < read_end_ || text_.IsBlocked(i)) continue;
    const uint32_t end = ReadAt(i);
    if (end > i) read_end_ = end;
  }
  // An interval is found after the amounts that it holds.
  if (options_.bare_numbers) SortByToken();
  return std::move(readings_);
}

void QuantityScanner::SortByToken() {
  std::stable_sort(readings_.begin(), readings_.end(),
                   [](const QuantityReading& a, const QuantityReading& b) {
                     return a.token_begin < b.token_begin;
                   });
  auto message = messages_.pointer_begin();
  for (const QuantityReading& reading : readings_) {
    *message++ = reading.quantity;
  }
}

uint32_t QuantityScanner::ReadAt(uint32_t i) {
  const bool digits = text_.IsDigits(i);
  const uint64_t kinds = digits ? 0 : text_.word(i)->kinds;
  uint32_t end = i;
  if (digits || (kinds & begins_date_) != 0) end = ReadDate(i);
  if (end == i && (kinds & begins_duration_) != 0) end = ReadDuration(i);
  if (end == i && (digits || (kinds & NumberReader::kKinds) != 0)) {
    end = ReadNumber(i);
  }
  if (end == i && (kinds & kBeginsCount) != 0) end = ReadNounThenNumber(i);
  if (end == i && options_.bare_numbers && (kinds & kBeginsOrdinal) != 0) {
    end = ReadRank(i);
  }
  return end;
}

// Whether a bare number read as a year is one: it counts nothing. A plural
// behind it ("in 2024 firms ...") does not agree with it.
bool QuantityScanner::IsYear(const DateReading& date) const {
  const bool is_bare = date.token_end == date.token_begin + 1 &&
                       text_.IsDigits(date.token_begin) && date.ends_in_year;
  if (!is_bare) return true;
  const auto number = numbers_.Read(date.token_begin);
  if (!number.has_value()) return true;
  if (number->magnitude != 0) return false;
  const auto unit = FindUnitAt(text_, number->token_end);
  if (!unit.has_value()) return true;
  if (unit->kind != UnitKind::kNoun) return false;
  constexpr int64_t kRound = 100;
  const auto value = number->value.ToInteger();
  return unit->meaning->number == GrammaticalNumber::kPlural ||
         value.value_or(1) % kRound != 0;
}

uint32_t QuantityScanner::ReadDate(uint32_t i) {
  const auto date = dates_.Read(i, year_end_);
  if (!date.has_value() || !IsYear(*date)) return i;
  if (!date->value.empty()) AddDate(*date);
  year_end_ = date->ends_in_year ? date->token_end : 0;
  return date->token_end;
}

uint32_t QuantityScanner::ReadDuration(uint32_t i) {
  const auto duration = durations_.ReadFromUnit(i);
  if (!duration.has_value()) return i;
  AddDuration(*duration);
  return duration->token_end;
}

uint32_t QuantityScanner::ReadNumber(uint32_t i) {
  const auto number = numbers_.Read(i);
  if (!number.has_value()) {
    return text_.IsDigits(i) ? numbers_.ReadDigits(i).token_end : i;
  }
  if (const auto duration = durations_.ReadFromNumber(*number)) {
    AddDuration(*duration);
    AddInnerNumber(*number);
    return duration->token_end;
  }
  if (const auto amount = FindAmount(*number)) {
    const uint32_t end = AddAmount(*amount);
    const bool is_inner = amount->unit.kind != UnitKind::kNoun &&
                          amount->unit.kind != UnitKind::kPercent;
    if (is_inner) AddInnerNumber(*number);
    return end;
  }
  const uint32_t range = ReadRangeStart(*number);
  if (range > i) return range;
  if (options_.bare_numbers) return ReadBareNumber(i);
  return text_.IsDigits(i) ? number->token_end : i;
}

// Adds the number of a sum, measure or duration once more by itself.
void QuantityScanner::AddInnerNumber(const Number& number) {
  if (!options_.bare_numbers) return;
  Add(number.token_begin, number.token_end, number.text_begin)
      ->set_number(number.value.ToString());
}

uint32_t QuantityScanner::ReadBareNumber(uint32_t i) {
  const auto number = numbers_.ReadWithRatios(i);
  if (!number.has_value()) return i;
  // Behind the article a number word stands for a thing, or is an ordinal.
  if (number->definite) return i;
  Add(number->token_begin, number->token_end, number->text_begin)
      ->set_number(number->value.ToString());
  return number->token_end;
}

// Whether a number word or digits stand where the noun at a token may end: for
// most there are none.
bool QuantityScanner::MayBeBeforeNumber(uint32_t i) const {
  const uint32_t longest = i + text_.word(i)->phrase_words;
  for (uint32_t next = i + 1; next <= longest; ++next) {
    if (numbers_.MayBegin(next)) return true;
  }
  return false;
}

// "One company", "the three companies", where the noun comes first.
uint32_t QuantityScanner::ReadNounThenNumber(uint32_t i) {
  if (!MayBeBeforeNumber(i)) return i;
  for (const auto& [word_kind, unit_kind] :
       {std::make_pair(WordKind::kCountNoun, UnitKind::kNoun),
        std::make_pair(WordKind::kCurrency, UnitKind::kCurrency)}) {
    const QuantityText::Match noun = text_.FindPhrase(i, word_kind);
    if (!noun || !text_.IsOnLine(noun.end)) continue;
    const bool definite = text_.word(i)->article;
    const Meaning* one = text_.FindBare(noun.end, WordKind::kOnes);
    const bool is_one = one != nullptr && one->value == 1 && !definite &&
                        noun.meaning->number == GrammaticalNumber::kSingular;
    const auto number = numbers_.Read(noun.end);
    const bool is_definite_number =
        definite && number.has_value() && number->definite &&
        number->magnitude == 0 && !number->fraction &&
        noun.meaning->number == GrammaticalNumber::kPlural &&
        unit_kind == UnitKind::kNoun;
    if (!is_one && !is_definite_number) continue;
    Amount amount;
    amount.number = *number;
    amount.unit = {unit_kind, noun.meaning, noun.begin, noun.end};
    amount.token_begin = i;
    amount.token_end = number->token_end;
    amount.text_begin = text_.TextBegin(i);
    return AddAmount(amount);
  }
  return i;
}

uint32_t QuantityScanner::ReadRank(uint32_t i) {
  const auto ordinal = ReadOrdinal(text_, i);
  if (!ordinal.has_value()) return i;
  // "The second to last" counts from the end.
  const QuantityText::Match to =
      text_.FindPhrase(ordinal->token_end, WordKind::kRangeTo);
  if (to && text_.FindDateWord(to.end, DateWord::kLastOne)) {
    return ordinal->token_end;
  }
  Add(i, ordinal->token_end, text_.TextBegin(i))
      ->set_ordinal(std::to_string(ordinal->rank));
  return ordinal->token_end;
}

}  // namespace isnad
