#include "ingest_service/relate/decisions.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "ingest_service/relate/actors.h"
#include "ingest_service/relate/arguments.h"
#include "ingest_service/relate/clauses.h"
#include "ingest_service/relate/destinations.h"
#include "ingest_service/relate/speakers.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

constexpr uint32_t kDefaultReach = 6;
// What is taken from the document and not from the sentence is right less
// often, by about this much.
constexpr float kRemembered = 0.8f;
// How far before its verb an object stands.
constexpr uint32_t kObjectReach = 2;
// How far before a trigger its modal words and negation stand.
constexpr uint32_t kModalReach = 6;

WordClasses Union(const google::protobuf::RepeatedPtrField<std::string>& names,
                  const WordTable& table) {
  WordClasses result;
  for (const std::string& name : names) result |= table.Class(name);
  return result;
}

class DecisionReader {
 public:
  DecisionReader(DocumentContext& context, const DecisionFrames& frames,
                 const ItemSentence& sentence,
                 const std::vector<Report>& reports)
      : context_(context),
        words_(context.words),
        frames_(frames),
        sentence_(sentence.items),
        reports_(reports),
        clauses_(ReadClauses(context, sentence.items)) {}

  std::vector<DecisionReading> Read() {
    for (uint32_t i = sentence_.begin; i < sentence_.end; ++i) {
      const Item& item = context_.At(i);
      if (item.kind == ItemKind::kMark || !IsTrigger(i)) continue;
      const ItemRange clause = ClauseAt(clauses_, i);
      // Why the last frame that fitted gave nothing.
      Outcome outcome = {"its words are not near", true};
      const DecisionFrames::Frame* tried = nullptr;
      for (const DecisionFrames::Frame& frame : frames_.frames()) {
        if (!Fits(frame, i, clause)) continue;
        tried = &frame;
        outcome = Take(frame, i, clause);
        if (!outcome.goes_on) break;
      }
      if (outcome.reason != nullptr) {
        context_.TraceMiss("decision", i, tried == nullptr ? "" : tried->id,
                           outcome.reason);
      }
    }
    return std::move(decisions_);
  }

 private:
  bool IsTrigger(uint32_t i) const {
    const Item& item = context_.At(i);
    if (item.kind != ItemKind::kWord || !item.Is(frames_.triggers())) {
      return false;
    }
    // «a licence», folded like «he licensed it».
    const bool licence = item.Is(words_.license) && item.HasFlag(kFormNoun) &&
                         !item.HasFlag(kFormMasdar);
    return !(licence && EndsInTaMarbuta(context_, item));
  }

  // Whether a word of a frame's `also` stands behind its trigger.
  bool HasAlso(const DecisionFrames::Frame& frame, uint32_t trigger,
               uint32_t limit) const {
    if (frame.also.none()) return true;
    for (uint32_t i = trigger + 1; i < limit; ++i) {
      if (context_.IsMark(i, Mark::kStop)) return false;
      if (Matches(context_, i, frame.also)) return true;
    }
    return false;
  }

  bool Fits(const DecisionFrames::Frame& frame, uint32_t trigger,
            ItemRange clause) const {
    const Item& item = context_.At(trigger);
    if (!item.Is(frame.trigger)) return false;
    if (frame.finite_only && !item.HasFlag(kFormFinite)) return false;
    const uint32_t limit = std::min(clause.end, trigger + 1 + frame.reach);
    if (!HasAlso(frame, trigger, limit)) return false;
    bool has = frame.with.none();
    if (!has && item.HasFlag(kFormFinite)) {
      // The object may stand before its verb: «the licences were issued».
      const uint32_t floor = trigger > clause.begin + kObjectReach
                                 ? trigger - kObjectReach
                                 : clause.begin;
      for (uint32_t i = floor; i < trigger; ++i) {
        has = has || Matches(context_, i, frame.with);
      }
    }
    for (uint32_t i = trigger + 1; i < limit; ++i) {
      const Item& other = context_.At(i);
      if (other.kind == ItemKind::kMark && other.mark == Mark::kStop) break;
      if (!frame.across_that && other.Is(words_.that | words_.that_pronoun)) {
        break;
      }
      if (Matches(context_, i, frame.without)) return false;
      has = has || Matches(context_, i, frame.with);
    }
    return has;
  }

