// Services that cannot start say why and end with an error.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/services.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class BadStartTest : public testing::Test {
 protected:
  ProcessResult Run(const std::string& binary,
                    std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), BinaryPath(binary));
    return RunProcess(arguments, "", absl::Seconds(30), folder_.path());
  }

  const TempDir folder_;
};

TEST_F(BadStartTest, AnOccupiedPortIsNamed) {
  ServicePair pair;
  ASSERT_THAT(pair.Start(), IsOk());
  for (const char* binary : {"isnad-query", "isnad-ingest"}) {
    const ProcessResult result =
        Run(binary, {"--address=" + pair.query().target()});
    EXPECT_EQ(result.exit_code, 1) << binary;
    EXPECT_THAT(result.err, HasSubstr(pair.query().target())) << binary;
  }
}

TEST_F(BadStartTest, AFileThatCannotBeMadeIsNamed) {
  const std::string path = folder_.File("none/at/all.db");
  const ProcessResult query =
      Run("isnad-query", {"--address=127.0.0.1:0", "--database=" + path});
  EXPECT_EQ(query.exit_code, 1);
  EXPECT_THAT(query.err, HasSubstr(path));
  const ProcessResult ingest =
      Run("isnad-ingest", {"--address=127.0.0.1:0", "--outbox=" + path});
  EXPECT_EQ(ingest.exit_code, 1);
  EXPECT_THAT(ingest.err, HasSubstr(path));
}

TEST_F(BadStartTest, AFileThatIsNoDatabaseIsNamed) {
  const std::string path = folder_.File("text.db");
  ASSERT_THAT(WriteFileAtomically(path, std::string(8192, 'x')), IsOk());
  const ProcessResult query =
      Run("isnad-query", {"--address=127.0.0.1:0", "--database=" + path});
  EXPECT_EQ(query.exit_code, 1);
  EXPECT_THAT(query.err, HasSubstr(path));
  EXPECT_THAT(ReadFile(path, 1 << 20), IsOkAndHolds(std::string(8192, 'x')));
}

TEST_F(BadStartTest, ABadCatalogFileIsNamedWithItsLine) {
  ASSERT_THAT(WriteFileAtomically(folder_.File("bad.textproto"),
                                  "entity {\n  bogus: 1\n}\n"),
              IsOk());
  const ProcessResult ingest =
      Run("isnad-ingest",
          {"--address=127.0.0.1:0", "--outbox=" + folder_.File("outbox.db"),
           "--catalog=" + folder_.path()});
  EXPECT_EQ(ingest.exit_code, 1);
  EXPECT_THAT(ingest.err, HasSubstr("bad.textproto:2"));
}

TEST_F(BadStartTest, BadFlagsAreNamed) {
  for (const char* binary : {"isnad-query", "isnad-ingest"}) {
    SCOPED_TRACE(binary);
    const ProcessResult unknown = Run(binary, {"--bogus=1"});
    EXPECT_NE(unknown.exit_code, 0);
    EXPECT_THAT(unknown.err, HasSubstr("bogus"));
    const ProcessResult operand = Run(binary, {"file.txt"});
    EXPECT_NE(operand.exit_code, 0);
    EXPECT_THAT(operand.err, HasSubstr("file.txt"));
    const ProcessResult address = Run(binary, {"--address=nowhere"});
    EXPECT_EQ(address.exit_code, 1);
    EXPECT_THAT(address.err, HasSubstr("nowhere"));
    const ProcessResult level = Run(binary, {"--log_level=loud"});
    EXPECT_EQ(level.exit_code, 2);
    EXPECT_THAT(level.err, HasSubstr("loud"));
  }
}

TEST_F(BadStartTest, AddressesOthersCanReachAreRefused) {
  for (const char* binary : {"isnad-query", "isnad-ingest"}) {
    const ProcessResult result = Run(binary, {"--address=0.0.0.0:0"});
    EXPECT_EQ(result.exit_code, 1) << binary;
    EXPECT_THAT(result.err, HasSubstr("0.0.0.0:0")) << binary;
  }
}

TEST_F(BadStartTest, HelpListsEveryFlagWithItsDefault) {
  const ProcessResult query = Run("isnad-query", {"--help"});
  EXPECT_EQ(query.exit_code, 0);
  EXPECT_THAT(query.out,
              AllOf(HasSubstr("--address  (default: \"127.0.0.1:7702\")"),
                    HasSubstr("--port_file"), HasSubstr("--database")));
  const ProcessResult ingest = Run("isnad-ingest", {"--help"});
  EXPECT_EQ(ingest.exit_code, 0);
  EXPECT_THAT(ingest.out, AllOf(HasSubstr("--outbox"), HasSubstr("--query")));
}

}  // namespace
}  // namespace isnad
