// WatchFacts over a connection: what came and went, in order, once.
#include <condition_variable>
#include <deque>
#include <fstream>
#include <iostream>
#include <limits>
#include <mutex>
#include <numeric>

#include "client/cpp/watch_client.h"
#include "tests/query_service/server/query_server_fixture.h"

namespace isnad {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

v1::WatchFactsRequest From(int64_t revision, const std::string& filter = "") {
  v1::WatchFactsRequest request;
  request.set_start_revision(revision);
  request.set_filter(filter);
  return request;
}

// "+mention a/..." and the like.
std::string TextOf(const v1::FactChange& change) {
  const char* const sign = change.type() == v1::CHANGE_TYPE_ADDED ? "+" : "-";
  switch (change.fact_case()) {
    case v1::FactChange::kMention:
      return absl::StrCat(sign, change.mention().text());
    case v1::FactChange::kDecision:
      return absl::StrCat(sign, change.decision().name().substr(10));
    case v1::FactChange::kEntity:
      return absl::StrCat(sign, change.entity().name());
    default:
      return absl::StrCat(sign, static_cast<int>(change.fact_case()));
  }
}

std::vector<std::string> TextsOf(const v1::WatchFactsResponse& message) {
  std::vector<std::string> texts;
  for (const v1::FactChange& change : message.changes()) {
    texts.push_back(TextOf(change));
  }
  return texts;
}

class QueryWatchTest : public QueryServerTest {
 protected:
  void SetUp() override {
    QueryServerTest::SetUp();
    watch_ = v1::WatchService::NewStub(channel_);
  }

  // Reads messages until one of `until` has come whole, or the stream ends.
  std::vector<v1::WatchFactsResponse> Watch(
      const v1::WatchFactsRequest& request, int64_t until,
      absl::Status* end = nullptr) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(20)));
    const auto stream = watch_->WatchFacts(&context, request);
    std::vector<v1::WatchFactsResponse> messages;
    v1::WatchFactsResponse message;
    while (stream->Read(&message)) {
      messages.push_back(message);
      if (!message.more() && message.revision() >= until) {
        context.TryCancel();
        break;
      }
    }
    const absl::Status status = FromGrpcStatus(stream->Finish());
    if (end != nullptr) *end = status;
    return messages;
  }

  absl::Status EndOf(const v1::WatchFactsRequest& request) {
    absl::Status end;
    Watch(request, std::numeric_limits<int64_t>::max(), &end);
    return end;
  }

  std::unique_ptr<v1::WatchService::Stub> watch_;
};

TEST_F(QueryWatchTest, TellsEveryRevisionFromTheFirstOn) {
  AppendSample();
  const auto messages = Watch(From(1), 4);
  ASSERT_EQ(messages.size(), 4u);
  for (size_t i = 0; i < messages.size(); ++i) {
    EXPECT_EQ(messages[i].revision(), static_cast<int64_t>(i) + 1);
    EXPECT_FALSE(messages[i].more());
  }
  EXPECT_THAT(TextsOf(messages[0]),
              ElementsAre("+entities/amd", "+entities/nvidia"));
  EXPECT_THAT(TextsOf(messages[1]), ElementsAre("+إنفيديا", "+AMD"));
  EXPECT_THAT(TextsOf(messages[3]), ElementsAre("+AMD", "+AMD"));
  EXPECT_EQ(messages[3].changes(0).mention().entity(), "entities/amd");
}

TEST_F(QueryWatchTest, StartsInTheMiddleInclusively) {
  AppendSample();
  const auto messages = Watch(From(3), 4);
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_EQ(messages[0].revision(), 3);
  EXPECT_THAT(TextsOf(messages[0]), ElementsAre("+إنفيديا"));
}

