// The program as it is called, but for the services.
#include "client/cli/run.h"

#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "client/cli/command.h"
#include "common/base/file.h"
#include "gmock/gmock.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

struct Result {
  int exit_code = 0;
  std::string out;
  std::string err;
};

Result RunIsnad(const std::vector<std::string>& words,
                const std::string& in = "") {
  std::istringstream in_stream(in);
  std::ostringstream out;
  std::ostringstream err;
  Result result;
  result.exit_code = RunProgram(words, {in_stream, out, err});
  result.out = out.str();
  result.err = err.str();
  return result;
}

// Returns the lines of an output that ends with a line feed.
std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines = absl::StrSplit(text, '\n');
  EXPECT_EQ(lines.back(), "");
  lines.pop_back();
  return lines;
}

google::protobuf::Struct ParseJson(const std::string& json) {
  google::protobuf::Struct object;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &object).ok())
      << json;
  return object;
}

std::string SamplePath(const std::string& name) {
  return absl::StrCat(std::getenv("ISNAD_SOURCE_DIR"), "/deploy/sample/", name);
}

TEST(RunTest, HelpListsEveryCommand) {
  const Result result = RunIsnad({"--help"});
  EXPECT_EQ(result.exit_code, kExitOk);
  for (const Command& command : AllCommands()) {
    EXPECT_THAT(result.out, HasSubstr("  " + command.spec.name + " "));
  }
}

TEST(RunTest, EveryCommandHasHelpThatNamesItsOptions) {
  for (const Command& command : AllCommands()) {
    const Result result = RunIsnad({command.spec.name, "--help"});
    EXPECT_EQ(result.exit_code, kExitOk);
    EXPECT_THAT(result.out,
                StartsWith("usage: isnad " + command.spec.name + " "));
    for (const OptionSpec& option : command.spec.options) {
      EXPECT_THAT(result.out, HasSubstr("  --" + option.name));
      EXPECT_FALSE(option.help.empty()) << option.name;
    }
  }
}

TEST(RunTest, HelpComesWhateverElseIsWrong) {
  EXPECT_EQ(RunIsnad({"get", "--bogus", "--help"}).exit_code, kExitOk);
  // But not where --help is an operand.
  EXPECT_EQ(RunIsnad({"fold", "--", "--help"}).out, "help\n");
}

struct BadUse {
  const char* name;
  std::vector<std::string> words;
  const char* message;
};

class BadUseTest : public testing::TestWithParam<BadUse> {};

TEST_P(BadUseTest, EndsWithTwoAndAHint) {
  const Result result = RunIsnad(GetParam().words);
  EXPECT_EQ(result.exit_code, kExitUsage);
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(result.err, HasSubstr(GetParam().message));
  EXPECT_THAT(result.err, HasSubstr("Try: isnad "));
}

INSTANTIATE_TEST_SUITE_P(
    Run, BadUseTest,
    testing::Values(
        BadUse{"UnknownCommand", {"analyse"}, "unknown command \"analyse\""},
        BadUse{"UnknownOption", {"fold", "--line"}, "unknown option --line"},
        BadUse{"NoFile", {"analyze"}, "either --lines or files"},
        BadUse{"ExplainsInJson",
               {"analyze", "--explain", "--format=json", "x"},
               "--explain"},
        BadUse{"FileAndLines", {"analyze", "--lines", "x"}, "either --lines"},
        BadUse{"BadFormat", {"analyze", "--format=xml", "x"}, "table|json"},
        BadUse{"BadTime",
               {"analyze", "--reference-time=yesterday", "x"},
               "want RFC 3339"},
        BadUse{"InfiniteTime",
               {"analyze", "--reference-time=infinite-future", "x"},
               "want RFC 3339"},
        BadUse{"BadAddress", {"get", "entities/x", "--query=x"}, "--query"},
        BadUse{"BadPort", {"get", "entities/x", "--query=h:70000"}, "--query"},
        BadUse{"BadTimeout", {"get", "entities/x", "--timeout=0"}, "--timeout"},
        BadUse{"BadName", {"get", "nvidia"}, "want entities/ID"},
        BadUse{"BadList", {"list", "chips"}, "no \"chips\""},
        BadUse{"BadPageSize",
               {"list", "entities", "--page-size=1001"},
               "--page-size"},
        BadUse{"NoDocuments",
               {"list", "entities", "--document=x"},
               "--document does not apply"},
        BadUse{"BadSpan", {"verify", "d", "0", "-5"}, "END"},
        BadUse{"NoEnd", {"verify", "d", "0"}, "missing operand"},
        BadUse{"NoIndex", {"match-names", "--queries=x"}, "--index"}),
    [](const auto& param) { return param.param.name; });

TEST(RunTest, NothingAtAllPrintsTheHelpAsAnError) {
  const Result result = RunIsnad({});
  EXPECT_EQ(result.exit_code, kExitUsage);
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(result.err, HasSubstr("usage: isnad COMMAND"));
}

