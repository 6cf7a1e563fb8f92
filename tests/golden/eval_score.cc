#include "tests/golden/eval_score.h"

#include <algorithm>
#include <functional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace isnad {
namespace {

GoldSpan SpanOf(const v1::Span& span) {
  return {span.start_byte(), span.end_byte()};
}

bool Overlap(const GoldSpan& a, const GoldSpan& b) {
  return std::min(a.end, b.end) > std::max(a.start, b.start);
}

bool IsNil(const GoldMention& mention) {
  return absl::StartsWith(mention.id, "nil:");
}

// Returns a decimal number in one form: without zeros behind its fraction.
std::string Decimal(std::string number) {
  if (absl::StrContains(number, '.')) {
    while (number.back() == '0') number.pop_back();
    if (number.back() == '.') number.pop_back();
  }
  return number;
}

// Brings a quantity read into the form of the gold.
GoldQuantity AsGold(const v1::Quantity& quantity) {
  GoldQuantity result;
  result.span = SpanOf(quantity.span());
  result.text = quantity.text();
  switch (quantity.value_case()) {
    case v1::Quantity::kMoney:
      result.kind = "MONEY";
      result.value = quantity.money().amount();
      result.unit = quantity.money().currency_code();
      break;
    case v1::Quantity::kPercent:
      result.kind = "PERCENT";
      result.value = quantity.percent();
      break;
    case v1::Quantity::kCount:
      result.kind = "COUNT";
      result.value = quantity.count().value();
      break;
    case v1::Quantity::kDuration:
      result.kind = "DURATION";
      result.value = quantity.duration();
      break;
    case v1::Quantity::kDate:
      result.kind = "DATE";
      result.value = quantity.date().value();
      break;
    case v1::Quantity::kMeasure:
      result.kind = "MEASURE";
      result.value = quantity.measure().value();
      result.unit = quantity.measure().unit();
      break;
    default:
      break;
  }
  return result;
}

// Brings a mention read into the form of the gold.
GoldMention AsGold(const v1::Mention& mention) {
  GoldMention result;
  result.span = SpanOf(mention.span());
  result.text = mention.text();
  result.kind = std::string(
      absl::StripPrefix(v1::EntityKind_Name(mention.kind()), "ENTITY_KIND_"));
  result.id = std::string(absl::StripPrefix(mention.entity(), "entities/"));
  result.adjective = mention.form() == v1::MENTION_FORM_ADJECTIVE;
  return result;
}

std::string Shown(const GoldMention& mention) {
  return absl::StrCat(mention.kind, " ", mention.id, " [", mention.text, "]");
}

std::string Shown(const GoldQuantity& quantity) {
  return absl::StrCat(quantity.kind, " ", quantity.value, " ", quantity.unit,
                      " [", quantity.text, "]");
}

// Pairs each gold item with the first equal one that is left.
template <typename Item>
void Pair(absl::string_view row, const std::vector<Item>& gold,
          std::vector<Item> read,
          const std::function<bool(const Item&, const Item&)>& equal,
          Tally& tally, std::vector<std::string>& errors) {
  for (const Item& item : gold) {
    const auto hit =
        std::find_if(read.begin(), read.end(),
                     [&](const Item& other) { return equal(item, other); });
    if (hit == read.end()) {
      ++tally.missed;
      errors.push_back(absl::StrCat(row, " missed ", Shown(item)));
    } else {
      ++tally.found;
      read.erase(hit);
    }
  }
  tally.spurious += static_cast<int>(read.size());
  for (const Item& item : read) {
    errors.push_back(absl::StrCat(row, " spurious ", Shown(item)));
  }
}

template <typename Item>
std::vector<Item> Select(const std::vector<Item>& items,
                         const std::function<bool(const Item&)>& wanted) {
  std::vector<Item> selected;
  std::copy_if(items.begin(), items.end(), std::back_inserter(selected),
               wanted);
  return selected;
}

bool IsName(const GoldMention& mention) { return !mention.adjective; }
bool IsAdjective(const GoldMention& mention) { return mention.adjective; }

}  // namespace

double Tally::Precision() const {
  return found + spurious == 0 ? 0 : double(found) / (found + spurious);
}

double Tally::Recall() const {
  return found + missed == 0 ? 0 : double(found) / (found + missed);
}

double Tally::F1() const {
  const double sum = Precision() + Recall();
  return sum == 0 ? 0 : 2 * Precision() * Recall() / sum;
}

void AddToScore(const GoldDocument& gold, const v1::Analysis& analysis,
                EvalScore& score) {
  using Mentions = std::vector<GoldMention>;
  Mentions read;
  for (const v1::Mention& mention : analysis.mentions()) {
    read.push_back(AsGold(mention));
  }
  std::vector<GoldQuantity> quantities;
  for (const v1::Quantity& quantity : analysis.quantities()) {
    quantities.push_back(AsGold(quantity));
  }
  const auto same_place = [](const GoldMention& a, const GoldMention& b) {
    return a.span == b.span && a.kind == b.kind;
  };
  const Mentions gold_names = Select<GoldMention>(gold.mentions, IsName);
  const Mentions names = Select<GoldMention>(read, IsName);
  Pair<GoldMention>("mention", gold_names, names, same_place, score.mentions,
                    score.errors);
  const Mentions linkable = Select<GoldMention>(
      gold_names, [](const GoldMention& m) { return !IsNil(m); });
  const Mentions linked = Select<GoldMention>(names, [&](const auto& name) {
    return std::none_of(
        gold_names.begin(), gold_names.end(),
        [&](const GoldMention& m) { return IsNil(m) && m.span == name.span; });
  });
  Pair<GoldMention>(
      "link", linkable, linked,
      [&](const GoldMention& a, const GoldMention& b) {
        return same_place(a, b) && a.id == b.id;
      },
      score.links, score.errors);
  Pair<GoldMention>(
      "adjective", Select<GoldMention>(gold.mentions, IsAdjective),
      Select<GoldMention>(read, IsAdjective),
      [](const GoldMention& a, const GoldMention& b) {
        return a.span == b.span && a.id == b.id;
      },
      score.adjectives, score.errors);
  Pair<GoldQuantity>(
      "quantity", gold.quantities, quantities,
      [](const GoldQuantity& a, const GoldQuantity& b) {
        return a.kind == b.kind && Decimal(a.value) == Decimal(b.value) &&
               a.unit == b.unit && Overlap(a.span, b.span);
      },
      score.quantities, score.errors);
}

std::string ScoreText(const EvalScore& score) {
  std::string text;
  const auto row = [&](const char* name, const Tally& tally) {
    absl::StrAppendFormat(&text, "%-11s precision %.3f recall %.3f F1 %.3f\n",
                          name, tally.Precision(), tally.Recall(), tally.F1());
  };
  row("mentions", score.mentions);
  row("links", score.links);
  row("adjectives", score.adjectives);
  row("quantities", score.quantities);
  return text;
}

}  // namespace isnad
