// Who makes a product, and what it is part of.
#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "ingest_service/relate/relation_reader.h"
#include "ingest_service/relate/speakers.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

constexpr uint32_t kClauseReach = 12;
constexpr EntityTypes kGoodsTypes = {
    v1::ENTITY_TYPE_CHIP, v1::ENTITY_TYPE_ARCHITECTURE, v1::ENTITY_TYPE_SYSTEM,
    v1::ENTITY_TYPE_AI_MODEL, v1::ENTITY_TYPE_OTHER_PRODUCT};

class ProductReader : RelationReader {
 public:
  ProductReader(const DocumentContext& context, ItemRange sentence,
                RelationList& relations)
      : RelationReader(context, sentence, relations) {}

  void Read() {
    for (uint32_t i = sentence_.begin; i < sentence_.end; ++i) {
      if (IsGoods(context_.NameAt(i))) {
        ReadBeside(i);
      } else if (context_.Is(i, words_.any_making)) {
        if (context_.Is(i, words_.make)) ReadMaking(i);
        if (IsMakerNoun(i)) ReadMakerNoun(i);
        if (context_.Is(i, words_.making)) ReadFabrication(i);
        if (context_.Is(i, words_.belong)) ReadBelonging(i);
        if (context_.Is(i, words_.chip_noun | words_.making)) ReadOwnChips(i);
      }
    }
  }

  // A sentence without the words that Read() asks for.
  void ReadNames(absl::Span<const uint32_t> mentions) {
    for (const uint32_t i : mentions) {
      if (IsGoods(context_.NameAt(i))) ReadBeside(i);
    }
  }

 private:
  bool IsGoods(EntityIndex entity) const {
    return entity != kNoEntity &&
           kGoodsTypes.Contains(context_.entities.Traits(entity).type);
  }

  // Adds that a firm makes a product, unless the catalog knows another maker.
  // `sure`: the text says so itself; else the catalog must agree.
  bool AddMakes(EntityIndex firm, EntityIndex product, uint32_t trigger,
                const char* rule, bool sure) {
    const EntityIndex maker = context_.entities.Traits(product).maker;
    if (maker == kNoEntity ? !sure : maker != firm) return false;
    Add(v1::RELATION_TYPE_MAKES, firm, product, trigger, rule);
    return true;
  }

  void ReadBeside(uint32_t product) {
    const EntityIndex goods = context_.NameAt(product);
    uint32_t before = Previous(context_, sentence_, product);
    if (before != kNoItem && IsPossessiveMark(before)) {
      before = Previous(context_, sentence_, before);
    }
    if (before != kNoItem && IsFirm(context_, context_.NameAt(before)) &&
        !context_.At(product).HasFlag(kFormPreposition | kFormAnd)) {
      if (AddMakes(context_.NameAt(before), goods, product,
                   "relation.makes.beside", true)) {
        AddJoined(context_.NameAt(before), product);
      }
    }
    const uint32_t firm = FirmOfModel(product);
    if (firm != kNoItem) {
      AddMakes(context_.NameAt(firm), goods, product, "relation.makes.beside",
               true);
    }
    ReadBehind(product, goods);
  }

  // «the chips of X of the model A».
  uint32_t FirmOfModel(uint32_t product) const {
    constexpr uint32_t kReach = 4;
    const uint32_t floor = sentence_.FirstNear(product, kReach);
    bool from = false;
    for (uint32_t i = product; i-- > floor;) {
      const Item& item = context_.At(i);
      if (item.kind == ItemKind::kMark) continue;
      if (IsFirm(context_, context_.NameAt(i))) {
        const uint32_t noun = Previous(context_, sentence_, i);
        const bool owns =
            from && noun != kNoItem && context_.Is(noun, words_.chip_noun);
        return owns ? i : kNoItem;
      }
      if (item.kind != ItemKind::kWord || item.HasFlag(kFormFinite)) break;
      from = from || item.Is(words_.from);
    }
    return kNoItem;
  }

