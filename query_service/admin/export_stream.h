#ifndef ISNAD_QUERY_SERVICE_ADMIN_EXPORT_STREAM_H_
#define ISNAD_QUERY_SERVICE_ADMIN_EXPORT_STREAM_H_

#include <atomic>
#include <memory>
#include <string>

#include "grpcpp/support/server_callback.h"
#include "isnad/v1/admin_service.pb.h"
#include "query_service/admin/export_position.h"
#include "query_service/store/store.h"

namespace isnad {

// One call of Export. Makes a piece when the one before it was written, so it
// holds one piece at a time however slow the caller is, and a connection of the
// store only while it makes one. Deletes itself when gRPC is done with it.
class ExportStream final : public grpc::ServerWriteReactor<v1::ExportResponse> {
 public:
  // The store, the tokens and `draining` must outlive the stream; once
  // `draining` is set, it ends with SHUTTING_DOWN.
  ExportStream(Store& store, const PageTokens& tokens,
               const std::atomic<bool>& draining);

  // Begins, or goes on from a cursor.
  void Start(const v1::ExportRequest& request);

  void OnWriteDone(bool ok) override;
  void OnDone() override { delete this; }

 private:
  absl::Status Begin(const std::string& cursor);
  void Continue();
  absl::Status MakePiece();

  Store& store_;
  const PageTokens& tokens_;
  const std::atomic<bool>& draining_;

  // Owned by the start, then by the write that is under way.
  ExportPosition position_;
  std::unique_ptr<RevisionHold> hold_;
  // What `visited` will be at the end, about.
  int64_t total_ = 0;
  v1::ExportResponse piece_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_ADMIN_EXPORT_STREAM_H_
