#include "query_service/store/sqlite/entity_loader.h"

#include <utility>

#include "absl/time/clock.h"
#include "common/base/thread_role.h"
#include "common/log/log.h"
#include "common/sqlite/database.h"
#include "common/sqlite/statement.h"
#include "common/status/status_macros.h"
#include "query_service/store/sqlite/schema.h"

namespace isnad {
namespace {

// Entities read by one statement, whose snapshot holds up the checkpoint.
constexpr int kEntitiesAtOnce = 1'000;
// Each page is read once.
constexpr int kCacheKib = 256;

}  // namespace

EntityLoader::EntityLoader(Options options, EntityFile& file)
    : options_(std::move(options)), file_(file) {
  file_.Begin();
  thread_ = std::thread([this] { Run(); });
}

EntityLoader::~EntityLoader() { Stop(); }

void EntityLoader::Stop() {
  {
    MutexLock lock(mutex_);
    stopped_ = true;
  }
  stop_.SignalAll();
  if (thread_.joinable()) thread_.join();
}

bool EntityLoader::IsStopped() const {
  MutexLock lock(mutex_);
  return stopped_;
}

bool EntityLoader::Pause() {
  const absl::Time end = absl::Now() + options_.pause;
  MutexLock lock(mutex_);
  while (!stopped_ && absl::Now() < end) {
    stop_.WaitFor(mutex_, end - absl::Now());
  }
  return !stopped_;
}

void EntityLoader::Run() {
  NameThisThread("entities");
  LowerThisThread();
  bool filled = false;
  do {
    if (!file_.is_open()) filled = false;
    if (filled || !file_.Begin()) continue;
    // The tables are read after the file was begun: what was not added to it,
    // since there was none, is in them.
    const absl::Status status = Fill();
    filled = status.ok();
    if (!filled && !IsStopped()) {
      Log(LogLevel::kWarning, "entities_not_loaded",
          {{"message", status.message()}});
    }
  } while (Pause());
}

absl::Status EntityLoader::Fill() {
  const absl::Time begin = absl::Now();
  SqliteOptions reading;
  reading.read_only = true;
  reading.cache_kib = kCacheKib;
  ASSIGN_OR_RETURN(SqliteDatabase database,
                   SqliteDatabase::Open(options_.path, reading));
  ASSIGN_OR_RETURN(
      SqliteStatement query,
      database.Prepare("SELECT id, version, data FROM entity_version WHERE "
                       "id>?1 AND replaced=?2 ORDER BY id LIMIT ?3"));
  std::string last;
  int64_t entities = 0;
  for (int count = kEntitiesAtOnce; count == kEntitiesAtOnce;) {
    if (IsStopped() || !file_.is_open())
      return absl::CancelledError("the file was given up");
    count = 0;
    query.BindText(1, last);
    query.BindInt64(2, kNeverReplaced);
    query.BindInt64(3, kEntitiesAtOnce);
    SqliteReset reset(query);
    for (;;) {
      ASSIGN_OR_RETURN(const bool more, query.Step());
      if (!more) break;
      file_.Put(query.Text(0), query.Int64(1), query.Blob(2));
      last = std::string(query.Text(0));
      ++count;
    }
    entities += count;
  }
  Log(LogLevel::kInfo, "entities_loaded",
      {{"entities", entities},
       {"milliseconds", absl::ToInt64Milliseconds(absl::Now() - begin)}});
  return absl::OkStatus();
}

}  // namespace isnad
