#include "ingest_service/relate/decisions.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "ingest_service/relate/actors.h"
#include "ingest_service/relate/arguments.h"
#include "ingest_service/relate/clauses.h"
#include "ingest_service/relate/deciding_states.h"
#include "ingest_service/relate/decision_modality.h"
#include "ingest_service/relate/destinations.h"
#include "ingest_service/relate/speakers.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

// What is taken from the document and not from the sentence is right less
// often, by about this much.
constexpr float kRemembered = 0.8f;
// How far before a trigger it is negated.
constexpr uint32_t kNegationReach = 6;

class DecisionReader {
 public:
  DecisionReader(DocumentContext& context, const DecisionFrames& frames,
                 const ItemSentence& sentence,
                 const std::vector<Report>& reports, SentenceParts& parts,
                 std::vector<DecisionReading>& decisions)
      : context_(context),
        words_(context.words),
        frames_(frames),
        sentence_(sentence.items),
        summary_(sentence),
        reports_(reports),
        parts_(parts),
        decisions_(decisions) {}

  void Read() {
    WordClasses around;  // of the clause that ends there
    uint32_t around_end = 0;
    for (uint32_t i = sentence_.begin; i < sentence_.end; ++i) {
      const Item& item = context_.At(i);
      if (!item.Is(frames_.triggers()) ||
          !IsTrigger(context_, frames_, i, sentence_.end)) {
        continue;
      }
      const ItemRange clause = parts_.ClauseAt(i);
      if (i >= around_end) {
        around = ClassesIn(context_, clause);
        around_end = clause.end;
      }
      // Why the last frame that fitted gave nothing.
      Outcome outcome = {"its words are not near", true};
      const DecisionFrames::Frame* tried = nullptr;
      for (const DecisionFrames::Frame* frame :
           frames_.TriggeredBy(item.classes)) {
        if (!frame->CanFit(around) ||
            !Fits(context_, *frame, i, clause, parts_.AllAsides())) {
          continue;
        }
        tried = frame;
        outcome = Take(*frame, i, clause);
        if (!outcome.goes_on) break;
      }
      if (outcome.reason != nullptr) {
        context_.TraceMiss("decision", i, tried == nullptr ? "" : tried->id,
                           outcome.reason);
      }
    }
  }

 private:
  // What came of a frame that fits.
  struct Outcome {
    const char* reason = nullptr;  // null: a decision
    bool goes_on = false;          // another frame may still fit
  };

  Outcome Take(const DecisionFrames::Frame& frame, uint32_t trigger,
               ItemRange clause) {
    if (trigger < suppressed_until_) return {"it is what is considered"};
    const uint32_t last =
        decisions_.empty() ? kNoItem : decisions_.back().trigger;
    const char* no_act = WhyNoAct(context_, sentence_, clause, trigger, last);
    if (no_act != nullptr) return {no_act};
    if (TellsVerdict(frame, trigger, clause)) {
      return {"what was decided is told", true};
    }
    const Actor actor =
        FindDecider(context_, frame, sentence_, clause, reports_, trigger);
    // «the rules widen ...»: what decides is not what is widened.
    if (actor.item == trigger + 1 &&
        context_.Is(actor.item, words_.rule_noun) &&
        !Fits(context_, frame, trigger, clause, parts_.AllAsides(),
              actor.item)) {
      return {"its words are its subject", true};
    }
    if (actor.kind == Actor::kOther) return {"its subject is no state"};
    const absl::string_view state =
        DecidingState(context_, actor, clause, trigger);
    if (state.empty() || (actor.kind == Actor::kNone && frame.needs_actor)) {
      return {"no state that decides is found", true};
    }
    DecisionReading decision;
    decision.trigger = trigger;
    decision.rule = frame.id;
    decision.action = frame.action;
    decision.jurisdiction = state;
    SetSource(actor, decision);
    SetModality(context_, frame, {sentence_, clause, parts_.AllAsides()},
                reports_, decision);
    // What is required is often required of goods that are pointed back to.
    const bool named_only =
        frame.implies_product && decision.action != v1::DECISION_ACTION_REQUIRE;
    if (summary_.Has(words_.mineral) &&
        !HasClass(context_, clause, words_.listing) &&
        TradesInMinerals({trigger, clause.end})) {
      return {"trade in minerals"};
    }
    const Outcome no_goods = SetGoods(frame, clause, named_only, decision);
    if (no_goods.reason != nullptr) return no_goods;
    if (summary_.Has(words_.condition)) {
      decision.condition = FindCondition(context_, {trigger, clause.end});
    }
    SetParties(frame, clause, decision);
    Goal goal = FindGoal(context_, sentence_, clause, decision);
    decision.destinations = std::move(goal.countries);
    decision.to_how = goal.how;
    if (decision.action == v1::DECISION_ACTION_CONSIDER) {
      suppressed_until_ = EndOfConsidered(trigger, clause);
    }
    if (IsRepeated(decision)) return {"the sentence said so already"};
    Remember(decision, actor);
    const absl::string_view partner =
        PartnerOf(context_, sentence_, actor, trigger);
    if (!partner.empty() && partner != decision.jurisdiction) {
      decisions_.push_back(decision);
      decision.jurisdiction = partner;
    }
    decisions_.push_back(std::move(decision));
    return {};
  }

