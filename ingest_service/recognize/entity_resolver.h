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
// Only names whose skeleton differs by one consonant at most are compared by
// the learned edit costs, and nothing is answered to a name that a hundred are
// near. So the work for a name is bounded whatever the catalog holds. The
// index, of some twenty bytes a name, is made on first use. Thread-safe.
//
// News names the same people for days, so the last answers are kept, by name
// and type: some thousand, in less than a megabyte.
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
  // rather than spellings, and for names of few consonants.
  absl::optional<EntityIndex> Resolve(absl::string_view name,
                                      v1::EntityType type) const;

 private:
  class Index;
  class Answers;

  const Index& index() const;

  const Catalog& catalog_;
  mutable std::once_flag made_;
  mutable std::unique_ptr<const Index> index_;
  const std::unique_ptr<Answers> answers_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_ENTITY_RESOLVER_H_
