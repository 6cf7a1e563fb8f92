#include "ingest_service/recognize/catalog_surnames.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "common/names/name_tokens.h"
#include "common/text/fold.h"

namespace isnad {
namespace {

constexpr size_t kMinArabicBytes = 6;  // three letters
constexpr size_t kMinLatinBytes = 3;

void AddSurnamesOf(const catalog::v1::CatalogEntity& entity,
                   std::vector<uint64_t>& hashes) {
  if (entity.type() != v1::ENTITY_TYPE_PERSON) return;
  const auto begin = static_cast<ptrdiff_t>(hashes.size());
  for (const auto* names : {&entity.latin(), &entity.arabic()}) {
    for (const std::string& name : *names) {
      const std::vector<std::string> tokens = NameTokens(name);
      if (tokens.size() != 2 || !IsLongEnoughForSurname(tokens[1])) continue;
      const uint64_t hash = HashToken(tokens[1]);
      if (std::find(hashes.begin() + begin, hashes.end(), hash) ==
          hashes.end()) {
        hashes.push_back(hash);
      }
    }
  }
}

}  // namespace

struct CatalogSurnames::Parts {
  std::vector<uint32_t> begins;
  std::vector<uint64_t> hashes;
};

bool IsLongEnoughForSurname(absl::string_view folded) {
  const bool latin =
      !folded.empty() && static_cast<unsigned char>(folded[0]) < 0x80;
  return folded.size() >= (latin ? kMinLatinBytes : kMinArabicBytes);
}

CatalogSurnames::CatalogSurnames(const Catalog& catalog) {
  auto parts = std::make_shared<Parts>();
  parts->begins.reserve(size_t{catalog.size()} + 1);
  parts->begins.push_back(0);
  for (EntityIndex i = 0; i < catalog.size(); ++i) {
    AddSurnamesOf(catalog.entity(i), parts->hashes);
    parts->begins.push_back(static_cast<uint32_t>(parts->hashes.size()));
  }
  begins_ = parts->begins;
  hashes_ = parts->hashes;
  parts_ = std::move(parts);
}

void CatalogSurnames::Write(ImageWriter& image) const {
  image.Add(begins_);
  image.Add(hashes_);
}

absl::optional<CatalogSurnames> CatalogSurnames::Read(ImageReader& image,
                                                      uint32_t catalog_size) {
  CatalogSurnames surnames;
  surnames.begins_ = image.Read<uint32_t>();
  surnames.hashes_ = image.Read<uint64_t>();
  const absl::Span<const uint32_t> begins = surnames.begins_;
  if (!image.ok() || begins.size() != size_t{catalog_size} + 1 ||
      begins.front() != 0 || begins.back() != surnames.hashes_.size() ||
      !std::is_sorted(begins.begin(), begins.end())) {
    return absl::nullopt;
  }
  return surnames;
}

}  // namespace isnad
