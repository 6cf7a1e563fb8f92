#include "ingest_service/relate/figures.h"

#include <algorithm>
#include <cstdlib>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/types/span.h"
#include "ingest_service/relate/arguments.h"
#include "ingest_service/relate/figure_subject.h"
#include "ingest_service/relate/speakers.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

constexpr uint32_t kModalReach = 14;
// Processes are named by it; nothing that is measured here is so small.
constexpr absl::string_view kProcessUnit = "nm";
// A cue that stands farther off is right less often.
constexpr int kNearCost = 6;
constexpr float kFarCue = 0.85f;
// b-, "in", "with".
constexpr absl::string_view kBa = "\u0628";

// Nouns whose counts are figures even without a cue.
bool IsGoodsNoun(absl::string_view noun) {
  constexpr absl::string_view kNouns[] = {
      "chip",   "unit",        "processor", "wafer", "gpu",           "card",
      "server", "accelerator", "device",    "rack",  "semiconductor", "board"};
  return std::find(std::begin(kNouns), std::end(kNouns), noun) !=
         std::end(kNouns);
}

// Whether a date is one day: "2025-08-14", "--08-14", "thursday".
bool IsDay(absl::string_view date) {
  const bool is_iso_day =
      absl::c_count(date, '-') == 2 &&
      absl::ascii_isdigit(static_cast<unsigned char>(date.back()));
  return is_iso_day || absl::StartsWith(date, "--") ||
         absl::EndsWith(date, "day");
}

class FigureReader {
 public:
  FigureReader(const DocumentContext& context, const FigureFrames& frames,
               const ItemSentence& sentence,
               const FigureSurroundings& surroundings,
               std::vector<FigureReading>& figures)
      : context_(context),
        words_(context.words),
        frames_(frames),
        sentence_(sentence.items),
        summary_(sentence),
        quantities_(context.QuantitiesOf(sentence)),
        reports_(surroundings.reports),
        decisions_(surroundings.decisions),
        parts_(surroundings.parts),
        figures_(figures) {}

  void Read() {
    for (const uint32_t i : quantities_) ReadQuantity(i);
  }

 private:
  void ReadQuantity(uint32_t at) {
    const v1::Quantity& quantity = context_.QuantityAt(at);
    const FigureFrames::Kind kind = KindOfQuantity(quantity);
    if (kind == FigureFrames::kKinds) return;
    if (IsConversion(at, kind))
      return Miss(at, "a conversion of the one before");
    if (quantity.measure().unit() == kProcessUnit) {
      return Miss(at, "the size of a process");
    }
    if (IsExcluded(at, kind)) return Miss(at, "a rate or a threshold");
    const ItemRange clause = parts_.ClauseAt(at);
    FigureCue cue;
    if (summary_.Has(frames_.CuesOf(kind))) {
      cue = FindFigureCue(context_, frames_, sentence_, parts_.AllAsides(), at);
    }
    FigureReading figure;
    figure.quantity = at;
    if (cue.frame != nullptr) {
      if (cue.frame->metric == v1::FIGURE_METRIC_UNSPECIFIED) return;
      figure.cue = cue.item;
      figure.metric = cue.frame->metric;
      figure.rule = cue.frame->id;
      figure.confidence = cue.cost < kNearCost ? 1.0f : kFarCue;
    } else if (!Inherit(at, kind, figure)) {
      if (!ReadBare(at, kind, figure)) {
        return Miss(at, "no word near it says what it measures");
      }
    }
    if (IsRate(quantity)) {
      figure.metric = v1::FIGURE_METRIC_OTHER;
      figure.rule = "figure.rate";
    } else if (context_.Is(figure.cue, words_.per_share) &&
               HasClass(context_, {sentence_.begin, at}, words_.other_metric)) {
      figure.metric = v1::FIGURE_METRIC_OTHER;  // of profits
    }
    AddWithSubjects(at, clause, std::move(figure));
  }

