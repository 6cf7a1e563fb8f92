// A query service with a client, over loopback.
#ifndef ISNAD_TESTS_QUERY_SERVICE_SERVER_QUERY_SERVER_FIXTURE_H_
#define ISNAD_TESTS_QUERY_SERVICE_SERVER_QUERY_SERVER_FIXTURE_H_

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
#include "query_service/server/query_server.h"
#include "tests/query_service/store/test_records.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {

class QueryServerTest : public testing::Test {
 protected:
  void SetUp() override { Start(); }

  void Start() {
    options_.store.path = dir_.File("query.db");
    options_.server.port_file = dir_.File("port");
    options_.server.drain_timeout = absl::Seconds(5);
    ASSERT_OK_AND_ASSIGN(server_, QueryServer::Start(options_));
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
  QueryServer::Options options_;
  std::unique_ptr<QueryServer> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::QueryService::Stub> query_;
  std::unique_ptr<v1::RecordService::Stub> records_;
  std::unique_ptr<v1::AdminService::Stub> admin_;
  int64_t offset_ = 0;
};

}  // namespace isnad

#endif  // ISNAD_TESTS_QUERY_SERVICE_SERVER_QUERY_SERVER_FIXTURE_H_
