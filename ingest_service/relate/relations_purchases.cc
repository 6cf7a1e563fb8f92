// Who buys whose goods, and who bought a whole firm.
#include <algorithm>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "ingest_service/relate/relation_reader.h"
#include "ingest_service/relate/speakers.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

// From a verb or noun of buying to the seller behind it.
constexpr uint32_t kSellerReach = 14;

class PurchaseReader : RelationReader {
 public:
  PurchaseReader(const DocumentContext& context, ItemRange sentence,
                 RelationList& relations)
      : RelationReader(context, sentence, relations) {}

  void Read() {
    for (uint32_t i = sentence_.begin; i < sentence_.end; ++i) {
      if (!context_.Is(i, words_.buy) || IsDenied(context_, sentence_, i)) {
        continue;
      }
      if (!ReadTakeover(i)) ReadPurchase(i);
    }
  }

 private:
  bool NamesFirm(uint32_t i) const {
    return i != kNoItem && IsFirm(context_, context_.NameAt(i));
  }

  // The item before or behind one, nouns like "the company" left out.
  uint32_t HeadBefore(uint32_t item) const {
    uint32_t head = Previous(context_, sentence_, item);
    while (head != kNoItem && context_.Is(head, words_.company_noun)) {
      head = Previous(context_, sentence_, head);
    }
    return head;
  }
  uint32_t NameBehind(uint32_t item) const {
    uint32_t next = Next(context_, sentence_, item);
    while (next != kNoItem && (context_.Is(next, words_.company_noun) ||
                               context_.AdjectiveAt(next) != kNoEntity)) {
      next = Next(context_, sentence_, next);
    }
    return next;
  }

  void AddBuyer(EntityIndex buyer, EntityIndex seller, uint32_t trigger) {
    Add(v1::RELATION_TYPE_CUSTOMER_OF, buyer, seller, trigger,
        "relation.customer.verb");
  }
  void AddOwner(EntityIndex owner, EntityIndex owned, uint32_t trigger) {
    Add(v1::RELATION_TYPE_INVESTS_IN, owner, owned, trigger,
        "relation.invests");
  }

  // ---- Of a firm ----

  // «X bought Y», «Y, which X bought», «upon the purchase of Y»: false where
  // goods are bought.
  bool ReadTakeover(uint32_t at) {
    const Item& item = context_.At(at);
    if (!item.Is(words_.purchase)) return false;
    const uint32_t behind = NameBehind(at);
    if (!NamesFirm(behind) || context_.At(behind).HasFlag(kFormPreposition)) {
      return false;
    }
    if (item.HasFlag(kFormFinite)) {
      return item.HasFlag(kFormPronoun) ? ReadBought(at, behind)
                                        : ReadBuying(at, behind);
    }
    const uint32_t before = Previous(context_, sentence_, at);
    if (before == kNoItem || item.HasFlag(kFormPreposition | kFormPronoun) ||
        !context_.Is(before, words_.preposition | words_.agreement) ||
        NamesGoodsBehind(behind)) {
      return false;
    }
    const EntityIndex owner =
        CompanyBefore(context_, sentence_, at, 2 * kSellerReach, false);
    if (owner == kNoEntity) return false;
    AddOwner(owner, context_.NameAt(behind), at);
    return true;
  }

  // «Y, which X bought».
  bool ReadBought(uint32_t at, uint32_t buyer) {
    const uint32_t relative = Previous(context_, sentence_, at);
    if (relative == kNoItem || !context_.Is(relative, words_.relative)) {
      return false;
    }
    uint32_t owned = Previous(context_, sentence_, relative);
    while (owned != kNoItem && (context_.IsMark(owned, Mark::kComma) ||
                                context_.AdjectiveAt(owned) != kNoEntity)) {
      owned = Previous(context_, sentence_, owned);
    }
    if (!NamesFirm(owned)) return false;
    AddOwner(context_.NameAt(buyer), context_.NameAt(owned), at);
    return true;
  }

