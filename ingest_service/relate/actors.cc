#include "ingest_service/relate/actors.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "ingest_service/relate/speakers.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

// A subject stands no farther from its verb, in items.
constexpr uint32_t kReachBehind = 9;
constexpr uint32_t kReachBefore = 18;

Actor OfState(const DocumentContext& context, EntityIndex entity,
              uint32_t item) {
  Actor actor;
  actor.kind = Actor::kState;
  actor.jurisdiction = StateServed(context, entity);
  actor.entity = entity;
  actor.item = item;
  return actor;
}

// The first nationality within a few items behind a noun.
EntityIndex AdjectiveBehind(const DocumentContext& context, ItemRange sentence,
                            uint32_t item, uint32_t reach) {
  const uint32_t limit = std::min(sentence.end, item + 1 + reach);
  for (uint32_t i = item + 1; i < limit; ++i) {
    if (context.At(i).kind == ItemKind::kMark) break;
    // «the listing of Chinese firms»: the nationality is of the firms.
    if (context.Is(i, context.words.company_noun | context.words.buyer)) break;
    const EntityIndex place = context.AdjectiveAt(i);
    if (place != kNoEntity) return place;
  }
  return kNoEntity;
}

// «the prosecution in Seoul», «the authority responsible for communications in
// Seoul», «officials in the ministry»: the place or body that somebody is in.
EntityIndex PlaceBehind(const DocumentContext& context, ItemRange sentence,
                        uint32_t item) {
  constexpr uint32_t kReach = 4;
  constexpr uint32_t kReachOfCharge = 8;
  const bool charge = item + 2 < sentence.end &&
                      context.At(item + 1).HasFlag(kFormDefinite) &&
                      context.Is(item + 2, context.words.preposition);
  const uint32_t limit =
      std::min(sentence.end, item + (charge ? kReachOfCharge : kReach));
  for (uint32_t i = item + 1; i + 1 < limit; ++i) {
    const Item& it = context.At(i);
    if (it.kind != ItemKind::kWord || it.HasFlag(kFormFinite)) break;
    if (!context.Is(i, context.words.in)) continue;
    const EntityIndex place = context.NameAt(i + 1);
    const bool state = place != kNoEntity && context.entities.IsState(place) &&
                       context.entities.Kind(place) != v1::ENTITY_KIND_PERSON;
    return state ? place : kNoEntity;
  }
  return kNoEntity;
}

Actor NamedActor(const DocumentContext& context, ItemRange sentence,
                 uint32_t item, EntityIndex entity) {
  if (context.entities.IsState(entity)) return OfState(context, entity, item);
  Actor actor;
  const EntityTraits& traits = context.entities.Traits(entity);
  const absl::string_view last = context.memory.jurisdiction;
  if (traits.type == v1::ENTITY_TYPE_GOVERNMENT) {
    // A body that no catalog knows: of the place it is in, else of the state
    // that decided last.
    const EntityIndex place = PlaceBehind(context, sentence, item);
    if (place == kNoEntity && last.empty()) return actor;
    actor.kind = Actor::kState;
    actor.jurisdiction =
        place != kNoEntity ? StateServed(context, place) : last;
    actor.entity = entity;
    actor.item = item;
    return actor;
  }
  const v1::EntityKind kind = context.entities.Kind(entity);
  if (kind == v1::ENTITY_KIND_PERSON || kind == v1::ENTITY_KIND_ORGANIZATION) {
    actor.kind = Actor::kOther;
    actor.entity = entity;
    actor.item = item;
  }
  return actor;
}

bool EndsSearch(const DocumentContext& context, uint32_t item) {
  const Item& it = context.At(item);
  if (it.kind == ItemKind::kMark) {
    return it.mark == Mark::kComma || it.mark == Mark::kStop ||
           it.mark == Mark::kSemicolon || it.mark == Mark::kColon;
  }
  return it.Is(context.words.that | context.words.relative);
}

