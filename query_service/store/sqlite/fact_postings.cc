#include "query_service/store/sqlite/fact_postings.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "common/sqlite/sqlite_status.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

constexpr int kKeyBits = 48;

// FNV-1a; its constants are those of draft-eastlake-fnv for 64 bits.
class Fnv {
 public:
  void Add(absl::string_view bytes) {
    for (const char c : bytes) {
      hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
    }
  }
  void Add(char byte) { Add(absl::string_view(&byte, 1)); }

  int64_t Folded() const {
    const uint64_t low = hash_ & ((uint64_t{1} << kKeyBits) - 1);
    return static_cast<int64_t>(low ^ (hash_ >> kKeyBits));
  }

 private:
  uint64_t hash_ = 0xCBF29CE484222325u;
};

template <typename Fact>
bool AddKeys(absl::string_view bytes, const v1::Document& document, Fact& fact,
             std::vector<int64_t>& keys) {
  if (!fact.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return false;
  }
  const FactType type = FactTypeOf(fact);
  keys.push_back(FactPostingKey(type));
  for (const FactTag& tag : FactTagsOf(fact, document)) {
    keys.push_back(FactPostingKey(type, tag));
  }
  return true;
}

absl::Status Malformed() {
  return SqliteStatus(SQLITE_CORRUPT, "malformed block of facts", "fact_block");
}

}  // namespace

int64_t FactPostingKey(FactType type) {
  Fnv hash;
  hash.Add(static_cast<char>(type));
  return hash.Folded();
}

int64_t FactPostingKey(FactType type, const FactTag& tag) {
  Fnv hash;
  hash.Add(static_cast<char>(type));
  hash.Add(static_cast<char>(tag.field));
  hash.Add(tag.value);
  return hash.Folded();
}

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

absl::Status FactPostings::Add(int64_t version, const v1::Document& document) {
  ASSIGN_OR_RETURN(const Postings postings, Collect(version, document));
  if (postings.keys.empty()) return absl::OkStatus();
  for (const int64_t key : postings.keys) postings_.Add(key, version);
  insert_time_.BindInt64(1, version);
  insert_time_.BindInt64(2, postings.time);
  return insert_time_.Run();
}

absl::Status FactPostings::Remove(int64_t version,
                                  const v1::Document& document) {
  ASSIGN_OR_RETURN(const Postings postings, Collect(version, document));
  for (const int64_t key : postings.keys) postings_.Remove(key, version);
  delete_time_.BindInt64(1, version);
  return delete_time_.Run();
}

bool FactPostings::AddKeysOf(FactKind kind, absl::string_view bytes,
                             const v1::Document& document,
                             std::vector<int64_t>& keys) {
  switch (kind) {
    case FactKind::kDecision:
      return AddKeys(bytes, document, decision_, keys);
    case FactKind::kFigure:
      return AddKeys(bytes, document, figure_, keys);
    case FactKind::kStatement:
      return AddKeys(bytes, document, statement_, keys);
    case FactKind::kRelation:
      return AddKeys(bytes, document, relation_, keys);
    default:
      return true;
  }
}

absl::StatusOr<FactPostings::Postings> FactPostings::Collect(
    int64_t version, const v1::Document& document) {
  Postings postings;
  const std::optional<absl::Time> time = PublishTimeOf(document);
  if (time.has_value()) postings.time = absl::ToUnixMicros(*time);
  read_blocks_.BindInt64(1, FactKey(version, FactKind::kDecision, 0));
  read_blocks_.BindInt64(2, FactKey(version, FactKind::kWarning, 0));
  SqliteReset reset(read_blocks_);
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, read_blocks_.Step());
    if (!more) break;
    const FactKind kind = FactKindOfKey(read_blocks_.Int64(0));
    absl::string_view block = read_blocks_.Blob(1);
    while (!block.empty()) {
      absl::string_view fact;
      if (!TakeFact(block, fact) ||
          !AddKeysOf(kind, fact, document, postings.keys)) {
        return Malformed();
      }
    }
  }
  std::sort(postings.keys.begin(), postings.keys.end());
  postings.keys.erase(std::unique(postings.keys.begin(), postings.keys.end()),
                      postings.keys.end());
  return postings;
}

}  // namespace isnad
