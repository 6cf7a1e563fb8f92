// What the index is to hold of one document version.
#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_INDEX_ENTRY_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_INDEX_ENTRY_H_

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "isnad/v1/document.pb.h"
#include "query_service/store/fact_scan.h"

namespace isnad {

// `document_time.time` of a version without a publish time; others are in
// microseconds since 1970, UTC.
inline constexpr int64_t kNoPublishTime = std::numeric_limits<int64_t>::min();

// Key, in `fact_posting`, of all facts of a type.
int64_t FactPostingKey(FactType type);
// Key of those with a value.
int64_t FactPostingKey(FactType type, FactField field, absl::string_view value);

struct IndexEntry {
  int64_t version = 0;
  std::string document_id;
  // Numbers of the mentioned entities, as in document_version.entities.
  std::string entities;
  // Of `fact_posting`, see AddFactKeys.
  std::vector<int64_t> fact_keys;
  int64_t time = kNoPublishTime;
  std::vector<int64_t> sketch_keys;
  // What the words of the full text are made of.
  std::string text;

  // About how much memory it holds.
  int64_t SizeBytes() const;
};

// Sets what a document's header says: time and sketch keys.
void SetFromHeader(const v1::Document& document, IndexEntry& entry);

// Adds the keys of a fact, some of them more than once.
template <typename Fact>
void AddFactKeys(const Fact& fact, const v1::Document& document,
                 IndexEntry& entry) {
  const FactType type = FactTypeOf(fact);
  entry.fact_keys.push_back(FactPostingKey(type));
  ForEachFactTag(fact, document, [&](FactField field, absl::string_view value) {
    entry.fact_keys.push_back(FactPostingKey(type, field, value));
  });
}

// Puts the keys in order, without repetition.
void SortFactKeys(IndexEntry& entry);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_INDEX_ENTRY_H_
