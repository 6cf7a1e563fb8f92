#include "ingest_service/data_file/data_file.h"

#include <fstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "isnad/lexicon/v1/lexicon.pb.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(ParseDataFileTest, TellsTheLineOfEachElement) {
  lexicon::v1::LexiconFile file;
  std::vector<int> lines;
  ASSERT_THAT(ParseDataFile({"words.textproto",
                             "# head\nlist { name: \"a\" }\n\nlist {\n  name: "
                             "\"b\"\n}\n"},
                            "list", &file, &lines),
              IsOk());
  EXPECT_EQ(file.list_size(), 2);
  EXPECT_THAT(lines, ElementsAre(2, 4));
}

TEST(ParseDataFileTest, SyntaxErrorNamesFileAndLine) {
  lexicon::v1::LexiconFile file;
  std::vector<int> lines;
  for (const char* text :
       {"list {\n  name: }", "list { name: \"a\" }\nlits { }",
        "list {\n name: \"\xff", "\nlist { name: \"a\" name: \"b\" }"}) {
    const absl::Status status =
        ParseDataFile({"bad.textproto", text}, "list", &file, &lines);
    EXPECT_THAT(status, HasReason(v1::ERROR_REASON_DATA_FILE_INVALID)) << text;
    EXPECT_THAT(std::string(status.message()), HasSubstr("bad.textproto:2:"))
        << text;
  }
}

TEST(ParseDataFileTest, RefusesWhatIsNotUtf8) {
  lexicon::v1::LexiconFile file;
  std::vector<int> lines;
  // As bytes, and as escapes that the text format knows.
  for (const char* text :
       {"list { name: \"a\" }\nlist { name: \"b\" word: \"\xd8\" }",
        "list { name: \"a\" }\nlist { name: \"b\" word: \"\\330\" }",
        "list { name: \"a\" }\nlist { name: \"\\xff\" }",
        "# \n# \xff\nlist { name: \"a\" }"}) {
    const absl::Status status =
        ParseDataFile({"bad.textproto", text}, "list", &file, &lines);
    EXPECT_THAT(status, HasReason(v1::ERROR_REASON_DATA_FILE_INVALID)) << text;
    EXPECT_THAT(std::string(status.message()), HasSubstr("bad.textproto:2:"))
        << text;
  }
  const absl::Status elsewhere =
      ParseDataFile({"bad.textproto", "quantity_word { form: \"\\377\" }"},
                    "list", &file, &lines);
  EXPECT_THAT(elsewhere, HasReason(v1::ERROR_REASON_DATA_FILE_INVALID));
}

TEST(ParseDataFileTest, EmptyFileHasNoElements) {
  lexicon::v1::LexiconFile file;
  std::vector<int> lines = {7};
  EXPECT_THAT(ParseDataFile({"empty", ""}, "list", &file, &lines), IsOk());
  EXPECT_TRUE(lines.empty());
}

TEST(ReadDataFolderTest, MissingFolderIsAnError) {
  EXPECT_THAT(ReadDataFolder("/nonexistent/folder"),
              HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
}

TEST(ReadDataFolderTest, ReadsTextprotosInOrderOfName) {
  const TempDir folder;
  for (const char* name : {"b.textproto", "a.textproto", "c.txt"}) {
    std::ofstream(folder.path() + "/" + name) << name;
  }
  const auto files = ReadDataFolder(folder.path());
  ASSERT_THAT(files, IsOk());
  ASSERT_EQ(files->size(), 2u);
  EXPECT_THAT((*files)[0].name, HasSubstr("/a.textproto"));
  EXPECT_EQ((*files)[1].contents, "b.textproto");
}

}  // namespace
}  // namespace isnad