  // What came of a frame that fits.
  struct Outcome {
    const char* reason = nullptr;  // null: a decision
    bool goes_on = false;          // another frame may still fit
  };

  Actor ActorOf(const DecisionFrames::Frame& frame, uint32_t trigger,
                ItemRange clause) const {
    Actor actor = frame.of_receiver ? GrantingState(context_, clause, trigger)
                                    : FindActor(context_, sentence_, trigger);
    if (actor.kind == Actor::kNone && frame.of_receiver) {
      // «X told the firm that it needs a licence».
      actor = StateBefore(context_, sentence_, trigger);
    }
    if (actor.kind != Actor::kState && frame.or_receiver) {
      actor = GrantingState(context_, clause, trigger);
    }
    if (actor.kind == Actor::kOther && trigger + 1 < clause.end &&
        context_.Is(trigger + 1, words_.to_it)) {
      // «X will not be allowed»: whoever stands before is the receiver.
      actor = StateBefore(context_, sentence_, trigger);
    }
    if (actor.kind != Actor::kState) TakeRuleAsActor(trigger, actor);
    return actor;
  }

  Outcome Take(const DecisionFrames::Frame& frame, uint32_t trigger,
               ItemRange clause) {
    if (trigger < suppressed_until_) return {"it is what is considered"};
    if (IsHypothetical(trigger, clause)) return {"a condition or a demand"};
    if (IsSpared(trigger)) return {"only what is spared of it is told"};
    if (DescribesObject(trigger, clause)) {
      return {"it describes the object of another decision"};
    }
    const Actor actor = ActorOf(frame, trigger, clause);
    if (actor.kind == Actor::kOther) return {"its subject is no state"};
    const std::string state = StateOf(actor, trigger, clause);
    if (state.empty() || (actor.kind == Actor::kNone && frame.needs_actor)) {
      return {"no state that decides is found", true};
    }
    DecisionReading decision;
    decision.trigger = trigger;
    decision.rule = frame.id;
    decision.action = frame.action;
    decision.jurisdiction = state;
    SetSource(actor, decision);
    SetModality(frame, clause, decision);
    Goods goods = frame.implies_product
                      ? NamedGoods(context_, clause)
                      : FindGoods(context_, sentence_, clause);
    if (!goods.found) {
      if (!frame.implies_product && !frame.remembers_product) {
        return {"no chip is named or pointed to", true};
      }
      // Machines that chips are not even named with are no chips.
      if (!frame.implies_product && NamesEquipment(clause)) {
        return {"equipment, and no chips are named"};
      }
      goods.how = "implied by the trigger";
      if (frame.remembers_product) {
        goods.products = context_.memory.products;
        goods.how = "spoken of last";
        decision.confidence *= kRemembered;
      }
    }
    decision.goods_how = goods.how;
    decision.products = goods.products;
    SetParties(clause, decision);
    decision.condition = FindCondition(context_, {trigger, clause.end});
    Goal goal = FindGoal(context_, sentence_, clause, decision);
    decision.destinations = std::move(goal.countries);
    decision.to_how = goal.how;
    if (decision.action == v1::DECISION_ACTION_CONSIDER) {
      suppressed_until_ = clause.end;
    }
    if (IsRepeated(decision)) return {"the sentence said so already"};
    Remember(decision, actor);
    const std::string partner = PartnerOf(actor, trigger);
    decisions_.push_back(decision);
    if (!partner.empty() && partner != decision.jurisdiction) {
      decision.jurisdiction = partner;
      decisions_.push_back(std::move(decision));
    }
    return {};
  }

