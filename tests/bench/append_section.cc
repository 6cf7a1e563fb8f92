#include "tests/bench/append_section.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/status/status_macros.h"
#include "tests/bench/append_client.h"
#include "tests/bench/bench_store.h"
#include "tests/bench/insert_loop.h"
#include "tests/bench/machine_memory.h"
#include "tests/bench/median.h"
#include "tests/bench/server_process.h"

namespace isnad {
namespace {

constexpr int64_t kDocumentsInRequest = 100;
constexpr size_t kInFlight = 16;
// Behind the documents of any store that is made before.
constexpr int64_t kFirstDocument = 100'000'000;

// Copies the files of a folder, and waits until the disk has them: the first
// checkpoint would wait for hundreds of megabytes that no append wrote.
absl::Status CopyFolder(const std::filesystem::path& from,
                        const std::filesystem::path& to) {
  std::filesystem::copy(from, to);
  for (const auto& file : std::filesystem::directory_iterator(to)) {
    const int descriptor = ::open(file.path().c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (!synced) {
      return absl::InternalError(
          absl::StrCat(file.path().string(), ": cannot be synced"));
    }
  }
  return absl::OkStatus();
}

struct Rounds {
  std::vector<double> into_empty;
  std::vector<double> until_readable;
  std::vector<double> into_full;
  std::vector<double> loop;
  std::vector<double> ratio;
  std::vector<double> full_ratio;
  std::vector<double> ack_us;
  // Of a document, until it is readable.
  std::vector<double> server_cpu_us;
  std::vector<double> client_cpu_us;
};

class AppendBench {
 public:
  explicit AppendBench(const BenchOptions& options)
      : options_(options),
        documents_(options.Size<int64_t>(10'000, 500)),
        entities_(options.Size<int64_t>(10'000, 1'000)),
        folder_(options.scratch + "/append") {}

  absl::Status RunRound(Rounds& rounds) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directory(folder_);
    ASSIGN_OR_RETURN(const double into_empty, IntoEmpty(rounds));
    const auto warm_up = WarmUpRequests();
    const auto requests = Requests();
    WarmMemory();
    ASSIGN_OR_RETURN(const double loop_seconds,
                     RunInsertLoop(folder_ + "/loop.db", warm_up, requests));
    ASSIGN_OR_RETURN(const double into_full, IntoFull());
    const double loop = Mentions() / loop_seconds;
    rounds.into_empty.push_back(into_empty);
    rounds.into_full.push_back(into_full);
    rounds.loop.push_back(loop);
    rounds.ratio.push_back(into_empty / loop);
    rounds.full_ratio.push_back(into_full / into_empty);
    std::filesystem::remove_all(folder_);
    return absl::OkStatus();
  }

 private:
  std::vector<v1::AppendRecordsRequest> Requests() const {
    return DocumentRequests(kFirstDocument, documents_, entities_,
                            kDocumentsInRequest);
  }

  // For what one run writes: both files and their logs.
  void WarmMemory() const {
    WarmFreeMemory(options_.Size<size_t>(size_t{1} << 30, size_t{1} << 20));
  }

  double Mentions() const {
    return static_cast<double>(documents_ * BenchDocumentShape().mentions);
  }

  // Sends the entities that the documents name, as an ingest service does at
  // its start, and as many documents as fill the log once: whatever the store
  // holds, it has met those entities, and has a log that need not grow.
  absl::Status WarmUp(const ServerProcess& server) const {
    RETURN_IF_ERROR(AppendAll(server.target(), "catalog", kInFlight,
                              EntityRequests(entities_))
                        .status());
    return AppendAll(server.target(), "warm-up", kInFlight, WarmUpRequests())
        .status();
  }

  std::vector<v1::AppendRecordsRequest> WarmUpRequests() const {
    const auto documents = options_.Size<int64_t>(5'000, 200);
    return DocumentRequests(kFirstDocument - documents, documents, entities_,
                            kDocumentsInRequest);
  }

  absl::StatusOr<double> IntoEmpty(Rounds& rounds) const {
    ASSIGN_OR_RETURN(
        const auto server,
        ServerProcess::Start(options_, "isnad-query",
                             {"--database=" + folder_ + "/empty.db"}));
    RETURN_IF_ERROR(WarmUp(*server));
    std::vector<v1::AppendRecordsRequest> requests = Requests();
    WarmMemory();
    const absl::Duration cpu_before = server->CpuTime();
    ASSIGN_OR_RETURN(
        const AppendRun run,
        AppendAll(server->target(), "append", kInFlight, std::move(requests)));
    const auto documents = static_cast<double>(documents_);
    rounds.server_cpu_us.push_back(
        absl::ToDoubleMicroseconds(server->CpuTime() - cpu_before) / documents);
    rounds.client_cpu_us.push_back(absl::ToDoubleMicroseconds(run.client_cpu) /
                                   documents);
    rounds.until_readable.push_back(Mentions() / run.readable_seconds);
    rounds.ack_us.insert(rounds.ack_us.end(), run.ack_us.begin(),
                         run.ack_us.end());
    return Mentions() / run.seconds;
  }

  // Into a copy, so that other sections find the store as it was.
  absl::StatusOr<double> IntoFull() const {
    ASSIGN_OR_RETURN(const std::string path,
                     EnsureBenchStore(options_, LargeStoreContents(options_)));
    const std::string copy = folder_ + "/full";
    RETURN_IF_ERROR(
        CopyFolder(std::filesystem::path(path).parent_path(), copy));
    ASSIGN_OR_RETURN(
        const auto server,
        ServerProcess::Start(options_, "isnad-query",
                             {"--database=" + copy + "/query.db"}));
    // Reading a million entities after the start is none of an append's work.
    RETURN_IF_ERROR(WaitForNames(*server).status());
    RETURN_IF_ERROR(WarmUp(*server));
    std::vector<v1::AppendRecordsRequest> requests = Requests();
    WarmMemory();
    ASSIGN_OR_RETURN(
        const AppendRun run,
        AppendAll(server->target(), "append", kInFlight, std::move(requests)));
    return Mentions() / run.seconds;
  }

  const BenchOptions& options_;
  const int64_t documents_;
  const int64_t entities_;
  const std::string folder_;
};

}  // namespace

absl::Status RunAppendSection(const BenchOptions& options,
                              BenchReport& report) {
  AppendBench bench(options);
  Rounds rounds;
  for (int i = 0; i < options.Size(9, 1); ++i) {
    RETURN_IF_ERROR(bench.RunRound(rounds));
  }
  BenchSection& section = report.AddSection("append");
  section.Add("rate", Median(rounds.into_empty));
  section.Add("ceiling", Median(rounds.loop), AtLeast(500'000));
  section.Add("ratio", Median(rounds.ratio), AtLeast(0.8));
  section.Add("p50_us", Quantile(rounds.ack_us, 0.5));
  section.Add("p99_us", Quantile(rounds.ack_us, 0.99));
  section.Add("rate_until_readable", Median(rounds.until_readable));
  section.Add("rate_at_5m_mentions", Median(rounds.into_full));
  section.Add("ratio_at_5m_mentions", Median(rounds.full_ratio), AtLeast(0.9));
  section.Add("server_cpu_us", Median(rounds.server_cpu_us));
  section.Add("client_cpu_us", Median(rounds.client_cpu_us));
  section.Add("documents_per_second",
              Median(rounds.into_empty) / BenchDocumentShape().mentions);
  return absl::OkStatus();
}

}  // namespace isnad
