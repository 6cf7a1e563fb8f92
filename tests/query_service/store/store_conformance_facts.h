// What every engine promises of facts.
#ifndef ISNAD_TESTS_QUERY_SERVICE_STORE_STORE_CONFORMANCE_FACTS_H_
#define ISNAD_TESTS_QUERY_SERVICE_STORE_STORE_CONFORMANCE_FACTS_H_

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/query_service/store/store_conformance_fixture.h"

namespace isnad {

// The ids of the facts of a scan, gathered in pieces of `piece` facts, each
// piece by a scan of its own that goes on where the one before stopped.
template <typename Fact>
std::vector<std::string> FactIds(StoreReader& reader, FactScan scan,
                                 size_t piece = 1'000) {
  std::vector<std::string> ids;
  for (;;) {
    size_t taken = 0;
    const auto next = reader.ScanFacts<Fact>(
        scan,
        [&](const StoredDocument& stored, FactPosition position, Fact& fact) {
          EXPECT_EQ(stored.version, position.version);
          EXPECT_EQ(fact.name().find(stored.document.name()), 0u);
          if (taken == piece) return Visit::kStop;
          ++taken;
          ids.push_back(fact.name().substr(10));
          return Visit::kContinue;
        });
    EXPECT_THAT(next, IsOk());
    if (!next.ok() || !next->has_value() || ids.size() > 10'000) return ids;
    scan.from = **next;
  }
}

inline FactScan TagScan(std::vector<FactTagGroup> tags) {
  FactScan scan;
  scan.tags = std::move(tags);
  return scan;
}

// Three documents: of 2025-08-02, 2025-08-01, and without a time.
inline std::vector<v1::Record> FactCorpus() {
  v1::Record a = DocumentRecord("a", "Acme Bolt", {{"Acme", "acme"}});
  SetPublishTime(a, 1754092800);
  AddDecision(a, "d1", "CN", {"acme"}, {"RU"});
  AddDecision(a, "d2", "US", {"bolt"}, {"CN"});
  AddFigure(a, "f1", "acme", v1::FIGURE_METRIC_REVENUE, "100");
  AddStatement(a, "s1", "acme");
  v1::Record b = DocumentRecord("b", "Bolt Acme", {{"Bolt", "bolt"}});
  SetPublishTime(b, 1754006400);
  AddDecision(b, "d1", "US", {"acme", "bolt"}, {"CN", "RU"});
  AddStatement(b, "s1", "bolt");
  AddStatement(b, "s2", "acme");
  AddRelation(b, "r1", "acme", "bolt");
  v1::Record c = DocumentRecord("c", "Bolt", {{"Bolt", "bolt"}});
  AddDecision(c, "d1", "CN", {}, {});
  return {Acme(), a, b, c};
}

TEST_P(StoreConformance, FactsAreVisitedByRevisionAndPlace) {
  Put(FactCorpus());
  const auto reader = Read();
  EXPECT_THAT(FactIds<v1::Decision>(*reader, {}),
              testing::ElementsAre("a/decisions/d1", "a/decisions/d2",
                                   "b/decisions/d1", "c/decisions/d1"));
  EXPECT_THAT(FactIds<v1::Figure>(*reader, {}),
              testing::ElementsAre("a/figures/f1"));
  EXPECT_THAT(FactIds<v1::Statement>(*reader, {}),
              testing::ElementsAre("a/statements/s1", "b/statements/s1",
                                   "b/statements/s2"));
  EXPECT_THAT(FactIds<v1::Relation>(*reader, {}),
              testing::ElementsAre("b/relations/r1"));
}

TEST_P(StoreConformance, FactsAreFoundByTheirTags) {
  Put(FactCorpus());
  const auto reader = Read();
  const auto decisions = [&](std::vector<FactTagGroup> tags) {
    return FactIds<v1::Decision>(*reader, TagScan(std::move(tags)));
  };
  const FactTag cn = {FactField::kJurisdiction, "CN"};
  const FactTag us = {FactField::kJurisdiction, "US"};
  const FactTag acme = {FactField::kProduct, "entities/acme"};
  const FactTag to_ru = {FactField::kDestination, "RU"};
  EXPECT_THAT(decisions({{cn}}),
              testing::ElementsAre("a/decisions/d1", "c/decisions/d1"));
  EXPECT_THAT(decisions({{acme}}),
              testing::ElementsAre("a/decisions/d1", "b/decisions/d1"));
  // Of each group one; "a" has both tags, but not in one decision.
  EXPECT_THAT(decisions({{us}, {acme}}),
              testing::ElementsAre("b/decisions/d1"));
  EXPECT_THAT(decisions({{cn, us}, {to_ru}}),
              testing::ElementsAre("a/decisions/d1", "b/decisions/d1"));
  EXPECT_THAT(decisions({{{FactField::kJurisdiction, "XX"}}}),
              testing::IsEmpty());
  EXPECT_THAT(decisions({{cn}, {{FactField::kParty, "entities/acme"}}}),
              testing::IsEmpty());
  EXPECT_THAT(FactIds<v1::Statement>(
                  *reader, TagScan({{{FactField::kSpeaker, "entities/acme"}}})),
              testing::ElementsAre("a/statements/s1", "b/statements/s2"));
  EXPECT_THAT(FactIds<v1::Relation>(
                  *reader, TagScan({{{FactField::kObject, "entities/bolt"}}})),
              testing::ElementsAre("b/relations/r1"));
  // Tags of one type do not find another.
  EXPECT_THAT(FactIds<v1::Figure>(
                  *reader, TagScan({{{FactField::kSpeaker, "entities/acme"}}})),
              testing::IsEmpty());
}

TEST_P(StoreConformance, FactsOfOneDocument) {
  Put(FactCorpus());
  const auto reader = Read();
  FactScan scan;
  scan.document_id = "a";
  EXPECT_THAT(FactIds<v1::Decision>(*reader, scan),
              testing::ElementsAre("a/decisions/d1", "a/decisions/d2"));
  EXPECT_THAT(FactIds<v1::Decision>(*reader, scan, 1),
              testing::ElementsAre("a/decisions/d1", "a/decisions/d2"));
  scan.tags = {{{FactField::kJurisdiction, "US"}}};
  EXPECT_THAT(FactIds<v1::Decision>(*reader, scan),
              testing::ElementsAre("a/decisions/d2"));
  scan.document_id = "nowhere";
  EXPECT_THAT(FactIds<v1::Decision>(*reader, scan), testing::IsEmpty());
}

TEST_P(StoreConformance, FactsAreVisitedByTime) {
  Put(FactCorpus());
  const auto reader = Read();
  FactScan scan;
  scan.order = FactOrder::kTime;
  EXPECT_THAT(FactIds<v1::Decision>(*reader, scan),
              testing::ElementsAre("c/decisions/d1", "b/decisions/d1",
                                   "a/decisions/d1", "a/decisions/d2"));
  scan.order = FactOrder::kTimeDescending;
  EXPECT_THAT(FactIds<v1::Decision>(*reader, scan),
              testing::ElementsAre("a/decisions/d1", "a/decisions/d2",
                                   "b/decisions/d1", "c/decisions/d1"));
  scan.order = FactOrder::kRevisionDescending;
  EXPECT_THAT(FactIds<v1::Decision>(*reader, scan),
              testing::ElementsAre("c/decisions/d1", "b/decisions/d1",
                                   "a/decisions/d1", "a/decisions/d2"));
}

TEST_P(StoreConformance, FactsPublishedBy) {
  Put(FactCorpus());
  const auto reader = Read();
  FactScan scan;
  scan.published_by = absl::FromUnixSeconds(1754006400);
  for (const FactOrder order :
       {FactOrder::kRevision, FactOrder::kTime, FactOrder::kRevisionDescending,
        FactOrder::kTimeDescending}) {
    scan.order = order;
    EXPECT_THAT(
        FactIds<v1::Decision>(*reader, scan),
        testing::UnorderedElementsAre("b/decisions/d1", "c/decisions/d1"));
  }
  scan.published_by = absl::FromUnixSeconds(1754006400) - absl::Nanoseconds(1);
  EXPECT_THAT(FactIds<v1::Decision>(*reader, scan),
              testing::ElementsAre("c/decisions/d1"));
}

TEST_P(StoreConformance, FactsOfOldRevisionsReadAsTheyWere) {
  Put(FactCorpus());  // 2, 3, 4
  v1::Record a = DocumentRecord("a", "Acme again", {{"Acme", "acme"}});
  AddDecision(a, "d3", "CN", {"bolt"}, {});
  Put({a});                    // 5
  Put({DeletionRecord("c")});  // 6
  const FactScan cn = TagScan({{{FactField::kJurisdiction, "CN"}}});
  EXPECT_THAT(FactIds<v1::Decision>(*Read(4), cn),
              testing::ElementsAre("a/decisions/d1", "c/decisions/d1"));
  EXPECT_THAT(FactIds<v1::Decision>(*Read(5), cn),
              testing::ElementsAre("c/decisions/d1", "a/decisions/d3"));
  EXPECT_THAT(FactIds<v1::Decision>(*Read(6), cn),
              testing::ElementsAre("a/decisions/d3"));
  EXPECT_THAT(FactIds<v1::Decision>(*Read(1), cn), testing::IsEmpty());
  FactScan by_time;
  by_time.order = FactOrder::kTimeDescending;
  EXPECT_THAT(FactIds<v1::Decision>(*Read(3), by_time),
              testing::ElementsAre("a/decisions/d1", "a/decisions/d2",
                                   "b/decisions/d1"));
}

TEST_P(StoreConformance, OneFactIsFoundByName) {
  Put(FactCorpus());
  const auto reader = Read();
  const auto found =
      reader->FindFact<v1::Decision>("a", "documents/a/decisions/d2");
  ASSERT_THAT(found, IsOk());
  ASSERT_TRUE(found->has_value());
  EXPECT_EQ((*found)->fact.jurisdiction(), "US");
  EXPECT_EQ((*found)->document.document.name(), "documents/a");
  EXPECT_EQ((*found)->document.version, 2);
  EXPECT_EQ((*found)->position.ordinal, 1);
  for (const auto& [document, name] :
       std::vector<std::pair<std::string, std::string>>{
           {"a", "documents/a/decisions/d9"},
           {"a", "documents/b/decisions/d1"},
           {"z", "documents/z/decisions/d1"},
           {"", ""}}) {
    const auto missing = reader->FindFact<v1::Decision>(document, name);
    ASSERT_THAT(missing, IsOk());
    EXPECT_FALSE(missing->has_value()) << name;
  }
}

// More documents than are sorted in memory, some of one time, many pages: all
// orders give every fact once, in order, however the scan is cut.
TEST_P(StoreConformance, ManyFactsComeOnceAndInOrder) {
  std::vector<v1::Record> records = {Acme()};
  for (int i = 0; i < 2'500; ++i) {
    v1::Record record =
        DocumentRecord(absl::StrCat("n", i), absl::StrCat("Acme ", i), {});
    if (i % 7 != 0) SetPublishTime(record, 1'000'000 + i * 37 % 1'000);
    AddDecision(record, "d1", i % 2 == 0 ? "CN" : "US", {"acme"}, {});
    AddDecision(record, "d2", "NL", {}, {});
    records.push_back(std::move(record));
  }
  Put(records);
  const auto reader = Read();
  for (const bool all : {true, false}) {
    FactScan scan;
    if (!all) scan.tags = {{{FactField::kJurisdiction, "CN"}}};
    const size_t expected = all ? 5'000 : 1'250;
    for (const FactOrder order :
         {FactOrder::kRevision, FactOrder::kTime,
          FactOrder::kRevisionDescending, FactOrder::kTimeDescending}) {
      scan.order = order;
      scan.max_steps = FactScan::kStepsOfOneCall;
      const std::vector<std::string> whole =
          FactIds<v1::Decision>(*reader, scan, 9'999);
      EXPECT_EQ(whole.size(), expected);
      scan.max_steps = 100;
      EXPECT_EQ(FactIds<v1::Decision>(*reader, scan, 333), whole);
      std::vector<std::string> sorted = whole;
      std::sort(sorted.begin(), sorted.end());
      EXPECT_EQ(std::unique(sorted.begin(), sorted.end()), sorted.end());
    }
  }
}

TEST_P(StoreConformance, AScanWithFewStepsGetsOnAndEnds) {
  Put(FactCorpus());
  const auto reader = Read();
  FactScan scan = TagScan(
      {{{FactField::kJurisdiction, "CN"}}, {{FactField::kDestination, "RU"}}});
  scan.max_steps = 0;
  for (const FactOrder order :
       {FactOrder::kRevision, FactOrder::kTime, FactOrder::kRevisionDescending,
        FactOrder::kTimeDescending}) {
    scan.order = order;
    EXPECT_THAT(FactIds<v1::Decision>(*reader, scan),
                testing::ElementsAre("a/decisions/d1"));
  }
}

TEST_P(StoreConformance, FactsOfCollectedVersionsAreGone) {
  Reopen(2);
  Put({Acme()});
  for (int i = 0; i < 20; ++i) {
    v1::Record record =
        DocumentRecord("a", absl::StrCat("Acme edition", i), {});
    AddDecision(record, absl::StrCat("d", i), "CN", {"acme"}, {});
    Put({record});
  }
  const absl::Time limit = absl::Now() + absl::Seconds(20);
  while (store().Revisions().oldest < 19 && absl::Now() < limit) {
    std::this_thread::yield();
  }
  ASSERT_EQ(store().Revisions().oldest, 19);
  EXPECT_THAT(FactIds<v1::Decision>(
                  *Read(), TagScan({{{FactField::kJurisdiction, "CN"}}})),
              testing::ElementsAre("a/decisions/d19"));
}

TEST_P(StoreConformance, RedirectsAreFoundBackwards) {
  v1::Entity bolt = TestEntity("bolt", {"Bolt"});
  Put({Acme()});  // 1
  bolt.set_redirect_to("entities/acme");
  Put({EntityRecord({bolt})});  // 2
  // Sent again without its merge, it stays merged.
  Put({EntityRecord({TestEntity("bolt", {"Bolt", "Bolts"})})});  // 3
  EXPECT_THAT(Read(1)->FindRedirectsTo("acme", 10),
              IsOkAndHolds(testing::IsEmpty()));
  EXPECT_THAT(Read(2)->FindRedirectsTo("acme", 10),
              IsOkAndHolds(testing::ElementsAre("bolt")));
  EXPECT_THAT(Read(2)->FindRedirectsTo("acme", 0),
              IsOkAndHolds(testing::IsEmpty()));
  EXPECT_THAT(Read(3)->FindRedirectsTo("acme", 10),
              IsOkAndHolds(testing::ElementsAre("bolt")));
}

TEST_P(StoreConformance, EntityChangesComeByRevision) {
  Put({Acme()});                                           // 1
  Put({DocumentRecord("a", "Acme", {{"Acme", "acme"}})});  // 2
  Put({EntityRecord({TestEntity("acme", {"Renamed"})})});  // 3
  const auto changes = [&](StoreReader& reader, int64_t after) {
    std::vector<std::string> names;
    EXPECT_THAT(
        reader.ScanEntityChanges(after,
                                 [&](const v1::Entity& entity) {
                                   names.push_back(entity.display_name());
                                   return Visit::kContinue;
                                 }),
        IsOk());
    return names;
  };
  EXPECT_THAT(changes(*Read(), 0),
              testing::ElementsAre("Acme", "Bolt", "Renamed"));
  EXPECT_THAT(changes(*Read(), 1), testing::ElementsAre("Renamed"));
  EXPECT_THAT(changes(*Read(2), 1), testing::IsEmpty());
  EXPECT_THAT(changes(*Read(), 3), testing::IsEmpty());
}

TEST_P(StoreConformance, AVisitMayReadOtherThings) {
  Put(FactCorpus());
  const auto reader = Read();
  int visits = 0;
  const auto scanned = reader->ScanFacts<v1::Decision>(
      {}, [&](const StoredDocument& stored, FactPosition, v1::Decision&) {
        ++visits;
        EXPECT_THAT(reader->FindEntity("acme"), IsOk());
        EXPECT_THAT(reader->LoadText(stored.version), IsOk());
        EXPECT_THAT(reader->FindDocument("b"), IsOk());
        return Visit::kContinue;
      });
  EXPECT_THAT(scanned, IsOk());
  EXPECT_EQ(visits, 4);
}

}  // namespace isnad

#endif  // ISNAD_TESTS_QUERY_SERVICE_STORE_STORE_CONFORMANCE_FACTS_H_
