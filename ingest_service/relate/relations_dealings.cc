// What firms have to do with each other: rivals, customers, owners.
#include <algorithm>
#include <vector>

#include "ingest_service/relate/arguments.h"
#include "ingest_service/relate/relation_reader.h"
#include "ingest_service/relate/speakers.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

constexpr uint32_t kReach = 20;

class DealingReader : RelationReader {
 public:
  DealingReader(const DocumentContext& context, ItemRange sentence,
                RelationList& relations)
      : RelationReader(context, sentence, relations) {}

  void Read() {
    for (uint32_t i = sentence_.begin; i < sentence_.end; ++i) {
      const Item& item = context_.At(i);
      if (!item.Is(words_.any_dealing)) continue;
      if (item.Is(words_.rival)) ReadRival(i);
      if (item.Is(words_.customer)) ReadCustomer(i);
      if (item.Is(words_.supplier)) ReadSupplier(i);
      if (item.Is(words_.acquire)) ReadOwner(i, words_.on);
      if (item.Is(words_.invest)) {
        if (item.Is(words_.backed)) {
          ReadBacker(i);
        } else {
          ReadOwner(i, words_.in);
        }
      }
      if (item.Is(words_.stake) && IsOwned(i)) ReadOwner(i, words_.in);
      if (item.Is(words_.subsidiary)) ReadSubsidiary(i);
    }
  }

 private:
  bool IsFund(EntityIndex entity) const {
    return entity != kNoEntity && context_.entities.IsFund(entity);
  }

  // The firm spoken of before an item: in the sentence, else in the document.
  EntityIndex Antecedent(uint32_t at) const {
    EntityIndex firm = CompanyBefore(context_, sentence_, at, kReach, true);
    if (firm == kNoEntity) {
      firm = CompanyBefore(context_, sentence_, at, kReach, false);
    }
    return firm != kNoEntity ? firm : context_.memory.company;
  }

  // «its rival X», «X, a rival of Y», «X competes with Y».
  void ReadRival(uint32_t at) {
    const Item& item = context_.At(at);
    if (item.HasFlag(kFormFinite) && ReadRivalChips(at)) return;
    const EntityIndex behind = CompanyBehind(context_, sentence_, at, 4);
    if (behind == kNoEntity) return;
    if (IsBetween(at)) return AddRivals(at);
    // «a rival of» is folded like «its rival» where it is feminine.
    const bool own = item.HasFlag(kFormPronoun) && !item.HasFlag(kFormFinite) &&
                     !EndsInTaMarbuta(context_, item);
    const EntityIndex before =
        own ? Antecedent(at)
            : CompanyBefore(context_, sentence_, at, kReach, true);
    if (before == kNoEntity && item.HasFlag(kFormFinite)) {
      // «competes X with Y», «compete X, Y and Z»
      return AddRivals(at);
    }
    if (own) {
      for (const EntityIndex rival : FirmsBehind(context_, sentence_, at)) {
        Add(v1::RELATION_TYPE_COMPETES_WITH, rival, before, at,
            "relation.rival.own");
      }
      return;
    }
    if (AddNamedRivals(at, behind)) return;
    // «the rivals», but «the firms that compete with X».
    if (item.HasFlag(kFormDefinite) && !IsToFirm(at)) return;
    for (const EntityIndex rival : FirmsBehind(context_, sentence_, at)) {
      Add(v1::RELATION_TYPE_COMPETES_WITH, before, rival, at,
          "relation.rival.of");
    }
  }

  bool IsChip(uint32_t i) const {
    const EntityIndex entity = context_.NameAt(i);
    return entity != kNoEntity && context_.entities.IsChip(entity);
  }

  // The first chip behind an item, before all firms; kNoItem if none is near.
  uint32_t ChipBehind(uint32_t at) const {
    constexpr uint32_t kReachOfChip = 4;
    const uint32_t limit = std::min(sentence_.end, at + 1 + kReachOfChip);
    for (uint32_t i = at + 1; i < limit; ++i) {
      if (IsChip(i)) return i;
      if (context_.IsMark(i, Mark::kStop) ||
          IsFirm(context_, context_.NameAt(i))) {
        break;
      }
    }
    return kNoItem;
  }

