// The ingest service over a channel, with a record store in memory behind it.
#include "ingest_service/server/ingest_server.h"

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "client/cpp/ingest_client.h"
#include "common/rpc/channel.h"
#include "common/rpc/write_token.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/memory_record_service.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

using testing::SizeIs;

constexpr char kText[] = "قالت رويترز إن الصين سمحت ببيع رقائق إنفيديا.";

v1::IngestDocumentRequest MakeRequest(const std::string& name,
                                      const std::string& source = kText) {
  v1::IngestDocumentRequest request;
  request.mutable_document()->set_source(source);
  if (!name.empty()) {
    request.mutable_document()->set_name("documents/" + name);
  }
  return request;
}

class IngestServerTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto analyzer = Analyzer::Create({});
    ASSERT_THAT(analyzer, IsOk());
    analyzer_ = analyzer->release();
  }
  static void TearDownTestSuite() {
    delete analyzer_;
    analyzer_ = nullptr;
  }

  void SetUp() override {
    ASSERT_OK_AND_ASSIGN(store_server_, ServerRunner::Start({}, {&store_}));
    options_.outbox.path = dir_.File("outbox.db");
    options_.outbox.acknowledge_delay = absl::Milliseconds(1);
    options_.sender.backoff.initial = absl::Milliseconds(1);
    options_.sender.backoff.max = absl::Milliseconds(5);
    options_.ingest.max_document_bytes = 100'000;
    options_.workers = 2;
  }

  void TearDown() override {
    client_.reset();
    server_.reset();
  }

  void Start() {
    server_.reset();
    ASSERT_OK_AND_ASSIGN(
        server_, IngestServer::Start(options_, *analyzer_,
                                     MakeChannel(store_server_->target()),
                                     SystemClock()));
    CallOptions once;
    once.max_attempts = 1;
    client_ = std::make_unique<IngestClient>(
        MakeChannel(server_->runner().target()), once);
    catalog_records_ = server_->outbox().end_offset();
  }

  absl::StatusOr<v1::IngestResult> Ingest(
      const v1::IngestDocumentRequest& request) {
    auto response = client_->IngestDocument(request);
    if (!response.ok()) return response.status();
    return response->result();
  }

  void WaitForOffset(int64_t offset) {
    store_.WaitForOffset(server_->outbox().identity().producer, offset);
  }

  // Names of the stored documents, in order.
  std::vector<std::string> StoredDocuments() {
    std::vector<std::string> names;
    for (const v1::Record& record : store_.records()) {
      if (record.has_document()) {
        names.push_back(record.document().document().name());
      }
    }
    return names;
  }

  static Analyzer* analyzer_;
  const TempDir dir_;
  MemoryRecordService store_;
  std::unique_ptr<ServerRunner> store_server_;
  IngestServer::Options options_;
  std::unique_ptr<IngestServer> server_;
  std::unique_ptr<IngestClient> client_;
  int64_t catalog_records_ = 0;
};

Analyzer* IngestServerTest::analyzer_ = nullptr;

// One document.

TEST_F(IngestServerTest, TakesADocumentAndSendsItAfterTheCatalog) {
  Start();
  ASSERT_OK_AND_ASSIGN(const v1::IngestResult result, Ingest(MakeRequest("a")));
  EXPECT_EQ(result.document(), "documents/a");
  EXPECT_FALSE(result.unchanged());
  EXPECT_EQ(result.mention_count(), 3);
  ASSERT_OK_AND_ASSIGN(const WriteToken token,
                       DecodeWriteToken(result.write_token()));
  EXPECT_EQ(token.offset, catalog_records_);
  WaitForOffset(token.offset + 1);
  const std::vector<v1::Record> records = store_.records();
  EXPECT_TRUE(records.front().has_entities());
  EXPECT_EQ(records.back().document().document().source(), kText);
  EXPECT_EQ(records.back().document().mentions_size(), 3);
}