TEST(RunTest, ReportsAServiceThatIsNotThere) {
  // Port 1 is privileged and unused.
  const Result result = RunIsnad({"get", "entities/x", "--query=127.0.0.1:1"});
  EXPECT_EQ(result.exit_code, kExitFailed);
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(result.err, HasSubstr("query service at 127.0.0.1:1 cannot be"));
  EXPECT_THAT(result.err, HasSubstr("code: UNAVAILABLE"));
  EXPECT_THAT(result.err, HasSubstr("reason: ERROR_REASON_PEER_UNREACHABLE"));
  EXPECT_THAT(result.err, HasSubstr("target: 127.0.0.1:1"));
}

TEST(FoldTest, FoldsTextsAndLines) {
  EXPECT_EQ(RunIsnad({"fold", "إنڤيديا", "NVIDIA"}).out,
            RunIsnad({"fold", "--lines"}, "انفيديا\nnvidia\n").out);
  EXPECT_EQ(RunIsnad({"fold", "--lines"}, "").out, "");
  EXPECT_EQ(RunIsnad({"fold", "--lines"}, "\n\na").out, "\n\na\n");
}

TEST(AnalyzeTest, PrintsOneJsonLineForEachFileWithTheFileFirst) {
  const std::string path = SamplePath("china-summons-nvidia.txt");
  const Result result = RunIsnad({"analyze", "--format=jsonl", path, path});
  EXPECT_EQ(result.exit_code, kExitOk);
  const std::vector<std::string> lines = Lines(result.out);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0], lines[1]);
  EXPECT_THAT(lines[0],
              StartsWith("{\"file\":\"" + path + "\",\"document\":{"));
  const google::protobuf::Struct object = ParseJson(lines[0]);
  EXPECT_GT(object.fields().at("mentions").list_value().values_size(), 10);
  EXPECT_EQ(
      object.fields().at("document").struct_value().fields().count("source"),
      0u);
}

TEST(AnalyzeTest, AFileThatCannotBeReadIsALineAndDoesNotStopTheOthers) {
  const TempDir folder;
  const std::string empty = folder.File("empty.txt");
  ASSERT_THAT(WriteFileAtomically(empty, ""), IsOk());
  const Result result =
      RunIsnad({"analyze", "--format=jsonl", folder.File("none"), empty,
                folder.path(), SamplePath("china-summons-nvidia.txt")});
  EXPECT_EQ(result.exit_code, kExitFailed);
  const std::vector<std::string> lines = Lines(result.out);
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_THAT(lines[0], HasSubstr("ERROR_REASON_FILE_UNUSABLE"));
  EXPECT_THAT(lines[1], HasSubstr("ERROR_REASON_DOCUMENT_EMPTY"));
  EXPECT_THAT(lines[2], HasSubstr("ERROR_REASON_FILE_UNUSABLE"));
  EXPECT_THAT(lines[3], HasSubstr("\"mentions\":["));
  for (const std::string& line : lines) ParseJson(line);
}

TEST(AnalyzeTest, AFileThatIsTooLongIsRefused) {
  const TempDir folder;
  const std::string path = folder.File("long.txt");
  ASSERT_THAT(WriteFileAtomically(path, std::string((16 << 20) + 1, 'a')),
              IsOk());
  const Result result = RunIsnad({"analyze", "--format=jsonl", path});
  EXPECT_EQ(result.exit_code, kExitFailed);
  EXPECT_THAT(result.out, HasSubstr("ERROR_REASON_DOCUMENT_TOO_LARGE"));
}

TEST(AnalyzeTest, EachLineIsADocumentEmptyOnesToo) {
  const Result result = RunIsnad({"analyze", "--format=jsonl", "--lines"},
                                 "نفيديا\n\n \r\nهواوي\xFF");
  EXPECT_EQ(result.exit_code, kExitOk);
  const std::vector<std::string> lines = Lines(result.out);
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_THAT(lines[0], HasSubstr("entities/nvidia"));
  EXPECT_THAT(lines[1], StartsWith("{\"line\":2"));
  EXPECT_THAT(lines[2], StartsWith("{\"line\":3"));
  EXPECT_THAT(lines[3], HasSubstr("entities/huawei"));
  for (const std::string& line : lines) ParseJson(line);
}

TEST(AnalyzeTest, NothingIsReadOfNoLines) {
  const Result result = RunIsnad({"analyze", "--format=jsonl", "--lines"}, "");
  EXPECT_EQ(result.exit_code, kExitOk);
  EXPECT_EQ(result.out, "");
}

TEST(AnalyzeTest, TablesShowMentionsWithTheirBytes) {
  const Result result =
      RunIsnad({"analyze", SamplePath("china-summons-nvidia.txt")});
  EXPECT_EQ(result.exit_code, kExitOk);
  EXPECT_THAT(result.out, HasSubstr("13-23      الصين"));
}

