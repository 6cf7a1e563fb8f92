#include "tests/bench/bench_options.h"

#include <filesystem>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/bench/sections.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

using testing::HasSubstr;

TEST(BenchOptionsTest, ReadsEveryOption) {
  ASSERT_OK_AND_ASSIGN(
      const BenchOptions options,
      ParseBenchOptions({"--format=json", "--only=append,growth", "--quick",
                         "--scratch=/tmp"}));
  EXPECT_EQ(options.format, BenchFormat::kJson);
  EXPECT_TRUE(options.quick);
  EXPECT_EQ(options.scratch, "/tmp");
  EXPECT_FALSE(options.help);
  EXPECT_TRUE(options.IsAsked("growth"));
  EXPECT_FALSE(options.IsAsked("memory"));
}

TEST(BenchOptionsTest, AsksForEverySectionByDefault) {
  ASSERT_OK_AND_ASSIGN(const BenchOptions options, ParseBenchOptions({}));
  EXPECT_EQ(options.format, BenchFormat::kTable);
  EXPECT_TRUE(options.IsAsked("append"));
}

TEST(BenchOptionsTest, RefusesWhatItDoesNotKnow) {
  for (const char* argument : {"--format=xml", "--only=", "--scratch=",
                               "--only", "append", "", "--quick=1"}) {
    EXPECT_FALSE(ParseBenchOptions({argument}).ok()) << argument;
  }
}

TEST(BenchOptionsTest, RefusesSectionsThereAreNot) {
  EXPECT_THAT(CheckSectionNames({}), IsOk());
  EXPECT_THAT(CheckSectionNames({"machine"}), IsOk());
  EXPECT_FALSE(CheckSectionNames({"machine", "nothing"}).ok());
}

TEST(BenchOptionsTest, MakesTheScratchFolderOrSaysWhyNot) {
  const TempDir dir;
  BenchOptions options;
  EXPECT_THAT(MakeScratch(options), IsOk());
  options.scratch = dir.path() + "/a/b";
  EXPECT_THAT(MakeScratch(options), IsOk());
  EXPECT_TRUE(std::filesystem::is_directory(options.scratch));
  options.scratch = "/dev/null/folder";
  EXPECT_THAT(MakeScratch(options).message(), HasSubstr("/dev/null/folder"));
}

}  // namespace
}  // namespace isnad
