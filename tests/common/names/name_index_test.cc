#include "common/names/name_index.h"

#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

namespace isnad {
namespace {

NameIndex IndexOf(const std::vector<std::string>& names) {
  NameIndexBuilder builder;
  for (size_t i = 0; i < names.size(); ++i) {
    EXPECT_TRUE(builder.Add(names[i], static_cast<uint32_t>(i)));
  }
  return std::move(builder).Build();
}

const std::vector<std::string>& News() {
  static const auto* const kNames = new std::vector<std::string>{
      "NVIDIA",     "Jensen Huang", "Google",          "Tencent",
      "Sam Altman", "Samsung",      "Mohammed Ali",    "Ali Mohammed Hassan",
      "تنسنت",      "Intel",        "Silicon Valley",  "Abdullah",
      "Elon Musk",  "Huawei",       "Emmanuel Macron", "Al Jazeera"};
  return *kNames;
}

struct Case {
  const char* name;
  const char* query;
  const char* first;
  NameMatchMethod method;
};

class NameIndexTest : public testing::TestWithParam<Case> {};

TEST_P(NameIndexTest, RanksTheNameFirst) {
  const NameIndex index = IndexOf(News());
  const auto matches = index.Match(GetParam().query, {});
  ASSERT_FALSE(matches.empty());
  EXPECT_EQ(matches[0].name, GetParam().first);
  EXPECT_EQ(matches[0].method, GetParam().method);
  EXPECT_GT(matches[0].score, 0.0);
  EXPECT_LE(matches[0].score, 1.0);
}

constexpr auto kExact = NameMatchMethod::kExact;
constexpr auto kFolded = NameMatchMethod::kFolded;
constexpr auto kSkeleton = NameMatchMethod::kSkeleton;
constexpr auto kFuzzy = NameMatchMethod::kFuzzy;

INSTANTIATE_TEST_SUITE_P(
    Queries, NameIndexTest,
    testing::Values(
        Case{"SameBytes", "Google", "Google", kExact},
        Case{"OtherCase", "nvidia", "NVIDIA", kFolded},
        Case{"CrossScript", "إنفيديا", "NVIDIA", kSkeleton},
        Case{"CrossScriptTwoTokens", "إيلون ماسك", "Elon Musk", kSkeleton},
        Case{"MisspelledLatin", "Nvidea", "NVIDIA", kSkeleton},
        Case{"MisspelledArabic", "تينسنت", "تنسنت", kSkeleton},
        Case{"MisspelledConsonant", "Samsugn", "Samsung", kFuzzy},
        Case{"Reordered", "هوانغ جنسن", "Jensen Huang", kFuzzy},
        Case{"MissingToken", "ألتمان", "Sam Altman", kFuzzy},
        Case{"TokenTooMany", "جنسن رالف هوانغ", "Jensen Huang", kFuzzy},
        Case{"Joined", "عبد الله", "Abdullah", kSkeleton},
        Case{"Split", "سيليكونفالي", "Silicon Valley", kSkeleton},
        Case{"OrderCounts", "محمد علي", "Mohammed Ali", kSkeleton},
        Case{"ThirdScript", "Эммануэль Макрон", "Emmanuel Macron", kSkeleton}),
    [](const auto& param) { return param.param.name; });

TEST(NameIndexEdgeTest, AnswersNothingToNothing) {
  EXPECT_TRUE(NameIndex().Match("a", {}).empty());
  const NameIndex index = IndexOf(News());
  EXPECT_TRUE(index.Match("", {}).empty());
  EXPECT_TRUE(index.Match("...", {}).empty());
  NameMatchOptions none;
  none.limit = 0;
  EXPECT_TRUE(index.Match("Google", none).empty());
}

TEST(NameIndexEdgeTest, TakesAnyBytes) {
  const NameIndex index = IndexOf({"", "...", "\xFF\xFE", "&", "Google"});
  EXPECT_EQ(index.size(), 5u);
  EXPECT_EQ(index.Match("google", {}).at(0).id, 4u);
  EXPECT_EQ(index.Match("...", {}).size(), 0u);
  index.Match(std::string(1 << 20, '\xD9'), {});
  index.Match(std::string(1 << 20, 'q'), {});
}

TEST(NameIndexEdgeTest, AnswersEachIdOnce) {
  NameIndexBuilder builder;
  builder.Add("Nvidia", 7);
  builder.Add("NVIDIA", 7);
  builder.Add("نفيديا", 7);
  builder.Add("Nvidia", 9);
  const NameIndex index = std::move(builder).Build();
  const auto matches = index.Match("Nvidia", {});
  ASSERT_EQ(matches.size(), 2u);
  EXPECT_EQ(matches[0].id, 7u);
  EXPECT_EQ(matches[1].id, 9u);
  EXPECT_EQ(index.FindFolded("nVidia"), (std::vector<uint32_t>{7, 9}));
}

TEST(NameIndexEdgeTest, OrderOfNamesChangesNothing) {
  std::vector<std::string> names = News();
  const NameIndex forward = IndexOf(names);
  NameIndexBuilder builder;
  for (size_t i = names.size(); i-- > 0;) {
    builder.Add(names[i], static_cast<uint32_t>(i));
  }
  const NameIndex backward = std::move(builder).Build();
  for (const char* query : {"سام", "علي", "انتل", "Sa"}) {
    const auto a = forward.Match(query, {});
    const auto b = backward.Match(query, {});
    ASSERT_EQ(a.size(), b.size());
    for (size_t i = 0; i < a.size(); ++i) {
      EXPECT_EQ(a[i].id, b[i].id);
      EXPECT_EQ(a[i].score, b[i].score);
    }
  }
}

TEST(NameIndexEdgeTest, ThreadsMayRead) {
  const NameIndex index = IndexOf(News());
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&index] {
      for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(index.Match("سامسونج", {}).at(0).name, "Samsung");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace isnad
