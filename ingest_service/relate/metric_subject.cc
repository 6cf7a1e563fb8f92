#include "ingest_service/relate/metric_subject.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "ingest_service/relate/arguments.h"
#include "ingest_service/relate/speakers.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

constexpr uint32_t kProductReach = 6;

// «the market of chips in India»: the country.
EntityIndex CountryOfMarket(const DocumentContext& context, ItemRange sentence,
                            uint32_t cue, uint32_t quantity) {
  if (cue >= quantity) return kNoEntity;
  const uint32_t limit = std::min({sentence.end, cue + 7, quantity});
  for (uint32_t i = cue + 1; i < limit; ++i) {
    EntityIndex place = context.NameAt(i);
    if (place == kNoEntity) place = context.AdjectiveAt(i);
    if (place != kNoEntity &&
        context.entities.Traits(place).type == v1::ENTITY_TYPE_COUNTRY) {
      return place;
    }
  }
  return kNoEntity;
}

// «raised the prices of A by ...»: the product.
EntityIndex PricedProduct(const DocumentContext& context, uint32_t cue,
                          uint32_t quantity) {
  bool priced = false;
  for (uint32_t i = cue + 1; i < quantity; ++i) {
    priced = priced || context.Is(i, context.words.price);
    const EntityIndex entity = context.NameAt(i);
    if (priced && entity != kNoEntity && context.entities.IsChip(entity)) {
      return entity;
    }
  }
  return kNoEntity;
}

// «X acquired Y for ...»: the firm behind "on".
EntityIndex AcquiredBy(const DocumentContext& context, ItemRange sentence,
                       uint32_t cue, uint32_t quantity) {
  if (!context.Is(cue, context.words.acquire) || cue >= quantity) {
    return kNoEntity;
  }
  // «acquired» may be one item with «on», which governs what is acquired.
  const bool governs =
      context.At(cue).token_end > context.At(cue).token_begin + 1;
  for (uint32_t i = cue + 1; i < quantity && i < sentence.end; ++i) {
    const EntityIndex entity = context.NameAt(i);
    if (entity != kNoEntity && context.entities.IsCompany(entity) &&
        (governs || IsGoverned(context, cue, i))) {
      return entity;
    }
  }
  return kNoEntity;
}

// «chips of X worth ...»: the product named before, else the firm whose chips
// they are.
EntityIndex ValuedGoods(const DocumentContext& context, ItemRange sentence,
                        uint32_t cue) {
  constexpr uint32_t kReach = 14;
  constexpr uint32_t kReachOfNoun = 4;
  const uint32_t floor = sentence.FirstNear(cue, kReach);
  for (uint32_t i = cue; i-- > floor;) {
    if (context.IsMark(i, Mark::kStop)) break;
    const EntityIndex entity = context.NameAt(i);
    if (entity == kNoEntity) continue;
    if (context.entities.IsChip(entity)) return entity;
    const uint32_t noun = sentence.FirstNear(i, kReachOfNoun);
    if (context.entities.IsCompany(entity) &&
        HasClass(context, {noun, i},
                 context.words.chip_noun | context.words.ware)) {
      return entity;
    }
  }
  return kNoEntity;
}

// «a campus of 200 megawatts»: the site, firm or state named last before as a
// subject, else the last at all.
EntityIndex PowerUser(const DocumentContext& context, ItemRange sentence,
                      const Asides& asides, uint32_t item) {
  EntityIndex loose = kNoEntity;
  for (uint32_t i = item; i-- > sentence.begin;) {
    const uint32_t aside = BeginOfAside(asides, i, item);
    if (aside < i) {
      i = aside;
      continue;
    }
    const EntityIndex entity = context.NameAt(i);
    if (entity == kNoEntity) continue;
    const bool governed = IsGoverned(context, sentence.begin, i);
    const v1::EntityType type = context.entities.Traits(entity).type;
    if (context.entities.IsCompany(entity) || type == v1::ENTITY_TYPE_PROGRAM ||
        type == v1::ENTITY_TYPE_SYSTEM) {
      if (!governed) return entity;
      if (loose == kNoEntity) loose = entity;
    } else if (context.entities.Kind(entity) == v1::ENTITY_KIND_PLACE &&
               !governed) {
      return context.entities.CountryOf(
          context.entities.Traits(entity).Country());
    }
  }
  return loose;
}

// «its price», «the price of each of them»: of goods and not of their maker.
bool IsPriceOfGoods(const DocumentContext& context, ItemRange sentence,
                    uint32_t cue) {
  return context.At(cue).HasFlag(kFormPronoun) ||
         (cue + 1 < sentence.end && context.Is(cue + 1, context.words.each));
}

