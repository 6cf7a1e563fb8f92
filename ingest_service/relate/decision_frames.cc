#include "ingest_service/relate/decision_frames.h"

#include <algorithm>
#include <utility>

#include "absl/algorithm/container.h"
#include "ingest_service/relate/arguments.h"
#include "ingest_service/relate/clauses.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

constexpr uint32_t kDefaultReach = 6;
// How far before its verb an object stands.
constexpr uint32_t kObjectReach = 2;
// Reaches beyond this leave room for the subject.
constexpr uint32_t kShortReach = 7;
// How far before a passive participle: «the export of X to Y is forbidden».
constexpr uint32_t kSubjectReach = 9;
// How far before the noun of an act the verb stands that demands it.
constexpr uint32_t kDemandReach = 9;
constexpr uint32_t kVerbDemandReach = 6;
// How far before its relative verb a noun stands: «the controls on X that ...».
constexpr uint32_t kAntecedentReach = 8;
// How far behind a verb the act stands that it undoes or refuses.
constexpr uint32_t kUndoneReach = 4;

WordClasses Union(const google::protobuf::RepeatedPtrField<std::string>& names,
                  const WordTable& table) {
  WordClasses result;
  for (const std::string& name : names) result |= table.Class(name);
  return result;
}

// Whether a word of a frame's `also` stands behind its trigger.
bool HasAlso(const DocumentContext& context, const DecisionFrames::Frame& frame,
             uint32_t trigger, uint32_t limit) {
  if (frame.also.none()) return true;
  for (uint32_t i = trigger + 1; i < limit; ++i) {
    if (context.IsMark(i, Mark::kStop)) return false;
    if (Matches(context, i, frame.also)) return true;
  }
  return false;
}

// The object may stand before its verb: «the licences were issued», «the
// controls on X that the government imposed».
bool HasObjectBefore(const DocumentContext& context,
                     const DecisionFrames::Frame& frame, ItemRange clause,
                     uint32_t trigger) {
  const Item& item = context.At(trigger);
  const bool passive = item.Is(context.words.passive);
  if (!passive && !item.HasFlag(kFormFinite)) return false;
  const bool relative =
      trigger > clause.begin && context.Is(trigger - 1, context.words.relative);
  const uint32_t reach = passive    ? kSubjectReach
                         : relative ? kAntecedentReach
                                    : kObjectReach;
  const uint32_t floor = clause.FirstNear(trigger, reach);
  return HasClass(context, {floor, trigger}, frame.with);
}

// Where the words of a frame must end. Names, titles and times between a verb
// and its object are not counted: «the administration of the president X
// imposed last Monday ...». Nor are asides.
uint32_t ReachOf(const DocumentContext& context,
                 const DecisionFrames::Frame& frame, ItemRange clause,
                 const Asides& asides, uint32_t trigger) {
  const Vocabulary& words = context.words;
  const bool counts_all = frame.reach > kShortReach;
  const WordClasses light = words.state_head | words.title | words.time_word;
  uint32_t left = frame.reach;
  uint32_t i = trigger + 1;
  while (i < clause.end && left > 0) {
    const uint32_t behind = EndOfAside(asides, i);
    if (behind > i) {
      i = std::min(clause.end, behind);
      continue;
    }
    const bool counts = counts_all || (context.NameAt(i) == kNoEntity &&
                                       !context.At(i).Is(light));
    if (counts) --left;
    ++i;
  }
  return i;
}

// «urged the president to ban ...»: from `floor` on, a state is told to act.
bool IsUrgedOnState(const DocumentContext& context, uint32_t floor,
                    uint32_t trigger) {
  if (trigger < floor + 3 || !context.Is(trigger - 1, context.words.on)) {
    return false;
  }
  const EntityIndex urged = context.NameAt(trigger - 2);
  return urged != kNoEntity && context.entities.IsState(urged) &&
         HasClass(context, {floor, trigger - 2}, context.words.act_urge);
}

// «asked X and Y to tighten ...»: states that are told to act, right before.
bool IsAskedOfStates(const DocumentContext& context, ItemRange sentence,
                     uint32_t trigger) {
  const Vocabulary& words = context.words;
  uint32_t i = trigger;
  while (i > sentence.begin && context.NameAt(i - 1) != kNoEntity &&
         context.entities.IsState(context.NameAt(i - 1))) {
    --i;
  }
  if (i == trigger || i < sentence.begin + 2 ||
      !context.Is(i - 1, words.from | words.on)) {
    return false;
  }
  const uint32_t floor = sentence.FirstNear(i, 4);
  return HasClass(context, {floor, i}, words.act_urge | words.press);
}

