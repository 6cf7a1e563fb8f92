#include "ingest_service/relate/destinations.h"

#include <algorithm>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ingest_service/relate/arguments.h"
#include "ingest_service/relate/target_places.h"
#include "ingest_service/relate/targets.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

// Where a document names more destinations equally often, it has no main one.
constexpr size_t kMostMain = 2;

class GoalFinder {
 public:
  GoalFinder(const DocumentContext& context, ItemRange sentence,
             ItemRange clause, const DecisionReading& decision)
      : context_(context),
        words_(context.words),
        sentence_(sentence),
        clause_(clause),
        decision_(decision),
        state_(decision.jurisdiction) {}

  Goal Find() const {
    if (decision_.action == v1::DECISION_ACTION_DISCOURAGE) return {};
    const bool probe = decision_.action == v1::DECISION_ACTION_INVESTIGATE;
    if (probe && !Has(sentence_, words_.trade)) return {};
    Targets targets = TargetsIn(context_, clause_, state_);
    if (targets.region) return {};
    if (targets.countries.empty() && Has(clause_, words_.tariff)) {
      return {{state_}, "a tariff is for what comes in"};
    }
    const bool more =
        sentence_.begin < clause_.begin || clause_.end < sentence_.end;
    if (targets.countries.empty() && more) {
      targets = TargetsIn(context_, sentence_, state_);
    }
    if (targets.countries.empty()) AddExempted(targets.countries);
    if (targets.countries.empty() && NamesOwnTerritory()) {
      return {{state_}, "the state's own territory"};
    }
    if (probe && targets.countries.empty() && Has(clause_, words_.entry)) {
      return {{state_}, "the state's own imports"};
    }
    if (!targets.countries.empty() || probe) {
      return {std::move(targets.countries), "in the sentence"};
    }
    const absl::string_view receiver = ReceivingState();
    if (!receiver.empty()) {
      return {{receiver}, "the state that receives"};
    }
    if (!decision_.parties.empty() && Has(clause_, words_.listing)) {
      // A firm on a list: the goods would have gone to where it is at home.
      const absl::string_view home = HomeOf(decision_.parties.front());
      if (!home.empty() && home != state_) {
        return {{home}, "home of who is listed"};
      }
    }
    if (targets.region ||
        (decision_.products.empty() && Has(clause_, words_.equipment))) {
      return {};
    }
    if (Has(clause_, words_.import) &&
        !(HomeOfImporter() == state_ && AreDomestic())) {
      return {{HomeOfImporter()}, "where who imports is at home"};
    }
    AddHomesOfForeignBuyers(targets.countries);
    if (!targets.countries.empty()) {
      return {std::move(targets.countries), "home of a foreign firm named"};
    }
    Goal goal = OfDocument();
    AddHomesOfBuyers(goal);
    return goal;
  }

 private:
  bool Has(ItemRange range, const WordClasses& classes) const {
    return HasClass(context_, range, classes);
  }

  absl::string_view HomeOf(EntityIndex firm) const {
    return context_.entities.Traits(firm).Country();
  }

  // «exempted X and Y from the licence»: the states between.
  void AddExempted(Countries& countries) const {
    if (!context_.Is(decision_.trigger,
                     words_.act_exempt | words_.act_exempted)) {
      return;
    }
    for (uint32_t i = decision_.trigger + 1; i < clause_.end; ++i) {
      if (context_.Is(i, words_.from)) return;
      bool adjective = false;
      const absl::string_view country = CountryAt(context_, i, adjective);
      if (!country.empty() && !adjective && country != state_) {
        AddCountry(country, countries);
      }
    }
  }

  // «into its soil», «opens its doors to A».
  bool NamesOwnTerritory() const {
    for (uint32_t i = decision_.trigger + 1; i < clause_.end; ++i) {
      if (!context_.Is(i, words_.territory | words_.market) ||
          !EndsInFemininePronoun(context_, context_.At(i))) {
        continue;
      }
      const bool enters = context_.Is(i - 1, words_.toward) ||
                          context_.At(i).HasFlag(kFormLi) ||
                          context_.Is(i, words_.way);
      const bool sold =
          context_.Is(i, words_.market) && context_.Is(i - 1, words_.in);
      if (enters || sold) return true;
    }
    return false;
  }

