// What networks do to the services: partitions and slow links between the two
// (in a network namespace that the test makes), clients that vanish, and ten
// thousand connections that come to nothing.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "client/cpp/ingest_client.h"
#include "client/cpp/query_client.h"
#include "common/rpc/channel.h"
#include "common/status/grpc_status.h"
#include "common/status/status_macros.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "isnad/v1/record_service.grpc.pb.h"
#include "tests/e2e/services.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(90);
constexpr char kText[] = "قالت رويترز إن الصين سمحت ببيع رقائق إنفيديا.";

CallOptions Patient() {
  CallOptions options;
  options.timeout = kPatience;
  return options;
}

absl::StatusOr<std::string> Ingest(IngestClient& client, int number,
                                   size_t bytes = 0) {
  v1::IngestDocumentRequest request;
  request.mutable_document()->set_name(absl::StrCat("documents/d", number));
  std::string text = absl::StrCat(kText, " ", number, "\n");
  while (text.size() < bytes) text += text;
  request.mutable_document()->set_source(text);
  ASSIGN_OR_RETURN(const auto response, client.IngestDocument(request));
  return response.result().write_token();
}

// Documents that query lists, each once, as of a token.
int CountDocuments(QueryClient& client, const std::string& token) {
  v1::ListDocumentsRequest request;
  request.set_page_size(1000);
  request.mutable_consistency()->set_at_least_token(token);
  const auto response = client.ListDocuments(request);
  EXPECT_THAT(response, IsOk());
  return response.ok() ? response->documents_size() : -1;
}

// A namespace with one link to ours, over which its query service is reached.
class LinkTest : public testing::Test {
 protected:
  void SetUp() override {
    const std::vector<std::vector<std::string>> commands = {
        {"ip", "netns", "add", name_},
        {"ip", "link", "add", name_, "type", "veth", "peer", "name", "peer",
         "netns", name_},
        {"ip", "addr", "add", here_ + "/30", "dev", name_},
        {"ip", "link", "set", name_, "up"},
        {"ip", "-n", name_, "addr", "add", there_ + "/30", "dev", "peer"},
        {"ip", "-n", name_, "link", "set", "peer", "up"}};
    for (const std::vector<std::string>& command : commands) {
      const ProcessResult result = RunProcess(command);
      if (result.exit_code != 0) {
        GTEST_SKIP() << "SKIPPED: no network namespace can be made here: "
                     << result.err;
      }
    }
    query_ = std::make_unique<Service>(
        "isnad-query", folder_,
        std::vector<std::string>{"--database=" + folder_.File("q.db"),
                                 "--insecure_allow_remote"});
    query_->SetWrapper({"nsenter", "--net=/run/netns/" + name_});
    query_->SetHost(there_);
    ASSERT_THAT(query_->Start(), IsOk());
    ingest_ = std::make_unique<Service>(
        "isnad-ingest", folder_,
        std::vector<std::string>{"--query=" + query_->target(),
                                 "--outbox=" + folder_.File("o.db")});
    ASSERT_THAT(ingest_->Start(), IsOk());
    client_ = std::make_unique<IngestClient>(MakeChannel(ingest_->target()),
                                             Patient());
  }

  void TearDown() override {
    ingest_.reset();
    query_.reset();
    // The link goes with its peer.
    RunProcess({"ip", "netns", "del", name_});
    RunProcess({"ip", "link", "del", name_});
  }

  void SetLink(const char* state) {
    ASSERT_EQ(RunProcess({"ip", "link", "set", name_, state}).exit_code, 0);
  }

  // Everything is there once, and both end in good order.
  void ExpectAll(int documents, const std::string& token) {
    QueryClient reader(MakeChannel(query_->target()), Patient());
    EXPECT_EQ(CountDocuments(reader, token), documents);
    EXPECT_THAT(ingest_->Stop(), IsOkAndHolds(0)) << ingest_->Log();
    EXPECT_THAT(query_->Stop(), IsOkAndHolds(0)) << query_->Log();
  }

