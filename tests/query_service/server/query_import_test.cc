// Import and Backup over a connection.
#include <optional>

#include "common/base/crc32c.h"
#include "tests/query_service/server/query_server_fixture.h"

namespace isnad {
namespace {

using testing::HasSubstr;

class QueryImportTest : public QueryServerTest {
 protected:
  // All of an export as one piece.
  v1::ImportRequest ExportAll() {
    grpc::ClientContext context;
    const auto stream = admin_->Export(&context, v1::ExportRequest());
    v1::ImportRequest all;
    v1::ExportResponse piece;
    while (stream->Read(&piece)) all.mutable_data()->append(piece.data());
    EXPECT_THAT(FromGrpcStatus(stream->Finish()), IsOk());
    EXPECT_EQ(piece.checksum(), ExtendCrc32c(0, all.data()));
    all.set_checksum(piece.checksum());
    all.set_complete(true);
    return all;
  }

  absl::StatusOr<v1::ImportResponse> Import(
      const std::vector<v1::ImportRequest>& pieces) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(20)));
    v1::ImportResponse response;
    const auto stream = admin_->Import(&context, &response);
    for (const v1::ImportRequest& piece : pieces) {
      if (!stream->Write(piece)) break;
    }
    stream->WritesDone();
    const absl::Status status = FromGrpcStatus(stream->Finish());
    if (!status.ok()) return status;
    return response;
  }

  // Goes on with a store of another file, empty unless it is there already.
  void Switch(const std::string& file) {
    server_.reset();
    QueryServer::Options options;
    options.store.path = dir_.File(file);
    ASSERT_OK_AND_ASSIGN(server_, QueryServer::Start(options));
    channel_ = MakeChannel(server_->runner().target());
    query_ = v1::QueryService::NewStub(channel_);
    records_ = v1::RecordService::NewStub(channel_);
    admin_ = v1::AdminService::NewStub(channel_);
  }

  void AppendAll() {
    AppendSample();
    v1::Record facts = DocumentRecord("d", "Nvidia", {{"Nvidia", "nvidia"}});
    AddDecision(facts, "d1", "US", {"nvidia"}, {"CN"});
    AddFigure(facts, "f1", "nvidia", v1::FIGURE_METRIC_REVENUE, "7");
    AddStatement(facts, "s1", "nvidia");
    AddRelation(facts, "r1", "nvidia", "amd");
    Append({facts});
    ASSERT_THAT(WaitForRevision(server_->store(), 5), IsOk());
  }

  absl::StatusOr<v1::BackupResponse> BackUp(const std::string& name) {
    v1::BackupRequest request;
    request.set_file_name(name);
    v1::BackupResponse response;
    const absl::Status status =
        Call(&v1::AdminService::Stub::Backup, *admin_, request, response);
    if (!status.ok()) return status;
    return response;
  }

  int64_t Documents() {
    v1::GetStatsResponse stats;
    EXPECT_THAT(Call(&v1::AdminService::Stub::GetStats, *admin_,
                     v1::GetStatsRequest(), stats),
                IsOk());
    return stats.documents();
  }
};

TEST_F(QueryImportTest, ExportedStoreComesBackTheSame) {
  AppendAll();
  const v1::ImportRequest all = ExportAll();
  Switch("second.db");
  ASSERT_OK_AND_ASSIGN(const v1::ImportResponse imported, Import({all}));
  EXPECT_GT(imported.records(), 4);
  ASSERT_THAT(WaitForRevision(server_->store(), imported.revision()), IsOk());
  EXPECT_EQ(ExportAll().data(), all.data());
}

TEST_F(QueryImportTest, ImportingAgainChangesNothing) {
  AppendAll();
  const v1::ImportRequest all = ExportAll();
  const int64_t before = server_->store().Revisions().newest;
  ASSERT_OK_AND_ASSIGN(const v1::ImportResponse imported, Import({all}));
  EXPECT_EQ(imported.revision(), 0);
  EXPECT_EQ(server_->store().Revisions().newest, before);
}

