#ifndef ISNAD_TESTS_REFERENCE_SLOW_NAME_MATCHER_H_
#define ISNAD_TESTS_REFERENCE_SLOW_NAME_MATCHER_H_

#include <cstdint>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "ingest_service/normalize/normalized_text.h"

namespace isnad {

// First token, end token, bytes of clitics, value.
using SlowMatch = std::tuple<uint32_t, uint32_t, uint32_t, uint32_t>;

// What NameMatcher finds, without hashes, tables or filters: at every token,
// with every reading of its clitics, every name is compared letter by letter.
// Sorted.
std::vector<SlowMatch> SlowMatches(
    const std::vector<std::pair<std::vector<std::string>, uint32_t>>& names,
    const NormalizedText& text);

}  // namespace isnad

#endif  // ISNAD_TESTS_REFERENCE_SLOW_NAME_MATCHER_H_