  // Of a firm of another state that is allowed to import; else the state's own.
  absl::string_view HomeOfImporter() const {
    if (!context_.Is(decision_.trigger, words_.act_receive)) return state_;
    for (const EntityIndex party : decision_.parties) {
      const absl::string_view home = HomeOf(party);
      if (!home.empty() && home != state_ && !MakesTheGoods(party)) return home;
    }
    return state_;
  }

  // «the chips of X».
  bool MakesTheGoods(EntityIndex firm) const {
    for (uint32_t i = sentence_.begin + 1; i < sentence_.end; ++i) {
      if (context_.NameAt(i) == firm &&
          context_.Is(i - 1, words_.chip_noun | words_.ware)) {
        return true;
      }
    }
    return absl::c_any_of(decision_.products, [&](EntityIndex product) {
      return context_.entities.Traits(product).maker == firm;
    });
  }

  // «the US grants X licences»: where the named firms of other states are at
  // home, but for those that make chips and sell them.
  void AddHomesOfForeignBuyers(Countries& homes) const {
    // States of the makers of chips and of the machines for them.
    constexpr absl::string_view kSellers[] = {"US", "TW", "KR", "JP",
                                              "NL", "DE", "GB", "IL"};
    if (!absl::c_linear_search(kSellers, state_) ||
        decision_.action == v1::DECISION_ACTION_REQUIRE) {
      return;
    }
    for (const EntityIndex party : decision_.parties) {
      const absl::string_view home = HomeOf(party);
      if (!home.empty() && !absl::c_linear_search(kSellers, home) &&
          !MakesTheGoods(party)) {
        AddCountry(home, homes);
      }
    }
  }

  // «X and Y got the consent of Z for the purchase of ...»: where firms of
  // other states are at home, if all are.
  void AddHomesOfBuyers(Goal& goal) const {
    if (!goal.countries.empty() ||
        !context_.Is(decision_.trigger, words_.act_receive) ||
        !Has(clause_, words_.use)) {
      return;
    }
    if (absl::c_any_of(decision_.parties, [this](EntityIndex party) {
          return HomeOf(party).empty() || HomeOf(party) == state_;
        })) {
      return;
    }
    for (const EntityIndex party : decision_.parties) {
      AddCountry(HomeOf(party), goal.countries);
      goal.how = "home of who may buy";
    }
  }

  // «X gets American licences»: the country that is the subject.
  absl::string_view ReceivingState() const {
    if (!context_.Is(decision_.trigger, words_.act_receive)) return {};
    const uint32_t trigger = decision_.trigger;
    const uint32_t subjects[] = {trigger - 1, trigger + 1};
    for (const uint32_t i : subjects) {
      if (!sentence_.Contains(i)) continue;
      bool adjective = false;
      const absl::string_view country = CountryAt(context_, i, adjective);
      if (!country.empty() && !adjective && country != state_) return country;
    }
    return {};
  }

  // Whether the goods are all made in other countries.
  bool AreForeign() const {
    return !decision_.products.empty() &&
           absl::c_all_of(decision_.products, [this](EntityIndex product) {
             const EntityIndex maker = context_.entities.Traits(product).maker;
             if (maker == kNoEntity) return false;
             const absl::string_view home =
                 context_.entities.Traits(maker).Country();
             return !home.empty() && home != state_;
           });
  }

  // Whether the goods are all made in the deciding state: others import them.
  bool AreDomestic() const {
    return !decision_.products.empty() &&
           absl::c_all_of(decision_.products, [this](EntityIndex product) {
             const EntityIndex maker = context_.entities.Traits(product).maker;
             return maker != kNoEntity &&
                    context_.entities.Traits(maker).Country() == state_;
           });
  }

  // The country for whose market all the goods are made; empty if there is none
  // or it is the deciding state's own.
  absl::string_view Market() const {
    absl::string_view market;
    for (const EntityIndex product : decision_.products) {
      const absl::string_view made_for =
          context_.entities.Traits(product).MadeFor();
      if (made_for.empty() || (!market.empty() && made_for != market)) {
        return {};
      }
      market = made_for;
    }
    return market == state_ ? absl::string_view() : market;
  }

