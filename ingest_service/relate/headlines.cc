#include "ingest_service/relate/headlines.h"

namespace isnad {
namespace {

// The name right before an item, quotation marks and what stands in brackets
// left out.
EntityIndex LastName(const DocumentContext& context, uint32_t begin,
                     uint32_t item) {
  while (item > begin && context.At(item - 1).kind == ItemKind::kMark) {
    const bool closes = context.IsMark(item - 1, Mark::kCloseBracket);
    --item;
    while (closes && item > begin &&
           !context.IsMark(item, Mark::kOpenBracket)) {
      --item;
    }
  }
  return item > begin ? context.NameAt(item - 1) : kNoEntity;
}

// «the chips A from X:».
bool IsOfProduct(const DocumentContext& context, uint32_t begin,
                 uint32_t colon) {
  for (uint32_t i = begin; i + 1 < colon; ++i) {
    if (!context.Is(i + 1, context.words.from)) continue;
    const EntityIndex product = context.NameAt(i);
    if (context.Is(i, context.words.chip_noun) ||
        (product != kNoEntity && context.entities.IsChip(product))) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool EndsSpeaker(const DocumentContext& context, uint32_t begin,
                 uint32_t colon) {
  constexpr uint32_t kMostBehindName = 3;
  const DocumentEntities& entities = context.entities;
  const Vocabulary& words = context.words;
  const EntityIndex last = LastName(context, begin, colon);
  if (last != kNoEntity) {
    const bool speaks = entities.CanSpeak(last) ||
                        entities.Traits(last).type == v1::ENTITY_TYPE_SOFTWARE;
    return speaks && !IsOfProduct(context, begin, colon);
  }
  bool in_paper = false;  // «X in a statement»
  for (uint32_t i = colon; i-- > begin && colon - i <= kMostBehindName;) {
    if (context.At(i).kind == ItemKind::kMark) return false;
    if (context.Is(i, words.source | words.analyst)) return true;
    in_paper = in_paper || (context.Is(i, words.paper) && i > begin &&
                            context.Is(i - 1, words.in));
    const EntityIndex name = context.NameAt(i);
    if (name == kNoEntity) continue;
    if (in_paper) return entities.CanSpeak(name);
    return context.IsMark(colon + 1, Mark::kOpenQuote) &&
           entities.Kind(name) == v1::ENTITY_KIND_PERSON;
  }
  return false;
}

}  // namespace isnad
