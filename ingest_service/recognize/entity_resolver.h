#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_ENTITY_RESOLVER_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_ENTITY_RESOLVER_H_

#include <memory>
#include <mutex>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "ingest_service/catalog/catalog.h"
#include "ingest_service/recognize/reading.h"
#include "isnad/v1/entity.pb.h"

namespace isnad {

// Knows a person or company of the catalog by a name that the catalog does not
// list: misspelt, or written in the other script in another way. It is asked
// only for what the text shows to be a name, and answers only where one entity
// is much closer than all others.
//
// Names are first compared by skeleton, of which one consonant may be missing,
// so that asking for a name that is like none costs little; only then by the
// learned edit costs. The index is made on first use. Thread-safe.
//
//   EntityResolver resolver(catalog);
//   absl::optional<EntityIndex> person =
//       resolver.Resolve("...", v1::ENTITY_TYPE_PERSON);
class EntityResolver {
 public:
  // `catalog` must outlive the resolver.
  explicit EntityResolver(const Catalog& catalog);
  ~EntityResolver();

  // Returns the entity of a type that a name means. Nothing for types other
  // than ENTITY_TYPE_PERSON and ENTITY_TYPE_COMPANY, whose names are words
  // rather than spellings, for names of few consonants, and with a catalog of
  // more than kMaxNames names of these types.
  absl::optional<EntityIndex> Resolve(absl::string_view name,
                                      v1::EntityType type) const;

  // Bounds the memory of the index to some 30 MB.
  static constexpr size_t kMaxNames = 200000;

 private:
  class Index;

  const Index& index() const;

  const Catalog& catalog_;
  mutable std::once_flag made_;
  mutable std::unique_ptr<const Index> index_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_ENTITY_RESOLVER_H_
