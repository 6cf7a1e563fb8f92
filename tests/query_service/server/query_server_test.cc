// The query service over a channel: what the handlers promise.

#include "query_service/server/query_server.h"

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/file.h"
#include "common/rpc/channel.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "isnad/v1/admin_service.grpc.pb.h"
#include "isnad/v1/query_service.grpc.pb.h"
#include "isnad/v1/record_service.grpc.pb.h"
#include "isnad/v1/watch_service.grpc.pb.h"
#include "tests/query_service/store/test_records.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

using testing::ElementsAre;

class QueryServerTest : public testing::Test {
 protected:
  void SetUp() override { Start(); }

  void Start() {
    QueryServer::Options options;
    options.store.path = dir_.File("query.db");
    options.server.port_file = dir_.File("port");
    options.server.drain_timeout = absl::Seconds(5);
    ASSERT_OK_AND_ASSIGN(server_, QueryServer::Start(options));
    channel_ = MakeChannel(server_->runner().target());
    query_ = v1::QueryService::NewStub(channel_);
    records_ = v1::RecordService::NewStub(channel_);
    admin_ = v1::AdminService::NewStub(channel_);
  }

  // Calls a unary method with a deadline.
  template <typename Stub, typename Request, typename Response>
  absl::Status Call(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                 const Request&, Response*),
                    Stub& stub, const Request& request, Response& response,
                    absl::Duration timeout = absl::Seconds(20)) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + timeout));
    response.Clear();
    return FromGrpcStatus((stub.*method)(&context, request, &response));
  }

#define CALL(method, request, response) \
  Call(&v1::QueryService::Stub::method, *query_, request, response)

  // Appends records over one stream, each message one record.
  std::vector<v1::AppendRecordsResponse> Append(
      const std::vector<v1::Record>& records, absl::Status* end = nullptr) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(20)));
    const auto stream = records_->AppendRecords(&context);
    std::vector<v1::AppendRecordsResponse> responses;
    for (const v1::Record& record : records) {
      v1::AppendRecordsRequest request;
      request.set_producer("p");
      request.set_epoch(1);
      request.set_offset(offset_++);
      *request.add_records() = record;
      EXPECT_TRUE(stream->Write(request));
    }
    stream->WritesDone();
    v1::AppendRecordsResponse response;
    while (stream->Read(&response)) responses.push_back(response);
    const absl::Status status = FromGrpcStatus(stream->Finish());
    if (end != nullptr) {
      *end = status;
    } else {
      EXPECT_THAT(status, IsOk());
    }
    return responses;
  }

  // Two companies and three documents, at revision 4.
  void AppendSample() {
    const auto responses = Append({
        EntityRecord({TestEntity("nvidia", {"Nvidia", "إنفيديا"}),
                      TestEntity("amd", {"AMD"})}),
        DocumentRecord("a", "قالت إنفيديا إن AMD تنافسها",
                       {{"إنفيديا", "nvidia"}, {"AMD", "amd"}}),
        DocumentRecord("b", "رقائق إنفيديا", {{"إنفيديا", "nvidia"}}),
        DocumentRecord("c", "AMD and AMD", {{"AMD", "amd"}}),
    });
    ASSERT_EQ(responses.size(), 4u);
    for (const auto& response : responses) {
      ASSERT_EQ(response.status().code(), 0) << response.DebugString();
    }
    ASSERT_THAT(WaitForRevision(server_->store(), 4), IsOk());
  }

  TempDir dir_;
  std::unique_ptr<QueryServer> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::QueryService::Stub> query_;
  std::unique_ptr<v1::RecordService::Stub> records_;
  std::unique_ptr<v1::AdminService::Stub> admin_;
  int64_t offset_ = 0;
};

TEST_F(QueryServerTest, PortFileHoldsThePort) {
  ASSERT_OK_AND_ASSIGN(const std::string port, ReadFile(dir_.File("port"), 16));
  EXPECT_EQ(port, absl::StrCat(server_->runner().port(), "\n"));
}

