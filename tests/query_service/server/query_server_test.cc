// Appends, administration and the life of the server, over a channel.

#include <algorithm>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/query_service/server/query_server_fixture.h"
#include "tests/query_service/store/sqlite/held_index.h"

namespace isnad {
namespace {

TEST_F(QueryServerTest, AppendAnswersEachRequestInOrder) {
  v1::Record bad = DocumentRecord("x", "AMD", {{"AMD", "amd"}});
  bad.mutable_document()->mutable_mentions(0)->set_text("ADM");
  const auto responses = Append({
      EntityRecord({TestEntity("amd", {"AMD"})}),
      bad,
      DocumentRecord("y", "Zed", {{"Zed", "zed"}}),
      DocumentRecord("z", "AMD", {{"AMD", "amd"}}),
  });
  ASSERT_EQ(responses.size(), 4u);
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(responses[static_cast<size_t>(i)].status().code(), 0);
    EXPECT_EQ(responses[static_cast<size_t>(i)].next_offset(), i + 1);
  }
  ASSERT_EQ(responses[1].rejected_size(), 1);
  const absl::Status rejected =
      FromRpcStatus(responses[1].rejected(0).status());
  EXPECT_THAT(rejected, HasReason(v1::ERROR_REASON_RECORD_INVALID));
  EXPECT_THAT(std::string(rejected.message()),
              testing::HasSubstr("records[0].document.mentions[0].text"));
  EXPECT_EQ(responses[1].revision(), 0);
  EXPECT_EQ(responses[2].rejected_size(), 1);
  EXPECT_EQ(responses[3].revision(), 2);

  offset_ = 0;
  const auto again = Append({EntityRecord({TestEntity("amd", {"AMD"})})});
  ASSERT_EQ(again.size(), 1u);
  EXPECT_THAT(FromRpcStatus(again[0].status()),
              HasReason(v1::ERROR_REASON_OFFSET_ALREADY_COMMITTED));
  EXPECT_EQ(again[0].next_offset(), 4);
  v1::GetProducerRequest request;
  v1::GetProducerResponse response;
  request.set_producer("p");
  ASSERT_THAT(
      Call(&v1::RecordService::Stub::GetProducer, *records_, request, response),
      IsOk());
  EXPECT_EQ(response.epoch(), 1);
  EXPECT_EQ(response.next_offset(), 4);
  request.set_producer("a b");
  EXPECT_THAT(
      Call(&v1::RecordService::Stub::GetProducer, *records_, request, response),
      HasReason(v1::ERROR_REASON_FIELD_INVALID));
}

TEST_F(QueryServerTest, StreamWithoutProducerOrOfAnOldEpochEnds) {
  const auto run = [&](const std::vector<v1::AppendRecordsRequest>& requests,
                       int& answers) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(20)));
    const auto stream = records_->AppendRecords(&context);
    for (const auto& request : requests) stream->Write(request);
    v1::AppendRecordsResponse response;
    answers = 0;
    while (stream->Read(&response)) ++answers;
    return FromGrpcStatus(stream->Finish());
  };
  v1::AppendRecordsRequest request;
  *request.add_records() = EntityRecord({TestEntity("amd", {"AMD"})});
  int answers = 0;
  EXPECT_THAT(run({request}, answers),
              HasReason(v1::ERROR_REASON_PRODUCER_MISSING));
  request.set_producer("q");
  request.set_epoch(2);
  v1::AppendRecordsRequest other = request;
  other.set_epoch(3);
  EXPECT_THAT(run({request, other}, answers),
              HasReason(v1::ERROR_REASON_PRODUCER_MISSING));
  EXPECT_EQ(answers, 1);
  request.set_epoch(1);
  EXPECT_THAT(run({request}, answers),
              HasReason(v1::ERROR_REASON_PRODUCER_FENCED));
  EXPECT_EQ(answers, 0);
}

