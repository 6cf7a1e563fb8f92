#include "query_service/timeline/figure_range.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace isnad {
namespace {

constexpr double kMostRounding = 0.01;
constexpr double kAbout = 0.1;

// A decimal number as its digits and the power of ten of the last of them.
struct Digits {
  bool negative = false;
  std::string digits;
  int exponent = 0;
};

bool AllDigits(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
}

std::optional<Digits> ParseDecimal(absl::string_view text) {
  Digits number;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    number.negative = text[0] == '-';
    text.remove_prefix(1);
  }
  const size_t point = text.find('.');
  const absl::string_view whole = text.substr(0, point);
  const absl::string_view fraction =
      point == absl::string_view::npos ? "" : text.substr(point + 1);
  // More digits than any number in a text has.
  constexpr size_t kMaxDigits = 60;
  if (whole.empty() || whole.size() + fraction.size() > kMaxDigits ||
      !AllDigits(whole) || !AllDigits(fraction)) {
    return std::nullopt;
  }
  number.digits = absl::StrCat(whole, fraction);
  number.exponent = -static_cast<int>(fraction.size());
  // Without zeros at either end, so that equal numbers look the same.
  const size_t first = number.digits.find_first_not_of('0');
  if (first == std::string::npos) return Digits{false, "0", 0};
  number.digits.erase(0, first);
  while (number.digits.back() == '0') {
    number.digits.pop_back();
    ++number.exponent;
  }
  return number;
}

std::string ToText(const Digits& number) {
  std::string text = number.digits;
  if (number.exponent >= 0) {
    text.append(static_cast<size_t>(number.exponent), '0');
  } else {
    const auto fraction = static_cast<size_t>(-number.exponent);
    if (text.size() <= fraction) {
      text.insert(0, fraction + 1 - text.size(), '0');
    }
    text.insert(text.size() - fraction, ".");
  }
  return number.negative ? absl::StrCat("-", text) : text;
}

std::optional<FigureNumber> MakeNumber(absl::string_view decimal, int shift,
                                       absl::string_view unit) {
  std::optional<Digits> digits = ParseDecimal(decimal);
  if (!digits.has_value()) return std::nullopt;
  if (digits->digits != "0") digits->exponent += shift;
  return FigureNumber{ToText(*digits), std::string(unit)};
}

struct Prefix {
  absl::string_view text;
  int exponent;
};

// SI Brochure, 9th edition, table 7; "K" is written for "k" as often as not.
constexpr Prefix kPrefixes[] = {
    {"k", 3},  {"K", 3},  {"M", 6},   {"G", 9},  {"T", 12},
    {"P", 15}, {"E", 18}, {"Z", 21},  {"m", -3}, {"\xC2\xB5", -6},
    {"u", -6}, {"n", -9}, {"p", -12},
};

// Units that take prefixes. What is none of these and no prefix before one is a
// unit of its own.
constexpr absl::string_view kPrefixed[] = {
    "W", "Wh", "B", "B/s", "FLOPS", "FLOP/s", "OPS", "m", "Hz", "g", "V", "bit",
};

std::optional<FigureNumber> MeasureNumber(const v1::Measure& measure) {
  const absl::string_view unit = measure.unit();
  for (const absl::string_view base : kPrefixed) {
    if (unit == base) return MakeNumber(measure.value(), 0, base);
  }
  for (const absl::string_view base : kPrefixed) {
    if (!absl::EndsWith(unit, base)) continue;
    const absl::string_view prefix = unit.substr(0, unit.size() - base.size());
    for (const Prefix& known : kPrefixes) {
      if (prefix == known.text) {
        return MakeNumber(measure.value(), known.exponent, base);
      }
    }
  }
  return MakeNumber(measure.value(), 0, unit);
}

// The lexicon's slugs for what is a chip wherever chips are counted.
constexpr absl::string_view kChipNouns[] = {
    "accelerator", "card", "chip", "gpu", "processor", "semiconductor", "unit",
};

