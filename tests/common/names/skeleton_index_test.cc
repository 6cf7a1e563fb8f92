#include "common/names/skeleton_index.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr absl::string_view kClasses = "BDFKLMNRST";

std::vector<uint32_t> Near(const SkeletonIndex& index,
                           absl::string_view skeleton, size_t limit = 100) {
  std::vector<uint32_t> values;
  EXPECT_TRUE(index.FindNear(skeleton, limit, &values));
  return values;
}

SkeletonIndex IndexOf(const std::vector<std::string>& skeletons) {
  SkeletonIndex index;
  for (size_t i = 0; i < skeletons.size(); ++i) {
    index.Add(skeletons[i], static_cast<uint32_t>(i));
  }
  index.Build();
  return index;
}

struct Case {
  const char* name;
  const char* known;
  const char* asked;
  bool near;
};

class SkeletonIndexTest : public testing::TestWithParam<Case> {};

TEST_P(SkeletonIndexTest, FindsWithOneChange) {
  const SkeletonIndex index = IndexOf({GetParam().known});
  EXPECT_EQ(!Near(index, GetParam().asked).empty(), GetParam().near);
}

INSTANTIATE_TEST_SUITE_P(
    Changes, SkeletonIndexTest,
    testing::Values(Case{"Same", "NFDK", "NFDK", true},
                    Case{"MissingFirst", "NFDK", "FDK", true},
                    Case{"MissingLast", "NFDK", "NFD", true},
                    Case{"AddedFirst", "FDK", "NFDK", true},
                    Case{"AddedLast", "NFD", "NFDK", true},
                    Case{"OtherInTheMiddle", "NFDK", "NSDK", true},
                    Case{"Swapped", "NFDK", "NDFK", true},
                    Case{"TwoMissing", "NFDK", "NK", false},
                    Case{"TwoOthers", "NFDK", "NSSK", false},
                    Case{"SwappedOverOne", "NFDK", "DFNK", false},
                    Case{"OtherDigit", "FDK20", "FDK21", false},
                    Case{"MissingDigit", "FDK20", "FDK2", false},
                    Case{"SameDigits", "FDK20", "FDB20", true},
                    Case{"Empty", "NFDK", "", false}),
    [](const auto& param) { return param.param.name; });

// The edit distance with swaps of neighbours, by its definition.
size_t SlowDistance(const std::string& a, const std::string& b) {
  std::vector<std::vector<size_t>> cost(a.size() + 1,
                                        std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) {
    for (size_t j = 0; j <= b.size(); ++j) {
      size_t& best = cost[i][j];
      best = i + j;
      if (i > 0) best = std::min(best, cost[i - 1][j] + 1);
      if (j > 0) best = std::min(best, cost[i][j - 1] + 1);
      if (i > 0 && j > 0) {
        best = std::min(best, cost[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
      }
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        best = std::min(best, cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

TEST(SkeletonIndexReferenceTest, AgreesWithEditDistance) {
  std::mt19937 random(1);
  const auto skeleton = [&random] {
    std::string made;
    const size_t size = random() % 6 + 1;
    // Of four classes, so that many are near.
    while (made.size() < size) made.push_back(kClasses[random() % 4]);
    return made;
  };
  std::vector<std::string> known(400);
  std::generate(known.begin(), known.end(), skeleton);
  const SkeletonIndex index = IndexOf(known);
  size_t found = 0;
  for (int i = 0; i < 200; ++i) {
    const std::string asked = skeleton();
    std::vector<uint32_t> expected;
    for (size_t k = 0; k < known.size(); ++k) {
      if (SlowDistance(asked, known[k]) <= 1) {
        expected.push_back(static_cast<uint32_t>(k));
      }
    }
    EXPECT_EQ(Near(index, asked, known.size()), expected) << asked;
    found += expected.size();
  }
  EXPECT_GT(found, 1000u);
}

TEST(SkeletonIndexLimitTest, SaysWhenThereAreMore) {
  const SkeletonIndex index = IndexOf({"NFDK", "NFDK", "NFDS"});
  std::vector<uint32_t> values;
  EXPECT_TRUE(index.FindNear("NFDK", 3, &values));
  EXPECT_THAT(values, ElementsAre(0, 1, 2));
  EXPECT_FALSE(index.FindNear("NFDK", 2, &values));
  EXPECT_EQ(values.size(), 2u);
}

TEST(SkeletonIndexLimitTest, FindsNothingInNothing) {
  EXPECT_THAT(Near(SkeletonIndex(), "NFDK"), IsEmpty());
  EXPECT_THAT(Near(IndexOf({}), "NFDK"), IsEmpty());
}

}  // namespace
}  // namespace isnad
