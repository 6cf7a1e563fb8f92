#include "ingest_service/catalog/catalog.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/check.h"
#include "common/base/sha256.h"
#include "common/status/status_macros.h"
#include "ingest_service/catalog/catalog_check.h"

extern "C" {
extern const char isnad_catalog_data_begin[];
extern const char isnad_catalog_data_end[];
}

namespace isnad {

using catalog::v1::CatalogEntity;

struct Catalog::Loading {
  std::vector<std::unique_ptr<CatalogEntity>> entities;
  std::vector<Origin> origins;
  absl::flat_hash_map<std::string, size_t> places;
};

absl::Status Catalog::Add(catalog::v1::CatalogFile data, absl::string_view file,
                          const std::vector<int>& lines, bool may_replace,
                          Loading* loading) {
  for (int i = 0; i < data.entity_size(); ++i) {
    const auto number = static_cast<size_t>(i);
    Origin origin{std::string(file), number < lines.size() ? lines[number] : 0};
    auto entity =
        std::make_unique<CatalogEntity>(std::move(*data.mutable_entity(i)));
    const std::string problem = ProblemOf(*entity);
    if (!problem.empty()) {
      return DataFileError(origin.file, origin.line, problem);
    }
    const auto [known, is_new] =
        loading->places.try_emplace(entity->id(), loading->entities.size());
    if (is_new) {
      loading->entities.push_back(std::move(entity));
      loading->origins.push_back(std::move(origin));
      continue;
    }
    const Origin& other = loading->origins[known->second];
    // Line 0 marks the embedded entities.
    if (!may_replace || other.line != 0) {
      return DataFileError(
          origin.file, origin.line,
          absl::StrCat("entity ", entity->id(), ": id stands already in ",
                       other.file, ":", other.line));
    }
    loading->origins[known->second] = std::move(origin);
    loading->entities[known->second] = std::move(entity);
  }
  return absl::OkStatus();
}

absl::Status Catalog::AddFiles(const std::vector<DataFile>& files,
                               Loading* loading) {
  for (const DataFile& file : files) {
    catalog::v1::CatalogFile data;
    std::vector<int> lines;
    RETURN_IF_ERROR(ParseDataFile(file, "entity", &data, &lines));
    RETURN_IF_ERROR(Add(std::move(data), file.name, lines, true, loading));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<Catalog>> Catalog::Seal(Loading loading) {
  const auto type_of = [&loading](const std::string& id) {
    const auto found = loading.places.find(id);
    return found == loading.places.end()
               ? v1::ENTITY_TYPE_UNSPECIFIED
               : loading.entities[found->second]->type();
  };
  for (size_t i = 0; i < loading.entities.size(); ++i) {
    const std::string problem =
        ProblemOfReferences(*loading.entities[i], type_of);
    if (problem.empty()) continue;
    return DataFileError(loading.origins[i].file, loading.origins[i].line,
                         problem);
  }
  auto result = absl::WrapUnique(new Catalog());
  result->entities_ = std::move(loading.entities);
  std::sort(result->entities_.begin(), result->entities_.end(),
            [](const auto& a, const auto& b) { return a->id() < b->id(); });
  result->IndexEntities();
  std::string bytes;
  for (const auto& entity : result->entities_) {
    ISNAD_CHECK(entity->AppendToString(&bytes));
  }
  result->digest_ = absl::BytesToHexString(Sha256(bytes));
  return result;
}

void Catalog::IndexEntities() {
  briefs_.reserve(entities_.size());
  index_by_id_.reserve(entities_.size());
  for (uint32_t i = 0; i < size(); ++i) {
    const CatalogEntity& entity = *entities_[i];
    briefs_.push_back({absl::StrCat("entities/", entity.id()), entity.type(),
                       KindOf(entity.type())});
    index_by_id_.emplace(entity.id(), i);
  }
}

absl::StatusOr<std::unique_ptr<Catalog>> Catalog::Load(const Options& options) {
  Loading loading;
  if (options.embedded) {
    catalog::v1::CatalogFile data;
    ISNAD_CHECK(data.ParseFromArray(
        isnad_catalog_data_begin,
        static_cast<int>(isnad_catalog_data_end - isnad_catalog_data_begin)));
    RETURN_IF_ERROR(
        Add(std::move(data), "embedded catalog", {}, false, &loading));
  }
  if (!options.directory.empty()) {
    ASSIGN_OR_RETURN(const std::vector<DataFile> files,
                     ReadDataFolder(options.directory));
    RETURN_IF_ERROR(AddFiles(files, &loading));
  }
  return Seal(std::move(loading));
}

absl::StatusOr<std::unique_ptr<Catalog>> Catalog::Parse(
    const std::vector<DataFile>& files) {
  Loading loading;
  RETURN_IF_ERROR(AddFiles(files, &loading));
  return Seal(std::move(loading));
}

absl::optional<uint32_t> Catalog::Find(absl::string_view id) const {
  const auto found = index_by_id_.find(id);
  if (found == index_by_id_.end()) return absl::nullopt;
  return found->second;
}

}  // namespace isnad
