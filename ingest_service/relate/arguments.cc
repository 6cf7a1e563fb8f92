#include "ingest_service/relate/arguments.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "ingest_service/relate/speakers.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

void AddOnce(EntityIndex entity, Entities& list) {
  if (!absl::c_linear_search(list, entity)) list.push_back(entity);
}

// Folding makes the feminine ending a pronoun's letter: «a shipment», «its
// shipment».
bool HasPronoun(const DocumentContext& context, const Item& item) {
  return item.HasFlag(kFormPronoun) && !EndsInTaMarbuta(context, item);
}

// «this», «these» before an item; «likewise» is written as «like this» is.
bool IsShown(const DocumentContext& context, ItemRange range, uint32_t i) {
  return i > range.begin && context.Is(i - 1, context.words.anaphor) &&
         !context.At(i - 1).HasFlag(kFormKa);
}

// Whether a word points back to goods spoken of before: «these chips», «this
// step», «its export».
bool PointsBack(const DocumentContext& context, ItemRange range, uint32_t i) {
  const Vocabulary& words = context.words;
  const Item& item = context.At(i);
  const bool shown = IsShown(context, range, i);
  if (item.Is(words.chip_noun)) {
    const bool same = i + 1 < range.end && context.Is(i + 1, words.same);
    return shown || same ||
           (item.HasFlag(kFormDefinite) && item.Is(words.chip_single));
  }
  if (item.Is(words.trade | words.use)) {
    // «its sale of chips» is of any.
    const bool of_chips =
        i + 1 < range.end && context.Is(i + 1, words.chip_noun);
    return HasPronoun(context, item) && !of_chips;
  }
  if (item.Is(words.it)) {  // «allowed it»
    return i > range.begin && context.At(i - 1).HasFlag(kFormFinite);
  }
  return shown && item.Is(words.license | words.matter);
}

// «the products of X»: what a firm of the trade makes.
bool IsWareOfFirm(const DocumentContext& context, ItemRange range, uint32_t i) {
  if (!context.Is(i, context.words.ware)) return false;
  uint32_t firm = i + 1;
  while (firm < range.end && context.Is(firm, context.words.company_noun)) {
    ++firm;
  }
  const EntityIndex maker = firm < range.end ? context.NameAt(firm) : kNoEntity;
  return maker != kNoEntity &&
         context.entities.Traits(maker).type == v1::ENTITY_TYPE_COMPANY;
}

struct GoodsSeen {
  Goods goods;
  bool points_back = false;
};

}  // namespace

bool IsOfEquipment(const DocumentContext& context, ItemRange range,
                   uint32_t item) {
  constexpr uint32_t kReach = 4;
  const uint32_t floor = range.FirstNear(item, kReach);
  for (uint32_t i = item; i-- > floor;) {
    const Item& it = context.At(i);
    if (it.kind != ItemKind::kWord) return false;
    if (it.Is(context.words.equipment)) return true;
    // «the making of» is written like «made».
    if (it.HasFlag(kFormFinite) && !it.Is(context.words.making)) return false;
    if (it.Is(context.words.trade | context.words.preposition)) return false;
  }
  return false;
}

