#include "ingest_service/recognize/date_extended.h"

namespace isnad {

absl::optional<DateReading> ExtendedDateReader::Read(uint32_t i) const {
  const QuantityText& text = dates_.text_;
  const QuantityText::Match word = text.FindPhrase(i, WordKind::kDayWord);
  if (!word) return absl::nullopt;
  return dates_.MakeWithValue(i, word.end,
                              RelativeUnit(TimeUnit::kDay, word.meaning->value,
                                           dates_.options_.reference));
}

}  // namespace isnad
