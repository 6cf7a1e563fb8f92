#include "ingest_service/recognize/quantity_duration.h"

#include <cstdint>

#include "ingest_service/recognize/quantity_qualifier.h"

namespace isnad {
namespace {

const Meaning* FindUnit(const QuantityText& text, uint32_t i) {
  return text.Find(i, WordKind::kTimeUnit);
}

}  // namespace

// Adds "and a half" behind a unit, and the unit repeated behind that.
void DurationReader::AddPart(Component& component) const {
  const uint32_t next = text_.SkipAnd(component.end);
  if (next >= text_.size()) return;
  const auto part = numbers_.Read(next);
  if (!part.has_value() || !part->fraction || part->magnitude != 0) return;
  uint32_t end = part->token_end;
  const Meaning* unit = FindUnit(text_, end);
  if (unit != nullptr && text_.IsOnLine(end)) {
    if (unit->value != static_cast<int>(component.unit)) return;
    ++end;
  }
  const auto sum = component.amount.Plus(part->value);
  if (!sum.has_value()) return;
  component.amount = *sum;
  component.end = end;
}

absl::optional<DurationReader::Component> DurationReader::ReadCounted(
    const Number& number) const {
  const uint32_t i = number.token_end;
  const Meaning* unit = FindUnit(text_, i);
  if (unit == nullptr || !text_.IsOnLine(i) ||
      unit->number == GrammaticalNumber::kDual ||
      text_.word(i)->clitic_bytes > 0) {
    return absl::nullopt;
  }
  return Component{number.value, static_cast<TimeUnit>(unit->value), i + 1};
}

// Whether "and" joins a counted smaller unit: "a year and six months".
bool DurationReader::IsJoinedBySmaller(uint32_t end, TimeUnit unit) const {
  const uint32_t joined = text_.SkipAnd(end);
  if (joined >= text_.size() || !text_.IsOnLine(joined)) return false;
  const auto number = numbers_.Read(joined);
  if (!number.has_value()) return false;
  const auto smaller = ReadCounted(*number);
  return smaller.has_value() && smaller->unit < unit;
}

// "Two years" in one word, "one year", "a whole year"; a unit alone if the
// caller says so.
absl::optional<DurationReader::Component> DurationReader::ReadUncounted(
    uint32_t i, bool alone_counts) const {
  const QuantityVocabulary::Word* word = text_.word(i);
  if (word == nullptr || text_.IsBlocked(i)) return absl::nullopt;
  const Meaning* dual = nullptr;
  const Meaning* singular = nullptr;
  for (const Meaning& meaning : text_.vocabulary().MeaningsOf(*word)) {
    if (meaning.kind != WordKind::kTimeUnit) continue;
    if (meaning.number == GrammaticalNumber::kDual) dual = &meaning;
    if (meaning.number == GrammaticalNumber::kSingular) singular = &meaning;
  }
  if (dual != nullptr) {
    return Component{Decimal(2), static_cast<TimeUnit>(dual->value), i + 1};
  }
  if (singular == nullptr || word->article) return absl::nullopt;
  const auto unit = static_cast<TimeUnit>(singular->value);
  const uint32_t next = i + 1;
  if (text_.IsOnLine(next)) {
    const Meaning* one = text_.FindBare(next, WordKind::kOnes);
    const bool is_one = one != nullptr && one->value == 1;
    if (is_one || text_.FindBare(next, WordKind::kWhole) != nullptr) {
      return Component{Decimal(1), unit, next + 1};
    }
  }
  Component component{Decimal(1), unit, next};
  AddPart(component);
  if (component.end > next || alone_counts || IsJoinedBySmaller(next, unit)) {
    return component;
  }
  return absl::nullopt;
}

// "The three years", "the years three".
absl::optional<DurationReader::Component> DurationReader::ReadUnitThenNumber(
    uint32_t i) const {
  const Meaning* unit = FindUnit(text_, i);
  if (unit == nullptr || unit->number != GrammaticalNumber::kPlural ||
      !text_.word(i)->article || !text_.IsOnLine(i + 1)) {
    return absl::nullopt;
  }
  uint32_t next = i + 1;
  const bool has_article_apart = text_.IsSignWord(next, SignWord::kClitic) &&
                                 text_.IsJoined(next + 1) &&
                                 text_.IsDigits(next + 1);
  if (has_article_apart) ++next;
  const auto number = numbers_.Read(next);
  if (!number.has_value() || number->magnitude != 0 ||
      !(number->definite || has_article_apart)) {
    return absl::nullopt;
  }
  return Component{number->value, static_cast<TimeUnit>(unit->value),
                   number->token_end};
}

// Whether the words around a unit alone ask for a duration: "for a year",
// "more than a month", but not "before the month of July", "year after year".
bool DurationReader::IsAloneDuration(uint32_t i) const {
  const QuantityVocabulary::Word* word = text_.word(i);
  const Meaning* unit = FindUnit(text_, i);
  if (unit == nullptr || unit->number != GrammaticalNumber::kSingular ||
      word->article || word->clitic_bytes > 0 || i == 0 || !text_.IsOnLine(i)) {
    return false;
  }
  constexpr uint64_t kNamesATime =
      KindBit(WordKind::kMonth) | KindBit(WordKind::kMonthInContext) |
      KindBit(WordKind::kHijriMonth) | KindBit(WordKind::kWeekday) |
      KindBit(WordKind::kRelative) | KindBit(WordKind::kOrdinal);
  if (text_.IsOnLine(i + 1) &&
      (text_.IsDigits(i + 1) || text_.HasKind(i + 1, kNamesATime))) {
    return false;
  }
  const QuantityText::Match cue =
      text_.FindPhraseBefore(i, WordKind::kDurationCue);
  if (cue) {
    const Meaning* before =
        cue.begin == 0 ? nullptr : FindUnit(text_, cue.begin - 1);
    return before == nullptr || before->value != unit->value;
  }
  if (options_.extended && text_.FindDateWordBefore(i, DateWord::kIn)) {
    return true;
  }
  return ReadQualifier(text_, i, i + 1).qualifier != v1::QUALIFIER_EXACT;
}

// Reads further, smaller units: "and a month and 21 days".
absl::optional<DurationReading> DurationReader::Continue(
    uint32_t begin, uint32_t text_begin, Component component) const {
  DurationReading reading;
  reading.token_begin = begin;
  reading.text_begin = text_begin;
  AddPart(component);
  while (true) {
    if (!reading.value.Add(component.amount, component.unit)) {
      return absl::nullopt;
    }
    reading.token_end = component.end;
    const uint32_t joined = text_.SkipAnd(component.end);
    const bool is_joined = joined < text_.size();
    const uint32_t next = is_joined ? joined : component.end;
    if (!text_.IsOnLine(next)) return reading;
    absl::optional<Component> more;
    if (const auto number = numbers_.Read(next)) {
      more = ReadCounted(*number);
    } else if (is_joined) {
      more = ReadUncounted(next, true);
    }
    if (!more.has_value() || more->unit >= component.unit) return reading;
    component = *more;
    AddPart(component);
  }
}

// "Decade" is also "contract": it is a time where the words before it say so.
bool DurationReader::IsContract(uint32_t begin,
                                const Component& component) const {
  return component.unit == TimeUnit::kDecade &&
         !text_.FindPhraseBefore(begin, WordKind::kDurationCue);
}

absl::optional<DurationReading> DurationReader::ReadFromNumber(
    const Number& number) const {
  const auto component = ReadCounted(number);
  if (!component.has_value() || IsContract(number.token_begin, *component)) {
    return absl::nullopt;
  }
  return Continue(number.token_begin, number.text_begin, *component);
}

// "Throughout the day", with its preposition.
absl::optional<DurationReading> DurationReader::ReadThroughout(
    uint32_t i) const {
  const QuantityText::Match cue = text_.FindDateWord(i, DateWord::kThroughout);
  if (!cue || !text_.IsOnLine(cue.end)) return absl::nullopt;
  const Meaning* unit = FindUnit(text_, cue.end);
  if (unit == nullptr || unit->number != GrammaticalNumber::kSingular) {
    return absl::nullopt;
  }
  return Continue(
      i, text_.TextBegin(i),
      {Decimal(1), static_cast<TimeUnit>(unit->value), cue.end + 1});
}

absl::optional<DurationReading> DurationReader::ReadFromUnit(uint32_t i) const {
  if (options_.extended) {
    if (auto reading = ReadThroughout(i)) return reading;
  }
  auto component = ReadUnitThenNumber(i);
  if (!component.has_value()) component = ReadUncounted(i, IsAloneDuration(i));
  if (!component.has_value()) return absl::nullopt;
  if (IsContract(i, *component)) return absl::nullopt;
  return Continue(i, text_.TextBegin(i), *component);
}

}  // namespace isnad
