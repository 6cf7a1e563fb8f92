#include "ingest_service/relate/deciding_states.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "ingest_service/relate/arguments.h"
#include "ingest_service/relate/deciding_rules.h"
#include "ingest_service/relate/speakers.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

bool IsPlace(const DocumentContext& context, ItemRange sentence,
             uint32_t item) {
  if (!sentence.Contains(item)) return false;
  const EntityIndex entity = context.NameAt(item);
  return entity != kNoEntity && context.entities.IsState(entity) &&
         context.entities.Kind(entity) == v1::ENTITY_KIND_PLACE;
}

// «the licences were granted to ...»: an object right before its verb makes it
// passive, so that no subject stands behind.
bool IsPassive(const DocumentContext& context,
               const DecisionFrames::Frame& frame, ItemRange clause,
               uint32_t trigger) {
  return trigger > clause.begin && frame.or_receiver &&
         context.At(trigger).HasFlag(kFormFinite) &&
         context.At(trigger - 1).HasFlag(kFormDefinite) &&
         Matches(context, trigger - 1, frame.with);
}

// «may not be sold because of the American rules»: the state of the rules that
// an act without a subject follows from.
Actor StateOfCause(const DocumentContext& context, ItemRange clause,
                   uint32_t trigger) {
  for (uint32_t i = trigger + 1; i + 1 < clause.end; ++i) {
    if (context.Is(i, context.words.because) &&
        context.Is(i + 1, context.words.restriction | context.words.rule_noun |
                              context.words.license)) {
      return GrantingState(context, {i, clause.end}, i);
    }
  }
  return {};
}

// «were banned by X»: who does what a passive verb tells.
Actor StateOfAgent(const DocumentContext& context, ItemRange clause,
                   uint32_t trigger) {
  for (uint32_t i = trigger + 1; i + 1 < clause.end; ++i) {
    const EntityIndex body = context.NameAt(i + 1);
    // «under review at the ministry», «... in Washington».
    const bool within =
        (context.Is(trigger, context.words.passive) ||
         (context.Is(trigger, context.words.act_consider) &&
          context.At(trigger).HasFlag(kFormMasdar))) &&
        context.Is(i, context.words.in) && body != kNoEntity &&
        (context.entities.Traits(body).type == v1::ENTITY_TYPE_GOVERNMENT ||
         (context.entities.Traits(body).type == v1::ENTITY_TYPE_CITY &&
          context.entities.IsState(body)));
    if (!within && !context.Is(i, context.words.by_agent)) continue;
    Actor actor = ActorAt(context, clause, i + 1);
    if (actor.kind != Actor::kState) return {};
    actor.how = "who does it, behind the passive verb";
    return actor;
  }
  return {};
}

// «the president said that they will not be made available».
Actor StateThatSpeaks(const DocumentContext& context,
                      const std::vector<Report>& reports, uint32_t trigger) {
  Actor actor;
  const Report* report = ReportAt(reports, trigger);
  if (report == nullptr || report->chain.empty()) return actor;
  const EntityIndex speaker = report->chain.front().entity;
  if (speaker == kNoEntity || !context.entities.IsState(speaker)) return actor;
  actor.kind = Actor::kState;
  actor.jurisdiction = StateServed(context, speaker);
  actor.entity = speaker;
  actor.item = report->trigger;
  actor.how = "who speaks for a state";
  return actor;
}

bool IsBody(const DocumentContext& context, EntityIndex entity) {
  return context.entities.Traits(entity).type == v1::ENTITY_TYPE_GOVERNMENT;
}

// A state, or a body of one, that an item names; none where no state is known.
// `how`: a literal for people.
Actor ActorOf(const DocumentContext& context, EntityIndex entity, uint32_t item,
              const char* how) {
  Actor actor;
  actor.jurisdiction = StateServed(context, entity);
  if (actor.jurisdiction.empty()) return {};
  actor.kind = Actor::kState;
  actor.entity = IsBody(context, entity) ? entity : kNoEntity;
  actor.item = item;
  actor.how = how;
  return actor;
}

