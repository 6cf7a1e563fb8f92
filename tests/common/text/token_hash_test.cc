#include "common/text/token_hash.h"

#include <cstddef>
#include <cstdint>
#include <random>
#include <set>
#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

TEST(TokenHashTest, EqualBytesHashEqualWhereverTheyStand) {
  const std::string text = "xxانفيدياانفيديا";
  const size_t length = (text.size() - 2) / 2;
  EXPECT_EQ(HashToken(absl::string_view(text).substr(2, length)),
            HashToken(absl::string_view(text).substr(2 + length, length)));
}

TEST(TokenHashTest, ReadsNothingOutsideItsBytes) {
  for (size_t length = 0; length < 40; ++length) {
    std::string bytes(length + 2, 'a');
    const uint64_t hash = HashToken(absl::string_view(bytes).substr(1, length));
    bytes.front() = 'x';
    bytes.back() = 'x';
    EXPECT_EQ(HashToken(absl::string_view(bytes).substr(1, length)), hash);
  }
}

TEST(SameBytesTest, EveryByteMatters) {
  for (size_t length = 0; length < 40; ++length) {
    const std::string bytes(length, 'a');
    EXPECT_TRUE(SameBytes((bytes + "x").data(), bytes));
    for (size_t i = 0; i < length; ++i) {
      std::string changed = bytes;
      changed[i] = 'b';
      EXPECT_FALSE(SameBytes(changed.data(), bytes)) << length << " " << i;
    }
  }
}

TEST(TokenHashTest, EveryByteMatters) {
  for (size_t length = 1; length < 40; ++length) {
    const std::string bytes(length, 'a');
    std::set<uint64_t> hashes = {HashToken(bytes)};
    for (size_t i = 0; i < length; ++i) {
      std::string changed = bytes;
      changed[i] = 'b';
      hashes.insert(HashToken(changed));
    }
    EXPECT_EQ(hashes.size(), length + 1);
  }
}

TEST(TokenHashTest, ShortTokensDoNotCollide) {
  std::set<uint64_t> hashes = {HashToken("")};
  size_t count = 1;
  for (int a = 0; a < 256; ++a) {
    hashes.insert(HashToken(std::string(1, static_cast<char>(a))));
    ++count;
    for (int b = 0; b < 256; ++b) {
      const std::string two = {static_cast<char>(a), static_cast<char>(b)};
      hashes.insert(HashToken(two));
      ++count;
    }
  }
  EXPECT_EQ(hashes.size(), count);
}

TEST(HashSequenceTest, ShortSequencesDoNotCollide) {
  std::set<uint64_t> hashes;
  for (uint64_t a = 0; a < 256; ++a) {
    const uint64_t first = HashSequence(HashToken("x"), a);
    hashes.insert(first);
    for (uint64_t b = 0; b < 256; ++b) hashes.insert(HashSequence(first, b));
  }
  EXPECT_EQ(hashes.size(), 256u + 256u * 256u);
}

// Each bit of the input should change about half of the bits of the hash.
TEST(TokenHashTest, OneBitChangesHalfOfTheHash) {
  std::mt19937_64 random(1);
  for (size_t length : {2u, 4u, 7u, 8u, 9u, 16u, 24u, 31u}) {
    double changed = 0;
    int trials = 0;
    for (int round = 0; round < 50; ++round) {
      std::string bytes(length, '\0');
      for (char& byte : bytes) byte = static_cast<char>(random());
      const uint64_t hash = HashToken(bytes);
      for (size_t bit = 0; bit < 8 * length; ++bit) {
        std::string other = bytes;
        other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << bit % 8));
        changed += __builtin_popcountll(hash ^ HashToken(other));
        ++trials;
      }
    }
    EXPECT_NEAR(changed / trials, 32, 1) << length;
  }
}

}  // namespace
}  // namespace isnad
