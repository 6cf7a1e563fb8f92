#ifndef ISNAD_INGEST_SERVICE_PIPELINE_COMPILED_CATALOG_H_
#define ISNAD_INGEST_SERVICE_PIPELINE_COMPILED_CATALOG_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ingest_service/catalog/catalog.h"
#include "ingest_service/lexicon/lexicon.h"
#include "ingest_service/recognize/entity_names.h"

namespace isnad {

// A catalog with all spellings of its names made and indexed, as it comes out
// of a file that was compiled beforehand. Catalogs of a million names start in
// a second or two this way, and read as they do from their textproto files.
struct CompiledCatalog {
  std::unique_ptr<Catalog> catalog;
  // Views `bytes`.
  EntityNames names;
  std::unique_ptr<const std::string> bytes;
};

// Writes the file of a catalog whose names are read with a lexicon; replaces
// `path` at once and durably. Errors: FILE_UNUSABLE.
absl::Status WriteCompiledCatalog(const Catalog& catalog,
                                  const Lexicon& lexicon,
                                  const std::string& path);

// Reads such a file. Errors: FILE_UNUSABLE for a file that cannot be read, or
// was compiled by another version of this program or with another lexicon;
// DATA_FILE_INVALID for one that is something else, cut off or damaged.
absl::StatusOr<CompiledCatalog> ReadCompiledCatalog(const std::string& path,
                                                    const Lexicon& lexicon);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_PIPELINE_COMPILED_CATALOG_H_
