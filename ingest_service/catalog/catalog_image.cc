// A catalog in an image: its digest, where each entity's bytes end, and the
// serialized entities one behind the other, in the order of ids.
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/memory/memory.h"
#include "common/base/check.h"
#include "ingest_service/catalog/catalog.h"

namespace isnad {
namespace {

using catalog::v1::CatalogEntity;

// Whether an entity has what every reader of a catalog relies on. The files it
// came from were checked in full when they were read.
bool IsUsable(const CatalogEntity& entity) {
  const auto& names = entity.latin().empty() ? entity.arabic() : entity.latin();
  return KindOf(entity.type()) != v1::ENTITY_KIND_UNSPECIFIED &&
         !names.empty() && !names[0].empty();
}

}  // namespace

void Catalog::Write(ImageWriter& image) const {
  std::vector<uint64_t> ends;
  std::string bytes;
  for (const auto& entity : entities_) {
    ISNAD_CHECK(entity->AppendToString(&bytes));
    ends.push_back(bytes.size());
  }
  image.Add(digest_);
  image.Add(absl::MakeConstSpan(ends));
  image.Add(bytes);
}

std::unique_ptr<Catalog> Catalog::Read(ImageReader& image) {
  auto catalog = absl::WrapUnique(new Catalog());
  catalog->digest_ = std::string(image.ReadText());
  const absl::Span<const uint64_t> ends = image.Read<uint64_t>();
  const absl::string_view bytes = image.ReadText();
  if (!image.ok() || ends.size() > UINT32_MAX) return nullptr;
  catalog->entities_.reserve(ends.size());
  uint64_t begin = 0;
  for (const uint64_t end : ends) {
    if (end < begin || end > bytes.size() || end - begin > INT32_MAX) {
      return nullptr;
    }
    auto entity = std::make_unique<CatalogEntity>();
    if (!entity->ParseFromArray(bytes.data() + begin,
                                static_cast<int>(end - begin)) ||
        !IsUsable(*entity)) {
      return nullptr;
    }
    const auto& before = catalog->entities_;
    if (!before.empty() && before.back()->id() >= entity->id()) return nullptr;
    catalog->entities_.push_back(std::move(entity));
    begin = end;
  }
  if (begin != bytes.size()) return nullptr;
  catalog->IndexEntities();
  return catalog;
}

}  // namespace isnad
