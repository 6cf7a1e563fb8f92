#include "query_service/lookup/filter/decimal.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace isnad {
namespace {

Decimal Parsed(const std::string& text) {
  Decimal number;
  EXPECT_TRUE(Decimal::Parse(text, number)) << text;
  return number;
}

// Rising; what stands in one line is equal.
TEST(DecimalTest, OrderIsThatOfTheNumbers) {
  const std::vector<std::vector<std::string>> rising = {
      {"-1e100000"},
      {"-1000000000000000000000.5"},
      {"-12.5", "-12.50", "-1.25e1", "-125e-1", "-0012.5"},
      {"-12.4999999999999999999999999999"},
      {"-1"},
      {"-0.001", "-1e-3"},
      {"0", "-0", "+0", "0.000", ".0", "0e9", "00", "0."},
      {"1e-100000"},
      {"0.0999999999999999999"},
      {"0.1", ".1", "1e-1"},
      {"0.3"},
      {"0.30000000000000004"},
      {"1", "1.", "1.0", "+1", "01", "1e0", "1E+0", "10e-1"},
      {"9.99"},
      {"10"},
      {"9007199254740992"},
      {"9007199254740993", "9.007199254740993e15"},
      {"123456789012345678901234567890"},
      {"123456789012345678901234567890.1"},
      {"1e100000"},
  };
  for (size_t i = 0; i < rising.size(); ++i) {
    for (size_t j = 0; j < rising.size(); ++j) {
      for (const std::string& a : rising[i]) {
        for (const std::string& b : rising[j]) {
          const int order = Decimal::Compare(Parsed(a), Parsed(b));
          EXPECT_EQ(order < 0, i < j) << a << " " << b;
          EXPECT_EQ(order > 0, i > j) << a << " " << b;
        }
      }
    }
  }
}

TEST(DecimalTest, EverythingElseIsNoNumber) {
  for (const char* text :
       {"",       "-",   "+",        ".",         "e5",
        "1e",     "1e+", "1e5x",     "x",         "1,000",
        "1 000",  "--1", "1.2.3",    "0x10",      "inf",
        "nan",    "NaN", "1e100001", "1e-100001", "1e99999999999999999999",
        "\u0661", "1\n", " 1"}) {
    Decimal number = Parsed("7");
    EXPECT_FALSE(Decimal::Parse(text, number)) << text;
    EXPECT_EQ(number, Parsed("7"));
  }
}

TEST(DecimalTest, LongNumbersAreCompared) {
  const std::string nines(100'000, '9');
  EXPECT_LT(Parsed(nines), Parsed("1e100000"));
  EXPECT_GT(Parsed(nines + ".1"), Parsed(nines));
}

}  // namespace
}  // namespace isnad
