#include "common/base/sha256.h"

#include <string>

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

// Examples of FIPS 180-4: one block, two blocks, none.
constexpr char kAbc[] =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr char kTwoBlocks[] =
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
constexpr char kEmpty[] =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr char kTwoBlocksText[] =
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

std::string Hex(absl::string_view bytes) {
  return absl::BytesToHexString(bytes);
}

TEST(Sha256Test, MatchesTheStandard) {
  EXPECT_EQ(Hex(Sha256("abc")), kAbc);
  EXPECT_EQ(Hex(Sha256(kTwoBlocksText)), kTwoBlocks);
  EXPECT_EQ(Hex(Sha256("")), kEmpty);
}

}  // namespace
}  // namespace isnad
