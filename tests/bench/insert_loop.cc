#include "tests/bench/insert_loop.h"

#include <memory>
#include <utility>

#include "absl/time/clock.h"
#include "common/sqlite/database.h"
#include "common/sqlite/transaction.h"
#include "common/status/status_macros.h"
#include "query_service/store/sqlite/document_ids.h"
#include "query_service/store/sqlite/prepared_record.h"
#include "query_service/store/sqlite/schema.h"

namespace isnad {
namespace {

using PreparedRequest = std::vector<std::unique_ptr<SqliteRecord>>;

std::vector<PreparedRequest> Prepare(
    const std::vector<v1::AppendRecordsRequest>& requests) {
  std::vector<PreparedRequest> prepared;
  for (const v1::AppendRecordsRequest& request : requests) {
    PreparedRequest& records = prepared.emplace_back();
    for (const v1::Record& record : request.records()) {
      records.push_back(PrepareRecord(v1::Record(record)));
    }
  }
  return prepared;
}

class InsertLoop {
 public:
  explicit InsertLoop(SqliteDatabase database)
      : database_(std::move(database)) {}

  absl::Status Prepare() {
    ASSIGN_OR_RETURN(version_,
                     database_.Prepare("INSERT INTO document_version VALUES "
                                       "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"));
    RETURN_IF_ERROR(ids_.Prepare(database_));
    ASSIGN_OR_RETURN(body_,
                     database_.Prepare("INSERT INTO document_body VALUES "
                                       "(?1, ?2, ?3, ?4)"));
    ASSIGN_OR_RETURN(
        facts_, database_.Prepare("INSERT INTO fact_block VALUES (?1, ?2)"));
    ASSIGN_OR_RETURN(producer_,
                     database_.Prepare("REPLACE INTO producer VALUES "
                                       "('bench', 1, ?1)"));
    ASSIGN_OR_RETURN(state_, database_.Prepare("UPDATE state SET newest=?1"));
    return absl::OkStatus();
  }

  // Returns the seconds it took.
  absl::StatusOr<double> Insert(const std::vector<PreparedRequest>& requests) {
    const absl::Time start = absl::Now();
    for (const PreparedRequest& request : requests) {
      RETURN_IF_ERROR(InsertOne(request));
    }
    return absl::ToDoubleSeconds(absl::Now() - start);
  }

 private:
  absl::Status InsertOne(const PreparedRequest& request) {
    ASSIGN_OR_RETURN(SqliteTransaction transaction,
                     SqliteTransaction::BeginWrite(database_));
    for (const auto& record : request) {
      RETURN_IF_ERROR(
          InsertDocument(std::get<PreparedDocument>(record->change())));
    }
    producer_.BindInt64(1, revision_);
    RETURN_IF_ERROR(producer_.Run());
    state_.BindInt64(1, revision_);
    RETURN_IF_ERROR(state_.Run());
    return transaction.Commit();
  }

  absl::Status InsertDocument(const PreparedDocument& document) {
    ++revision_;
    // As many bytes as the numbers of the mentioned entities take.
    const std::string entities(2 * document.mentioned_entities, '\x01');
    version_.BindInt64(1, revision_);
    version_.BindInt64(2, kNeverReplaced);
    version_.BindText(3, document.id);
    version_.BindBlob(4, document.digest);
    version_.BindInt64(5, document.mentions);
    version_.BindInt64(6, document.quantities);
    version_.BindBlob(7, entities);
    version_.BindBlob(8, document.header);
    RETURN_IF_ERROR(version_.Run());
    RETURN_IF_ERROR(ids_.Add(document.id, revision_));
    body_.BindInt64(1, revision_);
    body_.BindBlob(2, document.text);
    body_.BindNull(3);
    body_.BindBlob(4, document.alignment);
    RETURN_IF_ERROR(body_.Run());
    for (const FactBlock& block : document.blocks) {
      facts_.BindInt64(1, FactKey(revision_, block.kind, block.block));
      facts_.BindBlob(2, block.data);
      RETURN_IF_ERROR(facts_.Run());
    }
    return absl::OkStatus();
  }

  SqliteDatabase database_;
  SqliteStatement version_;
  DocumentIdWriter ids_;
  SqliteStatement body_;
  SqliteStatement facts_;
  SqliteStatement producer_;
  SqliteStatement state_;
  int64_t revision_ = 0;
};

}  // namespace

absl::StatusOr<double> RunInsertLoop(
    const std::string& path,
    const std::vector<v1::AppendRecordsRequest>& warm_up,
    const std::vector<v1::AppendRecordsRequest>& requests) {
  const std::vector<PreparedRequest> before = Prepare(warm_up);
  const std::vector<PreparedRequest> prepared = Prepare(requests);
  ASSIGN_OR_RETURN(SqliteDatabase database,
                   SqliteDatabase::Open(path, SqliteOptions()));
  RETURN_IF_ERROR(PrepareSchema(path, database));
  InsertLoop loop(std::move(database));
  RETURN_IF_ERROR(loop.Prepare());
  RETURN_IF_ERROR(loop.Insert(before).status());
  return loop.Insert(prepared);
}

}  // namespace isnad
