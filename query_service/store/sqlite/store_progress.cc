#include "query_service/store/sqlite/store_progress.h"

namespace isnad {

void StoreProgress::RaiseOldest(int64_t revision) {
  int64_t present = oldest_.load(std::memory_order_relaxed);
  while (present < revision &&
         !oldest_.compare_exchange_weak(present, revision,
                                        std::memory_order_release)) {
  }
}

ProducerState StoreProgress::Producer(absl::string_view id) const {
  MutexLock lock(mutex_);
  const auto found = producers_.find(id);
  return found == producers_.end() ? ProducerState() : found->second;
}

void StoreProgress::PublishProducers(const ProducerStates& states) {
  MutexLock lock(mutex_);
  for (const auto& [id, state] : states) producers_[id] = state;
}

}  // namespace isnad
