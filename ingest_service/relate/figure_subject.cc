#include "ingest_service/relate/figure_subject.h"

#include <algorithm>

#include "ingest_service/relate/arguments.h"
#include "ingest_service/relate/speakers.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

constexpr uint32_t kOwnerReach = 5;
constexpr uint32_t kProductReach = 6;
constexpr uint32_t kSubjectReach = 24;

bool IsSystem(const DocumentContext& context, EntityIndex entity) {
  return context.entities.IsChip(entity);
}

bool CanOwn(const DocumentContext& context, EntityIndex entity) {
  const DocumentEntities& entities = context.entities;
  const v1::EntityType type = entities.Traits(entity).type;
  return entities.IsCompany(entity) || entities.IsChip(entity) ||
         type == v1::ENTITY_TYPE_MEDIA || type == v1::ENTITY_TYPE_PROGRAM ||
         type == v1::ENTITY_TYPE_OTHER_PRODUCT ||
         type == v1::ENTITY_TYPE_AI_MODEL;
}

bool IsHard(const DocumentContext& context, uint32_t item) {
  return context.IsMark(item, Mark::kStop) ||
         context.IsMark(item, Mark::kSemicolon) ||
         context.IsMark(item, Mark::kComma);
}

// «the company»: the firm that the sentence names last before it, else the one
// spoken of.
EntityIndex CompanyMeant(const DocumentContext& context, ItemRange before) {
  const EntityIndex firm = FirmBefore(context, before, {});
  return firm != kNoEntity ? firm : context.memory.company;
}

// «the price of the chip»: the one spoken of before.
bool PointsToChip(const DocumentContext& context, const Item& item) {
  return item.kind == ItemKind::kWord && item.HasFlag(kFormDefinite) &&
         item.Is(context.words.chip_single) && !context.memory.products.empty();
}

// «revenue of X», «X's market value», «the share of X».
EntityIndex OwnerOfCue(const DocumentContext& context, ItemRange sentence,
                       uint32_t cue, uint32_t quantity,
                       v1::FigureMetric metric) {
  if (context.At(cue).HasFlag(kFormPronoun) ||
      context.Is(cue, context.words.share_market) ||
      (cue > quantity && metric == v1::FIGURE_METRIC_SHARE &&
       context.Is(cue, context.words.from))) {
    return kNoEntity;
  }
  uint32_t limit = std::min(sentence.end, cue + 1 + kOwnerReach);
  if (cue < quantity) limit = std::min(limit, quantity);
  for (uint32_t i = cue + 1; i < limit; ++i) {
    if (IsHard(context, i)) break;
    const Item& item = context.At(i);
    const EntityIndex entity = context.NameAt(i);
    if (entity != kNoEntity) {
      if (CanOwn(context, entity)) return entity;
      if (IsGoverned(context, cue, i)) continue;
      // «fined the state X ...»: the subject of a verb.
      if (context.At(cue).HasFlag(kFormFinite)) continue;
      break;
    }
    if (item.kind == ItemKind::kWord && item.Is(context.words.company_single) &&
        item.HasFlag(kFormDefinite)) {
      EntityIndex meant = i + 1 < limit ? context.NameAt(i + 1) : kNoEntity;
      if (meant == kNoEntity)
        meant = CompanyMeant(context, {sentence.begin, i});
      if (meant != kNoEntity) return meant;
    }
    if (metric == v1::FIGURE_METRIC_PRICE && PointsToChip(context, item)) {
      return context.memory.products.front();
    }
    if (item.kind == ItemKind::kWord && item.HasFlag(kFormFinite)) break;
  }
  return kNoEntity;
}

EntityIndex ProductBehind(const DocumentContext& context, ItemRange sentence,
                          uint32_t quantity) {
  const uint32_t limit = std::min(sentence.end, quantity + 1 + kProductReach);
  for (uint32_t i = quantity + 1; i < limit; ++i) {
    if (IsHard(context, i) || context.At(i).kind == ItemKind::kQuantity) {
      break;
    }
    const EntityIndex entity = context.NameAt(i);
    if (entity != kNoEntity && IsSystem(context, entity)) return entity;
  }
  return kNoEntity;
}

