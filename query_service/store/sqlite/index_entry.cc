#include "query_service/store/sqlite/index_entry.h"

#include <algorithm>
#include <optional>

#include "absl/time/time.h"
#include "common/text/sketch.h"

namespace isnad {
namespace {

constexpr int kKeyBits = 48;

// FNV-1a; its constants are those of draft-eastlake-fnv for 64 bits.
class Fnv {
 public:
  void Add(absl::string_view bytes) {
    for (const char c : bytes) Add(c);
  }
  void Add(char byte) {
    hash_ = (hash_ ^ static_cast<unsigned char>(byte)) * 0x100000001B3u;
  }

  int64_t Folded() const {
    const uint64_t low = hash_ & ((uint64_t{1} << kKeyBits) - 1);
    return static_cast<int64_t>(low ^ (hash_ >> kKeyBits));
  }

 private:
  uint64_t hash_ = 0xCBF29CE484222325u;
};

}  // namespace

int64_t FactPostingKey(FactType type) {
  Fnv hash;
  hash.Add(static_cast<char>(type));
  return hash.Folded();
}

int64_t FactPostingKey(FactType type, FactField field,
                       absl::string_view value) {
  Fnv hash;
  hash.Add(static_cast<char>(type));
  hash.Add(static_cast<char>(field));
  hash.Add(value);
  return hash.Folded();
}

int64_t IndexEntry::SizeBytes() const {
  const size_t keys = fact_keys.capacity() + sketch_keys.capacity();
  return static_cast<int64_t>(sizeof(*this) + document_id.capacity() +
                              entities.capacity() + text.capacity() +
                              keys * sizeof(int64_t));
}

void SetFromHeader(const v1::Document& document, IndexEntry& entry) {
  const std::optional<absl::Time> time = PublishTimeOf(document);
  if (time.has_value()) entry.time = absl::ToUnixMicros(*time);
  for (const uint64_t key : SketchKeys(DecodeSketch(document.sketch()))) {
    entry.sketch_keys.push_back(static_cast<int64_t>(key));
  }
}

void SortFactKeys(IndexEntry& entry) {
  std::vector<int64_t>& keys = entry.fact_keys;
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

}  // namespace isnad
