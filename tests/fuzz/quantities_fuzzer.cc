// Numbers, sums, durations and dates in any text: what is found stands in the
// text in order, has a value, and a value that is said to be a number is one.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/base/check.h"
#include "common/text/fold.h"
#include "ingest_service/decode/decoder.h"
#include "ingest_service/lexicon/lexicon.h"
#include "ingest_service/normalize/normalizer.h"
#include "ingest_service/recognize/quantity_recognizer.h"

namespace isnad {
namespace {

const QuantityRecognizer& Recognizer() {
  static const QuantityRecognizer* const recognizer = [] {
    const auto lexicon = Lexicon::Load({});
    ISNAD_CHECK(lexicon.ok());
    return new QuantityRecognizer(**lexicon);
  }();
  return *recognizer;
}

// [-]digits[.digits], as every amount of the API is written.
bool IsDecimal(absl::string_view value) {
  size_t at = !value.empty() && value[0] == '-' ? 1 : 0;
  bool digits = false;
  bool point = false;
  for (; at < value.size(); ++at) {
    if (value[at] == '.' && digits && !point && at + 1 < value.size()) {
      point = true;
    } else if (value[at] >= '0' && value[at] <= '9') {
      digits = true;
    } else {
      return false;
    }
  }
  return digits;
}

void CheckValue(const v1::Quantity& quantity, bool plain) {
  switch (quantity.value_case()) {
    case v1::Quantity::kMoney:
      ISNAD_CHECK(!quantity.money().currency_code().empty());
      // Only the extended reading has sums without amount: whole ranges.
      ISNAD_CHECK(IsDecimal(quantity.money().amount()) ||
                  (!plain && quantity.money().amount().empty()));
      break;
    case v1::Quantity::kPercent:
      ISNAD_CHECK(IsDecimal(quantity.percent()));
      break;
    case v1::Quantity::kCount:
      ISNAD_CHECK(IsDecimal(quantity.count().value()));
      break;
    case v1::Quantity::kMeasure:
      ISNAD_CHECK(IsDecimal(quantity.measure().value()));
      ISNAD_CHECK(!quantity.measure().unit().empty());
      break;
    case v1::Quantity::kDuration:
      ISNAD_CHECK(!quantity.duration().empty());
      break;
    case v1::Quantity::kDate:
      ISNAD_CHECK(!quantity.date().value().empty());
      break;
    case v1::Quantity::VALUE_NOT_SET:
      ISNAD_CHECK(false);  // A quantity without a value.
      break;
    default:
      ISNAD_CHECK(!plain);
  }
}

void CheckReadings(const NormalizedText& text,
                   const std::vector<QuantityReading>& readings, bool plain) {
  uint32_t taken = 0;
  for (const QuantityReading& reading : readings) {
    ISNAD_CHECK(reading.token_begin < reading.token_end);
    ISNAD_CHECK(reading.token_end <= text.tokens().size());
    if (plain) {
      ISNAD_CHECK(reading.token_begin >= taken);
      taken = reading.token_end;
    }
    const v1::Span& span = reading.quantity->span();
    ISNAD_CHECK(span.start_byte() >= 0 && span.start_byte() < span.end_byte());
    ISNAD_CHECK(static_cast<size_t>(span.end_byte()) <= text.text().size());
    CheckValue(*reading.quantity, plain);
  }
}

}  // namespace
}  // namespace isnad

// The first byte chooses the options.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const absl::string_view source(reinterpret_cast<const char*>(data) + 1,
                                 size - 1);
  const auto decoded = isnad::Decode(source, "text/plain", "utf-8", {});
  if (!decoded.ok()) return 0;
  const isnad::NormalizedText text =
      isnad::Normalizer(isnad::DefaultFoldTable()).Normalize(decoded->text);
  isnad::v1::AnalyzeOptions options;
  if ((data[0] & 1) != 0) {
    options.mutable_reference_time()->set_seconds(1'756'290'600);
  }
  options.set_bare_numbers((data[0] & 2) != 0);
  isnad::QuantityMessages messages;
  isnad::CheckReadings(
      text, isnad::Recognizer().Recognize(text, {}, options, messages),
      !options.bare_numbers());
  return 0;
}