  // The «'s» of Latin names.
  bool IsPossessiveMark(uint32_t item) const {
    return context_.At(item).kind == ItemKind::kWord &&
           context_.text.Text(context_.At(item).range) == "s";
  }

  // «X chips A and B».
  void AddJoined(EntityIndex firm, uint32_t product) {
    const uint32_t next = Next(context_, sentence_, product);
    if (next == kNoItem || !IsGoods(context_.NameAt(next)) ||
        !context_.At(next).HasFlag(kFormAnd)) {
      return;
    }
    AddMakes(firm, context_.NameAt(next), next, "relation.makes.beside", true);
  }

  // «A, belonging to it», «A of its making».
  bool AddMaker(uint32_t product, uint32_t own) {
    const EntityIndex goods = context_.NameAt(product);
    EntityIndex maker = context_.entities.Traits(goods).maker;
    if (maker != kNoEntity || EndsInPronoun(own)) {
      maker = OwnMaker(product);
    }
    if (maker == kNoEntity || !Names(context_, sentence_, maker)) return false;
    AddMakes(maker, goods, product, "relation.makes.own", true);
    return true;
  }

  // «of her making», «of our making»: phrases, whose flags are of the first
  // word.
  bool EndsInPronoun(uint32_t own) const {
    constexpr absl::string_view kHer = "\u0647\u0627";
    constexpr absl::string_view kOur = "\u0646\u0627";
    const absl::string_view text = context_.text.Text(context_.At(own).range);
    return absl::EndsWith(text, kHer) || absl::EndsWith(text, kOur);
  }

  // «A of the company X», «A, belonging to X».
  void ReadBehind(uint32_t product, EntityIndex goods) {
    const uint32_t limit = std::min(sentence_.end, product + 8);
    bool from = false;
    bool own = false;
    for (uint32_t i = product + 1; i < limit; ++i) {
      const Item& item = context_.At(i);
      if (item.kind == ItemKind::kMark) {
        if (item.mark == Mark::kComma || item.mark == Mark::kStop) return;
        continue;
      }
      const EntityIndex entity = context_.NameAt(i);
      if (entity != kNoEntity) {
        // «A and B of X»
        if (IsGoods(entity) && item.HasFlag(kFormAnd)) continue;
        if (IsFirm(context_, entity) &&
            (from || own || IsGoverned(context_, product + 1, i))) {
          AddMakes(entity, goods, product, "relation.makes.of", from || own);
        }
        return;
      }
      if (item.kind != ItemKind::kWord) continue;
      if (item.Is(words_.own)) {
        own = true;
        if (AddMaker(product, i)) return;
      }
      if (item.Is(words_.from)) {
        from = true;
      } else if (item.HasFlag(kFormFinite) ||
                 item.Is(words_.preposition | words_.subordinator |
                         words_.relative | words_.that)) {
        return;
      }
    }
  }

  // «A, which X makes», «A, which it developed itself».
  void ReadMadeBy(uint32_t verb) {
    EntityIndex firm = CompanyBehind(context_, sentence_, verb, 3);
    const uint32_t product = ProductBefore(verb, firm);
    if (product == kNoItem) return;
    if (firm == kNoEntity) firm = OwnMaker(product);
    if (firm == kNoEntity) return;
    AddMade(firm, product, verb);
    const uint32_t joined = Previous(context_, sentence_, product);
    if (context_.At(product).HasFlag(kFormAnd) && joined != kNoItem &&
        IsGoods(context_.NameAt(joined))) {
      AddMade(firm, joined, verb);
    }
  }

