// The table of single characters that fold to others by a rule of this
// project rather than of Unicode.
#ifndef ISNAD_COMMON_TEXT_FOLD_LETTERS_H_
#define ISNAD_COMMON_TEXT_FOLD_LETTERS_H_

#include <cstddef>

#include "common/text/fold.h"

namespace isnad {

// One character and what it folds to if `step` is on.
struct LetterFold {
  char32_t from;
  char32_t to;
  char32_t to_second;  // 0: none
  FoldStep step;
};

// Ordered by `from`.
extern const LetterFold kLetterFolds[];
extern const size_t kLetterFoldCount;

}  // namespace isnad

#endif  // ISNAD_COMMON_TEXT_FOLD_LETTERS_H_
