#include "common/base/crc32c.h"

#include <string>

#include "gtest/gtest.h"

namespace isnad {
namespace {

// One bit at a time, as the polynomial division is defined.
uint32_t SlowCrc32c(absl::string_view bytes) {
  uint32_t sum = 0xFFFFFFFF;
  for (const char c : bytes) {
    sum ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) {
      sum = (sum >> 1) ^ ((sum & 1) != 0 ? 0x82F63B78u : 0u);
    }
  }
  return ~sum;
}

std::string Counting(int first, int step) {
  std::string bytes;
  for (int i = 0; i < 32; ++i) bytes += static_cast<char>(first + i * step);
  return bytes;
}

TEST(Crc32cTest, GivesTheSumsOfRfc3720) {
  EXPECT_EQ(ExtendCrc32c(0, std::string(32, '\0')), 0x8A9136AAu);
  EXPECT_EQ(ExtendCrc32c(0, std::string(32, '\xFF')), 0x62A8AB43u);
  EXPECT_EQ(ExtendCrc32c(0, Counting(0, 1)), 0x46DD794Eu);
  EXPECT_EQ(ExtendCrc32c(0, Counting(31, -1)), 0x113FDB5Cu);
  EXPECT_EQ(ExtendCrc32c(0, "123456789"), 0xE3069283u);
  EXPECT_EQ(ExtendCrc32c(0, ""), 0u);
}

TEST(Crc32cTest, AgreesWithTheSlowOneAtEveryLengthAndSplit) {
  std::string bytes;
  for (int i = 0; i < 70; ++i) {
    EXPECT_EQ(ExtendCrc32c(0, bytes), SlowCrc32c(bytes)) << i;
    for (size_t split = 0; split <= bytes.size(); ++split) {
      const uint32_t first = ExtendCrc32c(0, bytes.substr(0, split));
      EXPECT_EQ(ExtendCrc32c(first, bytes.substr(split)), SlowCrc32c(bytes));
    }
    bytes += static_cast<char>(i * 37 + 11);
  }
}

}  // namespace
}  // namespace isnad