TEST(AnalyzeTest, ABadCatalogFileIsNamedWithItsLine) {
  const TempDir folder;
  const std::string path = folder.File("bad.textproto");
  ASSERT_THAT(WriteFileAtomically(path, "entity {\n  bogus: 1\n}\n"), IsOk());
  const Result result = RunIsnad({"analyze", "--catalog=" + folder.path(),
                                  SamplePath("china-summons-nvidia.txt")});
  EXPECT_EQ(result.exit_code, kExitFailed);
  EXPECT_THAT(result.err, HasSubstr("ERROR_REASON_DATA_FILE_INVALID"));
  EXPECT_THAT(result.err, HasSubstr("bad.textproto"));
  EXPECT_THAT(result.err, HasSubstr("line: 2"));
}

TEST(MatchNamesTest, AnswersEachQueryInOrder) {
  const TempDir folder;
  const std::string index = folder.File("index");
  const std::string queries = folder.File("queries");
  ASSERT_THAT(WriteFileAtomically(index, "Jensen Huang\nHuawei\nNvidia\n"),
              IsOk());
  ASSERT_THAT(WriteFileAtomically(queries, "NVIDIA\n\nهواوي\n"), IsOk());
  const Result result = RunIsnad(
      {"match-names", "--index", index, "--queries", queries, "--top=1"});
  EXPECT_EQ(result.exit_code, kExitOk);
  const std::vector<std::string> lines = Lines(result.out);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_THAT(lines[0], StartsWith("{\"query\":\"NVIDIA\",\"matches\":[{"
                                   "\"name\":\"Nvidia\",\"score\":0.99"));
  EXPECT_THAT(lines[1], StartsWith("{\"query\":\"\",\"matches\":[]"));
  EXPECT_THAT(lines[2], HasSubstr("\"name\":\"Huawei\""));
  for (const std::string& line : lines) ParseJson(line);
}

TEST(MatchNamesTest, AnswersNothingOnEmptyFiles) {
  const Result result =
      RunIsnad({"match-names", "--index=/dev/null", "--queries=/dev/null"});
  EXPECT_EQ(result.exit_code, kExitOk);
  EXPECT_EQ(result.out, "");
}

TEST(MatchNamesTest, NamesAFileThatIsNotThere) {
  const Result result =
      RunIsnad({"match-names", "--index=/nonexistent", "--queries=/dev/null"});
  EXPECT_EQ(result.exit_code, kExitFailed);
  EXPECT_THAT(result.err, HasSubstr("path: /nonexistent"));
}

TEST(RunTest, ExplainsSentenceBySentence) {
  const Result result =
      RunIsnad({"analyze", "--explain", "--lines"},
               "سمحت واشنطن لشركة إنفيديا بتصدير رقائق H20 إلى الصين. "
               "أوقفت إنفيديا بيع الرقائق. "
               "بلغت إيرادات إنفيديا 50 مليار دولار.\n");
  EXPECT_EQ(result.exit_code, kExitOk);
  // The sentence, a name, a number.
  EXPECT_THAT(result.out, HasSubstr("1  سمحت واشنطن"));
  EXPECT_THAT(result.out, HasSubstr("إنفيديا = nvidia"));
  EXPECT_THAT(result.out, HasSubstr("50 مليار دولار = "));
  // A decision with its rule and how its arguments were found.
  EXPECT_THAT(result.out, HasSubstr("decision  سمحت  [decision.permit.allow]"));
  EXPECT_THAT(result.out,
              HasSubstr("state     US  (subject behind the trigger)"));
  EXPECT_THAT(result.out, HasSubstr("products  h20  (in the clause)"));
  EXPECT_THAT(result.out, HasSubstr("to        CN"));
  // Why there is no fact.
  EXPECT_THAT(result.out, HasSubstr("no fact: its subject is no state"));
  // A figure with its cue.
  EXPECT_THAT(result.out, HasSubstr("[figure.revenue]"));
  EXPECT_THAT(result.out, HasSubstr("cue: إيرادات"));
}

TEST(RunTest, ExplanationIsolatesRightToLeftTextOnATerminal) {
  std::istringstream in("سمحت واشنطن ببيع H20.\n");
  std::ostringstream out;
  std::ostringstream err;
  Console console{in, out, err};
  console.out_is_terminal = true;
  EXPECT_EQ(RunProgram({"analyze", "--explain", "--lines"}, console), kExitOk);
  EXPECT_THAT(out.str(), HasSubstr("\u2068سمحت\u2069"));
}

TEST(RunTest, ExplanationOfNothingSaysSo) {
  const Result result = RunIsnad({"analyze", "--explain", "--lines"}, "\n");
  EXPECT_EQ(result.exit_code, kExitOk);
  EXPECT_THAT(result.out, HasSubstr("no sentence to read"));
}

}  // namespace
}  // namespace isnad
