// What every engine promises of appending.
#ifndef ISNAD_TESTS_QUERY_SERVICE_STORE_STORE_CONFORMANCE_APPEND_H_
#define ISNAD_TESTS_QUERY_SERVICE_STORE_STORE_CONFORMANCE_APPEND_H_

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

TEST_P(StoreConformance, RefusalsAreToldAgainUntilTheyAreSettled) {
  TestProducer producer(store());
  const std::vector<v1::Record> records = {
      Acme(), DocumentRecord("bad", "Nobody", {{"Nobody", "nobody"}}),
      DocumentRecord("good", "Acme", {{"Acme", "acme"}}),
      DocumentRecord("worse", "Noone", {{"Noone", "noone"}})};
  ASSERT_EQ(producer.Append(records).rejected.size(), 2u);
  TestProducer other(store(), "q");
  ASSERT_EQ(other.Append(records).rejected.size(), 2u);
  Reopen();

  TestProducer again(store());
  const AppendResult repeated = again.AppendAt(0, records);
  EXPECT_THAT(repeated.status,
              HasReason(v1::ERROR_REASON_OFFSET_ALREADY_COMMITTED));
  ASSERT_EQ(repeated.rejected.size(), 2u);
  EXPECT_EQ(repeated.rejected[0].first, 1);
  EXPECT_EQ(repeated.rejected[1].first, 3);
  EXPECT_THAT(repeated.rejected[1].second,
              HasReason(v1::ERROR_REASON_RECORD_INVALID));
  const AppendResult part = again.AppendAt(2, {Acme(), Acme()});
  ASSERT_EQ(part.rejected.size(), 1u);
  EXPECT_EQ(part.rejected[0].first, 1);

  const auto offsets = [&](absl::string_view id, int64_t from, int limit) {
    std::vector<int64_t> found;
    const auto rejected = store().ListRejected(id, from, limit);
    EXPECT_THAT(rejected, IsOk());
    for (const RejectedOffset& one : *rejected) found.push_back(one.offset);
    return found;
  };
  EXPECT_THAT(offsets("p", 0, 10), testing::ElementsAre(1, 3));
  EXPECT_THAT(offsets("p", 2, 10), testing::ElementsAre(3));
  EXPECT_THAT(offsets("p", 0, 1), testing::ElementsAre(1));
  EXPECT_THAT(offsets("nobody", 0, 10), testing::IsEmpty());

  EXPECT_THAT(again.AppendAt(4, {Acme()}, /*settled_offset=*/2).status, IsOk());
  EXPECT_THAT(offsets("p", 0, 10), testing::ElementsAre(3));
  EXPECT_THAT(offsets("q", 0, 10), testing::ElementsAre(1, 3));
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

TEST_P(StoreConformance, RecordForARevisionCountsOnlyAtThatRevision) {
  Put({Acme(), DocumentRecord("a", "Acme one", {{"Acme", "acme"}})});
  const int64_t second =
      Put({DocumentRecord("a", "Acme two", {{"Acme", "acme"}})});
  TestProducer producer(store());
  v1::Record record = DocumentRecord("a", "Acme three", {{"Acme", "acme"}});
  record.set_if_revision(second - 1);
  v1::Record absent = DocumentRecord("b", "Acme", {{"Acme", "acme"}});
  absent.set_if_revision(1);
  v1::Record deletion = DeletionRecord("a");
  deletion.set_if_revision(second - 1);
  const AppendResult stale = producer.Append({record, absent, deletion});
  EXPECT_THAT(stale.status, IsOk());
  EXPECT_THAT(stale.rejected, testing::IsEmpty());
  EXPECT_EQ(stale.revision, 0);
  EXPECT_EQ(store().Revisions().newest, second);
  record.set_if_revision(second);
  deletion.set_if_revision(second + 1);
  EXPECT_EQ(producer.Append({record, deletion}).revision, second + 2);
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

}  // namespace isnad

#endif  // ISNAD_TESTS_QUERY_SERVICE_STORE_STORE_CONFORMANCE_APPEND_H_
