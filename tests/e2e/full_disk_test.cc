// Both services on a file system of bounded size, which they fill: nothing that
// was acknowledged is lost, and with room again they go on by themselves.
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "client/cpp/ingest_client.h"
#include "client/cpp/query_client.h"
#include "common/rpc/channel.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/services.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(60);

class FullDiskTest : public testing::Test {
 protected:
  void SetUp() override {
    const ProcessResult mount = RunProcess(
        {"unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", disk_.path()});
    if (mount.exit_code != 0) {
      GTEST_SKIP() << "SKIPPED: no file system can be mounted here: "
                   << mount.err;
    }
  }

  // What puts a program onto a small disk of its own at `disk_`.
  std::vector<std::string> OnDiskOf(const std::string& size) const {
    return {"unshare",
            "--mount",
            "sh",
            "-c",
            "mount -t tmpfs -o size=" + size + " tmpfs " + disk_.path() +
                " && exec \"$@\"",
            "sh"};
  }

  void MakeRoom(const Service& service, const std::string& size) {
    const ProcessResult more = RunProcess(
        {"nsenter", absl::StrCat("--target=", service.pid()), "--mount",
         "mount", "-o", "remount,size=" + size, disk_.path()});
    ASSERT_EQ(more.exit_code, 0) << more.err;
  }

  static absl::StatusOr<std::string> Ingest(IngestClient& client, int number,
                                            size_t bytes) {
    v1::IngestDocumentRequest request;
    request.mutable_document()->set_name(absl::StrCat("documents/d", number));
    // Different words, so that indexes grow too.
    std::string text = absl::StrCat("document ", number);
    for (int i = 0; text.size() < bytes; ++i) {
      absl::StrAppend(&text, " w", number, "x", i);
    }
    request.mutable_document()->set_source(text);
    ASSIGN_OR_RETURN(const auto response, client.IngestDocument(request));
    return response.result().write_token();
  }

  static int CountDocuments(QueryClient& client, const std::string& token) {
    v1::ListDocumentsRequest request;
    request.set_page_size(1000);
    if (!token.empty())
      request.mutable_consistency()->set_at_least_token(token);
    const auto response = client.ListDocuments(request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->documents_size() : -1;
  }

  static CallOptions Patient() {
    CallOptions options;
    options.timeout = kPatience;
    return options;
  }

  const TempDir folder_;
  const TempDir disk_;
};

TEST_F(FullDiskTest, QueryGoesOnOnceThereIsRoom) {
  constexpr int kDocuments = 120;
  Service query("isnad-query", folder_, {"--database=" + disk_.File("q.db")});
  query.SetWrapper(OnDiskOf("24m"));
  ASSERT_THAT(query.Start(), IsOk());
  Service ingest(
      "isnad-ingest", folder_,
      {"--query=" + query.target(), "--outbox=" + folder_.File("outbox.db")});
  ASSERT_THAT(ingest.Start(), IsOk());
  IngestClient client(MakeChannel(ingest.target()), Patient());
  QueryClient reader(MakeChannel(query.target()), Patient());
  std::string token;
  for (int i = 0; i < kDocuments; ++i) {
    ASSERT_OK_AND_ASSIGN(token, Ingest(client, i, 200'000));
  }
  const absl::Time deadline = absl::Now() + kPatience;
  // In SQLite's words.
  while (!absl::StrContains(query.Log(), "database or disk is full")) {
    ASSERT_LT(absl::Now(), deadline) << "the disk did not fill";
    absl::SleepFor(absl::Milliseconds(5));
  }
  // It still answers what it has.
  EXPECT_LT(CountDocuments(reader, ""), kDocuments);
  MakeRoom(query, "1g");
  EXPECT_EQ(CountDocuments(reader, token), kDocuments);
  EXPECT_THAT(ingest.Stop(), IsOkAndHolds(0));
  EXPECT_THAT(query.Stop(), IsOkAndHolds(0)) << query.Log();
}

TEST_F(FullDiskTest, IngestRefusesBeforeItAcceptsAndGoesOnOnceThereIsRoom) {
  // A free port, on which nobody listens yet.
  Service query("isnad-query", folder_, {"--database=" + folder_.File("q.db")});
  ASSERT_THAT(query.Start(), IsOk());
  query.Kill();
  Service ingest(
      "isnad-ingest", folder_,
      {"--query=" + query.target(), "--outbox=" + disk_.File("outbox.db")});
  ingest.SetWrapper(OnDiskOf("16m"));
  ASSERT_THAT(ingest.Start(), IsOk());
  CallOptions once;
  once.max_attempts = 1;
  IngestClient client(MakeChannel(ingest.target()), once);
  std::string token;
  int accepted = 0;
  absl::Status refused;
  while (refused.ok() && accepted < 1000) {
    const auto taken = Ingest(client, accepted, 100'000);
    refused = taken.status();
    if (!taken.ok()) break;
    token = *taken;
    ++accepted;
  }
  EXPECT_THAT(refused, HasReason(v1::ERROR_REASON_DISK_FULL));
  EXPECT_EQ(refused.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_GT(RetryDelayOf(refused), absl::ZeroDuration());
  EXPECT_GT(accepted, 10);
  MakeRoom(ingest, "1g");
  ASSERT_OK_AND_ASSIGN(token, Ingest(client, accepted, 100'000));
  ++accepted;
  ASSERT_THAT(query.Start(), IsOk());
  QueryClient reader(MakeChannel(query.target()), Patient());
  EXPECT_EQ(CountDocuments(reader, token), accepted);
  EXPECT_THAT(ingest.Stop(), IsOkAndHolds(0)) << ingest.Log();
}

}  // namespace
}  // namespace isnad
