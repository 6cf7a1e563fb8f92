#ifndef ISNAD_QUERY_SERVICE_LOOKUP_FILTER_DECIMAL_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_FILTER_DECIMAL_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace isnad {

// A decimal number, compared exactly: 0.1 + 0.2 is no part of a filter, but
// amounts beyond 2^53 are, and "5", "5.0" and "5e0" are one.
class Decimal {
 public:
  // Zero.
  Decimal() = default;

  // Parses "-12.5", ".5", "1e9". False, and `out` unchanged, for anything else
  // and for exponents beyond +-100,000.
  static bool Parse(absl::string_view text, Decimal& out);

  // Below, at or above 0 as `a` is below, at or above `b`.
  static int Compare(const Decimal& a, const Decimal& b);

 private:
  bool negative_ = false;
  // Without zeros at either end; empty for zero.
  std::string digits_;
  // Its value is 0.DIGITS * 10^exponent.
  int64_t exponent_ = 0;
};

inline bool operator==(const Decimal& a, const Decimal& b) {
  return Decimal::Compare(a, b) == 0;
}
inline bool operator!=(const Decimal& a, const Decimal& b) {
  return Decimal::Compare(a, b) != 0;
}
inline bool operator<(const Decimal& a, const Decimal& b) {
  return Decimal::Compare(a, b) < 0;
}
inline bool operator<=(const Decimal& a, const Decimal& b) {
  return Decimal::Compare(a, b) <= 0;
}
inline bool operator>(const Decimal& a, const Decimal& b) {
  return Decimal::Compare(a, b) > 0;
}
inline bool operator>=(const Decimal& a, const Decimal& b) {
  return Decimal::Compare(a, b) >= 0;
}

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_FILTER_DECIMAL_H_
