#ifndef ISNAD_TESTS_SERVICE_PAIR_H_
#define ISNAD_TESTS_SERVICE_PAIR_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "client/cpp/ingest_client.h"
#include "client/cpp/query_client.h"
#include "ingest_service/pipeline/analyzer.h"
#include "ingest_service/server/ingest_server.h"
#include "query_service/server/query_server.h"
#include "tests/support/temp_dir.h"

namespace isnad {

// Both services with their files in a temporary folder, each of which can be
// stopped and started again. The query service keeps its address, a socket
// file, through restarts.
class Pair {
 public:
  // `analyzer` must outlive the pair. Nothing is started yet.
  explicit Pair(const Analyzer& analyzer);
  ~Pair();

  // Reads with this from the next start of ingest on. It must outlive the pair.
  void UseAnalyzer(const Analyzer& analyzer) { analyzer_ = &analyzer; }

  absl::Status StartQuery();
  absl::Status StartIngest();
  void StopQuery();
  void StopIngest();

  IngestServer& ingest_server() { return *ingest_; }
  const std::string& query_target() const { return query_target_; }
  IngestClient& ingest() { return *ingest_client_; }
  // Goes on through restarts.
  QueryClient& query() { return *query_client_; }

  // Options of the next start.
  IngestServer::Options ingest_options;
  QueryServer::Options query_options;

 private:
  const Analyzer* analyzer_;
  const TempDir dir_;
  const std::string query_target_;
  std::unique_ptr<QueryServer> query_;
  std::unique_ptr<IngestServer> ingest_;
  std::unique_ptr<IngestClient> ingest_client_;
  std::unique_ptr<QueryClient> query_client_;
};

}  // namespace isnad

#endif  // ISNAD_TESTS_SERVICE_PAIR_H_