// «an official at the ministry denied an intent to ban ...», «a Malaysian
// official», «two sources in the capital X»: the body or state that who speaks
// without a name is of.
Actor StateOfSource(const DocumentContext& context, ItemRange sentence,
                    const std::vector<Report>& reports, uint32_t trigger) {
  constexpr uint32_t kReach = 4;
  const Report* report = ReportAt(reports, trigger);
  if (report == nullptr || report->chain.empty() ||
      report->chain.front().entity != kNoEntity) {
    return {};
  }
  const uint32_t limit = std::min(sentence.end, report->trigger + 2 + kReach);
  for (uint32_t i = report->trigger + 1; i + 1 < limit; ++i) {
    if (!context.Is(i, context.words.source)) continue;
    for (uint32_t body = i + 1; body < limit; ++body) {
      const EntityIndex nation = context.AdjectiveAt(body);
      const EntityIndex entity =
          nation != kNoEntity ? nation : context.NameAt(body);
      if (entity == kNoEntity) continue;
      const bool governs = IsBody(context, entity);
      const bool within = context.Is(body - 1, context.words.in) &&
                          IsPlace(context, sentence, body);
      if (!governs && !within && nation == kNoEntity) return {};
      return ActorOf(context, entity, body, "whose official speaks");
    }
  }
  return {};
}

// «had advised ...», «but it kept ...», «two months later ordered ...»: a verb
// without a subject, behind nothing but an auxiliary or a time that opens the
// sentence, goes on with the state that was spoken of.
Actor StateSpokenOf(const DocumentContext& context, ItemRange sentence,
                    uint32_t trigger) {
  Actor actor;
  const DocumentMemory& memory = context.memory;
  constexpr uint32_t kMostBefore = 4;
  if (trigger == sentence.begin || trigger > sentence.begin + kMostBefore ||
      memory.jurisdiction.empty()) {
    return actor;
  }
  const Vocabulary& words = context.words;
  const WordClasses passed_over =
      words.auxiliary | words.but | words.preposition | words.time_word;
  for (uint32_t i = sentence.begin; i < trigger; ++i) {
    if (context.At(i).kind != ItemKind::kQuantity &&
        !context.Is(i, passed_over)) {
      return actor;
    }
  }
  actor.kind = Actor::kState;
  actor.jurisdiction = memory.jurisdiction;
  actor.item = trigger;
  actor.how = "the state that decided last goes on";
  return actor;
}

// «a deal of A and B allows B to import»: who is allowed does not allow.
void PassOverReceiver(const DocumentContext& context, ItemRange sentence,
                      uint32_t trigger, Actor& actor) {
  if (actor.kind != Actor::kState || trigger + 1 >= sentence.end) return;
  const EntityIndex receiver = context.NameAt(trigger + 1);
  if (receiver == kNoEntity || !context.entities.IsState(receiver) ||
      !context.At(trigger + 1).HasFlag(kFormLi) ||
      context.entities.Traits(receiver).Country() != actor.jurisdiction) {
    return;
  }
  actor = StateBefore(context, sentence, trigger, actor.jurisdiction);
}

// «lawmakers of both parties urged the administration to ...»: one who serves a
// state stands between the verb and the state that is told to act.
bool UrgesState(const DocumentContext& context, ItemRange clause,
                uint32_t trigger, const Actor& actor) {
  if (!context.Is(trigger, context.words.act_urge) || actor.item <= trigger) {
    return false;
  }
  // «X called on Y to ...»
  const uint32_t object = actor.item + 1;
  if (object + 1 < clause.end) {
    const EntityIndex urged = context.NameAt(object);
    if (urged != kNoEntity && context.entities.IsState(urged) &&
        !context.At(object).HasFlag(kFormPreposition) &&
        context.Is(object + 1, context.words.toward | context.words.on)) {
      return true;
    }
  }
  const EntityIndex body = context.NameAt(actor.item);
  const bool governs =
      body != kNoEntity &&
      context.entities.Traits(body).type == v1::ENTITY_TYPE_GOVERNMENT;
  if (!governs && !context.Is(actor.item, context.words.state_head)) {
    return false;
  }
  for (uint32_t i = trigger + 1; i + 1 < actor.item; ++i) {
    if (context.Is(i, context.words.state_noun)) return true;
  }
  return false;
}

