#include "ingest_service/recognize/number_decimal.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

namespace isnad {
namespace {

__extension__ using Int128 = __int128;

// Reads digits behind `coefficient`; false where they do not fit.
bool AppendDigits(absl::string_view digits, int64_t& coefficient) {
  for (char c : digits) {
    if (c < '0' || c > '9') return false;
    if (coefficient > Decimal::kMaxCoefficient / 10) return false;
    coefficient = coefficient * 10 + (c - '0');
  }
  return true;
}

}  // namespace

Decimal::Decimal(int64_t coefficient, int exponent)
    : coefficient_(coefficient), exponent_(coefficient == 0 ? 0 : exponent) {
  while (coefficient_ != 0 && coefficient_ % 10 == 0) {
    coefficient_ /= 10;
    ++exponent_;
  }
}

absl::optional<Decimal> Decimal::Make(int64_t coefficient, int exponent) {
  const Decimal result(coefficient, exponent);
  if (std::abs(result.exponent_) > kMaxExponent) return absl::nullopt;
  return result;
}

absl::optional<Decimal> Decimal::Parse(absl::string_view integer,
                                       absl::string_view fraction) {
  if (integer.empty() && fraction.empty()) return absl::nullopt;
  while (!fraction.empty() && fraction.back() == '0') fraction.remove_suffix(1);
  int64_t coefficient = 0;
  if (!AppendDigits(integer, coefficient) ||
      !AppendDigits(fraction, coefficient)) {
    return absl::nullopt;
  }
  return Make(coefficient, -static_cast<int>(fraction.size()));
}

absl::optional<Decimal> Decimal::Plus(const Decimal& other) const {
  Decimal high = *this;
  Decimal low = other;
  if (high.IsZero()) return low;
  if (low.IsZero()) return high;
  if (high.exponent_ < low.exponent_) std::swap(high, low);
  int64_t coefficient = high.coefficient_;
  for (int e = high.exponent_; e > low.exponent_; --e) {
    if (std::abs(coefficient) > kMaxCoefficient / 10) return absl::nullopt;
    coefficient *= 10;
  }
  const int64_t sum = coefficient + low.coefficient_;
  if (std::abs(sum) > kMaxCoefficient) return absl::nullopt;
  return Make(sum, low.exponent_);
}

absl::optional<Decimal> Decimal::Times(const Decimal& other) const {
  int64_t product = 0;
  if (__builtin_mul_overflow(coefficient_, other.coefficient_, &product) ||
      product > kMaxCoefficient || product < -kMaxCoefficient) {
    return absl::nullopt;
  }
  return Make(product, exponent_ + other.exponent_);
}

absl::optional<Decimal> Decimal::TimesPowerOfTen(int power) const {
  return Make(coefficient_, exponent_ + power);
}

absl::optional<Decimal> Decimal::DividedBy(const Decimal& other) const {
  if (other.IsZero()) return absl::nullopt;
  if (IsZero()) return Decimal();
  Int128 numerator = coefficient_;
  const Int128 denominator = other.coefficient_;
  int exponent = exponent_ - other.exponent_;
  // 18 digits of the quotient, and one to round by, are enough.
  const Int128 magnitude_wanted = Int128{kMaxCoefficient} * 10;
  const auto size = [](Int128 value) { return value < 0 ? -value : value; };
  while (size(numerator / denominator) < magnitude_wanted / 10 &&
         size(numerator) < (Int128{1} << 122)) {
    numerator *= 10;
    --exponent;
  }
  Int128 quotient = numerator / denominator;
  while (size(quotient) > kMaxCoefficient) {
    quotient = (quotient + (quotient < 0 ? -5 : 5)) / 10;
    ++exponent;
  }
  return Make(static_cast<int64_t>(quotient), exponent);
}

absl::optional<int64_t> Decimal::ToInteger() const {
  if (exponent_ < 0) return absl::nullopt;
  int64_t result = coefficient_;
  for (int e = 0; e < exponent_; ++e) {
    if (std::abs(result) > kMaxCoefficient / 10) return absl::nullopt;
    result *= 10;
  }
  return result;
}

std::string Decimal::ToString() const {
  std::string digits = absl::StrCat(std::abs(coefficient_));
  if (exponent_ >= 0) {
    digits.append(static_cast<size_t>(exponent_), '0');
  } else {
    const auto places = static_cast<size_t>(-exponent_);
    if (digits.size() <= places) {
      digits.insert(0, places + 1 - digits.size(), '0');
    }
    digits.insert(digits.size() - places, 1, '.');
  }
  return IsNegative() ? absl::StrCat("-", digits) : digits;
}

bool operator<(const Decimal& a, const Decimal& b) {
  // Differences of numbers too far apart to be added have the sign of the
  // greater one, whose exponent is the greater.
  const absl::optional<Decimal> difference = a.Plus(b.Negated());
  if (difference.has_value()) return difference->IsNegative();
  return a.exponent_ > b.exponent_ ? a.IsNegative() : !b.IsNegative();
}

}  // namespace isnad
