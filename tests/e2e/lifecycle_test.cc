// Documents through both services, and through the death of either.
#include <filesystem>
#include <string>
#include <vector>

#include "common/base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/services.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;

constexpr int kSampleDocuments = 16;

// Returns the sample's texts, each with its path.
std::vector<std::string> SampleFiles() {
  std::vector<std::string> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(SourcePath("deploy/sample"))) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  return files;
}

class LifecycleTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_THAT(pair_.Start(), IsOk()); }

  ProcessResult Ingest(const std::vector<std::string>& paths, bool wait) {
    std::vector<std::string> arguments = {"ingest", "--ids=name"};
    if (wait) arguments.push_back("--wait");
    arguments.insert(arguments.end(), paths.begin(), paths.end());
    return pair_.Isnad(arguments);
  }

  ServicePair pair_;
};

TEST_F(LifecycleTest, DocumentsComeOutAsTypedAnswers) {
  const ProcessResult ingest = Ingest({SourcePath("deploy/sample")}, true);
  ASSERT_EQ(ingest.exit_code, 0) << ingest.err;
  EXPECT_EQ(pair_.CountDocuments(), kSampleDocuments);

  const ProcessResult entity =
      pair_.Isnad({"get", "entities/h20", "--format=json"});
  EXPECT_EQ(entity.exit_code, 0) << entity.err;
  EXPECT_THAT(entity.out, HasSubstr("\"kind\": \"ENTITY_KIND_PRODUCT\""));

  const ProcessResult mentions = pair_.Isnad(
      {"list", "mentions", "--document=china-summons-nvidia", "--entity=h20"});
  EXPECT_THAT(mentions.out, ContainsRegex("55-58 +H20 +product +name +h20"));

  const ProcessResult names = pair_.Isnad(
      {"resolve", "--top=1", "إنفيديا", "انفيديا", "نفيديا", "NVIDIA"});
  EXPECT_EQ(names.exit_code, 0) << names.err;
  for (const char* spelling : {"إنفيديا", "انفيديا", "نفيديا", "NVIDIA"}) {
    EXPECT_THAT(names.out,
                ContainsRegex(std::string(spelling) + " +entities/nvidia "));
  }

  const ProcessResult search = pair_.Isnad({"search", "الابواب الخلفيه"});
  EXPECT_THAT(search.out, HasSubstr("documents/china-summons-nvidia"));

  EXPECT_EQ(pair_.Isnad({"verify", "china-summons-nvidia", "55", "58", "H20"})
                .exit_code,
            0);
  EXPECT_EQ(pair_.Isnad({"verify", "china-summons-nvidia", "55", "58", "H200"})
                .exit_code,
            1);
}

TEST_F(LifecycleTest, TheTextComesBackByteForByte) {
  const std::string path = SourcePath("deploy/sample/hbm-ban-and-samsung.txt");
  ASSERT_EQ(Ingest({path}, true).exit_code, 0);
  const ProcessResult text =
      pair_.Isnad({"get", "documents/hbm-ban-and-samsung", "--text"});
  EXPECT_THAT(ReadFile(path, 1 << 20), IsOkAndHolds(text.out));
}

TEST_F(LifecycleTest, TheSameDocumentsAgainChangeNothing) {
  ASSERT_EQ(Ingest({SourcePath("deploy/sample")}, true).exit_code, 0);
  const ProcessResult again = Ingest({SourcePath("deploy/sample")}, true);
  EXPECT_EQ(again.exit_code, 0) << again.err;
  EXPECT_THAT(again.out, HasSubstr("unchanged"));
  EXPECT_EQ(pair_.CountDocuments(), kSampleDocuments);
}

TEST_F(LifecycleTest, KillingQueryMidwayLosesAndDoublesNothing) {
  const std::vector<std::string> files = SampleFiles();
  ASSERT_EQ(files.size(), size_t{kSampleDocuments});
  const std::vector<std::string> first(files.begin(), files.begin() + 6);
  const std::vector<std::string> rest(files.begin() + 6, files.end());
  ASSERT_EQ(Ingest(first, false).exit_code, 0);
  pair_.query().Kill();
  // Ingest goes on without it.
  const ProcessResult ingest = Ingest(rest, false);
  ASSERT_EQ(ingest.exit_code, 0) << ingest.err;
  EXPECT_EQ(pair_.Isnad({"list", "documents"}).exit_code, 1);
  ASSERT_THAT(pair_.query().Start(), IsOk());
  // The same files once more tell when all is there, and change nothing.
  const ProcessResult again = Ingest(files, true);
  ASSERT_EQ(again.exit_code, 0) << again.err;
  EXPECT_EQ(pair_.CountDocuments(), kSampleDocuments);
}

TEST_F(LifecycleTest, KillingIngestWithUnsentDocumentsLosesNothing) {
  pair_.query().Kill();
  const ProcessResult ingest = Ingest({SourcePath("deploy/sample")}, false);
  ASSERT_EQ(ingest.exit_code, 0) << ingest.err;
  pair_.ingest().Kill();
  ASSERT_THAT(pair_.query().Start(), IsOk());
  ASSERT_THAT(pair_.ingest().Start(), IsOk());
  // What was acknowledged comes by itself; one more document tells when.
  const std::string extra = SourcePath("deploy/sample/README.md");
  const ProcessResult last = Ingest({extra}, true);
  ASSERT_EQ(last.exit_code, 0) << last.err;
  EXPECT_EQ(pair_.CountDocuments(), kSampleDocuments + 1);
}

TEST_F(LifecycleTest, BothStopInGoodOrder) {
  ASSERT_EQ(Ingest({SourcePath("deploy/sample")}, true).exit_code, 0);
  EXPECT_THAT(pair_.ingest().Stop(), IsOkAndHolds(0)) << pair_.ingest().Log();
  EXPECT_THAT(pair_.query().Stop(), IsOkAndHolds(0)) << pair_.query().Log();
}

TEST_F(LifecycleTest, ABadDocumentKeepsNoOtherBack) {
  const TempDir folder;
  const std::string empty = folder.File("empty.txt");
  ASSERT_THAT(WriteFileAtomically(empty, ""), IsOk());
  const ProcessResult ingest = Ingest(
      {empty, SourcePath("deploy/sample/china-summons-nvidia.txt")}, true);
  EXPECT_EQ(ingest.exit_code, 1);
  EXPECT_THAT(ingest.err, HasSubstr("empty.txt"));
  EXPECT_THAT(ingest.out, HasSubstr("documents/china-summons-nvidia"));
  EXPECT_EQ(pair_.CountDocuments(), 1);
}

}  // namespace
}  // namespace isnad
