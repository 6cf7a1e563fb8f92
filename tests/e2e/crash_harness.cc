#include "tests/e2e/crash_harness.h"

#include <signal.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <memory>
#include <random>
#include <thread>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/crash_point.h"
#include "common/base/file.h"
#include "common/base/mutex.h"
#include "common/sqlite/database.h"
#include "common/status/status_macros.h"
#include "tests/e2e/crash_workload.h"
#include "tests/e2e/services.h"
#include "tests/e2e/store_dump.h"

namespace isnad {
namespace {

constexpr size_t kMaxFindings = 20;
constexpr absl::Duration kPoll = absl::Milliseconds(2);
// A random kill comes after so many operations at most, and some milliseconds
// into the next one; after so long in any case, should no operation end.
constexpr int kMaxStretch = 6;
constexpr int kMaxIntoNextMs = 20;
constexpr absl::Duration kLongestStretch = absl::Seconds(20);
// Few enough that versions are collected while the harness kills.
constexpr char kRetention[] = "--retention_revisions=40";
constexpr int64_t kMaxTextBytes = 1 << 20;

absl::StatusOr<std::vector<std::string>> ReadTexts() {
  std::vector<std::string> texts;
  for (const auto& entry :
       std::filesystem::directory_iterator(SourcePath("deploy/sample"))) {
    if (entry.path().extension() != ".txt") continue;
    ASSIGN_OR_RETURN(std::string text,
                     ReadFile(entry.path().string(), kMaxTextBytes));
    texts.push_back(std::move(text));
  }
  // The order of a folder is nobody's promise.
  std::sort(texts.begin(), texts.end());
  return texts;
}

// Both services, and the thread that kills them. The services are the
// thread's until it is done. It lives on until the end of this object: what a
// thread starts dies with it (see Process).
class Victims {
 public:
  // `operations` counts what the client has done.
  Victims(ServicePair& pair, uint64_t seed,
          const std::atomic<int64_t>& operations)
      : pair_(pair), operations_(operations), random_(seed) {}
  ~Victims() {
    {
      MutexLock lock(mutex_);
      released_ = true;
    }
    changed_.SignalAll();
    if (thread_.joinable()) thread_.join();
  }

  // Begins to kill, `kills` times in all.
  void Start(int kills, std::function<void()> on_kill) {
    left_ = kills;
    on_kill_ = std::move(on_kill);
    thread_ = std::thread([this] { Run(); });
  }

  // Whether the killing is over; both services run then.
  bool done() const {
    MutexLock lock(mutex_);
    return done_;
  }

  // Makes an end of the killing: what it was for has failed.
  void GiveUp() { given_up_ = true; }

  // Waits for the end of the killing. An error if a service did not start
  // again.
  absl::Status Await() {
    MutexLock lock(mutex_);
    while (!done_) changed_.Wait(mutex_);
    return status_;
  }

  // REQUIRES: awaited.
  const std::map<std::string, int>& points() const { return points_; }

 private:
  int Below(int bound) {
    return static_cast<int>(random_() % static_cast<uint64_t>(bound));
  }

  void Run() {
    while (left_ > 0 && status_.ok() && !given_up_) {
      Service& victim = WaitForDeath();
      NoteDeath(victim);
      status_ = Revive(victim);
    }
    // What is armed still would kill later.
    for (Service* service : {&pair_.ingest(), &pair_.query()}) {
      if (!status_.ok() || armed_[service].empty()) continue;
      service->Kill();
      armed_[service].clear();
      service->SetEnvironment({});
      status_ = service->Start();
    }
    MutexLock lock(mutex_);
    done_ = true;
    changed_.SignalAll();
    while (!released_) changed_.Wait(mutex_);
  }

  // Lets both work until one dies at its point or, after a while, by us.
  Service& WaitForDeath() {
    const absl::Time latest = absl::Now() + kLongestStretch;
    const int64_t enough = operations_ + Below(kMaxStretch);
    absl::Time end = absl::InfiniteFuture();
    for (;;) {
      if (!pair_.query().IsRunning()) return pair_.query();
      if (!pair_.ingest().IsRunning()) return pair_.ingest();
      const absl::Time now = absl::Now();
      if (operations_ >= enough && end == absl::InfiniteFuture()) {
        end = now + absl::Milliseconds(Below(kMaxIntoNextMs));
      }
      if (now >= end || now >= latest || given_up_) break;
      absl::SleepFor(kPoll);
    }
    // Ingest takes longer to start: it is killed a little less often.
    Service& victim = Below(5) < 2 ? pair_.ingest() : pair_.query();
    armed_[&victim].clear();
    victim.Kill();
    return victim;
  }

  void NoteDeath(Service& victim) {
    std::string& point = armed_[&victim];
    ++points_[point.empty() ? "random" : point];
    point.clear();
    --left_;
    if (on_kill_) on_kill_();
  }

  // Starts a service again, in two of three cases with a point to die at.
  absl::Status Revive(Service& service) {
    const bool is_ingest = &service == &pair_.ingest();
    std::string& armed = armed_[&service];
    for (;;) {
      service.SetEnvironment({});
      if (left_ > 0 && Below(3) > 0) {
        const int first = is_ingest ? 0 : kIngestCrashPoints;
        const int count = is_ingest
                              ? kIngestCrashPoints
                              : static_cast<int>(std::size(kCrashPoints)) -
                                    kIngestCrashPoints;
        armed = kCrashPoints[first + Below(count)].name;
        service.SetEnvironment(
            {absl::StrCat("ISNAD_CRASH_POINT=", armed, ":", Below(4) + 1)});
      }
      const absl::Status status = service.Start();
      if (status.ok() || armed.empty() || service.IsRunning()) return status;
      // It died on its way up, as it was told to.
      NoteDeath(service);
    }
  }

