#ifndef ISNAD_QUERY_SERVICE_ADMIN_IMPORT_STREAM_H_
#define ISNAD_QUERY_SERVICE_ADMIN_IMPORT_STREAM_H_

#include "absl/status/status.h"
#include "grpcpp/support/server_callback.h"
#include "isnad/v1/admin_service.pb.h"
#include "query_service/admin/importer.h"

namespace isnad {

// One call of Import: reads the next piece when the one before it is durable,
// so a caller that is faster than the disk is slowed by flow control. Deletes
// itself when gRPC is done with it.
class ImportStream final : public grpc::ServerReadReactor<v1::ImportRequest> {
 public:
  // `store` must outlive the call.
  ImportStream(Store& store, v1::ImportResponse* response);

  void OnReadDone(bool ok) override;
  void OnDone() override { delete this; }

 private:
  void End(const absl::Status& status);

  Importer importer_;
  v1::ImportResponse* const response_;
  v1::ImportRequest piece_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_ADMIN_IMPORT_STREAM_H_
