#include "query_service/lookup/filter/filter.h"

#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "isnad/v1/entity.pb.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

Decimal Number(absl::string_view text) {
  Decimal number;
  EXPECT_TRUE(Decimal::Parse(text, number));
  return number;
}

const FilterSchema& Schema() {
  static const auto* const kSchema = new FilterSchema{
      {"name", FilterType::kString},
      {"kind", FilterType::kEnum, v1::EntityKind_descriptor()},
      {"value", FilterType::kNumber},
      {"time", FilterType::kTimestamp},
      {"unset", FilterType::kTimestamp},
      {"tag", FilterType::kStrings},
      {"none", FilterType::kStrings},
  };
  return *kSchema;
}

// A thing named "nvidia", an organization, 5, of noon on 2025-08-01, with the
// tags "red" and "green".
FilterValue ValueOfThing(size_t field) {
  switch (field) {
    case 0:
      return absl::string_view("nvidia");
    case 1:
      return static_cast<int>(v1::ENTITY_KIND_ORGANIZATION);
    case 2:
      return Number("5.0");
    case 3:
      return absl::FromUnixSeconds(1754049600);
    case 5:
      return std::vector<absl::string_view>{"red", "green"};
    case 6:
      return std::vector<absl::string_view>();
    default:
      return std::monostate();
  }
}

struct HoldsCase {
  std::string filter;
  bool holds;
};

class FilterHoldsTest : public testing::TestWithParam<HoldsCase> {};

TEST_P(FilterHoldsTest, ForTheThing) {
  ASSERT_OK_AND_ASSIGN(const Filter filter,
                       Filter::Parse(GetParam().filter, Schema()));
  EXPECT_EQ(filter.Matches(ValueOfThing), GetParam().holds)
      << GetParam().filter;
}

INSTANTIATE_TEST_SUITE_P(
    Filters, FilterHoldsTest,
    testing::Values(
        // Nothing asked.
        HoldsCase{"", true}, HoldsCase{"  \t ", true},
        // Strings.
        HoldsCase{"name = \"nvidia\"", true}, HoldsCase{"name = nvidia", true},
        HoldsCase{"name='nvidia'", true}, HoldsCase{"name = Nvidia", false},
        HoldsCase{"name != nvidia", false}, HoldsCase{"name < o", true},
        HoldsCase{"name >= nvidia", true}, HoldsCase{"name > nvidia", false},
        HoldsCase{"name:vid", true}, HoldsCase{"name:amd", false},
        HoldsCase{"name:*", true}, HoldsCase{R"(name = "nvidi\"a")", false},
        // Enums.
        HoldsCase{"kind = ENTITY_KIND_ORGANIZATION", true},
        HoldsCase{"kind != ENTITY_KIND_PLACE", true},
        HoldsCase{"kind:ENTITY_KIND_PLACE", false},
        HoldsCase{"kind = \"ENTITY_KIND_ORGANIZATION\"", true},
        // Numbers.
        HoldsCase{"value = 5", true}, HoldsCase{"value > 4.5", true},
        HoldsCase{"value < -1", false}, HoldsCase{"value <= 5e0", true},
        HoldsCase{"value < 5.00000000000000000000001", true},
        HoldsCase{"value > 4.99999999999999999999999", true},
        // Repeated strings.
        HoldsCase{"tag:red", true}, HoldsCase{"tag = green", true},
        HoldsCase{"tag:re", false}, HoldsCase{"tag != red", false},
        HoldsCase{"tag != blue", true}, HoldsCase{"NOT tag:blue", true},
        HoldsCase{"tag:*", true}, HoldsCase{"none:*", false},
        HoldsCase{"none = red", false}, HoldsCase{"none != red", true},
        HoldsCase{"tag:red AND tag:green", true},
        // Times.
        HoldsCase{"time >= \"2025-08-01T00:00:00Z\"", true},
        HoldsCase{"time < \"2025-08-01T15:00:00+03:00\"", false},
        HoldsCase{"time = \"2025-08-01T15:00:00+03:00\"", true},
        // What is not set differs from everything.
        HoldsCase{"unset = \"2025-08-01T00:00:00Z\"", false},
        HoldsCase{"unset != \"2025-08-01T00:00:00Z\"", true},
        HoldsCase{"unset < \"2025-08-01T00:00:00Z\"", false},
        HoldsCase{"NOT unset < \"2025-08-01T00:00:00Z\"", true},
        // Logic.
        HoldsCase{"name = nvidia AND value = 5", true},
        HoldsCase{"name = nvidia AND value = 6", false},
        HoldsCase{"name = amd OR value = 5", true},
        HoldsCase{"NOT name = amd", true}, HoldsCase{"-name = nvidia", false},
        HoldsCase{"NOT (name = amd OR value = 5)", false},
        // OR binds tighter than AND.
        HoldsCase{"value = 5 OR value = 6 AND name = amd", false},
        HoldsCase{"name = amd AND value = 5 OR value = 6", false},
        HoldsCase{"(name = amd AND value = 5) OR value = 5", true}));