  ServicePair& pair_;
  const std::atomic<int64_t>& operations_;
  std::mt19937_64 random_;
  std::function<void()> on_kill_;
  std::atomic<bool> given_up_{false};
  int left_ = 0;
  // What each is to die at; empty: nothing.
  std::map<Service*, std::string> armed_;
  std::map<std::string, int> points_;
  absl::Status status_;
  mutable Mutex mutex_;
  CondVar changed_;
  bool done_ ABSL_GUARDED_BY(mutex_) = false;
  bool released_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

void AddFinding(const std::string& finding, CrashReport& report) {
  if (report.findings.size() < kMaxFindings) report.findings.push_back(finding);
}

// Some bytes around the first at which two texts differ.
std::string AroundDifference(absl::string_view text, size_t at) {
  constexpr size_t kBefore = 60;
  constexpr size_t kBytes = 160;
  const size_t begin = at - std::min(at, kBefore);
  return absl::CHexEscape(text.substr(begin, kBytes));
}

std::string Difference(absl::string_view want, absl::string_view got) {
  size_t at = 0;
  while (at < want.size() && at < got.size() && want[at] == got[at]) ++at;
  return absl::StrCat(" differs at byte ", at, ": got \"",
                      AroundDifference(got, at), "\", want \"",
                      AroundDifference(want, at), "\"");
}

void Compare(const StoreDump& want, const StoreDump& got, CrashReport& report) {
  for (const auto& [name, bytes] : want) {
    const auto found = got.find(name);
    if (found != got.end() && found->second == bytes) continue;
    if (name.empty()) {
      // The newest revision: more of them are changes made twice.
      const bool more =
          found != got.end() && std::stoll(found->second) > std::stoll(bytes);
      ++(more ? report.doubled : report.lost);
      AddFinding(absl::StrCat("revision: got ",
                              found == got.end() ? "none" : found->second,
                              ", want ", bytes),
                 report);
      continue;
    }
    if (found == got.end()) {
      ++report.lost;
    } else if (absl::StrContains(found->second, " twice ")) {
      ++report.doubled;
    } else {
      ++report.corrupt;
    }
    AddFinding(absl::StrCat(name, found == got.end()
                                      ? " is missing"
                                      : Difference(bytes, found->second)),
               report);
  }
  for (const auto& [name, bytes] : got) {
    if (want.count(name) > 0) continue;
    ++report.doubled;
    AddFinding(absl::StrCat(name, " should not be there"), report);
  }
}

absl::StatusOr<StoreDump> Dump(CrashClient& client) {
  return DumpStore(client.query(), client.admin(), client.ingest(),
                   client.options());
}

// Stops both services and checks their files.
absl::Status StopAndCheckFiles(ServicePair& pair, CrashReport& report) {
  RETURN_IF_ERROR(pair.ingest().Stop().status());
  RETURN_IF_ERROR(pair.query().Stop().status());
  for (const char* name : {"query.db", "query.db-index", "outbox.db"}) {
    ASSIGN_OR_RETURN(SqliteDatabase database,
                     SqliteDatabase::Open(pair.File(name), {}));
    if (database.CheckIntegrity().ok()) continue;
    ++report.corrupt;
    AddFinding(absl::StrCat(name, " is damaged"), report);
  }
  return absl::OkStatus();
}

// One store's life: works while it is killed, then is compared.
absl::Status RunRound(uint64_t seed, int kills,
                      const std::vector<std::string>& texts,
                      CrashReport& report) {
  int64_t operations = 0;
  StoreDump got;
  {
    ServicePair pair(TempDir::Where::kMemory, {kRetention});
    RETURN_IF_ERROR(pair.Start());
    CrashClient client(pair.ingest().target(), pair.query().target());
    CrashWorkload workload(seed, texts);
    std::atomic<int64_t> done{0};
    Victims victims(pair, seed, done);
    victims.Start(kills, [&] { ++report.kills; });
    absl::Status status;
    while (status.ok() && !victims.done()) {
      const CrashOperation operation = workload.Next();
      status = client.Run(operation);
      ++report.work[KindOf(operation)];
      ++operations;
      ++done;
    }
    if (!status.ok()) victims.GiveUp();
    RETURN_IF_ERROR(victims.Await());
    RETURN_IF_ERROR(status);
    for (const auto& [point, count] : victims.points()) {
      report.points[point] += count;
    }
    RETURN_IF_ERROR(client.Settle());
    ASSIGN_OR_RETURN(got, Dump(client));
    RETURN_IF_ERROR(StopAndCheckFiles(pair, report));
  }
  report.operations += operations;
  ServicePair pair(TempDir::Where::kMemory, {kRetention});
  RETURN_IF_ERROR(pair.Start());
  CrashClient client(pair.ingest().target(), pair.query().target());
  CrashWorkload workload(seed, texts);
  for (int64_t i = 0; i < operations; ++i) {
    RETURN_IF_ERROR(client.Run(workload.Next()));
  }
  RETURN_IF_ERROR(client.Settle());
  ASSIGN_OR_RETURN(const StoreDump want, Dump(client));
  Compare(want, got, report);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<CrashReport> RunCrashHarness(const CrashOptions& options) {
  ASSIGN_OR_RETURN(const std::vector<std::string> texts, ReadTexts());
  CrashReport report;
  for (uint64_t round = 0; report.kills < options.kills; ++round) {
    const int kills =
        std::min(options.kills_per_round, options.kills - report.kills);
    RETURN_IF_ERROR(RunRound(options.seed + round, kills, texts, report));
    if (options.on_round) options.on_round(report);
  }
  return report;
}

}  // namespace isnad
