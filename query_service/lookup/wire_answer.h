// Answers written straight into protobuf's wire format: where the store has a
// message in its serialized form, or a list is long, building the message only
// to serialize it would cost more than the lookup. Fields are written in the
// order of their numbers and left out at their defaults, as protobuf does.
#ifndef ISNAD_QUERY_SERVICE_LOOKUP_WIRE_ANSWER_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_WIRE_ANSWER_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "query_service/store/store_reader.h"

namespace isnad {

// Appends a field of type int32, int64 (not negative) or enum.
void AppendIntegerField(int number, int64_t value, std::string& out);

// Appends a field of type string or bytes.
void AppendStringField(int number, absl::string_view value, std::string& out);

// Appends a field of type float.
void AppendFloatField(int number, float value, std::string& out);

// Appends a message in its serialized form, empty or not.
void AppendMessageField(int number, absl::string_view serialized,
                        std::string& out);

// Returns how many bytes a v1::Mention takes in its serialized form.
size_t SerializedSize(const MentionView& mention);

// Appends a mention as a field of type v1::Mention. `size` is its
// SerializedSize(). REQUIRES: number < 16.
void AppendMentionField(int number, const MentionView& mention, size_t size,
                        std::string& out);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_WIRE_ANSWER_H_