// «and exempts X», «and called on X to ...»: behind such a verb a place that
// is no subject stands for another state. One that presses another decides
// nothing.
void PassOverObject(const DocumentContext& context, ItemRange sentence,
                    uint32_t trigger, Actor& actor) {
  if (actor.kind == Actor::kState &&
      UrgesState(context, sentence, trigger, actor)) {
    actor.kind = Actor::kOther;
    return;
  }
  if (actor.kind != Actor::kState || actor.item != trigger + 1 ||
      context.NameAt(actor.item) == kNoEntity ||
      context.entities.Kind(actor.entity) != v1::ENTITY_KIND_PLACE) {
    return;
  }
  const Vocabulary& words = context.words;
  // «X has deprived Y of chips».
  const bool exempts =
      context.Is(trigger, words.act_exempt) ||
      (context.Is(trigger, words.act_ban) && actor.item + 1 < sentence.end &&
       context.Is(actor.item + 1, words.from));
  const bool presses = context.Is(trigger, words.act_urge) &&
                       actor.item + 1 < sentence.end &&
                       context.Is(actor.item + 1, words.toward | words.on);
  if (!exempts && !presses) return;
  const Actor before =
      StateBefore(context, sentence, trigger, actor.jurisdiction);
  if (before.kind != Actor::kState) return;
  if (exempts) {
    actor = before;
  } else {
    actor.kind = Actor::kOther;
  }
}

// «X notified the firm of a ban on ...»: whoever tells or orders decides.
Actor StateThatTells(const DocumentContext& context, ItemRange sentence,
                     ItemRange clause, uint32_t trigger) {
  const Item& item = context.At(trigger);
  if (!item.HasFlag(kFormBi) || item.HasFlag(kFormFinite)) return {};
  for (uint32_t i = trigger; i-- > clause.begin;) {
    if (context.Is(i, context.words.act_urge) &&
        context.At(i).HasFlag(kFormFinite)) {
      const Actor actor = FindActor(context, sentence, i);
      return actor.kind == Actor::kState ? actor : Actor();
    }
  }
  return {};
}

// «three men before a court in X»: the first place that something of the
// sentence happens in.
Actor StateOfCourt(const DocumentContext& context, ItemRange sentence) {
  for (uint32_t i = sentence.begin; i + 1 < sentence.end; ++i) {
    if (context.Is(i, context.words.in) && IsPlace(context, sentence, i + 1)) {
      Actor actor = ActorAt(context, sentence, i + 1);
      actor.how = "where the court is";
      return actor;
    }
  }
  return {};
}

// «X accuses four people of ...», against «X accuses Y of ...».
bool AccusesPeople(const DocumentContext& context, ItemRange sentence,
                   uint32_t trigger, const Actor& actor) {
  if (!context.At(trigger).HasFlag(kFormFinite)) return false;
  const bool first = actor.item + 1 == trigger;
  if (!first && actor.item != trigger + 1) return false;
  const uint32_t accused = std::max(trigger, actor.item) + 1;
  if (accused >= sentence.end) return false;
  const EntityIndex entity = context.NameAt(accused);
  return entity == kNoEntity || !context.entities.IsState(entity);
}

// «X pays the government of Y a share»: Y, where it is its government that gets
// it, or stands right behind.
Actor PaidState(const DocumentContext& context, ItemRange sentence,
                uint32_t trigger) {
  constexpr uint32_t kReachOfReceiver = 10;
  if (!context.Is(trigger, context.words.act_pay)) return {};
  const uint32_t limit = std::min(sentence.end, trigger + 1 + kReachOfReceiver);
  for (uint32_t i = trigger + 1; i < limit; ++i) {
    const EntityIndex entity = context.NameAt(i);
    if (entity == kNoEntity || !context.entities.IsState(entity)) continue;
    const bool receives =
        context.At(i).HasFlag(kFormLi) ||
        context.Is(i - 1, context.words.toward | context.words.to);
    if (!receives || (!IsBody(context, entity) && i != trigger + 1)) continue;
    return ActorOf(context, entity, i, "who is paid, behind the trigger");
  }
  return {};
}