  // «competes the chip A with B and C», «A, which competes with B»; false where
  // no chips do.
  bool ReadRivalChips(uint32_t at) {
    uint32_t rival = ChipBehind(at);
    if (rival == kNoItem) return false;
    uint32_t first = kNoItem;
    const uint32_t second = ChipBehind(rival);
    if (second != kNoItem && !context_.At(second).HasFlag(kFormAnd)) {
      first = rival;
      rival = second;
    } else {
      constexpr uint32_t kReachOfSubject = 5;
      for (uint32_t i = at; i-- > sentence_.FirstNear(at, kReachOfSubject);) {
        if (IsFirm(context_, context_.NameAt(i))) return false;
        if (!IsChip(i)) continue;
        first = i;
        break;
      }
      if (first == kNoItem) return false;
    }
    for (uint32_t i = rival; i < std::min(sentence_.end, at + kReach); ++i) {
      if (context_.IsMark(i, Mark::kStop) || context_.IsMark(i, Mark::kComma)) {
        break;
      }
      if (!IsChip(i) || (i != rival && !context_.At(i).HasFlag(kFormAnd))) {
        continue;
      }
      Add(v1::RELATION_TYPE_COMPETES_WITH, context_.NameAt(first),
          context_.NameAt(i), at, "relation.rival.of");
    }
    return true;
  }

  // «the rivals of X, such as Y and Z».
  bool AddNamedRivals(uint32_t at, EntityIndex of) {
    constexpr uint32_t kReachOfList = 9;
    if (!context_.At(at).HasFlag(kFormPlural | kFormNoun)) return false;
    const uint32_t limit = std::min(sentence_.end, at + 1 + kReachOfList);
    for (uint32_t i = at + 1; i < limit; ++i) {
      if (context_.IsMark(i, Mark::kStop)) return false;
      if (!context_.Is(i, words_.likeness)) continue;
      const auto rivals = FirmsBehind(context_, sentence_, i);
      for (const EntityIndex rival : rivals) {
        Add(v1::RELATION_TYPE_COMPETES_WITH, rival, of, at,
            "relation.rival.own");
      }
      return !rivals.empty();
    }
    return false;
  }

  // All firms behind an item, each a rival of the others.
  void AddRivals(uint32_t at) {
    const std::vector<EntityIndex> rivals = CompaniesBehind(at);
    for (size_t one = 0; one < rivals.size(); ++one) {
      for (size_t other = one + 1; other < rivals.size(); ++other) {
        Add(v1::RELATION_TYPE_COMPETES_WITH, rivals[one], rivals[other], at,
            "relation.rival.of");
      }
    }
  }

  // «the competition between X and Y».
  bool IsBetween(uint32_t at) const {
    constexpr uint32_t kReachOfBetween = 3;
    const uint32_t limit = std::min(sentence_.end, at + 1 + kReachOfBetween);
    for (uint32_t i = at + 1; i < limit; ++i) {
      if (context_.Is(i, words_.between)) return true;
    }
    return false;
  }

  // Whether a firm that something is done to stands right behind an item.
  bool IsToFirm(uint32_t at) const {
    const uint32_t next = Next(context_, sentence_, at);
    return next != kNoItem && IsFirm(context_, context_.NameAt(next)) &&
           context_.At(next).HasFlag(kFormLi);
  }

  // All firms behind an item, up to a comma that no firm follows.
  std::vector<EntityIndex> CompaniesBehind(uint32_t at) const {
    const uint32_t limit = std::min(sentence_.end, at + 12);
    std::vector<EntityIndex> firms;
    for (uint32_t i = at + 1; i < limit; ++i) {
      if (context_.IsMark(i, Mark::kStop)) break;
      if (context_.IsMark(i, Mark::kComma)) {
        const uint32_t next = Next(context_, sentence_, i);
        if (next == kNoItem || !IsFirm(context_, context_.NameAt(next))) break;
        continue;
      }
      const EntityIndex entity = context_.NameAt(i);
      if (IsFirm(context_, entity)) firms.push_back(entity);
    }
    return firms;
  }

  // «X and Y are among ...»: X, where Y was found.
  EntityIndex JoinedBefore(uint32_t at, EntityIndex second) const {
    for (uint32_t i = at; i-- > sentence_.begin;) {
      if (context_.NameAt(i) != second) continue;
      if (!context_.At(i).HasFlag(kFormAnd)) return kNoEntity;
      const uint32_t first = Previous(context_, sentence_, i);
      const EntityIndex entity =
          first == kNoItem ? kNoEntity : context_.NameAt(first);
      return IsFirm(context_, entity) ? entity : kNoEntity;
    }
    return kNoEntity;
  }

  // «among its customers are X and Y».
  bool AddOwnCustomers(uint32_t at) {
    const uint32_t first = Next(context_, sentence_, at);
    if (first == kNoItem || !IsFirm(context_, context_.NameAt(first)) ||
        context_.At(first).HasFlag(kFormPreposition)) {
      return false;
    }
    const EntityIndex seller = Antecedent(at);
    for (const EntityIndex buyer : FirmsBehind(context_, sentence_, at)) {
      Add(v1::RELATION_TYPE_CUSTOMER_OF, buyer, seller, at,
          "relation.customer.noun");
    }
    return true;
  }