  // «bought X Y», «X bought Y», «the company bought Y».
  bool ReadBuying(uint32_t at, uint32_t behind) {
    const EntityIndex first = context_.NameAt(behind);
    const uint32_t second = NameBehind(behind);
    if (NamesFirm(second) &&
        !context_.At(second).HasFlag(kFormPreposition | kFormAnd)) {
      AddOwner(first, context_.NameAt(second), at);
      return true;
    }
    if (NamesGoodsBehind(behind)) return false;
    const uint32_t next = Next(context_, sentence_, at);
    if (next != behind && context_.Is(next, words_.company_single) &&
        context_.At(next).HasFlag(kFormDefinite) &&
        context_.memory.company != kNoEntity) {
      AddOwner(context_.memory.company, first, at);
      return true;
    }
    const uint32_t before = Previous(context_, sentence_, at);
    if (!NamesFirm(before)) return false;
    AddOwner(context_.NameAt(before), first, at);
    return true;
  }

  // Whether goods or a count stand behind a firm: it buys them, or they are
  // its own.
  bool NamesGoodsBehind(uint32_t firm) const {
    const uint32_t next = NameBehind(firm);
    if (next == kNoItem) return false;
    const EntityIndex entity = context_.NameAt(next);
    return context_.At(next).kind == ItemKind::kQuantity ||
           context_.Is(next, words_.chip_noun | words_.ware) ||
           (entity != kNoEntity &&
            context_.entities.Kind(entity) == v1::ENTITY_KIND_PRODUCT);
  }

  // ---- Of goods ----

  // «X's purchases of Y's chips»: the goods must be named with their maker.
  void ReadPurchase(uint32_t at) {
    const uint32_t agreement = AgreementBefore(at);
    if (agreement != kNoItem && ReadAgreement(agreement, at)) return;
    const Item& item = context_.At(at);
    if (!item.HasFlag(kFormPronoun | kFormFinite) && agreement == kNoItem &&
        !IsPlanned(at) && !IsReceived(at)) {
      return;
    }
    const uint32_t limit = std::min(sentence_.end, at + kSellerReach);
    for (uint32_t i = at + 1; i < limit; ++i) {
      if (context_.IsMark(i, Mark::kStop) || context_.IsMark(i, Mark::kComma)) {
        return;
      }
      if (!NamesFirm(i)) continue;
      const EntityIndex seller = context_.NameAt(i);
      const bool from = IsGoverned(context_, at + 1, i);
      if (!from && !IsOwnerOfGoods(i) && !NamesGoodsOf(seller, at, i)) continue;
      // «X received orders from Y».
      if (from && IsReceived(at)) {
        const EntityIndex maker =
            CompanyBefore(context_, sentence_, at, 12, true);
        if (maker != kNoEntity) AddBuyer(seller, maker, at);
        return;
      }
      auto buyers = BuyersOf(at, i);
      if (buyers.empty() && agreement != kNoItem) buyers = BodyOf(agreement);
      AddBuyers(buyers, i, at);
      return;
    }
  }

  // The buyers of a seller, and of the one that "and" joins to it.
  void AddBuyers(const absl::InlinedVector<EntityIndex, 2>& buyers,
                 uint32_t seller, uint32_t trigger) {
    const uint32_t next = Next(context_, sentence_, seller);
    const bool joined = NamesFirm(next) && context_.At(next).HasFlag(kFormAnd);
    for (const EntityIndex buyer : buyers) {
      AddBuyer(buyer, context_.NameAt(seller), trigger);
      if (joined) AddBuyer(buyer, context_.NameAt(next), trigger);
    }
  }

  // «the chips of Y», «the making of Y», «what Y sells».
  bool IsOwnerOfGoods(uint32_t firm) const {
    const uint32_t head = Previous(context_, sentence_, firm);
    if (head == kNoItem) return false;
    if (context_.Is(head, words_.chip_noun | words_.making)) return true;
    return context_.Is(head, words_.make | words_.supply) &&
           context_.At(head).HasFlag(kFormPronoun);
  }

  // «X intends the purchase of ...».
  bool IsPlanned(uint32_t at) const {
    const uint32_t floor = sentence_.FirstNear(at, 6);
    for (uint32_t i = at; i-- > floor;) {
      if (context_.Is(i, words_.planned)) return true;
    }
    return false;
  }

