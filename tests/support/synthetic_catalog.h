// Catalogs of any size for tests and benchmarks.
#ifndef ISNAD_TESTS_SUPPORT_SYNTHETIC_CATALOG_H_
#define ISNAD_TESTS_SUPPORT_SYNTHETIC_CATALOG_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace isnad {

// Made names: two Arabic words of syllables, and two Latin ones. First words
// are drawn from one word for each twenty names, as given names and heads of
// companies are, so that many names begin alike. The same count and seed give
// the same names.
std::vector<std::pair<std::string, std::string>> SyntheticNames(int count,
                                                                uint32_t seed);

// The text of a catalog file with `names` names: each entity, a person or a
// company, has an Arabic and a Latin one.
std::string SyntheticCatalog(int names, uint32_t seed);

}  // namespace isnad

#endif  // ISNAD_TESTS_SUPPORT_SYNTHETIC_CATALOG_H_
