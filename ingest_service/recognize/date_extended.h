#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_DATE_EXTENDED_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_DATE_EXTENDED_H_

#include <cstdint>

#include "absl/types/optional.h"
#include "ingest_service/recognize/date_reader.h"

namespace isnad {

// Reads what only some callers want as dates: words for days, days without a
// month, places of a weekday in a month, distances from now, feasts.
class ExtendedDateReader {
 public:
  // `dates` must outlive it.
  explicit ExtendedDateReader(const DateReader& dates) : dates_(dates) {}

  // Reads the longest such date that begins at a token.
  absl::optional<DateReading> Read(uint32_t i) const;

 private:
  const DateReader& dates_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_DATE_EXTENDED_H_
