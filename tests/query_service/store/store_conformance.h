// The promises of `Store`, which every engine must keep. An engine's test
// includes this file and instantiates the suite with a factory.
#ifndef ISNAD_TESTS_QUERY_SERVICE_STORE_STORE_CONFORMANCE_H_
#define ISNAD_TESTS_QUERY_SERVICE_STORE_STORE_CONFORMANCE_H_

#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/status/errors.h"
#include "common/text/fold.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "query_service/store/store.h"
#include "tests/query_service/store/test_records.h"
#include "tests/support/matchers.h"

namespace isnad {

// Where a store of the tested engine is kept; closed stores can be opened
// again.
class StoreHome {
 public:
  virtual ~StoreHome() = default;
  virtual absl::StatusOr<std::unique_ptr<Store>> Open(
      int64_t retention_revisions) = 0;
};

struct StoreEngine {
  std::string name;
  std::function<std::unique_ptr<StoreHome>()> make_home;
};

class StoreConformance : public testing::TestWithParam<StoreEngine> {
 protected:
  void SetUp() override {
    home_ = GetParam().make_home();
    Reopen();
  }

  void Reopen(int64_t retention_revisions = 10'000) {
    producer_.reset();
    store_.reset();
    ASSERT_OK_AND_ASSIGN(store_, home_->Open(retention_revisions));
  }

  Store& store() { return *store_; }

  // Appends records by a producer of its own, which must succeed, and waits
  // until they can be read. Returns the newest revision of the batch.
  int64_t Put(const std::vector<v1::Record>& records) {
    if (producer_ == nullptr) {
      producer_ = std::make_unique<TestProducer>(*store_, "put");
    }
    const AppendResult result = producer_->Append(records);
    EXPECT_THAT(result.status, IsOk());
    EXPECT_THAT(result.rejected, testing::IsEmpty());
    EXPECT_THAT(WaitForRevision(*store_, result.revision), IsOk());
    return result.revision;
  }

  std::unique_ptr<StoreReader> Read(std::optional<int64_t> at = {}) {
    absl::StatusOr<std::unique_ptr<StoreReader>> reader = store_->Read(at);
    EXPECT_THAT(reader, IsOk());
    return reader.ok() ? *std::move(reader) : nullptr;
  }

  std::vector<std::string> DocumentIds(StoreReader& reader) {
    std::vector<std::string> ids;
    EXPECT_THAT(
        reader.ScanDocuments("",
                             [&](StoredDocument& stored) {
                               ids.push_back(stored.document.name().substr(10));
                               return Visit::kContinue;
                             }),
        IsOk());
    return ids;
  }

  // Texts of the mentions of a scan, each as "document:text".
  std::vector<std::string> Mentions(StoreReader& reader,
                                    const MentionScan& scan) {
    std::vector<std::string> found;
    EXPECT_THAT(reader.ScanMentions(scan,
                                    [&](MentionPosition, v1::Mention& mention) {
                                      const std::string& name = mention.name();
                                      found.push_back(absl::StrCat(
                                          name.substr(10, name.find("/m") - 10),
                                          ":", mention.text()));
                                      return Visit::kContinue;
                                    }),
                IsOk());
    return found;
  }

  std::vector<int64_t> Search(StoreReader& reader,
                              std::vector<std::vector<std::string>> phrases) {
    SearchTerms terms;
    terms.phrases = std::move(phrases);
    const auto hits = reader.Search(terms, std::nullopt, 100);
    EXPECT_THAT(hits, IsOk());
    std::vector<int64_t> versions;
    if (hits.ok()) {
      for (const SearchHit& hit : *hits) versions.push_back(hit.version);
    }
    return versions;
  }

