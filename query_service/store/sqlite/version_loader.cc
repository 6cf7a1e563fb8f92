#include "query_service/store/sqlite/version_loader.h"

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

absl::Status VersionLoader::LoadEntities(SqliteDatabase& database) {
  ASSIGN_OR_RETURN(
      SqliteStatement query,
      database.Prepare(absl::StrCat(
          "SELECT id, version, data FROM entity_version WHERE (id, version)>"
          "(?1, ?2) AND replaced=",
          kNeverReplaced, " ORDER BY id, version LIMIT ?3")));
  return LoadRows("entities_loaded", files_.entities, query,
                  [this](const SqliteStatement& row) {
                    files_.entities.Put(row.Text(0), row.Int64(1), row.Blob(2));
                  });
}

absl::Status VersionLoader::LoadDocuments(SqliteDatabase& database) {
  // Before the ids: what is replaced from now on is added by the indexer.
  ASSIGN_OR_RETURN(const auto replaced, ReplacedDocumentVersions(database));
  // Not of document_version, whose rows are many times as large.
  ASSIGN_OR_RETURN(
      SqliteStatement query,
      database.Prepare("SELECT id, version FROM document_id WHERE "
                       "(id, version)>(?1, ?2) UNION ALL SELECT id, version "
                       "FROM recent_document_id WHERE (id, version)>(?1, ?2) "
                       "ORDER BY id, version LIMIT ?3"));
  return LoadRows("documents_loaded", files_.documents, query,
                  [&](const SqliteStatement& row) {
                    if (replaced.contains(row.Int64(1))) return;
                    files_.documents.Put(row.Text(0), row.Int64(1), "");
                  });
}

absl::Status VersionLoader::LoadRows(
    absl::string_view event, const VersionFile& file, SqliteStatement& query,
    absl::FunctionRef<void(const SqliteStatement& row)> put) {
  const absl::Time begin = absl::Now();
  // Of the last row; what is bound stays as it is while the statement runs.
  std::string id;
  std::string bound_id;
  int64_t version = 0;
  int64_t rows = 0;
  for (int count = kRowsAtOnce; count == kRowsAtOnce; rows += count) {
    if (IsStopped() || !file.is_open()) {
      return absl::CancelledError("the file was given up");
    }
    bound_id = id;
    query.BindText(1, bound_id);
    query.BindInt64(2, version);
    query.BindInt64(3, kRowsAtOnce);
    SqliteReset reset(query);
    for (count = 0;; ++count) {
      ASSIGN_OR_RETURN(const bool more, query.Step());
      if (!more) break;
      put(query);
      id = std::string(query.Text(0));
      version = query.Int64(1);
    }
  }
  Log(LogLevel::kInfo, event,
      {{"rows", rows},
       {"milliseconds", absl::ToInt64Milliseconds(absl::Now() - begin)}});
  return absl::OkStatus();
}

}  // namespace isnad
