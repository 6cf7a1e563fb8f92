#include "client/cli/print_values.h"

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/time/time.h"

namespace isnad {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;

// Returns what the names of an enum's values begin with: all of the zero
// value's name but UNSPECIFIED.
absl::string_view PrefixOf(const EnumDescriptor& type) {
  absl::string_view zero = type.value(0)->name();
  constexpr absl::string_view kUnspecified = "UNSPECIFIED";
  if (!absl::EndsWith(zero, kUnspecified)) return "";
  return zero.substr(0, zero.size() - kUnspecified.size());
}

std::string ValueText(const v1::Quantity& quantity) {
  switch (quantity.value_case()) {
    case v1::Quantity::kMoney:
      return absl::StrCat(quantity.money().amount(), " ",
                          quantity.money().currency_code());
    case v1::Quantity::kPercent:
      return absl::StrCat(quantity.percent(), " %");
    case v1::Quantity::kCount:
      return absl::StrCat(quantity.count().value(), " ",
                          quantity.count().noun());
    case v1::Quantity::kDuration:
      return quantity.duration();
    case v1::Quantity::kDate:
      return quantity.date().value();
    case v1::Quantity::kMeasure:
      return absl::StrCat(quantity.measure().value(), " ",
                          quantity.measure().unit());
    case v1::Quantity::kNumber:
      return quantity.number();
    case v1::Quantity::kOrdinal:
      return absl::StrCat("no. ", quantity.ordinal());
    case v1::Quantity::VALUE_NOT_SET:
      break;
  }
  return "";
}

}  // namespace

std::string EnumText(const EnumDescriptor& type, int value) {
  if (value == 0) return "";
  const EnumValueDescriptor* known = type.FindValueByNumber(value);
  if (known == nullptr) return absl::StrCat(value);
  absl::string_view name = known->name();
  name.remove_prefix(PrefixOf(type).size());
  return absl::AsciiStrToLower(name);
}

int EnumValueOf(const EnumDescriptor& type, absl::string_view text) {
  const std::string upper = absl::AsciiStrToUpper(text);
  const EnumValueDescriptor* value = type.FindValueByName(upper);
  if (value == nullptr) {
    value = type.FindValueByName(absl::StrCat(PrefixOf(type), upper));
  }
  return value == nullptr || value->number() == 0 ? -1 : value->number();
}

std::string SpanText(const v1::Span& span) {
  return absl::StrCat(span.start_byte(), "-", span.end_byte());
}

std::string QuantityText(const v1::Quantity& quantity) {
  const std::string value = ValueText(quantity);
  if (quantity.qualifier() == v1::QUALIFIER_UNSPECIFIED ||
      quantity.qualifier() == v1::QUALIFIER_EXACT) {
    return value;
  }
  return absl::StrCat(
      absl::StrReplaceAll(EnumText(quantity.qualifier()), {{"_", " "}}), " ",
      value);
}

std::string AttributionText(const v1::Attribution& attribution) {
  std::string text;
  for (const v1::Link& link : attribution.links()) {
    if (link.role() == v1::ROLE_VIA) {
      absl::StrAppend(&text, text.empty() ? "via " : " via ");
    } else if (!text.empty()) {
      absl::StrAppend(&text, ", ");
    }
    absl::StrAppend(&text, link.entity().empty() ? "unnamed sources"
                                                 : IdText(link.entity()));
  }
  return text;
}

std::string IdText(absl::string_view name) {
  const size_t slash = name.rfind('/');
  if (slash != absl::string_view::npos) name.remove_prefix(slash + 1);
  return std::string(name);
}

std::string IdsText(
    const google::protobuf::RepeatedPtrField<std::string>& names) {
  return absl::StrJoin(names, ", ",
                       [](std::string* out, const std::string& name) {
                         absl::StrAppend(out, IdText(name));
                       });
}

std::string TimeText(const google::protobuf::Timestamp& time) {
  if (time.seconds() == 0 && time.nanos() == 0) return "";
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ",
                          absl::FromUnixSeconds(time.seconds()),
                          absl::UTCTimeZone());
}

std::string HexText(absl::string_view bytes) {
  return absl::BytesToHexString(bytes);
}

}  // namespace isnad