struct ErrorCase {
  std::string filter;
  // In code points.
  int position;
};

class FilterErrorTest : public testing::TestWithParam<ErrorCase> {};

TEST_P(FilterErrorTest, IsRefusedAtItsPosition) {
  const absl::Status status =
      Filter::Parse(GetParam().filter, Schema()).status();
  EXPECT_THAT(status, HasReason(v1::ERROR_REASON_FILTER_INVALID))
      << GetParam().filter;
  EXPECT_THAT(
      std::string(status.message()),
      testing::HasSubstr(absl::StrCat("at ", GetParam().position, ":")));
}

INSTANTIATE_TEST_SUITE_P(
    Filters, FilterErrorTest,
    testing::Values(
        ErrorCase{"nothing = 1", 0}, ErrorCase{"name", 4},
        ErrorCase{"name =", 6}, ErrorCase{"= x", 0}, ErrorCase{"name = =", 7},
        ErrorCase{"name = a name = b", 9}, ErrorCase{"name = a AND", 12},
        ErrorCase{"name = a and name = b", 9}, ErrorCase{"(name = a", 9},
        ErrorCase{"name = a)", 8}, ErrorCase{"()", 1}, ErrorCase{"NOT", 3},
        ErrorCase{"kind = ORGANIZATION", 7},
        ErrorCase{"kind < ENTITY_KIND_PLACE", 5}, ErrorCase{"kind:*", 5},
        ErrorCase{"value:5", 5}, ErrorCase{"value = five", 8},
        ErrorCase{"value = 1e999999", 8}, ErrorCase{"value = 0x1", 8},
        ErrorCase{"tag < red", 4}, ErrorCase{"tag = *", 6},
        ErrorCase{"time > 2025-08-01", 7}, ErrorCase{"time > \"yesterday\"", 7},
        ErrorCase{"name = \"x", 7}, ErrorCase{R"(name = "a\nb")", 9},
        ErrorCase{"name = $", 7}, ErrorCase{"name == a", 6},
        // Positions count characters, not bytes.
        ErrorCase{"name = \"إنفيديا\" AND x = 1", 21}));

TEST(FilterLimitsTest, DepthAndLengthAreBounded) {
  const auto nested = [](int depth) {
    return absl::StrCat(std::string(static_cast<size_t>(depth), '('),
                        "value = 5",
                        std::string(static_cast<size_t>(depth), ')'));
  };
  EXPECT_THAT(Filter::Parse(nested(Filter::kMaxDepth), Schema()), IsOk());
  EXPECT_THAT(Filter::Parse(nested(Filter::kMaxDepth + 1), Schema()),
              HasReason(v1::ERROR_REASON_FILTER_INVALID));
  EXPECT_THAT(Filter::Parse(std::string(100 << 20, '('), Schema()),
              HasReason(v1::ERROR_REASON_FILTER_INVALID));
}

TEST(FilterRequiredTest, OnlyWhatMustHold) {
  const auto required = [](const std::string& text) {
    absl::StatusOr<Filter> filter = Filter::Parse(text, Schema());
    return filter.ok() ? filter->RequiredValue(0) : std::nullopt;
  };
  EXPECT_EQ(required("name = a"), "a");
  EXPECT_EQ(required("value = 5 AND (value = 6 AND name = a)"), "a");
  EXPECT_EQ(required("name = a OR value = 5"), std::nullopt);
  EXPECT_EQ(required("NOT name = a"), std::nullopt);
  EXPECT_EQ(required("name != a"), std::nullopt);
  EXPECT_EQ(required("name:a"), std::nullopt);
  EXPECT_EQ(required(""), std::nullopt);
}

