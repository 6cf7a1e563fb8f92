#ifndef ISNAD_QUERY_SERVICE_ADMIN_IMPORTER_H_
#define ISNAD_QUERY_SERVICE_ADMIN_IMPORTER_H_

#include <cstdint>
#include <functional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "isnad/v1/admin_service.pb.h"
#include "query_service/store/store.h"

namespace isnad {

// Takes the pieces of one import into a store, as a producer whose epoch it
// raises, so that an import fences off one that began before it. Not
// thread-safe; one piece at a time.
class Importer {
 public:
  // The producer that all imports write as.
  static constexpr char kProducer[] = "isnad.import";

  // Called once a piece is durable or has failed, from a thread of the store
  // or before `Take` returns.
  using Done = std::function<void(const absl::Status&)>;

  // `store` must outlive it.
  explicit Importer(Store& store) : store_(store) {}

  // Checks the whole piece, then stores it. A piece that fails stores nothing;
  // errors are those of `AdminService.Import`. The importer must live until
  // `done` is called.
  void Take(const v1::ImportRequest& piece, Done done);

  // The answer to an import that came whole; EXPORT_DAMAGED if its last piece
  // has not come.
  absl::StatusOr<v1::ImportResponse> Finish() const;

 private:
  // Checks and converts a piece.
  absl::StatusOr<AppendBatch> Prepare(const v1::ImportRequest& piece);
  absl::Status Begin();
  absl::Status Account(const AppendResult& result, int64_t records);
  absl::Status Damaged(absl::string_view problem) const;

  Store& store_;
  bool begun_ = false;
  bool complete_ = false;
  int64_t epoch_ = 0;
  int64_t offset_ = 0;
  uint32_t checksum_ = 0;
  v1::ImportResponse response_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_ADMIN_IMPORTER_H_
