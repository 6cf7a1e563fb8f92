#include "ingest_service/recognize/number_decimal.h"

#include <string>

#include "gtest/gtest.h"

namespace isnad {
namespace {

std::string Text(const absl::optional<Decimal>& value) {
  return value.has_value() ? value->ToString() : "none";
}

Decimal Of(absl::string_view integer, absl::string_view fraction = "") {
  return *Decimal::Parse(integer, fraction);
}

TEST(DecimalTest, ParsesAndPrints) {
  EXPECT_EQ(Text(Decimal::Parse("0", "")), "0");
  EXPECT_EQ(Text(Decimal::Parse("007", "")), "7");
  EXPECT_EQ(Text(Decimal::Parse("1587", "91")), "1587.91");
  EXPECT_EQ(Text(Decimal::Parse("1", "10")), "1.1");
  EXPECT_EQ(Text(Decimal::Parse("", "77")), "0.77");
  EXPECT_EQ(Text(Decimal::Parse("0", "005")), "0.005");
  EXPECT_EQ(Text(Decimal::Parse("999999999999999999", "")),
            "999999999999999999");
}

TEST(DecimalTest, RefusesWhatIsNoNumberOrTooLong) {
  EXPECT_EQ(Text(Decimal::Parse("", "")), "none");
  EXPECT_EQ(Text(Decimal::Parse("1a", "")), "none");
  EXPECT_EQ(Text(Decimal::Parse("1", "-2")), "none");
  EXPECT_EQ(Text(Decimal::Parse("1000000000000000000", "")), "none");
  EXPECT_EQ(Text(Decimal::Parse("123456789012", "1234567")), "none");
}

TEST(DecimalTest, EqualNumbersAreEqual) {
  EXPECT_EQ(Of("1", "50"), Of("1", "5"));
  EXPECT_EQ(Decimal(5, 10), Of("50000000000"));
  EXPECT_EQ(Decimal(0, 7), Decimal());
}

TEST(DecimalTest, AddsExactly) {
  EXPECT_EQ(Text(Of("0", "1").Plus(Of("0", "2"))), "0.3");
  EXPECT_EQ(Text(Of("1").Plus(Decimal(-1))), "0");
  EXPECT_EQ(Text(Decimal(1, 14).Plus(Of("0", "001"))), "100000000000000.001");
  EXPECT_EQ(Text(Decimal(1, 20).Plus(Of("1"))), "none");
  EXPECT_EQ(Text(Decimal(Decimal::kMaxCoefficient).Plus(Of("1"))), "none");
}

TEST(DecimalTest, MultipliesExactly) {
  EXPECT_EQ(Text(Of("2", "5").Times(Of("4"))), "10");
  EXPECT_EQ(Text(Of("6", "9").TimesPowerOfTen(9)), "6900000000");
  EXPECT_EQ(Text(Of("43").TimesPowerOfTen(-2)), "0.43");
  EXPECT_EQ(Text(Decimal(Decimal::kMaxCoefficient).Times(Of("3"))), "none");
  EXPECT_EQ(Text(Of("1").TimesPowerOfTen(31)), "none");
}

TEST(DecimalTest, DividesTo18Digits) {
  EXPECT_EQ(Text(Of("3").DividedBy(Of("4"))), "0.75");
  EXPECT_EQ(Text(Of("1").DividedBy(Of("3"))), "0.333333333333333333");
  EXPECT_EQ(Text(Of("2").DividedBy(Of("3"))), "0.666666666666666667");
  EXPECT_EQ(Text(Decimal(-2).DividedBy(Of("3"))), "-0.666666666666666667");
  EXPECT_EQ(Text(Of("100").DividedBy(Of("35"))), "2.85714285714285714");
  EXPECT_EQ(Text(Of("0").DividedBy(Of("7"))), "0");
  EXPECT_EQ(Text(Of("1").DividedBy(Decimal())), "none");
  EXPECT_EQ(Text(Decimal(1, 30).DividedBy(Decimal(1, -30))), "none");
}

TEST(DecimalTest, ComparesAlsoWhatIsFarApart) {
  EXPECT_TRUE(Of("1") < Of("1", "5"));
  EXPECT_FALSE(Of("1", "5") < Of("1", "5"));
  EXPECT_TRUE(Decimal(-1) < Decimal());
  EXPECT_TRUE(Of("0", "123456789") < Decimal(1, 25));
  EXPECT_FALSE(Decimal(1, 25) < Of("0", "123456789"));
  EXPECT_TRUE(Decimal(-1, 25) < Of("0", "123456789"));
}

TEST(DecimalTest, IntegersAreWhole) {
  EXPECT_EQ(Of("2025").ToInteger(), 2025);
  EXPECT_EQ(Decimal(5, 3).ToInteger(), 5000);
  EXPECT_EQ(Of("2", "5").ToInteger(), absl::nullopt);
  EXPECT_EQ(Decimal(5, 20).ToInteger(), absl::nullopt);
}

}  // namespace
}  // namespace isnad
