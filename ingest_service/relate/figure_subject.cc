#include "ingest_service/relate/figure_subject.h"

#include <algorithm>

#include "ingest_service/relate/arguments.h"
#include "ingest_service/relate/metric_subject.h"
#include "ingest_service/relate/speakers.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

constexpr uint32_t kOwnerReach = 5;
constexpr uint32_t kMakerReach = 6;
constexpr uint32_t kSubjectReach = 24;

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

// «the price of the chip»: the one spoken of before.
bool PointsToChip(const DocumentContext& context, const Item& item) {
  return item.kind == ItemKind::kWord && item.HasFlag(kFormDefinite) &&
         item.Is(context.words.chip_single) && !context.memory.products.empty();
}

// «the chip of the model A».
EntityIndex ChipBehind(const DocumentContext& context, ItemRange range) {
  for (uint32_t i = range.begin; i < range.end; ++i) {
    const EntityIndex entity = context.NameAt(i);
    if (entity != kNoEntity) {
      return context.entities.IsChip(entity) ? entity : kNoEntity;
    }
  }
  return kNoEntity;
}

// «the chip holds a memory of ...».
EntityIndex ChipPointedTo(const DocumentContext& context, ItemRange range) {
  for (uint32_t i = range.begin; i < range.end; ++i) {
    if (PointsToChip(context, context.At(i))) {
      return context.memory.products.front();
    }
  }
  return kNoEntity;
}

// Whether nobody behind a cue can be whom it is of: it has a pronoun, or says
// of what a share is.
bool HasNoOwnerBehind(const DocumentContext& context, uint32_t cue,
                      uint32_t quantity, v1::FigureMetric metric) {
  return context.At(cue).HasFlag(kFormPronoun) ||
         context.Is(cue, context.words.share_market) ||
         (cue > quantity && metric == v1::FIGURE_METRIC_SHARE &&
          context.Is(cue, context.words.from));
}

// «of the company», «of the company X»: the firm that is meant at an item,
// kNoEntity if it is another word.
EntityIndex FirmOfNoun(const DocumentContext& context, uint32_t item,
                       uint32_t limit) {
  const Item& noun = context.At(item);
  if (noun.kind != ItemKind::kWord || !noun.HasFlag(kFormDefinite) ||
      !noun.Is(context.words.company_single)) {
    return kNoEntity;
  }
  const EntityIndex named =
      item + 1 < limit ? context.NameAt(item + 1) : kNoEntity;
  return named != kNoEntity ? named : CompanyMeant(context, item);
}

// «revenue of X», «X's market value», «the share of X».
EntityIndex OwnerOfCue(const DocumentContext& context, ItemRange sentence,
                       uint32_t cue, uint32_t quantity,
                       v1::FigureMetric metric) {
  if (HasNoOwnerBehind(context, cue, quantity, metric)) return kNoEntity;
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
    const EntityIndex meant = FirmOfNoun(context, i, limit);
    if (meant != kNoEntity) return meant;
    if (metric == v1::FIGURE_METRIC_PRICE && PointsToChip(context, item)) {
      const EntityIndex model = ChipBehind(context, {i + 1, limit});
      return model != kNoEntity ? model : context.memory.products.front();
    }
    if (item.kind == ItemKind::kWord && item.HasFlag(kFormFinite)) break;
  }
  return kNoEntity;
}

// «500 thousand of the chips of X».
EntityIndex MakerBehind(const DocumentContext& context, ItemRange sentence,
                        uint32_t quantity) {
  const uint32_t limit = std::min(sentence.end, quantity + 1 + kMakerReach);
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
  const uint32_t floor = sentence.FirstNear(item, kSubjectReach);
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
      const EntityIndex meant = CompanyMeant(context, i);
      if (meant != kNoEntity) return meant;
    }
    const EntityIndex entity = context.NameAt(i);
    if (entity == kNoEntity) continue;
    const bool chip = context.entities.IsChip(entity);
    const bool acts =
        context.entities.IsCompany(entity) ||
        context.entities.Traits(entity).type == v1::ENTITY_TYPE_FUND;
    if (chip ? !products : !acts) continue;
    if (IsSourceOfWords(context, sentence, i)) continue;
    if (!IsGoverned(context, floor, i)) return entity;
    if (loose == kNoEntity || (chip && !context.entities.IsChip(loose))) {
      loose = entity;
    }
  }
  return loose;
}

