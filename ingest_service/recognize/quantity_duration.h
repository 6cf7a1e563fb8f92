#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_DURATION_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_DURATION_H_

#include <array>
#include <cstdint>
#include <string>

#include "absl/time/civil_time.h"
#include "absl/types/optional.h"
#include "ingest_service/recognize/number_decimal.h"
#include "ingest_service/recognize/number_reader.h"
#include "ingest_service/recognize/quantity_text.h"

namespace isnad {

// A stretch of time, by unit.
class DurationValue {
 public:
  // Adds an amount of a unit. A part of a unit that makes whole smaller ones is
  // added as these: one and a half years are a year and six months. Returns
  // false, and adds nothing, where it does not fit.
  bool Add(const Decimal& amount, TimeUnit unit);

  // Returns ISO 8601: "P1Y6M", "P2W", "PT1H30M". Weeks beside other units are
  // written as days.
  std::string ToIso() const;

  // Returns ISO 8601 in seconds alone ("PT10800S"): a month has 30 days, a year
  // 365. What is too long for that is as in `ToIso`.
  std::string ToIsoSeconds() const;

  // Returns the day at this distance after `day`, or before it for a `sign` of
  // -1; nullopt for parts of days or out of the years 1 to 9999.
  absl::optional<absl::CivilDay> From(absl::CivilDay day, int sign) const;

 private:
  static constexpr size_t kUnits = 7;  // second to year

  std::array<Decimal, kUnits> amounts_;
};

// A duration in a text.
struct DurationReading {
  uint32_t token_begin = 0;
  uint32_t token_end = 0;
  // First byte of the text after clitics.
  uint32_t text_begin = 0;
  DurationValue value;
};

// Reads durations in one text. Cheap to make; `text` must outlive it.
class DurationReader {
 public:
  struct Options {
    // Also read a unit alone after "in" and "throughout", the latter with its
    // preposition.
    bool extended = false;
  };

  DurationReader(const QuantityText& text, const Options& options)
      : text_(text), numbers_(text), options_(options) {}

  // Reads the duration that begins at a token with a number: "3 years", "a year
  // and a half and two days".
  absl::optional<DurationReading> ReadFromNumber(const Number& number) const;

  // Reads the duration that begins at a token with a unit: "two years" in one
  // word, "one hour", "the three years", and a unit alone where the words
  // around it ask for a duration.
  absl::optional<DurationReading> ReadFromUnit(uint32_t i) const;

 private:
  // An amount of one unit.
  struct Component {
    Decimal amount;
    TimeUnit unit = TimeUnit::kSecond;
    uint32_t end = 0;
  };

  absl::optional<Component> ReadCounted(const Number& number) const;
  absl::optional<Component> ReadUncounted(uint32_t i, bool alone_counts) const;
  absl::optional<Component> ReadUnitThenNumber(uint32_t i) const;
  void AddPart(Component& component) const;
  bool IsAloneDuration(uint32_t i) const;
  bool IsJoinedBySmaller(uint32_t end, TimeUnit unit) const;
  bool IsContract(uint32_t begin, const Component& component) const;
  absl::optional<DurationReading> ReadThroughout(uint32_t i) const;
  absl::optional<DurationReading> Continue(uint32_t begin, uint32_t text_begin,
                                           Component component) const;

  const QuantityText& text_;
  const NumberReader numbers_;
  const Options options_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_DURATION_H_