  // Distinct for tests that run at the same time.
  const int number_ = static_cast<int>(getpid() % 16'000);
  const std::string name_ = absl::StrCat("isnad", number_);
  const std::string here_ =
      absl::StrCat("10.213.", number_ / 64, ".", number_ % 64 * 4 + 1);
  const std::string there_ =
      absl::StrCat("10.213.", number_ / 64, ".", number_ % 64 * 4 + 2);
  const TempDir folder_;
  std::unique_ptr<Service> query_;
  std::unique_ptr<Service> ingest_;
  std::unique_ptr<IngestClient> client_;
};

TEST_F(LinkTest, PartitionsLoseAndDoubleNothing) {
  constexpr int kDocuments = 120;
  std::string token;
  for (int i = 0; i < kDocuments; ++i) {
    // Twice a stretch without a link, which begins while records are on
    // their way.
    if (i % 50 == 20) SetLink("down");
    if (i % 50 == 45) SetLink("up");
    ASSERT_OK_AND_ASSIGN(token, Ingest(*client_, i));
  }
  SetLink("up");
  ExpectAll(kDocuments, token);
}

TEST_F(LinkTest, ASlowLinkOnlyTakesLonger) {
  constexpr int kDocuments = 40;
  const ProcessResult slow =
      RunProcess({"tc", "qdisc", "add", "dev", name_, "root", "tbf", "rate",
                  "2mbit", "burst", "4kb", "latency", "100ms"});
  if (slow.exit_code != 0) {
    GTEST_SKIP() << "SKIPPED: no slow link can be made here: " << slow.err;
  }
  std::string token;
  for (int i = 0; i < kDocuments; ++i) {
    ASSERT_OK_AND_ASSIGN(token, Ingest(*client_, i, 8'000));
  }
  ExpectAll(kDocuments, token);
}

class LoopbackTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(pair_.Start(), IsOk());
    client_ = std::make_unique<IngestClient>(
        MakeChannel(pair_.ingest().target()), Patient());
    reader_ = std::make_unique<QueryClient>(MakeChannel(pair_.query().target()),
                                            Patient());
  }

  ServicePair pair_;
  std::unique_ptr<IngestClient> client_;
  std::unique_ptr<QueryClient> reader_;
};

TEST_F(LoopbackTest, AClientThatVanishesMidStreamTakesNothingWithIt) {
  constexpr int kStreams = 20;
  int answered = 0;
  std::string token;
  for (int s = 0; s < kStreams; ++s) {
    auto stream = client_->StreamDocuments();
    for (int i = 0; i < 10; ++i) {
      v1::StreamDocumentsRequest message;
      v1::Document& document = *message.mutable_request()->mutable_document();
      document.set_name(absl::StrCat("documents/s", s, "-", i));
      document.set_source(kText);
      ASSERT_TRUE(stream->Write(message.request()));
    }
    // Answers come in order; after some of them the client is gone.
    for (int i = 0; i < s % 10; ++i) {
      const auto answer = stream->Read();
      ASSERT_TRUE(answer.has_value());
      token = answer->result().write_token();
      ++answered;
    }
    stream->Cancel();
    EXPECT_FALSE(stream->Finish().ok());
  }
  ASSERT_OK_AND_ASSIGN(token, Ingest(*client_, 0));
  EXPECT_GE(CountDocuments(*reader_, token), answered + 1);
  for (int s = 0; s < kStreams; ++s) {
    for (int i = 0; i < s % 10; ++i) {
      v1::GetDocumentRequest request;
      request.set_name(absl::StrCat("documents/s", s, "-", i));
      EXPECT_THAT(reader_->GetDocument(request), IsOk());
    }
  }
}

TEST_F(LoopbackTest, AProducerThatVanishesMidStreamGoesOnWhereTheStoreStands) {
  const auto stub =
      v1::RecordService::NewStub(MakeChannel(pair_.query().target()));
  int64_t next = 0;
  for (int round = 0; round < 20; ++round) {
    grpc::ClientContext context;
    const auto stream = stub->AppendRecords(&context);
    for (int64_t i = 0; i < 10; ++i) {
      v1::AppendRecordsRequest request;
      request.set_producer("vanishing");
      request.set_epoch(1);
      request.set_offset(next + i);
      v1::Document& document =
          *request.add_records()->mutable_document()->mutable_document();
      document.set_name(absl::StrCat("documents/v", next + i));
      document.set_source(kText);
      stream->Write(request);
    }
    v1::AppendRecordsResponse response;
    for (int i = 0; i < round % 5; ++i) {
      ASSERT_TRUE(stream->Read(&response));
      // What the call before had under way may have come in since it was asked
      // where the store stands.
      ASSERT_THAT(response.status().code(),
                  testing::AnyOf(0, grpc::StatusCode::ALREADY_EXISTS))
          << response.DebugString();
    }
    const int64_t answered = next + round % 5;
    context.TryCancel();
    stream->Finish();
    grpc::ClientContext asking;
    v1::GetProducerRequest request;
    request.set_producer("vanishing");
    v1::GetProducerResponse producer;
    ASSERT_TRUE(stub->GetProducer(&asking, request, &producer).ok());
    EXPECT_GE(producer.next_offset(), answered);
    EXPECT_LE(producer.next_offset(), next + 10);
    // Where what is still on its way is not repeated: the next round overlaps.
    next = producer.next_offset();
    if (HasFailure()) return;
  }
}

// Connects and sends a few bytes, then drops the connection, in one of the ways
// in which clients do.
void ConnectAndDrop(const std::string& target, int how) {
  int port = 0;
  ASSERT_TRUE(absl::SimpleAtoi(target.substr(target.rfind(':') + 1), &port));
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  ASSERT_GE(fd, 0) << std::strerror(errno);
  ASSERT_EQ(connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)),
            0)
      << std::strerror(errno);
  constexpr char kPreface[] = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  constexpr char kOther[] = "GET / HTTP/1.1\r\n\r\n";
  if (how % 4 == 1) send(fd, kPreface, sizeof(kPreface) - 1, MSG_NOSIGNAL);
  if (how % 4 == 2) send(fd, kPreface, 7, MSG_NOSIGNAL);
  if (how % 4 == 3) send(fd, kOther, sizeof(kOther) - 1, MSG_NOSIGNAL);
  // Most with a reset: a connection closed in good order keeps its port for a
  // minute, and there are no more than some 28,000.
  const linger reset = {how % 8 < 7 ? 1 : 0, 0};
  setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
  close(fd);
}

