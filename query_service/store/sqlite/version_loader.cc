#include "query_service/store/sqlite/version_loader.h"

#include <limits>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "common/base/thread_role.h"
#include "common/log/log.h"
#include "common/sqlite/database.h"
#include "common/sqlite/statement.h"
#include "common/status/status_macros.h"
#include "query_service/store/sqlite/document_ids.h"
#include "query_service/store/sqlite/schema.h"

namespace isnad {
namespace {

// Rows read by one statement, whose snapshot holds up the checkpoint.
constexpr int kRowsAtOnce = 1'000;
// Each page is read once.
constexpr int kCacheKib = 256;

// Versions of documents that were replaced, or deleted, and not yet collected.
absl::StatusOr<absl::flat_hash_set<int64_t>> ReplacedDocumentVersions(
    SqliteDatabase& database) {
  ASSIGN_OR_RETURN(
      SqliteStatement query,
      database.Prepare("SELECT version FROM superseded WHERE kind=?1"));
  query.BindInt64(1, static_cast<int64_t>(SupersededKind::kDocument));
  absl::flat_hash_set<int64_t> versions;
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, query.Step());
    if (!more) return versions;
    versions.insert(query.Int64(0));
  }
}

void LogLoaded(absl::string_view event, int64_t count, absl::Time begin) {
  Log(LogLevel::kInfo, event,
      {{"count", count},
       {"milliseconds", absl::ToInt64Milliseconds(absl::Now() - begin)}});
}

}  // namespace

VersionLoader::VersionLoader(Options options, VersionFiles& files)
    : options_(std::move(options)), files_(files) {
  files_.entities.Begin();
  files_.documents.Begin();
  thread_ = std::thread([this] { Run(); });
}

VersionLoader::~VersionLoader() { Stop(); }

void VersionLoader::Stop() {
  {
    MutexLock lock(mutex_);
    stopped_ = true;
  }
  stop_.SignalAll();
  if (thread_.joinable()) thread_.join();
}

bool VersionLoader::IsStopped() const {
  MutexLock lock(mutex_);
  return stopped_;
}

bool VersionLoader::Pause() {
  const absl::Time end = absl::Now() + options_.pause;
  MutexLock lock(mutex_);
  while (!stopped_ && absl::Now() < end) {
    stop_.WaitFor(mutex_, end - absl::Now());
  }
  return !stopped_;
}

void VersionLoader::Run() {
  NameThisThread("versions");
  LowerThisThread();
  bool has_entities = false;
  bool has_documents = false;
  do {
    Fill(files_.documents, &VersionLoader::LoadDocuments, has_documents);
    Fill(files_.entities, &VersionLoader::LoadEntities, has_entities);
  } while (Pause());
}

void VersionLoader::Fill(VersionFile& file, Load load, bool& filled) {
  if (!file.is_open()) filled = false;
  if (filled || !file.Begin()) return;
  // The tables are read after the file was begun: what was not added to it,
  // since there was none, is in them.
  SqliteOptions reading;
  reading.read_only = true;
  reading.cache_kib = kCacheKib;
  auto database = SqliteDatabase::Open(options_.path, reading);
  const absl::Status status =
      database.ok() ? (this->*load)(*database) : database.status();
  filled = status.ok();
  if (!filled && !IsStopped()) {
    Log(LogLevel::kWarning, "versions_not_loaded",
        {{"message", status.message()}});
  }
}

absl::Status VersionLoader::CheckGoesOn(const VersionFile& file) const {
  return IsStopped() || !file.is_open()
             ? absl::CancelledError("the file was given up")
             : absl::OkStatus();
}

absl::Status VersionLoader::LoadEntities(SqliteDatabase& database) {
  const absl::Time begin = absl::Now();
  ASSIGN_OR_RETURN(
      SqliteStatement query,
      database.Prepare("SELECT id, version, data FROM entity_version WHERE "
                       "id>?1 AND replaced=?2 ORDER BY id LIMIT ?3"));
  std::string last;
  int64_t entities = 0;
  for (int count = kRowsAtOnce; count == kRowsAtOnce; entities += count) {
    RETURN_IF_ERROR(CheckGoesOn(files_.entities));
    count = 0;
    query.BindText(1, last);
    query.BindInt64(2, kNeverReplaced);
    query.BindInt64(3, kRowsAtOnce);
    SqliteReset reset(query);
    for (;;) {
      ASSIGN_OR_RETURN(const bool more, query.Step());
      if (!more) break;
      files_.entities.Put(query.Text(0), query.Int64(1), query.Blob(2));
      last = std::string(query.Text(0));
      ++count;
    }
  }
  LogLoaded("entities_loaded", entities, begin);
  return absl::OkStatus();
}

absl::Status VersionLoader::LoadDocuments(SqliteDatabase& database) {
  const absl::Time begin = absl::Now();
  // Before the ids: what is replaced from now on is added by the indexer.
  ASSIGN_OR_RETURN(const auto replaced, ReplacedDocumentVersions(database));
  ASSIGN_OR_RETURN(
      SqliteStatement query,
      database.Prepare(absl::StrCat(kDocumentVersionsSql, " LIMIT ?3")));
  std::string last;
  int64_t versions = 0;
  for (int count = kRowsAtOnce; count == kRowsAtOnce; versions += count) {
    RETURN_IF_ERROR(CheckGoesOn(files_.documents));
    count = 0;
    query.BindInt64(1, std::numeric_limits<int64_t>::max());
    query.BindText(2, last);
    query.BindInt64(3, kRowsAtOnce);
    SqliteReset reset(query);
    for (;;) {
      ASSIGN_OR_RETURN(const bool more, query.Step());
      if (!more) break;
      if (!replaced.contains(query.Int64(1))) {
        files_.documents.Put(query.Text(0), query.Int64(1), "");
      }
      last = std::string(query.Text(0));
      ++count;
    }
  }
  LogLoaded("documents_loaded", versions, begin);
  return absl::OkStatus();
}

}  // namespace isnad