  // Whether minerals are named, and no chips before them.
  bool TradesInMinerals(ItemRange range) const {
    for (uint32_t i = range.begin; i < range.end; ++i) {
      if (context_.Is(i, words_.mineral)) return true;
      const EntityIndex entity = context_.NameAt(i);
      if (context_.Is(i, words_.chip_noun) ||
          (entity != kNoEntity && context_.entities.IsChip(entity))) {
        return false;
      }
    }
    return false;
  }

  // Sets what a decision is about: what the clause or sentence names or points
  // to, else what the frame takes to be meant.
  Outcome SetGoods(const DecisionFrames::Frame& frame, ItemRange clause,
                   bool named_only, DecisionReading& decision) const {
    Goods goods = named_only ? NamedGoods(context_, clause)
                             : FindGoods(context_, sentence_, clause);
    // «required for the sale of the chips»: of those spoken of.
    if (!named_only && frame.implies_product && goods.found &&
        goods.products.empty() && NamesTheChips(clause)) {
      goods.products = context_.memory.products;
      goods.how = "spoken of last";
    }
    // «and requires that each chip be tested»: a condition of what the state
    // has permitted, unless it is of chips of another kind.
    if (!named_only && goods.found && goods.products.empty() &&
        decision.action == v1::DECISION_ACTION_REQUIRE && decisions_.empty() &&
        context_.memory.permitting == decision.jurisdiction &&
        !DescribesChips(clause)) {
      goods.products = context_.memory.permitted;
      goods.how = "permitted before";
    }
    if (!goods.found) {
      if (!frame.implies_product && !frame.remembers_product) {
        return {"no chip is named or pointed to", true};
      }
      // Machines that chips are not even named with are no chips.
      const bool lists = frame.implies_product &&
                         decision.action != v1::DECISION_ACTION_REQUIRE;
      if (!lists && NamesEquipment(clause)) {
        return {"equipment, and no chips are named"};
      }
      goods.how = "implied by the trigger";
      // «allowed sales of H20, and asked for 15 % of them».
      if (decision.action == v1::DECISION_ACTION_REQUIRE &&
          !decisions_.empty() &&
          decisions_.back().jurisdiction == decision.jurisdiction) {
        goods.products = decisions_.back().products;
        goods.how = "of the decision before";
      }
      if (frame.remembers_product) {
        goods.products = context_.memory.products;
        goods.how = "spoken of last";
        decision.confidence *= kRemembered;
      }
    }
    decision.goods_how = goods.how;
    decision.products = std::move(goods.products);
    return {};
  }

