#ifndef ISNAD_INGEST_SERVICE_OUTBOX_APPEND_REQUEST_H_
#define ISNAD_INGEST_SERVICE_OUTBOX_APPEND_REQUEST_H_

#include <string>
#include <vector>

#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/slice.h"
#include "isnad/v1/record_service.pb.h"

namespace isnad {

// A v1::AppendRecordsRequest in its wire format, put together from records that
// are serialized already: to parse them only to serialize them again would be
// most of what sending costs.
class AppendRequest {
 public:
  // `head` has all fields but `records`.
  explicit AppendRequest(const v1::AppendRecordsRequest& head);

  // Adds a serialized v1::Record to `records`; the bytes are not looked at.
  void AddRecord(std::string record);

  // Returns the request as gRPC sends it; the records are not copied. The
  // request is empty afterwards.
  grpc::ByteBuffer TakeBytes();

 private:
  std::vector<grpc::Slice> slices_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_OUTBOX_APPEND_REQUEST_H_
