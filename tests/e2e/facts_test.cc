// Facts from texts to tables, through both programs and `isnad`.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "isnad/v1/query_service.pb.h"
#include "tests/e2e/services.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;

class FactsTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(pair_.Start(), IsOk());
    const ProcessResult ingest = pair_.Isnad(
        {"ingest", "--ids=name", "--wait", SourcePath("deploy/sample")});
    ASSERT_EQ(ingest.exit_code, 0) << ingest.err;
  }

  // All of a list, by the options.
  template <typename Response>
  Response ListAll(const std::string& what, std::vector<std::string> options) {
    std::vector<std::string> arguments = {"list", what, "--all",
                                          "--format=json"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const ProcessResult result = pair_.Isnad(arguments);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    Response response;
    EXPECT_TRUE(
        google::protobuf::util::JsonStringToMessage(result.out, &response).ok())
        << result.out;
    return response;
  }

  ServicePair pair_;
};

TEST_F(FactsTest, DecisionsByStateAndActionAreThoseAmongAll) {
  const auto all = ListAll<v1::ListDecisionsResponse>("decisions", {});
  const auto some = ListAll<v1::ListDecisionsResponse>(
      "decisions", {"--jurisdiction=us", "--action=PERMIT", "--product=h20",
                    "--to=CN", "--page-size=2"});
  std::vector<std::string> expected;
  for (const v1::Decision& decision : all.decisions()) {
    bool on_h20 = false;
    for (const auto& name : decision.products()) {
      on_h20 = on_h20 || name == "entities/h20";
    }
    bool to_china = false;
    for (const auto& code : decision.destinations()) {
      to_china = to_china || code == "CN";
    }
    if (decision.jurisdiction() == "US" && on_h20 && to_china &&
        decision.action() == v1::DECISION_ACTION_PERMIT) {
      expected.push_back(decision.name());
    }
  }
  EXPECT_GT(all.decisions_size(), 20);
  EXPECT_GT(expected.size(), 2u);
  std::vector<std::string> listed;
  for (const v1::Decision& decision : some.decisions()) {
    listed.push_back(decision.name());
  }
  EXPECT_EQ(listed, expected);
}

TEST_F(FactsTest, TablesOfFacts) {
  const ProcessResult decisions = pair_.Isnad(
      {"list", "decisions", "--jurisdiction=CN", "--page-size=1000"});
  EXPECT_EQ(decisions.exit_code, 0) << decisions.err;
  EXPECT_THAT(decisions.out, ContainsRegex("PUBLISHED +OUTLET +STATE +ACTION"));
  EXPECT_THAT(decisions.out, ContainsRegex("CN +investigate +h20"));
  EXPECT_THAT(decisions.out, Not(ContainsRegex("US +permit")));

  const ProcessResult figures =
      pair_.Isnad({"list", "figures", "--subject=nvidia", "--metric=REVENUE",
                   "--min=1e9", "--currency=usd", "--sentences"});
  EXPECT_EQ(figures.exit_code, 0) << figures.err;
  EXPECT_THAT(figures.out, ContainsRegex("nvidia +revenue +[0-9]+ USD"));
  EXPECT_THAT(figures.out, HasSubstr("SENTENCE"));

  const ProcessResult relations =
      pair_.Isnad({"list", "relations", "--type=makes", "--object=h20"});
  EXPECT_THAT(relations.out, ContainsRegex("nvidia +makes +h20"));

  const ProcessResult none =
      pair_.Isnad({"list", "decisions", "--jurisdiction=XX"});
  EXPECT_EQ(none.exit_code, 0);
  EXPECT_EQ(none.out, "");
}

// The words that a statement's table shows are those of the document.
TEST_F(FactsTest, QuotesAreVerifiable) {
  const auto statements = ListAll<v1::ListStatementsResponse>(
      "statements", {"--speaker=jensen-huang"});
  ASSERT_GT(statements.statements_size(), 0);
  for (const v1::Statement& statement : statements.statements()) {
    EXPECT_EQ(statement.speaker(), "entities/jensen-huang");
    EXPECT_NE(statement.quote_text(), "");
    const std::vector<std::string> parts =
        absl::StrSplit(statement.name(), '/');
    EXPECT_EQ(pair_
                  .Isnad({"verify", parts[1],
                          absl::StrCat(statement.quote().start_byte()),
                          absl::StrCat(statement.quote().end_byte()),
                          statement.quote_text()})
                  .exit_code,
              0)
        << statement.DebugString();
  }
  const std::string& name = statements.statements(0).name();
  const ProcessResult one = pair_.Isnad({"get", name});
  EXPECT_EQ(one.exit_code, 0) << one.err;
  EXPECT_THAT(one.out, HasSubstr("jensen-huang"));
  const ProcessResult json = pair_.Isnad({"get", name, "--format=json"});
  EXPECT_THAT(json.out, HasSubstr("\"quoteText\""));
}

TEST_F(FactsTest, WrongOptionsAndMissingFactsAreErrors) {
  EXPECT_EQ(pair_.Isnad({"get", "documents/china-summons-nvidia/decisions/x"})
                .exit_code,
            1);
  EXPECT_EQ(pair_.Isnad({"list", "decisions", "--document=nowhere"}).exit_code,
            1);
  const ProcessResult order =
      pair_.Isnad({"list", "decisions", "--order-by=colour"});
  EXPECT_EQ(order.exit_code, 1);
  EXPECT_THAT(order.err, HasSubstr("ORDER_INVALID"));
  EXPECT_EQ(pair_.Isnad({"list", "decisions", "--as-of=yesterday"}).exit_code,
            2);
  EXPECT_EQ(pair_.Isnad({"list", "mentions", "--as-of=2025-08-01"}).exit_code,
            2);
  EXPECT_EQ(pair_.Isnad({"list", "figures", "--jurisdiction=CN"}).exit_code, 2);
}

// Misspelled names of the catalog, in either script, find their entities once
// the index across scripts is there.
TEST_F(FactsTest, MisspelledNamesResolve) {
  v1::ResolveNamesResponse response;
  for (int i = 0; i < 200 && response.names_revision() == 0; ++i) {
    const ProcessResult result =
        pair_.Isnad({"resolve", "--top=1", "--format=json", "Huawai",
                     "انفيدياا", "جنسن هونغ", "David Saks", "كوالكوووم"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    ASSERT_TRUE(
        google::protobuf::util::JsonStringToMessage(result.out, &response)
            .ok());
  }
  const char* const kEntities[] = {"huawei", "nvidia", "jensen-huang",
                                   "david-sacks", "qualcomm"};
  ASSERT_EQ(response.results_size(), 5);
  for (int i = 0; i < 5; ++i) {
    const v1::ResolvedName& result = response.results(i);
    ASSERT_EQ(result.candidates_size(), 1) << result.query();
    EXPECT_EQ(result.candidates(0).entity().name(),
              absl::StrCat("entities/", kEntities[i]));
  }
}

}  // namespace
}  // namespace isnad
