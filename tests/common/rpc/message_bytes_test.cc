#include "common/rpc/message_bytes.h"

#include <string>

#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

TEST(MessageBytesTest, MessagesComeBackFromTheirBytes) {
  google::rpc::Status message;
  message.set_message("قرار");
  google::rpc::Status parsed;
  EXPECT_THAT(ParseRequest(ToByteBuffer(message), parsed), IsOk());
  EXPECT_EQ(parsed.message(), "قرار");
  EXPECT_THAT(ParseRequest(ToByteBuffer(message.SerializeAsString()), parsed),
              IsOk());
  EXPECT_EQ(parsed.message(), "قرار");
  EXPECT_THAT(ParseRequest(ToByteBuffer(std::string()), parsed), IsOk());
  EXPECT_EQ(parsed.message(), "");
}

TEST(MessageBytesTest, BytesCanBeReadTwice) {
  google::rpc::Status message;
  message.set_code(7);
  const grpc::ByteBuffer bytes = ToByteBuffer(message);
  for (int i = 0; i < 2; ++i) {
    google::rpc::Status parsed;
    EXPECT_THAT(ParseRequest(bytes, parsed), IsOk());
    EXPECT_EQ(parsed.code(), 7);
  }
}

TEST(MessageBytesTest, BytesThatAreNoRequestAreRefused) {
  google::rpc::Status parsed;
  // A field of more bytes than follow, and text that is not UTF-8.
  for (const std::string bytes : {"\x12\x7f", "\x12\x02\xc3\x28"}) {
    EXPECT_THAT(ParseRequest(ToByteBuffer(bytes), parsed),
                HasReason(v1::ERROR_REASON_FIELD_INVALID));
  }
  EXPECT_THAT(ParseRequest(grpc::ByteBuffer(), parsed),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
}

}  // namespace
}  // namespace isnad
