// Runs the published cases of other recognizers of Arabic numbers, money,
// durations and dates, where their files are at hand. A case passes by the
// rules of the files' scorer: the values and spans of one scope, compared with
// all that was found in that scope.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "ingest_service/recognize/date_value.h"
#include "tests/ingest_service/recognize/quantity_testing.h"

namespace isnad {
namespace {

using google::protobuf::Struct;
using google::protobuf::Value;

struct Found {
  std::string scope;
  int begin = 0;
  int end = 0;
  std::string value;
  std::string unit;
};

const Value* Field(const Struct& object, const std::string& name) {
  const auto found = object.fields().find(name);
  if (found == object.fields().end() || found->second.has_null_value()) {
    return nullptr;
  }
  return &found->second;
}

std::string Text(const Struct& object, const std::string& name) {
  const Value* value = Field(object, name);
  return value == nullptr ? "" : value->string_value();
}

int Number(const Struct& object, const std::string& name) {
  const Value* value = Field(object, name);
  return value == nullptr ? 0 : static_cast<int>(value->number_value());
}

// Code points before a byte.
int CodePoints(const std::string& text, int byte) {
  int count = 0;
  for (int i = 0; i < byte; ++i) {
    const auto c = static_cast<unsigned char>(text[static_cast<size_t>(i)]);
    if ((c & 0xC0) != 0x80) ++count;
  }
  return count;
}

Found ToFound(const std::string& text, const v1::Quantity& quantity) {
  Found found;
  found.begin = CodePoints(text, quantity.span().start_byte());
  found.end = CodePoints(text, quantity.span().end_byte());
  switch (quantity.value_case()) {
    case v1::Quantity::kMoney:
      found.scope = "money";
      found.value = quantity.money().amount();
      found.unit = quantity.money().currency_code();
      break;
    case v1::Quantity::kPercent:
      found.scope = "percent";
      found.value = quantity.percent();
      break;
    case v1::Quantity::kDuration:
      found.scope = "duration";
      found.value = quantity.duration();
      break;
    case v1::Quantity::kDate:
      found.scope = "date";
      found.value = quantity.date().value();
      break;
    case v1::Quantity::kNumber:
      found.scope = "number";
      found.value = quantity.number();
      break;
    case v1::Quantity::kOrdinal:
      found.scope = "ordinal";
      found.value = quantity.ordinal();
      break;
    case v1::Quantity::kCount:
      found.scope = "number";
      found.value = quantity.count().value();
      break;
    case v1::Quantity::kMeasure:
    case v1::Quantity::VALUE_NOT_SET:
      break;
  }
  return found;
}

bool SameNumber(const std::string& a, const std::string& b) {
  double x = 0;
  double y = 0;
  if (!absl::SimpleAtod(a, &x) || !absl::SimpleAtod(b, &y)) return a == b;
  return std::abs(x - y) <= std::abs(y) * 1e-12;
}

std::string IsoDuration(const Struct& mention) {
  const std::string unit = Text(mention, "unit");
  const bool is_time = unit == "Second" || unit == "Minute" || unit == "Hour";
  return absl::StrCat(is_time ? "PT" : "P", Text(mention, "value"),
                      unit.substr(0, 1));
}

bool SameDate(const std::string& got, const Struct& mention) {
  const std::string day = Text(mention, "value").substr(0, 10);
  const std::string grain = Text(mention, "grain");
  if (grain == "day") return got == day;
  if (grain == "month") return got == day.substr(0, 7);
  if (grain == "year") return got == day.substr(0, 4);
  absl::CivilDay civil;
  if (grain == "week" && absl::ParseCivilTime(day, &civil)) {
    return got == RelativeUnit(TimeUnit::kWeek, 0, DateReference{civil, false});
  }
  return false;
}

bool Hits(const Struct& test_case, const Struct& mention, const Found& found) {
  if (found.begin != Number(mention, "start") ||
      found.end != Number(mention, "end")) {
    return false;
  }
  const Value* checked = Field(test_case, "valueChecked");
  if ((checked == nullptr || !checked->bool_value()) &&
      Text(mention, "check") != "agree") {
    return true;
  }
  const std::string value = Text(mention, "value");
  if (found.scope == "money") {
    const std::string code = Text(mention, "iso");
    return SameNumber(found.value, value) &&
           (code.empty() || code == found.unit);
  }
  if (value.empty()) return true;
  if (found.scope == "duration") return found.value == IsoDuration(mention);
  if (found.scope == "date") {
    return Text(mention, "grain").empty() || SameDate(found.value, mention);
  }
  return SameNumber(found.value, value);
}

bool Passes(const Struct& test_case, const std::string& scope) {
  v1::AnalyzeOptions options = WithBareNumbers();
  std::string reference = Text(test_case, "reference");
  if (!reference.empty()) {
    if (reference.size() == std::string("2016-11-07T00:00:00").size()) {
      reference += "Z";
    }
    *options.mutable_reference_time() =
        WithReference(reference).reference_time();
  }
  const std::string text = Text(test_case, "input");
  const auto normalized = Normalizer(DefaultFoldTable()).Normalize(text);
  QuantityMessages messages;
  std::vector<Found> all;
  for (const QuantityReading& reading :
       TestRecognizer().Recognize(normalized, {}, options, messages)) {
    Found found = ToFound(text, *reading.quantity);
    if (found.scope == scope) all.push_back(std::move(found));
  }
  const std::string match = Text(test_case, "match");
  if (match == "none") return all.empty();
  const auto& wanted = Field(test_case, "mentions")->list_value();
  int hits = 0;
  for (const Value& mention : wanted.values()) {
    const bool is_hit =
        std::any_of(all.begin(), all.end(), [&](const Found& found) {
          return Hits(test_case, mention.struct_value(), found);
        });
    if (is_hit) ++hits;
  }
  if (match == "full") return hits > 0;
  return hits == wanted.values_size() &&
         all.size() == static_cast<size_t>(hits);
}

struct Suite {
  const char* name;
  double want;
};

class QuantityPeerTest : public ::testing::TestWithParam<Suite> {};

TEST_P(QuantityPeerTest, PassesItsCases) {
  const char* source = std::getenv("ISNAD_SOURCE_DIR");
  std::ifstream in(absl::StrCat(source == nullptr ? "" : source,
                                "/../shared/peer/", GetParam().name, ".jsonl"));
  if (!in) GTEST_SKIP() << "../shared/peer is not there";
  int passed = 0;
  int all = 0;
  std::string failed;
  for (std::string line; std::getline(in, line);) {
    Struct test_case;
    ASSERT_TRUE(
        google::protobuf::util::JsonStringToMessage(line, &test_case).ok());
    if (absl::StrContains(Text(test_case, "input"), "\n")) continue;
    std::string scope = GetParam().name;
    if (scope == "numbers") scope = Text(test_case, "scope");
    ++all;
    if (Passes(test_case, scope)) {
      ++passed;
    } else {
      absl::StrAppend(&failed, Text(test_case, "id"), " ");
    }
  }
  ASSERT_GT(all, 0);
  EXPECT_GE(static_cast<double>(passed) / all, GetParam().want)
      << passed << " of " << all << "; failed: " << failed;
}

INSTANTIATE_TEST_SUITE_P(
    Peers, QuantityPeerTest,
    ::testing::Values(Suite{"numbers", 0.98}, Suite{"money", 0.98},
                      Suite{"duration", 0.96}, Suite{"date", 0.92}),
    [](const auto& param) { return std::string(param.param.name); });

}  // namespace
}  // namespace isnad
