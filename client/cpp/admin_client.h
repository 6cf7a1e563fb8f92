#ifndef ISNAD_CLIENT_CPP_ADMIN_CLIENT_H_
#define ISNAD_CLIENT_CPP_ADMIN_CLIENT_H_

#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/cpp/call.h"
#include "grpcpp/channel.h"
#include "isnad/v1/admin_service.grpc.pb.h"

namespace isnad {

// Where a broken export goes on; the beginning by default.
struct ExportResume {
  std::string cursor;
  // Of the last piece that was kept.
  uint32_t checksum = 0;
};

// Calls of AdminService. Thread-safe.
//
//   AdminClient client(channel);
//   client.Export({}, [&](const v1::ExportResponse& piece) {
//     file << piece.data();
//     return absl::OkStatus();
//   });
class AdminClient {
 public:
  explicit AdminClient(std::shared_ptr<grpc::Channel> channel,
                       CallOptions options = {});

  // Gives every piece of an export to `take`, in order, each once: after
  // UNAVAILABLE it goes on behind the last piece. OK only if it came whole.
  // DATA_LOSS with EXPORT_DAMAGED if a checksum is wrong; an error of `take`
  // ends it. The timeout of the options counts from one piece to the next.
  absl::Status Export(
      const ExportResume& from,
      absl::FunctionRef<absl::Status(const v1::ExportResponse&)> take);

  // Sends the pieces that `fill` makes, up to the complete one, and returns
  // what the service made of them. Not tried again: the caller does it from the
  // beginning. An error of `fill` ends it. There is no deadline.
  absl::StatusOr<v1::ImportResponse> Import(
      absl::FunctionRef<absl::Status(v1::ImportRequest&)> fill);

 private:
  const std::unique_ptr<v1::AdminService::Stub> stub_;
  const CallOptions options_;
};

}  // namespace isnad

#endif  // ISNAD_CLIENT_CPP_ADMIN_CLIENT_H_
