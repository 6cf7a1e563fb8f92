#include "query_service/timeline/decision_timeline.h"

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "query_service/timeline/decision_conflict.h"
#include "tests/query_service/timeline/made_facts.h"

namespace isnad {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr auto kPermit = v1::DECISION_ACTION_PERMIT;
constexpr auto kProhibit = v1::DECISION_ACTION_PROHIBIT;
constexpr auto kConsider = v1::DECISION_ACTION_CONSIDER;

class TimelineTest : public testing::Test {
 protected:
  std::vector<v1::JurisdictionTimeline> Make(
      std::vector<SourcedDecision> decisions) {
    made_.Place();
    return MakeTimeline(std::move(decisions));
  }

  // The positions of the only jurisdiction.
  std::vector<v1::Position> Positions(std::vector<SourcedDecision> decisions) {
    const auto timeline = Make(std::move(decisions));
    EXPECT_THAT(timeline, SizeIs(1));
    return {timeline[0].positions().begin(), timeline[0].positions().end()};
  }

  // "entities/reuters(2)": each root with its decisions.
  static std::vector<std::string> Witnesses(const v1::Position& position) {
    std::vector<std::string> texts;
    for (const v1::Witness& witness : position.witnesses()) {
      EXPECT_EQ(witness.decisions_size(), witness.chains_size());
      texts.push_back(
          absl::StrCat(witness.root(), "(", witness.decisions_size(), ")"));
    }
    return texts;
  }

  static bool AnyContradiction(const std::vector<v1::Position>& positions) {
    return std::any_of(
        positions.begin(), positions.end(),
        [](const v1::Position& p) { return p.contradicts_size() > 0; });
  }