  // What says by itself what it measures: a count of chips, «(+36 %)».
  bool ReadBare(uint32_t at, FigureFrames::Kind kind,
                FigureReading& figure) const {
    const v1::Quantity& quantity = context_.QuantityAt(at);
    figure.cue = at;
    if (kind == FigureFrames::kCount) {
      // «in one rack» counts nothing.
      if (!IsGoodsNoun(quantity.count().noun()) ||
          quantity.count().value() == "1") {
        return false;
      }
      figure.metric = IsPartsOfSystem(at) ? v1::FIGURE_METRIC_CAPACITY
                                          : v1::FIGURE_METRIC_VOLUME;
      figure.rule = "figure.goods";
      return true;
    }
    if (IsRate(quantity)) return true;
    if (IsSitePower(quantity)) {
      figure.metric = v1::FIGURE_METRIC_CAPACITY;
      figure.rule = "figure.power";
      return true;
    }
    const absl::string_view text = context_.text.text();
    const auto begin = static_cast<size_t>(quantity.span().start_byte());
    if (kind != FigureFrames::kPercent || begin == 0) return false;
    const char sign = text[begin] == '+' || text[begin] == '-'
                          ? text[begin]
                          : text[begin - 1];
    if (sign != '+' && sign != '-') return false;
    figure.metric =
        sign == '+' ? v1::FIGURE_METRIC_GROWTH : v1::FIGURE_METRIC_LOSS;
    figure.rule = "figure.sign";
    return true;
  }

  bool IsBeforeFirm(uint32_t item) const {
    uint32_t i = item + 1;
    while (i < sentence_.end && context_.At(i).kind == ItemKind::kMark) ++i;
    return i < sentence_.end && context_.NameAt(i) != kNoEntity &&
           context_.entities.IsCompany(context_.NameAt(i));
  }

  // «the system X with 640 processors».
  bool IsPartsOfSystem(uint32_t at) const {
    if (!context_.At(at).HasFlag(kFormBi)) return false;
    uint32_t i = at;
    while (i > sentence_.begin && context_.At(i - 1).kind == ItemKind::kMark) {
      --i;
    }
    if (i == sentence_.begin) return false;
    const EntityIndex system = context_.NameAt(i - 1);
    return system != kNoEntity &&
           context_.entities.Traits(system).type == v1::ENTITY_TYPE_SYSTEM;
  }

  void Miss(uint32_t at, const char* reason) const {
    context_.TraceMiss("figure", at, "", reason);
  }

  void AddWithSubjects(uint32_t at, ItemRange clause, FigureReading figure) {
    figure.period = PeriodAt(at, clause);
    SetModality(at, clause, figure);
    // «deliveries that hold 136 thousand chips».
    if (figure.metric == v1::FIGURE_METRIC_CAPACITY && figure.cue < at &&
        figure.cue > sentence_.begin &&
        KindOfQuantity(context_.QuantityAt(at)) == FigureFrames::kCount &&
        context_.Is(figure.cue - 1, words_.trade)) {
      figure.metric = v1::FIGURE_METRIC_VOLUME;
    }
    // «the value of X»: of the whole firm.
    if (context_.Is(figure.cue, words_.worth) &&
        !context_.Is(figure.cue, words_.trade) && IsBeforeFirm(figure.cue)) {
      figure.metric = v1::FIGURE_METRIC_MARKET_VALUE;
    }
    if (figure.metric == v1::FIGURE_METRIC_SHARE && AddParties(at, figure)) {
      return;
    }
    if (figure.subject == kNoEntity &&
        figure.metric == v1::FIGURE_METRIC_VOLUME) {
      figure.subject = DecidedGoods(at);
    }
    if (figure.subject == kNoEntity && IsOfTheLast(figure)) {
      figure.subject = figures_.back().subject;
    }
    if (figure.subject == kNoEntity) {
      figure.subject =
          FigureSubject(context_, {sentence_, clause, figure.cue, at},
                        parts_.AllAsides(), figure.metric);
    }
    if (figure.subject == kNoEntity) figure.subject = SubjectMeant(at, figure);
    if (figure.subject == kNoEntity) return Miss(at, "of nobody that is named");
    // «China made up 6 % of sales»: of the firm that sells there.
    if (figure.metric == v1::FIGURE_METRIC_SHARE &&
        context_.Is(figure.cue, words_.share_base) &&
        context_.entities.Traits(figure.subject).type ==
            v1::ENTITY_TYPE_COUNTRY) {
      const EntityIndex firm = FirmBefore(context_, {sentence_.begin, at}, {});
      const EntityIndex seller =
          firm != kNoEntity ? firm : context_.memory.company;
      if (seller != kNoEntity) figure.subject = seller;
    }
    if (context_.Is(figure.cue, words_.cost) &&
        context_.entities.Traits(figure.subject).type ==
            v1::ENTITY_TYPE_AI_MODEL) {
      figure.metric = v1::FIGURE_METRIC_OTHER;  // what its training costs
    }
    if (context_.Is(figure.cue, words_.cost) &&
        figure.metric == v1::FIGURE_METRIC_PRICE &&
        !context_.entities.IsChip(figure.subject)) {
      // What costs a firm money is its loss, the cost of a plant invested.
      figure.metric = context_.At(figure.cue).HasFlag(kFormFinite)
                          ? v1::FIGURE_METRIC_LOSS
                          : v1::FIGURE_METRIC_INVESTMENT;
    }
    figures_.push_back(std::move(figure));
  }

