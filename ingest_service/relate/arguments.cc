#include "ingest_service/relate/arguments.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "ingest_service/relate/speakers.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

void AddOnce(EntityIndex entity, std::vector<EntityIndex>& list) {
  if (!absl::c_linear_search(list, entity)) list.push_back(entity);
}

// Whether a word points back to goods spoken of before: «these chips», «this
// step», «its export».
bool PointsBack(const DocumentContext& context, ItemRange range, uint32_t i) {
  const Vocabulary& words = context.words;
  const Item& item = context.At(i);
  const bool shown = i > range.begin && context.Is(i - 1, words.anaphor);
  if (item.Is(words.chip_noun)) {
    return shown || (item.HasFlag(kFormDefinite) && item.Is(words.chip_single));
  }
  if (item.Is(words.trade | words.use)) return item.HasFlag(kFormPronoun);
  return shown && item.Is(words.license | words.matter);
}

// «400 thousand units», of what was spoken of; «a million chips», of any.
bool Counts(const DocumentContext& context, const Item& item,
            absl::string_view noun) {
  const v1::Quantity& quantity =
      context.reading.quantities[item.index].quantity;
  return quantity.value_case() == v1::Quantity::kCount &&
         quantity.count().noun() == noun;
}

struct GoodsSeen {
  Goods goods;
  bool points_back = false;
};

