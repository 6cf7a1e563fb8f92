#ifndef ISNAD_INGEST_SERVICE_REANALYSIS_ORIGINALS_H_
#define ISNAD_INGEST_SERVICE_REANALYSIS_ORIGINALS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/mutex.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "isnad/v1/analysis.pb.h"
#include "isnad/v1/query_service.grpc.pb.h"

namespace isnad {

// Reads from the query service what was stored of documents. Calls block; one
// thread at a time, but for Cancel.
class Originals {
 public:
  // Every call has this long.
  Originals(std::shared_ptr<grpc::Channel> channel, absl::Duration timeout);

  // One page of the names of the documents that a filter lets through, by
  // name. The first page has the write of `write_token`, unless that is empty,
  // and the others are of its revision. Errors: as of
  // QueryService.ListDocuments.
  struct Page {
    std::vector<std::string> names;
    std::string next_token;
  };
  absl::StatusOr<Page> ListNames(const std::string& filter,
                                 const std::string& page_token,
                                 const std::string& write_token);

  // Returns what is stored of a document: source, header, mentions and facts,
  // all at one revision, which has the write of `write_token` unless that is
  // empty. nullopt if there is no such document.
  absl::StatusOr<std::optional<v1::Analysis>> Load(
      const std::string& name, const std::string& write_token);

  // Ends the call under way and all later ones with CANCELLED. Thread-safe.
  void Cancel();

 private:
  template <typename Request, typename Response>
  absl::Status Call(grpc::Status (v1::QueryService::Stub::*method)(
                        grpc::ClientContext*, const Request&, Response*),
                    const Request& request, Response& response);
  template <typename Request, typename Response, typename Items>
  absl::Status LoadAll(grpc::Status (v1::QueryService::Stub::*method)(
                           grpc::ClientContext*, const Request&, Response*),
                       const std::string& parent, int64_t revision,
                       Items* (Response::*items)(), Items& all);

  const std::unique_ptr<v1::QueryService::Stub> stub_;
  const absl::Duration timeout_;
  Mutex mutex_;
  bool cancelled_ ABSL_GUARDED_BY(mutex_) = false;
  grpc::ClientContext* call_ ABSL_GUARDED_BY(mutex_) = nullptr;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_REANALYSIS_ORIGINALS_H_