  // Chips with the nationality of another state.
  bool NamesForeignChips() const {
    for (uint32_t i = clause_.begin; i + 1 < clause_.end; ++i) {
      if (!context_.Is(i, words_.chip_noun)) continue;
      bool adjective = false;
      const absl::string_view country = CountryAt(context_, i + 1, adjective);
      if (adjective && !country.empty() && country != state_) return true;
    }
    return false;
  }

  bool NamesRule() const {
    for (uint32_t i = clause_.begin; i < clause_.end; ++i) {
      const EntityIndex entity = context_.NameAt(i);
      if (entity != kNoEntity &&
          context_.entities.Traits(entity).type == v1::ENTITY_TYPE_RULE) {
        return true;
      }
    }
    return false;
  }

  // Whether a decision is of goods wherever they go.
  bool IsForAllPlaces() const {
    const bool considers = decision_.action == v1::DECISION_ACTION_CONSIDER;
    if (context_.Is(decision_.trigger, words_.bill) ||
        (considers && Has(clause_, words_.bill))) {
      return true;
    }
    // Rules with a name of their own are for the whole world, and what goes
    // through a state goes anywhere.
    if (NamesRule() || Has(clause_, words_.reexport)) return true;
    // «considers obliging makers to ...»: wherever they sell.
    if (considers && Has({decision_.trigger, clause_.end},
                         words_.act_oblige | words_.act_exempt)) {
      return true;
    }
    // «requires notice before any American chip is shipped»: from here.
    return decision_.action == v1::DECISION_ACTION_REQUIRE &&
           NamesForeignChips();
  }

  // A decision that names no destination has the document's: abroad where trade
  // is spoken of; at home unless the goods are only used.
  Goal OfDocument() const {
    if (IsForAllPlaces()) return {};
    const DocumentGoals& goals = context_.memory.goals;
    if (absl::c_linear_search(goals.main, state_)) {
      const bool stays = decision_.action == v1::DECISION_ACTION_REQUIRE ||
                         Has(clause_, words_.use | words_.exports);
      if (stays) return {};
      return {{state_}, "of the document"};
    }
    const bool used = Has(clause_, words_.use) &&
                      !Has(clause_, words_.trade | words_.license |
                                        words_.listing | words_.act_list);
    if (used && decision_.products.empty()) return {};
    const WordClasses trade = words_.trade | words_.license |
                              words_.restriction | words_.listing |
                              words_.chip_noun | words_.matter;
    if (decision_.products.empty() && !Has(sentence_, trade)) return {};
    const absl::string_view market = Market();
    if (!market.empty()) return {{market}, "whom the goods are made for"};
    const Countries* const own = goals.Of(state_);
    const bool decided_so = context_.memory.jurisdiction == state_ &&
                            !context_.memory.destinations.empty();
    // A condition is for what was allowed before.
    const bool condition = decision_.action == v1::DECISION_ACTION_REQUIRE;
    if ((own == nullptr || condition) && decided_so) {
      return {context_.memory.destinations, "of the state's last decision"};
    }
    // Another state's goods go elsewhere.
    if (own == nullptr && !goals.of_states.empty()) return {};
    // Its goods go here and there.
    if (own != nullptr && own->empty()) return {};
    const Countries& main = own == nullptr ? goals.main : *own;
    if (main.size() > kMostMain) return {};
    if (main.empty() && AreForeign() && !used &&
        decision_.action != v1::DECISION_ACTION_REQUIRE) {
      return {{state_}, "goods from abroad"};
    }
    return {main, "of the document"};
  }

  const DocumentContext& context_;
  const Vocabulary& words_;
  const ItemRange sentence_;
  const ItemRange clause_;
  const DecisionReading& decision_;
  const absl::string_view state_;
};

}  // namespace

Goal FindGoal(const DocumentContext& context, ItemRange sentence,
              ItemRange clause, const DecisionReading& decision) {
  return GoalFinder(context, sentence, clause, decision).Find();
}

}  // namespace isnad
