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

TEST(ListFilterTest, FactsByWhatPeopleWrite) {
  EXPECT_THAT(Filter("decisions", {"--jurisdiction=cn", "--action=PERMIT",
                                   "--product=h200", "--to=CN"}),
              IsOkAndHolds("jurisdiction = \"CN\" AND action = "
                           "DECISION_ACTION_PERMIT AND product = "
                           "\"entities/h200\" AND destination = \"CN\""));
  EXPECT_THAT(Filter("figures", {"--subject=nvidia", "--metric=revenue",
                                 "--min=1e9", "--max=2e9", "--currency=usd"}),
              IsOkAndHolds("subject = \"entities/nvidia\" AND metric = "
                           "FIGURE_METRIC_REVENUE AND value >= \"1e9\" AND "
                           "value <= \"2e9\" AND currency_code = \"USD\""));
  EXPECT_THAT(Filter("statements", {"--speaker=", "--stance=deny"}),
              IsOkAndHolds("speaker = \"\" AND stance = STANCE_DENY"));
  EXPECT_THAT(Filter("relations", {"--entity=smic"}),
              IsOkAndHolds("entity = \"entities/smic\""));
  // The same word is another enum's for another kind of fact.
  EXPECT_THAT(Filter("decisions", {"--modality=possible"}),
              IsOkAndHolds("modality = MODALITY_POSSIBLE"));
  EXPECT_THAT(Filter("figures", {"--modality=possible"}),
              IsOkAndHolds("modality = FIGURE_MODALITY_POSSIBLE"));
}

TEST(ListFilterTest, OutletsByNameOrEntity) {
  EXPECT_THAT(Filter("statements", {"--outlet=reuters"}),
              IsOkAndHolds("(outlet = \"reuters\" OR outlet = "
                           "\"entities/reuters\")"));
  EXPECT_THAT(Filter("statements", {"--outlet=entities/reuters"}),
              IsOkAndHolds("outlet = \"entities/reuters\""));
  EXPECT_THAT(Filter("statements", {"--outlet=Al Arabiya"}),
              IsOkAndHolds("outlet = \"Al Arabiya\""));
}

TEST(ListFilterTest, DaysAreWholeOnes) {
  EXPECT_THAT(
      Filter("decisions", {"--since=2025-08-01", "--until=2025-08-02"}),
      IsOkAndHolds("publish_time >= \"2025-08-01T00:00:00Z\" AND "
                   "publish_time <= \"2025-08-02T23:59:59.999999999Z\""));
  EXPECT_THAT(Filter("decisions", {"--since=2025-08-01T10:00:00+03:00"}),
              IsOkAndHolds("publish_time >= \"2025-08-01T10:00:00+03:00\""));
}

TEST(ListFilterTest, RefusesWhatDoesNotApply) {
  EXPECT_TRUE(IsUsageError(Filter("decisions", {"--metric=price"}).status()));
  EXPECT_TRUE(IsUsageError(Filter("figures", {"--to=CN"}).status()));
  EXPECT_TRUE(IsUsageError(Filter("decisions", {"--action=buy"}).status()));

  EXPECT_TRUE(IsUsageError(Filter("documents", {"--kind=person"}).status()));
  EXPECT_TRUE(IsUsageError(Filter("entities", {"--kind=robot"}).status()));
  EXPECT_TRUE(IsUsageError(Filter("entities", {"--kind="}).status()));
  EXPECT_TRUE(
      IsUsageError(Filter("entities", {"--kind=unspecified"}).status()));
}

}  // namespace
}  // namespace isnad
