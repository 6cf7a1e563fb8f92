#include "client/cli/arguments.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

CommandSpec Spec() {
  CommandSpec spec;
  spec.name = "test";
  spec.operands = "NAME...";
  spec.min_operands = 1;
  spec.max_operands = 3;
  spec.options = {{"size", "N", "", "7"},
                  {"format", "table|json", "", "table"},
                  {"wait", "", ""}};
  return spec;
}

absl::StatusOr<Arguments> Parse(const std::vector<std::string>& words) {
  return Arguments::Parse(Spec(), words);
}

TEST(ArgumentsTest, TakesDefaultsWhereNothingIsGiven) {
  ASSERT_OK_AND_ASSIGN(const Arguments arguments, Parse({"a"}));
  EXPECT_EQ(arguments.Text("size"), "7");
  EXPECT_EQ(arguments.Text("format"), "table");
  EXPECT_FALSE(arguments.Has("size"));
  EXPECT_FALSE(arguments.Has("wait"));
}

TEST(ArgumentsTest, ReadsOptionsInAllForms) {
  ASSERT_OK_AND_ASSIGN(
      const Arguments arguments,
      Parse({"--size=8", "a", "--wait", "--format", "json", "b"}));
  EXPECT_EQ(arguments.Text("size"), "8");
  EXPECT_EQ(arguments.Text("format"), "json");
  EXPECT_TRUE(arguments.Has("wait"));
  EXPECT_THAT(arguments.operands(), ElementsAre("a", "b"));
}

TEST(ArgumentsTest, ReadsAnEmptyValueAndOneWithEquals) {
  EXPECT_EQ(Parse({"a", "--size="})->Text("size"), "");
  EXPECT_EQ(Parse({"a", "--size=x=y"})->Text("size"), "x=y");
  EXPECT_EQ(Parse({"a", "--size", "--wait"})->Text("size"), "--wait");
}

TEST(ArgumentsTest, TakesAllAfterTwoDashesAsOperands) {
  ASSERT_OK_AND_ASSIGN(const Arguments arguments,
                       Parse({"--", "--wait", "--", "-"}));
  EXPECT_THAT(arguments.operands(), ElementsAre("--wait", "--", "-"));
  EXPECT_FALSE(arguments.Has("wait"));
}

TEST(ArgumentsTest, TakesADashNegativeNumbersAndEmptyWordsAsOperands) {
  EXPECT_THAT(Parse({"-5"})->operands(), ElementsAre("-5"));
  EXPECT_THAT(Parse({"-", ""})->operands(), ElementsAre("-", ""));
}

struct BadLine {
  const char* name;
  std::vector<std::string> words;
  const char* message;
};

class BadLineTest : public testing::TestWithParam<BadLine> {};

TEST_P(BadLineTest, IsRefused) {
  const auto arguments = Parse(GetParam().words);
  ASSERT_FALSE(arguments.ok());
  EXPECT_TRUE(IsUsageError(arguments.status()));
  EXPECT_THAT(std::string(arguments.status().message()),
              HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Arguments, BadLineTest,
    testing::Values(
        BadLine{"Unknown", {"a", "--sise=1"}, "unknown option --sise"},
        BadLine{"OneDash", {"a", "-size=1"}, "unknown option -size"},
        BadLine{"NoName", {"a", "--=1"}, "unknown option --"},
        BadLine{"Twice", {"a", "--size=1", "--size", "2"}, "given twice"},
        BadLine{"NoValue", {"a", "--size"}, "--size needs a value"},
        BadLine{"ValueOfSwitch", {"a", "--wait=yes"}, "takes no value"},
        BadLine{"NoChoice", {"a", "--format=xml"}, "want table|json"},
        BadLine{"PartOfChoice", {"a", "--format=jso"}, "want table|json"},
        BadLine{"EmptyChoice", {"a", "--format="}, "want table|json"},
        BadLine{"TooFew", {"--wait"}, "missing operand: isnad test NAME..."},
        BadLine{"TooMany", {"a", "b", "c", "d"}, "got 4 operands"}),
    [](const auto& param) { return param.param.name; });

TEST(ArgumentsTest, ReadsIntegersWithinBounds) {
  EXPECT_THAT(Parse({"a"})->Integer("size", 0, 9), IsOkAndHolds(7));
  EXPECT_THAT(Parse({"a", "--size=0"})->Integer("size", 0, 9), IsOkAndHolds(0));
  for (const char* bad : {"10", "-1", "x", "", "1.5", "99999999999999999999"}) {
    const auto number = Parse({"a", "--size", bad})->Integer("size", 0, 9);
    EXPECT_TRUE(IsUsageError(number.status())) << bad;
  }
}

TEST(ArgumentsTest, ReadsPositiveDurations) {
  EXPECT_THAT(Parse({"a", "--size=1m30s"})->Duration("size"),
              IsOkAndHolds(absl::Seconds(90)));
  for (const char* bad : {"0s", "-1s", "10", "soon", ""}) {
    const auto duration = Parse({"a", "--size", bad})->Duration("size");
    EXPECT_TRUE(IsUsageError(duration.status())) << bad;
  }
}

}  // namespace
}  // namespace isnad
