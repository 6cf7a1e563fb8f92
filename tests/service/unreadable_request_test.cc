// Requests whose bytes are no message of their type, to every method of both
// services.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/rpc/channel.h"
#include "common/rpc/message_bytes.h"
#include "common/status/grpc_status.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "grpcpp/generic/generic_stub.h"
#include "gtest/gtest.h"
#include "isnad/v1/admin_service.pb.h"
#include "isnad/v1/ingest_service.pb.h"
#include "isnad/v1/query_service.pb.h"
#include "isnad/v1/record_service.pb.h"
#include "isnad/v1/watch_service.pb.h"
#include "tests/service/pair.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

// A field of more bytes than follow.
const char kTruncated[] = "\x0a\x7f";
// A field of two bytes that are no UTF-8; first is a string in most requests.
const char kNotUtf8[] = "\x0a\x02\xc3\x28";

struct Ended {
  std::vector<grpc::ByteBuffer> responses;
  absl::Status status;
};

// Sends `messages` to a method of any kind, whatever its types.
Ended CallWith(const std::string& target, const std::string& method,
               const std::vector<std::string>& messages) {
  grpc::GenericStub stub(MakeChannel(target));
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(20)));
  grpc::CompletionQueue queue;
  const auto done = [&queue] {
    void* tag = nullptr;
    bool ok = false;
    return queue.Next(&tag, &ok) && ok;
  };
  const auto call = stub.PrepareCall(&context, method, &queue);
  call->StartCall(nullptr);
  bool writable = done();
  for (const std::string& message : messages) {
    if (!writable) break;
    call->Write(ToByteBuffer(message), nullptr);
    writable = done();
  }
  if (writable) {
    call->WritesDone(nullptr);
    done();
  }
  Ended ended;
  for (;;) {
    grpc::ByteBuffer response;
    call->Read(&response, nullptr);
    if (!done()) break;
    ended.responses.push_back(response);
  }
  grpc::Status status;
  call->Finish(&status, nullptr);
  done();
  ended.status = FromGrpcStatus(status);
  return ended;
}

std::string PathOf(const MethodDescriptor& method) {
  return absl::StrCat("/", method.service()->full_name(), "/", method.name());
}

class UnreadableRequestTest : public testing::Test {
 protected:
  void SetUp() override {
    auto analyzer = Analyzer::Create({});
    ASSERT_THAT(analyzer, IsOk());
    analyzer_ = *std::move(analyzer);
    pair_ = std::make_unique<Pair>(*analyzer_);
    ASSERT_THAT(pair_->StartQuery(), IsOk());
    ASSERT_THAT(pair_->StartIngest(), IsOk());
    ingest_target_ = pair_->ingest_server().runner().target();
    query_target_ = pair_->query_target();
  }

  // Every method of a service that does not take a stream.
  void ExpectRefused(const std::string& target,
                     const ServiceDescriptor& service) {
    for (int i = 0; i < service.method_count(); ++i) {
      const MethodDescriptor& method = *service.method(i);
      if (method.client_streaming()) continue;
      const Ended ended = CallWith(target, PathOf(method), {kTruncated});
      EXPECT_THAT(ended.status, HasReason(v1::ERROR_REASON_FIELD_INVALID))
          << PathOf(method);
      EXPECT_THAT(std::string(ended.status.message()),
                  testing::StartsWith("request: "))
          << PathOf(method);
    }
  }

  std::unique_ptr<Analyzer> analyzer_;
  std::unique_ptr<Pair> pair_;
  std::string ingest_target_;
  std::string query_target_;
};

TEST_F(UnreadableRequestTest, IsRefusedByEveryMethodWithOneRequest) {
  for (const char* name :
       {"QueryService", "RecordService", "AdminService", "WatchService"}) {
    const ServiceDescriptor* service =
        google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(
            absl::StrCat("isnad.v1.", name));
    ASSERT_NE(service, nullptr) << name;
    ExpectRefused(query_target_, *service);
  }
  ExpectRefused(
      ingest_target_,
      *v1::IngestDocumentRequest::descriptor()->file()->FindServiceByName(
          "IngestService"));
}

TEST_F(UnreadableRequestTest, OfTextThatIsNotUtf8IsRefused) {
  EXPECT_THAT(
      CallWith(query_target_, "/isnad.v1.QueryService/GetDecision", {kNotUtf8})
          .status,
      HasReason(v1::ERROR_REASON_FIELD_INVALID));
}

TEST_F(UnreadableRequestTest, OfAnUnknownMethodStaysUnimplemented) {
  EXPECT_EQ(CallWith(query_target_, "/isnad.v1.QueryService/None", {kTruncated})
                .status.code(),
            absl::StatusCode::kUnimplemented);
}

TEST_F(UnreadableRequestTest, OfADocumentStreamIsAnsweredInItsPlace) {
  v1::StreamDocumentsRequest readable;
  readable.mutable_request()->mutable_document()->set_name("documents/a");
  readable.mutable_request()->mutable_document()->set_source(
      "قالت رويترز إن الصين سمحت ببيع رقائق إنفيديا.");
  const Ended ended =
      CallWith(ingest_target_, "/isnad.v1.IngestService/StreamDocuments",
               {kTruncated, readable.SerializeAsString()});
  EXPECT_THAT(ended.status, IsOk());
  ASSERT_EQ(ended.responses.size(), 2u);
  v1::StreamDocumentsResponse first;
  ASSERT_THAT(ParseRequest(ended.responses[0], first), IsOk());
  EXPECT_THAT(FromRpcStatus(first.result().status()),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
  v1::StreamDocumentsResponse second;
  ASSERT_THAT(ParseRequest(ended.responses[1], second), IsOk());
  EXPECT_EQ(second.index(), 1);
  EXPECT_THAT(FromRpcStatus(second.result().status()), IsOk());
  EXPECT_EQ(second.result().document(), "documents/a");
}

TEST_F(UnreadableRequestTest, OfAnAppendStreamEndsItBehindTheAnswers) {
  v1::AppendRecordsRequest readable;
  readable.set_producer("p");
  readable.set_epoch(1);
  v1::Document& document =
      *readable.add_records()->mutable_document()->mutable_document();
  document.set_name("documents/b");
  const Ended ended =
      CallWith(query_target_, "/isnad.v1.RecordService/AppendRecords",
               {readable.SerializeAsString(), kTruncated});
  EXPECT_THAT(ended.status, HasReason(v1::ERROR_REASON_FIELD_INVALID));
  ASSERT_EQ(ended.responses.size(), 1u);
  v1::AppendRecordsResponse response;
  ASSERT_THAT(ParseRequest(ended.responses[0], response), IsOk());
  EXPECT_EQ(response.next_offset(), 1);
}

TEST_F(UnreadableRequestTest, OfAnImportIsAnError) {
  EXPECT_EQ(
      CallWith(query_target_, "/isnad.v1.AdminService/Import", {kTruncated})
          .status.code(),
      absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace isnad