TEST_F(QueryServerTest, BadRequestsLeaveTheStreamOpen) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(20)));
  const auto stream = records_->AppendRecords(&context);
  v1::AppendRecordsRequest request;
  request.set_producer("q");
  request.set_epoch(1);
  v1::AppendRecordsResponse response;
  ASSERT_TRUE(stream->Write(request));
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_THAT(FromRpcStatus(response.status()),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
  for (int i = 0; i < 1'001; ++i) {
    *request.add_records() = DeletionRecord("x");
  }
  ASSERT_TRUE(stream->Write(request));
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_THAT(FromRpcStatus(response.status()),
              HasReason(v1::ERROR_REASON_BATCH_TOO_LARGE));
  request.mutable_records()->DeleteSubrange(1, 1'000);
  request.set_offset(5);
  ASSERT_TRUE(stream->Write(request));
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_THAT(FromRpcStatus(response.status()),
              HasReason(v1::ERROR_REASON_OFFSET_GAP));
  request.set_offset(0);
  ASSERT_TRUE(stream->Write(request));
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_EQ(response.status().code(), 0);
  EXPECT_EQ(response.next_offset(), 1);
  stream->WritesDone();
  EXPECT_TRUE(stream->Finish().ok());
}

TEST_F(QueryServerTest, HundredMegabytesAreRefusedAndTheServerGoesOn) {
  v1::SearchDocumentsRequest request;
  v1::SearchDocumentsResponse response;
  request.set_query(std::string(100 << 20, 'x'));
  ChannelOptions options;
  options.max_message_bytes = 1 << 30;
  const auto channel = MakeChannel(server_->runner().target(), options);
  const auto stub = v1::QueryService::NewStub(channel);
  EXPECT_THAT(
      Call(&v1::QueryService::Stub::SearchDocuments, *stub, request, response),
      StatusIs(absl::StatusCode::kResourceExhausted));
  AppendSample();
}

TEST_F(QueryServerTest, DrainingEndsStreamsWithShuttingDown) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(20)));
  const auto stream = records_->AppendRecords(&context);
  v1::AppendRecordsRequest request;
  request.set_producer("q");
  request.set_epoch(1);
  *request.add_records() = EntityRecord({TestEntity("amd", {"AMD"})});
  ASSERT_TRUE(stream->Write(request));
  v1::AppendRecordsResponse response;
  ASSERT_TRUE(stream->Read(&response));
  const absl::Time before = absl::Now();
  std::thread stopper([&] { server_->Stop(); });
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_THAT(FromGrpcStatus(stream->Finish()),
              HasReason(v1::ERROR_REASON_SHUTTING_DOWN));
  stopper.join();
  EXPECT_LT(absl::Now() - before, absl::Seconds(4));
}

TEST_F(QueryServerTest, OccupiedPortIsAClearError) {
  QueryServer::Options options;
  options.store.path = dir_.File("other.db");
  options.server.address = server_->runner().target();
  const absl::Status status = QueryServer::Start(options).status();
  EXPECT_THAT(status, HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
  EXPECT_THAT(std::string(status.message()),
              testing::HasSubstr(options.server.address));
}

TEST_F(QueryServerTest, RemoteAddressNeedsConsent) {
  QueryServer::Options options;
  options.store.path = dir_.File("other.db");
  options.server.address = "0.0.0.0:0";
  EXPECT_THAT(QueryServer::Start(options),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
  options.server.allow_remote = true;
  EXPECT_THAT(QueryServer::Start(options), IsOk());
}

// What is stored is never answered NOT_FOUND, nor an old revision.
TEST_F(QueryServerTest, WhileTheIndexIsMadeAnewCallersAreToCallAgain) {
  Append({EntityRecord({TestEntity("acme", {"Acme"})})});
  server_->Stop();
  server_.reset();
  auto held = HeldIndex::Make(dir_.File("query.db"));
  ASSERT_THAT(held, IsOk());
  Start();
  v1::GetEntityRequest request;
  request.set_name("entities/acme");
  v1::GetEntityResponse response;
  const absl::Status status = CALL(GetEntity, request, response);
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(status, HasReason(v1::ERROR_REASON_STORE_BUSY));
  EXPECT_GT(RetryDelayOf(status), absl::ZeroDuration());
  v1::ListEntitiesRequest list;
  v1::ListEntitiesResponse page;
  EXPECT_THAT(CALL(ListEntities, list, page),
              HasReason(v1::ERROR_REASON_STORE_BUSY));
  held = absl::CancelledError("done");
  request.mutable_consistency()->set_at_least_revision(1);
  EXPECT_THAT(CALL(GetEntity, request, response), IsOk());
  request.clear_consistency();
  EXPECT_THAT(CALL(GetEntity, request, response), IsOk());
}

TEST_F(QueryServerTest, CountsAndDeletes) {
  AppendSample();
  v1::DeleteDocumentRequest request;
  v1::DeleteDocumentResponse response;
  request.set_name("documents/a");
  ASSERT_THAT(
      Call(&v1::AdminService::Stub::DeleteDocument, *admin_, request, response),
      IsOk());
  EXPECT_EQ(response.revision(), 5);
  EXPECT_THAT(
      Call(&v1::AdminService::Stub::DeleteDocument, *admin_, request, response),
      HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  v1::GetStatsResponse stats;
  ASSERT_THAT(Call(&v1::AdminService::Stub::GetStats, *admin_,
                   v1::GetStatsRequest(), stats),
              IsOk());
  EXPECT_EQ(stats.revision(), 5);
  EXPECT_EQ(stats.documents(), 2);
  EXPECT_EQ(stats.entities(), 2);
  EXPECT_EQ(stats.mentions(), 3);
}

}  // namespace
}  // namespace isnad
