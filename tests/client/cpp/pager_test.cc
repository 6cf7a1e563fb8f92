#include "client/cpp/pager.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "isnad/v1/query_service.pb.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

using testing::ElementsAre;

using Entities =
    Pager<v1::ListEntitiesRequest, v1::ListEntitiesResponse, v1::Entity>;

// Pages by number: the token is the number of the page.
Entities MakePager(std::vector<std::vector<std::string>> pages,
                   int* fetches = nullptr) {
  return Entities(
      v1::ListEntitiesRequest(),
      [pages, fetches](const v1::ListEntitiesRequest& request)
          -> absl::StatusOr<v1::ListEntitiesResponse> {
        if (fetches != nullptr && ++*fetches == 2) {
          return absl::UnavailableError("once");
        }
        size_t number = 0;
        if (!request.page_token().empty()) {
          EXPECT_TRUE(absl::SimpleAtoi(request.page_token(), &number));
        }
        v1::ListEntitiesResponse response;
        for (const std::string& name : pages[number]) {
          response.add_entities()->set_name(name);
        }
        if (number + 1 < pages.size()) {
          response.set_next_page_token(absl::StrCat(number + 1));
        }
        response.set_revision(9);
        return response;
      },
      &v1::ListEntitiesResponse::mutable_entities);
}

std::vector<std::string> Drain(Entities& pager) {
  std::vector<std::string> names;
  for (;;) {
    const auto entity = pager.Next();
    EXPECT_THAT(entity, IsOk());
    if (!entity.ok() || !entity->has_value()) return names;
    names.push_back((*entity)->name());
  }
}

TEST(PagerTest, GoesThroughAllPagesAndEmptyOnes) {
  Entities pager = MakePager({{"a", "b"}, {}, {"c"}});
  EXPECT_THAT(Drain(pager), ElementsAre("a", "b", "c"));
  EXPECT_EQ(pager.revision(), 9);
  // The end stays the end.
  EXPECT_THAT(Drain(pager), ElementsAre());
}

TEST(PagerTest, AnEmptyListHasNoItems) {
  Entities pager = MakePager({{}});
  EXPECT_THAT(Drain(pager), ElementsAre());
}

TEST(PagerTest, GoesOnAfterAnError) {
  int fetches = 0;
  Entities pager = MakePager({{"a"}, {"b"}}, &fetches);
  ASSERT_THAT(pager.Next(), IsOk());
  EXPECT_THAT(pager.Next(), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(Drain(pager), ElementsAre("b"));
}

TEST(PagerTest, AServerThatRepeatsAPageIsFoundOut) {
  Entities pager(
      v1::ListEntitiesRequest(),
      [](const v1::ListEntitiesRequest&)
          -> absl::StatusOr<v1::ListEntitiesResponse> {
        v1::ListEntitiesResponse response;
        response.set_next_page_token("always");
        return response;
      },
      &v1::ListEntitiesResponse::mutable_entities);
  EXPECT_THAT(pager.Next(), StatusIs(absl::StatusCode::kInternal));
}

}  // namespace
}  // namespace isnad