absl::string_view CountUnit(absl::string_view noun) {
  return std::find(std::begin(kChipNouns), std::end(kChipNouns), noun) ==
                 std::end(kChipNouns)
             ? noun
             : absl::string_view("chip");
}

std::optional<FigureNumber> DurationNumber(absl::string_view iso) {
  const bool is_time = absl::StartsWith(iso, "PT");
  if (iso.size() < 3 || iso[0] != 'P') return std::nullopt;
  absl::string_view number = iso.substr(is_time ? 2 : 1);
  if (number.empty()) return std::nullopt;
  const absl::string_view designator = number.substr(number.size() - 1);
  number.remove_suffix(1);
  return MakeNumber(
      number, 0,
      is_time ? absl::StrCat("T", designator) : std::string(designator));
}

}  // namespace

std::optional<FigureNumber> NumberOf(const v1::Quantity& quantity) {
  switch (quantity.value_case()) {
    case v1::Quantity::kMoney:
      return MakeNumber(
          quantity.money().amount(), 0,
          absl::AsciiStrToUpper(quantity.money().currency_code()));
    case v1::Quantity::kPercent:
      return MakeNumber(quantity.percent(), 0, "%");
    case v1::Quantity::kCount:
      return MakeNumber(quantity.count().value(), 0,
                        CountUnit(quantity.count().noun()));
    case v1::Quantity::kMeasure:
      return MeasureNumber(quantity.measure());
    case v1::Quantity::kDuration:
      return DurationNumber(quantity.duration());
    case v1::Quantity::kNumber:
      return MakeNumber(quantity.number(), 0, "1");
    default:
      return std::nullopt;
  }
}

FigureRange RangeOf(absl::string_view decimal, v1::Qualifier qualifier) {
  const std::optional<Digits> digits = ParseDecimal(decimal);
  double value = 0;
  if (!digits.has_value() || !absl::SimpleAtod(decimal, &value)) {
    return {-std::numeric_limits<double>::infinity(),
            std::numeric_limits<double>::infinity()};
  }
  const double magnitude = std::abs(value);
  const double rounding =
      std::min(0.5 * std::pow(10, digits->exponent), kMostRounding * magnitude);
  FigureRange range{value - rounding, value + rounding};
  switch (qualifier) {
    case v1::QUALIFIER_ABOUT:
      range = {value - kAbout * magnitude, value + kAbout * magnitude};
      break;
    case v1::QUALIFIER_AT_LEAST:
    case v1::QUALIFIER_OVER:
      range.high = std::numeric_limits<double>::infinity();
      break;
    case v1::QUALIFIER_AT_MOST:
    case v1::QUALIFIER_UNDER:
      range.low = -std::numeric_limits<double>::infinity();
      break;
    default:
      break;
  }
  return range;
}

bool AreDisjoint(const FigureRange& a, const FigureRange& b) {
  return a.high < b.low || b.high < a.low;
}

std::string ResolvePeriod(const std::string& period,
                          std::optional<absl::Time> publish_time) {
  if (!publish_time.has_value()) return period;
  const absl::CivilMonth month(
      absl::ToCivilMonth(*publish_time, absl::UTCTimeZone()));
  struct Relative {
    absl::string_view word;
    int months;
    bool is_year;
  };
  constexpr Relative kRelative[] = {
      {"this-year", 0, true},    {"last-year", -12, true},
      {"next-year", 12, true},   {"this-month", 0, false},
      {"last-month", -1, false}, {"next-month", 1, false},
  };
  for (const Relative& relative : kRelative) {
    if (period != relative.word) continue;
    const absl::CivilMonth meant = month + relative.months;
    if (relative.is_year) return absl::StrFormat("%04d", meant.year());
    return absl::StrFormat("%04d-%02d", meant.year(), meant.month());
  }
  return period;
}

}  // namespace isnad
