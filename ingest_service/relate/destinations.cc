#include "ingest_service/relate/destinations.h"

#include <algorithm>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ingest_service/relate/arguments.h"
#include "ingest_service/relate/target_places.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

// Where a document names more destinations equally often, it has no main one.
constexpr size_t kMostMain = 2;

// How often countries are named; equals are kept together. A document names
// few of them: a list is faster than a map, and there are some 250 at most.
// Views the codes.
class CountryCounts {
 public:
  void Add(absl::string_view code) {
    if (code.empty()) return;
    for (Count& known : counts_) {
      if (known.code != code) continue;
      ++known.count;
      return;
    }
    counts_.push_back({code, 1});
  }

  // Those named most, in the order of their first mention.
  Countries Best(absl::Span<const absl::string_view> without) const {
    Countries best;
    int most = 0;
    for (const auto& [code, count] : counts_) {
      if (count < most || absl::c_linear_search(without, code)) continue;
      if (count > most) best.clear();
      most = count;
      best.push_back(code);
    }
    return best;
  }

  // The only one that is named again and again: at least twice, and three times
  // out of four. Empty if none is.
  Countries Clear() const {
    int all = 0;
    const Count* most = nullptr;
    for (const Count& known : counts_) {
      all += known.count;
      if (most == nullptr || known.count > most->count) most = &known;
    }
    if (most == nullptr || most->count < 2 || 4 * most->count < 3 * all) {
      return {};
    }
    return {most->code};
  }

 private:
  struct Count {
    absl::string_view code;
    int count = 0;
  };
  absl::InlinedVector<Count, 4> counts_;
};

// Counts for each of the states of a document; few, as their goals.
class StateGoals {
 public:
  using Counts =
      absl::InlinedVector<std::pair<absl::string_view, CountryCounts>, 4>;

  // Counts the goals of a state once more, other than itself.
  void Add(absl::string_view state, const Countries& goals) {
    for (const absl::string_view goal : goals) {
      if (goal != state) OfState(state).Add(goal);
    }
  }
  const Counts& counts() const { return counts_; }

 private:
  CountryCounts& OfState(absl::string_view state) {
    for (auto& [known, counts] : counts_) {
      if (known == state) return counts;
    }
    auto& [added, counts] = counts_.emplace_back();
    added = state;
    return counts;
  }

  Counts counts_;
};

void AddOnce(absl::string_view country, Countries& countries) {
  if (!absl::c_linear_search(countries, country)) countries.push_back(country);
}

// Adds where the maker of the goods at an item is at home.
void AddExporter(const DocumentContext& context, uint32_t item,
                 Countries& exporters) {
  const EntityIndex entity = context.NameAt(item);
  if (entity == kNoEntity || !context.entities.IsChip(entity)) return;
  const EntityIndex maker = context.entities.Traits(entity).maker;
  if (maker == kNoEntity) return;
  AddOnce(context.entities.Traits(maker).Country(), exporters);
}

bool SpeaksOfTrade(const Vocabulary& words, const ItemSentence& sentence) {
  return sentence.Has(words.trade | words.restriction | words.license |
                      words.listing);
}

// Whether a firm makes chips that a range names: it sells them.
bool MakesGoodsIn(const DocumentContext& context, ItemRange range,
                  EntityIndex firm) {
  for (uint32_t i = range.begin; i < range.end; ++i) {
    const EntityIndex entity = context.NameAt(i);
    if (entity != kNoEntity && context.entities.IsChip(entity) &&
        context.entities.Traits(entity).maker == firm) {
      return true;
    }
  }
  return false;
}

