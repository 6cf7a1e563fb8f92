#ifndef ISNAD_QUERY_SERVICE_WATCH_WATCH_SERVICE_H_
#define ISNAD_QUERY_SERVICE_WATCH_WATCH_SERVICE_H_

#include <cstddef>
#include <cstdint>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/base/mutex.h"
#include "isnad/v1/watch_service.grpc.pb.h"
#include "query_service/store/store.h"
#include "query_service/watch/change_feed.h"
#include "query_service/watch/watch_call.h"

namespace isnad {

// Returns the first revision of a watch that asks for `start_revision`; for 0
// the one behind all that is stored. FIELD_INVALID, REVISION_COMPACTED,
// REVISION_NOT_REACHED.
absl::StatusOr<int64_t> StartOfWatch(int64_t start_revision,
                                     const StoreRevisions& revisions);

// Streams facts as they come in. Thread-safe.
class WatchService final : public v1::WatchService::CallbackService {
 public:
  // More watches at a time are answered OVERLOADED.
  static constexpr size_t kMaxWatches = 10'000;

  // `store` must outlive the service.
  explicit WatchService(Store& store) : store_(store), feed_(store) {}
  // Waits for its calls, which must have been drained or cancelled.
  ~WatchService() override;

  // Ends all calls with SHUTTING_DOWN, those that come later at once.
  void Drain();

  grpc::ServerWriteReactor<v1::WatchFactsResponse>* WatchFacts(
      grpc::CallbackServerContext* context,
      const v1::WatchFactsRequest* request) override;

 private:
  absl::StatusOr<ChangeFilter> FilterOf(const v1::WatchFactsRequest& request);
  // Counts a call in; SHUTTING_DOWN, OVERLOADED.
  absl::Status Admit(WatchCall* call);

  Store& store_;
  ChangeFeed feed_;
  Mutex mutex_;
  CondVar changed_;
  bool draining_ ABSL_GUARDED_BY(mutex_) = false;
  absl::flat_hash_set<WatchCall*> calls_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_WATCH_WATCH_SERVICE_H_
