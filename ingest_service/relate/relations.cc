#include "ingest_service/relate/relations.h"
#include "ingest_service/relate/arguments.h"

#include <algorithm>

#include "ingest_service/relate/speakers.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

// Each relation is of one of these.
constexpr EntityTypes kRelatedTypes = {
    v1::ENTITY_TYPE_COMPANY,       v1::ENTITY_TYPE_PERSON,
    v1::ENTITY_TYPE_CHIP,          v1::ENTITY_TYPE_ARCHITECTURE,
    v1::ENTITY_TYPE_SYSTEM,        v1::ENTITY_TYPE_AI_MODEL,
    v1::ENTITY_TYPE_OTHER_PRODUCT, v1::ENTITY_TYPE_GOVERNMENT};

bool IsSkipped(const DocumentContext& context, uint32_t item) {
  const Item& it = context.At(item);
  if (it.kind != ItemKind::kMark) return false;
  return it.mark == Mark::kOpenQuote || it.mark == Mark::kCloseQuote ||
         it.mark == Mark::kOpenBracket || it.mark == Mark::kCloseBracket ||
         it.mark == Mark::kOther;
}

}  // namespace

void RelationList::Add(const RelationReading& relation) {
  if (relation.subject == kNoEntity || relation.object == kNoEntity ||
      relation.subject == relation.object) {
    return;
  }
  for (const RelationReading& known : relations_) {
    if (known.type == relation.type && known.subject == relation.subject &&
        known.object == relation.object) {
      return;
    }
  }
  relations_.push_back(relation);
}

void RelationList::Sort() {
  if (relations_.size() < 2) return;
  std::stable_sort(relations_.begin(), relations_.end(),
                   [](const RelationReading& a, const RelationReading& b) {
                     return a.trigger < b.trigger;
                   });
}

uint32_t Previous(const DocumentContext& context, ItemRange sentence,
                  uint32_t item) {
  while (item-- > sentence.begin) {
    if (!IsSkipped(context, item)) return item;
  }
  return kNoItem;
}

uint32_t Next(const DocumentContext& context, ItemRange sentence,
              uint32_t item) {
  while (++item < sentence.end) {
    if (!IsSkipped(context, item)) return item;
  }
  return kNoItem;
}

bool IsDenied(const DocumentContext& context, ItemRange sentence,
              uint32_t item) {
  const uint32_t before = Previous(context, sentence, item);
  if (before != kNoItem &&
      context.Is(before, context.words.absence | context.words.negation)) {
    return true;
  }
  // «X denied that it had shipped ...»: the verb right behind the next "that".
  constexpr uint32_t kReachOfDenial = 8;
  bool is_told = false;
  for (uint32_t i = item; i-- > sentence.FirstNear(item, kReachOfDenial);) {
    if (context.At(i).stance == v1::STANCE_DENY) return is_told;
    if (context.At(i).kind == ItemKind::kMark) return false;
    is_told = is_told || context.Is(i, context.words.any_that);
  }
  return false;
}

EntityIndex CompanyBefore(const DocumentContext& context, ItemRange sentence,
                          uint32_t item, uint32_t reach, bool subject_only) {
  const uint32_t floor = sentence.FirstNear(item, reach);
  for (uint32_t i = item; i-- > floor;) {
    if (context.IsMark(i, Mark::kStop)) break;
    const EntityIndex entity = context.NameAt(i);
    if (!IsFirm(context, entity) || IsSourceOfWords(context, sentence, i)) {
      continue;
    }
    if (!subject_only || !IsGoverned(context, floor, i)) return entity;
  }
  return kNoEntity;
}

EntityIndex CompanyBehind(const DocumentContext& context, ItemRange sentence,
                          uint32_t item, uint32_t reach) {
  const uint32_t limit = std::min(sentence.end, item + 1 + reach);
  for (uint32_t i = item + 1; i < limit; ++i) {
    if (context.IsMark(i, Mark::kStop) || context.IsMark(i, Mark::kComma)) {
      break;
    }
    const EntityIndex entity = context.NameAt(i);
    if (IsFirm(context, entity)) return entity;
  }
  return kNoEntity;
}

std::vector<EntityIndex> FirmsBehind(const DocumentContext& context,
                                     ItemRange sentence, uint32_t item) {
  constexpr uint32_t kFirmReach = 5;
  std::vector<EntityIndex> firms;
  const uint32_t limit = std::min(sentence.end, item + kFirmReach);
  uint32_t i = item + 1;
  while (i < limit && !IsFirm(context, context.NameAt(i))) ++i;
  while (i != kNoItem && i < sentence.end &&
         IsFirm(context, context.NameAt(i)) &&
         (firms.empty() || context.At(i).HasFlag(kFormAnd))) {
    firms.push_back(context.NameAt(i));
    i = Next(context, sentence, i);
  }
  return firms;
}

bool Names(const DocumentContext& context, ItemRange sentence,
           EntityIndex entity) {
  for (uint32_t i = sentence.begin; i < sentence.end; ++i) {
    if (context.NameAt(i) == entity) return true;
  }
  return false;
}

void ReadRelations(const DocumentContext& context, const ItemSentence& sentence,
                   RelationList& relations) {
  relations.Clear();
  if (!sentence.types.HasAnyOf(kRelatedTypes)) return;
  ReadOffices(context, sentence, relations);
  ReadSeats(context, sentence, relations);
  ReadProducts(context, sentence, relations);
  ReadDealings(context, sentence, relations);
  ReadPurchases(context, sentence, relations);
  ReadFabs(context, sentence, relations);
  ReadSupplies(context, sentence, relations);
  relations.Sort();
}

}  // namespace isnad
