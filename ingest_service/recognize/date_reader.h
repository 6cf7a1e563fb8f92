// Dates: calendar dates in any order and notation, months, years, weekdays and
// relative weeks, months and years.
#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_DATE_READER_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_DATE_READER_H_

#include <cstdint>
#include <string>

#include "absl/types/optional.h"
#include "ingest_service/recognize/date_value.h"
#include "ingest_service/recognize/number_reader.h"
#include "ingest_service/recognize/quantity_text.h"

namespace isnad {

// A date in a text.
struct DateReading {
  uint32_t token_begin = 0;
  uint32_t token_end = 0;
  // First byte of the text after clitics.
  uint32_t text_begin = 0;
  // As v1::Date.value; empty for a date of another calendar, whose words are
  // read so that they are not read as something else.
  std::string value;
  // Whether it ends in the number of a year.
  bool ends_in_year = false;
};

// Reads dates in one text. Cheap to make; `text` must outlive it.
class DateReader {
 public:
  struct Options {
    // The day that relative dates are counted from.
    absl::optional<DateReference> reference;
    // Also read words for days ("today"), days without a month, "the first
    // Friday of July", "a month ago", feasts.
    bool extended = false;
    // The word "day" before a weekday is left out of the span, and what places
    // the weekday ("next") is inside.
    bool weekday_alone = false;
  };

  DateReader(const QuantityText& text, const Options& options)
      : text_(text), numbers_(text), options_(options) {}

  // Reads the date that begins at a token, clitics before it allowed.
  // `year_end` is one past the last token of the date read before if that ended
  // in a year, else 0: "in 2024 and 2025" has two years.
  absl::optional<DateReading> Read(uint32_t i, uint32_t year_end) const;

 private:
  friend class ExtendedDateReader;

  // A part of a date, and one past its last token.
  struct Part {
    int value = 0;
    uint32_t end = 0;
  };

  // A week, month or year at a distance from the present one.
  struct RelativePart {
    TimeUnit unit = TimeUnit::kYear;
    int offset = 0;
    uint32_t end = 0;
  };

  // Parts of dates.
  absl::optional<Part> ReadDay(uint32_t i) const;
  absl::optional<Part> ReadOrdinalDay(uint32_t i) const;
  absl::optional<Part> ReadMonth(uint32_t i, bool in_context) const;
  absl::optional<Part> ReadOneMonth(uint32_t i, bool in_context) const;
  absl::optional<Part> ReadYear(uint32_t i) const;
  absl::optional<Part> ReadYearAfter(uint32_t i) const;
  absl::optional<Part> ReadWeekday(uint32_t i) const;
  absl::optional<Part> ReadPlacement(uint32_t i) const;
  absl::optional<RelativePart> ReadRelative(uint32_t i) const;

  // Whole dates, at their first token.
  absl::optional<DateReading> ReadFromDigits(uint32_t i,
                                             uint32_t year_end) const;
  absl::optional<DateReading> ReadFromWord(uint32_t i) const;
  absl::optional<DateReading> ReadNumeric(uint32_t i, int weekday) const;
  absl::optional<DateReading> ReadDayFirst(uint32_t i, int weekday) const;
  absl::optional<DateReading> ReadDayOfRange(uint32_t i) const;
  absl::optional<DateReading> ReadMonthFirst(uint32_t i) const;
  absl::optional<DateReading> ReadHijri(uint32_t i) const;
  absl::optional<DateReading> ReadNamedYear(uint32_t i) const;
  absl::optional<DateReading> ReadBareYear(uint32_t i, uint32_t year_end) const;
  absl::optional<DateReading> ReadRelativeUnit(uint32_t i) const;
  absl::optional<DateReading> ReadWeekdayDate(uint32_t i) const;

  bool MayHaveMonth(uint32_t day) const;
  bool IsMonthInContext(uint32_t i, uint32_t end) const;
  bool HeadsLine(uint32_t i) const;
  bool IsYearInContext(uint32_t i, uint32_t year_end) const;
  DateReading Make(uint32_t begin, uint32_t end, const DateParts& parts,
                   int weekday, int placement) const;
  DateReading MakeWithValue(uint32_t begin, uint32_t end,
                            std::string value) const;

  const QuantityText& text_;
  const NumberReader numbers_;
  const Options options_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_DATE_READER_H_