GoodsSeen SeeGoods(const DocumentContext& context, ItemRange range) {
  GoodsSeen seen;
  for (uint32_t i = range.begin; i < range.end; ++i) {
    const EntityIndex entity = context.NameAt(i);
    if (entity != kNoEntity && context.entities.IsChip(entity)) {
      seen.goods.found = true;
      AddOnce(entity, seen.goods.products);
      continue;
    }
    const Item& item = context.At(i);
    if (item.kind == ItemKind::kQuantity) {
      seen.points_back = seen.points_back || Counts(context, item, "unit");
      seen.goods.found = seen.goods.found || Counts(context, item, "chip");
    }
    if (item.kind != ItemKind::kWord || item.classes.none()) continue;
    const bool generic = seen.goods.found && seen.goods.products.empty();
    if (PointsBack(context, range, i)) {
      seen.points_back = seen.points_back || !generic;
    }
    const bool shown =
        i > range.begin && context.Is(i - 1, context.words.anaphor);
    if (item.Is(context.words.chip_noun) ||
        (shown && item.Is(context.words.restriction))) {
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
  goods.found = seen.goods.found || !goods.products.empty();
  return goods;
}

std::string CountryAt(const DocumentContext& context, uint32_t item,
                      bool& adjective) {
  EntityIndex place = context.NameAt(item);
  adjective = false;
  if (place == kNoEntity) {
    place = context.AdjectiveAt(item);
    adjective = true;
  }
  if (place == kNoEntity) return {};
  const EntityTraits& traits = context.entities.Traits(place);
  if (traits.type != v1::ENTITY_TYPE_COUNTRY) return {};
  return std::string(traits.Country());
}

// Whether the place at an item is where goods go.
bool IsTarget(const DocumentContext& context, ItemRange range, uint32_t item,
              bool adjective) {
  const Vocabulary& words = context.words;
  if (adjective) {
    if (item == range.begin) return false;
    return context.At(item - 1).kind == ItemKind::kQuantity ||
           context.Is(item - 1, words.market | words.company_noun |
                                    words.table.Class("buyer"));
  }
  if (context.At(item).HasFlag(kFormLi)) return true;
  if (item == range.begin) return false;
  const Item& before = context.At(item - 1);
  if (before.kind != ItemKind::kWord) return false;
  if (before.Is(words.toward)) return true;
  if (!before.Is(words.table.Class("within"))) return false;
  // «sale in X»: the trade must be said.
  const uint32_t floor = item > range.begin + 10 ? item - 10 : range.begin;
  for (uint32_t i = floor; i + 1 < item; ++i) {
    if (context.Is(i, words.trade | words.act_ban)) return true;
  }
  return false;
}

// How often countries are named; equals are kept together.
class CountryCounts {
 public:
  void Add(const std::string& code) {
    if (code.empty()) return;
    if (++counts_[code] == 1) order_.push_back(code);
  }

  // Those named most, in the order of their first mention.
  std::vector<std::string> Best(
      const absl::flat_hash_set<std::string>& without) const {
    std::vector<std::string> best;
    int most = 0;
    for (const std::string& code : order_) {
      const int count = counts_.at(code);
      if (count < most || without.contains(code)) continue;
      if (count > most) best.clear();
      most = count;
      best.push_back(code);
    }
    return best;
  }

 private:
  absl::flat_hash_map<std::string, int> counts_;
  std::vector<std::string> order_;
};

void AddExporter(const DocumentContext& context, uint32_t item,
                 absl::flat_hash_set<std::string>& exporters) {
  const EntityIndex entity = context.NameAt(item);
  if (entity == kNoEntity || !context.entities.IsChip(entity)) return;
  const EntityIndex maker = context.entities.Traits(entity).maker;
  if (maker == kNoEntity) return;
  exporters.insert(std::string(context.entities.Traits(maker).Country()));
}

bool SpeaksOfTrade(const DocumentContext& context, ItemRange range) {
  const Vocabulary& words = context.words;
  for (uint32_t i = range.begin; i < range.end; ++i) {
    if (context.Is(i, words.trade | words.restriction | words.license |
                          words.listing)) {
      return true;
    }
  }
  return false;
}

// «sale to X»: the countries where named buyers are at home.
std::vector<std::string> HomesOfBuyers(const DocumentContext& context,
                                       ItemRange range,
                                       const std::string& jurisdiction) {
  std::vector<std::string> homes;
  bool open = false;
  for (uint32_t i = range.begin; i < range.end; ++i) {
    const EntityIndex firm = context.NameAt(i);
    if (firm == kNoEntity || !context.entities.IsCompany(firm)) {
      const Item& item = context.At(i);
      open = open && (item.kind == ItemKind::kMark ||
                      context.AdjectiveAt(i) != kNoEntity ||
                      item.Is(context.words.company_noun));
      continue;
    }
    uint32_t head = i;
    while (head > range.begin &&
           (context.At(head - 1).kind == ItemKind::kMark ||
            context.Is(head - 1, context.words.company_noun))) {
      --head;
    }
    const bool joined = open && (context.At(i).HasFlag(kFormAnd) ||
                                 context.At(head).HasFlag(kFormAnd));
    const bool target =
        context.At(i).HasFlag(kFormLi) || context.At(head).HasFlag(kFormLi) ||
        (head > range.begin && context.Is(head - 1, context.words.toward));
    if (!joined && !target) continue;
    open = true;
    const std::string home(context.entities.Traits(firm).Country());
    if (home.empty() || home == jurisdiction ||
        absl::c_linear_search(homes, home)) {
      continue;
    }
    homes.push_back(home);
  }
  return homes;
}

// The countries that goods go to: those of the first target, and those that a
// conjunction joins to it.
std::vector<std::string> DestinationsIn(const DocumentContext& context,
                                        ItemRange range,
                                        const std::string& jurisdiction) {
  std::vector<std::string> found;
  std::string weak;
  bool open = false;  // right behind a target
  for (uint32_t i = range.begin; i < range.end; ++i) {
    if (context.At(i).kind == ItemKind::kMark) continue;
    bool adjective = false;
    const std::string country = context.At(i).kind == ItemKind::kMention
                                    ? CountryAt(context, i, adjective)
                                    : std::string();
    if (country.empty()) {
      open = false;
      continue;
    }
    const bool joined = open && context.At(i).HasFlag(kFormAnd) && !adjective;
    if (country == jurisdiction) continue;
    if (!joined && !(found.empty() && IsTarget(context, range, i, adjective))) {
      continue;
    }
    if (adjective) {
      if (weak.empty()) weak = country;
      continue;
    }
    if (!absl::c_linear_search(found, country)) found.push_back(country);
    open = true;
  }
  if (found.empty() && !weak.empty()) found.push_back(weak);
  if (found.empty()) found = HomesOfBuyers(context, range, jurisdiction);
  return found;
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

// «rivals of X», «the spokesman of X», «a share of the market from X»: named,
// but neither buyer nor seller.
bool IsBystander(const DocumentContext& context, ItemRange range,
                 uint32_t firm) {
  const Vocabulary& words = context.words;
  const uint32_t head = HeadBefore(context, range, firm);
  if (head == kNoItem) return false;
  if (context.Is(head, words.rival | words.spokesman)) return true;
  if (!context.Is(head, words.table.Class("from")) || head == range.begin) {
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
  if (context.Is(head, context.words.table.Class("from")) &&
      head > range.begin) {
    --head;
    if (context.At(head).kind == ItemKind::kMark && head > range.begin) --head;
  }
  const EntityIndex goods = context.NameAt(head);
  return context.Is(head, context.words.chip_noun) ||
         (goods != kNoEntity && context.entities.IsChip(goods));
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

std::vector<EntityIndex> FindParties(const DocumentContext& context,
                                     ItemRange sentence, ItemRange clause,
                                     const std::vector<Report>& reports) {
  std::vector<EntityIndex> parties;
  for (uint32_t i = sentence.begin; i < clause.end; ++i) {
    const EntityIndex entity = context.NameAt(i);
    if (entity == kNoEntity ||
        context.entities.Traits(entity).type != v1::ENTITY_TYPE_COMPANY ||
        IsSpeaker(reports, context.At(i))) {
      continue;
    }
    const bool party = clause.Contains(i) ? !IsBystander(context, clause, i)
                                          : OwnsGoods(context, sentence, i);
    if (party) AddOnce(entity, parties);
  }
  return parties;
}

std::vector<std::string> FindDestinations(const DocumentContext& context,
                                          ItemRange sentence, ItemRange clause,
                                          const std::string& jurisdiction) {
  std::vector<std::string> found =
      DestinationsIn(context, clause, jurisdiction);
  if (found.empty()) found = DestinationsIn(context, sentence, jurisdiction);
  return found;
}

std::vector<std::string> MainDestinations(const DocumentContext& context) {
  CountryCounts targets;
  CountryCounts named;
  absl::flat_hash_set<std::string> exporters;
  for (const ItemSentence& sentence : context.items.sentences) {
    const ItemRange items = sentence.items;
    const bool trade = SpeaksOfTrade(context, items);
    for (uint32_t i = items.begin; i < items.end; ++i) {
      bool adjective = false;
      if (context.At(i).kind != ItemKind::kMention) continue;
      if (trade) named.Add(CountryAt(context, i, adjective));
      AddExporter(context, i, exporters);
    }
    if (!trade) continue;
    for (const std::string& found : DestinationsIn(context, items, "")) {
      targets.Add(found);
    }
  }
  std::vector<std::string> target = targets.Best({});
  // Where none is said, goods leave the country of their maker.
  return target.empty() && !exporters.empty() ? named.Best(exporters) : target;
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