// «sale to X»: the countries where named buyers are at home.
Countries HomesOfBuyers(const DocumentContext& context, ItemRange range,
                        absl::string_view jurisdiction) {
  const WordClasses receivers =
      context.words.toward | context.words.supply_to | context.words.access;
  Countries homes;
  bool open = false;
  for (uint32_t i = range.begin; i < range.end; ++i) {
    const EntityIndex firm = context.NameAt(i);
    if (firm == kNoEntity || !context.entities.IsCompany(firm)) {
      const Item& item = context.At(i);
      open = open && (item.kind == ItemKind::kMark ||
                      context.AdjectiveAt(i) != kNoEntity ||
                      item.Is(context.words.company_noun));
      continue;
    }
    uint32_t head = i;
    while (head > range.begin &&
           (context.At(head - 1).kind == ItemKind::kMark ||
            context.Is(head - 1, context.words.company_noun))) {
      --head;
    }
    const bool joined = open && (context.At(i).HasFlag(kFormAnd) ||
                                 context.At(head).HasFlag(kFormAnd));
    // «bars X from getting ...»
    const bool barred =
        head > range.begin && i + 2 < range.end &&
        context.Is(i + 1, context.words.from) &&
        context.Is(i + 2, context.words.access | context.words.use |
                              context.words.chip_noun) &&
        HasClass(context, {range.begin, head}, context.words.act_ban);
    const bool target = barred || context.At(i).HasFlag(kFormLi) ||
                        context.At(head).HasFlag(kFormLi) ||
                        IsEachTarget(context, range, head) ||
                        (head > range.begin && context.Is(head - 1, receivers));
    if (!joined && !target) continue;
    open = true;
    const absl::string_view home = context.entities.Traits(firm).Country();
    if (home.empty() || home == jurisdiction) continue;
    if (!MakesGoodsIn(context, range, firm)) AddOnce(home, homes);
  }
  return homes;
}

// Whether an item that is no word may be where goods go: a nationality, a place
// or a count. Most items are none of these, nor names.
bool MayBeGoal(const DocumentContext& context, const Item& item) {
  constexpr EntityTypes kPlaces = {
      v1::ENTITY_TYPE_COUNTRY, v1::ENTITY_TYPE_CITY, v1::ENTITY_TYPE_REGION};
  if (item.name != kNoEntity) {
    return kPlaces.Contains(context.entities.Traits(item.name).type);
  }
  return item.adjective != kNoEntity || item.kind == ItemKind::kQuantity;
}

bool NamesCompany(const DocumentContext& context, const Item& item) {
  return item.name != kNoEntity && context.entities.IsCompany(item.name);
}

struct Targets {
  Countries countries;
  bool region = false;  // several countries without names come first
};

// The countries that goods go to: those of the first target, and those that a
// conjunction joins to it.
Targets TargetsIn(const DocumentContext& context, ItemRange range,
                  absl::string_view jurisdiction) {
  Targets targets;
  Countries& found = targets.countries;
  absl::string_view weak;
  bool open = false;    // right behind a target
  bool either = false;  // behind «or» that follows it
  bool has_firm = false;
  const WordClasses groups = context.words.world | context.words.countries;
  for (uint32_t i = range.begin; i < range.end; ++i) {
    const Item& item = context.At(i);
    if (!item.Is(groups) && !MayBeGoal(context, item)) {
      has_firm = has_firm || NamesCompany(context, item);
      const bool alternative = open && IsOr(context, i);
      either = either || alternative;
      open = open && (alternative || item.kind == ItemKind::kMark);
      continue;
    }
    if (found.empty() && IsGroupTarget(context, range, i)) {
      found = ListedBehind(context, range, i, jurisdiction);
      targets.region = found.empty();
      return targets;
    }
    bool adjective = false;
    const absl::string_view country =
        CountryOfPlaceAt(context, range, i, adjective);
    if (country.empty()) {
      open = false;
      continue;
    }
    const bool joined =
        open && (either || context.At(i).HasFlag(kFormAnd)) && !adjective;
    either = false;
    if (country == jurisdiction) continue;
    if (!joined && !(found.empty() && IsTarget(context, range, i, adjective))) {
      continue;
    }
    if (adjective) {
      if (weak.empty()) weak = country;
      continue;
    }
    AddOnce(country, found);
    open = true;
  }
  if (found.empty() && !weak.empty()) found.push_back(weak);
  if (found.empty() && has_firm) {
    found = HomesOfBuyers(context, range, jurisdiction);
  }
  return targets;
}

