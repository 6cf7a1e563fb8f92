#ifndef ISNAD_QUERY_SERVICE_ADMIN_EXPORT_POSITION_H_
#define ISNAD_QUERY_SERVICE_ADMIN_EXPORT_POSITION_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "query_service/lookup/page_token.h"

namespace isnad {

// What an export brings, in this order: a merged entity comes after the one
// that replaced it, and a document after all that it names.
enum class ExportPhase {
  kEntities = 0,
  kMergedEntities = 1,
  kDocuments = 2,
  kEnd = 3
};

// How far an export has come.
struct ExportPosition {
  // Which is exported.
  int64_t revision = 0;
  ExportPhase phase = ExportPhase::kEntities;
  // The last id of the phase.
  std::string after;
  // Of what came so far.
  int64_t records = 0;
  uint32_t checksum = 0;
  // Entities and documents looked at so far, each phase for itself.
  int64_t visited = 0;
};

// Returns a cursor: signed, so that its position is one that an export had.
std::string EncodeCursor(const ExportPosition& position,
                         const PageTokens& tokens);

// FIELD_INVALID for a cursor that another store or nobody made.
absl::StatusOr<ExportPosition> DecodeCursor(absl::string_view cursor,
                                            const PageTokens& tokens);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_ADMIN_EXPORT_POSITION_H_
