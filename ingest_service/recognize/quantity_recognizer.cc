#include "ingest_service/recognize/quantity_recognizer.h"

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "ingest_service/recognize/quantity_scanner.h"
#include "ingest_service/recognize/quantity_text.h"

namespace isnad {

QuantityRecognizer::QuantityRecognizer(const Lexicon& lexicon)
    : vocabulary_(lexicon) {}

std::vector<QuantityReading> QuantityRecognizer::Recognize(
    const NormalizedText& text, const std::vector<EntityMention>& mentions,
    const v1::AnalyzeOptions& options, QuantityMessages& messages) const {
  ScanOptions scan;
  scan.bare_numbers = options.bare_numbers();
  if (options.has_reference_time()) {
    const absl::Time time =
        absl::FromUnixSeconds(options.reference_time().seconds());
    scan.reference = DateReference{absl::ToCivilDay(time, absl::UTCTimeZone()),
                                   options.bare_numbers()};
  }
  const QuantityText quantity_text(text, vocabulary_, mentions);
  return QuantityScanner(quantity_text, scan, messages).Run();
}

}  // namespace isnad
