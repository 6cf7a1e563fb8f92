#include "query_service/lookup/filter/decimal.h"

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"

namespace isnad {
namespace {

constexpr int64_t kMaxExponent = 100'000;

// Takes the digits off the front of `text`.
absl::string_view TakeDigits(absl::string_view& text) {
  size_t length = 0;
  while (length < text.size() &&
         absl::ascii_isdigit(static_cast<unsigned char>(text[length]))) {
    ++length;
  }
  const absl::string_view digits = text.substr(0, length);
  text.remove_prefix(length);
  return digits;
}

bool TakeSign(absl::string_view& text) {
  const bool negative = !text.empty() && text[0] == '-';
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    text.remove_prefix(1);
  }
  return negative;
}

// Takes "e9" or nothing; false for what is neither.
bool TakeExponent(absl::string_view text, int64_t& exponent) {
  exponent = 0;
  if (text.empty()) return true;
  if (text[0] != 'e' && text[0] != 'E') return false;
  text.remove_prefix(1);
  const bool negative = TakeSign(text);
  const absl::string_view digits = TakeDigits(text);
  if (digits.empty() || !text.empty()) return false;
  if (!absl::SimpleAtoi(digits, &exponent) || exponent > kMaxExponent) {
    return false;
  }
  if (negative) exponent = -exponent;
  return true;
}

}  // namespace

bool Decimal::Parse(absl::string_view text, Decimal& out) {
  Decimal parsed;
  parsed.negative_ = TakeSign(text);
  const absl::string_view whole = TakeDigits(text);
  absl::string_view fraction;
  if (!text.empty() && text[0] == '.') {
    text.remove_prefix(1);
    fraction = TakeDigits(text);
  }
  if (whole.empty() && fraction.empty()) return false;
  if (!TakeExponent(text, parsed.exponent_)) return false;
  parsed.exponent_ += static_cast<int64_t>(whole.size());
  parsed.digits_ = std::string(whole);
  parsed.digits_.append(fraction.data(), fraction.size());
  const size_t last = parsed.digits_.find_last_not_of('0');
  parsed.digits_.resize(last == std::string::npos ? 0 : last + 1);
  const size_t first = parsed.digits_.find_first_not_of('0');
  if (first == std::string::npos) {
    out = Decimal();
    return true;
  }
  parsed.digits_.erase(0, first);
  parsed.exponent_ -= static_cast<int64_t>(first);
  out = parsed;
  return true;
}

int Decimal::Compare(const Decimal& a, const Decimal& b) {
  const auto sign = [](const Decimal& number) {
    if (number.digits_.empty()) return 0;
    return number.negative_ ? -1 : 1;
  };
  if (sign(a) != sign(b)) return sign(a) - sign(b);
  int order = 0;
  if (a.exponent_ != b.exponent_) {
    order = a.exponent_ < b.exponent_ ? -1 : 1;
  } else {
    order = a.digits_.compare(b.digits_);
  }
  return a.negative_ ? -order : order;
}

}  // namespace isnad