Actor ActorBehind(const DocumentContext& context, ItemRange sentence,
                  uint32_t trigger) {
  const uint32_t limit = std::min(sentence.end, trigger + 1 + kReachBehind);
  const WordClasses objects = context.words.trade | context.words.chip_noun |
                              context.words.use | context.words.restriction |
                              context.words.license | context.words.tariff;
  bool past_object = false;     // behind an object with a preposition
  uint32_t governed = kNoItem;  // the last name that a preposition governs
  for (uint32_t i = trigger + 1; i < limit; ++i) {
    // «ordered firms, among them X»: X is no subject.
    if (EndsSearch(context, i) || context.Is(i, context.words.likeness)) break;
    const Item& item = context.At(i);
    if (item.kind == ItemKind::kMention && item.HasFlag(kFormPreposition)) {
      break;
    }
    // «imposed on X and Y»
    const bool joined = governed != kNoItem && i == governed + 1 &&
                        item.HasFlag(kFormAnd) &&
                        context.NameAt(i) != kNoEntity;
    if (joined || IsGoverned(context, trigger + 1, i)) {
      if (context.NameAt(i) != kNoEntity) governed = i;
      past_object = past_object || item.Is(objects);
      continue;
    }
    // «to enter the country»: where goods go.
    if (item.Is(context.words.country_noun) &&
        context.Is(i - 1, context.words.import)) {
      break;
    }
    Actor actor = ActorAt(context, sentence, i);
    actor.how = "subject behind the trigger";
    // «from supplying X»: a place there is no subject.
    const bool completes =
        past_object && context.NameAt(i) != kNoEntity &&
        context.entities.Kind(context.NameAt(i)) == v1::ENTITY_KIND_PLACE;
    if (completes) break;
    if (actor.kind != Actor::kNone) return actor;
    // Behind its object a verb has no subject any more.
    if (item.Is(objects)) break;
  }
  return {};
}

// «exports to X, Y and Z require», «each of X and Y»: joined to a name that
// something governs.
bool IsJoined(const DocumentContext& context, uint32_t floor, uint32_t item) {
  uint32_t head = item;
  while (head > floor && context.At(head).HasFlag(kFormAnd) &&
         context.NameAt(head - 1) != kNoEntity) {
    --head;
  }
  return head < item && (IsGoverned(context, floor, head) ||
                         context.At(head).HasFlag(kFormPreposition));
}

// Whether a noun governs the name at an item, so that it is no subject.
bool IsPossessor(const DocumentContext& context, ItemRange sentence,
                 uint32_t item) {
  while (item > sentence.begin &&
         (context.At(item - 1).kind == ItemKind::kMark ||
          context.Is(item - 1, context.words.company_noun))) {
    if (context.IsMark(item - 1, Mark::kComma)) return false;
    --item;
  }
  if (item == sentence.begin) return false;
  const Item& before = context.At(item - 1);
  if (before.kind != ItemKind::kWord) return false;
  // A verb has a subject behind it, though it may be written like its noun.
  if (before.HasFlag(kFormFinite) && before.HasFlag(kFormAnd)) return false;
  const Vocabulary& words = context.words;
  return before.Is(words.trade | words.chip_noun | words.market | words.use |
                   words.revenue | words.stock | words.rival);
}

// «X did ... and did ...»: the state right behind the verb before.
Actor SubjectOfVerbBefore(const DocumentContext& context, ItemRange sentence,
                          uint32_t trigger) {
  const Item& item = context.At(trigger);
  if (!item.HasFlag(kFormAnd) || !item.HasFlag(kFormFinite) ||
      item.HasFlag(kFormPlural)) {
    return {};
  }
  for (uint32_t i = trigger; i-- > sentence.begin;) {
    if (context.IsMark(i, Mark::kStop)) break;
    if (!context.At(i).HasFlag(kFormFinite)) continue;
    if (i + 1 >= trigger || context.NameAt(i + 1) == kNoEntity ||
        context.At(i + 1).HasFlag(kFormPreposition)) {
      break;
    }
    Actor actor = ActorAt(context, sentence, i + 1);
    actor.how = "subject of the verb before";
    return actor;
  }
  // A verb that is not in the lexicon opens the sentence.
  const uint32_t first = sentence.begin + 1;
  if (first >= trigger || context.NameAt(first) == kNoEntity ||
      context.At(first).HasFlag(kFormPreposition) ||
      context.At(sentence.begin).kind != ItemKind::kWord) {
    return {};
  }
  Actor actor = ActorAt(context, sentence, first);
  actor.how = "subject of the verb before";
  return actor;
}

// «X will, unless Y objects, allow ...», «states, among them Y, are ...»: Y is
// no subject of what follows.
bool IsInAsideBefore(const DocumentContext& context, uint32_t floor,
                     uint32_t item) {
  const Vocabulary& words = context.words;
  for (uint32_t i = item; i-- > floor;) {
    if (context.At(i).kind == ItemKind::kMark) return false;
    // «..., among them Y, ...».
    if (context.Is(i, words.likeness) ||
        (context.Is(i, words.condition) && context.Is(i, words.conditional))) {
      return true;
    }
  }
  return false;
}

