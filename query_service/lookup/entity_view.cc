#include "query_service/lookup/entity_view.h"

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"

namespace isnad {
namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

// Goes through the fields of a message.
class FieldReader {
 public:
  explicit FieldReader(absl::string_view message)
      : bytes_(message),
        in_(reinterpret_cast<const uint8_t*>(message.data()),
            static_cast<int>(message.size())) {}

  // Goes to the next field; false at the end and where the message is
  // malformed.
  bool Next() {
    if (static_cast<size_t>(in_.CurrentPosition()) == bytes_.size()) {
      return false;
    }
    const uint32_t tag = in_.ReadTagNoLastTag();
    if (!Take(tag != 0)) return false;
    number_ = WireFormatLite::GetTagFieldNumber(tag);
    value_ = 0;
    string_ = {};
    switch (WireFormatLite::GetTagWireType(tag)) {
      case WireFormatLite::WIRETYPE_VARINT:
        return Take(in_.ReadVarint64(&value_));
      case WireFormatLite::WIRETYPE_LENGTH_DELIMITED: {
        uint32_t size = 0;
        if (!Take(in_.ReadVarint32(&size))) return false;
        const auto begin = static_cast<size_t>(in_.CurrentPosition());
        if (!Take(in_.Skip(static_cast<int>(size)))) return false;
        string_ = bytes_.substr(begin, size);
        return true;
      }
      default:
        return Take(WireFormatLite::SkipField(&in_, tag));
    }
  }

  bool ok() const { return ok_; }
  int number() const { return number_; }
  uint64_t value() const { return value_; }
  absl::string_view string() const { return string_; }

 private:
  bool Take(bool taken) {
    ok_ = ok_ && taken;
    return taken;
  }

  const absl::string_view bytes_;
  CodedInputStream in_;
  int number_ = 0;
  uint64_t value_ = 0;
  absl::string_view string_;
  bool ok_ = true;
};

}  // namespace

bool EntityView::Read(absl::string_view serialized) {
  *this = EntityView();
  FieldReader fields(serialized);
  while (fields.Next()) {
    switch (fields.number()) {
      case v1::Entity::kNameFieldNumber:
        name = fields.string();
        break;
      case v1::Entity::kKindFieldNumber:
        kind = static_cast<v1::EntityKind>(fields.value());
        break;
      case v1::Entity::kDisplayNameFieldNumber:
        display_name = fields.string();
        break;
      case v1::Entity::kRedirectToFieldNumber:
        redirect_to = fields.string();
        break;
      case v1::Entity::kNamesFieldNumber: {
        absl::string_view text;
        FieldReader parts(fields.string());
        while (parts.Next()) {
          if (parts.number() == v1::EntityName::kTextFieldNumber) {
            text = parts.string();
          }
        }
        if (!parts.ok()) return false;
        names.push_back(text);
        break;
      }
      default:
        break;
    }
  }
  return fields.ok();
}

}  // namespace isnad
