// Timelines and slots of figures of entities that were merged.
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/query_service/server/query_timeline_fixture.h"

namespace isnad {
namespace {

using testing::SizeIs;

// Merges: what is said of one is said of all.
class MergedTimelineTest : public QueryTimelineTest {
 protected:
  void Merge(const std::string& source, const std::string& target) {
    v1::MergeEntitiesRequest request;
    request.set_source("entities/" + source);
    request.set_target("entities/" + target);
    v1::MergeEntitiesResponse response;
    ASSERT_THAT(Call(&v1::AdminService::Stub::MergeEntities, *admin_, request,
                     response),
                IsOk());
    ASSERT_THAT(WaitForRevision(server_->store(), response.revision()), IsOk());
  }

  // A refusal by Sacks and a permission by Reuters' sources, with a party each,
  // of the products of two ids.
  void PutOpposites(const std::string& refused_product,
                    const std::string& refused_party,
                    const std::string& allowed_product,
                    const std::string& allowed_party) {
    v1::Record refused = Deciding("refused", v1::DECISION_ACTION_PROHIBIT,
                                  {{v1::ROLE_SPEAKER, "david-sacks"}});
    v1::Record allowed =
        Deciding("allowed", v1::DECISION_ACTION_PERMIT,
                 {{v1::ROLE_SPEAKER, ""}, {v1::ROLE_VIA, "reuters"}});
    const auto set = [](v1::Record& record, const std::string& product,
                        const std::string& party) {
      v1::Decision& decision = *record.mutable_document()->mutable_decisions(0);
      decision.set_products(0, "entities/" + product);
      decision.clear_parties();
      decision.add_parties("entities/" + party);
    };
    set(refused, refused_product, refused_party);
    set(allowed, allowed_product, allowed_party);
    v1::Entity old_chip =
        Of("h200-old", v1::ENTITY_KIND_PRODUCT, v1::ENTITY_TYPE_CHIP);
    Put({Entities(),
         EntityRecord({old_chip,
                       Of("bytedance-old", v1::ENTITY_KIND_ORGANIZATION,
                          v1::ENTITY_TYPE_COMPANY),
                       Of("nvidia-old", v1::ENTITY_KIND_ORGANIZATION,
                          v1::ENTITY_TYPE_COMPANY)}),
         refused, allowed});
  }

  // "refused!allowed" where each contradicts the other.
  std::string Positions(const std::string& product) {
    v1::GetTimelineRequest request;
    request.set_product("entities/" + product);
    v1::GetTimelineResponse response;
    EXPECT_THAT(CALL(GetTimeline, request, response), IsOk());
    std::string text;
    for (const auto& jurisdiction : response.jurisdictions()) {
      for (const auto& position : jurisdiction.positions()) {
        absl::StrAppend(&text, text.empty() ? "" : " ",
                        v1::DecisionAction_Name(position.action()),
                        position.contradicts().empty() ? "" : "!");
      }
    }
    return text;
  }

  static constexpr char kBoth[] =
      "DECISION_ACTION_PROHIBIT DECISION_ACTION_PERMIT";
  static constexpr char kContradicting[] =
      "DECISION_ACTION_PROHIBIT! DECISION_ACTION_PERMIT!";
};

TEST_F(MergedTimelineTest, ProductsThatWereMergedHaveOneTimeline) {
  PutOpposites("h200-old", "bytedance", "h200", "bytedance");
  EXPECT_EQ(Positions("h200-old"), "DECISION_ACTION_PROHIBIT");
  EXPECT_EQ(Positions("h200"), "DECISION_ACTION_PERMIT");
  Merge("h200-old", "h200");
  EXPECT_EQ(Positions("h200-old"), kContradicting);
  EXPECT_EQ(Positions("h200"), kContradicting);
}

TEST_F(MergedTimelineTest, BuyersThatWereMergedAreOneBuyer) {
  PutOpposites("h200", "bytedance-old", "h200", "bytedance");
  EXPECT_EQ(Positions("h200"), kBoth);
  Merge("bytedance-old", "bytedance");
  EXPECT_EQ(Positions("h200"), kContradicting);
}

TEST_F(MergedTimelineTest, AMakerThatWasMergedIsNoBuyer) {
  PutOpposites("h200", "nvidia-old", "h200", "bytedance");
  EXPECT_EQ(Positions("h200"), kBoth);
  Merge("nvidia-old", "nvidia");
  EXPECT_EQ(Positions("h200"), kContradicting);
}

// Of the product that remains, whose maker is known.
TEST_F(MergedTimelineTest, TheOldIdOfAProductKnowsTheMaker) {
  PutOpposites("h200-old", "nvidia", "h200", "bytedance");
  Merge("h200-old", "h200");
  EXPECT_EQ(Positions("h200-old"), kContradicting);
}

TEST_F(MergedTimelineTest, SlotsAreOfTheEntityThatRemains) {
  v1::Record first = DocumentRecord("first", "1", {});
  AddFigure(first, "1", "bytedance-old", v1::FIGURE_METRIC_REVENUE, "10");
  v1::Record second = DocumentRecord("second", "2", {});
  AddFigure(second, "1", "bytedance", v1::FIGURE_METRIC_REVENUE, "20");
  Put({Entities(),
       EntityRecord({Of("bytedance-old", v1::ENTITY_KIND_ORGANIZATION,
                        v1::ENTITY_TYPE_COMPANY)}),
       first, second});
  Merge("bytedance-old", "bytedance");
  for (const char* subject : {"entities/bytedance-old", "entities/bytedance"}) {
    v1::ListFigureSlotsRequest request;
    request.set_subject(subject);
    v1::ListFigureSlotsResponse response;
    ASSERT_THAT(CALL(ListFigureSlots, request, response), IsOk());
    ASSERT_THAT(response.slots(), SizeIs(1)) << response.DebugString();
    EXPECT_EQ(response.slots(0).subject(), "entities/bytedance");
  }
}

}  // namespace
}  // namespace isnad
