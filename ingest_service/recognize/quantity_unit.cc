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

// Whether the word may be a unit behind a number: no clitic stands before it,
// and the dual has no number.
bool IsUnitWord(const QuantityText& text, const QuantityText::Match& match) {
  if (match.meaning->kind == WordKind::kPercent) return true;
  return text.word(match.begin)->clitic_bytes == 0 &&
         match.meaning->form != WordForm::kDual;
}

}  // namespace

absl::optional<Unit> FindUnitAt(const QuantityText& text, uint32_t i) {
  if (!text.IsOnLine(i) || text.word(i) == nullptr) return absl::nullopt;
  absl::optional<Unit> best;
  for (const KindPair& kinds : kUnitsAfter) {
    const QuantityText::Match match = text.FindPhrase(i, kinds.word);
    if (!match || !IsUnitWord(text, match)) continue;
    if (best.has_value() && match.end <= best->token_end) continue;
    best = Unit{kinds.unit, match.meaning, i, match.end};
  }
  return best;
}

absl::optional<Unit> FindUnitBefore(const QuantityText& text, uint32_t i) {
  if (!text.IsOnLine(i)) return absl::nullopt;
  const QuantityText::Match sign =
      text.FindPhraseBefore(i, WordKind::kCurrencySign);
  if (sign) {
    return Unit{UnitKind::kCurrency, sign.meaning, sign.begin, sign.end};
  }
  if (text.IsSign(i - 1, '%')) {
    const Meaning* percent = text.Find(i - 1, WordKind::kPercent);
    // The sign of "10% 20" belongs to the number before it.
    const bool is_taken = i >= 2 && text.IsDigits(i - 2);
    if (percent != nullptr && !is_taken) {
      return Unit{UnitKind::kPercent, percent, i - 1, i};
    }
  }
  return absl::nullopt;
}

}  // namespace isnad