Actor ActorBefore(const DocumentContext& context, ItemRange sentence,
                  uint32_t trigger) {
  const uint32_t floor = sentence.FirstNear(trigger, kReachBefore);
  const Actor shared = SubjectOfVerbBefore(context, sentence, trigger);
  if (shared.kind == Actor::kState) return shared;
  Actor fallback;
  for (uint32_t i = trigger; i-- > floor;) {
    if (context.IsMark(i, Mark::kStop)) break;
    // «X changes course; for it has banned ...»: X goes on.
    if (context.IsMark(i, Mark::kSemicolon) &&
        !context.Is(i + 1, context.words.subordinator)) {
      break;
    }
    Actor actor = ActorAt(context, sentence, i);
    if (actor.kind == Actor::kNone) continue;
    actor.how = "subject before the trigger";
    const bool able =
        i > floor && context.At(i).HasFlag(kFormLi) &&
        context.Is(i - 1, context.words.possible | context.words.auxiliary);
    // «members of the senate».
    const bool sits = i > floor + 1 && context.Is(i - 1, context.words.in) &&
                      context.Is(i - 2, context.words.state_noun);
    const bool joined =
        !context.At(i + 1).HasFlag(kFormFinite) && IsJoined(context, floor, i);
    if (!able && !sits &&
        (joined || IsGoverned(context, floor, i) ||
         IsPossessor(context, sentence, i))) {
      continue;
    }
    if (IsInAsideBefore(context, floor, i) && trigger > i + 1 &&
        context.IsMark(i + 1, Mark::kComma)) {
      continue;
    }
    if (actor.kind == Actor::kState) return actor;
    if (fallback.kind == Actor::kNone) fallback = actor;
    const bool company_subject = trigger - i <= 4;
    if (company_subject) return actor;
  }
  return fallback;
}

}  // namespace

absl::string_view StateServed(const DocumentContext& context,
                              EntityIndex entity) {
  const EntityTraits& traits = context.entities.Traits(entity);
  EntityIndex whole = kNoEntity;
  if (traits.type == v1::ENTITY_TYPE_PERSON) whole = traits.office;
  if (traits.type == v1::ENTITY_TYPE_CITY) whole = traits.part_of;
  if (whole != kNoEntity) {
    const absl::string_view code = context.entities.Traits(whole).Country();
    if (!code.empty()) return code;
  }
  return traits.Country();
}

Actor ActorAt(const DocumentContext& context, ItemRange sentence,
              uint32_t item) {
  const EntityIndex entity = context.NameAt(item);
  if (entity != kNoEntity) return NamedActor(context, sentence, item, entity);
  const Item& it = context.At(item);
  Actor actor;
  if (it.kind != ItemKind::kWord) return actor;
  const Vocabulary& words = context.words;
  if (it.Is(words.state_noun | words.state_head | words.restriction |
            words.rule_noun | words.tariff)) {
    const EntityIndex place = AdjectiveBehind(context, sentence, item, 2);
    if (place != kNoEntity &&
        !context.entities.Traits(place).Country().empty()) {
      actor = OfState(context, place, item);
      actor.entity = kNoEntity;
      return actor;
    }
  }
  if (it.Is(words.state_noun | words.state_head)) {
    const EntityIndex place = PlaceBehind(context, sentence, item);
    if (place != kNoEntity) {
      actor = OfState(context, place, item);
      actor.entity = kNoEntity;
      return actor;
    }
  }
  const bool own = it.Is(words.country_noun) && it.HasFlag(kFormPronoun);
  if (!own && (!it.Is(words.state_head | words.country_noun) ||
               !it.HasFlag(kFormDefinite))) {
    return actor;
  }
  const DocumentMemory& memory = context.memory;
  if (memory.head != 0 && memory.head == context.HashAt(item)) {
    actor.kind = Actor::kState;
    actor.jurisdiction = memory.head_jurisdiction;
    actor.item = item;
    return actor;
  }
  EntityIndex known = memory.deciding_body;
  if (known == kNoEntity) known = memory.body;
  if (known == kNoEntity) known = memory.state;
  if (known == kNoEntity) return actor;
  actor = OfState(context, known, item);
  actor.entity = kNoEntity;
  return actor;
}