  // «came to 3 billion, with a rise of 12 %»: of whom the figure before is.
  bool IsOfTheLast(const FigureReading& figure) const {
    constexpr uint32_t kReach = 12;
    return IsChange(figure.metric) && !figures_.empty() &&
           context_.At(figure.cue).HasFlag(kFormBi) &&
           figures_.back().quantity < figure.cue &&
           figure.cue - figures_.back().quantity < kReach;
  }

  // «allowed the purchase of 400 thousand units»: of the one product that a
  // decision of the sentence, made without naming it, speaks of.
  EntityIndex DecidedGoods(uint32_t at) const {
    for (const DecisionReading& decision : decisions_) {
      if (decision.trigger < at && decision.products.size() == 1) {
        return decision.products.front();
      }
    }
    return kNoEntity;
  }

  // Of whom a figure is whose sentence names nobody: units that a state lets
  // another have are the other's, all else is the firm's that was spoken of.
  EntityIndex SubjectMeant(uint32_t at, const FigureReading& figure) const {
    const EntityIndex behind =
        SubjectBehind(context_, sentence_, at, figure.metric);
    if (behind != kNoEntity) return behind;
    if (context_.Is(figure.cue, words_.worth) ||
        figure.metric == v1::FIGURE_METRIC_CAPACITY) {
      return kNoEntity;
    }
    for (const DecisionReading& decision : decisions_) {
      if (figure.metric == v1::FIGURE_METRIC_VOLUME && decision.trigger < at &&
          decision.destinations.size() == 1) {
        return context_.entities.CountryOf(decision.destinations.front());
      }
    }
    const EntityIndex firm = FirmBefore(context_, {sentence_.begin, at}, {});
    if (firm != kNoEntity) return firm;
    const EntityIndex maker = CountryThatMakes(at, figure);
    return maker != kNoEntity ? maker : context_.memory.company;
  }

  // «X makes 98 % of the gallium of the world»: the country that the sentence
  // names first, as its subject.
  EntityIndex CountryThatMakes(uint32_t at, const FigureReading& figure) const {
    if (figure.metric != v1::FIGURE_METRIC_SHARE) return kNoEntity;
    for (uint32_t i = sentence_.begin; i < at; ++i) {
      const EntityIndex entity = context_.NameAt(i);
      if (entity == kNoEntity) continue;
      const bool acts =
          context_.entities.Traits(entity).type == v1::ENTITY_TYPE_COUNTRY &&
          !IsGoverned(context_, sentence_.begin, i);
      return acts ? entity : kNoEntity;
    }
    return kNoEntity;
  }

  // A share of revenue that a state asks for is a figure of each who pays.
  bool AddParties(uint32_t at, const FigureReading& figure) {
    for (const DecisionReading& decision : decisions_) {
      if (decision.action != v1::DECISION_ACTION_REQUIRE ||
          decision.parties.empty()) {
        continue;
      }
      for (const EntityIndex party : decision.parties) {
        figures_.push_back(figure);
        figures_.back().subject = party;
        figures_.back().quantity = at;
      }
      return true;
    }
    return false;
  }

