#ifndef ISNAD_CLIENT_CLI_NAME_FINDER_H_
#define ISNAD_CLIENT_CLI_NAME_FINDER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "common/names/name_index.h"
#include "ingest_service/catalog/catalog.h"

namespace isnad {

// Finds names in a list by their spelling in any script, and by what the
// catalog knows: a query that is a name of a catalog entity finds the other
// names of that entity, however they are spelled ("Beijing" by its Arabic
// name). Immutable, thread-safe.
class NameFinder {
 public:
  // A name found through the catalog scores this, less than one of the same
  // spelling and more than any other.
  static constexpr double kAliasScore = 0.985;

  // Keeps a reference to `names`, not to `catalog`.
  NameFinder(const std::vector<std::string>& names, const Catalog& catalog);

  // Returns up to `limit` names, best first; their ids are indexes into the
  // list.
  std::vector<NameMatch> Find(absl::string_view query, size_t limit) const;

 private:
  void AddAliases(const std::vector<std::string>& names,
                  const Catalog& catalog);

  NameIndex index_;
  // Names of the list by the keys of what else they are called, ascending.
  absl::flat_hash_map<std::string, std::vector<uint32_t>> aliases_;
  const std::vector<std::string>& names_;
};

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_NAME_FINDER_H_