// «500 thousand of the chips of X».
EntityIndex MakerBehind(const DocumentContext& context, ItemRange sentence,
                        uint32_t quantity) {
  const uint32_t limit = std::min(sentence.end, quantity + 1 + kProductReach);
  bool from = false;
  for (uint32_t i = quantity + 1; i < limit; ++i) {
    if (IsHard(context, i)) break;
    from = from || context.Is(i, context.words.from);
    const EntityIndex entity = context.NameAt(i);
    if (entity == kNoEntity) continue;
    return from && context.entities.IsCompany(entity) ? entity : kNoEntity;
  }
  return kNoEntity;
}

// The subject before an item: the nearest name no preposition governs, else
// the nearest of all. Names in asides are none.
EntityIndex SubjectOf(const DocumentContext& context, ItemRange sentence,
                      const Asides& asides, uint32_t item, bool products) {
  const uint32_t floor = item > sentence.begin + kSubjectReach
                             ? item - kSubjectReach
                             : sentence.begin;
  EntityIndex loose = kNoEntity;
  for (uint32_t i = item; i-- > floor;) {
    const uint32_t aside = BeginOfAside(asides, i, item);
    if (aside < i) {
      i = aside;
      continue;
    }
    const Item& it = context.At(i);
    if (it.kind == ItemKind::kWord && it.HasFlag(kFormDefinite) &&
        it.Is(context.words.company_single) &&
        context.NameAt(i + 1) == kNoEntity && !IsGoverned(context, floor, i)) {
      const EntityIndex meant = CompanyMeant(context, {sentence.begin, i});
      if (meant != kNoEntity) return meant;
    }
    const EntityIndex entity = context.NameAt(i);
    if (entity == kNoEntity) continue;
    const bool chip = IsSystem(context, entity);
    if (chip ? !products : !context.entities.IsCompany(entity)) continue;
    if (!IsGoverned(context, floor, i)) return entity;
    if (loose == kNoEntity || (chip && !IsSystem(context, loose))) {
      loose = entity;
    }
  }
  return loose;
}

// «a system that holds ...»: the product named right before.
EntityIndex NearestGoods(const DocumentContext& context, ItemRange clause,
                         uint32_t item) {
  constexpr uint32_t kReach = 10;
  const uint32_t floor =
      item > clause.begin + kReach ? item - kReach : clause.begin;
  for (uint32_t i = item; i-- > floor;) {
    const EntityIndex entity = context.NameAt(i);
    if (entity == kNoEntity) continue;
    const bool holds =
        IsSystem(context, entity) ||
        context.entities.Traits(entity).type == v1::ENTITY_TYPE_PROGRAM;
    return holds ? entity : kNoEntity;
  }
  return kNoEntity;
}

// A state that pays or invests.
EntityIndex StateOf(const DocumentContext& context, ItemRange sentence,
                    uint32_t item) {
  const uint32_t floor = item > sentence.begin + kSubjectReach
                             ? item - kSubjectReach
                             : sentence.begin;
  for (uint32_t i = item; i-- > floor;) {
    const EntityIndex entity = context.NameAt(i);
    if (entity == kNoEntity || !context.entities.IsState(entity)) continue;
    const EntityIndex state =
        context.entities.CountryOf(context.entities.Traits(entity).Country());
    if (state != kNoEntity) return state;
    return entity;  // a union of states
  }
  return kNoEntity;
}

EntityIndex StateSubject(const DocumentContext& context, ItemRange sentence,
                         uint32_t cue) {
  const EntityIndex state = StateOf(context, sentence, cue);
  if (state != kNoEntity) return state;
  return context.memory.state == kNoEntity
             ? kNoEntity
             : context.entities.CountryOf(
                   context.entities.Traits(context.memory.state).Country());
}

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