  // «10 billion yuan (1.4 billion dollars)», «that is, ... dollars».
  bool IsConversion(uint32_t at, FigureFrames::Kind kind) const {
    if (kind != FigureFrames::kMoney) return false;
    bool bracket = false;
    const uint32_t floor = sentence_.FirstNear(at, 5);
    for (uint32_t i = at; i-- > floor;) {
      const Item& item = context_.At(i);
      if (item.kind == ItemKind::kQuantity) {
        return bracket && KindOfQuantity(context_.QuantityAt(i)) == kind;
      }
      if (item.kind == ItemKind::kMark && item.mark == Mark::kOpenBracket) {
        bracket = true;
      } else if (item.Is(words_.conversion)) {
        bracket = true;
      } else if (item.kind == ItemKind::kMark &&
                 item.mark == Mark::kCloseBracket) {
        return false;
      }
    }
    return false;
  }

  // A tariff's rate, a threshold, what a fine is reckoned by: quantities that
  // measure nothing.
  bool IsExcluded(uint32_t at, FigureFrames::Kind kind) const {
    const WordClasses excluding = kind == FigureFrames::kPercent
                                      ? words_.no_figure | words_.settle
                                      : words_.no_figure;
    if (!summary_.Has(excluding)) return false;
    const uint32_t floor = sentence_.FirstNear(at, 5);
    for (uint32_t i = at; i-- > floor;) {
      if (context_.Is(i, excluding)) return true;
      if (context_.At(i).kind == ItemKind::kMark &&
          context_.At(i).mark != Mark::kOpenQuote &&
          context_.At(i).mark != Mark::kCloseQuote) {
        break;
      }
    }
    return false;
  }

  // «..., against 65 million», «between 5 and 7 percent»: as the one before.
  bool Inherit(uint32_t at, FigureFrames::Kind kind,
               FigureReading& figure) const {
    if (figures_.empty()) return false;
    const FigureReading& last = figures_.back();
    if (at - last.quantity > 12 ||
        KindOfQuantity(context_.QuantityAt(last.quantity)) != kind) {
      return false;
    }
    for (uint32_t i = last.quantity + 1; i < at; ++i) {
      if (context_.IsMark(i, Mark::kStop)) return false;
    }
    EntityIndex owner = OwnerBehind(context_, sentence_, at);
    // «1 billion in X», «50 thousand of them for X»: who invests, or whose they
    // are, stays.
    const bool stays = last.metric == v1::FIGURE_METRIC_INVESTMENT ||
                       last.metric == v1::FIGURE_METRIC_VOLUME;
    if (stays && owner != kNoEntity && context_.entities.IsCompany(owner)) {
      owner = last.subject;
    }
    if (owner == kNoEntity) owner = FirmBetween(last.quantity, at);
    if (owner == kNoEntity) owner = SecondOfTwo(last, at);
    figure.cue = last.cue;
    figure.metric = last.metric;
    figure.rule = last.rule;
    figure.subject = owner != kNoEntity ? owner : last.subject;
    figure.confidence = last.confidence * 0.9f;
    return true;
  }

  // «..., followed by X with 21 %».
  EntityIndex FirmBetween(uint32_t last, uint32_t at) const {
    for (uint32_t i = at; i-- > last + 1;) {
      const EntityIndex entity = context_.NameAt(i);
      if (entity != kNoEntity && context_.entities.IsCompany(entity) &&
          !IsGoverned(context_, last + 1, i) && !Speaks(i)) {
        return entity;
      }
    }
    return kNoEntity;
  }

  bool Speaks(uint32_t item) const {
    return absl::c_any_of(reports_, [&](const Report& report) {
      return absl::c_any_of(report.chain, [&](const ChainLink& link) {
        return link.range.begin == context_.At(item).range.begin;
      });
    });
  }