// «presses X so that it bans ...»: behind a conjunction of purpose.
bool IsPressedFor(const DocumentContext& context, ItemRange sentence,
                  ItemRange clause, uint32_t trigger) {
  if (clause.begin == sentence.begin || trigger > clause.begin + 2 ||
      !context.At(trigger).HasFlag(kFormFinite)) {
    return false;
  }
  const uint32_t floor = sentence.FirstNear(clause.begin, kVerbDemandReach);
  return HasClass(context, {floor, clause.begin}, context.words.press);
}

// «told X to refrain from buying»: what others are told to stop.
bool IsToldToStop(const DocumentContext& context, ItemRange clause,
                  uint32_t trigger) {
  const Item& item = context.At(trigger);
  if (!item.Is(context.words.stop_noun) || item.HasFlag(kFormFinite)) {
    return false;
  }
  const uint32_t floor = clause.FirstNear(trigger, kDemandReach);
  return HasClass(context, {floor, trigger}, context.words.act_urge);
}

// What somebody demands of a state is not done. The noun of an act may stand
// farther behind, with who demands it of whom between.
bool IsDemanded(const DocumentContext& context, ItemRange clause,
                uint32_t trigger) {
  const uint32_t reach = context.At(trigger).HasFlag(kFormFinite)
                             ? kVerbDemandReach
                             : kDemandReach;
  const uint32_t floor = clause.FirstNear(trigger, reach);
  for (uint32_t i = floor; i < trigger; ++i) {
    if (context.Is(i, context.words.demand | context.words.press)) return true;
  }
  return false;
}

// «that it is for the government to ...».
bool IsForOthers(const DocumentContext& context, ItemRange clause,
                 uint32_t floor, uint32_t trigger) {
  const Vocabulary& words = context.words;
  for (uint32_t i = floor; i + 2 < trigger; ++i) {
    const bool opens = i == clause.begin || context.Is(i - 1, words.that) ||
                       context.At(i - 1).kind == ItemKind::kMark;
    if (opens && context.Is(i, words.on) &&
        (context.Is(i + 2, words.that) || context.Is(i + 3, words.that))) {
      return true;
    }
  }
  return false;
}

// «in case of approval», «awaiting a licence».
bool IsHypothetical(const DocumentContext& context, ItemRange clause,
                    uint32_t trigger) {
  const Vocabulary& words = context.words;
  const uint32_t floor = clause.FirstNear(trigger, 3);
  const uint32_t far = clause.FirstNear(trigger, 6);
  // «awaiting the end of a review»: it goes on.
  const bool goes_on = context.Is(trigger, words.act_consider) ||
                       (context.Is(trigger, words.passive) &&
                        !context.Is(trigger, words.act_ban | words.act_permit));
  const ItemRange before = {floor, trigger};
  if (!goes_on && HasClass(context, before, words.conditional)) return true;
  const bool noun = !context.At(trigger).HasFlag(kFormFinite);
  // «requires an approval», «have to get a licence».
  if (noun && context.Is(trigger, words.license | words.act_receive) &&
      HasClass(context, {far, trigger}, words.act_oblige)) {
    return true;
  }
  // «requires a permission»: written like «permitted».
  if (context.At(trigger).HasFlag(kFormMasdar | kFormNoun) &&
      trigger > clause.begin && context.Is(trigger, words.act_permit) &&
      context.Is(trigger - 1, words.act_oblige)) {
    return true;
  }
  // «will, if it is passed, oblige»: "if" is written like "that".
  const bool if_passed = trigger > clause.begin + 1 &&
                         context.Is(trigger - 1, words.that) &&
                         context.At(trigger).HasFlag(kFormPast) &&
                         context.IsMark(trigger - 2, Mark::kComma);
  if (if_passed || IsForOthers(context, clause, far, trigger)) return true;
  // «stopped its probes into ...».
  if (noun && context.Is(trigger, words.act_probe) &&
      HasClass(context, before, words.act_stop | words.act_lift)) {
    return true;
  }
  return IsDemanded(context, clause, trigger) ||
         IsUrgedOnState(context, far, trigger);
}

// «exempt from the ban», «fears of a ban»: the noun tells of no act.
bool IsSpared(const DocumentContext& context, ItemRange sentence,
              uint32_t trigger) {
  const Vocabulary& words = context.words;
  return trigger > sentence.begin &&
         context.At(trigger).HasFlag(kFormMasdar | kFormNoun) &&
         context.Is(trigger, words.act_ban) &&
         context.Is(trigger - 1, words.from);
}

