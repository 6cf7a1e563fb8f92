// What the crash harness lets the services do: an endless sequence of
// operations that depends on a seed alone, so that a run with kills and a run
// without can do the same.
#ifndef ISNAD_TESTS_E2E_CRASH_WORKLOAD_H_
#define ISNAD_TESTS_E2E_CRASH_WORKLOAD_H_

#include <cstdint>
#include <deque>
#include <random>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "client/cpp/call.h"
#include "isnad/v1/admin_service.grpc.pb.h"
#include "isnad/v1/ingest_service.grpc.pb.h"
#include "isnad/v1/query_service.grpc.pb.h"

namespace isnad {

// One operation; what is set says which.
struct CrashOperation {
  // Documents taken in: new ones, new bytes for old names, the same bytes
  // again, and requests that were made before, with their ids.
  v1::BatchIngestDocumentsRequest ingest;
  // Withdrawn through ingest.
  std::string withdraw;
  // Deleted at query.
  std::string remove;
  // Two entities of the catalog, of which the first is merged into the second.
  std::string merge_source;
  std::string merge_target;
  // A document that ingest takes and query refuses.
  v1::IngestDocumentRequest poison;
  // Whether it is sent once more after it was parked.
  bool retry_poison = false;
  // Reads the stored documents again. With the same rules and data nothing
  // comes of it, but it is on its way while services die.
  bool reanalyze = false;
};

// Returns what an operation does, in one word.
std::string KindOf(const CrashOperation& operation);

// Makes operations. Not thread-safe.
class CrashWorkload {
 public:
  // `texts` are what documents are made of.
  CrashWorkload(uint64_t seed, std::vector<std::string> texts);

  CrashOperation Next();

 private:
  uint64_t Below(uint64_t bound) { return random_() % bound; }
  v1::IngestDocumentRequest NextRequest();
  v1::IngestDocumentRequest NextPoison();

  std::mt19937_64 random_;
  const std::vector<std::string> texts_;
  int64_t number_ = 0;
  // Some of the last requests.
  std::deque<v1::IngestDocumentRequest> recent_;
};

// Does operations against the services, each until it succeeds. Not
// thread-safe.
class CrashClient {
 public:
  CrashClient(const std::string& ingest_target,
              const std::string& query_target);

  // Does an operation; what it was answered stands whatever is killed then. An
  // error if that did not come to pass within a minute.
  absl::Status Run(const CrashOperation& operation);

  // Waits until query serves everything that was acknowledged.
  absl::Status Settle();

  v1::IngestService::Stub& ingest() { return *ingest_; }
  v1::QueryService::Stub& query() { return *query_; }
  v1::AdminService::Stub& admin() { return *admin_; }
  const CallOptions& options() const { return options_; }

 private:
  absl::Status Ingest(v1::BatchIngestDocumentsRequest request);
  absl::Status Withdraw(const std::string& name);
  absl::Status Remove(const std::string& name);
  absl::Status Merge(const std::string& source, const std::string& target);
  absl::Status Poison(const v1::IngestDocumentRequest& request, bool retry);
  // Waits until a document is parked under an offset above `offset`; returns
  // its offset.
  absl::StatusOr<int64_t> AwaitParked(const std::string& document,
                                      int64_t offset);
  absl::Status Reanalyze();
  // Remembers a token, unless it is of an earlier record than the one there is.
  absl::Status NoteToken(const std::string& token);

  const CallOptions options_;
  const std::unique_ptr<v1::IngestService::Stub> ingest_;
  const std::unique_ptr<v1::QueryService::Stub> query_;
  const std::unique_ptr<v1::AdminService::Stub> admin_;
  // Of the last record that was acknowledged. A request that is sent again is
  // answered with the token of its first time, which does not count.
  std::string token_;
  int64_t token_offset_ = 0;
};

}  // namespace isnad

#endif  // ISNAD_TESTS_E2E_CRASH_WORKLOAD_H_
