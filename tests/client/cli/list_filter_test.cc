#include "client/cli/list_filter.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

absl::StatusOr<std::string> Filter(const char* resource,
                                   const std::vector<std::string>& words) {
  CommandSpec spec;
  spec.options = FilterOptions();
  spec.options.push_back({"filter", "FILTER", ""});
  return FilterOf(*Arguments::Parse(spec, words), resource);
}

TEST(ListFilterTest, IsEmptyWithoutOptions) {
  EXPECT_THAT(Filter("entities", {}), IsOkAndHolds(""));
}

TEST(ListFilterTest, PassesAFilterThrough) {
  EXPECT_THAT(Filter("entities", {"--filter=a = 1 OR b = 2"}),
              IsOkAndHolds("a = 1 OR b = 2"));
}

TEST(ListFilterTest, JoinsTermsByAnd) {
  EXPECT_THAT(Filter("entities", {"--kind=person", "--country=CN"}),
              IsOkAndHolds("kind = ENTITY_KIND_PERSON AND "
                           "country_code = \"CN\""));
  EXPECT_THAT(Filter("entities", {"--filter=a = 1 OR b = 2", "--type=chip"}),
              IsOkAndHolds("(a = 1 OR b = 2) AND type = ENTITY_TYPE_CHIP"));
}

TEST(ListFilterTest, TakesEnumValuesInEveryForm) {
  for (const char* kind : {"place", "PLACE", "ENTITY_KIND_PLACE"}) {
    EXPECT_THAT(Filter("mentions", {"--kind", kind}),
                IsOkAndHolds("kind = ENTITY_KIND_PLACE"));
  }
}

TEST(ListFilterTest, MakesNamesOfIds) {
  EXPECT_THAT(Filter("mentions", {"--entity=nvidia"}),
              IsOkAndHolds("entity = \"entities/nvidia\""));
  EXPECT_THAT(Filter("mentions", {"--entity=entities/nvidia"}),
              IsOkAndHolds("entity = \"entities/nvidia\""));
  EXPECT_THAT(Filter("figures", {"--entity=nvidia"}),
              IsOkAndHolds("subject = \"entities/nvidia\""));
}

TEST(ListFilterTest, EscapesQuotes) {
  EXPECT_THAT(Filter("documents", {"--outlet=a\"b\\c"}),
              IsOkAndHolds("outlet = \"a\\\"b\\\\c\""));
}

TEST(ListFilterTest, RefusesWhatDoesNotApply) {
  EXPECT_TRUE(IsUsageError(Filter("documents", {"--kind=person"}).status()));
  EXPECT_TRUE(IsUsageError(Filter("entities", {"--kind=robot"}).status()));
  EXPECT_TRUE(IsUsageError(Filter("entities", {"--kind="}).status()));
  EXPECT_TRUE(
      IsUsageError(Filter("entities", {"--kind=unspecified"}).status()));
}

}  // namespace
}  // namespace isnad