// «lifted the ban on ...», «ruled out allowing ...»: an act that the verb at
// `undoing`, not far before it, undoes or refuses. A noun of action may be
// written like its verb.
bool IsUndone(const DocumentContext& context, ItemRange clause,
              uint32_t undoing, uint32_t trigger) {
  const Vocabulary& words = context.words;
  const Item& act = context.At(trigger);
  const bool is_verb = act.HasFlag(kFormFinite) && !act.HasFlag(kFormMasdar) &&
                       !context.Is(trigger - 1, words.each);
  if (is_verb || act.HasFlag(kFormAnd)) return false;
  if (context.Is(undoing, words.act_refuse | words.act_rule_out)) return true;
  // «lifted the April ban»: an act of its own.
  if (trigger + 1 < clause.end &&
      context.At(trigger + 1).kind == ItemKind::kQuantity) {
    return false;
  }
  WordClasses done =
      words.act_ban | words.act_impose | words.act_restrict | words.act_tighten;
  if (context.Is(undoing, words.act_back)) done |= words.act_permit;
  return act.Is(done) &&
         context.Is(undoing, words.act_lift | words.act_back | words.act_delay |
                                 words.act_stop);
}

// «revoked a licence that allowed ...»: a verb that only says what the object
// of another decision was for.
bool DescribesObject(const DocumentContext& context, ItemRange clause,
                     uint32_t trigger, uint32_t last) {
  if (last == kNoItem) return false;
  const Vocabulary& words = context.words;
  const uint32_t floor = std::max(clause.begin, last);
  const Item& act = context.At(trigger);
  const bool near =
      floor == last && floor < trigger && trigger - floor <= kUndoneReach;
  if (near && IsUndone(context, clause, floor, trigger)) return true;
  const bool is_verb = act.HasFlag(kFormFinite) ||
                       (act.HasFlag(kFormFixed) && act.Is(words.act_restrict));
  if (!is_verb) {
    // «withdrew the exemption», «refused to renew», «delayed the imposing of
    // ...», «allowed the resuming of ...»: the object itself.
    return near && act.Is(words.license | words.act_impose | words.act_resume);
  }
  // «cancelled a rule that X made and that restricted ...»: what was once done
  // in the same clause.
  if (trigger > floor + 1 && context.Is(floor, words.act_lift)) {
    const Item& before = context.At(trigger - 1);
    if (before.Is(words.auxiliary) &&
        before.HasFlag(kFormFinite | kFormFixed) && !before.HasFlag(kFormAnd)) {
      return true;
    }
  }
  for (uint32_t i = trigger; i-- > floor + 1;) {
    const Item& item = context.At(i);
    if (Matches(context, i,
                words.license | words.restriction | words.permit_paper |
                    words.way)) {
      return true;
    }
    // «a rule of X that ...»
    if (item.kind == ItemKind::kMention) continue;
    // «a licence of export that ...»
    if (item.Is(words.trade) && context.Is(trigger - 1, words.relative)) {
      continue;
    }
    if (!item.Is(words.relative | words.auxiliary)) return false;
  }
  return false;
}

// «Beijing urges Washington to ...»: one state presses another.
bool UrgesState(const DocumentContext& context, ItemRange sentence,
                uint32_t trigger) {
  if (!context.Is(trigger, context.words.act_urge)) return false;
  const auto state_at = [&](uint32_t i) -> absl::string_view {
    if (!sentence.Contains(i)) return {};
    const EntityIndex entity = context.NameAt(i);
    if (entity == kNoEntity || !context.entities.IsState(entity)) return {};
    return context.entities.Traits(entity).Country();
  };
  const absl::string_view asked = state_at(trigger + 1);
  if (asked.empty()) return false;
  const auto is_other = [&](absl::string_view state) {
    return !state.empty() && state != asked;
  };
  return is_other(state_at(trigger + 2)) ||
         (trigger > sentence.begin && is_other(state_at(trigger - 1)));
}

// «has X banned ...?»
bool IsAsked(const DocumentContext& context, ItemRange clause,
             uint32_t trigger) {
  for (uint32_t i = clause.begin; i < trigger; ++i) {
    if (context.Is(i, context.words.whether)) return true;
  }
  return false;
}

}  // namespace

DecisionFrames::DecisionFrames(const lexicon::v1::RelateSection& section,
                               const WordTable& table) {
  for (const lexicon::v1::DecisionFrame& data : section.decision()) {
    Frame frame;
    frame.id = data.id();
    frame.trigger = table.Class(data.trigger());
    frame.with = Union(data.with(), table);
    frame.without = Union(data.without(), table);
    frame.action = data.action();
    frame.negated = data.negated();
    frame.finite_only = data.finite_only();
    frame.needs_actor = data.needs_actor();
    frame.implies_product = data.implies_product();
    frame.remembers_product = data.remembers_product();
    frame.of_receiver = data.of_receiver();
    frame.or_receiver = data.or_receiver();
    frame.in_court = data.in_court();
    frame.also = Union(data.also(), table);
    frame.across_that = data.across_that();
    frame.reach =
        data.reach() > 0 ? static_cast<uint32_t>(data.reach()) : kDefaultReach;
    triggers_ |= frame.trigger;
    frame.trigger.ForEach(
        [this](size_t number) { by_class_[number].push_back(frames_.size()); });
    frames_.push_back(std::move(frame));
  }
}

