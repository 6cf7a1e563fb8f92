#ifndef ISNAD_COMMON_NAMES_LEARN_NAME_PAIRS_H_
#define ISNAD_COMMON_NAMES_LEARN_NAME_PAIRS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "common/names/chunk.h"

namespace isnad {

// One token in both alphabets.
struct TokenPair {
  Symbols latin;
  Symbols arabic;
};

struct NamePairs {
  std::vector<TokenPair> tokens;
  // Lines without a usable pair: of as many tokens on both sides, none in the
  // other's alphabet.
  size_t skipped_lines = 0;
};

// Adds the pairs of a table whose lines are Latin name TAB Arabic name,
// whatever follows in further columns. Names of several tokens are paired token
// by token. `file` names the table in errors. InvalidArgument, with the line,
// for one without a tab, with an empty name, or that is not UTF-8.
absl::Status AddNamePairs(absl::string_view file, absl::string_view table,
                          NamePairs* pairs);

}  // namespace isnad

#endif  // ISNAD_COMMON_NAMES_LEARN_NAME_PAIRS_H_
