#include "ingest_service/relate/arguments.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "ingest_service/relate/speakers.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

void AddOnce(EntityIndex entity, std::vector<EntityIndex>& list) {
  if (!absl::c_linear_search(list, entity)) list.push_back(entity);
}

Goods GoodsIn(const DocumentContext& context, ItemRange range) {
  Goods goods;
  const Vocabulary& words = context.words;
  bool points_back = false;
  for (uint32_t i = range.begin; i < range.end; ++i) {
    const EntityIndex entity = context.NameAt(i);
    if (entity != kNoEntity && context.entities.IsChip(entity)) {
      goods.found = true;
      AddOnce(entity, goods.products);
      continue;
    }
    const Item& item = context.At(i);
    if (item.kind != ItemKind::kWord) continue;
    if (item.Is(words.chip_noun)) {
      goods.found = true;
      const bool shown = i > range.begin && context.Is(i - 1, words.anaphor);
      const bool single = item.HasFlag(kFormDefinite) &&
                          !item.HasFlag(kFormPlural) &&
                          item.Is(words.table.Class("chip_single"));
      points_back = points_back || shown || single;
    } else if (item.Is(words.trade | words.use) && item.HasFlag(kFormPronoun)) {
      points_back = true;
    }
  }
  if (goods.products.empty() && points_back) {
    goods.products = context.memory.products;
    goods.found = goods.found || !goods.products.empty();
  }
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
    return item > range.begin &&
           context.Is(item - 1, words.market | words.company_noun |
                                    words.table.Class("buyer"));
  }
  if (context.At(item).HasFlag(kFormLi)) return true;
  if (item == range.begin) return false;
  const Item& before = context.At(item - 1);
  return before.kind == ItemKind::kWord &&
         before.Is(words.table.Class("toward"));
}

std::string DestinationIn(const DocumentContext& context, ItemRange range,
                          const std::string& jurisdiction) {
  std::string weak;
  for (uint32_t i = range.begin; i < range.end; ++i) {
    if (context.At(i).kind != ItemKind::kMention) continue;
    bool adjective = false;
    const std::string country = CountryAt(context, i, adjective);
    if (country.empty() || country == jurisdiction) continue;
    if (!IsTarget(context, range, i, adjective)) continue;
    if (!adjective) return country;
    if (weak.empty()) weak = country;
  }
  return weak;
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

Goods FindGoods(const DocumentContext& context, ItemRange sentence,
                ItemRange clause) {
  Goods goods = GoodsIn(context, clause);
  if (goods.found) return goods;
  return GoodsIn(context, sentence);
}

std::vector<EntityIndex> FindParties(const DocumentContext& context,
                                     ItemRange clause,
                                     const std::vector<Report>& reports) {
  std::vector<EntityIndex> parties;
  const Vocabulary& words = context.words;
  for (uint32_t i = clause.begin; i < clause.end; ++i) {
    const EntityIndex entity = context.NameAt(i);
    if (entity == kNoEntity ||
        context.entities.Traits(entity).type != v1::ENTITY_TYPE_COMPANY) {
      continue;
    }
    if (IsSpeaker(reports, context.At(i))) continue;
    // «rivals such as X», «the head of X» are no parties.
    uint32_t head = i;
    while (head > clause.begin &&
           (context.At(head - 1).kind == ItemKind::kMark ||
            context.Is(head - 1, words.company_noun))) {
      --head;
    }
    if (head > clause.begin &&
        context.Is(head - 1,
                   words.title | words.post | words.rival | words.spokesman)) {
      continue;
    }
    AddOnce(entity, parties);
  }
  return parties;
}

std::string FindDestination(const DocumentContext& context, ItemRange sentence,
                            ItemRange clause, const std::string& jurisdiction) {
  std::string found = DestinationIn(context, clause, jurisdiction);
  if (found.empty()) found = DestinationIn(context, sentence, jurisdiction);
  return found;
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
