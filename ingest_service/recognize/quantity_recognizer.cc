#include "ingest_service/recognize/quantity_recognizer.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "ingest_service/recognize/number_reader.h"
#include "ingest_service/recognize/quantity_scanner.h"
#include "ingest_service/recognize/quantity_text.h"

namespace isnad {

QuantityRecognizer::QuantityRecognizer(const Lexicon& lexicon)
    : vocabulary_(lexicon) {}

void QuantityRecognizer::RemoveSpelledNumbers(
    const NormalizedText& text, std::vector<EntityMention>& mentions) const {
  constexpr absl::string_view kYaWithHamza = "\u0626";
  constexpr uint64_t kNumbers = NumberReader::kKinds;
  const auto is_number = [&](const EntityMention& mention) {
    if (mention.token_end != mention.token_begin + 1 ||
        !absl::StrContains(text.Text(mention.range), kYaWithHamza)) {
      return false;
    }
    const QuantityVocabulary::Word* word =
        vocabulary_.Find(text.tokens()[mention.token_begin].hash);
    return word != nullptr && (word->kinds & kNumbers) != 0;
  };
  mentions.erase(std::remove_if(mentions.begin(), mentions.end(), is_number),
                 mentions.end());
}

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
