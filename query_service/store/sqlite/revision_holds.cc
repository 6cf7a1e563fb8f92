#include "query_service/store/sqlite/revision_holds.h"

namespace isnad {

class RevisionHolds::Hold final : public RevisionHold {
 public:
  Hold(RevisionHolds& holds, std::multiset<int64_t>::iterator place)
      : holds_(holds), place_(place) {}
  ~Hold() override {
    MutexLock lock(holds_.mutex_);
    holds_.held_.erase(place_);
  }

 private:
  RevisionHolds& holds_;
  const std::multiset<int64_t>::iterator place_;
};

std::unique_ptr<RevisionHold> RevisionHolds::Add(int64_t revision) {
  MutexLock lock(mutex_);
  return std::make_unique<Hold>(*this, held_.insert(revision));
}

int64_t RevisionHolds::oldest() const {
  MutexLock lock(mutex_);
  return held_.empty() ? INT64_MAX : *held_.begin();
}

}  // namespace isnad
