#include "query_service/lookup/reprints.h"

#include <utility>

#include "common/status/status_macros.h"
#include "common/text/sketch.h"

namespace isnad {

absl::StatusOr<StoredDocument> Reprints::EarlierOf(
    const StoredDocument& stored) {
  const SketchHashes sketch = DecodeSketch(stored.document.sketch());
  StoredDocument earliest = stored;
  for (const uint64_t key : SketchKeys(sketch)) {
    int examined = 0;
    const auto visit = [&](StoredDocument& candidate) {
      if (IsReprint(sketch, DecodeSketch(candidate.document.sketch()))) {
        earliest = std::move(candidate);
        return Visit::kStop;
      }
      return ++examined < kMaxCandidates ? Visit::kContinue : Visit::kStop;
    };
    RETURN_IF_ERROR(reader_.ScanSketchKey(key, earliest.version, visit));
  }
  return earliest;
}

absl::StatusOr<StoredDocument> Reprints::OriginalOf(
    const StoredDocument& stored) {
  const auto known = originals_.find(stored.version);
  if (known != originals_.end()) return known->second;
  StoredDocument original = stored;
  for (int step = 0; step < kMaxSteps; ++step) {
    ASSIGN_OR_RETURN(StoredDocument earlier, EarlierOf(original));
    if (earlier.version == original.version) break;
    original = std::move(earlier);
  }
  originals_.emplace(stored.version, original);
  return original;
}

absl::Status Reprints::SetDuplicateOf(StoredDocument& stored) {
  ASSIGN_OR_RETURN(const StoredDocument original, OriginalOf(stored));
  stored.document.set_duplicate_of(
      original.version == stored.version ? "" : original.document.name());
  return absl::OkStatus();
}

absl::Status Reprints::MakeBasic(StoredDocument& stored) {
  RETURN_IF_ERROR(SetDuplicateOf(stored));
  stored.document.clear_sketch();
  return absl::OkStatus();
}

}  // namespace isnad
