// The part of QuantityScanner that joins numbers with their units.
#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "ingest_service/recognize/quantity_currencies.h"
#include "ingest_service/recognize/quantity_qualifier.h"
#include "ingest_service/recognize/quantity_scanner.h"

namespace isnad {
namespace {

// The decimals of a subunit of a currency. Several currencies have one of the
// same name: a hundred fils are a dirham, a thousand a dinar.
int DecimalsOf(const Meaning& subunit, const QuantityVocabulary& vocabulary,
               const std::string& currency) {
  if (vocabulary.name(subunit.value) == currency) return subunit.second;
  const int decimals = CurrencyDecimals(currency);
  return decimals > 0 ? decimals : subunit.second;
}

// Market data's code for cents of the dollar, and likewise for others: the
// currency's code with X for its last letter.
std::string SubunitCode(const std::string& currency) {
  return absl::StrCat(currency.substr(0, 2), "X");
}

}  // namespace

v1::Quantity* QuantityScanner::AddExact(uint32_t token_begin,
                                        uint32_t token_end,
                                        uint32_t text_begin) {
  QuantityReading& reading = readings_.emplace_back();
  reading.token_begin = token_begin;
  reading.token_end = token_end;
  reading.quantity = messages_.Add();
  v1::Quantity& quantity = *reading.quantity;
  const uint32_t text_end = text_.TextEnd(token_end);
  quantity.mutable_span()->set_start_byte(static_cast<int32_t>(text_begin));
  quantity.mutable_span()->set_end_byte(static_cast<int32_t>(text_end));
  quantity.set_qualifier(v1::QUALIFIER_EXACT);
  return &quantity;
}

v1::Quantity* QuantityScanner::Add(uint32_t token_begin, uint32_t token_end,
                                   uint32_t text_begin) {
  v1::Quantity* quantity = AddExact(token_begin, token_end, text_begin);
  quantity->set_qualifier(
      ReadQualifier(text_, token_begin, token_end).qualifier);
  return quantity;
}

void QuantityScanner::AddDate(const DateReading& date) {
  // "By", "until" and "after" a date do not qualify it.
  AddExact(date.token_begin, date.token_end, date.text_begin)
      ->mutable_date()
      ->set_value(date.value);
}

void QuantityScanner::AddDuration(const DurationReading& duration) {
  const bool in_seconds =
      options_.bare_numbers && options_.reference.has_value();
  Add(duration.token_begin, duration.token_end, duration.text_begin)
      ->set_duration(in_seconds ? duration.value.ToIsoSeconds()
                                : duration.value.ToIso());
}

bool QuantityScanner::IsCountable(const Number& number,
                                  const Unit& unit) const {
  if (unit.kind == UnitKind::kNoun) {
    return (!number.fraction || number.magnitude != 0) &&
           !number.value.IsNegative();
  }
  // DurationReader tells decades from contracts.
  return unit.kind != UnitKind::kTime ||
         unit.meaning->value != static_cast<int>(TimeUnit::kDecade);
}

// Money whose sign stands before it, or whose magnitude is in Latin letters:
// "$5bn", "5bn dollars".
absl::optional<Unit> QuantityScanner::FindLatinMoney(Number& number) const {
  const auto before = FindUnitBefore(text_, number.token_begin, read_end_);
  const QuantityText::Match magnitude =
      text_.FindPhrase(number.token_end, WordKind::kLatinMagnitude);
  const bool has_magnitude = magnitude && text_.IsOnLine(number.token_end);
  absl::optional<Unit> unit = before;
  if (!unit.has_value() && has_magnitude) {
    unit = FindUnitAt(text_, magnitude.end);
  }
  if (!unit.has_value() || unit->kind != UnitKind::kCurrency) return before;
  if (has_magnitude && number.magnitude == 0) {
    const auto value = number.value.TimesPowerOfTen(magnitude.meaning->value);
    if (value.has_value()) {
      number.value = *value;
      number.magnitude = magnitude.meaning->value;
      number.token_end = magnitude.end;
    }
  }
  return unit;
}

absl::optional<QuantityScanner::Amount> QuantityScanner::FindAmount(
    const Number& found) const {
  Amount amount;
  amount.number = found;
  absl::optional<Unit> unit = FindUnitAt(text_, found.token_end);
  if (!unit.has_value() || unit->kind == UnitKind::kNoun) {
    const auto money = FindLatinMoney(amount.number);
    if (money.has_value()) unit = money;
  }
  if (!unit.has_value() || !IsCountable(found, *unit)) return absl::nullopt;
  amount.unit = *unit;
  const Number& number = amount.number;
  amount.token_begin = number.token_begin;
  amount.text_begin = number.text_begin;
  amount.token_end = std::max(number.token_end, unit->token_end);
  if (unit->token_begin < number.token_begin) {
    amount.token_begin = unit->token_begin;
    amount.text_begin = text_.TextBegin(unit->token_begin);
  }
  return amount;
}

uint32_t QuantityScanner::AddAmount(const Amount& amount) {
  switch (amount.unit.kind) {
    case UnitKind::kCurrency:
    case UnitKind::kSubunit:
      return AddMoney(amount);
    case UnitKind::kPercent:
      Add(amount.token_begin, amount.token_end, amount.text_begin)
          ->set_percent(amount.number.value.ToString());
      break;
    case UnitKind::kMeasure: {
      v1::Measure* measure =
          Add(amount.token_begin, amount.token_end, amount.text_begin)
              ->mutable_measure();
      measure->set_value(amount.number.value.ToString());
      measure->set_unit(text_.vocabulary().name(amount.unit.meaning->value));
      break;
    }
    case UnitKind::kNoun:
      AddCount(amount);
      break;
    case UnitKind::kTime: {
      DurationReading duration{
          amount.token_begin, amount.token_end, amount.text_begin, {}};
      if (!duration.value.Add(
              amount.number.value,
              static_cast<TimeUnit>(amount.unit.meaning->value))) {
        break;
      }
      AddDuration(duration);
    }
  }
  return amount.token_end;
}

void QuantityScanner::AddCount(const Amount& amount) {
  const Number& number = amount.number;
  v1::Count* count =
      (options_.bare_numbers
           ? Add(number.token_begin, number.token_end, number.text_begin)
           : Add(amount.token_begin, amount.token_end, amount.text_begin))
          ->mutable_count();
  count->set_value(amount.number.value.ToString());
  count->set_noun(text_.vocabulary().name(amount.unit.meaning->value));
}

// Adds a sum, with what stands behind it in cents: "20 dollars and 43 cents".
uint32_t QuantityScanner::AddMoney(const Amount& amount) {
  std::string code = text_.vocabulary().name(amount.unit.meaning->value);
  Decimal value = amount.number.value;
  uint32_t end = amount.token_end;
  if (amount.unit.kind == UnitKind::kSubunit) {
    if (options_.bare_numbers) {
      code = SubunitCode(code);
    } else {
      value =
          value.TimesPowerOfTen(-amount.unit.meaning->second).value_or(value);
    }
  } else {
    const uint32_t joined = text_.SkipAnd(end);
    const auto rest = numbers_.Read(joined < text_.size() ? joined : end);
    const auto unit = rest.has_value() && text_.IsOnLine(end)
                          ? FindUnitAt(text_, rest->token_end)
                          : absl::nullopt;
    if (unit.has_value() && unit->kind == UnitKind::kSubunit) {
      const auto part = rest->value.TimesPowerOfTen(
          -DecimalsOf(*unit->meaning, text_.vocabulary(), code));
      const auto sum = part.has_value() ? value.Plus(*part) : absl::nullopt;
      if (sum.has_value()) {
        value = *sum;
        end = unit->token_end;
      }
    }
  }
  v1::Quantity* quantity = Add(amount.token_begin, end, amount.text_begin);
  quantity->mutable_money()->set_currency_code(code);
  quantity->mutable_money()->set_amount(value.ToString());
  if (options_.bare_numbers && quantity->qualifier() != v1::QUALIFIER_EXACT) {
    const QualifierReading words =
        ReadQualifier(text_, amount.token_begin, end);
    AddInterval(std::min(words.token_begin, amount.token_begin),
                std::max(words.token_end, end), amount.unit.meaning->value);
  }
  return end;
}

void QuantityScanner::AddInterval(uint32_t token_begin, uint32_t token_end,
                                  int32_t currency) {
  Add(token_begin, token_end, text_.TextBegin(token_begin))
      ->mutable_money()
      ->set_currency_code(text_.vocabulary().name(currency));
}

// Whether a dash belongs to the number behind it, as in a table's "120 -5%".
bool QuantityScanner::IsMinus(uint32_t dash) const {
  return text_.token(dash).space_before && text_.IsOnLine(dash + 1) &&
         !text_.token(dash + 1).space_before;
}

// The token where the second number of a range begins; size() if nothing joins
// another number to the first.
uint32_t QuantityScanner::FindRangeEnd(const QuantityText::Match& open,
                                       const Number& first) const {
  const uint32_t end = first.token_end;
  if (!text_.IsOnLine(end)) return text_.size();
  uint32_t next = text_.SkipAnd(end);
  if (next < text_.size()) {
    // Without "between", "and" joins the numbers of a list only where both are
    // in digits.
    const bool is_between = open && open.meaning->value == 1;
    const bool is_list =
        text_.IsDigits(first.token_begin) && text_.IsDigits(next);
    return is_between || is_list ? next : text_.size();
  }
  const QuantityText::Match to = text_.FindPhrase(end, WordKind::kRangeTo);
  const QuantityVocabulary::Word* word = text_.word(end);
  if (to) {
    next = to.end;
  } else if (text_.IsSign(end, '-') && !IsMinus(end)) {
    next = end + 1;
  } else {
    // "From ten to-twenty", the preposition joined.
    const bool is_to = open && word != nullptr && word->preposition == 'l';
    return is_to ? end : text_.size();
  }
  return text_.IsOnLine(next) ? next : text_.size();
}

// Reads a number without a unit that shares that of the number after it, and
// its magnitude: "between 200 and 500 billion yuan", "30-50%".
uint32_t QuantityScanner::ReadRangeStart(const Number& number) {
  const uint32_t none = number.token_begin;
  if (number.definite) return none;
  const QuantityText::Match open =
      text_.FindPhraseBefore(number.token_begin, WordKind::kRangeOpen);
  uint32_t next = FindRangeEnd(open, number);
  const QuantityText::Match about =
      text_.FindPhrase(next, WordKind::kQualifierBefore);
  if (about) next = about.end;
  const auto last = numbers_.Read(next);
  if (!last.has_value()) return none;
  auto amount = FindAmount(*last);
  if (!amount.has_value() || amount->token_begin < last->token_begin) {
    return none;
  }
  const uint32_t whole_end = amount->token_end;
  Number first = number;
  if (first.magnitude == 0 && last->magnitude != 0 && !last->magnitude_alone) {
    first.value =
        first.value.TimesPowerOfTen(last->magnitude).value_or(first.value);
  }
  amount->number = first;
  amount->token_begin = first.token_begin;
  amount->token_end = first.token_end;
  amount->text_begin = first.text_begin;
  AddAmount(*amount);
  if (options_.bare_numbers && amount->unit.kind == UnitKind::kCurrency) {
    AddInterval(open ? open.begin : first.token_begin, whole_end,
                amount->unit.meaning->value);
  }
  return first.token_end;
}

}  // namespace isnad
