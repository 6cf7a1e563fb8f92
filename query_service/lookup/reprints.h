#ifndef ISNAD_QUERY_SERVICE_LOOKUP_REPRINTS_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_REPRINTS_H_

#include <cstdint>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "query_service/store/store_reader.h"

namespace isnad {

// Joins reprints. At each revision, a document repeats the earliest document
// that came before it and whose sketch resembles its own; if that one repeats
// another in turn, then that other, and so on. So the answer depends on nothing
// but the documents that stand at the revision, in the order of their
// versions: once an original is withdrawn or rewritten, the next of its
// reprints is the original. Remembers what it found. Not thread-safe.
//
//   Reprints reprints(reader);
//   RETURN_IF_ERROR(reprints.SetDuplicateOf(stored));
class Reprints {
 public:
  // Documents looked at for one key. A key of more documents is a phrase that
  // an outlet prints under everything; the other keys make up for it.
  static constexpr int kMaxCandidates = 64;
  // Steps from reprint to reprint, each further from the text.
  static constexpr int kMaxSteps = 64;

  // `reader` must outlive it.
  explicit Reprints(StoreReader& reader) : reader_(reader) {}

  // Returns the original that a document of the reader's revision goes back to:
  // itself for an original.
  absl::StatusOr<StoredDocument> OriginalOf(const StoredDocument& stored);

  // Sets `Document.duplicate_of`.
  absl::Status SetDuplicateOf(StoredDocument& stored);

  // Makes the basic view of a document without its body: as `SetDuplicateOf`,
  // and takes out its sketch.
  absl::Status MakeBasic(StoredDocument& stored);

 private:
  // Returns the earliest document that came before and resembles this one, or
  // this one.
  absl::StatusOr<StoredDocument> EarlierOf(const StoredDocument& stored);

  StoreReader& reader_;
  // By version. Bounded by the documents of one answer.
  absl::flat_hash_map<int64_t, StoredDocument> originals_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_REPRINTS_H_