namespace {

// «chips», «processors»: what a count of them counts.
bool CountsChips(const DocumentContext& context, const Item& item) {
  constexpr absl::string_view kNouns[] = {"chip", "processor", "gpu",
                                          "accelerator", "card"};
  return absl::c_any_of(kNouns, [&](absl::string_view noun) {
    return Counts(context, item, noun);
  });
}

GoodsSeen SeeGoods(const DocumentContext& context, ItemRange range) {
  GoodsSeen seen;
  for (uint32_t i = range.begin; i < range.end; ++i) {
    const Item& item = context.At(i);
    const EntityIndex entity = item.Name();
    if (!item.Is(context.words.of_goods) && entity == kNoEntity &&
        item.kind != ItemKind::kQuantity) {
      continue;
    }
    if (entity != kNoEntity && context.entities.IsChip(entity)) {
      seen.goods.found = true;
      // «machines that make A» are chips in general.
      if (!IsOfEquipment(context, range, i)) {
        AddOnce(entity, seen.goods.products);
      }
      continue;
    }
    if (entity != kNoEntity &&
        context.entities.Traits(entity).type == v1::ENTITY_TYPE_RULE) {
      seen.goods.found = true;
      continue;
    }
    if (item.kind == ItemKind::kQuantity) {
      // «400,000 chips», and nothing that says which.
      const bool bare =
          i + 1 >= range.end || context.At(i + 1).kind == ItemKind::kMark;
      const bool chips = CountsChips(context, item);
      seen.points_back =
          seen.points_back || Counts(context, item, "unit") || (bare && chips);
      seen.goods.found = seen.goods.found || chips;
    }
    if (!item.Is(context.words.of_goods)) continue;
    const bool generic = seen.goods.found && seen.goods.products.empty();
    if (PointsBack(context, range, i)) {
      seen.points_back = seen.points_back || !generic;
    }
    const bool shown = IsShown(context, range, i);
    if (item.Is(context.words.chip_noun | context.words.export_control) ||
        (shown && item.Is(context.words.restriction)) ||
        IsWareOfFirm(context, range, i)) {
      seen.goods.found = true;
    }
  }
  return seen;
}

// The goods of a range; what points back is looked for before it in the
// sentence, then in the document.
Goods GoodsIn(const DocumentContext& context, ItemRange sentence,
              ItemRange range) {
  GoodsSeen seen = SeeGoods(context, range);
  seen.goods.how = "in the clause";
  if (!seen.goods.products.empty() || !seen.points_back) return seen.goods;
  GoodsSeen before = SeeGoods(context, {sentence.begin, range.begin});
  before.goods.how = "pointed back to, in the sentence";
  if (before.goods.found && !before.points_back) return before.goods;
  Goods goods;
  goods.how = "pointed back to, in the document";
  goods.products = context.memory.products;
  // What was decided on before is chips, if only in general.
  goods.found = seen.goods.found || !goods.products.empty();
  return goods;
}

// The item before a company's name, generic heads and marks left out; kNoItem
// if there is none.
uint32_t HeadBefore(const DocumentContext& context, ItemRange range,
                    uint32_t firm) {
  while (firm > range.begin &&
         (context.At(firm - 1).kind == ItemKind::kMark ||
          context.Is(firm - 1,
                     context.words.company_noun | context.words.giant))) {
    --firm;
  }
  return firm > range.begin ? firm - 1 : kNoItem;
}

// «rivals of X», «the spokesman of X», «the analyst at X», «a share of the
// market from X»: named, but neither buyer nor seller.
bool IsBystander(const DocumentContext& context, ItemRange range,
                 uint32_t firm) {
  const Vocabulary& words = context.words;
  const uint32_t head = HeadBefore(context, range, firm);
  if (head == kNoItem) return false;
  if (context.Is(head, words.rival | words.spokesman) ||
      IsSourceOfWords(context, range, firm)) {
    return true;
  }
  if (!context.Is(head, words.from) || head == range.begin) {
    return false;
  }
  const Item& before = context.At(head - 1);
  return before.kind == ItemKind::kWord && before.classes.none() &&
         !before.HasFlag(kFormDefinite);
}

// «chips of X», «H200 of the company X».
bool OwnsGoods(const DocumentContext& context, ItemRange range, uint32_t firm) {
  uint32_t head = HeadBefore(context, range, firm);
  if (head == kNoItem) return false;
  if (context.Is(head, context.words.from) && head > range.begin) {
    --head;
    if (context.At(head).kind == ItemKind::kMark && head > range.begin) --head;
  }
  const EntityIndex goods = context.NameAt(head);
  return context.Is(head, context.words.chip_noun) ||
         (goods != kNoEntity && context.entities.IsChip(goods));
}

// «A bans the chips .. and X looks for a way out»: the second half of a
// headline tells of the firm concerned.
bool OpensSecondHalf(const DocumentContext& context, ItemRange clause,
                     uint32_t firm) {
  uint32_t first = firm;
  while (first > clause.end && context.At(first - 1).kind == ItemKind::kMark) {
    --first;
  }
  return first == clause.end && context.IsMark(first - 1, Mark::kStop);
}

bool IsSpeaker(const std::vector<Report>& reports, const Item& item) {
  for (const Report& report : reports) {
    for (const ChainLink& link : report.chain) {
      if (link.range.begin == item.range.begin) return true;
    }
  }
  return false;
}

}  // namespace

