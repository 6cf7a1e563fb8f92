#include "ingest_service/relate/target_places.h"

#include "ingest_service/relate/arguments.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

// The country of a city that goods are said to go to: cities are named for much
// else, so trade must be spoken of before it.
absl::string_view CountryOfCityAt(const DocumentContext& context,
                                  ItemRange range, uint32_t item) {
  const EntityIndex place = context.NameAt(item);
  if (place == kNoEntity ||
      context.entities.Traits(place).type != v1::ENTITY_TYPE_CITY) {
    return {};
  }
  const Vocabulary& words = context.words;
  const WordClasses cues = words.trade | words.license | words.equipment;
  const uint32_t floor = range.FirstNear(item, 10);
  // «30 thousand chips to X».
  if (item > range.begin && context.At(item).HasFlag(kFormLi) &&
      context.At(item - 1).kind == ItemKind::kQuantity &&
      Matches(context, item - 1, words.chip_noun)) {
    return context.entities.Traits(place).Country();
  }
  for (uint32_t i = floor; i + 1 < item; ++i) {
    if (context.Is(i, cues)) {
      return context.entities.Traits(place).Country();
    }
  }
  return {};
}

}  // namespace

absl::string_view CountryAt(const DocumentContext& context, uint32_t item,
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
  return traits.Country();
}

absl::string_view CountryOfPlaceAt(const DocumentContext& context,
                                   ItemRange range, uint32_t item,
                                   bool& adjective) {
  if (context.At(item).kind != ItemKind::kMention) return {};
  const absl::string_view country = CountryAt(context, item, adjective);
  return country.empty() ? CountryOfCityAt(context, range, item) : country;
}

bool IsEachTarget(const DocumentContext& context, ItemRange range,
                  uint32_t item) {
  const Vocabulary& words = context.words;
  if (item < range.begin + 2 || !context.Is(item - 1, words.from) ||
      !context.Is(item - 2, words.each)) {
    return false;
  }
  return context.At(item - 2).HasFlag(kFormLi) ||
         (item >= range.begin + 3 && context.Is(item - 3, words.toward));
}

namespace {

// Whether the nationality at an item is that of those whom goods go to.
bool IsOfBuyers(const DocumentContext& context, ItemRange range,
                uint32_t item) {
  const Vocabulary& words = context.words;
  if (context.At(item).HasFlag(kFormLi)) return true;  // «to the Chinese»
  if (item == range.begin) return false;
  const WordClasses buyers = words.market | words.company_noun | words.buyer |
                             words.site | words.territory;
  const uint32_t head = item - 1;
  if (context.At(head).kind == ItemKind::kQuantity) return true;
  if (context.Is(head, buyers)) return true;
  // «Chinese chip firms», «a Jordanian telecom firm»: the nationality is of
  // the firms.
  const Item& kind = context.At(head);
  return head > range.begin &&
         ((kind.Is(words.chip_noun) &&
           context.At(head - 1).kind == ItemKind::kQuantity) ||
          (kind.kind == ItemKind::kWord && !kind.HasFlag(kFormFinite) &&
           context.Is(head - 1, words.company_noun | words.site)));
}

// Whether a place behind "on", "in" and the like is where goods go: firms there
// are spoken of, or trade.
bool IsWithinTrade(const DocumentContext& context, ItemRange range,
                   uint32_t item) {
  const Vocabulary& words = context.words;
  const Item& before = context.At(item - 1);
  if (!before.Is(words.within | words.seat)) return false;
  if (item >= range.begin + 2) {
    // «sanctions on X».
    if (before.Is(words.on) && context.Is(item - 2, words.restriction)) {
      return true;
    }
    // «firms in X».
    if (context.Is(item - 2, words.company_noun | words.buyer) &&
        context.At(item - 2).HasFlag(kFormLi)) {
      return true;
    }
  }
  // «sale in X»: the trade must be said.
  const uint32_t floor = range.FirstNear(item, 10);
  return HasClass(context, {floor, item - 1},
                  words.trade | words.act_ban | words.license | words.revenue |
                      words.share_base);
}

}  // namespace

