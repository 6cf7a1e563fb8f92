#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_DATE_EXTENDED_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_DATE_EXTENDED_H_

#include <cstdint>
#include <string>

#include "absl/types/optional.h"
#include "ingest_service/recognize/date_reader.h"

namespace isnad {

// Reads what only some callers want as dates: words for days, days without a
// month, the place of a weekday or day in a month, distances from now, feasts.
// Where a value needs a reference day and there is none, it is in words
// ("first-friday-of-july").
class ExtendedDateReader {
 public:
  // `dates` must outlive it.
  explicit ExtendedDateReader(const DateReader& dates)
      : dates_(dates), text_(dates.text_) {}

  // Reads the longest such date that begins at a token.
  absl::optional<DateReading> Read(uint32_t i) const;

 private:
  // A month and its year; 0 for what is not known.
  struct MonthOfYear {
    DateParts parts;
    std::string words;
    uint32_t end = 0;
  };

  // Which of a month's days: that of a number, or the nth weekday. The last one
  // is kLast.
  struct Position {
    int number = 0;
    int weekday = 0;  // 0 for any day
    uint32_t end = 0;
  };
  static constexpr int kLast = -1;

  using Part = DateReader::Part;

  // One group of shapes each, tried in this order.
  absl::optional<DateReading> ReadPlaceInMonth(uint32_t i) const;
  absl::optional<DateReading> ReadWeekdayOfWeek(uint32_t i) const;
  absl::optional<DateReading> ReadDayOfMonth(uint32_t i) const;
  absl::optional<DateReading> ReadMonthThenDay(uint32_t i) const;
  absl::optional<DateReading> ReadDistance(uint32_t i) const;
  absl::optional<DateReading> ReadFeast(uint32_t i) const;
  absl::optional<DateReading> ReadDayWord(uint32_t i) const;

  absl::optional<Part> ReadRank(uint32_t i) const;
  absl::optional<Position> ReadRankThenDay(uint32_t i) const;
  absl::optional<Position> ReadDayThenRank(uint32_t i) const;
  absl::optional<DateReading> ReadMiddle(uint32_t i) const;
  absl::optional<Part> ReadAnyWeekday(uint32_t i) const;
  absl::optional<Part> ReadRelativeWeek(uint32_t i) const;
  absl::optional<Part> ReadDayNumber(uint32_t i) const;
  absl::optional<MonthOfYear> ReadOfMonth(uint32_t i) const;
  absl::optional<MonthOfYear> ReadRelativeMonth(uint32_t i) const;
  absl::optional<MonthOfYear> ReadNamedMonth(uint32_t i) const;
  uint32_t SkipDayWord(uint32_t i) const;
  bool IsDayWord(uint32_t i) const;
  DateReading Place(uint32_t begin, const MonthOfYear& month,
                    const Position& position) const;
  DateReading MakeDay(uint32_t begin, uint32_t end,
                      const absl::optional<absl::CivilDay>& day,
                      std::string words) const;

  const DateReader& dates_;
  const QuantityText& text_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_DATE_EXTENDED_H_
