// The part of SqliteReader that looks facts up.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/sqlite/sqlite_status.h"
#include "common/status/status_macros.h"
#include "query_service/store/sqlite/fact_cursor.h"
#include "query_service/store/sqlite/sqlite_reader.h"

namespace isnad {
namespace {

FactKind KindOf(FactType type) {
  switch (type) {
    case FactType::kDecision:
      return FactKind::kDecision;
    case FactType::kFigure:
      return FactKind::kFigure;
    case FactType::kStatement:
      return FactKind::kStatement;
    case FactType::kRelation:
      return FactKind::kRelation;
  }
  return FactKind::kDecision;
}

absl::Status Malformed() {
  return SqliteStatus(SQLITE_CORRUPT, "malformed block of facts", "fact_block");
}

bool IsTooLate(const StoredDocument& stored, const FactScan& scan) {
  if (!scan.published_by.has_value()) return false;
  const std::optional<absl::Time> time = PublishTimeOf(stored.document);
  return time.has_value() && *time > *scan.published_by;
}

}  // namespace

absl::StatusOr<std::optional<FactPosition>> SqliteReader::ScanSerializedFacts(
    FactType type, const FactScan& scan, SerializedFactVisitor visit) {
  std::optional<FactPosition> stopped;
  const auto scan_document = [&](const StoredDocument& stored) -> absl::Status {
    if (IsTooLate(stored, scan)) return absl::OkStatus();
    const bool is_first =
        scan.from.has_value() && scan.from->version == stored.version;
    ASSIGN_OR_RETURN(
        const std::optional<int64_t> ordinal,
        ScanFactsOf(stored, type, is_first ? scan.from->ordinal : 0, visit));
    if (ordinal.has_value()) stopped = FactPosition{stored.version, *ordinal};
    return absl::OkStatus();
  };
  if (!scan.document_id.empty()) {
    ASSIGN_OR_RETURN(const std::optional<StoredDocument> stored,
                     FindDocument(scan.document_id));
    if (stored.has_value()) RETURN_IF_ERROR(scan_document(*stored));
    RETURN_IF_ERROR(CheckNotCompacted());
    return stopped;
  }
  FactCursor cursor(*connection_, type, scan, revision_);
  while (!stopped.has_value()) {
    ASSIGN_OR_RETURN(const std::optional<int64_t> version, cursor.Next());
    if (!version.has_value()) break;
    ASSIGN_OR_RETURN(const std::optional<StoredDocument> stored,
                     FindDocumentVersion(*version));
    // It may have been replaced by this revision.
    if (stored.has_value()) RETURN_IF_ERROR(scan_document(*stored));
  }
  RETURN_IF_ERROR(CheckNotCompacted());
  if (!stopped.has_value() && cursor.stopped_at().has_value()) {
    stopped = FactPosition{*cursor.stopped_at(), 0};
  }
  return stopped;
}

absl::StatusOr<std::optional<int64_t>> SqliteReader::ScanFactsOf(
    const StoredDocument& stored, FactType type, int64_t from_ordinal,
    SerializedFactVisitor visit) {
  // Copied, so that a visit may use the statement.
  std::vector<std::string> blocks;
  {
    ASSIGN_OR_RETURN(SqliteStatement* const query,
                     connection_->Statement(ReadQuery::kFactBlocks));
    const auto next_kind =
        static_cast<FactKind>(static_cast<int64_t>(KindOf(type)) + 1);
    query->BindInt64(1, FactKey(stored.version, KindOf(type), 0));
    query->BindInt64(2, FactKey(stored.version, next_kind, 0));
    SqliteReset reset(*query);
    for (;;) {
      ASSIGN_OR_RETURN(const bool more, query->Step());
      if (!more) break;
      blocks.emplace_back(query->Blob(1));
    }
  }
  int64_t ordinal = -1;
  for (absl::string_view block : blocks) {
    while (!block.empty()) {
      absl::string_view fact;
      if (!TakeFact(block, fact)) return Malformed();
      if (++ordinal < from_ordinal) continue;
      const std::optional<Visit> next =
          visit(stored, {stored.version, ordinal}, fact);
      if (!next.has_value()) return Malformed();
      if (*next == Visit::kStop) return ordinal;
    }
  }
  return std::nullopt;
}

}  // namespace isnad
