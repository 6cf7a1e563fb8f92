#include "query_service/lookup/fact_order.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

TEST(FactOrderTest, KnownOrders) {
  for (const auto& [text, order] :
       std::vector<std::pair<std::string, FactOrder>>{
           {"", FactOrder::kRevision},
           {"  ", FactOrder::kRevision},
           {"revision", FactOrder::kRevision},
           {"revision desc", FactOrder::kRevisionDescending},
           {" revision   desc ", FactOrder::kRevisionDescending},
           {"publish_time", FactOrder::kTime},
           {"publish_time desc", FactOrder::kTimeDescending},
           {"publish_time, revision", FactOrder::kTime},
           {"publish_time desc,revision desc", FactOrder::kTimeDescending}}) {
    EXPECT_THAT(ParseFactOrder(text), IsOkAndHolds(order)) << text;
  }
}

TEST(FactOrderTest, OtherOrdersAreInvalid) {
  for (const char* text :
       {"name", "desc", "publish_time asc", "publish_time DESC", ",",
        "revision,", "revision, publish_time", "publish_time, publish_time",
        "publish_time desc, revision", "publish_time, revision, revision",
        "publish_time desc desc", "publish_time;", "\xFF", "revision\n,x"}) {
    EXPECT_THAT(ParseFactOrder(text), HasReason(v1::ERROR_REASON_ORDER_INVALID))
        << text;
  }
  EXPECT_THAT(ParseFactOrder(std::string(100'000, 'x')),
              HasReason(v1::ERROR_REASON_ORDER_INVALID));
}

}  // namespace
}  // namespace isnad