// Replaces an actor by a state, if one was found.
void PreferState(const Actor& state, Actor& actor) {
  if (state.kind == Actor::kState) actor = state;
}

// Corrects what stands beside a trigger as its actor by what the sentence says
// besides.
void CorrectActor(const DocumentContext& context,
                  const DecisionFrames::Frame& frame, ItemRange sentence,
                  ItemRange clause, uint32_t trigger, Actor& actor) {
  const Item& item = context.At(trigger);
  PassOverReceiver(context, sentence, trigger, actor);
  PassOverObject(context, sentence, trigger, actor);
  if (actor.kind == Actor::kNone && frame.of_receiver) {
    // «X told the firm that it needs a licence».
    actor = StateBefore(context, sentence, trigger);
  }
  if (actor.kind != Actor::kState && frame.of_receiver) {
    PreferState(PaidState(context, sentence, trigger), actor);
  }
  if (actor.kind == Actor::kOther && item.HasFlag(kFormFinite) &&
      item.HasFlag(kFormPronoun)) {
    // «X got a notice from the government that obliges it»: X is obliged.
    PreferState(StateBefore(context, sentence, trigger), actor);
  }
  if (actor.kind != Actor::kState) {
    PreferState(StateOfRulesBefore(context, sentence, trigger), actor);
  }
  if (actor.kind != Actor::kState && frame.or_receiver) {
    actor = GrantingState(context, clause, trigger);
  }
  if (actor.kind == Actor::kOther) {
    PreferState(StateThatTells(context, sentence, clause, trigger), actor);
  }
  if (actor.kind == Actor::kOther && trigger + 1 < clause.end &&
      context.Is(trigger + 1, context.words.to_it)) {
    // «X will not be allowed»: whoever stands before is the receiver.
    actor = StateBefore(context, sentence, trigger);
  }
  if (actor.kind == Actor::kNone && frame.or_receiver) {
    // «a notice from X that the export of Y requires a licence».
    actor = StateBefore(context, sentence, trigger);
  }
  if (actor.kind != Actor::kState) {
    TakeRuleAsActor(context, sentence, trigger, actor);
  }
  if (actor.kind == Actor::kNone) {
    TakeLawAsActor(context, sentence, trigger, actor);
  }
}

// «his country», in what somebody says, is the country of who speaks; «the
// government» is, unless its nation or place stands behind it.
bool PointsToSpeaker(const DocumentContext& context, ItemRange sentence,
                     uint32_t item) {
  const Item& it = context.At(item);
  if (it.Is(context.words.country_noun) && it.HasFlag(kFormPronoun)) {
    return true;
  }
  return it.kind == ItemKind::kWord && it.Is(context.words.state_head) &&
         it.HasFlag(kFormDefinite) &&
         (item + 1 == sentence.end ||
          (context.AdjectiveAt(item + 1) == kNoEntity &&
           !context.Is(item + 1, context.words.in)));
}

// What a trigger stands in.
struct Surroundings {
  ItemRange sentence;
  ItemRange clause;
};

// Takes a state from farther off where nobody acts beside a trigger.
void SeekActor(const DocumentContext& context,
               const DecisionFrames::Frame& frame, const Surroundings& around,
               const std::vector<Report>& reports, uint32_t trigger,
               Actor& actor) {
  const auto& [sentence, clause] = around;
  const bool finite = context.At(trigger).HasFlag(kFormFinite);
  if (actor.kind == Actor::kNone) {
    actor = StateOfCause(context, clause, trigger);
  }
  if (actor.kind == Actor::kNone && frame.needs_actor && finite) {
    actor = StateThatSpeaks(context, reports, trigger);
  }
  if (actor.kind == Actor::kState && actor.item < sentence.end &&
      PointsToSpeaker(context, sentence, actor.item)) {
    PreferState(StateOfSource(context, sentence, reports, trigger), actor);
    PreferState(StateThatSpeaks(context, reports, trigger), actor);
  }
  // «the ministry said that it obliged ...», «the minister: we will not sell
  // X ...».
  if (finite && trigger > sentence.begin &&
      (context.Is(trigger - 1, context.words.that_pronoun) ||
       context.At(trigger).HasFlag(kFormWe))) {
    PreferState(StateThatSpeaks(context, reports, trigger), actor);
  }
  // «will be allowed, the minister of X promised»: where nobody has decided
  // yet.
  const bool first = context.memory.jurisdiction.empty();
  if (actor.kind == Actor::kNone && first) {
    actor = StateThatSpeaks(context, reports, trigger);
  }
  // «a hearing of the firm in X», «a review in X».
  if (actor.kind == Actor::kNone && !finite && first &&
      (frame.action == v1::DECISION_ACTION_INVESTIGATE ||
       frame.action == v1::DECISION_ACTION_CONSIDER)) {
    actor = StateOfCourt(context, clause);
  }
  if (actor.kind == Actor::kNone) {
    actor = StateOfSource(context, sentence, reports, trigger);
  }
  if (actor.kind == Actor::kNone && finite) {
    actor = StateSpokenOf(context, sentence, trigger);
  }
}

}  // namespace