TEST_F(QueryImportTest, DamagedAndTruncatedDataAreRefused) {
  AppendAll();
  const v1::ImportRequest all = ExportAll();
  Switch("second.db");
  const auto damaged = HasReason(v1::ERROR_REASON_EXPORT_DAMAGED);

  v1::ImportRequest flipped = all;
  (*flipped.mutable_data())[all.data().size() / 2] ^= 1;
  EXPECT_THAT(Import({flipped}), damaged);
  v1::ImportRequest unfinished = all;
  unfinished.set_complete(false);
  const absl::Status truncated = Import({unfinished}).status();
  EXPECT_THAT(truncated, damaged);
  EXPECT_THAT(std::string(truncated.message()), HasSubstr("truncated"));
  EXPECT_THAT(Import({}), damaged);
  EXPECT_THAT(Import({all, all}), damaged);
  v1::ImportRequest noise;
  noise.set_data("no records at all");
  noise.set_checksum(ExtendCrc32c(0, noise.data()));
  noise.set_complete(true);
  EXPECT_THAT(Import({noise}), damaged);
}

TEST_F(QueryImportTest, DamagedPieceStoresNothingOfItself) {
  AppendAll();
  v1::ImportRequest damaged = ExportAll();
  Switch("second.db");
  damaged.mutable_data()->back() ^= 1;
  EXPECT_FALSE(Import({damaged}).ok());
  EXPECT_EQ(server_->store().Revisions().newest, 0);
}

TEST_F(QueryImportTest, RecordThatBreaksAPromiseIsRefused) {
  v1::Record record = DocumentRecord("a", "Acme", {{"Acme", "acme"}});
  record.mutable_document()->mutable_mentions(0)->set_text("Bolt");
  std::string bytes = record.SerializeAsString();
  v1::ImportRequest piece;
  // A length below 128 is a varint of one byte; this one has two.
  piece.mutable_data()->push_back(
      static_cast<char>((bytes.size() & 0x7F) | 0x80));
  piece.mutable_data()->push_back(static_cast<char>(bytes.size() >> 7));
  piece.mutable_data()->append(bytes);
  piece.set_checksum(ExtendCrc32c(0, piece.data()));
  piece.set_complete(true);
  EXPECT_THAT(Import({piece}), HasReason(v1::ERROR_REASON_RECORD_INVALID));
}

TEST_F(QueryImportTest, BackupIsAStoreOfItsOwn) {
  AppendAll();
  const std::string data = ExportAll().data();
  ASSERT_OK_AND_ASSIGN(const v1::BackupResponse backup, BackUp("copy.db"));
  EXPECT_EQ(backup.revision(), 5);
  EXPECT_GT(backup.size_bytes(), 0);
  Append({DeletionRecord("a")});
  Switch("copy.db");
  ASSERT_THAT(WaitForRevision(server_->store(), 5), IsOk());
  EXPECT_EQ(ExportAll().data(), data);
  EXPECT_EQ(Documents(), 4);
}

TEST_F(QueryImportTest, BackupRefusesNamesThatAreNotPlain) {
  for (const char* name : {"", "../x", "/tmp/x", "a/b", ".hidden",
                           "query.db-wal", "query.db-index", "a b", "\n"}) {
    EXPECT_THAT(BackUp(name), HasReason(v1::ERROR_REASON_FIELD_INVALID))
        << name;
  }
  EXPECT_THAT(BackUp(std::string(129, 'x')),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
}

TEST_F(QueryImportTest, BackupReplacesNoFile) {
  AppendSample();
  ASSERT_THAT(BackUp("copy.db"), IsOk());
  EXPECT_THAT(BackUp("copy.db"), HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
  EXPECT_THAT(BackUp("query.db"), HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
}

}  // namespace
}  // namespace isnad