// The states that a sentence names, each once.
Countries StatesIn(const DocumentContext& context,
                   const ItemSentence& sentence) {
  Countries states;
  for (const uint32_t i : context.MentionsOf(sentence)) {
    EntityIndex entity = context.NameAt(i);
    if (entity != kNoEntity && !context.entities.IsState(entity)) continue;
    if (entity == kNoEntity) entity = context.AdjectiveAt(i);
    if (entity == kNoEntity) continue;
    const absl::string_view code = context.entities.Traits(entity).Country();
    if (!code.empty()) AddOnce(code, states);
  }
  return states;
}

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
      const absl::string_view home =
          context_.entities.Traits(decision_.parties.front()).Country();
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
    Goal goal = OfDocument();
    AddHomesOfBuyers(goal);
    return goal;
  }

 private:
  bool Has(ItemRange range, const WordClasses& classes) const {
    return HasClass(context_, range, classes);
  }

  // Of a firm of another state that is allowed to import; else the state's own.
  absl::string_view HomeOfImporter() const {
    if (!context_.Is(decision_.trigger, words_.act_receive)) return state_;
    for (const EntityIndex party : decision_.parties) {
      const absl::string_view home = context_.entities.Traits(party).Country();
      const bool makes = absl::c_any_of(
          decision_.products, [this, party](EntityIndex product) {
            return context_.entities.Traits(product).maker == party;
          });
      if (!makes && !home.empty() && home != state_) return home;
    }
    return state_;
  }

  // «X and Y got the consent of Z for the purchase of ...»: where firms of
  // other states are at home, if all are.
  void AddHomesOfBuyers(Goal& goal) const {
    if (!goal.countries.empty() ||
        !context_.Is(decision_.trigger, words_.act_receive) ||
        !Has(clause_, words_.use)) {
      return;
    }
    const auto home = [this](EntityIndex party) {
      return context_.entities.Traits(party).Country();
    };
    if (absl::c_any_of(decision_.parties, [&](EntityIndex party) {
          return home(party).empty() || home(party) == state_;
        })) {
      return;
    }
    for (const EntityIndex party : decision_.parties) {
      if (!absl::c_linear_search(goal.countries, home(party))) {
        goal.countries.push_back(home(party));
        goal.how = "home of who may buy";
      }
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

  // A decision that names no destination has the document's: abroad where trade
  // is spoken of; at home unless the goods are only used.
  Goal OfDocument() const {
    const DocumentGoals& goals = context_.memory.goals;
    if (context_.Is(decision_.trigger, words_.bill)) return {};
    // Rules with a name of their own are for the whole world.
    if (NamesRule()) return {};
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

DocumentGoals ReadDocumentGoals(const DocumentContext& context) {
  CountryCounts targets;
  CountryCounts named;
  StateGoals of_states;
  Countries exporters;
  for (const ItemSentence& sentence : context.items.sentences) {
    const bool trade = SpeaksOfTrade(context.words, sentence);
    if (!trade && !sentence.types.HasAnyOf(kChipTypes)) continue;
    for (const uint32_t i : context.MentionsOf(sentence)) {
      bool adjective = false;
      if (trade) named.Add(CountryAt(context, i, adjective));
      AddExporter(context, i, exporters);
    }
    if (!trade) continue;
    const Targets found = TargetsIn(context, sentence.items, "");
    if (found.countries.empty()) continue;
    for (const absl::string_view target : found.countries) targets.Add(target);
    for (const absl::string_view state : StatesIn(context, sentence)) {
      of_states.Add(state, found.countries);
    }
  }
  DocumentGoals goals;
  goals.main = targets.Best({});
  // Where none is said, goods leave the country of their maker.
  if (goals.main.empty() && !exporters.empty()) {
    goals.main = named.Best(exporters);
  }
  for (const auto& [state, counts] : of_states.counts()) {
    goals.of_states.push_back({state, counts.Clear()});
  }
  return goals;
}

}  // namespace isnad
