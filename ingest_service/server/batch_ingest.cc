#include "ingest_service/server/batch_ingest.h"

#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include "common/rpc/write_token.h"
#include "common/status/grpc_status.h"
#include "ingest_service/server/validation.h"

namespace isnad {

namespace {

// Tokens of one outbox are in the order of their offsets.
std::string LatestToken(const v1::BatchIngestDocumentsResponse& response) {
  WriteToken latest;
  latest.offset = -1;
  for (const v1::IngestResult& result : response.results()) {
    absl::StatusOr<WriteToken> token = DecodeWriteToken(result.write_token());
    if (token.ok() && token->offset > latest.offset) latest = *std::move(token);
  }
  return latest.offset < 0 ? std::string() : EncodeWriteToken(latest);
}

}  // namespace

void BatchIngest(Ingestor& ingestor,
                 const v1::BatchIngestDocumentsRequest& request,
                 const StageCheck& check,
                 v1::BatchIngestDocumentsResponse* response,
                 std::function<void(const absl::Status&)> finish) {
  const absl::Status valid = Validate(request);
  if (!valid.ok()) return finish(valid);
  const int count = request.requests_size();
  // Made before any is filled: they are filled from two threads.
  for (int i = 0; i < count; ++i) response->add_results();
  // Shared by the callbacks, of which the last one finishes; one more for this
  // function, so that no request is read after the call is over.
  auto left = std::make_shared<std::atomic<int>>(count + 1);
  const auto release = [left, response, finish = std::move(finish)] {
    if (--*left > 0) return;
    response->set_write_token(LatestToken(*response));
    finish(absl::OkStatus());
  };
  for (int i = 0; i < count; ++i) {
    v1::IngestResult* slot = response->mutable_results(i);
    ingestor.Ingest(request.requests(i), check,
                    [slot, release](absl::StatusOr<v1::IngestResult> result) {
                      if (result.ok()) {
                        *slot = *std::move(result);
                      } else {
                        *slot->mutable_status() = ToRpcStatus(result.status());
                      }
                      release();
                    });
  }
  release();
}

}  // namespace isnad