Actor FindDecider(const DocumentContext& context,
                  const DecisionFrames::Frame& frame, ItemRange sentence,
                  ItemRange clause, const std::vector<Report>& reports,
                  uint32_t trigger) {
  if (frame.in_court) {
    const Actor actor = FindActor(context, sentence, trigger);
    const bool acts = actor.kind == Actor::kState &&
                      (!IsPlace(context, sentence, actor.item) ||
                       AccusesPeople(context, sentence, trigger, actor));
    return acts ? actor : StateOfCourt(context, sentence);
  }
  const bool granted =
      frame.of_receiver || IsPassive(context, frame, clause, trigger);
  Actor actor = granted ? GrantingState(context, clause, trigger)
                        : FindActor(context, sentence, trigger);
  if (actor.kind == Actor::kNone || actor.item < trigger) {
    const Actor agent = StateOfAgent(context, clause, trigger);
    if (agent.kind == Actor::kState) return agent;
  }
  CorrectActor(context, frame, sentence, clause, trigger, actor);
  SeekActor(context, frame, {sentence, clause}, reports, trigger, actor);
  return actor;
}

absl::string_view DecidingState(const DocumentContext& context,
                                const Actor& actor, ItemRange clause,
                                uint32_t trigger) {
  const DocumentMemory& memory = context.memory;
  const bool named = actor.kind == Actor::kState;
  const absl::string_view state =
      named ? actor.jurisdiction : memory.jurisdiction;
  const Item& item = context.At(trigger);
  const bool adjacent =
      named && (item.HasFlag(kFormFinite) || actor.item >= trigger);
  if (adjacent || memory.exporter.empty() ||
      !absl::c_linear_search(memory.goals.main, state)) {
    return state;
  }
  const ItemRange goods = {trigger, std::min(clause.end, trigger + 6)};
  const Vocabulary& words = context.words;
  // Who is not named and lets goods be sold is not where they go.
  const bool sold = !named && HasClass(context, goods, words.trade) &&
                    !HasClass(context, goods, words.entry | words.import);
  return sold || HasClass(context, goods, words.exports) ? memory.exporter
                                                         : state;
}

absl::string_view PartnerOf(const DocumentContext& context, ItemRange sentence,
                            const Actor& actor, uint32_t trigger) {
  if (actor.kind != Actor::kState || !IsPlace(context, sentence, actor.item)) {
    return {};
  }
  const uint32_t item = actor.item;
  const bool before = item < trigger;
  const uint32_t other = before ? item - 1 : item + 1;
  if (!IsPlace(context, sentence, other)) return {};
  if (before) {
    if (!context.At(item).HasFlag(kFormAnd) ||
        !context.At(trigger).HasFlag(kFormPlural) ||
        IsGoverned(context, sentence.begin, other)) {
      return {};
    }
  } else if (!context.At(other).HasFlag(kFormAnd) ||
             (other + 1 < sentence.end &&
              context.At(other + 1).HasFlag(kFormFinite))) {
    return {};
  }
  return ActorAt(context, sentence, other).jurisdiction;
}

}  // namespace isnad
