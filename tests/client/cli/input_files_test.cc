#include "client/cli/input_files.h"

#include <filesystem>
#include <string>

#include "common/base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

void Touch(const std::string& path) {
  std::filesystem::create_directories(
      std::filesystem::path(path).parent_path());
  ASSERT_THAT(WriteFileAtomically(path, "x"), IsOk());
}

TEST(ListFilesTest, WalksFoldersForDocumentsByName) {
  const TempDir folder;
  for (const char* name : {"b.txt", "a.HTML", "sub/c.htm", "note.md",
                           ".hidden.txt", ".git/d.txt"}) {
    Touch(folder.File(name));
  }
  EXPECT_THAT(
      ListFiles({folder.path()}),
      IsOkAndHolds(ElementsAre(folder.File("a.HTML"), folder.File("b.txt"),
                               folder.File("sub/c.htm"))));
}

TEST(ListFilesTest, TakesNamedFilesWhateverTheyAreCalled) {
  const TempDir folder;
  Touch(folder.File("note.md"));
  EXPECT_THAT(ListFiles({folder.File("note.md"), folder.File("note.md")}),
              IsOkAndHolds(
                  ElementsAre(folder.File("note.md"), folder.File("note.md"))));
}

TEST(ListFilesTest, AnEmptyFolderHasNone) {
  const TempDir folder;
  EXPECT_THAT(ListFiles({folder.path()}), IsOkAndHolds(IsEmpty()));
}

TEST(ListFilesTest, NamesWhatIsNotThere) {
  EXPECT_THAT(ListFiles({"/nonexistent/x"}),
              HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
}

TEST(MediaTypeTest, FollowsTheExtension) {
  EXPECT_EQ(MediaTypeOf("a/b.html"), "text/html");
  EXPECT_EQ(MediaTypeOf("b.HTM"), "text/html");
  EXPECT_EQ(MediaTypeOf("b.txt"), "text/plain");
  EXPECT_EQ(MediaTypeOf("html"), "text/plain");
  EXPECT_EQ(MediaTypeOf(""), "text/plain");
}

}  // namespace
}  // namespace isnad
