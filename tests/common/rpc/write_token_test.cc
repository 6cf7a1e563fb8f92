#include "common/rpc/write_token.h"

#include <limits>
#include <string>

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

TEST(WriteTokenTest, RoundTrips) {
  for (const int64_t offset :
       {int64_t{0}, int64_t{17}, std::numeric_limits<int64_t>::max()}) {
    ASSERT_OK_AND_ASSIGN(
        const WriteToken token,
        DecodeWriteToken(EncodeWriteToken({"host-1.A_b", offset})));
    EXPECT_EQ(token.producer, "host-1.A_b");
    EXPECT_EQ(token.offset, offset);
  }
}

TEST(WriteTokenTest, IsBase64UrlOfProducerAndOffset) {
  EXPECT_EQ(EncodeWriteToken({"p", 7}), absl::WebSafeBase64Escape("p:7"));
}

TEST(WriteTokenTest, AnythingElseIsInvalid) {
  for (const char* plain :
       {"", "p", "p:", ":1", "p:x", "p:-1", "p:+1", "p: 1", "p:01", "p:1 ",
        "p q:1", "p:9223372036854775808", "p:1:2:"}) {
    EXPECT_THAT(DecodeWriteToken(absl::WebSafeBase64Escape(plain)),
                HasReason(v1::ERROR_REASON_WRITE_TOKEN_INVALID))
        << plain;
  }
  for (const char* encoded : {"", "!", "cDox=", "cDo\n3", "\xFF"}) {
    EXPECT_THAT(DecodeWriteToken(encoded),
                HasReason(v1::ERROR_REASON_WRITE_TOKEN_INVALID))
        << encoded;
  }
  EXPECT_THAT(DecodeWriteToken(std::string(1 << 20, 'A')),
              HasReason(v1::ERROR_REASON_WRITE_TOKEN_INVALID));
}

TEST(ProducerIdTest, HasItsLetters) {
  EXPECT_TRUE(IsProducerId("a"));
  EXPECT_TRUE(IsProducerId(std::string(64, 'z')));
  EXPECT_FALSE(IsProducerId(std::string(65, 'z')));
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                      (c >= '0' && c <= '9') || c == '.' || c == '_' ||
                      c == '-';
    EXPECT_EQ(IsProducerId(std::string(1, c)), good) << byte;
  }
}

}  // namespace
}  // namespace isnad
