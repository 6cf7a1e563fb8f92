#include "query_service/timeline/figure_slots.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "query_service/timeline/decision_timeline.h"
#include "query_service/timeline/figure_range.h"
#include "query_service/timeline/witnesses.h"

namespace isnad {
namespace {

// A figure with what is compared.
struct Measured {
  const SourcedFigure* figure = nullptr;
  FigureNumber number;
  // Resolved; empty if none is stated.
  std::string period;
  FigureRange range;
};

bool StandsBefore(const SourcedFigure& a, const SourcedFigure& b) {
  if (a.source != b.source) return IsBefore(*a.source, *b.source);
  const auto place = [](const v1::Figure& figure) {
    return figure.quantity().span().start_byte();
  };
  if (place(a.figure) != place(b.figure)) {
    return place(a.figure) < place(b.figure);
  }
  return a.figure.name() < b.figure.name();
}

std::optional<Measured> Measure(const SourcedFigure& figure) {
  std::optional<FigureNumber> number = NumberOf(figure.figure.quantity());
  if (!number.has_value()) return std::nullopt;
  Measured measured;
  measured.figure = &figure;
  measured.number = *std::move(number);
  measured.period =
      ResolvePeriod(figure.figure.period(), figure.source->publish_time);
  measured.range =
      RangeOf(measured.number.decimal, figure.figure.quantity().qualifier());
  return measured;
}

absl::Duration WindowOf(v1::FigureMetric metric) {
  return metric == v1::FIGURE_METRIC_MARKET_VALUE ||
                 metric == v1::FIGURE_METRIC_PRICE
             ? kMarketFigureWindow
             : kUndatedFigureWindow;
}

bool Contradict(const Measured& a, const Measured& b) {
  const v1::Figure& first = a.figure->figure;
  const v1::Figure& second = b.figure->figure;
  if (first.modality() != v1::FIGURE_MODALITY_REPORTED ||
      second.modality() != v1::FIGURE_MODALITY_REPORTED) {
    return false;
  }
  const bool both_state_period = !a.period.empty() && !b.period.empty();
  return AreDisjoint(a.range, b.range) &&
         CanContradict(*a.figure->source, a.figure->root, *b.figure->source,
                       b.figure->root) &&
         (both_state_period ||
          !AreFurtherApart(*a.figure->source, *b.figure->source,
                           WindowOf(first.metric())));
}

// The values of one slot, whose figures come in order.
class Slot {
 public:
  Slot(std::string period, std::vector<Measured> figures)
      : period_(std::move(period)), figures_(std::move(figures)) {}

  v1::FigureSlot Make(int& contradictions_left) {
    for (const Measured& measured : figures_) Add(measured);
    v1::FigureSlot slot;
    const Measured& any = figures_.front();
    slot.set_subject(any.figure->figure.subject());
    slot.set_metric(any.figure->figure.metric());
    slot.set_period(period_);
    slot.set_unit(any.number.unit);
    for (Draft& draft : drafts_) {
      AddContradictions(draft, contradictions_left);
      *slot.add_values() = std::move(draft.value);
    }
    return slot;
  }

 private:
  using Key = std::tuple<std::string, v1::Qualifier, v1::FigureModality>;

  struct Draft {
    v1::FigureValue value;
    std::vector<const Measured*> figures;
  };

  void Add(const Measured& measured) {
    const v1::Figure& figure = measured.figure->figure;
    const FactSource& source = *measured.figure->source;
    const auto [place, is_new] = drafts_by_key_.try_emplace(
        Key{measured.number.decimal, figure.quantity().qualifier(),
            figure.modality()},
        drafts_.size());
    if (is_new) {
      drafts_.emplace_back();
      v1::FigureValue& value = drafts_.back().value;
      value.set_value(measured.number.decimal);
      value.set_qualifier(figure.quantity().qualifier());
      value.set_modality(figure.modality());
      value.set_order(OrderOf(source));
      value.set_period_assumed(!period_.empty());
    }
    Draft& draft = drafts_[place->second];
    draft.figures.push_back(&measured);
    if (!measured.period.empty()) draft.value.set_period_assumed(false);
    if (source.publish_time.has_value() && !draft.value.has_first_time()) {
      *draft.value.mutable_first_time() = PublishTimestamp(source);
    }
    *draft.value.add_figures() = figure;
    AddChain(figure.name(), figure.attribution(), figure.evidence(), source,
             measured.figure->root, *draft.value.mutable_witnesses());
  }

  void AddContradictions(Draft& draft, int& left) const {
    for (const Measured& other : figures_) {
      const bool contradicts = std::any_of(
          draft.figures.begin(), draft.figures.end(),
          [&](const Measured* own) { return Contradict(*own, other); });
      if (!contradicts) continue;
      if (--left < 0) return;
      draft.value.add_contradicts(other.figure->figure.name());
    }
  }

  const std::string period_;
  const std::vector<Measured> figures_;
  std::vector<Draft> drafts_;
  std::map<Key, size_t> drafts_by_key_;
};

// The figures of one metric and unit by period. Those without a period join the
// only one there is.
std::map<std::string, std::vector<Measured>> ByPeriod(
    std::vector<Measured> figures) {
  std::map<std::string, std::vector<Measured>> slots;
  std::string only;
  bool is_only = true;
  for (const Measured& measured : figures) {
    if (measured.period.empty()) continue;
    is_only = is_only && (only.empty() || only == measured.period);
    only = measured.period;
  }
  for (Measured& measured : figures) {
    const bool joins = measured.period.empty() && is_only;
    slots[joins ? only : measured.period].push_back(std::move(measured));
  }
  return slots;
}

}  // namespace

std::vector<v1::FigureSlot> MakeFigureSlots(
    std::vector<SourcedFigure> figures) {
  std::sort(figures.begin(), figures.end(), StandsBefore);
  std::map<std::pair<v1::FigureMetric, std::string>, std::vector<Measured>>
      groups;
  for (const SourcedFigure& figure : figures) {
    std::optional<Measured> measured = Measure(figure);
    if (!measured.has_value()) continue;
    std::vector<Measured>& group =
        groups[{figure.figure.metric(), measured->number.unit}];
    group.push_back(*std::move(measured));
  }
  int contradictions_left = kMaxContradictions;
  std::vector<v1::FigureSlot> slots;
  for (auto& [key, group] : groups) {
    for (auto& [period, of_period] : ByPeriod(std::move(group))) {
      slots.push_back(
          Slot(period, std::move(of_period)).Make(contradictions_left));
    }
  }
  return slots;
}

}  // namespace isnad