  // «X received orders».
  bool IsReceived(uint32_t at) const {
    const uint32_t floor = sentence_.FirstNear(at, 12);
    for (uint32_t i = at; i-- > floor;) {
      if (!context_.At(i).HasFlag(kFormFinite)) continue;
      return context_.Is(i, words_.act_receive);
    }
    return false;
  }

  // Whether a product of a firm is named between two items.
  bool NamesGoodsOf(EntityIndex firm, uint32_t begin, uint32_t end) const {
    for (uint32_t i = begin + 1; i < end; ++i) {
      const EntityIndex goods = context_.NameAt(i);
      if (goods != kNoEntity && context_.entities.Traits(goods).maker == firm) {
        return true;
      }
    }
    return false;
  }

  // «X signed a deal (with Y) for the purchase of ...»: the deal, or kNoItem.
  uint32_t AgreementBefore(uint32_t at) const {
    constexpr uint32_t kReachOfAgreement = 10;
    const uint32_t floor = sentence_.FirstNear(at, kReachOfAgreement);
    for (uint32_t i = at; i-- > floor;) {
      if (context_.IsMark(i, Mark::kStop)) break;
      if (context_.Is(i, words_.agreement)) return i;
    }
    return kNoItem;
  }

  // «a deal with Y for the purchase of ...».
  bool ReadAgreement(uint32_t agreement, uint32_t at) {
    for (uint32_t i = agreement + 1; i < at; ++i) {
      if (!NamesFirm(i)) continue;
      const uint32_t head = HeadBefore(i);
      if (head == kNoItem || !context_.Is(head, words_.with)) continue;
      AddBuyers(BuyersOf(agreement, i), i, at);
      return true;
    }
    return false;
  }

  // The firm that buys, and the one that stands before it with "and".
  absl::InlinedVector<EntityIndex, 2> BuyersOf(uint32_t verb,
                                               uint32_t seller) const {
    if (context_.At(verb).HasFlag(kFormFinite)) {
      for (uint32_t i = verb + 1; i < seller; ++i) {
        if (NamesFirm(i) && !IsGoverned(context_, verb, i)) {
          const std::vector<EntityIndex> joined =
              FirmsBehind(context_, sentence_, i - 1);
          return {joined.begin(), joined.end()};
        }
      }
    }
    const EntityIndex buyer =
        CompanyBefore(context_, sentence_, verb, kSellerReach, false);
    if (buyer == kNoEntity) return {};
    absl::InlinedVector<EntityIndex, 2> buyers = {buyer};
    for (uint32_t i = verb; i-- > sentence_.begin;) {
      if (context_.NameAt(i) != buyer) continue;
      const uint32_t other = Previous(context_, sentence_, i);
      if (context_.At(i).HasFlag(kFormAnd) && NamesFirm(other)) {
        buyers.push_back(context_.NameAt(other));
      }
      break;
    }
    return buyers;
  }

  // «the government of India contracted for the purchase of ...».
  absl::InlinedVector<EntityIndex, 2> BodyOf(uint32_t agreement) const {
    constexpr uint32_t kReachOfBody = 3;
    if (!context_.At(agreement).HasFlag(kFormFinite)) return {};
    const uint32_t limit =
        std::min(sentence_.end, agreement + 1 + kReachOfBody);
    for (uint32_t i = sentence_.FirstNear(agreement, kReachOfBody); i < limit;
         ++i) {
      const EntityIndex entity = context_.NameAt(i);
      if (entity != kNoEntity &&
          context_.entities.Traits(entity).type == v1::ENTITY_TYPE_GOVERNMENT &&
          !IsGoverned(context_, sentence_.begin, i)) {
        return {entity};
      }
    }
    return {};
  }
};

}  // namespace

void ReadPurchases(const DocumentContext& context, const ItemSentence& sentence,
                   RelationList& relations) {
  const Vocabulary& words = context.words;
  if (!sentence.types.Contains(v1::ENTITY_TYPE_COMPANY) ||
      !sentence.Has(words.buy)) {
    return;
  }
  PurchaseReader(context, sentence.items, relations).Read();
}

}  // namespace isnad
