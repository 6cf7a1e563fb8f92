#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_ENTITY_NAMES_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_ENTITY_NAMES_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "common/base/image.h"
#include "common/names/name_table.h"
#include "ingest_service/catalog/catalog.h"
#include "ingest_service/lexicon/lexicon.h"
#include "ingest_service/recognize/catalog_surnames.h"
#include "ingest_service/recognize/reading.h"

namespace isnad {

// How a name of the catalog means its entity.
enum class SenseKind : uint8_t {
  kName,         // wherever it stands
  kSpelling,     // likewise, but a spelling made by rule
  kAdjective,    // a nationality adjective
  kConditional,  // under a condition
  kRoles,        // none: a word of the lexicon with parts to play
};

// One meaning of one name, packed into a value of a NameTable.
class Sense {
 public:
  Sense(SenseKind kind, uint32_t index)
      : value_(static_cast<uint32_t>(kind) << kIndexBits | index) {}
  explicit Sense(uint32_t value) : value_(value) {}

  SenseKind kind() const {
    return static_cast<SenseKind>(value_ >> kIndexBits);
  }
  // Of the condition if kConditional, the WordRoleSet if kRoles, else of the
  // entity.
  uint32_t index() const { return value_ & ((1u << kIndexBits) - 1); }
  uint32_t value() const { return value_; }

 private:
  static constexpr int kIndexBits = 28;

  uint32_t value_;
};

// The condition of a conditional name.
struct SenseCondition {
  EntityIndex entity = 0;
  // In a document that holds an unconditional name of the entity.
  bool after_full_name = false;
  // Wherever no other sense of the name holds.
  bool by_default = false;
  // Else: beside one of these, each the hashes of a cue's tokens.
  std::vector<std::vector<uint64_t>> cues;
};

// The names of a catalog's entities in all their spellings, and the words of
// the lexicon that have a role, ready for a NameMatcher: one table, so that one
// pass over a text finds both. Of the senses of a name, that of kRoles is the
// last. Immutable, thread-safe.
class EntityNames {
 public:
  // Single words of the lexicon's list "common_word", and those that
  // quantities are read by, are no spellings of a name, unless they are listed
  // as one.
  EntityNames(const Catalog& catalog, const Lexicon& lexicon);

  // Appends the names to an image.
  void Write(ImageWriter& image) const;

  // Returns the names that Write() put into an image, of a catalog of so many
  // entities; nothing if the image has none that are sound. Views the image.
  static absl::optional<EntityNames> Read(ImageReader& image,
                                          uint32_t catalog_size);

  const NameTable& table() const { return table_; }
  const CatalogSurnames& surnames() const { return surnames_; }

  // REQUIRES: `index` of a sense of kind kConditional.
  const SenseCondition& condition(uint32_t index) const {
    return conditions_[index];
  }

  // The entity that a sense speaks of. REQUIRES: its kind is not kRoles.
  EntityIndex EntityOf(Sense sense) const {
    return sense.kind() == SenseKind::kConditional
               ? conditions_[sense.index()].entity
               : sense.index();
  }

 private:
  class Builder;

  EntityNames() = default;
  bool ReadConditions(ImageReader& image, uint32_t catalog_size);

  NameTable table_;
  std::vector<SenseCondition> conditions_;
  CatalogSurnames surnames_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_ENTITY_NAMES_H_