bool IsTarget(const DocumentContext& context, ItemRange range, uint32_t item,
              bool adjective) {
  const Vocabulary& words = context.words;
  if (adjective) return IsOfBuyers(context, range, item);
  // «to the state of the Emirates», «in the city of X».
  if (item > range.begin &&
      context.Is(item - 1, words.country_noun | words.place_noun)) {
    --item;
  }
  if (context.At(item).HasFlag(kFormLi)) return true;
  if (item == range.begin) return false;
  const Item& before = context.At(item - 1);
  // «X deprived Y of ...»: the object behind the subject.
  if (before.kind == ItemKind::kMention && item >= range.begin + 2 &&
      context.At(item - 2).HasFlag(kFormFinite) &&
      context.Is(item - 2, words.supply_to)) {
    return true;
  }
  if (before.kind != ItemKind::kWord) return false;
  // «we will not sell X the best».
  if (before.Is(words.act_sell) && before.HasFlag(kFormWe)) return true;
  if (before.Is(words.toward | words.supply_to | words.access)) return true;
  // «the imports of X», «the purchases of X».
  if (before.Is(words.entry) && !before.HasFlag(kFormDefinite)) return true;
  if (before.Is(words.buy) && before.HasFlag(kFormNoun) &&
      !before.HasFlag(kFormDefinite)) {
    return true;
  }
  if (before.Is(words.off)) {
    const uint32_t first = range.FirstNear(item, 6);
    return HasClass(context, {first, item}, words.withhold);
  }
  return IsEachTarget(context, range, item) ||
         IsWithinTrade(context, range, item);
}

bool IsGroupTarget(const DocumentContext& context, ItemRange range,
                   uint32_t item) {
  const Vocabulary& words = context.words;
  if (context.Is(item, words.world)) return true;
  // «the state of X», which is written as «its states» is.
  bool adjective = false;
  if (context.Is(item, words.country_noun) && item + 1 < range.end &&
      !CountryAt(context, item + 1, adjective).empty() && !adjective) {
    return false;
  }
  const WordClasses& countries = words.countries;
  const EntityIndex place = context.NameAt(item);
  // A region of one country is a place in it.
  const bool region =
      place != kNoEntity &&
      context.entities.Traits(place).type == v1::ENTITY_TYPE_REGION &&
      context.entities.Traits(place).Country().empty();
  if (!region && !context.Is(item, countries) &&
      !Counts(context, context.At(item), "country")) {
    return false;
  }
  uint32_t head = item;
  while (!context.At(head).HasFlag(kFormLi) && head > range.begin &&
         context.Is(head - 1, countries)) {
    --head;
  }
  if (context.At(head).HasFlag(kFormLi)) return true;
  // «to more than 40 countries».
  const bool counted = context.At(item).kind == ItemKind::kQuantity;
  const uint32_t reach = counted ? 3 : 1;
  const uint32_t floor = range.FirstNear(head, reach);
  for (uint32_t i = head; i-- > floor;) {
    if (context.Is(i, words.toward)) return true;
  }
  return false;
}

Countries ListedBehind(const DocumentContext& context, ItemRange range,
                       uint32_t group, absl::string_view jurisdiction) {
  constexpr uint32_t kListReach = 5;
  const uint32_t limit = std::min(range.end, group + 1 + kListReach);
  uint32_t i = group + 1;
  while (i < limit && !context.Is(i, context.words.likeness)) ++i;
  Countries listed;
  if (i >= limit) return listed;
  for (++i; i < range.end; ++i) {
    if (context.At(i).kind == ItemKind::kMark) continue;
    bool adjective = false;
    const absl::string_view country = CountryAt(context, i, adjective);
    if (country.empty() || adjective) break;
    if (!listed.empty() && !context.At(i).HasFlag(kFormAnd) &&
        !context.IsMark(i - 1, Mark::kComma)) {
      break;
    }
    if (country != jurisdiction) listed.push_back(country);
  }
  return listed;
}

}  // namespace isnad
