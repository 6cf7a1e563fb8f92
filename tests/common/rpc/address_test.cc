#include "common/rpc/address.h"

#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

TEST(AddressTest, LoopbackIsKnown) {
  for (const char* address : {"127.0.0.1:1", "127.9.8.7:0", "localhost:7702",
                              "[::1]:7702", "unix:/tmp/x", "unix:x"}) {
    EXPECT_TRUE(IsLoopbackAddress(address)) << address;
  }
  for (const char* address :
       {"0.0.0.0:1", "[::]:1", "10.0.0.1:1", "example.org:1", "128.0.0.1:1",
        "127.0.0.1.example.org:1", "127.1:1", "localhost.example.org:1", "",
        ":1", "127.0.0.256:1", "[::1].evil:1"}) {
    EXPECT_FALSE(IsLoopbackAddress(address)) << address;
  }
}

TEST(AddressTest, FormIsChecked) {
  for (const char* address :
       {"127.0.0.1:0", "host:65535", "[::]:80", "unix:/tmp/x"}) {
    EXPECT_THAT(CheckAddress("address", address), IsOk()) << address;
  }
  for (const char* address : {"", "host", "host:", ":80", "host:65536",
                              "host:-1", "host:x", "::1:80", "unix:"}) {
    EXPECT_THAT(CheckAddress("address", address),
                HasReason(v1::ERROR_REASON_FIELD_INVALID))
        << address;
  }
}

}  // namespace
}  // namespace isnad
