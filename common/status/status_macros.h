#ifndef ISNAD_COMMON_STATUS_STATUS_MACROS_H_
#define ISNAD_COMMON_STATUS_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define ISNAD_STATUS_CONCAT_INNER_(a, b) a##b
#define ISNAD_STATUS_CONCAT_(a, b) ISNAD_STATUS_CONCAT_INNER_(a, b)

// Returns from the function if `expression` is an error.
#define RETURN_IF_ERROR(expression)                \
  do {                                             \
    ::absl::Status isnad_status_ = (expression);   \
    if (!isnad_status_.ok()) return isnad_status_; \
  } while (false)

// Declares or assigns `lhs` from a StatusOr; returns its error from the
// function if it has none.
#define ASSIGN_OR_RETURN(lhs, expression)                                   \
  ISNAD_ASSIGN_OR_RETURN_(ISNAD_STATUS_CONCAT_(isnad_status_or_, __LINE__), \
                          lhs, expression)

#define ISNAD_ASSIGN_OR_RETURN_(result, lhs, expression) \
  auto result = (expression);                            \
  if (!result.ok()) return std::move(result).status();   \
  lhs = *std::move(result)

#endif  // ISNAD_COMMON_STATUS_STATUS_MACROS_H_
