// Watching the built services while they are killed.
#include <algorithm>
#include <atomic>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "client/cpp/watch_client.h"
#include "common/rpc/channel.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/services.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

using ::testing::HasSubstr;

// What a watch from the first revision on has told.
struct Told {
  std::vector<int64_t> revisions;
  int mentions = 0;
};

void Note(const v1::WatchFactsResponse& whole, Told& told) {
  if (whole.changes().empty()) return;
  told.revisions.push_back(whole.revision());
  for (const v1::FactChange& change : whole.changes()) {
    told.mentions += change.has_mention() ? 1 : 0;
  }
}

TEST(WatchTest, TellsEachRevisionOnceThroughKillsOfTheService) {
  ServicePair pair;
  ASSERT_THAT(pair.Start(), IsOk());
  CallOptions patient;
  patient.max_attempts = 1'000;
  patient.initial_pause = absl::Milliseconds(10);
  WatchClient client(MakeChannel(pair.query().target()), patient);
  std::atomic<int64_t> last{0};
  std::atomic<int64_t> until{std::numeric_limits<int64_t>::max()};
  Told told;
  absl::Status status;
  std::thread watching([&] {
    v1::WatchFactsRequest request;
    request.set_start_revision(1);
    status =
        client.WatchFacts(request, [&](const v1::WatchFactsResponse& whole) {
          Note(whole, told);
          last = whole.revision();
          return whole.revision() < until;
        });
  });
  for (int round = 0; round < 4; ++round) {
    const ProcessResult ingest =
        pair.Isnad({"ingest", round == 0 ? "--ids=name" : "--ids=digest",
                    "--wait", SourcePath("deploy/sample")});
    EXPECT_EQ(ingest.exit_code, 0) << ingest.err;
    pair.query().Kill();
    ASSERT_THAT(pair.query().Start(), IsOk());
  }
  const ProcessResult end =
      pair.Isnad({"ingest", "--wait", SourcePath("README.md")});
  ASSERT_EQ(end.exit_code, 0) << end.err;
  const ProcessResult listed =
      pair.Isnad({"watch", "--from=1", "--until=1", "--format=json"});
  EXPECT_EQ(listed.exit_code, 0) << listed.err;
  EXPECT_THAT(listed.out, HasSubstr("\"revision\":\"1\""));
  // The last revision is that of the last document.
  const ProcessResult stats =
      pair.Isnad({"list", "documents", "--all", "--format=jsonl"});
  int64_t newest = 0;
  for (const absl::string_view line : absl::StrSplit(stats.out, '\n')) {
    const std::vector<std::string> parts =
        absl::StrSplit(line, "\"revision\":\"");
    if (parts.size() == 2)
      newest = std::max<int64_t>(newest, std::atoll(parts[1].c_str()));
  }
  ASSERT_GT(newest, 16);
  until = newest;
  // A watch that has caught up is told of nothing more: one more document.
  const ProcessResult wake =
      pair.Isnad({"ingest", "--wait", SourcePath("LICENSE")});
  ASSERT_EQ(wake.exit_code, 0) << wake.err;
  watching.join();
  EXPECT_THAT(status, IsOk());
  std::vector<int64_t> all(told.revisions.size());
  std::iota(all.begin(), all.end(), 1);
  EXPECT_EQ(told.revisions, all);
  EXPECT_GE(static_cast<int64_t>(told.revisions.size()), newest);
  EXPECT_GT(told.mentions, 400);
}

TEST(WatchTest, CommandPrintsChangesForPeople) {
  ServicePair pair;
  ASSERT_THAT(pair.Start(), IsOk());
  const ProcessResult ingest =
      pair.Isnad({"ingest", "--ids=name", "--wait",
                  SourcePath("deploy/sample/us-licenses-h20-for-china.txt")});
  ASSERT_EQ(ingest.exit_code, 0) << ingest.err;
  const ProcessResult stats =
      pair.Isnad({"list", "documents", "--format=jsonl"});
  const std::vector<std::string> parts =
      absl::StrSplit(stats.out, "\"revision\":\"");
  ASSERT_EQ(parts.size(), 2u) << stats.out;
  const std::string revision = absl::StrCat(std::atoll(parts[1].c_str()));
  const ProcessResult watch =
      pair.Isnad({"watch", absl::StrCat("--from=", revision),
                  absl::StrCat("--until=", revision),
                  "--filter=kind = FACT_KIND_DECISION"});
  EXPECT_EQ(watch.exit_code, 0) << watch.err;
  EXPECT_THAT(watch.out, HasSubstr(absl::StrCat(
                             revision, " + decision   US permit h20 to CN")));
  const ProcessResult wrong = pair.Isnad({"watch", "--filter=!"});
  EXPECT_EQ(wrong.exit_code, 1);
  EXPECT_THAT(wrong.err, HasSubstr("FILTER_INVALID"));
}

}  // namespace
}  // namespace isnad
