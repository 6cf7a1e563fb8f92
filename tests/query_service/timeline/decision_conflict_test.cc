#include "query_service/timeline/decision_conflict.h"

#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/query_service/timeline/made_facts.h"

namespace isnad {
namespace {

SourcedDecision Decision(v1::DecisionAction action, v1::Modality modality) {
  static MadeFacts* const made = new MadeFacts;
  static const FactSource* const document = made->Document();
  return made->Decision(document, "CN", action, {}, modality);
}

SourcedDecision Permit() {
  return Decision(v1::DECISION_ACTION_PERMIT, v1::MODALITY_ASSERTED);
}

SourcedDecision Prohibit() {
  return Decision(v1::DECISION_ACTION_PROHIBIT, v1::MODALITY_ASSERTED);
}

using Said = std::pair<v1::DecisionAction, v1::Modality>;

// The table of the header, pair by pair.
std::set<std::pair<Said, Said>> Table() {
  const Said permit{v1::DECISION_ACTION_PERMIT, v1::MODALITY_ASSERTED};
  const Said no_permit{v1::DECISION_ACTION_PERMIT, v1::MODALITY_DENIED};
  const Said prohibit{v1::DECISION_ACTION_PROHIBIT, v1::MODALITY_ASSERTED};
  const Said no_prohibit{v1::DECISION_ACTION_PROHIBIT, v1::MODALITY_DENIED};
  std::set<std::pair<Said, Said>> table = {
      {permit, prohibit},
      {permit, no_permit},
      {prohibit, no_prohibit},
      {Said{v1::DECISION_ACTION_PERMIT, v1::MODALITY_PLANNED},
       Said{v1::DECISION_ACTION_PROHIBIT, v1::MODALITY_PLANNED}},
  };
  for (const auto action :
       {v1::DECISION_ACTION_DISCOURAGE, v1::DECISION_ACTION_CONSIDER,
        v1::DECISION_ACTION_REQUIRE, v1::DECISION_ACTION_INVESTIGATE}) {
    table.insert(
        {{action, v1::MODALITY_ASSERTED}, {action, v1::MODALITY_DENIED}});
  }
  return table;
}

TEST(DecisionConflictTest, EveryPairOfActionsAndModalitiesIsAsTheTableSays) {
  const auto table = Table();
  for (int a = 0; a < v1::DecisionAction_ARRAYSIZE; ++a) {
    for (int b = 0; b < v1::DecisionAction_ARRAYSIZE; ++b) {
      for (int m = 0; m < v1::Modality_ARRAYSIZE; ++m) {
        for (int n = 0; n < v1::Modality_ARRAYSIZE; ++n) {
          const Said first{static_cast<v1::DecisionAction>(a),
                           static_cast<v1::Modality>(m)};
          const Said second{static_cast<v1::DecisionAction>(b),
                            static_cast<v1::Modality>(n)};
          EXPECT_EQ(CannotBothHold(Decision(first.first, first.second),
                                   Decision(second.first, second.second)),
                    table.count({first, second}) > 0 ||
                        table.count({second, first}) > 0)
              << v1::DecisionAction_Name(a) << " " << v1::Modality_Name(m)
              << " against " << v1::DecisionAction_Name(b) << " "
              << v1::Modality_Name(n);
        }
      }
    }
  }
}

TEST(DecisionConflictTest, StatesDecideForThemselves) {
  SourcedDecision of_us = Permit();
  of_us.decision.set_jurisdiction("US");
  EXPECT_FALSE(CannotBothHold(of_us, Prohibit()));
  EXPECT_TRUE(CannotBothHold(Permit(), Prohibit()));
}

TEST(DecisionConflictTest, ARuleForChipsInGeneralHasExceptions) {
  SourcedDecision general = Prohibit();
  general.decision.clear_products();
  EXPECT_FALSE(CannotBothHold(Permit(), general));
  EXPECT_FALSE(CannotBothHold(general, Permit()));
  SourcedDecision permits_all = Permit();
  permits_all.decision.clear_products();
  EXPECT_TRUE(CannotBothHold(permits_all, general));
  EXPECT_FALSE(CannotBothHold(permits_all, Prohibit()));
}

TEST(DecisionConflictTest, DestinationsMustOverlap) {
  SourcedDecision to_gulf = Permit();
  to_gulf.decision.clear_destinations();
  to_gulf.decision.add_destinations("AE");
  to_gulf.decision.add_destinations("SA");
  EXPECT_FALSE(CannotBothHold(to_gulf, Prohibit()));
  to_gulf.decision.add_destinations("CN");
  EXPECT_TRUE(CannotBothHold(to_gulf, Prohibit()));
}

TEST(DecisionConflictTest, WithoutADestinationItIsTheStatesOwnMarket) {
  SourcedDecision at_home = Permit();
  at_home.decision.clear_destinations();
  EXPECT_TRUE(CannotBothHold(at_home, Prohibit()));
  EXPECT_TRUE(CannotBothHold(Prohibit(), at_home));
  SourcedDecision refused_at_home = Prohibit();
  refused_at_home.decision.clear_destinations();
  EXPECT_TRUE(CannotBothHold(at_home, refused_at_home));
  SourcedDecision abroad = Prohibit();
  abroad.decision.set_destinations(0, "RU");
  EXPECT_FALSE(CannotBothHold(at_home, abroad));
  EXPECT_FALSE(CannotBothHold(abroad, at_home));
}

TEST(DecisionConflictTest, BuyersMustOverlapWhereBothNameThem) {
  SourcedDecision for_some = Permit();
  for_some.buyers = {"entities/bytedance", "entities/alibaba"};
  EXPECT_TRUE(CannotBothHold(for_some, Prohibit()));
  SourcedDecision not_for_one = Prohibit();
  not_for_one.buyers = {"entities/huawei"};
  EXPECT_FALSE(CannotBothHold(for_some, not_for_one));
  not_for_one.buyers.push_back("entities/alibaba");
  EXPECT_TRUE(CannotBothHold(for_some, not_for_one));
}

TEST(DecisionConflictTest, AProhibitionOnAConditionLeavesExceptions) {
  SourcedDecision except = Prohibit();
  except.decision.set_condition("except for research");
  EXPECT_FALSE(CannotBothHold(Permit(), except));
  EXPECT_FALSE(CannotBothHold(except, Permit()));
  SourcedDecision on_condition = Permit();
  on_condition.decision.set_condition("if they buy at home too");
  EXPECT_TRUE(CannotBothHold(on_condition, Prohibit()));
}

}  // namespace
}  // namespace isnad
