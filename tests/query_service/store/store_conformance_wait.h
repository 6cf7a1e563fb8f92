// What every engine promises of waiting and counting.
#ifndef ISNAD_TESTS_QUERY_SERVICE_STORE_STORE_CONFORMANCE_WAIT_H_
#define ISNAD_TESTS_QUERY_SERVICE_STORE_STORE_CONFORMANCE_WAIT_H_

#include <cstdint>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tests/query_service/store/store_conformance_fixture.h"

namespace isnad {

// --- Waiting ---

TEST_P(StoreConformance, WaitEndsWhenTheRevisionIsThere) {
  std::promise<absl::Status> promise;
  ReadRequirement requirement;
  requirement.revision = 1;
  EXPECT_NE(store().Wait(requirement, absl::Now() + absl::Seconds(20),
                         [&](absl::Status s) { promise.set_value(s); }),
            0);
  Put({Acme()});
  EXPECT_THAT(promise.get_future().get(), IsOk());
  EXPECT_GE(store().Revisions().readable(), 1);
}

TEST_P(StoreConformance, WaitEndsWhenTheTokensWriteIsReadable) {
  std::promise<absl::Status> promise;
  ReadRequirement requirement;
  requirement.token = WriteToken{"put", 1};
  store().Wait(requirement, absl::Now() + absl::Seconds(20),
               [&](absl::Status s) { promise.set_value(s); });
  std::future<absl::Status> waited = promise.get_future();
  Put({Acme()});
  EXPECT_EQ(waited.wait_for(std::chrono::seconds(0)),
            std::future_status::timeout);
  Put({DocumentRecord("a", "Acme", {{"Acme", "acme"}})});
  EXPECT_THAT(waited.get(), IsOk());
  EXPECT_EQ(Read()->revision(), 2);
}

TEST_P(StoreConformance, WaitEndsAtItsDeadline) {
  ReadRequirement requirement;
  requirement.revision = 9;
  std::promise<absl::Status> promise;
  store().Wait(requirement, absl::Now() + absl::Milliseconds(20),
               [&](absl::Status s) { promise.set_value(s); });
  EXPECT_THAT(promise.get_future().get(),
              HasReason(v1::ERROR_REASON_REVISION_NOT_REACHED));
}

TEST_P(StoreConformance, CancelledWaitEndsAtOnce) {
  ReadRequirement requirement;
  requirement.revision = 9;
  std::promise<absl::Status> promise;
  const Store::WaitId id =
      store().Wait(requirement, absl::InfiniteFuture(),
                   [&](absl::Status s) { promise.set_value(s); });
  store().CancelWait(id);
  EXPECT_THAT(promise.get_future().get(),
              HasReason(v1::ERROR_REASON_CALLER_GONE));
  store().CancelWait(id);
  store().CancelWait(12345);
}

TEST_P(StoreConformance, ClosingEndsWaits) {
  ReadRequirement requirement;
  requirement.revision = 9;
  std::promise<absl::Status> promise;
  store().Wait(requirement, absl::InfiniteFuture(),
               [&](absl::Status s) { promise.set_value(s); });
  store_.reset();
  EXPECT_THAT(promise.get_future().get(),
              HasReason(v1::ERROR_REASON_SHUTTING_DOWN));
}

TEST_P(StoreConformance, StatsCountWhatIsThere) {
  Put({Acme(), DocumentRecord("a", "Acme Acme", {{"Acme", "acme"}}),
       DocumentRecord("b", "Bolt", {{"Bolt", "bolt"}})});
  Put({DocumentRecord("a", "Acme", {{"Acme", "acme"}})});
  Reopen();
  ASSERT_OK_AND_ASSIGN(const StoreStats stats, store().Stats());
  EXPECT_EQ(stats.revisions.newest, 4);
  EXPECT_EQ(stats.documents, 2);
  EXPECT_EQ(stats.entities, 2);
  EXPECT_EQ(stats.mentions, 2);
  EXPECT_EQ(stats.quantities, 0);
  EXPECT_GT(stats.database_bytes, 0);
}

}  // namespace isnad

#endif  // ISNAD_TESTS_QUERY_SERVICE_STORE_STORE_CONFORMANCE_WAIT_H_
