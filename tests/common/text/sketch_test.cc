#include "common/text/sketch.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/text/token_hash.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

// Words "w<first>", "w<first + 1>", ...
std::vector<uint64_t> Words(int first, int count) {
  std::vector<uint64_t> hashes;
  for (int i = first; i < first + count; ++i) {
    hashes.push_back(HashToken(absl::StrCat("w", i)));
  }
  return hashes;
}

SketchHashes SketchOf(const std::vector<uint64_t>& words) {
  return DecodeSketch(MakeSketch(words));
}

std::vector<uint64_t> Joined(std::vector<uint64_t> a,
                             const std::vector<uint64_t>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

// The resemblance itself, over all shingles as sequences of words.
double TrueResemblance(const std::vector<uint64_t>& a,
                       const std::vector<uint64_t>& b) {
  const auto shingles = [](const std::vector<uint64_t>& words) {
    std::set<std::vector<uint64_t>> all;
    for (size_t i = 0; i + kShingleWords <= words.size(); ++i) {
      all.emplace(
          words.begin() + static_cast<std::ptrdiff_t>(i),
          words.begin() + static_cast<std::ptrdiff_t>(i + kShingleWords));
    }
    return all;
  };
  const auto first = shingles(a);
  const auto second = shingles(b);
  size_t both = 0;
  for (const auto& shingle : first) both += second.count(shingle);
  return static_cast<double>(both) /
         static_cast<double>(first.size() + second.size() - both);
}

uint64_t Rotate(uint64_t value, int bits) {
  return value << bits | value >> (64 - bits);
}

// The hashes of a sketch, made of all shingles one by one.
SketchHashes SlowSketchOf(const std::vector<uint64_t>& words) {
  std::set<uint64_t> all;
  for (size_t i = 0; i + kShingleWords <= words.size(); ++i) {
    const uint64_t joined = Rotate(words[i], 3) ^ Rotate(words[i + 1], 2) ^
                            Rotate(words[i + 2], 1) ^ words[i + 3];
    all.insert((joined * 0x9E3779B97F4A7C15) >> 24);
  }
  SketchHashes hashes(all.begin(), all.end());
  if (hashes.size() > kSketchHashes) hashes.resize(kSketchHashes);
  return hashes;
}

TEST(SketchTest, HasNoHashesBelowTheFewestWords) {
  EXPECT_EQ(MakeSketch({}), "");
  EXPECT_EQ(MakeSketch(Words(0, static_cast<int>(kMinSketchWords) - 1)), "");
  EXPECT_THAT(SketchOf(Words(0, static_cast<int>(kMinSketchWords))),
              SizeIs(kMinSketchWords + 1 - kShingleWords));
}

TEST(SketchTest, HoldsTheSmallestHashesInRisingOrder) {
  for (const int words : {8, 66, 67, 68, 131, 132, 1'000, 20'000}) {
    const SketchHashes hashes = SketchOf(Words(0, words));
    EXPECT_EQ(hashes.size(),
              std::min<size_t>(kSketchHashes, static_cast<size_t>(words) - 3));
    EXPECT_TRUE(std::is_sorted(hashes.begin(), hashes.end())) << words;
    EXPECT_LT(hashes.back(), uint64_t{1} << 40);
    EXPECT_GT(hashes.back(), 0u);
  }
}

// Among so many texts, some have fewer shingles below the likely limit than a
// sketch holds, and some more than there is room for.
TEST(SketchTest, IsMadeOfTheSmallestHashesOfAnyText) {
  for (int text = 0; text < 4'000; ++text) {
    const auto words = Words(1'000 * text, 8 + text % 400);
    ASSERT_EQ(SketchOf(words), SlowSketchOf(words)) << text;
  }
}

// The first pass looks below a likely limit only; a text that repeats itself
// has few distinct shingles there.
TEST(SketchTest, FindsEveryHashOfATextThatRepeatsItself) {
  std::vector<uint64_t> once = Words(0, 40);
  std::vector<uint64_t> words;
  for (int i = 0; i < 200; ++i) words = Joined(words, once);
  EXPECT_THAT(SketchOf(words), SizeIs(40));  // The seam included.
  std::vector<uint64_t> same(1'000, HashToken("same"));
  EXPECT_THAT(SketchOf(same), SizeIs(1));
}

// Whoever changes HashToken() or the sketch must raise kSketchVersion, and then
// this.
TEST(SketchTest, StaysAsItIsStored) {
  const std::string sketch = MakeSketch(Words(0, 9));
  EXPECT_EQ(absl::BytesToHexString(sketch),
            "010937645109e581ab124383d17a6a4f532ae8ba7b52dda912cf52a3706dcf");
}

TEST(SketchTest, EstimatesTheResemblance) {
  for (const int shared : {0, 100, 250, 400, 500}) {
    double error = 0;
    constexpr int kTexts = 40;
    for (int text = 0; text < kTexts; ++text) {
      const int base = 10'000 * text;
      const auto a = Words(base, 500);
      const auto b =
          Joined(Words(base, shared), Words(base + 5'000, 500 - shared));
      error += Resemblance(SketchOf(a), SketchOf(b)) - TrueResemblance(a, b);
    }
    EXPECT_NEAR(error / kTexts, 0, 0.03) << shared;
  }
}

TEST(SketchTest, ResemblanceIsSymmetricAndOneForEqualTexts) {
  const SketchHashes a = SketchOf(Words(0, 300));
  const SketchHashes b = SketchOf(Words(100, 300));
  EXPECT_EQ(Resemblance(a, a), 1);
  EXPECT_EQ(Resemblance(a, b), Resemblance(b, a));
  EXPECT_GT(Resemblance(a, b), 0);
}

TEST(SketchTest, NothingResemblesATextWithoutWords) {
  EXPECT_EQ(Resemblance({}, {}), 0);
  EXPECT_EQ(Resemblance(SketchOf(Words(0, 100)), {}), 0);
  EXPECT_FALSE(IsReprint({}, {}));
}

TEST(SketchTest, ShortTextsAreReprintsOnlyIfEqual) {
  const auto words = Words(0, 12);
  auto other = words;
  other.back() = HashToken("other");
  EXPECT_TRUE(IsReprint(SketchOf(words), SketchOf(words)));
  EXPECT_FALSE(IsReprint(SketchOf(words), SketchOf(other)));
  // Long enough to bear a change.
  const auto longer = Words(0, 60);
  other = longer;
  other.back() = HashToken("other");
  EXPECT_TRUE(IsReprint(SketchOf(longer), SketchOf(other)));
}

TEST(SketchTest, DecodesNothingFromWhatItDidNotEncode) {
  const std::string sketch = MakeSketch(Words(0, 100));
  ASSERT_THAT(DecodeSketch(sketch), SizeIs(kSketchHashes));
  EXPECT_THAT(DecodeSketch(""), IsEmpty());
  EXPECT_THAT(DecodeSketch(sketch.substr(0, sketch.size() - 1)), IsEmpty());
  EXPECT_THAT(DecodeSketch(sketch + "12345"), IsEmpty());
  std::string other_version = sketch;
  other_version[0] = static_cast<char>(kSketchVersion + 1);
  EXPECT_THAT(DecodeSketch(other_version), IsEmpty());
  std::string unordered = sketch;
  for (size_t i = 1; i < 6; ++i) unordered[i] = static_cast<char>(0xFF);
  EXPECT_THAT(DecodeSketch(unordered), IsEmpty());
}

// The bound that the header states for candidates.
TEST(SketchTest, ReprintsShareAKey) {
  int missed = 0;
  constexpr int kTexts = 500;
  for (int text = 0; text < kTexts; ++text) {
    const int base = 10'000 * text;
    const auto a = Words(base, 400);
    auto b = a;
    b.resize(280);  // Resemblance 0.7.
    const SketchHashes keys = SketchKeys(SketchOf(a));
    const SketchHashes others = SketchKeys(SketchOf(b));
    ASSERT_THAT(keys, SizeIs(kSketchKeys));
    const bool found = std::any_of(keys.begin(), keys.end(), [&](uint64_t key) {
      return std::find(others.begin(), others.end(), key) != others.end();
    });
    if (!found) ++missed;
  }
  EXPECT_LE(missed, 3);
}

}  // namespace
}  // namespace isnad
