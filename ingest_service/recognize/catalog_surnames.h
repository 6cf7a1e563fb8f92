#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_CATALOG_SURNAMES_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_CATALOG_SURNAMES_H_

#include <cstdint>
#include <memory>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "common/base/image.h"
#include "ingest_service/catalog/catalog.h"
#include "ingest_service/recognize/reading.h"

namespace isnad {

// Whether a folded word is long enough for a surname that stands alone: shorter
// ones are words too often ("ly", "tan").
bool IsLongEnoughForSurname(absl::string_view folded);

// By which words the persons of a catalog go once their full name has been
// said: the second word of each name of two. Immutable, thread-safe; copies
// share their memory.
class CatalogSurnames {
 public:
  CatalogSurnames() = default;
  explicit CatalogSurnames(const Catalog& catalog);

  // Returns the HashToken() of each surname of an entity, once; empty for all
  // but persons. REQUIRES: an entity of the catalog. Lives as long as this.
  absl::Span<const uint64_t> Of(EntityIndex entity) const {
    return hashes_.subspan(begins_[entity],
                           begins_[entity + 1] - begins_[entity]);
  }

  // Appends the surnames to an image.
  void Write(ImageWriter& image) const;

  // Returns what Write() put into an image, of a catalog of so many entities;
  // nothing if the image has none that is sound. Views the image.
  static absl::optional<CatalogSurnames> Read(ImageReader& image,
                                              uint32_t catalog_size);

 private:
  // Of those that were not read from an image.
  struct Parts;

  std::shared_ptr<const Parts> parts_;
  // Where the hashes of each entity begin, and one more for the end.
  absl::Span<const uint32_t> begins_;
  absl::Span<const uint64_t> hashes_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_CATALOG_SURNAMES_H_