  // «X developed A», «A, which X makes».
  void ReadMaking(uint32_t verb) {
    const Item& item = context_.At(verb);
    if (!item.HasFlag(kFormFinite)) return;
    if (item.HasFlag(kFormPronoun)) return ReadMadeBy(verb);
    uint32_t subject = SubjectBehind(verb);
    EntityIndex firm =
        subject == kNoItem ? kNoEntity : context_.NameAt(subject);
    if (firm == kNoEntity) {
      firm = CompanyBefore(context_, sentence_, verb, kClauseReach, true);
    }
    if (firm == kNoEntity) return;
    const uint32_t limit = std::min(sentence_.end, verb + 26);
    for (uint32_t i = verb + 1; i < limit; ++i) {
      if (context_.IsMark(i, Mark::kStop)) break;
      if (context_.At(i).kind == ItemKind::kWord && i > verb + 1 &&
          context_.Is(i, words_.subordinator | words_.according)) {
        break;
      }
      const EntityIndex goods = context_.NameAt(i);
      if (!IsGoods(goods)) {
        if (context_.Is(verb, words_.fabricate) && OwnsChips(verb, i, firm)) {
          Add(v1::RELATION_TYPE_CUSTOMER_OF, goods, firm, verb,
              "relation.customer.fabricated");
          break;
        }
        continue;
      }
      // «holds 384 chips A» are parts, «makes 384 chips A» is made.
      if (IsCounted(i) && !context_.Is(verb, words_.fabricate)) break;
      AddMade(firm, i, verb);
      const uint32_t joined = JoinedGoods(i);
      if (joined != kNoItem) AddMade(firm, joined, verb);
      break;
    }
  }

  // «X makes the chips of Y»: whether an item is such a Y.
  bool OwnsChips(uint32_t verb, uint32_t i, EntityIndex maker) const {
    const EntityIndex owner = context_.NameAt(i);
    if (!IsFirm(context_, owner) || owner == maker) return false;
    const uint32_t head = Previous(context_, sentence_, i);
    return head != kNoItem && head > verb &&
           context_.Is(head, words_.chip_noun);
  }

  // «A and B», «A, then B»: the second.
  uint32_t JoinedGoods(uint32_t product) const {
    uint32_t next = Next(context_, sentence_, product);
    const bool then = next != kNoItem && context_.Is(next, words_.then);
    if (then) next = Next(context_, sentence_, next);
    if (next == kNoItem || !IsGoods(context_.NameAt(next))) return kNoItem;
    return then || context_.At(next).HasFlag(kFormAnd) ? next : kNoItem;
  }

  // «the giant», «producing», not «is produced».
  bool IsMakerNoun(uint32_t i) const {
    return context_.Is(i, words_.giant) ||
           (context_.Is(i, words_.fabricate) &&
            !context_.At(i).HasFlag(kFormFinite | kFormPronoun));
  }

  // «X, the maker of A»: the product right behind, but for generic heads.
  void ReadMakerNoun(uint32_t noun) {
    const uint32_t limit = std::min(sentence_.end, noun + 4);
    for (uint32_t i = noun + 1; i < limit; ++i) {
      const EntityIndex goods = context_.NameAt(i);
      if (goods == kNoEntity) continue;
      if (!IsGoods(goods)) return;
      uint32_t before = Previous(context_, sentence_, noun);
      while (before != kNoItem && (context_.IsMark(before, Mark::kComma) ||
                                   context_.AdjectiveAt(before) != kNoEntity)) {
        before = Previous(context_, sentence_, before);
      }
      if (before == kNoItem || !IsFirm(context_, context_.NameAt(before))) {
        return;
      }
      AddMakes(context_.NameAt(before), goods, noun, "relation.makes.verb",
               true);
      return;
    }
  }