  std::unique_ptr<StoreHome> home_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<TestProducer> producer_;
};

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(StoreConformance);

inline v1::Record Acme() {
  return EntityRecord({TestEntity("acme", {"Acme", "\u0623\u0643\u0645\u064A"}),
                       TestEntity("bolt", {"Bolt"})});
}

// --- Producers and offsets ---

TEST_P(StoreConformance, EmptyStoreIsAtRevisionZero) {
  EXPECT_EQ(store().Revisions().newest, 0);
  const auto reader = Read();
  ASSERT_NE(reader, nullptr);
  EXPECT_EQ(reader->revision(), 0);
  ASSERT_OK_AND_ASSIGN(const auto entity, reader->FindEntity("acme"));
  EXPECT_FALSE(entity.has_value());
  EXPECT_THAT(DocumentIds(*reader), testing::IsEmpty());
}

TEST_P(StoreConformance, EachRecordGetsARevisionInOrder) {
  TestProducer producer(store());
  const AppendResult result =
      producer.Append({Acme(), DocumentRecord("a", "Acme", {{"Acme", "acme"}}),
                       DocumentRecord("b", "Bolt", {{"Bolt", "bolt"}})});
  EXPECT_THAT(result.status, IsOk());
  EXPECT_EQ(result.revision, 3);
  EXPECT_EQ(result.next_offset, 3);
  EXPECT_EQ(store().Revisions().newest, 3);
}

TEST_P(StoreConformance, RepeatedOffsetIsAlreadyCommitted) {
  TestProducer producer(store());
  ASSERT_THAT(producer.Append({Acme()}).status, IsOk());
  const AppendResult again = producer.AppendAt(0, {Acme()});
  EXPECT_THAT(again.status,
              HasReason(v1::ERROR_REASON_OFFSET_ALREADY_COMMITTED));
  EXPECT_EQ(again.next_offset, 1);
  EXPECT_EQ(store().Revisions().newest, 1);
}

TEST_P(StoreConformance, OverlappingBatchStoresNothing) {
  TestProducer producer(store());
  ASSERT_THAT(producer.Append({Acme(), Acme()}).status, IsOk());
  const AppendResult overlap = producer.AppendAt(
      1, {Acme(), DocumentRecord("a", "Acme", {{"Acme", "acme"}})});
  EXPECT_THAT(overlap.status,
              HasReason(v1::ERROR_REASON_OFFSET_ALREADY_COMMITTED));
  EXPECT_EQ(overlap.next_offset, 2);
  EXPECT_EQ(store().Revisions().newest, 1);
}

TEST_P(StoreConformance, GapIsRefused) {
  TestProducer producer(store());
  const AppendResult result = producer.AppendAt(5, {Acme()});
  EXPECT_THAT(result.status, HasReason(v1::ERROR_REASON_OFFSET_GAP));
  EXPECT_EQ(result.next_offset, 0);
  EXPECT_EQ(store().Revisions().newest, 0);
}

TEST_P(StoreConformance, HigherEpochFencesLowerOff) {
  TestProducer old_epoch(store(), "p", 1);
  ASSERT_THAT(old_epoch.Append({Acme()}).status, IsOk());
  TestProducer new_epoch(store(), "p", 2);
  // Even by a batch that is refused itself.
  EXPECT_THAT(new_epoch.AppendAt(7, {Acme()}).status,
              HasReason(v1::ERROR_REASON_OFFSET_GAP));
  EXPECT_THAT(old_epoch.Append({Acme()}).status,
              HasReason(v1::ERROR_REASON_PRODUCER_FENCED));
  EXPECT_THAT(new_epoch.AppendAt(1, {Acme()}).status, IsOk());
}

TEST_P(StoreConformance, ProducersAreIndependentAndSurviveReopening) {
  ASSERT_THAT(TestProducer(store(), "p", 3).Append({Acme(), Acme()}).status,
              IsOk());
  ASSERT_THAT(TestProducer(store(), "q", 1).Append({Acme()}).status, IsOk());
  Reopen();
  ASSERT_OK_AND_ASSIGN(const ProducerState p, store().GetProducer("p"));
  EXPECT_EQ(p.epoch, 3);
  EXPECT_EQ(p.next_offset, 2);
  ASSERT_OK_AND_ASSIGN(const ProducerState q, store().GetProducer("q"));
  EXPECT_EQ(q.next_offset, 1);
  ASSERT_OK_AND_ASSIGN(const ProducerState r, store().GetProducer("r"));
  EXPECT_EQ(r.epoch, 0);
  EXPECT_EQ(r.next_offset, 0);
}

TEST_P(StoreConformance, ConcurrentProducersLoseAndDoubleNothing) {
  Put({Acme()});
  constexpr int kProducers = 4;
  constexpr int kBatches = 20;
  std::vector<std::thread> threads;
  for (int p = 0; p < kProducers; ++p) {
    threads.emplace_back([this, p] {
      TestProducer producer(store(), absl::StrCat("p", p));
      for (int b = 0; b < kBatches; ++b) {
        EXPECT_THAT(producer
                        .Append({DocumentRecord(absl::StrCat("d", p, "-", b),
                                                "Acme", {{"Acme", "acme"}})})
                        .status,
                    IsOk());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const int64_t newest = store().Revisions().newest;
  EXPECT_EQ(newest, 1 + kProducers * kBatches);
  ASSERT_THAT(WaitForRevision(store(), newest), IsOk());
  const auto reader = Read();
  EXPECT_EQ(DocumentIds(*reader).size(), kProducers * kBatches);
}

// --- Records ---

TEST_P(StoreConformance, UnknownEntityRejectsTheRecordAlone) {
  TestProducer producer(store());
  const AppendResult result = producer.Append(
      {Acme(), DocumentRecord("bad", "Nobody", {{"Nobody", "nobody"}}),
       DocumentRecord("good", "Acme", {{"Acme", "acme"}})});
  EXPECT_THAT(result.status, IsOk());
  EXPECT_EQ(result.next_offset, 3);
  EXPECT_EQ(result.revision, 2);
  ASSERT_EQ(result.rejected.size(), 1u);
  EXPECT_EQ(result.rejected[0].first, 1);
  EXPECT_THAT(result.rejected[0].second,
              HasReason(v1::ERROR_REASON_RECORD_INVALID));
  ASSERT_THAT(WaitForRevision(store(), 2), IsOk());
  const auto reader = Read();
  EXPECT_THAT(DocumentIds(*reader), testing::ElementsAre("good"));
}

TEST_P(StoreConformance, DiscoveredEntityComesWithItsDocument) {
  v1::Record record = DocumentRecord("a", "Zed", {{"Zed", "x-zed"}});
  v1::Entity zed = TestEntity("x-zed", {"Zed"});
  zed.set_origin(v1::ENTITY_ORIGIN_DISCOVERED);
  *record.mutable_document()->add_entities() = zed;
  Put({record});
  // Another document that writes it otherwise adds the name.
  v1::Record other = DocumentRecord("b", "ZED", {{"ZED", "x-zed"}});
  zed.clear_names();
  zed.add_names()->set_text("ZED");
  *other.mutable_document()->add_entities() = zed;
  Put({other});
  const auto reader = Read();
  ASSERT_OK_AND_ASSIGN(const auto found, reader->FindEntity("x-zed"));
  ASSERT_TRUE(found.has_value());
  ASSERT_EQ(found->names_size(), 2);
  EXPECT_EQ(found->names(0).text(), "Zed");
  EXPECT_EQ(found->names(1).text(), "ZED");
}

TEST_P(StoreConformance, DiscoveryDoesNotChangeTheCatalog) {
  Put({Acme()});
  v1::Record record = DocumentRecord("a", "ACME", {{"ACME", "acme"}});
  v1::Entity found = TestEntity("acme", {"ACME"});
  found.set_origin(v1::ENTITY_ORIGIN_DISCOVERED);
  *record.mutable_document()->add_entities() = found;
  Put({record});
  ASSERT_OK_AND_ASSIGN(const auto entity, Read()->FindEntity("acme"));
  EXPECT_EQ(entity->origin(), v1::ENTITY_ORIGIN_CATALOG);
  EXPECT_EQ(entity->revision(), 1);
}

TEST_P(StoreConformance, SameRecordAgainChangesNothing) {
  const v1::Record document = DocumentRecord("a", "Acme", {{"Acme", "acme"}});
  Put({Acme(), document});
  TestProducer producer(store(), "again");
  const AppendResult again = producer.Append({Acme(), document});
  EXPECT_THAT(again.status, IsOk());
  EXPECT_EQ(again.revision, 0);
  EXPECT_EQ(again.next_offset, 2);
  EXPECT_EQ(store().Revisions().newest, 2);
}

TEST_P(StoreConformance, DeletionTakesEverythingOfADocument) {
  Put({Acme(), DocumentRecord("a", "Acme now", {{"Acme", "acme"}})});
  Put({DeletionRecord("a")});
  const auto reader = Read();
  EXPECT_THAT(reader->FindDocument("a"), IsOk());
  EXPECT_FALSE((*reader->FindDocument("a")).has_value());
  EXPECT_THAT(Mentions(*reader, {}), testing::IsEmpty());
  EXPECT_THAT(Search(*reader, {{"acme"}}), testing::IsEmpty());
  ASSERT_OK_AND_ASSIGN(const StoreStats stats, store().Stats());
  EXPECT_EQ(stats.documents, 0);
  EXPECT_EQ(stats.mentions, 0);
  EXPECT_EQ(stats.entities, 2);
}

TEST_P(StoreConformance, DeletionOfNothingChangesNothing) {
  TestProducer producer(store());
  const AppendResult result = producer.Append({DeletionRecord("a")});
  EXPECT_THAT(result.status, IsOk());
  EXPECT_EQ(result.revision, 0);
}

TEST_P(StoreConformance, DeleteDocumentSaysWhetherThereWasOne) {
  Put({Acme(), DocumentRecord("a", "Acme", {{"Acme", "acme"}})});
  const auto remove = [this] {
    std::promise<absl::StatusOr<int64_t>> promise;
    store().DeleteDocument("a", [&](absl::StatusOr<int64_t> revision) {
      promise.set_value(revision);
    });
    return promise.get_future().get();
  };
  EXPECT_THAT(remove(), IsOkAndHolds(3));
  EXPECT_THAT(remove(), HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(StoreConformance, BodyComesBackAsItWasGiven) {
  v1::Record record = DocumentRecord("a", "Acme", {});
  v1::Document& document = *record.mutable_document()->mutable_document();
  document.set_source("<p>Acme</p>");
  document.set_text("Acme");
  document.set_media_type("text/html");
  document.set_title("T");
  v1::AlignmentSegment& segment = *document.add_alignment();
  segment.set_text_length(4);
  segment.set_source_start(3);
  segment.set_source_length(4);
  Put({record, DocumentRecord("b", "same", {})});
  const auto reader = Read();
  ASSERT_OK_AND_ASSIGN(auto a, reader->FindDocument("a"));
  ASSERT_TRUE(a.has_value());
  EXPECT_TRUE(a->document.source().empty());
  EXPECT_EQ(a->document.title(), "T");
  EXPECT_EQ(a->document.revision(), 1);
  EXPECT_EQ(a->document.source_bytes(), 11);
  EXPECT_EQ(a->document.text_bytes(), 4);
  EXPECT_EQ(a->document.sha256().size(), 32u);
  ASSERT_THAT(reader->LoadBody(*a), IsOk());
  EXPECT_EQ(a->document.source(), "<p>Acme</p>");
  EXPECT_EQ(a->document.text(), "Acme");
  ASSERT_EQ(a->document.alignment_size(), 1);
  EXPECT_EQ(a->document.alignment(0).source_start(), 3);
  ASSERT_OK_AND_ASSIGN(auto b, reader->FindDocument("b"));
  ASSERT_THAT(reader->LoadBody(*b), IsOk());
  EXPECT_EQ(b->document.source(), "same");
  EXPECT_EQ(b->document.text(), "same");
}

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
  while (store().Revisions().oldest < 48 && absl::Now() < limit) {
    std::this_thread::yield();
  }
  const int64_t oldest = store().Revisions().oldest;
  EXPECT_GE(oldest, 48);
  EXPECT_LE(oldest, 49);
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
  Put({Acme(), record});
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

// --- Waiting ---

TEST_P(StoreConformance, WaitEndsWhenTheRevisionIsThere) {
  std::promise<absl::Status> promise;
  ReadRequirement requirement;
  requirement.revision = 1;
  EXPECT_NE(store().Wait(requirement, absl::Now() + absl::Seconds(20),
                         [&](absl::Status s) { promise.set_value(s); }),
            0);
  Put({Acme()});
  EXPECT_THAT(promise.get_future().get(), IsOk());
  EXPECT_GE(store().Revisions().readable(), 1);
}

TEST_P(StoreConformance, WaitEndsWhenTheTokensWriteIsReadable) {
  std::promise<absl::Status> promise;
  ReadRequirement requirement;
  requirement.token = WriteToken{"put", 1};
  store().Wait(requirement, absl::Now() + absl::Seconds(20),
               [&](absl::Status s) { promise.set_value(s); });
  std::future<absl::Status> waited = promise.get_future();
  Put({Acme()});
  EXPECT_EQ(waited.wait_for(std::chrono::seconds(0)),
            std::future_status::timeout);
  Put({DocumentRecord("a", "Acme", {{"Acme", "acme"}})});
  EXPECT_THAT(waited.get(), IsOk());
  EXPECT_EQ(Read()->revision(), 2);
}

TEST_P(StoreConformance, WaitEndsAtItsDeadline) {
  ReadRequirement requirement;
  requirement.revision = 9;
  std::promise<absl::Status> promise;
  store().Wait(requirement, absl::Now() + absl::Milliseconds(20),
               [&](absl::Status s) { promise.set_value(s); });
  EXPECT_THAT(promise.get_future().get(),
              HasReason(v1::ERROR_REASON_REVISION_NOT_REACHED));
}

TEST_P(StoreConformance, CancelledWaitEndsAtOnce) {
  ReadRequirement requirement;
  requirement.revision = 9;
  std::promise<absl::Status> promise;
  const Store::WaitId id =
      store().Wait(requirement, absl::InfiniteFuture(),
                   [&](absl::Status s) { promise.set_value(s); });
  store().CancelWait(id);
  EXPECT_THAT(promise.get_future().get(),
              HasReason(v1::ERROR_REASON_CALLER_GONE));
  store().CancelWait(id);
  store().CancelWait(12345);
}

TEST_P(StoreConformance, ClosingEndsWaits) {
  ReadRequirement requirement;
  requirement.revision = 9;
  std::promise<absl::Status> promise;
  store().Wait(requirement, absl::InfiniteFuture(),
               [&](absl::Status s) { promise.set_value(s); });
  store_.reset();
  EXPECT_THAT(promise.get_future().get(),
              HasReason(v1::ERROR_REASON_SHUTTING_DOWN));
}

TEST_P(StoreConformance, StatsCountWhatIsThere) {
  Put({Acme(), DocumentRecord("a", "Acme Acme", {{"Acme", "acme"}}),
       DocumentRecord("b", "Bolt", {{"Bolt", "bolt"}})});
  Put({DocumentRecord("a", "Acme", {{"Acme", "acme"}})});
  Reopen();
  ASSERT_OK_AND_ASSIGN(const StoreStats stats, store().Stats());
  EXPECT_EQ(stats.revisions.newest, 4);
  EXPECT_EQ(stats.documents, 2);
  EXPECT_EQ(stats.entities, 2);
  EXPECT_EQ(stats.mentions, 2);
  EXPECT_EQ(stats.quantities, 0);
  EXPECT_GT(stats.database_bytes, 0);
}

}  // namespace isnad

#endif  // ISNAD_TESTS_QUERY_SERVICE_STORE_STORE_CONFORMANCE_H_