  // «the rule requires»: it decides as the state that decided last.
  void TakeRuleAsActor(uint32_t trigger, Actor& actor) const {
    const std::string& last = context_.memory.jurisdiction;
    if (last.empty() || !context_.At(trigger).HasFlag(kFormFinite)) return;
    const auto is_rule = [this](uint32_t i) {
      return sentence_.Contains(i) && context_.Is(i, words_.rule_noun) &&
             context_.At(i).HasFlag(kFormDefinite);
    };
    if (!is_rule(trigger + 1) && !(trigger > 0 && is_rule(trigger - 1))) return;
    actor.kind = Actor::kState;
    actor.jurisdiction = last;
    actor.item = trigger + 1;
    actor.how = "a rule of the state that decided last";
  }

  // «London and Brussels tighten ...», «London has banned, and Brussels, ...»:
  // the state joined with the actor.
  std::string PartnerOf(const Actor& actor, uint32_t trigger) const {
    if (actor.kind != Actor::kState || !IsPlace(actor.item)) return {};
    const uint32_t item = actor.item;
    const bool before = item < trigger;
    const uint32_t other = before ? item - 1 : item + 1;
    if (!IsPlace(other)) return {};
    if (before) {
      if (!context_.At(item).HasFlag(kFormAnd) ||
          !context_.At(trigger).HasFlag(kFormPlural) ||
          IsGoverned(context_, sentence_.begin, other)) {
        return {};
      }
    } else if (!context_.At(other).HasFlag(kFormAnd) ||
               (other + 1 < sentence_.end &&
                context_.At(other + 1).HasFlag(kFormFinite))) {
      return {};
    }
    return ActorAt(context_, sentence_, other).jurisdiction;
  }

  bool IsPlace(uint32_t item) const {
    if (!sentence_.Contains(item)) return false;
    const EntityIndex entity = context_.NameAt(item);
    return entity != kNoEntity && context_.entities.IsState(entity) &&
           context_.entities.Kind(entity) == v1::ENTITY_KIND_PLACE;
  }

  void SetSource(const Actor& actor, DecisionReading& decision) const {
    const bool named = actor.kind == Actor::kState;
    decision.state_how = named ? actor.how : "decided last in the document";
    if (named && actor.jurisdiction != decision.jurisdiction) {
      decision.state_how = "decided on exports last";
    }
    if (!named || actor.jurisdiction != decision.jurisdiction) {
      decision.confidence *= kRemembered;
    }
  }

  // The state that decides. Exports are not for the country to decide that
  // they go to: where no subject stands by a noun of action, it is the state
  // that decided of exports last.
  std::string StateOf(const Actor& actor, uint32_t trigger,
                      ItemRange clause) const {
    const DocumentMemory& memory = context_.memory;
    const bool named = actor.kind == Actor::kState;
    const std::string state = named ? actor.jurisdiction : memory.jurisdiction;
    const Item& item = context_.At(trigger);
    const bool adjacent =
        named && (item.HasFlag(kFormFinite) || actor.item >= trigger);
    if (adjacent || memory.exporter.empty() ||
        !absl::c_linear_search(memory.goals.main, state)) {
      return state;
    }
    const uint32_t limit = std::min(clause.end, trigger + 6);
    return HasClass(context_, {trigger, limit}, words_.exports)
               ? memory.exporter
               : state;
  }

  void SetParties(ItemRange clause, DecisionReading& decision) const {
    decision.parties =
        FindParties(context_, sentence_, clause, decision.products, reports_);
    const Item& trigger = context_.At(decision.trigger);
    if (!decision.parties.empty() || !trigger.HasFlag(kFormFinite) ||
        !trigger.HasFlag(kFormPronoun)) {
      return;
    }
    // «put it on the list», «obliged them»: who was spoken of last.
    if (!decisions_.empty() && !decisions_.back().parties.empty()) {
      decision.parties = decisions_.back().parties;
      return;
    }
    const EntityIndex firm =
        FirmBefore(context_, {sentence_.begin, clause.begin}, reports_);
    if (firm != kNoEntity) decision.parties = {firm};
  }

