#include "ingest_service/recognize/quantity_unit.h"

#include <cstdint>

namespace isnad {
namespace {

struct KindPair {
  UnitKind unit;
  WordKind word;
};

constexpr KindPair kUnitsAfter[] = {
    {UnitKind::kPercent, WordKind::kPercent},
    {UnitKind::kCurrency, WordKind::kCurrency},
    {UnitKind::kCurrency, WordKind::kCurrencySign},
    {UnitKind::kSubunit, WordKind::kSubunit},
    {UnitKind::kMeasure, WordKind::kMeasure},
    {UnitKind::kTime, WordKind::kTimeUnit},
    {UnitKind::kNoun, WordKind::kCountNoun},
};

constexpr uint64_t kAllUnits = [] {
  uint64_t bits = 0;
  for (const KindPair& kinds : kUnitsAfter) bits |= KindBit(kinds.word);
  return bits;
}();

// Whether the word may be a unit behind a number: neither clitic nor article
// stands before it, and the dual has no number.
bool IsUnitWord(const QuantityText& text, const QuantityText::Match& match) {
  if (match.meaning->kind == WordKind::kPercent) return true;
  const QuantityVocabulary::Word* word = text.word(match.begin);
  return word->clitic_bytes == 0 && !word->article &&
         match.meaning->number != GrammaticalNumber::kDual;
}

}  // namespace

absl::optional<Unit> FindUnitAt(const QuantityText& text, uint32_t i) {
  if (!text.IsOnLine(i) || !text.HasKind(i, kAllUnits)) return absl::nullopt;
  const uint64_t present = text.word(i)->kinds;
  absl::optional<Unit> best;
  for (const KindPair& kinds : kUnitsAfter) {
    if ((present & KindBit(kinds.word)) == 0) continue;
    const QuantityText::Match match = text.FindPhrase(i, kinds.word);
    if (!match || !IsUnitWord(text, match)) continue;
    if (best.has_value() && match.end <= best->token_end) continue;
    best = Unit{kinds.unit, match.meaning, i, match.end};
  }
  return best;
}

absl::optional<Unit> FindUnitBefore(const QuantityText& text, uint32_t i,
                                    uint32_t from) {
  if (i <= from || !text.IsOnLine(i)) return absl::nullopt;
  const QuantityText::Match sign =
      text.FindPhraseBefore(i, WordKind::kCurrencySign);
  if (sign && sign.begin >= from) {
    return Unit{UnitKind::kCurrency, sign.meaning, sign.begin, sign.end};
  }
  const Meaning* percent =
      text.IsSign(i - 1, '%') ? text.Find(i - 1, WordKind::kPercent) : nullptr;
  if (percent == nullptr) return absl::nullopt;
  return Unit{UnitKind::kPercent, percent, i - 1, i};
}

}  // namespace isnad
