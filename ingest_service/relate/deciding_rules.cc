#include "ingest_service/relate/deciding_rules.h"

#include <algorithm>

#include "ingest_service/relate/speakers.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {

void TakeRuleAsActor(const DocumentContext& context, ItemRange sentence,
                     uint32_t trigger, Actor& actor) {
  const absl::string_view last = context.memory.jurisdiction;
  const Item& verb = context.At(trigger);
  if (last.empty() || !verb.HasFlag(kFormFinite)) return;
  const auto is_rule = [&context, sentence](uint32_t i) {
    return sentence.Contains(i) && context.Is(i, context.words.rule_noun);
  };
  const auto is_known = [&context, &is_rule](uint32_t i) {
    return is_rule(i) && context.At(i).HasFlag(kFormDefinite);
  };
  // «got a like notice that restricts ...»
  const bool relative =
      verb.HasFlag(kFormPresent) && !verb.HasFlag(kFormAnd) &&
      trigger > sentence.begin + 1 &&
      (is_rule(trigger - 1) ||
       (is_rule(trigger - 2) && context.At(trigger - 1).IsPlain()));
  if (!relative && !is_known(trigger + 1) &&
      !(trigger > 0 && is_known(trigger - 1))) {
    return;
  }
  actor.kind = Actor::kState;
  actor.jurisdiction = last;
  // Behind the trigger, unless the sentence ends with it.
  actor.item = std::min(trigger + 1, sentence.end - 1);
  actor.how = "a rule of the state that decided last";
}

void TakeLawAsActor(const DocumentContext& context, ItemRange sentence,
                    uint32_t trigger, Actor& actor) {
  constexpr uint32_t kReachOfLaw = 8;
  if (!context.At(trigger).HasFlag(kFormPresent)) return;
  for (uint32_t i = trigger; i-- > sentence.FirstNear(trigger, kReachOfLaw);) {
    const EntityIndex name = context.NameAt(i);
    if (name == kNoEntity) continue;
    const EntityTraits& traits = context.entities.Traits(name);
    if (traits.type != v1::ENTITY_TYPE_LAW || traits.Country().empty() ||
        IsGoverned(context, sentence.begin, i)) {
      return;
    }
    actor.kind = Actor::kState;
    actor.jurisdiction = traits.Country();
    actor.item = i;
    actor.how = "the state of the law before the trigger";
    return;
  }
}

Actor StateOfRulesBefore(const DocumentContext& context, ItemRange sentence,
                         uint32_t trigger) {
  constexpr uint32_t kRulesReach = 4;
  if (!context.At(trigger).HasFlag(kFormFinite) ||
      context.At(trigger).HasFlag(kFormAnd)) {
    return {};
  }
  for (uint32_t i = trigger;
       i-- > sentence.begin && trigger - i < kRulesReach;) {
    if (context.Is(i, context.words.restriction | context.words.rule_noun)) {
      return ActorAt(context, {i, trigger}, i);
    }
    if (context.AdjectiveAt(i) == kNoEntity &&
        context.At(i).kind != ItemKind::kWord) {
      break;
    }
  }
  return {};
}

}  // namespace isnad