  bool NamesEquipment(ItemRange clause) const {
    for (uint32_t i = clause.begin; i < clause.end; ++i) {
      if (context_.Is(i, words_.equipment)) return true;
      const EntityIndex entity = context_.NameAt(i);
      if (entity != kNoEntity && context_.entities.Traits(entity).type ==
                                     v1::ENTITY_TYPE_OTHER_PRODUCT) {
        return true;
      }
    }
    return false;
  }

  // «in case of approval», «awaiting a licence».
  bool IsHypothetical(uint32_t trigger, ItemRange clause) const {
    const uint32_t floor =
        trigger > clause.begin + 3 ? trigger - 3 : clause.begin;
    const uint32_t far =
        trigger > clause.begin + 6 ? trigger - 6 : clause.begin;
    for (uint32_t i = floor; i < trigger; ++i) {
      if (context_.Is(i, words_.conditional)) return true;
    }
    // «requires an approval», «have to get a licence».
    if (context_.Is(trigger, words_.license | words_.act_receive) &&
        !context_.At(trigger).HasFlag(kFormFinite)) {
      for (uint32_t i = far; i < trigger; ++i) {
        if (context_.Is(i, words_.act_oblige)) return true;
      }
    }
    // What somebody demands of a state is not done.
    for (uint32_t i = far; i < trigger; ++i) {
      if (context_.Is(i, words_.demand | words_.press)) return true;
    }
    return false;
  }

  // «exempt from the ban», «fears of a ban»: the noun tells of no act.
  bool IsSpared(uint32_t trigger) const {
    return trigger > sentence_.begin &&
           context_.At(trigger).HasFlag(kFormMasdar | kFormNoun) &&
           context_.Is(trigger, words_.act_ban) &&
           context_.Is(trigger - 1, words_.table.Class("from"));
  }

  // «revoked a licence that allowed ...»: a verb that only says what the object
  // of another decision was for.
  bool DescribesObject(uint32_t trigger, ItemRange clause) const {
    if (decisions_.empty()) return false;
    const uint32_t floor = std::max(clause.begin, decisions_.back().trigger);
    if (!context_.At(trigger).HasFlag(kFormFinite)) {
      // «withdrew the exemption», «refused to renew»: the object itself.
      // «delayed the imposing of ...».
      const WordClasses object =
          words_.license | words_.table.Class("act_impose");
      const bool refused = context_.Is(floor, words_.table.Class("act_refuse"));
      return floor == decisions_.back().trigger && floor < trigger &&
             trigger - floor <= 4 && (refused || context_.Is(trigger, object));
    }
    for (uint32_t i = trigger; i-- > floor + 1;) {
      const Item& item = context_.At(i);
      if (item.kind != ItemKind::kWord) return false;
      if (item.Is(words_.license | words_.restriction | words_.permit_paper)) {
        return true;
      }
      if (!item.Is(words_.relative | words_.auxiliary)) return false;
    }
    return false;
  }

