// The rules of folding for single characters, from which FoldTable is made.
#ifndef ISNAD_COMMON_TEXT_FOLD_RULES_H_
#define ISNAD_COMMON_TEXT_FOLD_RULES_H_

#include <cstdint>
#include <string>

#include "common/text/fold.h"

namespace isnad {

// Appends the folded form of a code point under `steps` to `out`, and returns
// what the character is. Slow: asks ICU for each property.
CharClass FoldCodePoint(char32_t code_point, uint32_t steps, std::string& out);

}  // namespace isnad

#endif  // ISNAD_COMMON_TEXT_FOLD_RULES_H_