  MadeFacts made_;
};

TEST_F(TimelineTest, NothingMakesNoTimeline) {
  EXPECT_THAT(Make({}), IsEmpty());
}

// The example of the issue: from discussion to permission there, refusal
// against approval here.
TEST_F(TimelineTest, SetsContradictingPositionsSideBySide) {
  const auto* talks = made_.Document();
  const auto* refusal = made_.Document();
  const auto* approval = made_.Document();
  const auto sacks = made_.Decision(
      refusal, "CN", kProhibit, {"speaker:david-sacks", "via:bloomberg-tech"});
  const auto sources =
      made_.Decision(approval, "CN", kPermit, {"speaker:", "via:reuters"});
  const auto timeline = Make({
      made_.Decision(talks, "US", kConsider, {"speaker:"}),
      made_.Decision(refusal, "US", kPermit, {"speaker:donald-trump"}),
      sacks,
      sources,
  });
  ASSERT_THAT(timeline, SizeIs(2));
  EXPECT_EQ(timeline[0].jurisdiction(), "CN");
  ASSERT_THAT(timeline[0].positions(), SizeIs(2));
  const v1::Position& refused = timeline[0].positions(0);
  const v1::Position& allowed = timeline[0].positions(1);
  EXPECT_EQ(refused.action(), kProhibit);
  EXPECT_THAT(Witnesses(refused), ElementsAre("entities/david-sacks(1)"));
  EXPECT_THAT(refused.contradicts(), ElementsAre(sources.decision.name()));
  EXPECT_EQ(allowed.action(), kPermit);
  EXPECT_THAT(Witnesses(allowed), ElementsAre("entities/reuters(1)"));
  EXPECT_THAT(allowed.contradicts(), ElementsAre(sacks.decision.name()));
  // Two links, each with the bytes that name it.
  const v1::Chain& chain = refused.witnesses(0).chains(0);
  ASSERT_THAT(chain.attribution().links(), SizeIs(2));
  EXPECT_LT(chain.attribution().links(1).span().start_byte(),
            chain.attribution().links(1).span().end_byte());
  EXPECT_EQ(timeline[1].jurisdiction(), "US");
  ASSERT_THAT(timeline[1].positions(), SizeIs(2));
  EXPECT_EQ(timeline[1].positions(0).action(), kConsider);
  EXPECT_EQ(timeline[1].positions(1).action(), kPermit);
  EXPECT_THAT(timeline[1].positions(1).contradicts(), IsEmpty());
}

TEST_F(TimelineTest, TenPapersQuotingOneOutletsSourcesAreOneWitness) {
  std::vector<SourcedDecision> decisions;
  for (int i = 0; i < 10; ++i) {
    decisions.push_back(
        made_.Decision(made_.Document("", absl::StrCat("paper-", i)), "CN",
                       kPermit, {"speaker:", "via:reuters"}));
  }
  const auto positions = Positions(decisions);
  ASSERT_THAT(positions, SizeIs(1));
  EXPECT_THAT(Witnesses(positions[0]), ElementsAre("entities/reuters(10)"));
}

TEST_F(TimelineTest, TwoPapersQuotingOneSpeakerAreOneWitness) {
  const auto positions = Positions({
      made_.Decision(made_.Document("", "asharq"), "CN", kProhibit,
                     {"speaker:david-sacks", "via:bloomberg-tech"}),
      made_.Decision(made_.Document("", "alarabiya"), "CN", kProhibit,
                     {"speaker:david-sacks"}),
  });
  ASSERT_THAT(positions, SizeIs(1));
  EXPECT_THAT(Witnesses(positions[0]), ElementsAre("entities/david-sacks(2)"));
}

TEST_F(TimelineTest, ReprintsAreOneWitnessAndSayWhatTheyRepeat) {
  const auto* original = made_.Document("", "asharq");
  const auto* reprint = made_.Document("", "other", original);
  const auto positions = Positions({
      made_.Decision(original, "CN", kPermit),
      made_.Decision(reprint, "CN", kPermit),
      made_.Decision(made_.Document(), "CN", kPermit),
  });
  ASSERT_THAT(positions, SizeIs(1));
  EXPECT_THAT(Witnesses(positions[0]),
              ElementsAre("entities/asharq(2)", "documents/d3(1)"));
  const v1::Witness& witness = positions[0].witnesses(0);
  EXPECT_EQ(witness.chains(0).duplicate_of(), "");
  EXPECT_EQ(witness.chains(1).duplicate_of(), "documents/d1");
}

TEST_F(TimelineTest, PositionsStandInTimeOrderAndSayByWhat) {
  const auto* late = made_.Document("2026-01-20");
  const auto* early = made_.Document("2025-11-20");
  const auto* undated = made_.Document();
  const auto positions = Positions({
      made_.Decision(late, "US", kPermit),
      made_.Decision(undated, "US", v1::DECISION_ACTION_REQUIRE),
      made_.Decision(early, "US", kConsider),
  });
  ASSERT_THAT(positions, SizeIs(3));
  EXPECT_EQ(positions[0].action(), kConsider);
  EXPECT_EQ(positions[0].order(), v1::TIMELINE_ORDER_PUBLISH_TIME);
  EXPECT_EQ(absl::FromUnixSeconds(positions[0].first_time().seconds()),
            *early->publish_time);
  EXPECT_EQ(positions[1].action(), kPermit);
  EXPECT_EQ(positions[2].order(), v1::TIMELINE_ORDER_REVISION);
  EXPECT_FALSE(positions[2].has_first_time());
  EXPECT_EQ(positions[2].first_revision(), 3);
}

TEST_F(TimelineTest, APositionSpansItsDocuments) {
  const auto* first = made_.Document("2026-01-20");
  const auto* last = made_.Document("2026-02-20");
  const auto positions = Positions({made_.Decision(last, "US", kPermit),
                                    made_.Decision(first, "US", kPermit)});
  ASSERT_THAT(positions, SizeIs(1));
  EXPECT_EQ(absl::FromUnixSeconds(positions[0].first_time().seconds()),
            *first->publish_time);
  EXPECT_EQ(absl::FromUnixSeconds(positions[0].last_time().seconds()),
            *last->publish_time);
}

TEST_F(TimelineTest, ALaterReversalOfOneRootIsAChange) {
  const auto positions = Positions({
      made_.Decision(made_.Document("2025-08-01"), "US", kProhibit,
                     {"speaker:donald-trump"}),
      made_.Decision(made_.Document("2025-08-20"), "US", kPermit,
                     {"speaker:donald-trump"}),
  });
  ASSERT_THAT(positions, SizeIs(2));
  EXPECT_FALSE(AnyContradiction(positions));
}

TEST_F(TimelineTest, WhatIsTakenUpAgainIsANewPosition) {
  const auto say = [&](v1::DecisionAction action) {
    return made_.Decision(made_.Document(), "US", action,
                          {"speaker:donald-trump"});
  };
  const auto positions =
      Positions({say(kPermit), say(kPermit), say(kProhibit), say(kPermit)});
  ASSERT_THAT(positions, SizeIs(3));
  EXPECT_EQ(positions[0].decisions_size(), 2);
  EXPECT_EQ(positions[1].action(), kProhibit);
  EXPECT_EQ(positions[2].action(), kPermit);
  EXPECT_FALSE(AnyContradiction(positions));
}

// Reuters reported the ban and then its end; what another said before it ended
// was true then.
TEST_F(TimelineTest, AChangeThatSomebodyTellsOfSettlesWhatOthersSaid) {
  const auto* first = made_.Document("2025-12-01");
  const auto* second = made_.Document("2025-12-10");
  const auto* third = made_.Document("2026-01-20");
  const auto sacks =
      made_.Decision(second, "CN", kProhibit, {"speaker:david-sacks"});
  const auto reuters_first =
      made_.Decision(first, "CN", kProhibit, {"speaker:reuters"});
  const auto reuters_then =
      made_.Decision(third, "CN", kPermit, {"speaker:", "via:reuters"});
  EXPECT_FALSE(
      AnyContradiction(Positions({reuters_first, sacks, reuters_then})));
  // Without the first report it is one word against the other.
  EXPECT_TRUE(AnyContradiction(Positions({sacks, reuters_then})));
}

TEST_F(TimelineTest, AChangeOneWayDoesNotSettleTheOther) {
  const auto* first = made_.Document("2025-12-01");
  const auto* second = made_.Document("2025-12-10");
  const auto* third = made_.Document("2025-12-20");
  EXPECT_TRUE(AnyContradiction(Positions({
      made_.Decision(first, "CN", kProhibit, {"speaker:reuters"}),
      made_.Decision(second, "CN", kPermit, {"speaker:reuters"}),
      // Says so after the change.
      made_.Decision(third, "CN", kProhibit, {"speaker:david-sacks"}),
  })));
}

TEST_F(TimelineTest, OppositesFarApartAreAChange) {
  const auto against = made_.Decision(made_.Document("2022-10-07"), "US",
                                      kProhibit, {"speaker:reuters"});
  const auto long_after = made_.Decision(made_.Document("2025-12-08"), "US",
                                         kPermit, {"speaker:donald-trump"});
  EXPECT_FALSE(AnyContradiction(Positions({against, long_after})));
  const auto soon = made_.Decision(made_.Document("2022-10-30"), "US", kPermit,
                                   {"speaker:donald-trump"});
  EXPECT_TRUE(AnyContradiction(Positions({against, soon})));
  // Nobody knows how far apart these are.
  const auto undated =
      made_.Decision(made_.Document(), "US", kPermit, {"speaker:donald-trump"});
  EXPECT_TRUE(AnyContradiction(Positions({against, undated})));
}

TEST_F(TimelineTest, ADocumentThatTellsOfBothContradictsItselfNowhere) {
  const auto* document = made_.Document();
  EXPECT_FALSE(AnyContradiction(Positions({
      made_.Decision(document, "CN", kProhibit),
      made_.Decision(document, "CN", kPermit),
      made_.Decision(document, "CN", kPermit, {"speaker:", "via:reuters"}),
  })));
}

TEST_F(TimelineTest, TwoWhomOneDocumentQuotesMayContradictEachOther) {
  const auto* document = made_.Document();
  EXPECT_TRUE(AnyContradiction(Positions({
      made_.Decision(document, "CN", kProhibit, {"speaker:david-sacks"}),
      made_.Decision(document, "CN", kPermit, {"speaker:", "via:reuters"}),
  })));
}

TEST_F(TimelineTest, DecisionsOnChipsInGeneralArePositionsOfTheirOwn) {
  auto general = made_.Decision(made_.Document(), "US", kPermit);
  general.decision.clear_products();
  const auto positions =
      Positions({general, made_.Decision(made_.Document(), "US", kPermit)});
  ASSERT_THAT(positions, SizeIs(2));
  EXPECT_TRUE(positions[0].general());
  EXPECT_FALSE(positions[1].general());
}

std::vector<SourcedDecision> RandomDecisions(std::mt19937& random,
                                             MadeFacts& made) {
  std::vector<const FactSource*> documents;
  const char* const dates[] = {"", "2025-10-01", "2025-11-01", "2026-01-01",
                               "2026-03-01"};
  for (int i = 0; i < 8; ++i) {
    documents.push_back(
        made.Document(dates[random() % 5], random() % 2 == 0 ? "" : "asharq"));
  }
  const std::vector<std::vector<std::string>> chains = {
      {}, {"speaker:"}, {"speaker:a"}, {"speaker:b"}, {"speaker:", "via:c"}};
  std::vector<SourcedDecision> decisions;
  for (int i = 0; i < 30; ++i) {
    decisions.push_back(made.Decision(
        documents[random() % documents.size()], random() % 3 == 0 ? "US" : "CN",
        static_cast<v1::DecisionAction>(1 + random() % 6),
        chains[random() % chains.size()],
        static_cast<v1::Modality>(1 + random() % 4)));
  }
  made.Place();
  return decisions;
}

std::string AsText(const std::vector<v1::JurisdictionTimeline>& timeline) {
  return absl::StrJoin(timeline, "\n", [](std::string* out, const auto& part) {
    out->append(part.DebugString());
  });
}

TEST_F(TimelineTest, HoldsItsPromisesOverRandomDecisions) {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    std::mt19937 random(seed);
    MadeFacts made;
    std::vector<SourcedDecision> decisions = RandomDecisions(random, made);
    const auto timeline = MakeTimeline(decisions);
    // The order they are given in does not matter.
    std::shuffle(decisions.begin(), decisions.end(), random);
    ASSERT_EQ(AsText(MakeTimeline(decisions)), AsText(timeline));
    std::set<std::string> seen;
    std::set<std::pair<std::string, std::string>> against;
    for (const v1::JurisdictionTimeline& part : timeline) {
      for (const v1::Position& position : part.positions()) {
        int witnessed = 0;
        std::set<std::string> roots;
        for (const v1::Witness& witness : position.witnesses()) {
          witnessed += witness.chains_size();
          ASSERT_TRUE(roots.insert(witness.root()).second);
        }
        ASSERT_EQ(witnessed, position.decisions_size());
        for (const v1::Decision& decision : position.decisions()) {
          ASSERT_TRUE(seen.insert(decision.name()).second);
          ASSERT_EQ(decision.action(), position.action());
          ASSERT_EQ(decision.modality(), position.modality());
        }
      }
    }
    ASSERT_EQ(seen.size(), decisions.size());
    // Every contradiction is one of some pair, and is marked on both sides.
    for (const v1::JurisdictionTimeline& part : timeline) {
      for (const v1::Position& position : part.positions()) {
        for (const std::string& other : position.contradicts()) {
          ASSERT_EQ(seen.count(other), 1u);
          bool back = false;
          for (const v1::Position& its : part.positions()) {
            const bool holds_other = std::any_of(
                its.decisions().begin(), its.decisions().end(),
                [&](const v1::Decision& d) { return d.name() == other; });
            if (!holds_other) continue;
            for (const v1::Decision& own : position.decisions()) {
              back = back || std::count(its.contradicts().begin(),
                                        its.contradicts().end(), own.name());
            }
          }
          ASSERT_TRUE(back) << other;
        }
      }
    }
  }
}

TEST_F(TimelineTest, TwoThousandDecisionsStayQuickAndBounded) {
  std::vector<SourcedDecision> decisions;
  for (int i = 0; i < 2'000; ++i) {
    decisions.push_back(made_.Decision(made_.Document(), "CN",
                                       i % 2 == 0 ? kPermit : kProhibit,
                                       {absl::StrCat("speaker:s", i)}));
  }
  const auto positions = Positions(decisions);
  int names = 0;
  for (const v1::Position& position : positions) {
    names += position.contradicts_size();
  }
  EXPECT_EQ(names, 2'000);
}

}  // namespace
}  // namespace isnad
