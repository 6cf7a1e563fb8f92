#include "query_service/store/sqlite/fact_postings.h"

#include "common/sqlite/sqlite_status.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

template <typename Fact>
bool AddKeys(absl::string_view bytes, const v1::Document& document, Fact& fact,
             IndexEntry& entry) {
  if (!fact.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return false;
  }
  AddFactKeys(fact, document, entry);
  return true;
}

absl::Status Malformed() {
  return SqliteStatus(SQLITE_CORRUPT, "malformed block of facts", "fact_block");
}

}  // namespace

absl::Status FactPostings::Prepare(SqliteDatabase& main,
                                   SqliteDatabase& index) {
  ASSIGN_OR_RETURN(read_blocks_,
                   main.Prepare("SELECT key, data FROM fact_block WHERE "
                                "key>=?1 AND key<?2 ORDER BY key"));
  RETURN_IF_ERROR(postings_.Prepare("fact_posting", index));
  ASSIGN_OR_RETURN(
      insert_time_,
      index.Prepare("INSERT OR REPLACE INTO document_time VALUES (?1, ?2)"));
  ASSIGN_OR_RETURN(delete_time_,
                   index.Prepare("DELETE FROM document_time WHERE version=?1"));
  return absl::OkStatus();
}

absl::Status FactPostings::Add(const IndexEntry& entry) {
  if (entry.fact_keys.empty()) return absl::OkStatus();
  for (const int64_t key : entry.fact_keys) postings_.Add(key, entry.version);
  insert_time_.BindInt64(1, entry.version);
  insert_time_.BindInt64(2, entry.time);
  return insert_time_.Run();
}

absl::Status FactPostings::Remove(const IndexEntry& entry) {
  for (const int64_t key : entry.fact_keys) {
    postings_.Remove(key, entry.version);
  }
  delete_time_.BindInt64(1, entry.version);
  return delete_time_.Run();
}

bool FactPostings::AddKeysOf(FactKind kind, absl::string_view bytes,
                             const v1::Document& document, IndexEntry& entry) {
  switch (kind) {
    case FactKind::kDecision:
      return AddKeys(bytes, document, decision_, entry);
    case FactKind::kFigure:
      return AddKeys(bytes, document, figure_, entry);
    case FactKind::kStatement:
      return AddKeys(bytes, document, statement_, entry);
    case FactKind::kRelation:
      return AddKeys(bytes, document, relation_, entry);
    default:
      return true;
  }
}

absl::Status FactPostings::ReadKeys(const v1::Document& document,
                                    IndexEntry& entry) {
  read_blocks_.BindInt64(1, FactKey(entry.version, FactKind::kDecision, 0));
  read_blocks_.BindInt64(2, FactKey(entry.version, FactKind::kWarning, 0));
  SqliteReset reset(read_blocks_);
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, read_blocks_.Step());
    if (!more) break;
    const FactKind kind = FactKindOfKey(read_blocks_.Int64(0));
    absl::string_view block = read_blocks_.Blob(1);
    while (!block.empty()) {
      absl::string_view fact;
      if (!TakeFact(block, fact) || !AddKeysOf(kind, fact, document, entry)) {
        return Malformed();
      }
    }
  }
  SortFactKeys(entry);
  return absl::OkStatus();
}

}  // namespace isnad
