// What every engine promises of reading.
#ifndef ISNAD_TESTS_QUERY_SERVICE_STORE_STORE_CONFORMANCE_READ_H_
#define ISNAD_TESTS_QUERY_SERVICE_STORE_STORE_CONFORMANCE_READ_H_

#include <cstdint>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tests/query_service/store/store_conformance_fixture.h"

namespace isnad {

// --- Reading at a revision ---

TEST_P(StoreConformance, OldRevisionsReadAsTheyWere) {
  Put({Acme(), DocumentRecord("a", "Acme first", {{"Acme", "acme"}})});  // 2
  Put({DocumentRecord("a", "Bolt second", {{"Bolt", "bolt"}})});         // 3
  Put({EntityRecord({TestEntity("acme", {"Renamed"})})});                // 4
  Put({DeletionRecord("a")});                                            // 5

  const auto at2 = Read(2);
  EXPECT_THAT(Mentions(*at2, {}), testing::ElementsAre("a:Acme"));
  EXPECT_THAT(Search(*at2, {{"first"}}), testing::ElementsAre(2));
  EXPECT_THAT(Search(*at2, {{"second"}}), testing::IsEmpty());
  EXPECT_EQ((*at2->FindEntity("acme"))->display_name(), "Acme");

  const auto at3 = Read(3);
  EXPECT_THAT(Mentions(*at3, {}), testing::ElementsAre("a:Bolt"));
  EXPECT_THAT(Search(*at3, {{"second"}}), testing::ElementsAre(3));

  const auto at4 = Read(4);
  EXPECT_EQ((*at4->FindEntity("acme"))->display_name(), "Renamed");
  EXPECT_EQ((*at4->FindEntity("acme"))->revision(), 4);
  EXPECT_THAT(DocumentIds(*at4), testing::ElementsAre("a"));

  const auto at5 = Read(5);
  EXPECT_THAT(DocumentIds(*at5), testing::IsEmpty());
  const auto at1 = Read(1);
  EXPECT_THAT(DocumentIds(*at1), testing::IsEmpty());
}

TEST_P(StoreConformance, DeletedDocumentCanComeBack) {
  const v1::Record document = DocumentRecord("a", "Acme", {{"Acme", "acme"}});
  Put({Acme(), document});
  Put({DeletionRecord("a")});
  EXPECT_EQ(Put({document}), 4);
  EXPECT_THAT(DocumentIds(*Read()), testing::ElementsAre("a"));
  EXPECT_THAT(DocumentIds(*Read(3)), testing::IsEmpty());
}

TEST_P(StoreConformance, RevisionBeyondTheNewestIsNotReached) {
  Put({Acme()});
  EXPECT_THAT(store().Read(2),
              HasReason(v1::ERROR_REASON_REVISION_NOT_REACHED));
  EXPECT_THAT(store().Read(0),
              HasReason(v1::ERROR_REASON_REVISION_NOT_REACHED));
  EXPECT_THAT(store().Read(-1),
              HasReason(v1::ERROR_REASON_REVISION_NOT_REACHED));
}

TEST_P(StoreConformance, SupersededVersionsAreCollectedBehindTheWindow) {
  Reopen(2);
  Put({Acme()});
  for (int i = 0; i < 50; ++i) {
    Put({DocumentRecord("a", absl::StrCat("Acme edition", i),
                        {{"Acme", "acme"}})});
  }
  // The indexer collects at its own pace.
  const absl::Time limit = absl::Now() + absl::Seconds(20);
  while (store().Revisions().oldest < 49 && absl::Now() < limit) {
    std::this_thread::yield();
  }
  const int64_t oldest = store().Revisions().oldest;
  ASSERT_EQ(oldest, 49);
  const absl::Status compacted = store().Read(oldest - 1).status();
  EXPECT_THAT(compacted, HasReason(v1::ERROR_REASON_REVISION_COMPACTED));
  EXPECT_THAT(Mentions(*Read(oldest), {}), testing::ElementsAre("a:Acme"));
  EXPECT_THAT(Search(*Read(), {{"acme"}}), testing::ElementsAre(51));
  Reopen(2);
  EXPECT_GE(store().Revisions().oldest, oldest);
  EXPECT_THAT(Mentions(*Read(), {}), testing::ElementsAre("a:Acme"));
}

TEST_P(StoreConformance, NothingIsCompactedWhereNothingWasReplaced) {
  Reopen(1);
  Put({Acme()});
  for (int i = 0; i < 20; ++i) {
    Put({DocumentRecord(absl::StrCat("d", i), "Acme", {{"Acme", "acme"}})});
  }
  EXPECT_THAT(DocumentIds(*Read(3)).size(), 2u);
}

TEST_P(StoreConformance, DataSurvivesReopening) {
  Put({Acme(), DocumentRecord("a", "Acme here", {{"Acme", "acme"}})});
  const std::string key = store().token_key();
  EXPECT_EQ(key.size(), 32u);
  Reopen();
  ASSERT_THAT(WaitForRevision(store(), 2), IsOk());
  const auto reader = Read();
  EXPECT_EQ(reader->revision(), 2);
  EXPECT_THAT(Mentions(*reader, {}), testing::ElementsAre("a:Acme"));
  EXPECT_THAT(Search(*reader, {{"here"}}), testing::ElementsAre(2));
  EXPECT_EQ(store().token_key(), key);
}

// --- Lookups ---

TEST_P(StoreConformance, ScansGoOnBehindAnId) {
  Put({Acme(), DocumentRecord("b", "x", {}), DocumentRecord("a", "y", {}),
       DocumentRecord("c", "z", {})});
  const auto reader = Read();
  EXPECT_THAT(DocumentIds(*reader), testing::ElementsAre("a", "b", "c"));
  std::vector<std::string> seen;
  EXPECT_THAT(reader->ScanDocuments("a",
                                    [&](StoredDocument& stored) {
                                      seen.push_back(stored.document.name());
                                      return Visit::kStop;
                                    }),
              IsOk());
  EXPECT_THAT(seen, testing::ElementsAre("documents/b"));
  seen.clear();
  EXPECT_THAT(reader->ScanEntities("acme",
                                   [&](const v1::Entity& entity) {
                                     seen.push_back(entity.name());
                                     return Visit::kContinue;
                                   }),
              IsOk());
  EXPECT_THAT(seen, testing::ElementsAre("entities/bolt"));
}

TEST_P(StoreConformance, MentionsAreFoundByDocumentAndEntity) {
  Put({Acme(),
       DocumentRecord("a", "Acme Bolt Acme",
                      {{"Acme", "acme"}, {"Bolt", "bolt"}}),
       DocumentRecord("b", "Bolt", {{"Bolt", "bolt"}})});
  const auto reader = Read();
  MentionScan scan;
  EXPECT_THAT(Mentions(*reader, scan),
              testing::ElementsAre("a:Acme", "a:Bolt", "a:Acme", "b:Bolt"));
  scan.entity_id = "bolt";
  EXPECT_THAT(Mentions(*reader, scan),
              testing::ElementsAre("a:Bolt", "b:Bolt"));
  scan.document_id = "b";
  EXPECT_THAT(Mentions(*reader, scan), testing::ElementsAre("b:Bolt"));
  scan.entity_id = "acme";
  EXPECT_THAT(Mentions(*reader, scan), testing::IsEmpty());
  scan.entity_id = "nobody";
  EXPECT_THAT(Mentions(*reader, scan), testing::IsEmpty());
  scan = {};
  scan.document_id = "nothing";
  EXPECT_THAT(Mentions(*reader, scan), testing::IsEmpty());
}

TEST_P(StoreConformance, MentionScanGoesOnAtAnyPlace) {
  std::string text;
  for (int i = 0; i < 150; ++i) text += i % 2 == 0 ? "Acme " : "Bolt ";
  Put({Acme(), DocumentRecord("a", text, {{"Acme", "acme"}, {"Bolt", "bolt"}}),
       DocumentRecord("b", "Acme", {{"Acme", "acme"}})});
  const auto reader = Read();
  for (const char* entity : {"", "acme"}) {
    MentionScan scan;
    scan.entity_id = entity;
    const std::vector<std::string> whole = Mentions(*reader, scan);
    EXPECT_EQ(whole.size(), *entity == '\0' ? 151u : 76u);
    // One at a time, each scan beginning where the last one stopped.
    std::vector<std::string> pieces;
    for (bool more = true; more;) {
      more = false;
      int visited = 0;
      EXPECT_THAT(reader->ScanMentions(
                      scan,
                      [&](MentionPosition position, v1::Mention& mention) {
                        if (++visited > 1) {
                          scan.from = position;
                          more = true;
                          return Visit::kStop;
                        }
                        pieces.push_back(absl::StrCat(
                            mention.name().substr(10, 1), ":", mention.text()));
                        return Visit::kContinue;
                      }),
                  IsOk());
    }
    EXPECT_EQ(pieces, whole);
  }
}

TEST_P(StoreConformance, MentionsComeBackWhole) {
  const v1::Record record = DocumentRecord("a", "Acme", {{"Acme", "acme"}});
  // What a record may leave out.
  v1::Record sent = record;
  sent.mutable_document()->mutable_mentions(0)->clear_name();
  sent.mutable_document()->mutable_mentions(0)->clear_text();
  Put({Acme(), sent});
  const auto reader = Read();
  std::string stored;
  EXPECT_THAT(reader->ScanMentions({},
                                   [&](MentionPosition, v1::Mention& mention) {
                                     stored = mention.SerializeAsString();
                                     return Visit::kContinue;
                                   }),
              IsOk());
  EXPECT_EQ(stored, record.document().mentions(0).SerializeAsString());
}

TEST_P(StoreConformance, EntitiesAreFoundByFoldKey) {
  Put({Acme()});
  const auto reader = Read();
  // Hamza on the alef and case make no difference.
  for (const char* name : {"acme", "ACME", "\u0627\u0643\u0645\u064A"}) {
    ASSERT_OK_AND_ASSIGN(const auto found,
                         reader->FindEntitiesByFoldKey(FoldKey(name)));
    ASSERT_EQ(found.size(), 1u) << name;
    EXPECT_EQ(found[0].name(), "entities/acme");
  }
  EXPECT_THAT(reader->FindEntitiesByFoldKey(FoldKey("nobody")),
              IsOkAndHolds(testing::IsEmpty()));
}

TEST_P(StoreConformance, SearchWantsEveryPhrase) {
  Put({DocumentRecord("a", "red fox and blue bird", {}),  // 1
       DocumentRecord("b", "blue fox", {}),               // 2
       DocumentRecord("c", "fox fox fox", {})});          // 3
  const auto reader = Read();
  EXPECT_THAT(Search(*reader, {{"fox"}}), testing::ElementsAre(3, 2, 1));
  EXPECT_THAT(Search(*reader, {{"fox"}, {"blue"}}), testing::ElementsAre(2, 1));
  EXPECT_THAT(Search(*reader, {{"blue", "fox"}}), testing::ElementsAre(2));
  EXPECT_THAT(Search(*reader, {{"fox", "blue"}}), testing::IsEmpty());
  EXPECT_THAT(Search(*reader, {{"nothing"}}), testing::IsEmpty());
}

TEST_P(StoreConformance, SearchPagesGoOnWithoutGapOrRepeat) {
  std::vector<v1::Record> records;
  for (int i = 0; i < 30; ++i) {
    records.push_back(DocumentRecord(absl::StrCat("d", i),
                                     absl::StrCat("fox number", i % 3), {}));
  }
  Put(records);
  const auto reader = Read();
  SearchTerms terms;
  terms.phrases = {{"fox"}};
  std::vector<int64_t> all;
  std::optional<SearchHit> after;
  for (;;) {
    ASSERT_OK_AND_ASSIGN(const std::vector<SearchHit> page,
                         reader->Search(terms, after, 7));
    if (page.empty()) break;
    for (const SearchHit& hit : page) all.push_back(hit.version);
    after = page.back();
    // What comes meanwhile does not move what is left.
    TestProducer producer(store(), absl::StrCat("p", all.size()));
    producer.Append({DocumentRecord(absl::StrCat("new", all.size()),
                                    "fox fox fox fox", {})});
  }
  EXPECT_THAT(all, testing::SizeIs(30));
  EXPECT_EQ(all, Search(*reader, {{"fox"}}));
}

}  // namespace isnad

#endif  // ISNAD_TESTS_QUERY_SERVICE_STORE_STORE_CONFORMANCE_READ_H_