  // «X goes on with the making of A»: its own, or another's.
  void ReadFabrication(uint32_t noun) {
    constexpr uint32_t kReachOfMaker = 8;
    const Item& item = context_.At(noun);
    if (item.HasFlag(kFormFinite | kFormPronoun | kFormDefinite)) return;
    const EntityIndex firm =
        CompanyBefore(context_, sentence_, noun, kReachOfMaker, true);
    const uint32_t limit = std::min(sentence_.end, noun + kReachOfMaker);
    for (uint32_t i = noun + 1; i < limit && firm != kNoEntity; ++i) {
      if (context_.IsMark(i, Mark::kStop) || context_.IsMark(i, Mark::kComma)) {
        return;
      }
      const EntityIndex goods = context_.NameAt(i);
      if (!IsGoods(goods)) continue;
      const EntityIndex maker = context_.entities.Traits(goods).maker;
      if (maker != kNoEntity && maker != firm) {
        AddFabricated(firm, i, noun);
        return;
      }
      // «X asked Y for the making of A»
      const EntityIndex asked =
          CompanyBefore(context_, sentence_, noun, kReachOfMaker, false);
      if (maker == firm && asked != firm) {
        AddFabricated(asked, i, noun);
      } else {
        AddMakes(firm, goods, noun, "relation.makes.verb", true);
      }
      return;
    }
  }

  // «384 chips A»: parts of something else.
  bool IsCounted(uint32_t product) const {
    const uint32_t before = Previous(context_, sentence_, product);
    return before != kNoItem && context_.At(before).kind == ItemKind::kQuantity;
  }

  uint32_t SubjectBehind(uint32_t verb) const {
    const uint32_t limit = std::min(sentence_.end, verb + 7);
    for (uint32_t i = verb + 1; i < limit; ++i) {
      if (context_.At(i).kind == ItemKind::kMark &&
          !context_.IsMark(i, Mark::kOpenQuote)) {
        break;
      }
      if (!IsFirm(context_, context_.NameAt(i))) continue;
      return IsGoverned(context_, verb + 1, i) ? kNoItem : i;
    }
    return kNoItem;
  }

  // The product that «which X made» tells of: farther away where the catalog
  // knows that X did.
  uint32_t ProductBefore(uint32_t verb, EntityIndex firm) const {
    constexpr uint32_t kNear = 6;
    constexpr uint32_t kFar = 20;
    for (uint32_t i = verb; i-- > sentence_.FirstNear(verb, kFar);) {
      const EntityIndex goods = context_.NameAt(i);
      const bool far = verb - i > kNear;
      if (!IsGoods(goods) || (far && IsDesign(goods))) continue;
      const EntityIndex maker = context_.entities.Traits(goods).maker;
      return !far || (firm != kNoEntity && maker == firm) ? i : kNoItem;
    }
    return kNoItem;
  }

  // Of «A, which it makes», «A of its own making»: the maker whom the sentence
  // names.
  EntityIndex OwnMaker(uint32_t product) const {
    const EntityIndex maker =
        context_.entities.Traits(context_.NameAt(product)).maker;
    if (maker == kNoEntity) return FirmBeforeGoods(product);
    return Names(context_, sentence_, maker) ? maker : kNoEntity;
  }

  // The nearest firm right behind no preposition.
  EntityIndex FirmBeforeGoods(uint32_t product) const {
    for (uint32_t i = product;
         i-- > sentence_.FirstNear(product, 2 * kClauseReach);) {
      if (!IsFirm(context_, context_.NameAt(i)) ||
          context_.At(i).HasFlag(kFormPreposition)) {
        continue;
      }
      uint32_t head = Previous(context_, sentence_, i);
      if (head != kNoItem && context_.Is(head, words_.company_noun)) {
        head = Previous(context_, sentence_, head);
      }
      if (head == kNoItem || !context_.Is(head, words_.preposition)) {
        return context_.NameAt(i);
      }
    }
    return kNoEntity;
  }

  bool IsDesign(EntityIndex goods) const {
    return context_.entities.Traits(goods).type == v1::ENTITY_TYPE_ARCHITECTURE;
  }

  // A firm that makes another's design fabricates it.
  void AddMade(EntityIndex firm, uint32_t product, uint32_t verb) {
    const EntityIndex goods = context_.NameAt(product);
    const EntityIndex maker = context_.entities.Traits(goods).maker;
    if (maker == kNoEntity || maker == firm) {
      AddMakes(firm, goods, verb, "relation.makes.verb", true);
      return;
    }
    if (context_.Is(verb, words_.fabricate)) AddFabricated(firm, product, verb);
  }

