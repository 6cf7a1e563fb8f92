#ifndef ISNAD_INGEST_SERVICE_CATALOG_CATALOG_H_
#define ISNAD_INGEST_SERVICE_CATALOG_CATALOG_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "common/base/image.h"
#include "ingest_service/data_file/data_file.h"
#include "isnad/catalog/v1/catalog.pb.h"
#include "isnad/v1/entity.pb.h"

namespace isnad {

// The entities known beforehand, with their names and what is known of them.
// Immutable once loaded, thread-safe.
//
//   ASSIGN_OR_RETURN(auto catalog, Catalog::Load({}));
//   absl::optional<uint32_t> nvidia = catalog->Find("nvidia");
//   v1::Entity entity = catalog->ToEntity(*nvidia);
class Catalog {
 public:
  struct Options {
    // Folder of *.textproto files used besides the embedded ones: an entity
    // of the same id replaces the embedded one. Empty: none.
    std::string directory;
    // Whether the embedded entities are used.
    bool embedded = true;
  };

  // Reads and checks all entities. Errors: FILE_UNUSABLE, DATA_FILE_INVALID.
  static absl::StatusOr<std::unique_ptr<Catalog>> Load(const Options& options);

  // As Load, from files in memory and without the embedded entities.
  static absl::StatusOr<std::unique_ptr<Catalog>> Parse(
      const std::vector<DataFile>& files);

  // Appends all entities to an image.
  void Write(ImageWriter& image) const;

  // Returns the catalog that Write() put into an image, nothing if the image
  // has none that is sound.
  static std::unique_ptr<Catalog> Read(ImageReader& image);

  // Number of entities; their indexes run from 0, in the order of ids.
  uint32_t size() const { return static_cast<uint32_t>(entities_.size()); }

  // The entity of an index, as its file has it. REQUIRES: index < size().
  const catalog::v1::CatalogEntity& entity(uint32_t index) const {
    return *entities_[index];
  }

  // The resource name, `entities/{entity}`, the type and the broad class of an
  // entity. REQUIRES: index < size().
  const std::string& name(uint32_t index) const { return briefs_[index].name; }
  v1::EntityType type(uint32_t index) const { return briefs_[index].type; }
  v1::EntityKind kind(uint32_t index) const { return briefs_[index].kind; }

  // Returns the index of an id, nothing if there is no such entity.
  absl::optional<uint32_t> Find(absl::string_view id) const;

  // Returns the entity as the API serves it. REQUIRES: index < size().
  v1::Entity ToEntity(uint32_t index) const;

  // SHA-256 of all data, 64 hexadecimal digits.
  const std::string& digest() const { return digest_; }

 private:
  // Where an entity was written, for errors.
  struct Origin {
    std::string file;
    int line = 0;
  };
  // Entities being put together; an id maps to its place in `entities`.
  struct Loading;

  Catalog() = default;

  static absl::Status Add(catalog::v1::CatalogFile data, absl::string_view file,
                          const std::vector<int>& lines, bool may_replace,
                          Loading* loading);
  static absl::Status AddFiles(const std::vector<DataFile>& files,
                               Loading* loading);
  static absl::StatusOr<std::unique_ptr<Catalog>> Seal(Loading loading);
  void IndexEntities();

  // What is asked of one entity after another, side by side: in the entity
  // itself it lies some pointers away.
  struct Brief {
    std::string name;
    v1::EntityType type = v1::ENTITY_TYPE_UNSPECIFIED;
    v1::EntityKind kind = v1::ENTITY_KIND_UNSPECIFIED;
  };

  // Sorted by id.
  std::vector<std::unique_ptr<catalog::v1::CatalogEntity>> entities_;
  std::vector<Brief> briefs_;
  absl::flat_hash_map<absl::string_view, uint32_t> index_by_id_;
  std::string digest_;
};

// The broad class that a type belongs to.
v1::EntityKind KindOf(v1::EntityType type);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_CATALOG_CATALOG_H_