TEST_F(IngestServerTest, TheSameBytesChangeNothing) {
  Start();
  ASSERT_OK_AND_ASSIGN(const v1::IngestResult first, Ingest(MakeRequest("a")));
  ASSERT_OK_AND_ASSIGN(const v1::IngestResult again, Ingest(MakeRequest("a")));
  EXPECT_TRUE(again.unchanged());
  EXPECT_EQ(again.write_token(), first.write_token());
  EXPECT_EQ(again.mention_count(), first.mention_count());
  ASSERT_OK_AND_ASSIGN(const v1::IngestResult other,
                       Ingest(MakeRequest("a", "نص آخر")));
  EXPECT_FALSE(other.unchanged());
  EXPECT_EQ(server_->outbox().end_offset(), catalog_records_ + 2);
}

TEST_F(IngestServerTest, TheCatalogIsAnnouncedOnceThroughRestarts) {
  Start();
  EXPECT_GT(catalog_records_, 1);
  const int64_t before = catalog_records_;
  Start();
  EXPECT_EQ(catalog_records_, before);
}

TEST_F(IngestServerTest, ARequestIdAnswersTheSameOrIsRefused) {
  Start();
  v1::IngestDocumentRequest request = MakeRequest("a");
  request.set_request_id("request-1");
  ASSERT_OK_AND_ASSIGN(const v1::IngestResult first, Ingest(request));
  ASSERT_OK_AND_ASSIGN(const v1::IngestResult again, Ingest(request));
  EXPECT_FALSE(again.unchanged());
  EXPECT_EQ(again.write_token(), first.write_token());
  request.mutable_document()->set_source("نص آخر");
  EXPECT_THAT(Ingest(request), HasReason(v1::ERROR_REASON_REQUEST_ID_REUSED));
}

TEST_F(IngestServerTest, ValidateOnlyStoresNothing) {
  Start();
  v1::IngestDocumentRequest request = MakeRequest("a");
  request.set_validate_only(true);
  ASSERT_OK_AND_ASSIGN(const v1::IngestResult result, Ingest(request));
  EXPECT_EQ(result.mention_count(), 3);
  EXPECT_EQ(result.write_token(), "");
  EXPECT_EQ(server_->outbox().end_offset(), catalog_records_);
}

// Fills the outbox, which nobody empties.
class FullOutboxTest : public IngestServerTest {
 protected:
  void SetUp() override {
    IngestServerTest::SetUp();
    store_server_->Stop();
    options_.outbox.max_records = 100;
    Start();
    while (Ingest(MakeRequest(absl::StrCat("d", taken_))).ok()) ++taken_;
    ASSERT_EQ(server_->outbox().counters().records, 100);
  }

  // A document that reading would refuse, because of its charset.
  static v1::IngestDocumentRequest Unreadable() {
    v1::IngestDocumentRequest request = MakeRequest("unreadable");
    request.mutable_document()->set_charset("no-charset");
    return request;
  }

  static void ExpectFull(const absl::Status& status) {
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kResourceExhausted));
    EXPECT_THAT(status, HasReason(v1::ERROR_REASON_OUTBOX_FULL));
    EXPECT_GT(RetryDelayOf(status), absl::ZeroDuration());
  }

  int taken_ = 0;
};

TEST_F(FullOutboxTest, RefusesBeforeItReads) {
  ExpectFull(Ingest(Unreadable()).status());
  // What is no longer a question of room.
  v1::IngestDocumentRequest request = Unreadable();
  request.set_validate_only(true);
  EXPECT_THAT(Ingest(request), HasReason(v1::ERROR_REASON_CHARSET_UNSUPPORTED));
  ASSERT_OK_AND_ASSIGN(const v1::IngestResult known, Ingest(MakeRequest("d0")));
  EXPECT_TRUE(known.unchanged());
}

TEST_F(FullOutboxTest, RefusesEachOfABatchBeforeItReads) {
  v1::BatchIngestDocumentsRequest request;
  *request.add_requests() = Unreadable();
  *request.add_requests() = MakeRequest("d0");
  *request.add_requests() = Unreadable();
  ASSERT_OK_AND_ASSIGN(const v1::BatchIngestDocumentsResponse response,
                       client_->BatchIngestDocuments(request));
  ASSERT_THAT(response.results(), SizeIs(3));
  ExpectFull(FromRpcStatus(response.results(0).status()));
  EXPECT_TRUE(response.results(1).unchanged());
  ExpectFull(FromRpcStatus(response.results(2).status()));
}

