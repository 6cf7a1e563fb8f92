#include "query_service/admin/import_stream.h"

#include <utility>

#include "common/status/grpc_status.h"

namespace isnad {

ImportStream::ImportStream(Store& store, v1::ImportResponse* response)
    : importer_(store), response_(response) {
  StartRead(&piece_);
}

void ImportStream::OnReadDone(bool ok) {
  if (!ok) {
    absl::StatusOr<v1::ImportResponse> finished = importer_.Finish();
    const absl::Status status = finished.status();
    if (status.ok()) *response_ = *std::move(finished);
    End(status);
    return;
  }
  importer_.Take(piece_, [this](const absl::Status& taken) {
    if (taken.ok()) {
      StartRead(&piece_);
    } else {
      End(taken);
    }
  });
}

void ImportStream::End(const absl::Status& status) {
  Finish(ToGrpcStatus(status));
}

}  // namespace isnad
