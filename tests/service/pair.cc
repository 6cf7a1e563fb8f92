#include "tests/service/pair.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/rpc/channel.h"
#include "common/status/status_macros.h"

namespace isnad {

Pair::Pair(const Analyzer& analyzer)
    : analyzer_(&analyzer),
      query_target_(absl::StrCat("unix:", dir_.File("query.sock"))) {
  query_options.server.address = query_target_;
  query_options.server.drain_timeout = absl::Seconds(2);
  query_options.store.path = dir_.File("store.db");
  ingest_options.server.drain_timeout = absl::Seconds(2);
  ingest_options.outbox.path = dir_.File("outbox.db");
  ingest_options.sender.backoff.initial = absl::Milliseconds(5);
  ingest_options.sender.backoff.max = absl::Milliseconds(50);
  ingest_options.workers = 2;
  query_client_ = std::make_unique<QueryClient>(MakeChannel(query_target_));
}

Pair::~Pair() {
  StopIngest();
  StopQuery();
}

absl::Status Pair::StartQuery() {
  ASSIGN_OR_RETURN(query_, QueryServer::Start(query_options));
  return absl::OkStatus();
}

absl::Status Pair::StartIngest() {
  ASSIGN_OR_RETURN(ingest_, IngestServer::Start(ingest_options, *analyzer_,
                                                MakeChannel(query_target_)));
  ingest_client_ =
      std::make_unique<IngestClient>(MakeChannel(ingest_->runner().target()));
  return absl::OkStatus();
}

void Pair::StopQuery() { query_.reset(); }

void Pair::StopIngest() {
  ingest_client_.reset();
  ingest_.reset();
}

}  // namespace isnad
