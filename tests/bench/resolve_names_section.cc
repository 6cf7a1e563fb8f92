#include "tests/bench/resolve_names_section.h"

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

constexpr int64_t kRequests = 100'000;
constexpr double kLeastRatio = 0.6;

}  // namespace

CallLoad ResolveNamesLoad(int64_t entities) {
  CallLoad load;
  load.method = "/isnad.v1.QueryService/ResolveNames";
  for (int64_t i = 0; i < kRequests; ++i) {
    v1::ResolveNamesRequest request;
    request.add_names(BenchArabicName(BenchScatter(i, entities)));
    load.requests.push_back(ToByteBuffer(request));
  }
  load.check = [entities](size_t i, const grpc::ByteBuffer& bytes) {
    const std::string want =
        BenchEntityName(BenchScatter(static_cast<int64_t>(i), entities));
    v1::ResolveNamesResponse response;
    if (FromByteBuffer(bytes, response) && response.results_size() == 1 &&
        response.results(0).candidates_size() > 0) {
      const v1::NameCandidate& best = response.results(0).candidates(0);
      if (best.method() == v1::MATCH_METHOD_EXACT &&
          best.entity().name() == want) {
        return absl::OkStatus();
      }
    }
    return absl::InternalError(absl::StrCat(
        "ResolveNames: got ", response.ShortDebugString(), ", want ", want));
  };
  return load;
}

absl::Status RunResolveNamesSection(const BenchOptions& options,
                                    BenchReport& report) {
  const BenchStoreContents contents = LargeStoreContents(options);
  ASSIGN_OR_RETURN(const std::string path, EnsureBenchStore(options, contents));
  ASSIGN_OR_RETURN(
      const std::unique_ptr<ServerProcess> server,
      ServerProcess::Start(options, "isnad-query", {"--database=" + path}));
  ASSIGN_OR_RETURN(const absl::Duration names_read, WaitForNames(*server));
  BenchSection& section = report.AddSection("resolve_names");
  // An Arabic name and two Latin ones of each entity.
  section.Add("names", static_cast<double>(3 * contents.entities));
  section.Add("names_read_seconds", absl::ToDoubleSeconds(names_read));
  return CompareWithEcho(options, *server, ResolveNamesLoad(contents.entities),
                         kLeastRatio, section);
}

}  // namespace isnad
