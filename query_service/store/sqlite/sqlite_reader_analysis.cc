// The part of SqliteReader that reads all of a document.
#include <string>
#include <utility>

#include "common/sqlite/sqlite_status.h"
#include "common/status/status_macros.h"
#include "query_service/store/resource_name.h"
#include "query_service/store/sqlite/sqlite_reader.h"

namespace isnad {
namespace {

absl::Status Malformed() {
  return SqliteStatus(SQLITE_CORRUPT, "malformed block of facts", "fact_block");
}

// Returns a new fact of a kind, null for one that is none.
google::protobuf::MessageLite* AddFact(FactKind kind, v1::Analysis& analysis) {
  switch (kind) {
    case FactKind::kQuantity:
      return analysis.add_quantities();
    case FactKind::kDecision:
      return analysis.add_decisions();
    case FactKind::kFigure:
      return analysis.add_figures();
    case FactKind::kStatement:
      return analysis.add_statements();
    case FactKind::kRelation:
      return analysis.add_relations();
    case FactKind::kWarning:
      return analysis.add_warnings();
    case FactKind::kMentionEntities:
    case FactKind::kMention:
      break;
  }
  return nullptr;
}

bool TakeFacts(FactKind kind, absl::string_view block, v1::Analysis& analysis) {
  while (!block.empty()) {
    absl::string_view bytes;
    google::protobuf::MessageLite* const fact = AddFact(kind, analysis);
    if (fact == nullptr || !TakeFact(block, bytes) ||
        !fact->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
      return false;
    }
  }
  return true;
}

// Quantities are stored without their text.
bool AddTexts(const std::string& text, v1::Analysis& analysis) {
  for (v1::Quantity& quantity : *analysis.mutable_quantities()) {
    const int64_t start = quantity.span().start_byte();
    const int64_t end = quantity.span().end_byte();
    if (start < 0 || end < start || end > static_cast<int64_t>(text.size())) {
      return false;
    }
    quantity.set_text(text.substr(static_cast<size_t>(start),
                                  static_cast<size_t>(end - start)));
  }
  return true;
}

}  // namespace

absl::StatusOr<v1::Analysis> SqliteReader::LoadAnalysis(StoredDocument stored) {
  RETURN_IF_ERROR(LoadBody(stored));
  v1::Analysis analysis;
  MentionScan scan;
  scan.document_id = stored.document.name().substr(kDocumentPrefix.size());
  RETURN_IF_ERROR(
      ScanMentions(scan, [&](MentionPosition, v1::Mention& mention) {
        analysis.add_mentions()->Swap(&mention);
        return Visit::kContinue;
      }));
  RETURN_IF_ERROR(LoadFacts(stored.version, analysis));
  if (!AddTexts(stored.document.text(), analysis)) return Malformed();
  v1::Document& document = *analysis.mutable_document();
  document = std::move(stored.document);
  document.clear_revision();
  if (document.text() == document.source()) document.clear_text();
  RETURN_IF_ERROR(CheckNotCompacted());
  return analysis;
}

absl::Status SqliteReader::LoadFacts(int64_t version, v1::Analysis& analysis) {
  ASSIGN_OR_RETURN(SqliteStatement* const query,
                   connection_->Statement(ReadQuery::kFactBlocks));
  query->BindInt64(1, FactKey(version, FactKind::kQuantity, 0));
  query->BindInt64(2, FactKey(version + 1, FactKind{0}, 0));
  SqliteReset reset(*query);
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, query->Step());
    if (!more) return absl::OkStatus();
    if (!TakeFacts(FactKindOfKey(query->Int64(0)), query->Blob(1), analysis)) {
      return Malformed();
    }
  }
}

}  // namespace isnad
