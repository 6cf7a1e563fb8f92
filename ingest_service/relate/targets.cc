#include "ingest_service/relate/targets.h"

#include "absl/algorithm/container.h"
#include "ingest_service/relate/arguments.h"
#include "ingest_service/relate/target_places.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

// Whether a firm makes chips that a range names: it sells them.
bool MakesGoodsIn(const DocumentContext& context, ItemRange range,
                  EntityIndex firm) {
  for (uint32_t i = range.begin; i < range.end; ++i) {
    const EntityIndex entity = context.NameAt(i);
    if (entity != kNoEntity && context.entities.IsChip(entity) &&
        context.entities.Traits(entity).maker == firm) {
      return true;
    }
  }
  return false;
}

// «sale to X»: the countries where named buyers are at home.
Countries HomesOfBuyers(const DocumentContext& context, ItemRange range,
                        absl::string_view jurisdiction) {
  const WordClasses receivers =
      context.words.toward | context.words.supply_to | context.words.access;
  Countries homes;
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
    // «bars X from getting ...»
    const bool barred =
        head > range.begin && i + 2 < range.end &&
        context.Is(i + 1, context.words.from) &&
        context.Is(i + 2, context.words.access | context.words.use |
                              context.words.chip_noun) &&
        HasClass(context, {range.begin, head}, context.words.act_ban);
    const bool target = barred || context.At(i).HasFlag(kFormLi) ||
                        context.At(head).HasFlag(kFormLi) ||
                        IsEachTarget(context, range, head) ||
                        (head > range.begin && context.Is(head - 1, receivers));
    if (!joined && !target) continue;
    open = true;
    const absl::string_view home = context.entities.Traits(firm).Country();
    if (home.empty() || home == jurisdiction) continue;
    if (!MakesGoodsIn(context, range, firm)) AddCountry(home, homes);
  }
  return homes;
}

// Whether an item that is no word may be where goods go: a nationality, a place
// or a count. Most items are none of these, nor names.
bool MayBeGoal(const DocumentContext& context, const Item& item) {
  constexpr EntityTypes kPlaces = {
      v1::ENTITY_TYPE_COUNTRY, v1::ENTITY_TYPE_CITY, v1::ENTITY_TYPE_REGION};
  if (item.Name() != kNoEntity) {
    return kPlaces.Contains(context.entities.Traits(item.Name()).type);
  }
  return item.Adjective() != kNoEntity || item.kind == ItemKind::kQuantity;
}

bool NamesCompany(const DocumentContext& context, const Item& item) {
  return item.Name() != kNoEntity && context.entities.IsCompany(item.Name());
}

}  // namespace

Targets TargetsIn(const DocumentContext& context, ItemRange range,
                  absl::string_view jurisdiction) {
  Targets targets;
  Countries& found = targets.countries;
  absl::string_view weak;
  bool open = false;    // right behind a target
  bool either = false;  // behind «or» that follows it
  bool has_firm = false;
  const WordClasses groups = context.words.world | context.words.countries;
  for (uint32_t i = range.begin; i < range.end; ++i) {
    const Item& item = context.At(i);
    if (!item.Is(groups) && !MayBeGoal(context, item)) {
      has_firm = has_firm || NamesCompany(context, item);
      const bool alternative = open && context.Is(i, context.words.either_or);
      either = either || alternative;
      open = open && (alternative || item.kind == ItemKind::kMark);
      continue;
    }
    if (found.empty() && weak.empty() && IsGroupTarget(context, range, i)) {
      found = ListedBehind(context, range, i, jurisdiction);
      targets.region = found.empty();
      return targets;
    }
    bool adjective = false;
    const absl::string_view country =
        CountryOfPlaceAt(context, range, i, adjective);
    if (country.empty()) {
      open = false;
      continue;
    }
    const bool joined =
        open && (either || context.At(i).HasFlag(kFormAnd)) && !adjective;
    either = false;
    if (country == jurisdiction) continue;
    if (!joined && !(found.empty() && IsTarget(context, range, i, adjective))) {
      continue;
    }
    if (adjective) {
      if (weak.empty()) weak = country;
      continue;
    }
    AddCountry(country, found);
    open = true;
  }
  if (found.empty() && !weak.empty()) found.push_back(weak);
  if (found.empty() && has_firm) {
    found = HomesOfBuyers(context, range, jurisdiction);
  }
  return targets;
}

void AddCountry(absl::string_view country, Countries& countries) {
  if (!absl::c_linear_search(countries, country)) countries.push_back(country);
}

}  // namespace isnad
