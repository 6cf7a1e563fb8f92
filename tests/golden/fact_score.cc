#include "tests/golden/fact_score.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace isnad {
namespace {

using google::protobuf::Struct;
using google::protobuf::Value;
using Names = std::set<std::string>;

const Value& Field(const Struct& object, const std::string& name) {
  static const Value& kMissing = *new Value();
  const auto found = object.fields().find(name);
  return found == object.fields().end() ? kMissing : found->second;
}

std::string Text(const Struct& object, const std::string& name) {
  return Field(object, name).string_value();
}

Names List(const Struct& object, const std::string& name) {
  Names names;
  for (const Value& value : Field(object, name).list_value().values()) {
    names.insert(value.string_value());
  }
  return names;
}

std::string Id(absl::string_view name) {
  return std::string(absl::StripPrefix(name, "entities/"));
}

template <typename Strings>
Names Ids(const Strings& strings) {
  Names names;
  for (const std::string& name : strings) names.insert(Id(name));
  return names;
}

std::string Tail(absl::string_view name, absl::string_view prefix) {
  return std::string(absl::StripPrefix(name, prefix));
}

bool Share(const Names& a, const Names& b) {
  return std::any_of(a.begin(), a.end(), [&b](const std::string& name) {
    return b.count(name) > 0;
  });
}

using Range = std::pair<int, int>;

Range Find(const std::string& text, const std::string& part) {
  const size_t at = text.find(part);
  if (at == std::string::npos || part.empty()) return {0, 0};
  return {static_cast<int>(at), static_cast<int>(at + part.size())};
}

Range RangeOf(const v1::Span& span) {
  return {span.start_byte(), span.end_byte()};
}

int Common(Range a, Range b) {
  return std::min(a.second, b.second) - std::max(a.first, b.first);
}

// Speakers and channels of a chain.
std::pair<Names, Names> ChainOf(const v1::Attribution& attribution) {
  std::pair<Names, Names> chain;
  for (const v1::Link& link : attribution.links()) {
    const std::string name =
        link.entity().empty() ? "unnamed-sources" : Id(link.entity());
    (link.role() == v1::ROLE_SPEAKER ? chain.first : chain.second).insert(name);
  }
  return chain;
}

std::string Decimal(std::string number) {
  if (absl::StrContains(number, '.')) {
    while (number.back() == '0') number.pop_back();
    if (number.back() == '.') number.pop_back();
  }
  return number;
}

// Value and currency of a quantity.
std::pair<std::string, std::string> ValueOf(const v1::Quantity& quantity) {
  switch (quantity.value_case()) {
    case v1::Quantity::kMoney:
      return {Decimal(quantity.money().amount()),
              quantity.money().currency_code()};
    case v1::Quantity::kPercent:
      return {Decimal(quantity.percent()), ""};
    case v1::Quantity::kCount:
      return {Decimal(quantity.count().value()), ""};
    case v1::Quantity::kMeasure:
      return {Decimal(quantity.measure().value()), ""};
    default:
      return {};
  }
}

bool IsCurrency(const std::string& unit) {
  return unit.size() == 3 && std::all_of(unit.begin(), unit.end(), [](char c) {
           return c >= 'A' && c <= 'Z';
         });
}

template <typename Fact>
void AddOutcome(const Fact& fact, bool holds, FactScore& score) {
  score.outcomes.push_back({fact.evidence().rule(), fact.confidence(), holds});
}

// A row of the score.
struct ScoreRow {
  const char* name;
  const char* list;  // of the gold
  Tally& tally;
  bool counts;  // whether the outcome of each fact is kept
};

// Pairs each gold fact with the first equal one that is left; returns the
// pairs.
template <typename Fact>
std::vector<std::pair<const Struct*, const Fact*>> Pair(
    const ScoreRow& row, const Struct& gold,
    const google::protobuf::RepeatedPtrField<Fact>& facts,
    const std::function<bool(const Struct&, const Fact&)>& equal,
    FactScore& score) {
  std::vector<const Fact*> left;
  for (const Fact& fact : facts) left.push_back(&fact);
  std::vector<std::pair<const Struct*, const Fact*>> pairs;
  for (const Value& value : Field(gold, row.list).list_value().values()) {
    const Struct& want = value.struct_value();
    const auto hit =
        std::find_if(left.begin(), left.end(),
                     [&](const Fact* fact) { return equal(want, *fact); });
    if (hit == left.end()) {
      ++row.tally.missed;
      score.errors.push_back(
          absl::StrCat(row.name, " missed ", want.ShortDebugString()));
      continue;
    }
    ++row.tally.found;
    pairs.emplace_back(&want, *hit);
    if (row.counts) AddOutcome(**hit, true, score);
    left.erase(hit);
  }
  row.tally.spurious += static_cast<int>(left.size());
  for (const Fact* fact : left) {
    score.errors.push_back(
        absl::StrCat(row.name, " spurious ", fact->ShortDebugString()));
    if (row.counts) AddOutcome(*fact, false, score);
  }
  return pairs;
}

template <typename Pairs>
void CountAttribution(const Pairs& pairs, FactScore& score) {
  for (const auto& [want, fact] : pairs) {
    ++score.matched;
    const auto [speakers, via] = ChainOf(fact->attribution());
    if (speakers == List(*want, "speakers") && via == List(*want, "via")) {
      ++score.attributed;
    }
  }
}

void AddDecisions(const Struct& gold, const std::string& text,
                  const v1::Analysis& analysis, FactScore& score) {
  const auto same = [&text](const Struct& want, const v1::Decision& fact) {
    Names products = Ids(fact.products());
    if (products.empty()) products.insert("ai-chips");
    return Text(want, "jurisdiction") == fact.jurisdiction() &&
           Text(want, "action") == Tail(v1::DecisionAction_Name(fact.action()),
                                        "DECISION_ACTION_") &&
           Share(List(want, "objects"), products) &&
           Common(Find(text, Text(want, "evidence")),
                  RangeOf(fact.evidence().sentence())) > 0;
  };
  const auto full = [&same](const Struct& want, const v1::Decision& fact) {
    return same(want, fact) &&
           Text(want, "modality") ==
               Tail(v1::Modality_Name(fact.modality()), "MODALITY_") &&
           List(want, "to") == Ids(fact.destinations()) &&
           List(want, "parties") == Ids(fact.parties());
  };
  CountAttribution(
      Pair<v1::Decision>({"decision", "decisions", score.decisions, true}, gold,
                         analysis.decisions(), same, score),
      score);
  Pair<v1::Decision>({"decision+", "decisions", score.full_decisions, false},
                     gold, analysis.decisions(), full, score);
}

void AddFigures(const Struct& gold, const v1::Analysis& analysis,
                FactScore& score) {
  const auto same = [](const Struct& want, const v1::Figure& fact) {
    const std::string unit = Text(want, "unit");
    const auto [value, currency] = ValueOf(fact.quantity());
    return Text(want, "subject") == Id(fact.subject()) &&
           Text(want, "metric") ==
               Tail(v1::FigureMetric_Name(fact.metric()), "FIGURE_METRIC_") &&
           Decimal(Text(want, "value")) == value &&
           (IsCurrency(unit) ? unit : "") == currency;
  };
  CountAttribution(Pair<v1::Figure>({"figure", "figures", score.figures, true},
                                    gold, analysis.figures(), same, score),
                   score);
}

void AddStatements(const Struct& gold, const std::string& text,
                   const v1::Analysis& analysis, FactScore& score) {
  const auto same = [&text](const Struct& want, const v1::Statement& fact) {
    const std::string speaker =
        fact.speaker().empty() ? "unnamed-sources" : Id(fact.speaker());
    const Range a = Find(text, Text(want, "quote"));
    const Range b = RangeOf(fact.quote());
    const int all = std::max(a.second, b.second) - std::min(a.first, b.first);
    return Text(want, "speaker") == speaker && 2 * Common(a, b) >= all;
  };
  Pair<v1::Statement>({"statement", "statements", score.statements, true}, gold,
                      analysis.statements(), same, score);
}

void AddRelations(const Struct& gold, const v1::Analysis& analysis,
                  FactScore& score) {
  const auto same = [](const Struct& want, const v1::Relation& fact) {
    return Text(want, "type") ==
               Tail(v1::RelationType_Name(fact.type()), "RELATION_TYPE_") &&
           Text(want, "subject") == Id(fact.subject()) &&
           Text(want, "object") == Id(fact.object());
  };
  Pair<v1::Relation>({"relation", "relations", score.relations, true}, gold,
                     analysis.relations(), same, score);
}

}  // namespace

