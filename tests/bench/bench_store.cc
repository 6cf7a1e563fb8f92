#include "tests/bench/bench_store.h"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <future>
#include <memory>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "common/sqlite/database.h"
#include "common/sqlite/transaction.h"
#include "common/status/status_macros.h"
#include "query_service/store/resource_name.h"
#include "query_service/store/sqlite/index_schema.h"
#include "query_service/store/sqlite/schema.h"
#include "query_service/store/sqlite/sqlite_store.h"
#include "tests/bench/machine_memory.h"

namespace isnad {
namespace {

constexpr int64_t kEntitiesInRecord = 1'000;
constexpr int64_t kDocumentsInBatch = 100;
constexpr size_t kBatchesUnderWay = 8;
constexpr int64_t kRowsInTransaction = 100'000;
constexpr absl::Duration kIndexTimeout = absl::Seconds(600);

// Appends records to a store, some batches at a time.
class Filler {
 public:
  explicit Filler(Store& store) : store_(store) {}

  absl::Status Append(std::vector<v1::Record> records) {
    AppendBatch batch;
    batch.producer = "bench";
    batch.epoch = 1;
    batch.offset = offset_;
    offset_ += static_cast<int64_t>(records.size());
    for (v1::Record& record : records) {
      batch.records.emplace_back(store_.Prepare(std::move(record)));
    }
    auto answer = std::make_shared<std::promise<AppendResult>>();
    under_way_.push_back(answer->get_future());
    store_.Append(std::move(batch), [answer](AppendResult result) {
      answer->set_value(std::move(result));
    });
    return under_way_.size() > kBatchesUnderWay ? TakeOne() : absl::OkStatus();
  }

  // Waits until all is stored and indexed.
  absl::Status Finish() {
    while (!under_way_.empty()) RETURN_IF_ERROR(TakeOne());
    ReadRequirement requirement;
    requirement.revision = store_.Revisions().newest;
    std::promise<absl::Status> met;
    store_.Wait(requirement, absl::Now() + kIndexTimeout,
                [&met](absl::Status status) { met.set_value(status); });
    return met.get_future().get();
  }

 private:
  absl::Status TakeOne() {
    const AppendResult result = under_way_.front().get();
    under_way_.pop_front();
    RETURN_IF_ERROR(result.status);
    return result.rejected.empty() ? absl::OkStatus()
                                   : result.rejected.front().second;
  }

  Store& store_;
  int64_t offset_ = 0;
  std::deque<std::future<AppendResult>> under_way_;
};

absl::Status Fill(const BenchStoreContents& contents, Store& store) {
  Filler filler(store);
  for (int64_t from = 0; from < contents.entities; from += kEntitiesInRecord) {
    std::vector<v1::Record> records(1);
    const int64_t to = std::min(from + kEntitiesInRecord, contents.entities);
    for (int64_t i = from; i < to; ++i) {
      *records[0].mutable_entities()->add_entities() = BenchEntity(i);
    }
    RETURN_IF_ERROR(filler.Append(std::move(records)));
  }
  for (int64_t from = 0; from < contents.documents; from += kDocumentsInBatch) {
    std::vector<v1::Record> records;
    const int64_t to = std::min(from + kDocumentsInBatch, contents.documents);
    for (int64_t i = from; i < to; ++i) {
      records.push_back(BenchDocument(i, contents.entities, contents.shape));
    }
    RETURN_IF_ERROR(filler.Append(std::move(records)));
  }
  return filler.Finish();
}

// Returns the path of a database in `folder`, which `make` makes if the folder
// is not there.
absl::StatusOr<std::string> EnsureFile(
    const std::string& folder,
    absl::FunctionRef<absl::Status(const std::string& path)> make) {
  constexpr char kFile[] = "/query.db";
  if (std::filesystem::exists(folder)) return folder + kFile;
  // Half a store must not be taken for one.
  const std::string unfinished = folder + ".unfinished";
  std::filesystem::remove_all(unfinished);
  std::filesystem::create_directory(unfinished);
  RETURN_IF_ERROR(make(unfinished + kFile));
  std::filesystem::rename(unfinished, folder);
  return folder + kFile;
}

absl::Status InsertEntityRows(int64_t entities, SqliteDatabase& database) {
  RETURN_IF_ERROR(database.Execute("PRAGMA synchronous=OFF"));
  ASSIGN_OR_RETURN(
      SqliteStatement insert,
      database.Prepare("INSERT INTO entity_version (id, version, replaced, "
                       "number, data) VALUES (?1, 1, ?2, ?3, ?4)"));
  for (int64_t from = 0; from < entities; from += kRowsInTransaction) {
    ASSIGN_OR_RETURN(SqliteTransaction transaction,
                     SqliteTransaction::BeginWrite(database));
    const int64_t to = std::min(from + kRowsInTransaction, entities);
    for (int64_t i = from; i < to; ++i) {
      v1::Entity entity = BenchEntity(i);
      entity.set_revision(1);
      const std::string data = entity.SerializeAsString();
      insert.BindText(1, absl::StripPrefix(entity.name(), kEntityPrefix));
      insert.BindInt64(2, kNeverReplaced);
      insert.BindInt64(3, i + 1);
      insert.BindBlob(4, data);
      RETURN_IF_ERROR(insert.Run());
    }
    RETURN_IF_ERROR(transaction.Commit());
  }
  return database.Execute(
      absl::StrCat("UPDATE state SET newest=1, entities=", entities,
                   ", next_entity=", entities + 1));
}

}  // namespace

BenchStoreContents LargeStoreContents(const BenchOptions& options) {
  BenchStoreContents contents;
  contents.entities = options.Size(1'000'000, 1'000);
  contents.documents = options.Size(50'000, 50);
  contents.shape.mentions = 100;
  return contents;
}

absl::StatusOr<std::string> EnsureBenchStore(
    const BenchOptions& options, const BenchStoreContents& contents) {
  const std::string folder = absl::StrCat(
      options.scratch, "/store-", contents.entities, "-", contents.documents,
      "-", contents.shape.mentions, "-", contents.shape.text_bytes);
  const auto open = [](const std::string& path) {
    SqliteStore::Options store_options;
    store_options.path = path;
    return SqliteStore::Open(store_options);
  };
  ASSIGN_OR_RETURN(
      const std::string path,
      EnsureFile(folder, [&](const std::string& made) -> absl::Status {
        ASSIGN_OR_RETURN(const auto store, open(made));
        return Fill(contents, *store);
      }));
  // A store of an earlier run may be of an older index, which is made anew now.
  ASSIGN_OR_RETURN(const auto store, open(path));
  RETURN_IF_ERROR(Filler(*store).Finish());
  RETURN_IF_ERROR(WarmFile(path));
  RETURN_IF_ERROR(WarmFile(IndexPath(path)));
  return path;
}

absl::StatusOr<std::string> EnsureEntityRows(const BenchOptions& options,
                                             int64_t entities) {
  const std::string folder =
      absl::StrCat(options.scratch, "/entities-", entities);
  ASSIGN_OR_RETURN(
      const std::string path,
      EnsureFile(folder, [&](const std::string& made) -> absl::Status {
        ASSIGN_OR_RETURN(SqliteDatabase database,
                         SqliteDatabase::Open(made, SqliteOptions()));
        RETURN_IF_ERROR(PrepareSchema(made, database));
        return InsertEntityRows(entities, database);
      }));
  RETURN_IF_ERROR(WarmFile(path));
  return path;
}

}  // namespace isnad
