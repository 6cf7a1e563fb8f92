#include <algorithm>
#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "ingest_service/recognize/quantity_duration.h"

namespace isnad {
namespace {

constexpr size_t Index(TimeUnit unit) { return static_cast<size_t>(unit); }

// How many of the next smaller unit make one; 0 where none do exactly, and from
// the week on the smaller unit is not the one before in TimeUnit.
struct Smaller {
  TimeUnit unit;
  int count;
};

constexpr Smaller kSmaller[] = {
    {TimeUnit::kSecond, 0}, {TimeUnit::kSecond, 60}, {TimeUnit::kMinute, 60},
    {TimeUnit::kHour, 24},  {TimeUnit::kDay, 7},     {TimeUnit::kDay, 0},
    {TimeUnit::kMonth, 12}, {TimeUnit::kYear, 10},
};

constexpr int64_t kSecondsOf[] = {1,         60,         3600,       86400,
                                  7 * 86400, 30 * 86400, 365 * 86400};

// The whole part of a number that is not negative.
Decimal WholePart(const Decimal& amount) {
  const std::string text = amount.ToString();
  const auto whole =
      Decimal::Parse(absl::string_view(text).substr(0, text.find('.')), "");
  return whole.value_or(Decimal());
}

}  // namespace

bool DurationValue::Add(const Decimal& amount, TimeUnit unit) {
  if (amount.IsNegative()) return false;
  if (unit == TimeUnit::kDecade || unit == TimeUnit::kCentury) {
    const auto years =
        amount.Times(Decimal(unit == TimeUnit::kDecade ? 10 : 100));
    return years.has_value() && Add(*years, TimeUnit::kYear);
  }
  const Smaller& smaller = kSmaller[Index(unit)];
  Decimal whole = amount;
  if (!amount.ToInteger().has_value() && smaller.count != 0) {
    const auto rest = amount.Plus(WholePart(amount).Negated());
    const auto count =
        rest.has_value() ? rest->Times(Decimal(smaller.count)) : absl::nullopt;
    if (count.has_value() && count->ToInteger().has_value()) {
      if (!Add(*count, smaller.unit)) return false;
      whole = WholePart(amount);
    }
  }
  const auto sum = amounts_[Index(unit)].Plus(whole);
  if (!sum.has_value()) return false;
  amounts_[Index(unit)] = *sum;
  return true;
}

std::string DurationValue::ToIso() const {
  const auto amount = [this](TimeUnit unit) { return amounts_[Index(unit)]; };
  const auto part = [&amount](TimeUnit unit, const char* letter) {
    return amount(unit).IsZero()
               ? std::string()
               : absl::StrCat(amount(unit).ToString(), letter);
  };
  const std::string weeks = part(TimeUnit::kWeek, "W");
  const std::string years_months =
      absl::StrCat(part(TimeUnit::kYear, "Y"), part(TimeUnit::kMonth, "M"));
  std::string time =
      absl::StrCat(part(TimeUnit::kHour, "H"), part(TimeUnit::kMinute, "M"),
                   part(TimeUnit::kSecond, "S"));
  if (!time.empty()) time.insert(0, "T");
  std::string days = part(TimeUnit::kDay, "D");
  if (!weeks.empty()) {
    if (years_months.empty() && days.empty() && time.empty()) {
      return absl::StrCat("P", weeks);
    }
    const auto in_days = amount(TimeUnit::kWeek).Times(Decimal(7));
    const auto sum = in_days.has_value() ? in_days->Plus(amount(TimeUnit::kDay))
                                         : absl::nullopt;
    if (sum.has_value()) days = absl::StrCat(sum->ToString(), "D");
  }
  const std::string result = absl::StrCat("P", years_months, days, time);
  return result == "P" ? "PT0S" : result;
}

std::string DurationValue::ToIsoSeconds() const {
  Decimal total;
  for (size_t i = 0; i < kUnits; ++i) {
    const auto seconds = amounts_[i].Times(Decimal(kSecondsOf[i]));
    const auto sum = seconds.has_value() ? total.Plus(*seconds) : absl::nullopt;
    if (!sum.has_value()) return ToIso();
    total = *sum;
  }
  return absl::StrCat("PT", total.ToString(), "S");
}

absl::optional<absl::CivilDay> DurationValue::From(absl::CivilDay day,
                                                   int sign) const {
  constexpr int64_t kMaxMonths = 12 * 9999;
  const auto amount = [this](TimeUnit unit) {
    return amounts_[Index(unit)].ToInteger();
  };
  const auto years = amount(TimeUnit::kYear);
  const auto months = amount(TimeUnit::kMonth);
  const auto weeks = amount(TimeUnit::kWeek);
  const auto days = amount(TimeUnit::kDay);
  if (!years || !months || !weeks || !days || *years > kMaxMonths ||
      *months > kMaxMonths || *weeks > 5 * kMaxMonths ||
      *days > 31 * kMaxMonths) {
    return absl::nullopt;
  }
  const absl::CivilMonth month =
      absl::CivilMonth(day) + sign * (12 * *years + *months);
  // The 31st of a shorter month is its last day.
  const absl::CivilDay last = absl::CivilDay(month + 1) - 1;
  const absl::CivilDay start =
      std::min(absl::CivilDay(month) + (day.day() - 1), last);
  const absl::CivilDay result = start + sign * (7 * *weeks + *days);
  if (result.year() < 1 || result.year() > 9999) return absl::nullopt;
  return result;
}

}  // namespace isnad