double FactScore::Attribution() const {
  return matched == 0 ? 0 : double(attributed) / matched;
}

void AddToFactScore(const Struct& gold, const std::string& text,
                    const v1::Analysis& analysis, FactScore& score) {
  AddDecisions(gold, text, analysis, score);
  AddFigures(gold, analysis, score);
  AddStatements(gold, text, analysis, score);
  AddRelations(gold, analysis, score);
}

std::string FactScoreText(const FactScore& score) {
  std::string text;
  const auto row = [&](const char* name, const Tally& tally) {
    absl::StrAppendFormat(&text, "%-11s precision %.3f recall %.3f F1 %.3f\n",
                          name, tally.Precision(), tally.Recall(), tally.F1());
  };
  row("decisions", score.decisions);
  row("decisions+", score.full_decisions);
  row("figures", score.figures);
  row("statements", score.statements);
  row("relations", score.relations);
  absl::StrAppendFormat(&text, "%-11s %.3f of %d\n", "attribution",
                        score.Attribution(), score.matched);
  return text;
}

std::string CalibrationText(const FactScore& score) {
  constexpr float kBands[] = {0.6f, 0.75f, 0.85f, 0.9f, 0.95f, 1.0f};
  std::string text = "confidence  facts  mean  precision\n";
  float low = 0;
  for (const float high : kBands) {
    int facts = 0;
    int hits = 0;
    double sum = 0;
    for (const FactOutcome& fact : score.outcomes) {
      if (fact.confidence <= low || fact.confidence > high) continue;
      ++facts;
      hits += fact.holds ? 1 : 0;
      sum += fact.confidence;
    }
    if (facts > 0) {
      absl::StrAppendFormat(&text, "%.2f-%.2f   %5d  %.2f  %.2f\n", low, high,
                            facts, sum / facts, double(hits) / facts);
    }
    low = high;
  }
  return text;
}

}  // namespace isnad
