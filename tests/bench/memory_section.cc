#include "tests/bench/memory_section.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "common/status/status_macros.h"
#include "tests/bench/append_client.h"
#include "tests/bench/bench_store.h"
#include "tests/bench/call_load.h"
#include "tests/bench/get_entity_section.h"
#include "tests/bench/list_mentions_section.h"
#include "tests/bench/resolve_names_section.h"
#include "tests/bench/server_process.h"

namespace isnad {
namespace {

constexpr double kMostMegabytes = 256;
constexpr double kMegabyte = 1 << 20;
constexpr int64_t kFirstDocument = 100'000'000;
constexpr int64_t kDocumentsInRequest = 100;
constexpr size_t kRequestsUnderWay = 16;

}  // namespace

absl::Status RunMemorySection(const BenchOptions& options,
                              BenchReport& report) {
  const BenchStoreContents contents = LargeStoreContents(options);
  ASSIGN_OR_RETURN(const std::string path, EnsureBenchStore(options, contents));
  // A copy, so that other sections find the store as it was.
  const std::string folder = options.scratch + "/memory";
  std::filesystem::remove_all(folder);
  std::filesystem::copy(std::filesystem::path(path).parent_path(), folder);
  ASSIGN_OR_RETURN(
      const auto server,
      ServerProcess::Start(options, "isnad-query",
                           {"--database=" + folder + "/query.db"}));
  RETURN_IF_ERROR(WaitForNames(*server).status());
  BenchSection& section = report.AddSection("memory");
  section.Add("mentions", static_cast<double>(contents.documents *
                                              contents.shape.mentions));
  section.Add("idle_mb",
              static_cast<double>(server->ResidentBytes()) / kMegabyte);
  absl::Status appended;
  std::thread appender([&] {
    appended = AppendAll(server->target(), "memory", kRequestsUnderWay,
                         DocumentRequests(
                             kFirstDocument, options.Size<int64_t>(10'000, 100),
                             contents.entities, kDocumentsInRequest))
                   .status();
  });
  const absl::Duration duration =
      options.Size(absl::Seconds(1), absl::Milliseconds(50));
  LoadClient client(server->target());
  const std::vector<CallLoad> loads = {GetEntityLoad(contents.entities),
                                       ListMentionsLoad(contents),
                                       ResolveNamesLoad(contents.entities)};
  absl::Status looked_up;
  for (int round = 0; round < options.Size(3, 1) && looked_up.ok(); ++round) {
    for (const CallLoad& load : loads) {
      looked_up.Update(client.Run(load, duration).status());
    }
  }
  appender.join();
  RETURN_IF_ERROR(looked_up);
  RETURN_IF_ERROR(appended);
  section.Add("resident_mb",
              static_cast<double>(server->PeakResidentBytes()) / kMegabyte,
              AtMost(kMostMegabytes));
  section.Add("anonymous_mb",
              static_cast<double>(server->AnonymousBytes()) / kMegabyte);
  std::filesystem::remove_all(folder);
  return absl::OkStatus();
}

}  // namespace isnad
