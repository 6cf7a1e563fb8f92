// What the tests of quantities share.
#ifndef ISNAD_TESTS_INGEST_SERVICE_RECOGNIZE_QUANTITY_TESTING_H_
#define ISNAD_TESTS_INGEST_SERVICE_RECOGNIZE_QUANTITY_TESTING_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/util/time_util.h"
#include "gtest/gtest.h"
#include "ingest_service/lexicon/lexicon.h"
#include "ingest_service/normalize/normalizer.h"
#include "ingest_service/recognize/quantity_recognizer.h"

namespace isnad {

// The recognizer over the embedded lexicon, made once.
inline const QuantityRecognizer& TestRecognizer() {
  static const auto* const recognizer = [] {
    auto lexicon = Lexicon::Load({});
    EXPECT_TRUE(lexicon.ok()) << lexicon.status();
    return new QuantityRecognizer(**lexicon);
  }();
  return *recognizer;
}

inline v1::AnalyzeOptions WithReference(absl::string_view rfc3339) {
  v1::AnalyzeOptions options;
  EXPECT_TRUE(google::protobuf::util::TimeUtil::FromString(
      std::string(rfc3339), options.mutable_reference_time()));
  return options;
}

inline v1::AnalyzeOptions WithBareNumbers() {
  v1::AnalyzeOptions options;
  options.set_bare_numbers(true);
  return options;
}

// "MONEY 50000000000 USD", "COUNT 3 company", "DATE this-year".
inline std::string DescribeValue(const v1::Quantity& quantity) {
  switch (quantity.value_case()) {
    case v1::Quantity::kMoney:
      return absl::StrCat("MONEY ", quantity.money().amount(), " ",
                          quantity.money().currency_code());
    case v1::Quantity::kPercent:
      return absl::StrCat("PERCENT ", quantity.percent());
    case v1::Quantity::kCount:
      return absl::StrCat("COUNT ", quantity.count().value(), " ",
                          quantity.count().noun());
    case v1::Quantity::kDuration:
      return absl::StrCat("DURATION ", quantity.duration());
    case v1::Quantity::kDate:
      return absl::StrCat("DATE ", quantity.date().value());
    case v1::Quantity::kMeasure:
      return absl::StrCat("MEASURE ", quantity.measure().value(), " ",
                          quantity.measure().unit());
    case v1::Quantity::kNumber:
      return absl::StrCat("NUMBER ", quantity.number());
    case v1::Quantity::kOrdinal:
      return absl::StrCat("ORDINAL ", quantity.ordinal());
    case v1::Quantity::VALUE_NOT_SET:
      break;
  }
  return "nothing";
}

// The value, the qualifier unless it is EXACT, and the words of the span:
// "PERCENT 13 ABOUT |13 %|".
inline std::string Describe(const v1::Quantity& quantity,
                            const std::string& text) {
  const v1::Span& span = quantity.span();
  std::string qualifier = v1::Qualifier_Name(quantity.qualifier());
  qualifier = qualifier.substr(std::string("QUALIFIER_").size());
  return absl::StrCat(
      DescribeValue(quantity), qualifier == "EXACT" ? "" : " ",
      qualifier == "EXACT" ? "" : qualifier, " |",
      text.substr(static_cast<size_t>(span.start_byte()),
                  static_cast<size_t>(span.end_byte() - span.start_byte())),
      "|");
}

inline std::vector<std::string> Quantities(
    const std::string& text, const v1::AnalyzeOptions& options = {},
    const std::vector<EntityMention>& mentions = {}) {
  const NormalizedText normalized =
      Normalizer(DefaultFoldTable()).Normalize(text);
  QuantityMessages messages;
  std::vector<std::string> result;
  for (const QuantityReading& reading :
       TestRecognizer().Recognize(normalized, mentions, options, messages)) {
    result.push_back(Describe(*reading.quantity, text));
  }
  return result;
}

// A text and what is found in it.
struct QuantityCase {
  const char* name;
  const char* text;
  std::vector<std::string> want;
};

inline void PrintTo(const QuantityCase& test_case, std::ostream* out) {
  *out << test_case.name;
}

}  // namespace isnad

#endif  // ISNAD_TESTS_INGEST_SERVICE_RECOGNIZE_QUANTITY_TESTING_H_