  // Its maker is a customer of the firm, if the sentence names it.
  void AddFabricated(EntityIndex firm, uint32_t product, uint32_t trigger) {
    const EntityIndex goods = context_.NameAt(product);
    const EntityIndex maker = context_.entities.Traits(goods).maker;
    Add(v1::RELATION_TYPE_FABRICATED_BY, goods, firm, trigger,
        "relation.fabricated.verb");
    if (!Names(context_, sentence_, maker)) return;
    Add(v1::RELATION_TYPE_CUSTOMER_OF, maker, firm, trigger,
        "relation.customer.fabricated");
  }

  // «its chip A», «its making of A».
  void ReadOwnChips(uint32_t noun) {
    if (!context_.At(noun).HasFlag(kFormPronoun)) return;
    const uint32_t limit = std::min(sentence_.end, noun + 7);
    for (uint32_t i = noun + 1; i < limit; ++i) {
      if (context_.IsMark(i, Mark::kStop)) return;
      const EntityIndex goods = context_.NameAt(i);
      if (!IsGoods(goods)) continue;
      const EntityIndex maker = context_.entities.Traits(goods).maker;
      if (maker != kNoEntity) {
        if (Names(context_, sentence_, maker)) {
          AddMakes(maker, goods, noun, "relation.makes.own", true);
        }
        return;
      }
      const EntityIndex firm =
          CompanyBefore(context_, sentence_, noun, 2 * kClauseReach, true);
      if (firm != kNoEntity) {
        AddMakes(firm, goods, noun, "relation.makes.own", true);
      }
      return;
    }
  }

  // «A belongs to the generation B», «A, based on the architecture B».
  void ReadBelonging(uint32_t at) {
    const uint32_t limit = std::min(sentence_.end, at + 12);
    for (uint32_t i = at + 1; i < limit; ++i) {
      if (context_.IsMark(i, Mark::kStop)) return;
      const EntityIndex whole = context_.NameAt(i);
      if (whole == kNoEntity || !context_.entities.IsChip(whole)) continue;
      EntityIndex part = PartBefore(at, whole);
      if (part == kNoEntity) {
        // «belongs the chip A to the generation B»
        part = whole;
        for (uint32_t j = i + 1; j < limit; ++j) {
          const EntityIndex other = context_.NameAt(j);
          if (other == kNoEntity || !context_.entities.IsChip(other)) continue;
          AddPart(part, other, at);
          return;
        }
        return;
      }
      AddPart(part, whole, at);
      return;
    }
  }

  EntityIndex PartBefore(uint32_t at, EntityIndex whole) const {
    const uint32_t floor = sentence_.FirstNear(at, kClauseReach);
    for (uint32_t i = at; i-- > floor;) {
      if (context_.IsMark(i, Mark::kStop)) break;
      const EntityIndex entity = context_.NameAt(i);
      if (entity != kNoEntity && entity != whole &&
          context_.entities.IsChip(entity)) {
        return entity;
      }
    }
    return kNoEntity;
  }

  void AddPart(EntityIndex part, EntityIndex whole, uint32_t trigger) {
    Add(v1::RELATION_TYPE_PART_OF, part, whole, trigger,
        "relation.part.product");
  }
};

}  // namespace

void ReadProducts(const DocumentContext& context, const ItemSentence& sentence,
                  RelationList& relations) {
  // Also of firms whose chips have no name.
  if (!sentence.types.HasAnyOf(kGoodsTypes) &&
      !(sentence.types.Contains(v1::ENTITY_TYPE_COMPANY) &&
        sentence.Has(context.words.fabricate))) {
    return;
  }
  ProductReader reader(context, sentence.items, relations);
  if (sentence.Has(context.words.any_making)) {
    reader.Read();
  } else {
    reader.ReadNames(context.MentionsOf(sentence));
  }
}

}  // namespace isnad
