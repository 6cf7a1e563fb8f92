#include "tests/bench/get_entity_section.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/status/status_macros.h"
#include "isnad/v1/query_service.pb.h"
#include "tests/bench/bench_corpus.h"
#include "tests/bench/bench_store.h"
#include "tests/bench/echo_comparison.h"
#include "tests/bench/server_process.h"

namespace isnad {
namespace {

// Enough that no cache of pages holds what all of them ask for.
constexpr int64_t kRequests = 100'000;
constexpr double kLeastRatio = 0.85;

}  // namespace

CallLoad GetEntityLoad(int64_t entities) {
  CallLoad load;
  load.method = "/isnad.v1.QueryService/GetEntity";
  for (int64_t i = 0; i < kRequests; ++i) {
    v1::GetEntityRequest request;
    request.set_name(BenchEntityName(BenchScatter(i, entities)));
    load.requests.push_back(ToByteBuffer(request));
  }
  load.check = [entities](size_t i, const grpc::ByteBuffer& bytes) {
    v1::GetEntityResponse response;
    v1::Entity want =
        BenchEntity(BenchScatter(static_cast<int64_t>(i), entities));
    if (FromByteBuffer(bytes, response)) {
      want.set_revision(response.entity().revision());
      if (response.entity().SerializeAsString() == want.SerializeAsString()) {
        return absl::OkStatus();
      }
    }
    return absl::InternalError(
        absl::StrCat("GetEntity: got ", response.ShortDebugString(), ", want ",
                     want.ShortDebugString()));
  };
  return load;
}

absl::Status RunGetEntitySection(const BenchOptions& options,
                                 BenchReport& report) {
  const BenchStoreContents contents = LargeStoreContents(options);
  ASSIGN_OR_RETURN(const std::string path, EnsureBenchStore(options, contents));
  ASSIGN_OR_RETURN(
      const std::unique_ptr<ServerProcess> server,
      ServerProcess::Start(options, "isnad-query", {"--database=" + path}));
  RETURN_IF_ERROR(WaitForNames(*server).status());
  BenchSection& section = report.AddSection("get_entity");
  section.Add("entities", static_cast<double>(contents.entities));
  return CompareWithEcho(options, *server, GetEntityLoad(contents.entities),
                         kLeastRatio, section);
}

}  // namespace isnad