TEST_F(QueryWatchTest, ReplacementAndDeletionTakeFactsAway) {
  AppendSample();
  Append({DocumentRecord("b", "AMD", {{"AMD", "amd"}}),  // 5
          DeletionRecord("c")});                         // 6
  ASSERT_THAT(WaitForRevision(server_->store(), 6), IsOk());
  const auto messages = Watch(From(5), 6);
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_THAT(TextsOf(messages[0]), ElementsAre("-إنفيديا", "+AMD"));
  EXPECT_THAT(TextsOf(messages[1]), ElementsAre("-AMD", "-AMD"));
}

TEST_F(QueryWatchTest, ZeroIsTheNextRevision) {
  AppendSample();
  grpc::ClientContext context;
  const auto stream = watch_->WatchFacts(&context, From(0));
  v1::WatchFactsResponse message;
  ASSERT_TRUE(stream->Read(&message));
  // Says where it stands before anything comes.
  EXPECT_EQ(message.revision(), 4);
  EXPECT_THAT(TextsOf(message), IsEmpty());
  Append({DocumentRecord("d", "AMD", {{"AMD", "amd"}})});
  ASSERT_TRUE(stream->Read(&message));
  EXPECT_EQ(message.revision(), 5);
  EXPECT_THAT(TextsOf(message), ElementsAre("+AMD"));
  context.TryCancel();
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(QueryWatchTest, FiltersByKindEntityJurisdictionAndProduct) {
  v1::Record document = DocumentRecord("a", "Nvidia and AMD",
                                       {{"Nvidia", "nvidia"}, {"AMD", "amd"}});
  AddDecision(document, "d1", "US", {"nvidia"}, {"CN"});
  AddDecision(document, "d2", "CN", {"amd"}, {});
  Append({EntityRecord(
              {TestEntity("nvidia", {"Nvidia"}), TestEntity("amd", {"AMD"})}),
          document});
  ASSERT_THAT(WaitForRevision(server_->store(), 2), IsOk());
  const auto pass = [&](const std::string& filter) {
    return TextsOf(Watch(From(2, filter), 2).front());
  };
  EXPECT_THAT(pass("kind = FACT_KIND_DECISION"),
              ElementsAre("+a/decisions/d1", "+a/decisions/d2"));
  EXPECT_THAT(pass("jurisdiction = \"CN\""), ElementsAre("+a/decisions/d2"));
  EXPECT_THAT(pass("product:\"entities/nvidia\""),
              ElementsAre("+a/decisions/d1"));
  EXPECT_THAT(pass("entity:\"entities/nvidia\""),
              ElementsAre("+Nvidia", "+a/decisions/d1"));
  EXPECT_THAT(pass("kind = FACT_KIND_MENTION AND entity:\"entities/amd\""),
              ElementsAre("+AMD"));
  EXPECT_THAT(pass("jurisdiction = \"NL\""), IsEmpty());
}

TEST_F(QueryWatchTest, ProgressComesWhereNothingPasses) {
  AppendSample();
  const auto messages = Watch(From(1, "kind = FACT_KIND_DECISION"), 4);
  ASSERT_EQ(messages.size(), 1u);
  EXPECT_EQ(messages[0].revision(), 4);
  EXPECT_THAT(TextsOf(messages[0]), IsEmpty());
}

TEST_F(QueryWatchTest, LargeRevisionComesInParts) {
  std::string text;
  for (int i = 0; i < 4'000; ++i) text += "Acme ";
  Append({EntityRecord({TestEntity("acme", {"Acme"})}),
          DocumentRecord("a", text, {{"Acme", "acme"}})});
  ASSERT_THAT(WaitForRevision(server_->store(), 2), IsOk());
  const auto messages = Watch(From(2), 2);
  ASSERT_GT(messages.size(), 1u);
  int changes = 0;
  for (size_t i = 0; i < messages.size(); ++i) {
    EXPECT_EQ(messages[i].revision(), 2);
    EXPECT_EQ(messages[i].more(), i + 1 < messages.size());
    EXPECT_LE(messages[i].ByteSizeLong(),
              static_cast<size_t>(WatchCall::kMaxMessageBytes) * 2);
    changes += messages[i].changes_size();
  }
  EXPECT_EQ(changes, 4'000);
}

TEST_F(QueryWatchTest, RefusesWhatCanNotBeWatched) {
  AppendSample();
  EXPECT_THAT(EndOf(From(-1)), HasReason(v1::ERROR_REASON_FIELD_INVALID));
  EXPECT_THAT(EndOf(From(6)), HasReason(v1::ERROR_REASON_REVISION_NOT_REACHED));
  EXPECT_THAT(EndOf(From(1, "kind = NONE")),
              HasReason(v1::ERROR_REASON_FILTER_INVALID));
  EXPECT_THAT(EndOf(From(1, "outlet = \"x\"")),
              HasReason(v1::ERROR_REASON_FILTER_INVALID));
  EXPECT_THAT(EndOf(From(1, std::string(10'000, 'x'))),
              HasReason(v1::ERROR_REASON_FILTER_INVALID));
}

TEST_F(QueryWatchTest, StoppingServerEndsWatches) {
  AppendSample();
  grpc::ClientContext context;
  const auto stream = watch_->WatchFacts(&context, From(5));
  v1::WatchFactsResponse message;
  ASSERT_TRUE(stream->Read(&message));
  std::thread stop([&] { server_->Stop(); });
  EXPECT_FALSE(stream->Read(&message));
  EXPECT_THAT(FromGrpcStatus(stream->Finish()),
              HasReason(v1::ERROR_REASON_SHUTTING_DOWN));
  stop.join();
}

// --- Retention ---

class CompactedWatchTest : public QueryWatchTest {
 protected:
  void StartWithRetention(int64_t revisions) {
    server_.reset();
    QueryServer::Options options;
    options.store.path = dir_.File("compacted.db");
    options.store.retention_revisions = revisions;
    ASSERT_OK_AND_ASSIGN(server_, QueryServer::Start(options));
    channel_ = MakeChannel(server_->runner().target());
    records_ = v1::RecordService::NewStub(channel_);
    watch_ = v1::WatchService::NewStub(channel_);
    offset_ = 0;
  }
};

TEST_F(CompactedWatchTest, CompactedStartNamesTheFirstThatCanBeWatched) {
  StartWithRetention(2);
  std::vector<v1::Record> records = {
      EntityRecord({TestEntity("acme", {"Acme"})})};
  for (int i = 0; i < 40; ++i) {
    records.push_back(
        DocumentRecord("a", absl::StrCat("Acme ", i), {{"Acme", "acme"}}));
  }
  Append(records);  // 41 revisions
  ASSERT_THAT(WaitForRevision(server_->store(), 41), IsOk());
  const absl::Time limit = absl::Now() + absl::Seconds(20);
  while (server_->store().Revisions().oldest < 39 && absl::Now() < limit) {
    std::this_thread::yield();
  }
  const int64_t oldest = server_->store().Revisions().oldest;
  ASSERT_EQ(oldest, 39);
  const absl::Status compacted = EndOf(From(oldest));
  EXPECT_THAT(compacted, HasReason(v1::ERROR_REASON_REVISION_COMPACTED));
  EXPECT_THAT(std::string(compacted.message()), testing::HasSubstr("40"));
  const auto messages = Watch(From(oldest + 1), 41);
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_THAT(TextsOf(messages[0]), ElementsAre("-Acme", "+Acme"));
}

// --- Many ---

// A watch that counts what it is told.
class CountingWatch final
    : public grpc::ClientReadReactor<v1::WatchFactsResponse> {
 public:
  CountingWatch(v1::WatchService::Stub& stub, int64_t until) : until_(until) {
    request_.set_start_revision(1);
    stub.async()->WatchFacts(&context_, &request_, this);
    StartRead(&message_);
    StartCall();
  }

  void OnReadDone(bool ok) override {
    if (!ok) return;
    if (!message_.changes().empty()) revisions_.push_back(message_.revision());
    if (message_.revision() >= until_) context_.TryCancel();
    StartRead(&message_);
  }

  void OnDone(const grpc::Status& /*status*/) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    done_ = true;
    ended_.notify_all();
  }

  // What revisions brought, once the watch has ended.
  const std::vector<int64_t>& Await() {
    std::unique_lock<std::mutex> lock(mutex_);
    ended_.wait(lock, [&] { return done_; });
    return revisions_;
  }

 private:
  const int64_t until_;
  grpc::ClientContext context_;
  v1::WatchFactsRequest request_;
  v1::WatchFactsResponse message_;
  std::vector<int64_t> revisions_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool done_ = false;
};

int64_t ResidentBytes() {
  int64_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages >> pages;
  return pages * 4096;
}

TEST_F(QueryWatchTest, ThousandWatchersSeeEveryRevisionOnce) {
  AppendSample();
  const int64_t before = ResidentBytes();
  std::deque<CountingWatch> watches;
  for (int i = 0; i < 1'000; ++i) watches.emplace_back(*watch_, 14);
  std::vector<v1::Record> records;
  for (int i = 0; i < 10; ++i) {
    records.push_back(
        DocumentRecord(absl::StrCat("w", i), "AMD and AMD", {{"AMD", "amd"}}));
  }
  Append(records);
  std::vector<int64_t> all(14);
  std::iota(all.begin(), all.end(), 1);
  for (CountingWatch& watch : watches) ASSERT_EQ(watch.Await(), all);
  std::cout << "1000 watchers, both ends in this process: "
            << (ResidentBytes() - before) / 1024 << " KiB more resident\n";
}

// --- The client ---

TEST_F(QueryWatchTest, ClientGoesOnAfterARestart) {
  server_.reset();
  QueryServer::Options options;
  options.store.path = dir_.File("restarted.db");
  // The same address before and after.
  options.server.address = absl::StrCat("unix:", dir_.File("query.socket"));
  options.server.drain_timeout = absl::Seconds(5);
  ASSERT_OK_AND_ASSIGN(server_, QueryServer::Start(options));
  const auto channel = MakeChannel(options.server.address);
  records_ = v1::RecordService::NewStub(channel);
  AppendSample();

  CallOptions patient;
  patient.max_attempts = 100;
  patient.initial_pause = absl::Milliseconds(5);
  WatchClient client(channel, patient);
  std::vector<int64_t> revisions;
  std::mutex mutex;
  std::condition_variable heard;
  absl::Status status;
  std::thread watching([&] {
    status =
        client.WatchFacts(From(1), [&](const v1::WatchFactsResponse& whole) {
          const std::lock_guard<std::mutex> lock(mutex);
          if (!whole.changes().empty()) revisions.push_back(whole.revision());
          heard.notify_all();
          return whole.revision() < 6;
        });
  });
  {
    std::unique_lock<std::mutex> lock(mutex);
    heard.wait(lock, [&] { return revisions.size() == 4; });
  }
  server_.reset();
  ASSERT_OK_AND_ASSIGN(server_, QueryServer::Start(options));
  Append({DocumentRecord("d", "AMD", {{"AMD", "amd"}}),
          DocumentRecord("e", "AMD", {{"AMD", "amd"}})});
  watching.join();
  EXPECT_THAT(status, IsOk());
  EXPECT_THAT(revisions, ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST_F(QueryWatchTest, ClientReportsWhatItCanNotRepeat) {
  WatchClient client(channel_);
  EXPECT_THAT(
      client.WatchFacts(From(1, "!"),
                        [](const v1::WatchFactsResponse&) { return true; }),
      HasReason(v1::ERROR_REASON_FILTER_INVALID));
}

}  // namespace
}  // namespace isnad
