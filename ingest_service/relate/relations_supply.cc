// Whose goods go to whom: who supplies, who relies on whom, who agreed to buy.
#include <algorithm>
#include <vector>

#include "ingest_service/relate/relation_reader.h"
#include "ingest_service/relate/speakers.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

constexpr uint32_t kVerbReach = 14;
constexpr uint32_t kSubjectReach = 10;
// From the firm relied on to the word for making.
constexpr uint32_t kMakingReach = 5;

class SupplyReader : RelationReader {
 public:
  SupplyReader(const DocumentContext& context, ItemRange sentence,
               RelationList& relations)
      : RelationReader(context, sentence, relations) {}

  void Read() {
    for (uint32_t i = sentence_.begin; i < sentence_.end; ++i) {
      const Item& item = context_.At(i);
      if (!item.Is(words_.any_supply) || IsDenied(context_, sentence_, i)) {
        continue;
      }
      if (item.Is(words_.supply)) ReadSupply(i, words_.to);
      if (item.Is(words_.equip)) ReadSupply(i, {});
      if (item.Is(words_.rely)) ReadReliance(i);
    }
  }

 private:
  // The firms of a verb: who does it, and whom it is done to with those joined
  // by "and".
  struct Parties {
    EntityIndex subject = kNoEntity;
    std::vector<uint32_t> objects;  // items
  };

  // Whether a firm stands behind one of the prepositions, other words that
  // can lead up to a name between them; behind none where there are none.
  bool IsObject(uint32_t verb, uint32_t firm,
                const WordClasses& prepositions) const {
    if (prepositions.none()) return !IsGoverned(context_, verb + 1, firm);
    const uint32_t head = Previous(context_, sentence_, firm);
    const bool goods = head != kNoItem && context_.Is(head, words_.chip_noun);
    if (!goods && !IsGoverned(context_, verb + 1, firm)) return false;
    if (context_.At(firm).HasFlag(kFormLi)) {
      return prepositions.HasAnyOf(words_.to);
    }
    for (uint32_t i = firm; i-- > verb + 1;) {
      const Item& item = context_.At(i);
      if (item.Is(prepositions)) return true;
      if (item.HasFlag(kFormLi)) return prepositions.HasAnyOf(words_.to);
      if (item.kind == ItemKind::kMark) continue;
      if (item.Is(words_.chip_noun)) continue;
      if (item.Is(words_.preposition) || item.kind != ItemKind::kWord) break;
    }
    return false;
  }

  // «V A to B», «A V to B».
  Parties PartiesOf(uint32_t verb, const WordClasses& prepositions) const {
    Parties parties;
    const uint32_t limit = std::min(sentence_.end, verb + 1 + kVerbReach);
    std::vector<uint32_t> firms;
    for (uint32_t i = verb + 1; i < limit; ++i) {
      const Item& item = context_.At(i);
      if (context_.IsMark(i, Mark::kStop) || context_.IsMark(i, Mark::kComma) ||
          (item.kind == ItemKind::kWord &&
           item.Is(words_.that | words_.relative))) {
        break;
      }
      if (IsFirm(context_, context_.NameAt(i))) firms.push_back(i);
    }
    size_t first_object = 0;
    // The first of two is the subject, unless "and" joins them.
    if (firms.size() > 1 && !IsGoverned(context_, verb + 1, firms[0]) &&
        !context_.At(firms[1]).HasFlag(kFormAnd)) {
      parties.subject = context_.NameAt(firms[0]);
      first_object = 1;
    } else {
      parties.subject =
          CompanyBefore(context_, sentence_, verb, kSubjectReach, true);
    }
    for (size_t i = first_object; i < firms.size(); ++i) {
      const bool joined = i > first_object && !parties.objects.empty() &&
                          context_.At(firms[i]).HasFlag(kFormAnd);
      if (i > first_object && !joined) break;
      if (joined || IsObject(verb, firms[i], prepositions)) {
        parties.objects.push_back(firms[i]);
      }
    }
    return parties;
  }

  // «A supplies chips to B and C», «A equips B with chips».
  void ReadSupply(uint32_t verb, const WordClasses& prepositions) {
    const Parties parties = PartiesOf(verb, prepositions);
    for (const uint32_t buyer : parties.objects) {
      Add(v1::RELATION_TYPE_CUSTOMER_OF, context_.NameAt(buyer),
          parties.subject, verb, "relation.customer.supply");
    }
  }

  // «... for making its chip C».
  void AddFabricated(uint32_t making, EntityIndex fab) {
    const uint32_t limit = std::min(sentence_.end, making + 1 + kMakingReach);
    for (uint32_t i = making + 1; i < limit; ++i) {
      const EntityIndex product = context_.NameAt(i);
      if (product == kNoEntity || !context_.entities.IsChip(product)) continue;
      Add(v1::RELATION_TYPE_FABRICATED_BY, product, fab, making,
          "relation.fabricated.at");
      return;
    }
  }

  // «A relies for the making of its chips on B».
  uint32_t MakingBetween(uint32_t verb, uint32_t fab) const {
    for (uint32_t i = verb + 1; i < fab; ++i) {
      if (context_.Is(i, words_.making)) return i;
    }
    return kNoItem;
  }

  // «A relies on B for making its chips».
  void ReadReliance(uint32_t verb) {
    const Parties parties = PartiesOf(verb, words_.on | words_.to);
    for (const uint32_t fab : parties.objects) {
      // «relies on the chips of B».
      const uint32_t head = Previous(context_, sentence_, fab);
      if (head != kNoItem && context_.Is(head, words_.chip_noun)) {
        Add(v1::RELATION_TYPE_CUSTOMER_OF, parties.subject,
            context_.NameAt(fab), verb, "relation.customer.reliance");
        continue;
      }
      const uint32_t making = MakingBetween(verb, fab);
      if (making != kNoItem) {
        Add(v1::RELATION_TYPE_CUSTOMER_OF, parties.subject,
            context_.NameAt(fab), verb, "relation.customer.reliance");
        AddFabricated(making, context_.NameAt(fab));
        continue;
      }
      const uint32_t limit = std::min(sentence_.end, fab + 1 + kMakingReach);
      for (uint32_t i = fab + 1; i < limit; ++i) {
        if (!context_.Is(i, words_.making | words_.buy)) continue;
        Add(v1::RELATION_TYPE_CUSTOMER_OF, parties.subject,
            context_.NameAt(fab), verb, "relation.customer.reliance");
        AddFabricated(i, context_.NameAt(fab));
        break;
      }
    }
  }
};

}  // namespace

void ReadSupplies(const DocumentContext& context, const ItemSentence& sentence,
                  RelationList& relations) {
  const Vocabulary& words = context.words;
  if (!sentence.types.Contains(v1::ENTITY_TYPE_COMPANY) ||
      !sentence.Has(words.any_supply)) {
    return;
  }
  SupplyReader(context, sentence.items, relations).Read();
}

}  // namespace isnad
