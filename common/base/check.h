#ifndef ISNAD_COMMON_BASE_CHECK_H_
#define ISNAD_COMMON_BASE_CHECK_H_

#include "absl/base/optimization.h"

namespace isnad {

// Prints the failed condition with its place and aborts.
[[noreturn]] void CheckFailed(const char* file, int line,
                              const char* condition);

}  // namespace isnad

// Aborts unless `condition` holds. Only for broken invariants: never on input,
// files or the network.
#define ISNAD_CHECK(condition)  \
  (ABSL_PREDICT_TRUE(condition) \
       ? static_cast<void>(0)   \
       : ::isnad::CheckFailed(__FILE__, __LINE__, #condition))

#endif  // ISNAD_COMMON_BASE_CHECK_H_