TEST_F(QueryServerTest, GetsEntities) {
  AppendSample();
  v1::GetEntityRequest request;
  v1::GetEntityResponse response;
  request.set_name("entities/nvidia");
  ASSERT_THAT(CALL(GetEntity, request, response), IsOk());
  EXPECT_EQ(response.entity().display_name(), "Nvidia");
  EXPECT_EQ(response.revision(), 4);
  request.set_name("entities/nobody");
  EXPECT_THAT(CALL(GetEntity, request, response),
              HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  for (const char* name : {"", "nvidia", "entities/", "entities/a/b",
                           "entities/\xD8", "documents/a"}) {
    request.set_name(name);
    if (!absl::string_view(name).empty() && name[9] == '\xD8') continue;
    EXPECT_THAT(CALL(GetEntity, request, response),
                HasReason(v1::ERROR_REASON_FIELD_INVALID))
        << name;
  }
}

TEST_F(QueryServerTest, GetsEntitiesInTheOrderAsked) {
  AppendSample();
  v1::BatchGetEntitiesRequest request;
  v1::BatchGetEntitiesResponse response;
  EXPECT_THAT(CALL(BatchGetEntities, request, response),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
  for (const char* name : {"nvidia", "amd", "nvidia"}) {
    request.add_names(absl::StrCat("entities/", name));
  }
  ASSERT_THAT(CALL(BatchGetEntities, request, response), IsOk());
  ASSERT_EQ(response.entities_size(), 3);
  EXPECT_EQ(response.entities(1).name(), "entities/amd");
  request.add_names("entities/nobody");
  EXPECT_THAT(CALL(BatchGetEntities, request, response),
              HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  while (request.names_size() <= 1'000) request.add_names("entities/amd");
  EXPECT_THAT(CALL(BatchGetEntities, request, response),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
}

TEST_F(QueryServerTest, ListsEntitiesPageByPageAtOneRevision) {
  std::vector<v1::Entity> entities;
  for (int i = 0; i < 25; ++i) {
    entities.push_back(TestEntity(absl::StrCat("e", 100 + i), {"E"}));
    if (i % 2 == 0) entities.back().set_country_code("US");
  }
  Append({EntityRecord(entities)});
  ASSERT_THAT(WaitForRevision(server_->store(), 1), IsOk());
  v1::ListEntitiesRequest request;
  v1::ListEntitiesResponse response;
  request.set_page_size(4);
  request.set_filter("country_code = US AND type = ENTITY_TYPE_COMPANY");
  std::vector<std::string> names;
  for (int page = 0;; ++page) {
    ASSERT_THAT(CALL(ListEntities, request, response), IsOk());
    EXPECT_EQ(response.revision(), 1);
    for (const v1::Entity& entity : response.entities()) {
      names.push_back(entity.name());
    }
    if (response.next_page_token().empty()) break;
    request.set_page_token(response.next_page_token());
    // What comes meanwhile is not seen.
    Append({EntityRecord({TestEntity(absl::StrCat("e1", page, "x"), {"E"})})});
  }
  EXPECT_EQ(names.size(), 13u);
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));

  request.set_filter("country_code = CN");
  EXPECT_THAT(CALL(ListEntities, request, response),
              HasReason(v1::ERROR_REASON_PAGE_TOKEN_INVALID));
  request.set_page_token("forged");
  EXPECT_THAT(CALL(ListEntities, request, response),
              HasReason(v1::ERROR_REASON_PAGE_TOKEN_INVALID));
  request.clear_page_token();
  request.set_filter("color = red");
  EXPECT_THAT(CALL(ListEntities, request, response),
              HasReason(v1::ERROR_REASON_FILTER_INVALID));
  request.clear_filter();
  request.set_page_size(-1);
  EXPECT_THAT(CALL(ListEntities, request, response),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
}

TEST_F(QueryServerTest, ResolvesNamesExactlyAndFolded) {
  AppendSample();
  v1::ResolveNamesRequest request;
  v1::ResolveNamesResponse response;
  request.add_names("إنفيديا");
  request.add_names("انفيديا");
  request.add_names("NVIDIA");
  request.add_names("nobody");
  ASSERT_THAT(CALL(ResolveNames, request, response), IsOk());
  ASSERT_EQ(response.results_size(), 4);
  const v1::MatchMethod methods[] = {
      v1::MATCH_METHOD_EXACT, v1::MATCH_METHOD_FOLDED, v1::MATCH_METHOD_FOLDED};
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(response.results(i).candidates_size(), 1) << i;
    const v1::NameCandidate& candidate = response.results(i).candidates(0);
    EXPECT_EQ(candidate.entity().name(), "entities/nvidia");
    EXPECT_EQ(candidate.method(), methods[i]);
    EXPECT_GT(candidate.score(), 0);
    EXPECT_LE(candidate.score(), 1);
  }
  EXPECT_EQ(response.results(1).candidates(0).matched_name(), "إنفيديا");
  EXPECT_EQ(response.results(3).candidates_size(), 0);
  request.add_kinds(v1::ENTITY_KIND_PLACE);
  ASSERT_THAT(CALL(ResolveNames, request, response), IsOk());
  EXPECT_EQ(response.results(0).candidates_size(), 0);
  request.add_names("");
  EXPECT_THAT(CALL(ResolveNames, request, response),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
}

TEST_F(QueryServerTest, GetsDocumentsByView) {
  AppendSample();
  v1::GetDocumentRequest request;
  v1::GetDocumentResponse response;
  request.set_name("documents/c");
  ASSERT_THAT(CALL(GetDocument, request, response), IsOk());
  EXPECT_TRUE(response.document().text().empty());
  EXPECT_EQ(response.document().text_bytes(), 11);
  request.set_view(v1::DOCUMENT_VIEW_FULL);
  ASSERT_THAT(CALL(GetDocument, request, response), IsOk());
  EXPECT_EQ(response.document().text(), "AMD and AMD");
  EXPECT_EQ(response.document().source(), "AMD and AMD");
  request.set_name("documents/z");
  EXPECT_THAT(CALL(GetDocument, request, response),
              HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  request.set_view(static_cast<v1::DocumentView>(9));
  EXPECT_THAT(CALL(GetDocument, request, response),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
}

TEST_F(QueryServerTest, PagesOfDocumentsEndAt3MiB) {
  const std::string text(1'500'000, 'x');
  Append({DocumentRecord("a", text, {}), DocumentRecord("b", text, {}),
          DocumentRecord("c", text, {})});
  ASSERT_THAT(WaitForRevision(server_->store(), 3), IsOk());
  v1::ListDocumentsRequest request;
  v1::ListDocumentsResponse response;
  request.set_view(v1::DOCUMENT_VIEW_FULL);
  std::vector<std::string> names;
  int pages = 0;
  do {
    ASSERT_THAT(CALL(ListDocuments, request, response), IsOk());
    ++pages;
    for (const auto& document : response.documents()) {
      names.push_back(document.name());
      EXPECT_EQ(document.text(), text);
    }
    request.set_page_token(response.next_page_token());
  } while (!response.next_page_token().empty());
  EXPECT_THAT(names, ElementsAre("documents/a", "documents/b", "documents/c"));
  // Source and text are 3 MB together: one document a page.
  EXPECT_EQ(pages, 3);
}

TEST_F(QueryServerTest, SearchesDocuments) {
  AppendSample();
  v1::SearchDocumentsRequest request;
  v1::SearchDocumentsResponse response;
  request.set_query("انفيديا");
  ASSERT_THAT(CALL(SearchDocuments, request, response), IsOk());
  ASSERT_EQ(response.matches_size(), 2);
  for (const v1::DocumentMatch& match : response.matches()) {
    ASSERT_EQ(match.highlights_size(), 1);
    const v1::Span& span = match.highlights(0);
    const int begin = span.start_byte() - match.snippet().start_byte();
    EXPECT_EQ(match.snippet_text().substr(
                  static_cast<size_t>(begin),
                  static_cast<size_t>(span.end_byte() - span.start_byte())),
              "إنفيديا");
  }
  request.set_page_size(1);
  ASSERT_THAT(CALL(SearchDocuments, request, response), IsOk());
  const std::string first = response.matches(0).document().name();
  request.set_page_token(response.next_page_token());
  ASSERT_THAT(CALL(SearchDocuments, request, response), IsOk());
  ASSERT_EQ(response.matches_size(), 1);
  EXPECT_NE(response.matches(0).document().name(), first);
  EXPECT_TRUE(response.next_page_token().empty());
  request.clear_page_token();
  request.set_query("\"AMD and\"");
  ASSERT_THAT(CALL(SearchDocuments, request, response), IsOk());
  ASSERT_EQ(response.matches_size(), 1);
  EXPECT_EQ(response.matches(0).document().name(), "documents/c");
  request.set_query("...");
  EXPECT_THAT(CALL(SearchDocuments, request, response),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
}

TEST_F(QueryServerTest, ListsMentions) {
  AppendSample();
  v1::ListMentionsRequest request;
  v1::ListMentionsResponse response;
  request.set_parent("documents/-");
  request.set_filter("entity = \"entities/amd\"");
  request.set_page_size(2);
  std::vector<std::string> places;
  do {
    ASSERT_THAT(CALL(ListMentions, request, response), IsOk());
    for (const v1::Mention& mention : response.mentions()) {
      EXPECT_EQ(mention.text(), "AMD");
      places.push_back(mention.name().substr(0, 11));
    }
    request.set_page_token(response.next_page_token());
  } while (!response.next_page_token().empty());
  EXPECT_THAT(places, ElementsAre("documents/a", "documents/c", "documents/c"));
  request.clear_page_token();
  request.set_filter("form = MENTION_FORM_ADJECTIVE");
  ASSERT_THAT(CALL(ListMentions, request, response), IsOk());
  EXPECT_EQ(response.mentions_size(), 0);
  request.clear_filter();
  request.set_parent("documents/z");
  EXPECT_THAT(CALL(ListMentions, request, response),
              HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  request.set_parent("entities/amd");
  EXPECT_THAT(CALL(ListMentions, request, response),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
}

TEST_F(QueryServerTest, VerifiesSpans) {
  AppendSample();
  v1::VerifySpanRequest request;
  v1::VerifySpanResponse response;
  request.set_document("documents/b");
  EXPECT_THAT(CALL(VerifySpan, request, response),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
  request.mutable_span()->set_start_byte(11);
  request.mutable_span()->set_end_byte(25);
  request.set_expected_text("إنفيديا");
  ASSERT_THAT(CALL(VerifySpan, request, response), IsOk());
  EXPECT_TRUE(response.matches());
  EXPECT_EQ(response.text(), "إنفيديا");
  EXPECT_EQ(response.source_start(), 11);
  EXPECT_EQ(response.source_end(), 25);
  EXPECT_EQ(response.sha256().size(), 32u);
  request.set_expected_text("AMD");
  ASSERT_THAT(CALL(VerifySpan, request, response), IsOk());
  EXPECT_FALSE(response.matches());
  for (const auto& [start, end] : std::vector<std::pair<int, int>>{
           {12, 25}, {11, 24}, {11, 26}, {-1, 11}, {25, 11}, {99, 99}}) {
    request.mutable_span()->set_start_byte(start);
    request.mutable_span()->set_end_byte(end);
    EXPECT_THAT(CALL(VerifySpan, request, response),
                HasReason(v1::ERROR_REASON_SPAN_INVALID));
  }
}

TEST_F(QueryServerTest, ReadsAtTheRevisionAskedFor) {
  AppendSample();
  Append({DeletionRecord("a")});
  v1::GetDocumentRequest request;
  v1::GetDocumentResponse response;
  request.set_name("documents/a");
  request.mutable_consistency()->set_at_least_revision(5);
  EXPECT_THAT(CALL(GetDocument, request, response),
              HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  request.mutable_consistency()->set_exact_revision(4);
  ASSERT_THAT(CALL(GetDocument, request, response), IsOk());
  EXPECT_EQ(response.revision(), 4);
  request.mutable_consistency()->set_exact_revision(0);
  EXPECT_THAT(CALL(GetDocument, request, response),
              HasReason(v1::ERROR_REASON_REVISION_NOT_REACHED));
  request.mutable_consistency()->set_at_least_token("x");
  EXPECT_THAT(CALL(GetDocument, request, response),
              HasReason(v1::ERROR_REASON_WRITE_TOKEN_INVALID));
  request.mutable_consistency()->set_at_least_revision(6);
  EXPECT_THAT(Call(&v1::QueryService::Stub::GetDocument, *query_, request,
                   response, absl::Milliseconds(400)),
              HasReason(v1::ERROR_REASON_REVISION_NOT_REACHED));
}

TEST_F(QueryServerTest, WaitsForTheWriteOfAToken) {
  v1::GetEntityRequest request;
  v1::GetEntityResponse response;
  request.set_name("entities/nvidia");
  request.mutable_consistency()->set_at_least_token(EncodeWriteToken({"p", 0}));
  absl::Status status;
  std::thread reader([&] { status = CALL(GetEntity, request, response); });
  AppendSample();
  reader.join();
  EXPECT_THAT(status, IsOk());
  EXPECT_GE(response.revision(), 1);
}

TEST_F(QueryServerTest, CallerWhoLeavesIsNotWaitedFor) {
  v1::GetEntityRequest request;
  v1::GetEntityResponse response;
  request.set_name("entities/nvidia");
  request.mutable_consistency()->set_at_least_revision(99);
  grpc::ClientContext context;
  std::thread reader([&] {
    EXPECT_EQ(query_->GetEntity(&context, request, &response).error_code(),
              grpc::StatusCode::CANCELLED);
  });
  context.TryCancel();
  reader.join();
  const absl::Time before = absl::Now();
  server_->Stop();
  EXPECT_LT(absl::Now() - before, absl::Seconds(4));
}

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

TEST_F(QueryServerTest, WhatIsNotBuiltSaysSo) {
  const auto expect = [](const absl::Status& status) {
    EXPECT_THAT(status, HasReason(v1::ERROR_REASON_METHOD_NOT_IMPLEMENTED));
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnimplemented));
  };
  v1::GetTimelineResponse timeline;
  expect(CALL(GetTimeline, v1::GetTimelineRequest(), timeline));
  v1::ListDecisionsResponse decisions;
  expect(CALL(ListDecisions, v1::ListDecisionsRequest(), decisions));
  v1::BackupResponse backup;
  expect(Call(&v1::AdminService::Stub::Backup, *admin_, v1::BackupRequest(),
              backup));
  grpc::ClientContext watch_context;
  const auto watch = v1::WatchService::NewStub(channel_);
  const auto stream =
      watch->WatchFacts(&watch_context, v1::WatchFactsRequest());
  v1::WatchFactsResponse response;
  EXPECT_FALSE(stream->Read(&response));
  expect(FromGrpcStatus(stream->Finish()));
  grpc::ClientContext import_context;
  v1::ImportResponse imported;
  const auto import = admin_->Import(&import_context, &imported);
  expect(FromGrpcStatus(import->Finish()));
}

}  // namespace
}  // namespace isnad
