#include "query_service/store/sqlite/rejection_table.h"

#include <utility>

#include "common/sqlite/sqlite_status.h"
#include "common/status/grpc_status.h"
#include "common/status/status_macros.h"
#include "google/rpc/status.pb.h"

namespace isnad {

absl::StatusOr<std::vector<RejectedOffset>> ReadRejections(
    SqliteStatement& query) {
  SqliteReset reset(query);
  std::vector<RejectedOffset> rejected;
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, query.Step());
    if (!more) return rejected;
    google::rpc::Status status;
    if (!status.ParseFromString(std::string(query.Blob(1)))) {
      return SqliteStatus(SQLITE_CORRUPT, "malformed status", "rejection");
    }
    rejected.push_back({query.Int64(0), FromRpcStatus(status)});
  }
}

absl::StatusOr<RejectionTable> RejectionTable::Create(
    SqliteDatabase& database) {
  RejectionTable table;
  ASSIGN_OR_RETURN(
      table.insert_,
      database.Prepare("INSERT OR REPLACE INTO rejection VALUES (?1, ?2, ?3)"));
  ASSIGN_OR_RETURN(
      table.delete_,
      database.Prepare(
          "DELETE FROM rejection WHERE producer=?1 AND offset<?2"));
  ASSIGN_OR_RETURN(
      table.select_,
      database.Prepare("SELECT offset, status FROM rejection WHERE producer=?1 "
                       "AND offset>=?2 AND offset<?3 ORDER BY offset"));
  return table;
}

absl::Status RejectionTable::Add(const std::string& producer,
                                 const RejectedOffset& rejected) {
  const std::string status = ToRpcStatus(rejected.status).SerializeAsString();
  insert_.BindText(1, producer);
  insert_.BindInt64(2, rejected.offset);
  insert_.BindBlob(3, status);
  RETURN_IF_ERROR(insert_.Run());
  return Settle(producer, rejected.offset - kMaxOffsetsBack);
}

absl::Status RejectionTable::Settle(const std::string& producer,
                                    int64_t offset) {
  if (offset <= 0) return absl::OkStatus();
  delete_.BindText(1, producer);
  delete_.BindInt64(2, offset);
  return delete_.Run();
}

absl::StatusOr<std::vector<RejectedOffset>> RejectionTable::Find(
    const std::string& producer, int64_t begin, int64_t end) {
  select_.BindText(1, producer);
  select_.BindInt64(2, begin);
  select_.BindInt64(3, end);
  return ReadRejections(select_);
}

}  // namespace isnad