bool Counts(const DocumentContext& context, const Item& item,
            absl::string_view noun) {
  if (item.kind != ItemKind::kQuantity) return false;
  const v1::Quantity& quantity = context.QuantityOf(item);
  return quantity.value_case() == v1::Quantity::kCount &&
         quantity.count().noun() == noun;
}

bool EndsInTaMarbuta(const DocumentContext& context, const Item& item) {
  constexpr absl::string_view kTaMarbuta = "\u0629";
  return absl::EndsWith(context.text.Text(item.range), kTaMarbuta);
}

bool EndsInFemininePronoun(const DocumentContext& context, const Item& item) {
  constexpr absl::string_view kHa = "\u0647\u0627";
  const absl::string_view text = context.text.Text(item.range);
  return absl::EndsWith(text.substr(0, text.find(' ')), kHa);
}

WordClasses ClassesIn(const DocumentContext& context, ItemRange range) {
  WordClasses classes;
  for (uint32_t i = range.begin; i < range.end; ++i) {
    const Item& item = context.At(i);
    classes |= item.classes;
    if (item.like != WordLike::kNone) {
      classes |= context.words.ClassesOf(item.like);
    }
  }
  return classes;
}

bool HasClass(const DocumentContext& context, ItemRange range,
              const WordClasses& classes) {
  for (uint32_t i = range.begin; i < range.end; ++i) {
    if (Matches(context, i, classes)) return true;
  }
  return false;
}

Goods NamedGoods(const DocumentContext& context, ItemRange clause) {
  return SeeGoods(context, clause).goods;
}

Goods FindGoods(const DocumentContext& context, ItemRange sentence,
                ItemRange clause) {
  Goods goods = GoodsIn(context, sentence, clause);
  if (goods.found) return goods;
  goods = GoodsIn(context, sentence, sentence);
  if (goods.how == absl::string_view("in the clause")) {
    goods.how = "in the sentence";
  }
  return goods;
}

namespace {

// «..., and the approval covers X, Y and Z».
bool IsCovered(const DocumentContext& context, ItemRange before,
               uint32_t firm) {
  for (uint32_t i = firm; i-- > before.begin;) {
    const Item& item = context.At(i);
    if (item.Is(context.words.act_cover)) return item.HasFlag(kFormFinite);
    if (item.HasFlag(kFormFinite) || context.IsMark(i, Mark::kStop)) break;
  }
  return false;
}

}  // namespace

Entities FindParties(const DocumentContext& context, ItemRange sentence,
                     ItemRange clause, ItemRange condition,
                     const Entities& products,
                     const std::vector<Report>& reports) {
  const auto makes = [&](EntityIndex firm) {
    return absl::c_any_of(products, [&](EntityIndex product) {
      return context.entities.Traits(product).maker == firm;
    });
  };
  // «on condition that no equipment of X is used», but not «that X sells».
  const bool names_parties =
      condition.empty() || context.Is(condition.begin, context.words.that);
  Entities parties;
  bool speaker = false;  // of the last firm, or of those it is joined to
  for (uint32_t i = sentence.begin; i < sentence.end; ++i) {
    const EntityIndex entity = context.NameAt(i);
    if (entity == kNoEntity ||
        context.entities.Traits(entity).type != v1::ENTITY_TYPE_COMPANY) {
      continue;
    }
    speaker = IsSpeaker(reports, context.At(i)) ||
              (speaker && context.At(i).HasFlag(kFormAnd));
    if (speaker || (!names_parties && condition.Contains(i))) continue;
    bool party = false;
    if (i >= clause.end) {
      party = OpensSecondHalf(context, clause, i) ||
              IsCovered(context, {clause.end, i}, i) ||
              (makes(entity) && !IsBystander(context, sentence, i));
    } else if (clause.Contains(i)) {
      party = !IsBystander(context, clause, i);
    } else {
      party = OwnsGoods(context, sentence, i) ||
              (makes(entity) && !IsBystander(context, sentence, i));
    }
    if (party) AddOnce(entity, parties);
  }
  return parties;
}

