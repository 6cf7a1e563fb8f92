#ifndef ISNAD_TESTS_QUERY_SERVICE_STORE_SQLITE_OPENED_INDEX_WRITER_H_
#define ISNAD_TESTS_QUERY_SERVICE_STORE_SQLITE_OPENED_INDEX_WRITER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "common/sqlite/database.h"
#include "common/status/status_macros.h"
#include "query_service/store/sqlite/index_schema.h"
#include "query_service/store/sqlite/index_writer.h"
#include "query_service/store/sqlite/state_row.h"

namespace isnad {

// Returns what writes the index of a store that is closed and whose newest
// revision is `newest`.
inline absl::StatusOr<std::unique_ptr<IndexWriter>> OpenIndexWriter(
    const std::string& store_path, int64_t newest, IndexFeed& feed,
    VersionFiles& versions) {
  ASSIGN_OR_RETURN(SqliteDatabase main, SqliteDatabase::Open(store_path, {}));
  ASSIGN_OR_RETURN(const StoreSecrets secrets, ReadStoreSecrets(main));
  ASSIGN_OR_RETURN(OpenedIndex index, OpenIndex(IndexPath(store_path), {},
                                                secrets.store_id, newest));
  return IndexWriter::Create(std::move(main), std::move(index), feed, versions);
}

}  // namespace isnad

#endif  // ISNAD_TESTS_QUERY_SERVICE_STORE_SQLITE_OPENED_INDEX_WRITER_H_