TEST_F(FullOutboxTest, RefusesEachOfAStreamBeforeItReads) {
  auto stream = client_->StreamDocuments();
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(stream->Write(Unreadable()));
    const auto answer = stream->Read();
    ASSERT_TRUE(answer.has_value());
    ExpectFull(FromRpcStatus(answer->result().status()));
  }
  stream->WritesDone();
  EXPECT_FALSE(stream->Read().has_value());
  EXPECT_THAT(stream->Finish(), IsOk());
}

// The same seen from the stages themselves.
TEST_F(IngestServerTest, NoStageBeginsWhenTheOutboxIsFull) {
  options_.outbox.max_records = 1;
  ASSERT_OK_AND_ASSIGN(const auto outbox, Outbox::Open(options_.outbox));
  ASSERT_OK_AND_ASSIGN(const Outbox::Room all_there_is, outbox->Reserve(1));
  Ingestor ingestor(*analyzer_, *outbox, options_.ingest);
  int stages = 0;
  const StageCheck count = [&stages](absl::string_view) {
    ++stages;
    return absl::OkStatus();
  };
  absl::Status status;
  const auto done = [&status](const absl::StatusOr<v1::IngestResult>& result) {
    status = result.status();
  };
  ingestor.Ingest(MakeRequest("new"), count, done);
  EXPECT_THAT(status, HasReason(v1::ERROR_REASON_OUTBOX_FULL));
  EXPECT_EQ(stages, 0);
  v1::IngestDocumentRequest request = MakeRequest("new");
  request.set_validate_only(true);
  ingestor.Ingest(request, count, done);
  EXPECT_THAT(status, IsOk());
  EXPECT_GT(stages, 0);
}

// Bad input at every entry point.

