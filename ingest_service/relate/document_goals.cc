#include "ingest_service/relate/document_goals.h"

#include <utility>

#include "absl/algorithm/container.h"
#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ingest_service/relate/target_places.h"
#include "ingest_service/relate/targets.h"

namespace isnad {
namespace {

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

// Adds where the maker of the goods at an item is at home.
void AddExporter(const DocumentContext& context, uint32_t item,
                 Countries& exporters) {
  const EntityIndex entity = context.NameAt(item);
  if (entity == kNoEntity || !context.entities.IsChip(entity)) return;
  const EntityIndex maker = context.entities.Traits(entity).maker;
  if (maker == kNoEntity) return;
  AddCountry(context.entities.Traits(maker).Country(), exporters);
}

bool SpeaksOfTrade(const Vocabulary& words, const ItemSentence& sentence) {
  return sentence.Has(words.trade | words.restriction | words.license |
                      words.listing);
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
    if (!code.empty()) AddCountry(code, states);
  }
  return states;
}

}  // namespace

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