// «a system that holds ...»: the product named right before, but «A with a
// memory B of ...», «A, derived from B, holds ...»: A.
EntityIndex NearestGoods(const DocumentContext& context, ItemRange clause,
                         uint32_t item) {
  constexpr uint32_t kReach = 14;
  constexpr uint32_t kReachOfMemory = 3;  // «a memory of the kind B»
  const uint32_t floor = clause.FirstNear(item, kReach);
  EntityIndex part = kNoEntity;
  for (uint32_t i = item; i-- > floor;) {
    const EntityIndex entity = context.NameAt(i);
    if (entity == kNoEntity) continue;
    const bool holds =
        context.entities.IsChip(entity) ||
        context.entities.Traits(entity).type == v1::ENTITY_TYPE_PROGRAM;
    if (!holds) break;
    const bool of_another =
        IsGoverned(context, floor, i) ||
        HasClass(context, {clause.FirstNear(i, kReachOfMemory), i},
                 context.words.memory_noun) ||
        (i > floor && (context.At(i - 1).HasFlag(kFormBi) ||
                       context.Is(i - 1, context.words.belong)));
    if (!of_another) return entity;
    if (part == kNoEntity) part = entity;
  }
  return part;
}

// A state that pays or invests.
EntityIndex StateOf(const DocumentContext& context, ItemRange sentence,
                    uint32_t item) {
  const uint32_t floor = sentence.FirstNear(item, kSubjectReach);
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

// The body of a state that is the subject of a verb: right behind it.
EntityIndex StateBehind(const DocumentContext& context, uint32_t cue,
                        uint32_t quantity) {
  if (!context.At(cue).HasFlag(kFormFinite) || cue + 1 >= quantity) {
    return kNoEntity;
  }
  const EntityIndex entity = context.NameAt(cue + 1);
  return entity != kNoEntity && context.entities.IsState(entity) &&
                 context.entities.Kind(entity) == v1::ENTITY_KIND_ORGANIZATION
             ? entity
             : kNoEntity;
}

EntityIndex StateSubject(const DocumentContext& context, ItemRange sentence,
                         uint32_t cue, v1::FigureMetric metric) {
  const EntityIndex state = StateOf(context, sentence, cue);
  if (state != kNoEntity) return state;
  // A firm spoken of invests, too, unless «the country» does.
  const bool of_country =
      HasClass(context, {sentence.begin, cue}, context.words.country_noun);
  if (metric == v1::FIGURE_METRIC_INVESTMENT && !of_country &&
      (context.memory.company != kNoEntity ||
       FirmBefore(context, {sentence.begin, cue}, {}) != kNoEntity)) {
    return kNoEntity;
  }
  return context.memory.state == kNoEntity
             ? kNoEntity
             : context.entities.CountryOf(
                   context.entities.Traits(context.memory.state).Country());
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
  bool of_rival = false;  // «for its rival X»
  for (uint32_t i = quantity + 1; i < limit; ++i) {
    if (IsHard(context, i)) break;
    of_rival = of_rival || (context.At(i).HasFlag(kFormLi) &&
                            context.Is(i, context.words.rival));
    const EntityIndex entity = context.NameAt(i);
    if (entity == kNoEntity) continue;
    if (!CanOwn(context, entity)) break;
    return of_rival || IsGoverned(context, quantity + 1, i) ? entity
                                                            : kNoEntity;
  }
  return kNoEntity;
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
    const bool fits = context.entities.IsChip(entity)
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

namespace {

// The subject of the clause, else of the sentence. `found`: whom words nearer
// to the figure name.
EntityIndex SubjectAround(const DocumentContext& context,
                          const FigurePlace& place, const Asides& asides,
                          v1::FigureMetric metric, EntityIndex found) {
  const auto& [sentence, clause, cue, quantity] = place;
  // What is counted in wafers is a plant's.
  const bool products =
      (PrefersProduct(metric) || context.Is(cue, context.words.share_market)) &&
      context.QuantityAt(quantity).count().noun() != "wafer";
  const uint32_t first = std::min(cue, quantity);
  const bool holds = metric == v1::FIGURE_METRIC_CAPACITY ||
                     IsRate(context.QuantityAt(quantity));
  if (found == kNoEntity && products && holds) {
    found = NearestGoods(context, clause, first);
    if (found == kNoEntity) {
      found = ChipPointedTo(context, {clause.begin, first});
    }
  }
  if (found == kNoEntity) {
    found = SubjectOf(context, clause, asides, first, products);
  }
  if (metric == v1::FIGURE_METRIC_SUBSIDY) {
    const EntityIndex receiver = OwnerBehind(context, sentence, quantity);
    if (receiver != kNoEntity) return receiver;
  }
  const bool state_metric = metric == v1::FIGURE_METRIC_SUBSIDY ||
                            metric == v1::FIGURE_METRIC_INVESTMENT;
  if (state_metric && cue < quantity) {
    const EntityIndex state = StateBehind(context, cue, quantity);
    if (state != kNoEntity) return state;
  }
  if (found == kNoEntity && state_metric) {
    found = StateSubject(context, sentence, first, metric);
  }
  // A verb's subject may stand between it and the quantity.
  if (found == kNoEntity && cue < quantity) {
    found = SubjectOf(context, {cue, quantity}, asides, quantity, products);
  }
  return found != kNoEntity
             ? found
             : SubjectOf(context, sentence, asides, first, products);
}

}  // namespace

namespace {

// «the price of A reached 5, and B passed 6»: who opens, behind a comma, the
// clause of a quantity whose cue stands before that.
EntityIndex OpenerOfClause(const DocumentContext& context, uint32_t cue,
                           uint32_t quantity) {
  for (uint32_t i = quantity; i-- > cue + 1;) {
    const EntityIndex entity = context.NameAt(i);
    if (entity == kNoEntity) continue;
    // «and» may stand by itself.
    const uint32_t before =
        context.At(i - 1).kind == ItemKind::kWord && context.At(i - 1).IsPlain()
            ? i - 2
            : i - 1;
    const bool opens = before > cue && context.IsMark(before, Mark::kComma) &&
                       i + 1 < quantity &&
                       context.At(i + 1).HasFlag(kFormFinite) &&
                       !context.At(i).HasFlag(kFormPreposition);
    return opens && CanOwn(context, entity) ? entity : kNoEntity;
  }
  return kNoEntity;
}

}  // namespace

EntityIndex FigureSubject(const DocumentContext& context,
                          const FigurePlace& place, const Asides& asides,
                          v1::FigureMetric metric) {
  const auto& [sentence, clause, cue, quantity] = place;
  EntityIndex found = OpenerOfClause(context, cue, quantity);
  if (found != kNoEntity) return found;
  found = SubjectOfMetric(context, place, asides, metric);
  if (found != kNoEntity || IsWorth(context, place, metric)) return found;
  // «the profit of X ..., in spite of Y», «the training of X cost ... on Y».
  const bool owner_first =
      metric == v1::FIGURE_METRIC_OTHER || context.Is(cue, context.words.cost);
  if (owner_first && cue < quantity) {
    found = OwnerOfCue(context, sentence, cue, quantity, metric);
  }
  if (found == kNoEntity && PrefersProduct(metric) &&
      metric != v1::FIGURE_METRIC_CAPACITY) {
    found = ProductBehind(context, sentence, quantity);
  }
  if (found == kNoEntity && metric == v1::FIGURE_METRIC_VOLUME) {
    found = MakerBehind(context, sentence, quantity);
  }
  if (found == kNoEntity && cue != quantity) {
    found = OwnerOfCue(context, sentence, cue, quantity, metric);
  }
  // «a fine of ... on X».
  if (found == kNoEntity && context.Is(cue, context.words.settle) &&
      quantity + 1 < sentence.end &&
      context.Is(quantity + 1, context.words.on)) {
    found = OwnerBehind(context, sentence, quantity);
  }
  // A product has a share of the market itself.
  if (metric == v1::FIGURE_METRIC_SHARE && found != kNoEntity &&
      context.entities.IsChip(found) &&
      !context.Is(cue, context.words.share_market)) {
    return PayerOfShare(context, sentence, asides, quantity, found);
  }
  found = SubjectAround(context, place, asides, metric, found);
  return found != kNoEntity ? found
                            : CountryOfTrade(context, {sentence.begin, cue});
}

}  // namespace isnad