TEST_F(LoopbackTest, TenThousandDroppedConnectionsCostBoundedMemory) {
  constexpr int kConnections = 10'000;
  // Measured: 150, 230, 330, 340, 340 MiB after each further ten thousand, so
  // what the allocator keeps has an end.
#ifdef __SANITIZE_ADDRESS__
  constexpr int64_t kBound = int64_t{2} << 30;  // it keeps what was freed
#else
  constexpr int64_t kBound = int64_t{512} << 20;
#endif
  std::string token;
  for (int i = 0; i < 50; ++i) {
    ASSERT_OK_AND_ASSIGN(token, Ingest(*client_, i));
  }
  EXPECT_EQ(CountDocuments(*reader_, token), 50);
  for (Service* service : {&pair_.ingest(), &pair_.query()}) {
    const int64_t before = service->ResidentBytes();
    for (int i = 0; i < kConnections; ++i) {
      ConnectAndDrop(service->target(), i);
      if (HasFatalFailure()) return;
    }
    const int64_t after = service->ResidentBytes();
    const char* name = service == &pair_.query() ? "query" : "ingest";
    std::cout << "memory of isnad-" << name << ": " << (before >> 20)
              << " MiB before, " << (after >> 20) << " MiB after "
              << kConnections << " dropped connections\n";
    EXPECT_GT(before, 0);
    EXPECT_LT(after, kBound) << name;
    EXPECT_TRUE(service->IsRunning());
  }
  ASSERT_OK_AND_ASSIGN(token, Ingest(*client_, 50));
  EXPECT_EQ(CountDocuments(*reader_, token), 51);
}

}  // namespace
}  // namespace isnad
