#include "common/names/skeleton.h"

#include <string>

#include "gtest/gtest.h"

namespace isnad {
namespace {

struct Case {
  const char* name;
  const char* latin;
  const char* arabic;
  const char* skeleton;
};

class SkeletonTest : public testing::TestWithParam<Case> {};

TEST_P(SkeletonTest, IsTheSameInBothScripts) {
  EXPECT_EQ(Skeleton(GetParam().latin), GetParam().skeleton);
  EXPECT_EQ(Skeleton(GetParam().arabic), GetParam().skeleton);
}

INSTANTIATE_TEST_SUITE_P(
    Names, SkeletonTest,
    testing::Values(Case{"Nvidia", "NVIDIA", "إنفيديا", "NFD"},
                    Case{"Misspelled", "Nvidea", "نفيديا", "NFD"},
                    Case{"GoogleGhain", "Google", "غوغل", "KL"},
                    Case{"GoogleJim", "Google", "جوجل", "KL"},
                    Case{"GoogleQaf", "Google", "قوقل", "KL"},
                    Case{"Paris", "Paris", "باريس", "BRS"},
                    Case{"Churchill", "Churchill", "تشرشل", "SRSL"},
                    Case{"MarkedLetter", "Tadić", "تاديتش", "TDS"},
                    Case{"Joined", "Abdullah", "عبد الله", "BDL"},
                    Case{"Letters", "Max", "ماكس", "MKS"},
                    Case{"NoConsonant", "Au", "آو", ""}),
    [](const auto& param) { return param.param.name; });

TEST(SkeletonEdgeTest, IsEmptyForWhatHasNoLetters) {
  EXPECT_EQ(Skeleton(""), "");
  EXPECT_EQ(Skeleton(" .- "), "");
  EXPECT_EQ(Skeleton("\xFF\xFE"), "");
}

TEST(SkeletonEdgeTest, RomanizesOtherScripts) {
  EXPECT_EQ(Skeleton("Владимир Путин"), Skeleton("Vladimir Putin"));
}

}  // namespace
}  // namespace isnad