// Each set as "field=value|field=value", sets joined by "&".
std::string Sets(const std::string& text) {
  const absl::StatusOr<Filter> filter = Filter::Parse(text, Schema());
  if (!filter.ok()) return "invalid";
  std::string shown;
  for (const auto& set : filter->RequiredSets()) {
    std::string one;
    for (const FilterEquality& equality : set) {
      absl::StrAppend(&one, one.empty() ? "" : "|", equality.field, "=",
                      equality.value);
    }
    absl::StrAppend(&shown, shown.empty() ? "" : "&", one);
  }
  return shown;
}

TEST(FilterRequiredTest, SetsOfWhichOneMustHold) {
  EXPECT_EQ(Sets(""), "");
  EXPECT_EQ(Sets("name = a"), "0=a");
  EXPECT_EQ(Sets("tag:a AND name = b"), "5=a&0=b");
  EXPECT_EQ(Sets("tag:a OR name = b"), "5=a|0=b");
  EXPECT_EQ(Sets("(tag:a AND value = 5) OR name = b"), "5=a|0=b");
  EXPECT_EQ(Sets("tag:a OR value = 5"), "");
  EXPECT_EQ(Sets("(tag:a OR tag:b) AND (tag:c OR value = 5)"), "5=a|5=b");
  EXPECT_EQ(Sets("NOT tag:a AND name != b AND tag:* AND name:c"), "");
  std::string many = "tag:x";
  for (size_t i = 1; i < Filter::kMaxSet; ++i)
    absl::StrAppend(&many, " OR tag:x");
  EXPECT_NE(Sets(many), "");
  EXPECT_EQ(Sets(absl::StrCat(many, " OR tag:x")), "");
}

TEST(FilterArgumentsTest, OthersCountAsTheArgument) {
  const auto holds = [](const std::string& text) {
    absl::StatusOr<Filter> filter = Filter::Parse(text, Schema());
    EXPECT_THAT(filter, IsOk());
    EXPECT_THAT(
        filter->AddArguments([](size_t field, absl::string_view old)
                                 -> absl::StatusOr<std::vector<std::string>> {
          EXPECT_TRUE(field == 0 || field == 5);
          return std::vector<std::string>{absl::StrCat(old, "ia"), "red"};
        }),
        IsOk());
    return filter->Matches(ValueOfThing);
  };
  EXPECT_TRUE(holds("name = nvid"));
  EXPECT_FALSE(holds("name != nvid"));
  EXPECT_FALSE(holds("name < nvid"));
  EXPECT_FALSE(holds("name:nvidi AND name = x"));
  EXPECT_TRUE(holds("tag:x"));
  EXPECT_FALSE(holds("tag != x"));
  EXPECT_TRUE(holds("NOT (name = amd OR value = 6)"));
  absl::StatusOr<Filter> filter = Filter::Parse("name = a", Schema());
  ASSERT_THAT(filter, IsOk());
  EXPECT_FALSE(
      filter
          ->AddArguments([](size_t, absl::string_view)
                             -> absl::StatusOr<std::vector<std::string>> {
            return absl::InternalError("x");
          })
          .ok());
}

// Whatever the bytes, the answer is a filter or a position within them.
TEST(FilterNoiseTest, RandomTokensNeverCrash) {
  const char* const kTokens[] = {"name", "kind",  "value", "time", "=",
                                 "!=",   "<",     ">=",    ":",    "(",
                                 ")",    "AND",   "OR",    "NOT",  "-",
                                 "*",    "\"a\"", "5",     "\"",   "\\",
                                 "\xD8", "إ",     " ",     "\0"};
  std::mt19937 random(20250801);
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    const auto length = random() % 12;
    for (unsigned k = 0; k < length; ++k) {
      absl::StrAppend(&text, kTokens[random() % std::size(kTokens)],
                      random() % 2 == 0 ? " " : "");
    }
    const absl::StatusOr<Filter> filter = Filter::Parse(text, Schema());
    if (filter.ok()) {
      filter->Matches(ValueOfThing);
    } else {
      EXPECT_THAT(filter, HasReason(v1::ERROR_REASON_FILTER_INVALID));
    }
  }
}

}  // namespace
}  // namespace isnad