  // «of the customers of the company are X and Y»: the one spoken of.
  bool AddCustomersOfCompany(uint32_t at) {
    const uint32_t noun = at + 1;
    const EntityIndex seller = context_.memory.company;
    if (noun >= sentence_.end || !context_.Is(noun, words_.company_single) ||
        !context_.At(noun).HasFlag(kFormDefinite) || seller == kNoEntity) {
      return false;
    }
    for (const EntityIndex buyer : FirmsBehind(context_, sentence_, noun)) {
      if (buyer == seller) continue;
      Add(v1::RELATION_TYPE_CUSTOMER_OF, buyer, seller, at,
          "relation.customer.noun");
    }
    return true;
  }

  // «X is among the customers of Y».
  void ReadCustomer(uint32_t at) {
    if (AddCustomersOfCompany(at)) return;
    EntityIndex seller = CompanyBehind(context_, sentence_, at, 2);
    if (context_.At(at).HasFlag(kFormPronoun)) {
      if (AddOwnCustomers(at)) return;
      // «its largest customer, Y».
      const uint32_t next = Next(context_, sentence_, at);
      if (next != kNoItem && context_.IsMark(next, Mark::kComma)) {
        const uint32_t buyer = Next(context_, sentence_, next);
        const EntityIndex owner = Antecedent(at);
        if (buyer != kNoItem && IsFirm(context_, context_.NameAt(buyer)) &&
            owner != kNoEntity && owner != context_.NameAt(buyer)) {
          Add(v1::RELATION_TYPE_CUSTOMER_OF, context_.NameAt(buyer), owner, at,
              "relation.customer.noun");
          return;
        }
      }
      // «..., and Y is the first of its customers».
      const EntityIndex nearest =
          CompanyBefore(context_, sentence_, at, 4, true);
      for (uint32_t i = at; nearest != kNoEntity && i-- > sentence_.begin;) {
        const EntityIndex entity = context_.NameAt(i);
        if (!IsFirm(context_, entity) || entity == nearest) continue;
        Add(v1::RELATION_TYPE_CUSTOMER_OF, nearest, entity, at,
            "relation.customer.noun");
        return;
      }
    }
    if (seller == kNoEntity) return;
    const EntityIndex buyer =
        CompanyBefore(context_, sentence_, at, kReach, false);
    if (buyer == kNoEntity) {
      // «the list of customers of X holds Y and Z».
      for (const EntityIndex listed : CompaniesBehind(at)) {
        if (listed == seller) continue;
        Add(v1::RELATION_TYPE_CUSTOMER_OF, listed, seller, at,
            "relation.customer.noun");
      }
      return;
    }
    Add(v1::RELATION_TYPE_CUSTOMER_OF, buyer, seller, at,
        "relation.customer.noun");
    const EntityIndex other = JoinedBefore(at, buyer);
    if (other == kNoEntity || other == seller) return;
    Add(v1::RELATION_TYPE_CUSTOMER_OF, other, seller, at,
        "relation.customer.noun");
  }

  // «X, the main supplier of Y»: Y is a customer of X.
  void ReadSupplier(uint32_t at) {
    const EntityIndex buyer = CompanyBehind(context_, sentence_, at, 8);
    if (buyer == kNoEntity) return;
    EntityIndex seller = CompanyBefore(context_, sentence_, at, 14, true);
    if (seller == kNoEntity) {
      seller = CompanyBefore(context_, sentence_, at, 14, false);
    }
    Add(v1::RELATION_TYPE_CUSTOMER_OF, buyer, seller, at,
        "relation.customer.supplier");
  }

  // «X acquired Y», «X invested in Y»: the preposition must be there.
  void ReadOwner(uint32_t at, const WordClasses& preposition) {
    const uint32_t limit = std::min(sentence_.end, at + 12);
    EntityIndex owner = kNoEntity;
    // «acquired» may be one item with its preposition.
    bool reached = context_.Is(at, words_.acquire) &&
                   context_.At(at).token_end > context_.At(at).token_begin + 1;
    for (uint32_t i = at + 1; i < limit; ++i) {
      const Item& item = context_.At(i);
      if (item.kind == ItemKind::kMark &&
          (item.mark == Mark::kStop || item.mark == Mark::kComma)) {
        return;
      }
      if (item.kind == ItemKind::kWord && item.Is(preposition)) {
        reached = true;
        continue;
      }
      const EntityIndex entity = context_.NameAt(i);
      if (!reached && IsInvestor(entity)) {
        owner = entity;
        continue;
      }
      // «the acquisition of Y by the company».
      if (!reached && item.Is(words_.company_single) &&
          item.HasFlag(kFormDefinite)) {
        owner = CompanyMeant(context_, i);
        continue;
      }
      if (!reached || !IsFirm(context_, entity)) continue;
      if (owner == kNoEntity) owner = CompanyNounBefore(at);
      if (owner == kNoEntity) {
        owner = CompanyBefore(context_, sentence_, at, kReach, true);
      }
      if (owner != kNoEntity) {
        Add(v1::RELATION_TYPE_INVESTS_IN, owner, entity, at,
            "relation.invests");
      }
      return;
    }
  }

