#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_UNIT_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_UNIT_H_

#include <cstdint>

#include "absl/types/optional.h"
#include "ingest_service/recognize/number_reader.h"
#include "ingest_service/recognize/quantity_text.h"

namespace isnad {

enum class UnitKind : uint8_t {
  kPercent,
  kCurrency,
  kSubunit,  // of a currency
  kMeasure,
  kTime,
  kNoun,
};

// What a number is of.
struct Unit {
  UnitKind kind = UnitKind::kNoun;
  const Meaning* meaning = nullptr;
  // Its tokens; before the number where it ends at the number's first token.
  uint32_t token_begin = 0;
  uint32_t token_end = 0;
};

// Returns the unit that begins at a token, on the line of the token before: the
// longest one, of equal ones that of the first kind in UnitKind.
absl::optional<Unit> FindUnitAt(const QuantityText& text, uint32_t i);

// Returns the percent sign, currency sign or code that ends before a token and
// begins at token `from` or later.
absl::optional<Unit> FindUnitBefore(const QuantityText& text, uint32_t i,
                                    uint32_t from);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_UNIT_H_
