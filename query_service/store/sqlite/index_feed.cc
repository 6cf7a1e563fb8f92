#include "query_service/store/sqlite/index_feed.h"

#include <algorithm>
#include <utility>

namespace isnad {

void IndexFeed::Add(IndexEntry entry) {
  const int64_t bytes = entry.SizeBytes();
  MutexLock lock(mutex_);
  if (end_ != kNone) {
    if (!entries_.empty()) return;
    begin_ = entry.version - 1;
    end_ = kNone;
  }
  if (bytes_ + bytes > max_bytes_) {
    end_ = entry.version - 1;
    return;
  }
  bytes_ += bytes;
  entries_.push_back(std::make_unique<const IndexEntry>(std::move(entry)));
}

std::optional<std::vector<const IndexEntry*>> IndexFeed::Find(
    int64_t from, int64_t& to) const {
  MutexLock lock(mutex_);
  if (from < begin_ || from >= end_) return std::nullopt;
  to = std::min(to, end_);
  std::vector<const IndexEntry*> found;
  for (const auto& entry : entries_) {
    if (entry->version > to) break;
    if (entry->version > from) found.push_back(entry.get());
  }
  return found;
}

void IndexFeed::Forget(int64_t version) {
  MutexLock lock(mutex_);
  while (!entries_.empty() && entries_.front()->version <= version) {
    bytes_ -= entries_.front()->SizeBytes();
    entries_.pop_front();
  }
}

}  // namespace isnad