  // «X owns a share of», not «X sold its share of».
  bool IsOwned(uint32_t stake) const {
    constexpr uint32_t kReachOfVerb = 6;
    for (uint32_t i = stake; i-- > sentence_.FirstNear(stake, kReachOfVerb);) {
      if (context_.IsMark(i, Mark::kStop)) break;
      if (context_.Is(i, words_.owns | words_.purchase)) return true;
    }
    return false;
  }

  // «X, backed by Y».
  void ReadBacker(uint32_t at) {
    uint32_t from = Next(context_, sentence_, at);
    // «X, which Y finances».
    if (context_.At(at).HasFlag(kFormFinite)) {
      from = at;
    } else if (from == kNoItem || !context_.Is(from, words_.from)) {
      return;
    }
    const EntityIndex firm = CompanyBefore(context_, sentence_, at, 8, false);
    if (firm == kNoEntity) return;
    const uint32_t next = Next(context_, sentence_, from);
    if (next != kNoItem && IsFund(context_.NameAt(next))) {
      Add(v1::RELATION_TYPE_INVESTS_IN, context_.NameAt(next), firm, at,
          "relation.invests");
      return;
    }
    for (const EntityIndex backer : FirmsBehind(context_, sentence_, from)) {
      Add(v1::RELATION_TYPE_INVESTS_IN, backer, firm, at, "relation.invests");
    }
  }

  // «the company invested»: the one spoken of before.
  EntityIndex CompanyNounBefore(uint32_t at) const {
    if (at <= sentence_.begin) return kNoEntity;
    const Item& noun = context_.At(at - 1);
    const bool company = noun.kind == ItemKind::kWord &&
                         noun.Is(words_.company_single) &&
                         noun.HasFlag(kFormDefinite);
    return company ? context_.memory.company : kNoEntity;
  }

  // Who may own a firm: also funds and bodies of states.
  bool IsInvestor(EntityIndex entity) const {
    return IsFirm(context_, entity) || IsFund(entity) || IsBody(entity);
  }

  // «X, a unit of Y», «Y, the parent company of X».
  void ReadSubsidiary(uint32_t at) {
    const uint32_t limit = std::min(sentence_.end, at + 7);
    EntityIndex owned = kNoEntity;  // where it stands behind, too
    for (uint32_t i = at + 1; i < limit; ++i) {
      if (context_.IsMark(i, Mark::kStop)) return;
      const EntityIndex behind = context_.NameAt(i);
      if (!IsFirm(context_, behind) && !IsFund(behind) && !IsBody(behind)) {
        continue;
      }
      if (!IsGoverned(context_, at + 1, i)) {
        // «the ownership of X is Y's», the owned one first.
        if (!context_.Is(at, words_.ownership) || owned != kNoEntity) return;
        owned = behind;
        continue;
      }
      const EntityIndex before =
          owned != kNoEntity ? owned : OwnedOrOwner(at, behind);
      if (before == kNoEntity || before == behind) return;
      const bool parent = context_.Is(at, words_.company_single);
      Add(v1::RELATION_TYPE_PART_OF, parent ? behind : before,
          parent ? before : behind, at, "relation.part.subsidiary");
      return;
    }
  }

  bool IsBody(EntityIndex entity) const {
    return entity != kNoEntity &&
           context_.entities.Traits(entity).type == v1::ENTITY_TYPE_GOVERNMENT;
  }

  // The firm before a word, or the body right before it if another is behind.
  EntityIndex OwnedOrOwner(uint32_t at, EntityIndex behind) const {
    if (!IsBody(behind)) {
      return CompanyBefore(context_, sentence_, at, 8, false);
    }
    const uint32_t previous = Previous(context_, sentence_, at);
    if (previous == kNoItem) return kNoEntity;
    const EntityIndex body = context_.NameAt(previous);
    return IsBody(body) ? body : kNoEntity;
  }
};

}  // namespace

void ReadDealings(const DocumentContext& context, const ItemSentence& sentence,
                  RelationList& relations) {
  const Vocabulary& words = context.words;
  // Bodies belong to others, and chips compete, too.
  const bool dealers = sentence.types.Contains(v1::ENTITY_TYPE_COMPANY) ||
                       (sentence.types.Contains(v1::ENTITY_TYPE_GOVERNMENT) &&
                        sentence.Has(words.subsidiary)) ||
                       (sentence.types.Contains(v1::ENTITY_TYPE_CHIP) &&
                        sentence.Has(words.rival));
  if (!dealers || !sentence.Has(words.any_dealing)) return;
  DealingReader(context, sentence.items, relations).Read();
}

}  // namespace isnad