  void SetModality(const DecisionFrames::Frame& frame, ItemRange clause,
                   DecisionReading& decision) const {
    const uint32_t trigger = decision.trigger;
    const Item& item = context_.At(trigger);
    const uint32_t floor = trigger > clause.begin + kModalReach
                               ? trigger - kModalReach
                               : clause.begin;
    bool negated = false;
    for (uint32_t i = floor; i < trigger; ++i) {
      const Item& before = context_.At(i);
      if (before.kind != ItemKind::kWord) continue;
      if (before.Is(words_.negation | words_.absence)) negated = true;
      if (before.Is(words_.possible) && !IsPerfect(i)) {
        decision.modality = v1::MODALITY_POSSIBLE;
      } else if (before.Is(words_.planned)) {
        decision.modality = v1::MODALITY_PLANNED;
      }
    }
    if (item.Is(words_.planned)) decision.modality = v1::MODALITY_PLANNED;
    const Report* report = ReportAt(reports_, trigger);
    // «X denied that it ...»: a state is no speaker, but denies.
    for (uint32_t i = floor; i < trigger; ++i) {
      const Item& before = context_.At(i);
      if (before.stance == v1::STANCE_DENY && before.HasFlag(kFormFinite)) {
        decision.modality = v1::MODALITY_DENIED;
      }
    }
    const bool denied = report != nullptr && report->stance == v1::STANCE_DENY;
    if (negated) {
      if (frame.negated != v1::DECISION_ACTION_UNSPECIFIED) {
        decision.action = frame.negated;
      } else {
        decision.modality = v1::MODALITY_DENIED;
      }
    } else if (item.HasFlag(kFormFuture) &&
               decision.modality == v1::MODALITY_ASSERTED) {
      decision.modality = v1::MODALITY_PLANNED;
    }
    if (denied) decision.modality = v1::MODALITY_DENIED;
  }

  // qad before a past verb says that it happened; only a present one, which
  // begins with ya or ta, is uncertain.
  bool IsPerfect(uint32_t i) const {
    if (i + 1 >= sentence_.end || !context_.Is(i, words_.table.Class("qad"))) {
      return false;
    }
    const Item& next = context_.At(i + 1);
    if (next.HasFlag(kFormPresent)) return false;
    const absl::string_view text = context_.text.Text(next.range);
    constexpr absl::string_view kYa = "\u064A";
    constexpr absl::string_view kTa = "\u062A";
    const bool looks_present =
        absl::StartsWith(text, kYa) || absl::StartsWith(text, kTa);
    return !looks_present || next.HasFlag(kFormPast);
  }

  // One sentence states one act of a state on the same goods once.
  bool IsRepeated(const DecisionReading& decision) const {
    const auto shares_goods = [&decision](const DecisionReading& d) {
      return d.products.empty() || decision.products.empty() ||
             absl::c_any_of(d.products, [&decision](EntityIndex product) {
               return absl::c_linear_search(decision.products, product);
             });
    };
    return absl::c_any_of(decisions_, [&](const DecisionReading& d) {
      return d.jurisdiction == decision.jurisdiction &&
             d.action == decision.action && shares_goods(d);
    });
  }

  void Remember(const DecisionReading& decision, const Actor& actor) {
    context_.memory.jurisdiction = decision.jurisdiction;
    if (!absl::c_linear_search(context_.memory.goals.main,
                               decision.jurisdiction)) {
      context_.memory.exporter = decision.jurisdiction;
    }
    if (actor.entity != kNoEntity &&
        context_.entities.Traits(actor.entity).type ==
            v1::ENTITY_TYPE_GOVERNMENT) {
      context_.memory.deciding_body = actor.entity;
    }
  }

  DocumentContext& context_;
  const Vocabulary& words_;
  const DecisionFrames& frames_;
  const ItemRange sentence_;
  const std::vector<Report>& reports_;
  const std::vector<ItemRange> clauses_;
  uint32_t suppressed_until_ = 0;
  std::vector<DecisionReading> decisions_;
};

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
    frame.also = Union(data.also(), table);
    frame.across_that = data.across_that();
    frame.reach =
        data.reach() > 0 ? static_cast<uint32_t>(data.reach()) : kDefaultReach;
    triggers_ |= frame.trigger;
    frames_.push_back(std::move(frame));
  }
}

std::vector<DecisionReading> ReadDecisions(DocumentContext& context,
                                           const DecisionFrames& frames,
                                           const ItemSentence& sentence,
                                           const std::vector<Report>& reports) {
  if (!sentence.Has(frames.triggers())) return {};
  return DecisionReader(context, frames, sentence, reports).Read();
}

}  // namespace isnad