absl::InlinedVector<const DecisionFrames::Frame*, 16>
DecisionFrames::TriggeredBy(const WordClasses& classes) const {
  absl::InlinedVector<const Frame*, 16> triggered;
  (classes & triggers_).ForEach([this, &triggered](size_t number) {
    for (const size_t frame : by_class_[number]) {
      triggered.push_back(&frames_[frame]);
    }
  });
  // Few words are of two such classes.
  if (!absl::c_is_sorted(triggered)) absl::c_sort(triggered);
  return triggered;
}

bool IsTrigger(const DocumentContext& context, const DecisionFrames& frames,
               uint32_t i, uint32_t end) {
  const Item& item = context.At(i);
  if (item.kind != ItemKind::kWord || !item.Is(frames.triggers())) {
    return false;
  }
  const Vocabulary& words = context.words;
  // «a licence», folded like «he licensed it».
  const bool licence = item.Is(words.license) && item.HasFlag(kFormNoun) &&
                       !item.HasFlag(kFormMasdar);
  if (licence && EndsInTaMarbuta(context, item)) return false;
  if (AsksForSilence(context, i, end)) return false;
  if (i == 0) return true;
  const Item& before = context.At(i - 1);
  // «cancelled its licence», «getting a permit».
  if (licence &&
      before.Is(words.act_lift | words.act_grant | words.act_receive)) {
    return false;
  }
  if (item.HasFlag(kFormFinite)) return true;
  // «a comment on», which is written like «a suspension».
  if (item.Is(words.act_stop) && item.HasFlag(kFormMasdar) && i + 1 < end &&
      context.Is(i + 1, words.on)) {
    return false;
  }
  // «according to an investigation of the paper».
  if (item.Is(words.act_probe) && before.Is(words.according)) return false;
  // «sources familiar with the deliberations».
  return !(item.Is(words.act_consider) && before.Is(words.on) && i > 1 &&
           context.Is(i - 2, words.source));
}

bool Fits(const DocumentContext& context, const DecisionFrames::Frame& frame,
          uint32_t trigger, ItemRange clause, const Asides& asides,
          uint32_t subject) {
  const Vocabulary& words = context.words;
  const Item& item = context.At(trigger);
  if (!item.Is(frame.trigger)) return false;
  if (frame.finite_only && !item.HasFlag(kFormFinite)) return false;
  const uint32_t limit = ReachOf(context, frame, clause, asides, trigger);
  if (!HasAlso(context, frame, trigger, limit)) return false;
  bool has =
      frame.with.none() || HasObjectBefore(context, frame, clause, trigger);
  for (uint32_t i = trigger + 1; i < limit; ++i) {
    const Item& other = context.At(i);
    if (other.kind == ItemKind::kMark &&
        (other.mark == Mark::kStop ||
         (other.mark == Mark::kColon && !item.Is(words.act_urge)))) {
      break;
    }
    if (!frame.across_that && other.Is(words.that | words.that_pronoun)) {
      break;
    }
    // The rule that a finite verb is said of is its subject.
    const bool is_subject = i == trigger + 1 && item.HasFlag(kFormFinite) &&
                            other.Is(words.rule_noun) &&
                            other.HasFlag(kFormDefinite);
    if (!is_subject && Matches(context, i, frame.without)) return false;
    has = has || (i != subject && Matches(context, i, frame.with));
  }
  return has;
}

const char* WhyNoAct(const DocumentContext& context, ItemRange sentence,
                     ItemRange clause, uint32_t trigger, uint32_t last) {
  if (IsHypothetical(context, clause, trigger)) {
    return "a condition or a demand";
  }
  if (IsAsked(context, clause, trigger)) return "it is asked whether";
  if (IsAskedOfStates(context, sentence, trigger) ||
      UrgesState(context, sentence, trigger) ||
      IsPressedFor(context, sentence, clause, trigger)) {
    return "another state is asked to";
  }
  if (IsToldToStop(context, clause, trigger)) {
    return "others are told to";
  }
  if (IsSpared(context, sentence, trigger)) {
    return "only what is spared of it is told";
  }
  if (DescribesObject(context, clause, trigger, last)) {
    return "it describes the object of another decision";
  }
  return nullptr;
}

}  // namespace isnad
