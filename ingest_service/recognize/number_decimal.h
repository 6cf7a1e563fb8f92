#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_NUMBER_DECIMAL_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_NUMBER_DECIMAL_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace isnad {

// An exact decimal number: coefficient times a power of ten. Holds up to 18
// digits and exponents from -30 to 30; what does not fit is nullopt, never a
// rounded value, except for quotients. Kept without trailing zeros in the
// coefficient, so that equal numbers have equal parts.
class Decimal {
 public:
  static constexpr int64_t kMaxCoefficient = 999'999'999'999'999'999;
  static constexpr int kMaxExponent = 30;

  // Zero.
  Decimal() = default;

  // REQUIRES: |coefficient| <= kMaxCoefficient, |exponent| <= kMaxExponent.
  explicit Decimal(int64_t coefficient, int exponent = 0);

  // Reads ASCII digits before and after the decimal point; either may be empty.
  // Returns nullopt for anything else or for too many digits.
  static absl::optional<Decimal> Parse(absl::string_view integer,
                                       absl::string_view fraction);

  // Exact, or nullopt where the result does not fit.
  absl::optional<Decimal> Plus(const Decimal& other) const;
  absl::optional<Decimal> Times(const Decimal& other) const;
  absl::optional<Decimal> TimesPowerOfTen(int power) const;

  // The quotient, rounded half up to 18 digits; nullopt for division by zero or
  // where it does not fit.
  absl::optional<Decimal> DividedBy(const Decimal& other) const;

  Decimal Negated() const { return Decimal(-coefficient_, exponent_); }

  // Returns the number as an integer; nullopt if it is none or needs more than
  // 18 digits.
  absl::optional<int64_t> ToInteger() const;

  // Returns the shortest plain notation: "-1.5", "50000000000", "0".
  std::string ToString() const;

  bool IsZero() const { return coefficient_ == 0; }
  bool IsNegative() const { return coefficient_ < 0; }

  friend bool operator==(const Decimal& a, const Decimal& b) {
    return a.coefficient_ == b.coefficient_ && a.exponent_ == b.exponent_;
  }
  friend bool operator<(const Decimal& a, const Decimal& b);

 private:
  static absl::optional<Decimal> Make(int64_t coefficient, int exponent);

  int64_t coefficient_ = 0;
  int exponent_ = 0;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_NUMBER_DECIMAL_H_
