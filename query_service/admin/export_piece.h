#ifndef ISNAD_QUERY_SERVICE_ADMIN_EXPORT_PIECE_H_
#define ISNAD_QUERY_SERVICE_ADMIN_EXPORT_PIECE_H_

#include "absl/status/statusor.h"
#include "isnad/v1/admin_service.pb.h"
#include "query_service/admin/export_position.h"
#include "query_service/store/store_reader.h"

namespace isnad {

// A piece ends with the record that brings it to this size.
inline constexpr size_t kExportPieceBytes = 256 << 10;
// Entities in one record at most.
inline constexpr int kEntitiesOfRecord = 256;
// Entities that one piece looks at at most, so that it takes bounded time
// where few of them are exported.
inline constexpr int kVisitsOfPiece = 20'000;

// Returns the piece behind `position`, without cursor and progress, and moves
// the position behind it. `reader` reads the position's revision. The pieces'
// data, put together, depend on what is stored alone.
absl::StatusOr<v1::ExportResponse> NextExportPiece(StoreReader& reader,
                                                   ExportPosition& position);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_ADMIN_EXPORT_PIECE_H_