// «the exports of X rose by ...»: the country.
EntityIndex CountryOfTrade(const DocumentContext& context, ItemRange sentence,
                           uint32_t cue, uint32_t quantity) {
  constexpr uint32_t kReach = 3;
  const uint32_t limit = std::min(quantity, cue + 1 + kReach);
  for (uint32_t i = cue + 1; i < limit; ++i) {
    if (context.Is(i, context.words.worth) &&
        context.Is(i, context.words.trade)) {
      return CountryOfMarket(context, sentence, i, quantity);
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
    if (priced && entity != kNoEntity && IsSystem(context, entity)) {
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
  const uint32_t floor =
      cue > sentence.begin + kReach ? cue - kReach : sentence.begin;
  for (uint32_t i = cue; i-- > floor;) {
    if (context.IsMark(i, Mark::kStop)) break;
    const EntityIndex entity = context.NameAt(i);
    if (entity == kNoEntity) continue;
    if (IsSystem(context, entity)) return entity;
    const uint32_t noun =
        i > sentence.begin + kReachOfNoun ? i - kReachOfNoun : sentence.begin;
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

// The firm of the sentence that pays a share of what a product brings, else the
// product.
EntityIndex PayerOfShare(const DocumentContext& context, ItemRange sentence,
                         const Asides& asides, uint32_t quantity,
                         EntityIndex product) {
  const EntityIndex firm =
      SubjectOf(context, sentence, asides, quantity, false);
  if (firm != kNoEntity) return firm;
  const EntityIndex maker = context.entities.Traits(product).maker;
  for (uint32_t i = quantity + 1; i < sentence.end; ++i) {
    if (maker != kNoEntity && context.NameAt(i) == maker) return maker;
  }
  return product;
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
    if (entity != kNoEntity &&
        (IsSystem(context, entity) || context.entities.Traits(entity).type ==
                                          v1::ENTITY_TYPE_OTHER_PRODUCT)) {
      return entity;
    }
  }
  return context.memory.products.empty() ? kNoEntity
                                         : context.memory.products.front();
}

bool PrefersProduct(v1::FigureMetric metric) {
  return metric == v1::FIGURE_METRIC_OTHER ||
         metric == v1::FIGURE_METRIC_VOLUME ||
         metric == v1::FIGURE_METRIC_PRICE ||
         metric == v1::FIGURE_METRIC_CAPACITY;
}

}  // namespace

EntityIndex OwnerBehind(const DocumentContext& context, ItemRange sentence,
                        uint32_t quantity) {
  const uint32_t limit = std::min(sentence.end, quantity + 5);
  for (uint32_t i = quantity + 1; i < limit; ++i) {
    if (IsHard(context, i)) break;
    const EntityIndex entity = context.NameAt(i);
    if (entity == kNoEntity) continue;
    if (!CanOwn(context, entity)) break;
    return IsGoverned(context, quantity + 1, i) ? entity : kNoEntity;
  }
  return kNoEntity;
}

bool IsSitePower(const v1::Quantity& quantity) {
  const std::string& unit = quantity.measure().unit();
  return unit == "MW" || unit == "GW";
}

EntityIndex SubjectBehind(const DocumentContext& context, ItemRange sentence,
                          uint32_t quantity, v1::FigureMetric metric) {
  constexpr uint32_t kReach = 6;
  const uint32_t limit = std::min(sentence.end, quantity + 1 + kReach);
  bool opened = false;
  for (uint32_t i = quantity + 1; i < limit; ++i) {
    if (context.IsMark(i, Mark::kStop)) break;
    opened = opened || context.IsMark(i, Mark::kComma);
    const EntityIndex entity = context.NameAt(i);
    if (entity == kNoEntity) continue;
    const bool fits = IsSystem(context, entity)
                          ? PrefersProduct(metric)
                          : context.entities.IsCompany(entity);
    return opened && fits && !IsGoverned(context, quantity + 1, i) ? entity
                                                                   : kNoEntity;
  }
  return kNoEntity;
}

EntityIndex JoinedOwner(const DocumentContext& context, ItemRange sentence,
                        uint32_t owner) {
  for (uint32_t i = owner + 1; i < sentence.end; ++i) {
    if (context.At(i).kind == ItemKind::kMark &&
        (context.At(i).mark == Mark::kOpenQuote ||
         context.At(i).mark == Mark::kCloseQuote)) {
      continue;
    }
    const EntityIndex entity = context.NameAt(i);
    const bool joined = entity != kNoEntity &&
                        context.At(i).HasFlag(kFormAnd) &&
                        CanOwn(context, entity);
    return joined ? entity : kNoEntity;
  }
  return kNoEntity;
}

EntityIndex FigureSubject(const DocumentContext& context,
                          const FigurePlace& place, const Asides& asides,
                          v1::FigureMetric metric) {
  const auto& [sentence, clause, cue, quantity] = place;
  const bool products = PrefersProduct(metric);
  EntityIndex found = kNoEntity;
  const bool contains = metric == v1::FIGURE_METRIC_CAPACITY;
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
  if (metric == v1::FIGURE_METRIC_OTHER &&
      context.Is(cue, context.words.worth)) {
    if (context.Is(cue, context.words.trade)) {
      return CountryOfMarket(context, sentence, cue, quantity);
    }
    found = ProductBehind(context, sentence, quantity);
    return found != kNoEntity ? found : ValuedGoods(context, sentence, cue);
  }
  if (contains && IsSitePower(context.QuantityAt(quantity))) {
    found = PowerUser(context, sentence, asides, quantity);
    if (found != kNoEntity) return found;
  }
  if ((metric == v1::FIGURE_METRIC_GROWTH ||
       metric == v1::FIGURE_METRIC_LOSS) &&
      cue < quantity) {
    found = CountryOfTrade(context, sentence, cue, quantity);
    if (found == kNoEntity) {
      found = PricedProduct(context, cue, quantity);
    }
    if (found != kNoEntity) return found;
  }
  // «the profit of X ..., in spite of Y», «the training of X cost ... on Y».
  const bool owner_first =
      metric == v1::FIGURE_METRIC_OTHER || context.Is(cue, context.words.cost);
  if (owner_first && cue < quantity) {
    found = OwnerOfCue(context, sentence, cue, quantity, metric);
  }
  if (found == kNoEntity && products && !contains) {
    found = ProductBehind(context, sentence, quantity);
  }
  if (found == kNoEntity && metric == v1::FIGURE_METRIC_VOLUME) {
    found = MakerBehind(context, sentence, quantity);
  }
  if (found == kNoEntity && cue != quantity) {
    found = OwnerOfCue(context, sentence, cue, quantity, metric);
  }
  if (metric == v1::FIGURE_METRIC_SHARE && found != kNoEntity &&
      IsSystem(context, found)) {
    return PayerOfShare(context, sentence, asides, quantity, found);
  }
  if (found == kNoEntity && contains) {
    found = NearestGoods(context, clause, std::min(cue, quantity));
  }
  if (found == kNoEntity) {
    found =
        SubjectOf(context, clause, asides, std::min(cue, quantity), products);
  }
  if (metric == v1::FIGURE_METRIC_SUBSIDY) {
    const EntityIndex receiver = OwnerBehind(context, sentence, quantity);
    if (receiver != kNoEntity) return receiver;
  }
  const bool state_metric = metric == v1::FIGURE_METRIC_SUBSIDY ||
                            metric == v1::FIGURE_METRIC_INVESTMENT;
  if (found == kNoEntity && state_metric) {
    found = StateSubject(context, sentence, std::min(cue, quantity));
  }
  // A verb's subject may stand between it and the quantity.
  if (found == kNoEntity && cue < quantity) {
    found = SubjectOf(context, {cue, quantity}, asides, quantity, products);
  }
  if (found == kNoEntity) {
    found =
        SubjectOf(context, sentence, asides, std::min(cue, quantity), products);
  }
  return found;
}

}  // namespace isnad