TEST_F(IngestServerTest, RefusesBadDocuments) {
  Start();
  EXPECT_THAT(Ingest({}), HasReason(v1::ERROR_REASON_FIELD_INVALID));
  EXPECT_THAT(Ingest(MakeRequest("a", "")),
              HasReason(v1::ERROR_REASON_DOCUMENT_EMPTY));
  EXPECT_THAT(Ingest(MakeRequest("a", std::string(100'001, 'x'))),
              HasReason(v1::ERROR_REASON_DOCUMENT_TOO_LARGE));
  v1::IngestDocumentRequest request = MakeRequest("a");
  request.mutable_document()->set_media_type("image/png");
  EXPECT_THAT(Ingest(request),
              HasReason(v1::ERROR_REASON_MEDIA_TYPE_UNSUPPORTED));
  // And goes on: broken bytes are no error.
  EXPECT_THAT(Ingest(MakeRequest("a", "\xFF\xD9 إنفيديا \xD8")), IsOk());
}

TEST_F(IngestServerTest, AMessageBeyondTheLimitIsRefusedByTheTransport) {
  Start();
  EXPECT_THAT(
      Ingest(MakeRequest("a", std::string(size_t{100} << 20, 'x'))).status(),
      StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(Ingest(MakeRequest("a")), IsOk());
}

TEST_F(IngestServerTest, AnalyzeAnswersTheWholeAnalysisAndStoresNothing) {
  Start();
  v1::AnalyzeDocumentRequest request;
  EXPECT_THAT(client_->AnalyzeDocument(request),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
  request.mutable_document()->set_source(kText);
  ASSERT_OK_AND_ASSIGN(const v1::AnalyzeDocumentResponse response,
                       client_->AnalyzeDocument(request));
  EXPECT_EQ(response.document().text(), kText);
  EXPECT_EQ(response.document().source(), "");
  EXPECT_THAT(response.mentions(), SizeIs(3));
  EXPECT_THAT(response.entities(), SizeIs(3));
  EXPECT_EQ(server_->outbox().end_offset(), catalog_records_);
}

TEST_F(IngestServerTest, ABatchAnswersEachInOrder) {
  Start();
  v1::BatchIngestDocumentsRequest request;
  EXPECT_THAT(client_->BatchIngestDocuments(request),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
  for (int i = 0; i < 50; ++i) {
    *request.add_requests() =
        MakeRequest(absl::StrCat("d", i), i % 5 == 3 ? "" : kText);
  }
  ASSERT_OK_AND_ASSIGN(const v1::BatchIngestDocumentsResponse response,
                       client_->BatchIngestDocuments(request));
  ASSERT_THAT(response.results(), SizeIs(50));
  for (int i = 0; i < 50; ++i) {
    const v1::IngestResult& result = response.results(i);
    if (i % 5 == 3) {
      EXPECT_THAT(FromRpcStatus(result.status()),
                  HasReason(v1::ERROR_REASON_DOCUMENT_EMPTY));
    } else {
      EXPECT_EQ(result.document(), absl::StrCat("documents/d", i));
      EXPECT_FALSE(result.has_status());
    }
  }
  for (int i = 50; i < 1001; ++i) *request.add_requests() = MakeRequest("x");
  EXPECT_THAT(client_->BatchIngestDocuments(request),
              HasReason(v1::ERROR_REASON_BATCH_TOO_LARGE));
}

TEST_F(IngestServerTest, TheTokenOfABatchIsItsLatest) {
  Start();
  v1::BatchIngestDocumentsRequest request;
  *request.add_requests() = MakeRequest("a");
  ASSERT_OK_AND_ASSIGN(const v1::BatchIngestDocumentsResponse first,
                       client_->BatchIngestDocuments(request));
  EXPECT_EQ(first.write_token(), first.results(0).write_token());
  // The last is not new, and has the token of the first batch.
  request.clear_requests();
  *request.add_requests() = MakeRequest("b");
  *request.add_requests() = MakeRequest("c");
  *request.add_requests() = MakeRequest("d", "");
  *request.add_requests() = MakeRequest("a");
  ASSERT_OK_AND_ASSIGN(const v1::BatchIngestDocumentsResponse second,
                       client_->BatchIngestDocuments(request));
  EXPECT_EQ(second.results(3).write_token(), first.write_token());
  ASSERT_NE(second.results(1).write_token(), first.write_token());
  EXPECT_EQ(second.write_token(), second.results(1).write_token());
  request.clear_requests();
  *request.add_requests() = MakeRequest("d", "");
  ASSERT_OK_AND_ASSIGN(const v1::BatchIngestDocumentsResponse none,
                       client_->BatchIngestDocuments(request));
  EXPECT_EQ(none.write_token(), "");
}

TEST_F(IngestServerTest, AStreamAnswersEachInOrderAndOutlivesBadOnes) {
  Start();
  constexpr int kDocuments = 300;
  auto stream = client_->StreamDocuments();
  std::thread writer([&] {
    for (int i = 0; i < kDocuments; ++i) {
      // Every fifth is bad, every seventh the same again.
      const std::string name = absl::StrCat("d", i % 7 == 6 ? i - 1 : i);
      if (!stream->Write(MakeRequest(name, i % 5 == 3 ? "" : kText))) break;
    }
    stream->WritesDone();
  });
  for (int i = 0; i < kDocuments; ++i) {
    const auto answer = stream->Read();
    ASSERT_TRUE(answer.has_value());
    EXPECT_EQ(answer->index(), i);
    EXPECT_EQ(answer->result().has_status(), i % 5 == 3) << i;
  }
  EXPECT_FALSE(stream->Read().has_value());
  writer.join();
  EXPECT_THAT(stream->Finish(), IsOk());
}

TEST_F(IngestServerTest, ClientsThatLeaveStreamsHarmNobody) {
  // Logging of requests delays what gRPC tells, and many clients do, too: a
  // read that succeeds comes behind the cancellation now and then.
  options_.server.log_requests = true;
  Start();
  std::vector<std::thread> clients(8);
  for (std::thread& client : clients) {
    client = std::thread([this] {
      for (int round = 0; round < 60; ++round) {
        auto stream = client_->StreamDocuments();
        for (int i = 0; i < round % 20; ++i) stream->Write(MakeRequest("a"));
        stream->Cancel();
        while (stream->Read().has_value()) {
        }
        EXPECT_THAT(stream->Finish(), StatusIs(absl::StatusCode::kCancelled));
      }
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_THAT(Ingest(MakeRequest("b")), IsOk());
}

TEST_F(IngestServerTest, StoppingEndsIdleStreams) {
  Start();
  auto stream = client_->StreamDocuments();
  ASSERT_TRUE(stream->Write(MakeRequest("a")));
  ASSERT_TRUE(stream->Read().has_value());
  std::thread stopper([&] { server_->Stop(); });
  EXPECT_FALSE(stream->Read().has_value());
  EXPECT_THAT(stream->Finish(), HasReason(v1::ERROR_REASON_SHUTTING_DOWN));
  stopper.join();
}

// Refused records.

TEST_F(IngestServerTest, ListsAndRetriesWhatTheStoreRefused) {
  store_.SetCheck([](const v1::Record& record) {
    if (!record.has_document()) return absl::OkStatus();
    return ErrorWithReason(absl::StatusCode::kInvalidArgument, "poison",
                           v1::ERROR_REASON_RECORD_INVALID);
  });
  Start();
  for (int i = 0; i < 5; ++i) {
    ASSERT_THAT(Ingest(MakeRequest(absl::StrCat("d", i))), IsOk());
  }
  while (server_->outbox().counters().parked < 5) std::this_thread::yield();

  v1::ListRejectedDocumentsRequest request;
  request.set_page_size(2);
  std::vector<std::string> names;
  int64_t last_offset = 0;
  do {
    ASSERT_OK_AND_ASSIGN(const v1::ListRejectedDocumentsResponse page,
                         client_->ListRejectedDocuments(request));
    for (const v1::RejectedDocument& rejected : page.rejected_documents()) {
      names.push_back(rejected.document());
      last_offset = rejected.offset();
      EXPECT_THAT(FromRpcStatus(rejected.status()),
                  HasReason(v1::ERROR_REASON_RECORD_INVALID));
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(names, testing::ElementsAre("documents/d0", "documents/d1",
                                          "documents/d2", "documents/d3",
                                          "documents/d4"));
  request.set_page_token("forged");
  EXPECT_THAT(client_->ListRejectedDocuments(request),
              HasReason(v1::ERROR_REASON_PAGE_TOKEN_INVALID));

  store_.SetCheck(nullptr);
  v1::RetryRejectedDocumentRequest retry;
  retry.set_offset(last_offset);
  ASSERT_OK_AND_ASSIGN(const v1::RetryRejectedDocumentResponse retried,
                       client_->RetryRejectedDocument(retry));
  EXPECT_EQ(retried.result().document(), "documents/d4");
  ASSERT_OK_AND_ASSIGN(const WriteToken token,
                       DecodeWriteToken(retried.result().write_token()));
  WaitForOffset(token.offset + 1);
  EXPECT_THAT(StoredDocuments(), testing::ElementsAre("documents/d4"));
  EXPECT_THAT(client_->RetryRejectedDocument(retry),
              HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

// The rest.

TEST_F(IngestServerTest, OptionsThatContradictEachOtherAreRefused) {
  options_.outbox.max_bytes = 10;
  EXPECT_THAT(IngestServer::Start(options_, *analyzer_,
                                  MakeChannel(store_server_->target())),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
}

TEST_F(IngestServerTest, AnOccupiedPortIsAnError) {
  Start();
  IngestServer::Options second = options_;
  second.outbox.path = dir_.File("second.db");
  second.server.address = server_->runner().target();
  EXPECT_THAT(IngestServer::Start(second, *analyzer_,
                                  MakeChannel(store_server_->target())),
              HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
}

}  // namespace
}  // namespace isnad
