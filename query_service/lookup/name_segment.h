#ifndef ISNAD_QUERY_SERVICE_LOOKUP_NAME_SEGMENT_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_NAME_SEGMENT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/names/name_index.h"
#include "isnad/v1/entity.pb.h"
#include "isnad/v1/query_service.pb.h"

namespace isnad {

// An entity that has a name like one that was asked for.
struct NameHit {
  std::string entity_id;
  v1::EntityKind kind = v1::ENTITY_KIND_UNSPECIFIED;
  std::string name;
  v1::MatchMethod method = v1::MATCH_METHOD_UNSPECIFIED;
  double score = 0;
};

// The names of some entities, as they were at some revision. Immutable,
// thread-safe. About 120 bytes a name and the ids of the entities: of a large
// segment in a file without a name, whose pages the system takes back at will.
class NameSegment {
 public:
  // Less is no likeness: unrelated names reach 0.49, misspellings across
  // scripts begin at 0.54 (names of the catalog, by eye).
  static constexpr double kMinScore = 0.5;
  // Segments of fewer names stay in memory.
  static constexpr size_t kMinSpilledNames = 10'000;

  class Builder {
   public:
    void Add(const v1::Entity& entity);
    size_t name_count() const { return names_; }
    // With a folder, a large segment is kept there; where that fails, which is
    // logged, in memory.
    std::shared_ptr<const NameSegment> Build(const std::string& folder) &&;

   private:
    NameIndexBuilder index_;
    std::string ids_;
    std::vector<uint32_t> id_ends_;
    std::vector<uint8_t> kinds_;
    size_t names_ = 0;
  };

  // Appends up to `limit` entities, each by its best name, best first.
  void Match(absl::string_view query, size_t limit,
             std::vector<NameHit>& hits) const;

  size_t name_count() const { return index_.size(); }
  size_t entity_count() const { return kinds_.size(); }
  absl::string_view EntityId(size_t entity) const;
  size_t memory_bytes() const;

 private:
  NameSegment() = default;

  NameIndex index_;
  // Ids, one after the other.
  std::string ids_;
  std::vector<uint32_t> id_ends_;
  std::vector<uint8_t> kinds_;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_NAME_SEGMENT_H_
