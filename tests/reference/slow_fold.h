#ifndef ISNAD_TESTS_REFERENCE_SLOW_FOLD_H_
#define ISNAD_TESTS_REFERENCE_SLOW_FOLD_H_

#include <string>

#include "common/text/fold.h"

namespace isnad {

// What one character folds to with every step on.
struct SlowFolded {
  std::string bytes;
  CharClass char_class;
};

// The definition of folding in Unicode sets and normalization forms, with the
// letters of this project written out. Slow and obvious.
SlowFolded SlowFold(char32_t code_point);

}  // namespace isnad

#endif  // ISNAD_TESTS_REFERENCE_SLOW_FOLD_H_
