#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_BACKUP_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_BACKUP_H_

#include <string>

#include "absl/status/statusor.h"
#include "common/sqlite/database.h"
#include "query_service/store/store.h"

namespace isnad {

// Copies the main file of a store that may be in use, as of one moment, to
// `file_name` beside it: written under another name, made durable, and then
// given its own. The index is left out: it is made anew when a store is opened.
// Writers go on meanwhile; their log is not emptied before the copy ends.
// FIELD_INVALID for anything but a plain name, FILE_UNUSABLE if there is such a
// file, DISK_FULL with nothing left behind.
absl::StatusOr<StoreBackup> BackUpStore(const std::string& database_path,
                                        const std::string& file_name,
                                        const SqliteOptions& options);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_BACKUP_H_