Actor GrantingState(const DocumentContext& context, ItemRange clause,
                    uint32_t trigger) {
  for (uint32_t i = trigger + 1; i < clause.end; ++i) {
    const EntityIndex adjective = context.AdjectiveAt(i);
    if (adjective != kNoEntity &&
        context.Is(i - 1, context.words.license | context.words.tariff |
                              context.words.restriction |
                              context.words.listing) &&
        !context.entities.Traits(adjective).Country().empty()) {
      Actor actor = OfState(context, adjective, i);  // «American licences»
      actor.how = "nationality of what is granted";
      return actor;
    }
    const EntityIndex entity = context.NameAt(i);
    if (entity == kNoEntity) continue;
    const v1::EntityType type = context.entities.Traits(entity).type;
    if ((type == v1::ENTITY_TYPE_LIST || type == v1::ENTITY_TYPE_PROGRAM) &&
        !context.entities.Traits(entity).Country().empty()) {
      Actor actor = OfState(context, entity, i);
      actor.entity = kNoEntity;
      actor.how = "whose list it is";
      return actor;
    }
    if (type == v1::ENTITY_TYPE_GOVERNMENT ||
        (type == v1::ENTITY_TYPE_PERSON && context.entities.IsState(entity)) ||
        (type == v1::ENTITY_TYPE_CITY && context.entities.IsState(entity) &&
         context.Is(i - 1, context.words.from) &&
         !(i > trigger + 2 && context.Is(i - 2, context.words.backed))) ||
        (type == v1::ENTITY_TYPE_COUNTRY &&
         context.Is(i - 1, context.words.from) &&
         context.Is(i - 2, context.words.license))) {
      Actor actor = OfState(context, entity, i);
      actor.how = "who grants, behind the trigger";
      return actor;
    }
  }
  return {};
}

namespace {

// «a Chinese ban», whose noun is written like «he banned».
bool IsNounWithNation(const DocumentContext& context, ItemRange sentence,
                      uint32_t trigger) {
  constexpr absl::string_view kArticle = "\u0627\u0644";
  return context.At(trigger).HasFlag(kFormMasdar) &&
         trigger + 1 < sentence.end &&
         context.AdjectiveAt(trigger + 1) != kNoEntity &&
         !absl::StartsWith(context.text.Text(context.At(trigger + 1).range),
                           kArticle);
}

}  // namespace

Actor FindActor(const DocumentContext& context, ItemRange sentence,
                uint32_t trigger) {
  const Item& item = context.At(trigger);
  const bool finite = item.HasFlag(kFormFinite);
  const bool noun = item.HasFlag(kFormMasdar | kFormNoun | kFormFixed);
  const EntityIndex adjective =
      noun ? AdjectiveBehind(context, sentence, trigger, 2) : kNoEntity;
  if (adjective != kNoEntity &&
      !context.entities.Traits(adjective).Country().empty() &&
      (!finite || IsNounWithNation(context, sentence, trigger))) {
    Actor actor = OfState(context, adjective, trigger);
    actor.entity = kNoEntity;
    actor.how = "nationality beside the trigger";
    return actor;
  }
  if (finite && trigger == sentence.begin + 1) {
    // «X studies ...»: a headline's subject comes first.
    Actor actor = ActorAt(context, sentence, sentence.begin);
    actor.how = "subject before the trigger";
    if (actor.kind == Actor::kState) return actor;
  }
  const bool reaches_behind =
      finite || !item.HasFlag(kFormDefinite | kFormPronoun);
  if (reaches_behind) {
    Actor actor = ActorBehind(context, sentence, trigger);
    if (actor.kind == Actor::kState) return actor;
    if (actor.kind == Actor::kOther && finite && !item.HasFlag(kFormMasdar)) {
      // «X allowed ...»: unless a state stands before the verb.
      const Actor before = ActorBefore(context, sentence, trigger);
      return before.kind == Actor::kState ? before : actor;
    }
  }
  return ActorBefore(context, sentence, trigger);
}

Actor StateBefore(const DocumentContext& context, ItemRange sentence,
                  uint32_t trigger, absl::string_view without) {
  for (uint32_t i = trigger; i-- > sentence.begin;) {
    if (context.IsMark(i, Mark::kStop) || context.IsMark(i, Mark::kSemicolon)) {
      break;
    }
    Actor actor = ActorAt(context, sentence, i);
    if (actor.kind != Actor::kState || actor.jurisdiction == without ||
        IsPossessor(context, sentence, i)) {
      continue;
    }
    // «a notice from the government».
    const bool sends = i > sentence.begin && actor.entity != kNoEntity &&
                       context.entities.Traits(actor.entity).type ==
                           v1::ENTITY_TYPE_GOVERNMENT &&
                       context.Is(i - 1, context.words.from);
    if (!sends && IsGoverned(context, sentence.begin, i)) continue;
    actor.how = "state named before the trigger";
    return actor;
  }
  return {};
}

}  // namespace isnad