  // «X and Y rose by 2 % and 3 %».
  EntityIndex SecondOfTwo(const FigureReading& last, uint32_t at) const {
    if (!context_.At(at).HasFlag(kFormAnd) || at != last.quantity + 1) {
      return kNoEntity;
    }
    for (uint32_t i = last.quantity; i-- > sentence_.begin;) {
      if (context_.NameAt(i) == last.subject) {
        return JoinedOwner(context_, sentence_, i);
      }
    }
    return kNoEntity;
  }

  // The month or year named nearest to a quantity. A single day is when
  // something was said or traded.
  absl::string_view PeriodAt(uint32_t at, ItemRange clause) const {
    absl::string_view period;
    uint32_t nearest = UINT32_MAX;
    for (const uint32_t i : quantities_) {
      if (!clause.Contains(i)) continue;
      const v1::Quantity& quantity = context_.QuantityAt(i);
      const uint32_t distance = i < at ? at - i : i - at;
      if (quantity.value_case() != v1::Quantity::kDate || distance >= nearest ||
          IsDay(quantity.date().value())) {
        continue;
      }
      period = quantity.date().value();
      nearest = distance;
    }
    return period;
  }

  // «revenue the-amount-of-which (is) 5 billion», written as «he estimated it»:
  // that would have the number behind a b-.
  bool NamesAmount(uint32_t item, uint32_t at) const {
    constexpr uint32_t kReach = 3;
    if (!context_.At(item).HasFlag(kFormPronoun) || at - item > kReach) {
      return false;
    }
    for (uint32_t i = item + 1; i <= at; ++i) {
      const Item& between = context_.At(i);
      if (between.HasFlag(kFormBi) || StartsWithBa(between)) return false;
    }
    return true;
  }

  // «in excess of», which stands before the number and is in no lexicon.
  bool StartsWithBa(const Item& item) const {
    return absl::StartsWith(context_.text.Text(item.range), kBa);
  }

  void SetModality(uint32_t at, ItemRange clause, FigureReading& figure) const {
    const uint32_t floor = clause.FirstNear(at, kModalReach);
    for (uint32_t i = floor; i < at; ++i) {
      const Item& item = context_.At(i);
      if (!item.HasFlag(kFormFuture) && !item.Is(words_.any_modal)) continue;
      if (item.kind != ItemKind::kWord) continue;
      if (item.Is(words_.possible) && !IsPerfect(context_, i, at)) {
        figure.modality = v1::FIGURE_MODALITY_POSSIBLE;
      } else if (item.Is(words_.forecast | words_.planned) ||
                 item.HasFlag(kFormFuture)) {
        figure.modality = v1::FIGURE_MODALITY_FORECAST;
      } else if (item.Is(words_.estimate) && !NamesAmount(i, at)) {
        figure.modality = v1::FIGURE_MODALITY_ESTIMATE;
      }
    }
    const Report* report = ReportAt(reports_, at);
    if (report != nullptr && figure.modality == v1::FIGURE_MODALITY_REPORTED &&
        (report->stance == v1::STANCE_EXPECT ||
         report->stance == v1::STANCE_DOUBT)) {
      figure.modality = context_.Is(report->trigger, words_.estimate)
                            ? v1::FIGURE_MODALITY_ESTIMATE
                            : v1::FIGURE_MODALITY_FORECAST;
    }
  }

  const DocumentContext& context_;
  const Vocabulary& words_;
  const FigureFrames& frames_;
  const ItemRange sentence_;
  const ItemSentence& summary_;
  const absl::Span<const uint32_t> quantities_;  // items
  const std::vector<Report>& reports_;
  const std::vector<DecisionReading>& decisions_;
  SentenceParts& parts_;
  std::vector<FigureReading>& figures_;
};

}  // namespace

void ReadFigures(const DocumentContext& context, const FigureFrames& frames,
                 const ItemSentence& sentence,
                 const FigureSurroundings& surroundings,
                 std::vector<FigureReading>& figures) {
  figures.clear();
  if (context.QuantitiesOf(sentence).empty()) return;
  FigureReader(context, frames, sentence, surroundings, figures).Read();
}

}  // namespace isnad
