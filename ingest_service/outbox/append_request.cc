#include "ingest_service/outbox/append_request.h"

#include <cstdint>
#include <memory>
#include <utility>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"

namespace isnad {
namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedOutputStream;

constexpr int kMaxVarintBytes = 10;

// Returns what stands before a record in the request: tag and length.
std::string RecordPrefix(const std::string& record) {
  uint8_t prefix[2 * kMaxVarintBytes];
  uint8_t* end = CodedOutputStream::WriteTagToArray(
      WireFormatLite::MakeTag(v1::AppendRecordsRequest::kRecordsFieldNumber,
                              WireFormatLite::WIRETYPE_LENGTH_DELIMITED),
      prefix);
  end = CodedOutputStream::WriteVarint64ToArray(record.size(), end);
  return std::string(prefix, end);
}

// Returns a slice that owns the string, without copying it.
grpc::Slice SliceOf(std::string bytes) {
  auto owned = std::make_unique<std::string>(std::move(bytes));
  char* const data = owned->data();
  const size_t size = owned->size();
  const auto destroy = [](void* user_data) {
    delete static_cast<std::string*>(user_data);
  };
  return grpc::Slice(data, size, destroy, owned.release());
}

}  // namespace

AppendRequest::AppendRequest(const v1::AppendRecordsRequest& head) {
  slices_.push_back(SliceOf(head.SerializeAsString()));
}

void AppendRequest::AddRecord(std::string record) {
  slices_.emplace_back(RecordPrefix(record));
  slices_.push_back(SliceOf(std::move(record)));
}

grpc::ByteBuffer AppendRequest::TakeBytes() {
  const grpc::ByteBuffer bytes(slices_.data(), slices_.size());
  slices_.clear();
  return bytes;
}

}  // namespace isnad
