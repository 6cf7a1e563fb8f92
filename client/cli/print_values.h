// Single values of the protocol as short texts for the cells of tables.
#ifndef ISNAD_CLIENT_CLI_PRINT_VALUES_H_
#define ISNAD_CLIENT_CLI_PRINT_VALUES_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/generated_enum_reflection.h"
#include "google/protobuf/repeated_field.h"
#include "google/protobuf/timestamp.pb.h"
#include "isnad/v1/document.pb.h"
#include "isnad/v1/fact.pb.h"

namespace isnad {

// Returns the name of an enum's value without the prefix that all share, in
// lower case: "organization"; empty for the unspecified value. A value this
// program does not know is its number.
std::string EnumText(const google::protobuf::EnumDescriptor& type, int value);

template <typename Enum>
std::string EnumText(Enum value) {
  return EnumText(*google::protobuf::GetEnumDescriptor<Enum>(),
                  static_cast<int>(value));
}

// Returns the number of the value whose short name is `text`, in either case:
// "organization" or "ORGANIZATION" or "ENTITY_KIND_ORGANIZATION". -1 if there
// is none, and for the unspecified value.
int EnumValueOf(const google::protobuf::EnumDescriptor& type,
                absl::string_view text);

// Returns "start-end", half-open.
std::string SpanText(const v1::Span& span);

// Returns a quantity's qualifier and value: "about 50000000000 USD".
std::string QuantityText(const v1::Quantity& quantity);

// Returns a chain, nearest speaker first: "david-sacks via bloomberg".
std::string AttributionText(const v1::Attribution& attribution);

// Returns the last segment of a resource name: "nvidia" of "entities/nvidia".
std::string IdText(absl::string_view name);

// Returns the ids joined by ", ".
std::string IdsText(
    const google::protobuf::RepeatedPtrField<std::string>& names);

// Returns RFC 3339 in UTC, empty for a time not set.
std::string TimeText(const google::protobuf::Timestamp& time);

// Returns bytes as hexadecimal digits.
std::string HexText(absl::string_view bytes);

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_PRINT_VALUES_H_
