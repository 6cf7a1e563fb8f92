#include "ingest_service/recognize/quantity_qualifier.h"

#include <cstdint>

namespace isnad {
namespace {

// Words that may stand between a verb and its preposition or number: "may not
// fall, for any one share, below".
constexpr uint32_t kMaxWordsBetween = 3;

// The clitic that is written apart before digits ("b- 15%") is no word.
uint32_t SkipClitic(const QuantityText& text, uint32_t begin) {
  if (begin == 0 || !text.IsJoined(begin)) return begin;
  return text.IsSignWord(begin - 1, SignWord::kClitic) ? begin - 1 : begin;
}

uint32_t SkipOpening(const QuantityText& text, uint32_t begin) {
  while (begin > 0 && text.IsOnLine(begin) &&
         (text.IsSign(begin - 1, '"') || text.IsSign(begin - 1, '('))) {
    --begin;
  }
  return begin;
}

bool IsNegated(const QuantityText& text, uint32_t verb) {
  return verb > 0 && text.IsOnLine(verb) &&
         text.FindPhraseBefore(verb, WordKind::kNegation);
}

// Finds the verb before token `end` that wants a preposition (index of its
// name, 0 for none).
QualifierReading ReadVerb(const QuantityText& text, uint32_t end,
                          int32_t preposition) {
  uint32_t i = end;
  for (uint32_t between = 0; between <= kMaxWordsBetween && i > 0; ++between) {
    if (!text.IsOnLine(i)) return {};
    --i;
    const bool is_word = text.Is(i, TokenKind::kArabic);
    if (!is_word || text.HasKind(i, KindBit(WordKind::kMagnitude))) return {};
    const Meaning* verb = text.Find(i, WordKind::kQualifierVerb);
    if (verb == nullptr || verb->third != preposition) continue;
    const QuantityVocabulary::Word* word = text.word(i);
    // "To reach 20" says that it is reached.
    if (word->preposition == 'l') return {};
    const auto qualifier = static_cast<v1::Qualifier>(
        IsNegated(text, i) ? verb->second : verb->value);
    return {qualifier, i, end};
  }
  return {};
}

QualifierReading ReadVerbBefore(const QuantityText& text, uint32_t begin) {
  QualifierReading reading = ReadVerb(text, begin, 0);
  if (reading.qualifier != v1::QUALIFIER_EXACT || begin == 0) return reading;
  const uint32_t before = begin - 1;
  const QuantityVocabulary::Word* word = text.word(before);
  if (word == nullptr || !text.IsOnLine(begin)) return reading;
  for (const Meaning& meaning : text.vocabulary().MeaningsOf(*word)) {
    if (meaning.kind != WordKind::kPreposition) continue;
    reading = ReadVerb(text, before, meaning.third);
    if (reading.qualifier != v1::QUALIFIER_EXACT) {
      reading.token_end = begin;
      return reading;
    }
  }
  return {};
}

}  // namespace

QualifierReading ReadQualifier(const QuantityText& text, uint32_t begin,
                               uint32_t end) {
  begin = SkipOpening(text, SkipClitic(text, begin));
  // "Up to 20 at least" is at least 20.
  const QuantityText::Match after =
      text.FindPhrase(end, WordKind::kQualifierAfter);
  if (after && text.IsOnLine(end)) {
    return {static_cast<v1::Qualifier>(after.meaning->value), after.begin,
            after.end};
  }
  if (begin == 0 || !text.IsOnLine(begin)) return {};
  const QuantityText::Match before =
      text.FindPhraseBefore(begin, WordKind::kQualifierBefore);
  if (before) {
    return {static_cast<v1::Qualifier>(before.meaning->value), before.begin,
            before.end};
  }
  return ReadVerbBefore(text, begin);
}

}  // namespace isnad