bool IsSourceOfWords(const DocumentContext& context, ItemRange range,
                     uint32_t firm) {
  const Vocabulary& words = context.words;
  const uint32_t head = HeadBefore(context, range, firm);
  if (head == kNoItem) return false;
  // «as X disclosed» may as well be «X also disclosed».
  const bool according =
      context.Is(head, words.according) && !context.Is(head, words.as_or_also);
  if (according || context.Is(head, words.analyst)) return true;
  // «according to data of X», «the estimates of X point to ...».
  if (context.Is(head, words.data | words.paper) && head > range.begin &&
      context.Is(head - 1, words.according | words.say)) {
    return true;
  }
  // «the analyst at X», «the analysts of the bank X».
  return head > range.begin && context.Is(head - 1, words.analyst) &&
         (context.At(head).IsPlain() ||
          context.Is(head, words.in | words.preposition));
}

EntityIndex FirmBefore(const DocumentContext& context, ItemRange range,
                       const std::vector<Report>& reports) {
  for (uint32_t i = range.end; i-- > range.begin;) {
    const EntityIndex entity = context.NameAt(i);
    if (entity != kNoEntity &&
        context.entities.Traits(entity).type == v1::ENTITY_TYPE_COMPANY &&
        !IsSpeaker(reports, context.At(i)) && !IsBystander(context, range, i)) {
      return entity;
    }
  }
  return kNoEntity;
}

EntityIndex FirmPointedTo(const DocumentContext& context, ItemRange sentence,
                          ItemRange clause) {
  for (uint32_t i = clause.begin; i < clause.end; ++i) {
    if (!context.Is(i, context.words.company_single) ||
        !context.At(i).HasFlag(kFormDefinite)) {
      continue;
    }
    const EntityIndex nationality =
        i + 1 < clause.end ? context.AdjectiveAt(i + 1) : kNoEntity;
    const EntityIndex firm = FirmBefore(context, {sentence.begin, i}, {});
    if (firm == kNoEntity) continue;
    if (nationality == kNoEntity ||
        context.entities.Traits(nationality).Country() ==
            context.entities.Traits(firm).Country()) {
      return firm;
    }
  }
  return kNoEntity;
}

EntityIndex CompanyMeant(const DocumentContext& context, uint32_t noun) {
  constexpr uint32_t kReachOfMentions = 40;
  const EntityIndex place = noun + 1 < context.being_read.end
                                ? context.AdjectiveAt(noun + 1)
                                : kNoEntity;
  const auto is_meant = [&context, place](EntityIndex firm) {
    const DocumentEntities& entities = context.entities;
    return firm != kNoEntity &&
           entities.Traits(firm).type == v1::ENTITY_TYPE_COMPANY &&
           (place == kNoEntity || entities.Traits(place).Country() ==
                                      entities.Traits(firm).Country());
  };
  const std::vector<uint32_t>& mentions = context.items.mentions;
  auto mention = std::lower_bound(mentions.begin(), mentions.end(), noun);
  for (uint32_t n = 0; n < kReachOfMentions && mention != mentions.begin();
       ++n) {
    const uint32_t i = *--mention;
    if (i < context.being_read.begin && is_meant(context.memory.company)) {
      return context.memory.company;
    }
    if (is_meant(context.NameAt(i)) &&
        !IsSourceOfWords(context, context.being_read, i)) {
      return context.NameAt(i);
    }
  }
  return is_meant(context.memory.company) ? context.memory.company : kNoEntity;
}

ItemRange FindCondition(const DocumentContext& context, ItemRange range) {
  for (uint32_t i = range.begin; i < range.end; ++i) {
    if (!context.Is(i, context.words.condition)) continue;
    ItemRange condition = {i, i + 1};
    while (condition.end < range.end &&
           !context.IsMark(condition.end, Mark::kStop) &&
           !context.IsMark(condition.end, Mark::kSemicolon) &&
           !(context.IsMark(condition.end, Mark::kComma) &&
             condition.end + 1 < range.end &&
             context.Is(condition.end + 1, context.words.report_end |
                                               context.words.subordinator))) {
      ++condition.end;
    }
    return condition;
  }
  return {};
}

}  // namespace isnad
