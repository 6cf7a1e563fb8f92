// Feasts of the Islamic calendar; ICU has the Umm al-Qura tables.
#include <unicode/calendar.h>
#include <unicode/timezone.h>

#include <memory>

#include "ingest_service/recognize/date_value.h"

namespace isnad {
namespace {

constexpr double kMillisOfDay = 86400000.0;

// The Gregorian day of an Islamic one; nullopt if ICU has no such calendar.
absl::optional<absl::CivilDay> FromHijri(int year, int month, int day) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> calendar(icu::Calendar::createInstance(
      *icu::TimeZone::getGMT(), "ar@calendar=islamic-umalqura", status));
  if (U_FAILURE(status) || calendar == nullptr) return absl::nullopt;
  calendar->clear();
  calendar->set(year, month - 1, day);
  const double millis = calendar->getTime(status);
  if (U_FAILURE(status)) return absl::nullopt;
  return absl::CivilDay(1970, 1, 1) +
         static_cast<int64_t>(millis / kMillisOfDay);
}

}  // namespace

absl::optional<absl::CivilDay> ResolveFeast(
    int hijri_month, int hijri_day, int year,
    const absl::optional<DateReference>& reference) {
  if (year == 0 && !reference.has_value()) return absl::nullopt;
  const absl::CivilDay from =
      year != 0 ? absl::CivilDay(year, 1, 1) : reference->day;
  // 33 Islamic years are 32 Gregorian ones; the eras are 621 years apart.
  const int around = static_cast<int>((from.year() - 622) * 33 / 32);
  for (int hijri_year = around - 1; hijri_year <= around + 3; ++hijri_year) {
    const auto day = FromHijri(hijri_year, hijri_month, hijri_day);
    if (!day.has_value()) return absl::nullopt;
    if (*day < from) continue;
    if (year != 0 && day->year() != year) return absl::nullopt;
    return day;
  }
  return absl::nullopt;
}

}  // namespace isnad
