#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_SCANNER_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_SCANNER_H_

#include <cstdint>
#include <vector>

#include "absl/types/optional.h"
#include "ingest_service/recognize/date_reader.h"
#include "ingest_service/recognize/number_reader.h"
#include "ingest_service/recognize/quantity_duration.h"
#include "ingest_service/recognize/quantity_text.h"
#include "ingest_service/recognize/quantity_unit.h"
#include "ingest_service/recognize/reading.h"

namespace isnad {

// How a text is read; QuantityRecognizer::Recognize says what each does.
struct ScanOptions {
  bool bare_numbers = false;
  absl::optional<DateReference> reference;
};

// Reads one text from its first token to its last. At each place the first of
// these that fits wins: a date, a duration, a number with its unit, a noun with
// "one" or a definite number behind it, an ordinal.
class QuantityScanner {
 public:
  // `text` and `messages` must outlive it.
  QuantityScanner(const QuantityText& text, const ScanOptions& options,
                  QuantityMessages& messages);

  // Adds all quantities to the messages, and returns them, in text order. To be
  // called once.
  std::vector<QuantityReading> Run();

 private:
  // A number and the unit it is counted in.
  struct Amount {
    Number number;
    Unit unit;
    // What the whole covers.
    uint32_t token_begin = 0;
    uint32_t token_end = 0;
    uint32_t text_begin = 0;
  };

  // Each reads at token `i` and returns one past the last token read, or `i`.
  // REQUIRES of the first: one of text_.candidates().
  uint32_t ReadAt(uint32_t i);
  uint32_t ReadDate(uint32_t i);
  uint32_t ReadDuration(uint32_t i);
  uint32_t ReadNumber(uint32_t i);
  bool MayBeBeforeNumber(uint32_t i) const;
  uint32_t ReadNounThenNumber(uint32_t i);
  uint32_t ReadRank(uint32_t i);

  uint32_t ReadBareNumber(uint32_t i);
  uint32_t ReadRangeStart(const Number& number);
  bool IsMinus(uint32_t dash) const;
  uint32_t FindRangeEnd(const QuantityText::Match& open,
                        const Number& first) const;
  absl::optional<Amount> FindAmount(const Number& found) const;
  absl::optional<Unit> FindLatinMoney(Number& number) const;
  bool IsYear(const DateReading& date) const;
  bool IsCountable(const Number& number, const Unit& unit) const;

  // Each adds one quantity; the last two return one past its last token.
  void AddDate(const DateReading& date);
  void AddDuration(const DurationReading& duration);
  uint32_t AddAmount(const Amount& amount);
  uint32_t AddMoney(const Amount& amount);
  void AddCount(const Amount& amount);
  void AddInnerNumber(const Number& number);
  v1::Quantity* AddExact(uint32_t token_begin, uint32_t token_end,
                         uint32_t text_begin);
  v1::Quantity* Add(uint32_t token_begin, uint32_t token_end,
                    uint32_t text_begin);
  void SortByToken();
  void AddInterval(uint32_t token_begin, uint32_t token_end, int32_t currency);

  const QuantityText& text_;
  const ScanOptions options_;
  const NumberReader numbers_;
  const DateReader dates_;
  const DurationReader durations_;
  // Kinds of the words that a date, a duration and any quantity may begin with.
  const uint64_t begins_date_;
  const uint64_t begins_duration_;
  const uint64_t begins_any_;
  // One past the last token that belongs to a quantity.
  uint32_t read_end_ = 0;
  // One past the last token of the date before, if it ended in a year.
  uint32_t year_end_ = 0;
  QuantityMessages& messages_;
  std::vector<QuantityReading> readings_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_SCANNER_H_