  // «took a decision to ban ...», against «has not decided on a ban».
  bool TellsVerdict(const DecisionFrames::Frame& frame, uint32_t trigger,
                    ItemRange clause) const {
    constexpr uint32_t kVerdictReach = 5;
    if (frame.action != v1::DECISION_ACTION_CONSIDER ||
        !context_.Is(trigger, words_.act_decide) ||
        !context_.At(trigger).HasFlag(kFormPast)) {
      return false;
    }
    const uint32_t floor = clause.FirstNear(trigger, kNegationReach);
    if (HasClass(context_, {floor, trigger}, words_.negation)) return false;
    const uint32_t limit = std::min(clause.end, trigger + kVerdictReach);
    for (uint32_t i = trigger + 1; i < limit; ++i) {
      const Item& item = context_.At(i);
      if (item.HasFlag(kFormBi) && item.Is(frames_.triggers())) return true;
    }
    return false;
  }

  // «considers ..., and that it may allow ...»: where what is considered ends.
  uint32_t EndOfConsidered(uint32_t trigger, ItemRange clause) const {
    for (uint32_t i = trigger + 1; i < clause.end; ++i) {
      if (context_.Is(i, words_.that_pronoun) &&
          context_.At(i).HasFlag(kFormAnd)) {
        return i;
      }
    }
    return clause.end;
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

  void SetParties(const DecisionFrames::Frame& frame, ItemRange clause,
                  DecisionReading& decision) const {
    if (summary_.types.Contains(v1::ENTITY_TYPE_COMPANY)) {
      decision.parties =
          FindParties(context_, sentence_, clause, decision.condition,
                      decision.products, reports_);
    }
    const EntityIndex meant = FirmMeant(frame, clause, decision.trigger);
    if (meant != kNoEntity && !absl::c_linear_search(decision.parties, meant)) {
      decision.parties.push_back(meant);
    }
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

  // The firm that speaks of what it received itself, else the one that «the
  // company» stands for where the sentence names it.
  EntityIndex FirmMeant(const DecisionFrames::Frame& frame, ItemRange clause,
                        uint32_t trigger) const {
    const Report* report = ReportAt(reports_, trigger);
    const Item& item = context_.At(trigger);
    // «the rules oblige it», «... impose on it».
    const bool pronoun =
        item.HasFlag(kFormPronoun) ||
        (trigger + 1 < clause.end && context_.Is(trigger + 1, words_.it));
    const bool to_speaker = frame.of_receiver || frame.or_receiver ||
                            (item.HasFlag(kFormFinite) && pronoun) ||
                            IsOfSpeaker({trigger, clause.end});
    if (to_speaker && report != nullptr && !report->chain.empty()) {
      const EntityIndex speaker = report->chain.front().entity;
      if (speaker != kNoEntity && context_.entities.IsCompany(speaker) &&
          FirmBefore(context_, {report->content.begin, trigger}, {}) ==
              kNoEntity) {
        return speaker;
      }
    }
    return summary_.Has(words_.company_single)
               ? FirmPointedTo(context_, sentence_, clause)
               : kNoEntity;
  }

  // «revoked its licence», «the exemption that was granted to it».
  bool IsOfSpeaker(ItemRange range) const {
    for (uint32_t i = range.begin + 1; i < range.end; ++i) {
      const Item& item = context_.At(i);
      if (item.Is(words_.to_it) ||
          (item.Is(words_.license) && item.HasFlag(kFormPronoun) &&
           !EndsInTaMarbuta(context_, item))) {
        return true;
      }
    }
    return false;
  }

  // «the chips», and nothing that says which.
  bool NamesTheChips(ItemRange clause) const {
    const uint32_t chips = FirstChips(clause);
    return chips != kNoItem && IsBare(chips, clause) &&
           context_.At(chips).HasFlag(kFormDefinite);
  }

  // Whether the chips that a clause, else its sentence, names first are of some
  // kind, or all chips:
  // «advanced chips», «American chips», «chips of AI», «all revenue of chips».
  bool DescribesChips(ItemRange clause) const {
    constexpr uint32_t kReachOfAll = 3;
    if (FirstChips(clause) == kNoItem) clause = sentence_;
    const uint32_t chips = FirstChips(clause);
    return chips != kNoItem &&
           (!IsBare(chips, clause) ||
            HasClass(context_, {clause.FirstNear(chips, kReachOfAll), chips},
                     words_.all));
  }

  // The first word for chips in a clause, kNoItem if there is none.
  uint32_t FirstChips(ItemRange clause) const {
    for (uint32_t i = clause.begin; i < clause.end; ++i) {
      if (context_.Is(i, words_.chip_noun) &&
          !IsOfEquipment(context_, clause, i)) {
        return i;
      }
    }
    return kNoItem;
  }

  // Whether no adjective or owner stands behind a noun.
  bool IsBare(uint32_t noun, ItemRange clause) const {
    return noun + 1 >= clause.end ||
           context_.At(noun + 1).kind == ItemKind::kMark ||
           (!context_.At(noun + 1).HasFlag(kFormDefinite) &&
            context_.AdjectiveAt(noun + 1) == kNoEntity);
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

  // One sentence states one act of a state on the same goods once.
  bool IsRepeated(const DecisionReading& decision) const {
    const auto shares_goods = [&decision](const DecisionReading& d) {
      return decision.products.empty() ||
             absl::c_any_of(d.products, [&decision](EntityIndex product) {
               return absl::c_linear_search(decision.products, product);
             });
    };
    // «kept X on the list and intends to bar Y».
    const auto concerns_others = [&decision](const DecisionReading& d) {
      return d.modality != decision.modality && !d.parties.empty() &&
             !decision.parties.empty() &&
             absl::c_none_of(decision.parties, [&d](EntityIndex party) {
               return absl::c_linear_search(d.parties, party);
             });
    };
    const auto denied = [](const DecisionReading& d) {
      return d.modality == v1::MODALITY_DENIED;
    };
    return absl::c_any_of(decisions_, [&](const DecisionReading& d) {
      return d.jurisdiction == decision.jurisdiction &&
             d.action == decision.action && denied(d) == denied(decision) &&
             shares_goods(d) && !concerns_others(d);
    });
  }

  void Remember(const DecisionReading& decision, const Actor& actor) {
    DocumentMemory& memory = context_.memory;
    if (memory.jurisdiction != decision.jurisdiction ||
        !decision.destinations.empty()) {
      memory.destinations = decision.destinations;
    }
    memory.jurisdiction = decision.jurisdiction;
    if (decision.action == v1::DECISION_ACTION_PERMIT) {
      memory.permitted = decision.products;
      memory.permitting = decision.jurisdiction;
    }
    if (!absl::c_linear_search(context_.memory.goals.main,
                               decision.jurisdiction)) {
      context_.memory.exporter = decision.jurisdiction;
    }
    if (actor.entity != kNoEntity &&
        context_.entities.Traits(actor.entity).type ==
            v1::ENTITY_TYPE_GOVERNMENT) {
      context_.memory.deciding_body = actor.entity;
    }
    if (actor.entity == kNoEntity && actor.item != kNoItem &&
        context_.Is(actor.item, words_.state_head)) {
      memory.head = context_.HashAt(actor.item);
      memory.head_jurisdiction = actor.jurisdiction;
    }
  }

  DocumentContext& context_;
  const Vocabulary& words_;
  const DecisionFrames& frames_;
  const ItemRange sentence_;
  const ItemSentence& summary_;
  const std::vector<Report>& reports_;
  SentenceParts& parts_;
  uint32_t suppressed_until_ = 0;
  std::vector<DecisionReading>& decisions_;
};

}  // namespace

void ReadDecisions(DocumentContext& context, const DecisionFrames& frames,
                   const ItemSentence& sentence,
                   const std::vector<Report>& reports, SentenceParts& parts,
                   std::vector<DecisionReading>& decisions) {
  decisions.clear();
  if (!sentence.Has(frames.triggers())) return;
  DecisionReader(context, frames, sentence, reports, parts, decisions).Read();
}

}  // namespace isnad
