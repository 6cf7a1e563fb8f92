#include "ingest_service/outbox/append_request.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "grpcpp/support/proto_buffer_reader.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

v1::Record DeletionOf(const std::string& document) {
  v1::Record record;
  record.mutable_deletion()->set_document(document);
  return record;
}

v1::AppendRecordsRequest Parse(grpc::ByteBuffer bytes) {
  grpc::ProtoBufferReader reader(&bytes);
  v1::AppendRecordsRequest request;
  EXPECT_TRUE(request.ParseFromZeroCopyStream(&reader));
  return request;
}

TEST(AppendRequestTest, IsTheMessageThatProtobufWouldWrite) {
  v1::AppendRecordsRequest want;
  want.set_producer("p");
  want.set_epoch(3);
  want.set_offset(int64_t{1} << 40);
  want.set_settled_offset(7);
  AppendRequest request(want);
  // Lengths of one, two and four bytes in the wire format, and an empty one.
  for (const size_t size : {0U, 1U, 200U, 3'000'000U}) {
    *want.add_records() = DeletionOf(std::string(size, 'x'));
    request.AddRecord(want.records().rbegin()->SerializeAsString());
  }
  want.add_records();
  request.AddRecord("");

  EXPECT_EQ(Parse(request.TakeBytes()).SerializeAsString(),
            want.SerializeAsString());
}

TEST(AppendRequestTest, IsEmptyOnceTaken) {
  v1::AppendRecordsRequest head;
  head.set_offset(5);
  AppendRequest request(head);
  request.AddRecord(DeletionOf("documents/a").SerializeAsString());
  EXPECT_EQ(Parse(request.TakeBytes()).records_size(), 1);
  EXPECT_EQ(request.TakeBytes().Length(), 0);
}

}  // namespace
}  // namespace isnad
