#include "query_service/admin/export_piece.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/strip.h"
#include "common/base/crc32c.h"
#include "common/status/status_macros.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/util/delimited_message_util.h"
#include "isnad/v1/record_service.pb.h"
#include "query_service/store/resource_name.h"

namespace isnad {
namespace {

void AppendRecord(const v1::Record& record, ExportPosition& position,
                  std::string& data) {
  google::protobuf::io::StringOutputStream stream(&data);
  google::protobuf::util::SerializeDelimitedToZeroCopyStream(record, &stream);
  ++position.records;
}

void NextPhase(ExportPosition& position) {
  position.phase =
      static_cast<ExportPhase>(static_cast<int>(position.phase) + 1);
  position.after.clear();
}

// Adds a record of the next entities that were merged, or were not. Which
// entities share a record depends on their ids alone.
absl::Status AddEntities(StoreReader& reader, ExportPosition& position,
                         std::string& data) {
  const bool merged = position.phase == ExportPhase::kMergedEntities;
  v1::Record record;
  int visits = 0;
  bool more = false;
  RETURN_IF_ERROR(
      reader.ScanEntities(position.after, [&](const v1::Entity& entity) {
        more = visits == kVisitsOfPiece ||
               record.entities().entities_size() == kEntitiesOfRecord;
        if (more) return Visit::kStop;
        ++visits;
        position.after =
            std::string(absl::StripPrefix(entity.name(), kEntityPrefix));
        if (entity.redirect_to().empty() == merged) return Visit::kContinue;
        v1::Entity* const added = record.mutable_entities()->add_entities();
        *added = entity;
        added->clear_revision();
        return Visit::kContinue;
      }));
  position.visited += visits;
  if (record.has_entities()) AppendRecord(record, position, data);
  if (!more) NextPhase(position);
  return absl::OkStatus();
}

absl::Status AddDocument(StoreReader& reader, ExportPosition& position,
                         std::string& data) {
  std::optional<StoredDocument> next;
  RETURN_IF_ERROR(
      reader.ScanDocuments(position.after, [&](StoredDocument& stored) {
        next = std::move(stored);
        return Visit::kStop;
      }));
  if (!next.has_value()) {
    NextPhase(position);
    return absl::OkStatus();
  }
  position.after =
      std::string(absl::StripPrefix(next->document.name(), kDocumentPrefix));
  ++position.visited;
  v1::Record record;
  ASSIGN_OR_RETURN(*record.mutable_document(),
                   reader.LoadAnalysis(*std::move(next)));
  AppendRecord(record, position, data);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::ExportResponse> NextExportPiece(StoreReader& reader,
                                                   ExportPosition& position) {
  v1::ExportResponse piece;
  const int64_t visited = position.visited;
  while (position.phase != ExportPhase::kEnd &&
         piece.data().size() < kExportPieceBytes &&
         position.visited - visited < kVisitsOfPiece) {
    RETURN_IF_ERROR(position.phase == ExportPhase::kDocuments
                        ? AddDocument(reader, position, *piece.mutable_data())
                        : AddEntities(reader, position, *piece.mutable_data()));
  }
  position.checksum = ExtendCrc32c(position.checksum, piece.data());
  piece.set_checksum(position.checksum);
  piece.set_records(position.records);
  piece.set_revision(position.revision);
  piece.set_complete(position.phase == ExportPhase::kEnd);
  return piece;
}

}  // namespace isnad
