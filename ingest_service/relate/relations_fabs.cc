// Who makes chips for whom.
#include <algorithm>

#include "ingest_service/relate/relation_reader.h"
#include "ingest_service/relate/speakers.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

class FabReader : RelationReader {
 public:
  FabReader(const DocumentContext& context, ItemRange sentence,
            RelationList& relations)
      : RelationReader(context, sentence, relations) {}

  void Read() {
    for (uint32_t i = sentence_.begin; i < sentence_.end; ++i) {
      if (context_.At(i).Is(words_.fabricate)) ReadFab(i);
    }
  }

 private:
  // «which X made for Y»: Y is a customer of X.
  void ReadMadeFor(uint32_t at) {
    const uint32_t limit = std::min(sentence_.end, at + 8);
    EntityIndex fab = kNoEntity;
    for (uint32_t i = at + 1; i < limit; ++i) {
      if (context_.IsMark(i, Mark::kStop) || context_.IsMark(i, Mark::kComma)) {
        return;
      }
      const EntityIndex entity = context_.NameAt(i);
      if (!IsFirm(context_, entity)) continue;
      if (fab == kNoEntity) {
        if (IsGoverned(context_, at, i)) return;
        fab = entity;
        continue;
      }
      const uint32_t head = Previous(context_, sentence_, i);
      const bool received =
          context_.At(i).HasFlag(kFormLi) ||
          (head != kNoItem && context_.Is(head, words_.toward));
      if (received && entity != fab) {
        Add(v1::RELATION_TYPE_CUSTOMER_OF, entity, fab, at,
            "relation.customer.fab");
      }
      return;
    }
  }

  // «made at X»: X is a fab for the product, or for the firm, before it.
  void ReadFab(uint32_t at) {
    if (context_.At(at).HasFlag(kFormFinite) &&
        context_.At(at).HasFlag(kFormPronoun)) {
      return ReadMadeFor(at);
    }
    constexpr uint32_t kReachOfFab = 14;
    const uint32_t limit = std::min(sentence_.end, at + kReachOfFab);
    EntityIndex product = kNoEntity;  // between the word and the fab
    for (uint32_t i = at + 1; i < limit; ++i) {
      if (context_.IsMark(i, Mark::kStop)) return;
      const EntityIndex entity = context_.NameAt(i);
      if (entity == kNoEntity) continue;
      if (context_.entities.IsChip(entity)) {
        product = entity;
        continue;
      }
      if (!IsFirm(context_, entity)) continue;
      uint32_t head = Previous(context_, sentence_, i);
      while (head != kNoItem && head > at &&
             context_.Is(head, words_.company_noun)) {
        head = Previous(context_, sentence_, head);
      }
      if (head == kNoItem || head <= at || !context_.Is(head, words_.at_fab)) {
        if (product == kNoEntity) return;
        continue;
      }
      for (const EntityIndex fab : FirmsBehind(context_, sentence_, i - 1)) {
        AddFab(at, product, fab);
      }
      return;
    }
  }

  // A fab for a product, with the maker whom the sentence names, or for the
  // product or firm before a word.
  void AddFab(uint32_t at, EntityIndex product, EntityIndex fab) {
    if (product != kNoEntity) {
      Add(v1::RELATION_TYPE_FABRICATED_BY, product, fab, at,
          "relation.fabricated.at");
      const EntityIndex maker = context_.entities.Traits(product).maker;
      if (maker != kNoEntity && maker != fab &&
          Names(context_, sentence_, maker)) {
        Add(v1::RELATION_TYPE_CUSTOMER_OF, maker, fab, at,
            "relation.customer.fab");
      }
      return;
    }
    // «A comes with a memory B and is made at X»: A.
    constexpr uint32_t kReachOfProduct = 16;
    EntityIndex part = kNoEntity;
    for (uint32_t i = at; i-- > sentence_.FirstNear(at, kReachOfProduct);) {
      const EntityIndex entity = context_.NameAt(i);
      if (entity == kNoEntity) continue;
      if (context_.entities.IsChip(entity)) {
        if (!IsPart(i)) return AddFab(at, entity, fab);
        if (part == kNoEntity) part = entity;
        continue;
      }
      if (part != kNoEntity) continue;
      if (IsFirm(context_, entity)) {
        Add(v1::RELATION_TYPE_CUSTOMER_OF, entity, fab, at,
            "relation.customer.fab");
        return;
      }
    }
    if (part != kNoEntity) AddFab(at, part, fab);
  }

  // «with a memory B», «of memory B».
  bool IsPart(uint32_t product) const {
    if (context_.At(product).HasFlag(kFormBi)) return true;
    const uint32_t noun = Previous(context_, sentence_, product);
    return noun != kNoItem && context_.At(noun).kind == ItemKind::kWord &&
           context_.At(noun).HasFlag(kFormBi);
  }
};

}  // namespace

void ReadFabs(const DocumentContext& context, const ItemSentence& sentence,
              RelationList& relations) {
  if (!sentence.types.Contains(v1::ENTITY_TYPE_COMPANY) ||
      !sentence.Has(context.words.fabricate)) {
    return;
  }
  FabReader(context, sentence.items, relations).Read();
}

}  // namespace isnad
