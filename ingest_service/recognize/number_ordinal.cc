#include "ingest_service/recognize/number_ordinal.h"

#include <cstdint>

namespace isnad {
namespace {

bool HasArticle(const QuantityText& text, uint32_t i) {
  const QuantityVocabulary::Word* word = text.word(i);
  return word != nullptr && word->article;
}

// The rank or number from 1 to 10 at a token that a compound may begin with.
const Meaning* FindFirstPart(const QuantityText& text, uint32_t i) {
  for (WordKind kind :
       {WordKind::kOrdinal, WordKind::kOnesInCompound, WordKind::kOnes}) {
    const Meaning* meaning = text.Find(i, kind);
    const bool counts = meaning != nullptr &&
                        (kind == WordKind::kOrdinal || HasArticle(text, i));
    if (counts) return meaning;
  }
  return nullptr;
}

absl::optional<Ordinal> ReadBelowHundred(const QuantityText& text, uint32_t i) {
  Ordinal ordinal;
  ordinal.token_begin = i;
  ordinal.definite = HasArticle(text, i);
  const Meaning* first = FindFirstPart(text, i);
  if (first == nullptr) {
    const Meaning* tens = text.Find(i, WordKind::kTens);
    if (tens == nullptr || !ordinal.definite) return absl::nullopt;
    ordinal.rank = tens->value;
    ordinal.token_end = i + 1;
    return ordinal;
  }
  const Meaning* ten = text.FindBare(i + 1, WordKind::kOnes);
  if (ten != nullptr && ten->value == 10 && text.IsOnLine(i + 1) &&
      first->value < 10) {
    ordinal.rank = 10 + first->value;
    ordinal.token_end = i + 2;
    return ordinal;
  }
  const uint32_t next = text.SkipAnd(i + 1);
  const Meaning* tens = text.Find(next, WordKind::kTens);
  if (tens != nullptr && HasArticle(text, next) && first->value < 10) {
    ordinal.rank = tens->value + first->value;
    ordinal.token_end = next + 1;
    return ordinal;
  }
  if (first->kind != WordKind::kOrdinal) return absl::nullopt;
  ordinal.rank = first->value;
  ordinal.token_end = i + 1;
  return ordinal;
}

}  // namespace

absl::optional<Ordinal> ReadOrdinal(const QuantityText& text, uint32_t i) {
  const Meaning* hundred = text.Find(i, WordKind::kHundreds);
  if (hundred == nullptr || !HasArticle(text, i)) {
    return ReadBelowHundred(text, i);
  }
  const uint32_t next = text.SkipAnd(i + 1);
  if (next >= text.size()) return absl::nullopt;
  auto rest = ReadBelowHundred(text, next);
  if (!rest.has_value() || !rest->definite) return absl::nullopt;
  rest->rank += hundred->value;
  rest->token_begin = i;
  return rest;
}

}  // namespace isnad
