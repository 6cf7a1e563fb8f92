// What one store exports, another takes in, from the command line.
#include <string>

#include "common/base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/services.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

using ::testing::HasSubstr;

constexpr int64_t kMaxExportBytes = int64_t{64} << 20;

TEST(ExportTest, AnotherStoreTakesItInAndExportsTheSame) {
  ServicePair first;
  ASSERT_THAT(first.Start(), IsOk());
  const ProcessResult ingest = first.Isnad(
      {"ingest", "--ids=name", "--wait", SourcePath("deploy/sample")});
  ASSERT_EQ(ingest.exit_code, 0) << ingest.err;
  const std::string path = first.File("first.isnad");
  const ProcessResult exported = first.Isnad({"export", "--output=" + path});
  ASSERT_EQ(exported.exit_code, 0) << exported.err;
  ASSERT_OK_AND_ASSIGN(const std::string bytes,
                       ReadFile(path, kMaxExportBytes));

  ServicePair second;
  ASSERT_THAT(second.Start(), IsOk());
  const ProcessResult imported = second.Isnad({"import", path});
  EXPECT_EQ(imported.exit_code, 0) << imported.err;
  EXPECT_THAT(imported.out, HasSubstr("up to revision"));
  const ProcessResult again = second.Isnad({"import", path});
  EXPECT_THAT(again.out, HasSubstr("nothing new"));
  const std::string copy = second.File("second.isnad");
  const ProcessResult back = second.Isnad({"export", "--output=" + copy});
  ASSERT_EQ(back.exit_code, 0) << back.err;
  ASSERT_OK_AND_ASSIGN(const std::string same, ReadFile(copy, kMaxExportBytes));
  EXPECT_TRUE(same == bytes);
}

TEST(ExportTest, DamagedFileIsRefusedBeforeAnythingIsSent) {
  ServicePair pair;
  ASSERT_THAT(pair.Start(), IsOk());
  const std::string path = pair.File("all.isnad");
  ASSERT_EQ(pair.Isnad({"export", "--output=" + path}).exit_code, 0);
  ASSERT_OK_AND_ASSIGN(std::string bytes, ReadFile(path, kMaxExportBytes));
  const std::string cut = pair.File("cut.isnad");
  ASSERT_THAT(WriteFileAtomically(cut, bytes.substr(0, bytes.size() - 1)),
              IsOk());
  bytes[bytes.size() / 2] ^= 1;
  const std::string flipped = pair.File("flipped.isnad");
  ASSERT_THAT(WriteFileAtomically(flipped, bytes), IsOk());
  for (const std::string& file : {cut, flipped}) {
    const ProcessResult refused = pair.Isnad({"import", file});
    EXPECT_EQ(refused.exit_code, 1) << file;
    EXPECT_THAT(refused.err, HasSubstr("EXPORT_DAMAGED")) << file;
  }
  const ProcessResult missing =
      pair.Isnad({"import", pair.File("nothing.isnad")});
  EXPECT_EQ(missing.exit_code, 1);
  EXPECT_THAT(missing.err, HasSubstr("FILE_UNUSABLE"));
}

}  // namespace
}  // namespace isnad