// The product that the sentence names before a word, else the one spoken of.
EntityIndex ProductMeant(const DocumentContext& context, ItemRange sentence,
                         uint32_t item) {
  for (uint32_t i = item; i-- > sentence.begin;) {
    const EntityIndex entity = context.NameAt(i);
    if (entity != kNoEntity && (context.entities.IsChip(entity) ||
                                context.entities.Traits(entity).type ==
                                    v1::ENTITY_TYPE_OTHER_PRODUCT)) {
      return entity;
    }
  }
  return context.memory.products.empty() ? kNoEntity
                                         : context.memory.products.front();
}

}  // namespace

bool IsWorth(const DocumentContext& context, const FigurePlace& place,
             v1::FigureMetric metric) {
  return metric == v1::FIGURE_METRIC_OTHER &&
         context.Is(place.cue, context.words.worth);
}

bool IsSitePower(const v1::Quantity& quantity) {
  const std::string& unit = quantity.measure().unit();
  return unit == "MW" || unit == "GW";
}

bool IsRate(const v1::Quantity& quantity) {
  const std::string& unit = quantity.measure().unit();
  return absl::EndsWith(unit, "/s") || absl::EndsWith(unit, "bps") ||
         absl::EndsWith(unit, "FLOPS");
}

EntityIndex ProductBehind(const DocumentContext& context, ItemRange sentence,
                          uint32_t quantity) {
  const uint32_t limit = std::min(sentence.end, quantity + 1 + kProductReach);
  for (uint32_t i = quantity + 1; i < limit; ++i) {
    if (context.IsMark(i, Mark::kStop) || context.IsMark(i, Mark::kSemicolon) ||
        context.IsMark(i, Mark::kComma) ||
        context.At(i).kind == ItemKind::kQuantity) {
      break;
    }
    const EntityIndex entity = context.NameAt(i);
    if (entity != kNoEntity && context.entities.IsChip(entity)) return entity;
  }
  return kNoEntity;
}

EntityIndex CountryOfTrade(const DocumentContext& context, ItemRange range) {
  for (uint32_t i = range.begin; i < range.end; ++i) {
    if (context.Is(i, context.words.worth) &&
        context.Is(i, context.words.trade)) {
      return CountryOfMarket(context, range, i, range.end);
    }
  }
  return kNoEntity;
}

EntityIndex SubjectOfMetric(const DocumentContext& context,
                            const FigurePlace& place, const Asides& asides,
                            v1::FigureMetric metric) {
  const auto& [sentence, clause, cue, quantity] = place;
  EntityIndex found = kNoEntity;
  if (metric == v1::FIGURE_METRIC_OTHER &&
      context.Is(cue, context.words.market)) {
    found = CountryOfMarket(context, sentence, cue, quantity);
    if (found != kNoEntity) return found;
  }
  if (metric == v1::FIGURE_METRIC_PRICE) {
    found = AcquiredBy(context, sentence, cue, quantity);
    if (found == kNoEntity && IsPriceOfGoods(context, sentence, cue)) {
      found = ProductMeant(context, sentence, cue);
    }
    if (found != kNoEntity) return found;
  }
  if (IsWorth(context, place, metric)) {
    if (context.Is(cue, context.words.trade)) {
      return CountryOfMarket(context, sentence, cue, quantity);
    }
    found = ProductBehind(context, sentence, quantity);
    // «the value of the chips A amounts to ...».
    for (uint32_t i = cue + 1; i < quantity && found == kNoEntity; ++i) {
      const EntityIndex entity = context.NameAt(i);
      if (entity != kNoEntity && context.entities.IsChip(entity)) {
        found = entity;
      }
    }
    return found != kNoEntity ? found : ValuedGoods(context, sentence, cue);
  }
  if (metric == v1::FIGURE_METRIC_CAPACITY &&
      IsSitePower(context.QuantityAt(quantity))) {
    return PowerUser(context, sentence, asides, quantity);
  }
  if ((metric == v1::FIGURE_METRIC_GROWTH ||
       metric == v1::FIGURE_METRIC_LOSS) &&
      cue < quantity) {
    constexpr uint32_t kReachOfTrade = 8;
    found = CountryOfTrade(
        context, {cue + 1, std::min(quantity, cue + 1 + kReachOfTrade)});
    if (found == kNoEntity) {
      found = PricedProduct(context, cue, quantity);
    }
  }
  return found;
}

}  // namespace isnad
