// Exports of a whole store, whole and broken off.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "client/cpp/admin_client.h"
#include "common/base/crc32c.h"
#include "gmock/gmock.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/util/delimited_message_util.h"
#include "gtest/gtest.h"
#include "tests/query_service/server/query_server_fixture.h"

namespace isnad {
namespace {

using ::testing::IsEmpty;

// A document with one of everything.
v1::Record RichDocument() {
  v1::Record record = DocumentRecord("rich", "8 مليارات لإنفيديا AMD",
                                     {{"إنفيديا", "nvidia"}, {"AMD", "amd"}});
  AddDecision(record, "d1", "CN", {"nvidia"}, {"US"});
  AddFigure(record, "f1", "nvidia", v1::FIGURE_METRIC_REVENUE, "8");
  AddStatement(record, "s1", "amd");
  AddRelation(record, "r1", "nvidia", "amd");
  v1::Analysis& analysis = *record.mutable_document();
  v1::Quantity& quantity = *analysis.add_quantities();
  quantity.mutable_span()->set_end_byte(1);
  quantity.set_text("8");
  quantity.mutable_count()->set_value("8");
  v1::Warning& warning = *analysis.add_warnings();
  warning.mutable_span()->set_end_byte(1);
  SetPublishTime(record, 1'700'000'000);
  return record;
}

class QueryExportTest : public QueryServerTest {
 protected:
  // All pieces from a cursor on.
  std::vector<v1::ExportResponse> Export(const std::string& cursor = "",
                                         absl::Status* end = nullptr) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(20)));
    v1::ExportRequest request;
    request.set_cursor(cursor);
    const auto stream = admin_->Export(&context, request);
    std::vector<v1::ExportResponse> pieces;
    v1::ExportResponse piece;
    while (stream->Read(&piece)) pieces.push_back(piece);
    const absl::Status status = FromGrpcStatus(stream->Finish());
    if (end != nullptr) {
      *end = status;
    } else {
      EXPECT_THAT(status, IsOk());
    }
    return pieces;
  }

  static std::string DataOf(const std::vector<v1::ExportResponse>& pieces) {
    std::string data;
    for (const v1::ExportResponse& piece : pieces) data += piece.data();
    return data;
  }

  static std::vector<v1::Record> RecordsOf(const std::string& data) {
    google::protobuf::io::ArrayInputStream stream(
        data.data(), static_cast<int>(data.size()));
    std::vector<v1::Record> records;
    for (;;) {
      v1::Record record;
      if (!google::protobuf::util::ParseDelimitedFromZeroCopyStream(
              &record, &stream, nullptr)) {
        return records;
      }
      records.push_back(std::move(record));
    }
  }

  // Documents that fill several pieces.
  void AppendMuch() {
    std::vector<v1::Record> records = {
        EntityRecord({TestEntity("nvidia", {"Nvidia"})})};
    for (int i = 0; i < 12; ++i) {
      records.push_back(DocumentRecord(
          absl::StrCat("doc", i),
          absl::StrCat("Nvidia ", std::string(size_t{100} << 10, 'x')),
          {{"Nvidia", "nvidia"}}));
    }
    Append(records);
  }
};

TEST_F(QueryExportTest, BringsEverythingThatWasStored) {
  const v1::Record rich = RichDocument();
  AppendSample();
  Append({rich});
  const std::vector<v1::ExportResponse> pieces = Export();
  ASSERT_THAT(pieces, testing::SizeIs(1));
  EXPECT_TRUE(pieces[0].complete());
  EXPECT_EQ(pieces[0].revision(), 5);
  EXPECT_EQ(pieces[0].checksum(), ExtendCrc32c(0, pieces[0].data()));
  const std::vector<v1::Record> records = RecordsOf(pieces[0].data());
  ASSERT_EQ(records.size(), 5u);
  EXPECT_EQ(pieces[0].records(), 5);
  ASSERT_EQ(records[0].entities().entities_size(), 2);
  EXPECT_EQ(records[0].entities().entities(0).name(), "entities/amd");
  EXPECT_EQ(records[0].entities().entities(0).revision(), 0);
  const v1::Analysis& back = records[4].document();
  // What the store adds.
  v1::Analysis want = rich.document();
  want.mutable_document()->set_sha256(back.document().sha256());
  want.mutable_document()->set_source_bytes(back.document().source_bytes());
  want.mutable_document()->set_text_bytes(back.document().text_bytes());
  EXPECT_EQ(back.DebugString(), want.DebugString());
}

TEST_F(QueryExportTest, WhatCameOutGoesInWithoutAChange) {
  AppendSample();
  Append({RichDocument()});
  const std::string data = DataOf(Export());
  for (const auto& response : Append(RecordsOf(data))) {
    EXPECT_EQ(response.revision(), 0) << response.DebugString();
  }
  EXPECT_EQ(server_->store().Revisions().newest, 5);
}

TEST_F(QueryExportTest, TheSameContentsGiveTheSameBytesWhateverCameBefore) {
  AppendSample();
  const std::string before = DataOf(Export());
  // Other revisions, the same contents.
  Append({DeletionRecord("b"), DocumentRecord("c", "x", {}),
          DocumentRecord("z", "x", {}),
          DocumentRecord("c", "AMD and AMD", {{"AMD", "amd"}}),
          DocumentRecord("b", "رقائق إنفيديا", {{"إنفيديا", "nvidia"}}),
          DeletionRecord("z")});
  EXPECT_EQ(DataOf(Export()), before);
}

TEST_F(QueryExportTest, AnEmptyStoreGivesOneEmptyPiece) {
  const std::vector<v1::ExportResponse> pieces = Export();
  ASSERT_THAT(pieces, testing::SizeIs(1));
  EXPECT_TRUE(pieces[0].complete());
  EXPECT_THAT(pieces[0].data(), IsEmpty());
}

TEST_F(QueryExportTest, GoesOnFromEveryCursorWithTheSameBytes) {
  AppendMuch();
  const std::vector<v1::ExportResponse> whole = Export();
  ASSERT_GT(whole.size(), 3u);
  // The store may have moved on, and the server started anew.
  Append({DeletionRecord("doc7")});
  server_.reset();
  Start();
  std::string before;
  for (const v1::ExportResponse& piece : whole) {
    before += piece.data();
    EXPECT_EQ(piece.checksum(), ExtendCrc32c(0, before));
    std::vector<v1::ExportResponse> rest = Export(piece.cursor());
    ASSERT_FALSE(rest.empty());
    EXPECT_TRUE(before + DataOf(rest) == DataOf(whole));
    EXPECT_EQ(rest.back().checksum(), whole.back().checksum());
    EXPECT_EQ(rest.back().records(), whole.back().records());
    EXPECT_EQ(rest.back().revision(), whole.back().revision());
  }
}

TEST_F(QueryExportTest, CursorsThatNobodyMadeAreRefused) {
  AppendMuch();
  std::string cursor = Export().front().cursor();
  cursor[10] = cursor[10] == 'A' ? 'B' : 'A';
  for (const std::string& bad : {std::string("x"), cursor}) {
    absl::Status status;
    EXPECT_THAT(Export(bad, &status), IsEmpty());
    EXPECT_THAT(status, HasReason(v1::ERROR_REASON_FIELD_INVALID));
  }
}

TEST_F(QueryExportTest, AnExportUnderWayIsNotCollected) {
  server_.reset();
  QueryServer::Options options;
  options.store.path = dir_.File("query.db");
  options.store.retention_revisions = 0;
  options.server.address = absl::StrCat("unix:", dir_.File("sock"));
  ASSERT_OK_AND_ASSIGN(server_, QueryServer::Start(options));
  channel_ = MakeChannel(server_->runner().target());
  records_ = v1::RecordService::NewStub(channel_);
  admin_ = v1::AdminService::NewStub(channel_);
  AppendMuch();
  grpc::ClientContext context;
  const auto stream = admin_->Export(&context, v1::ExportRequest());
  v1::ExportResponse piece;
  ASSERT_TRUE(stream->Read(&piece));
  std::string data = piece.data();
  Append({DeletionRecord("doc0"), DeletionRecord("doc9")});
  ASSERT_THAT(WaitForRevision(server_->store(), 15), IsOk());
  while (stream->Read(&piece)) data += piece.data();
  EXPECT_THAT(FromGrpcStatus(stream->Finish()), IsOk());
  EXPECT_EQ(RecordsOf(data).size(), 13u);
  // Nobody holds it now, so its cursor comes too late, sooner or later.
  absl::Status status;
  for (int i = 0; status.ok() && i < 1'000; ++i) {
    Append({DocumentRecord("new", absl::StrCat(i), {})});
    Export(piece.cursor(), &status);
  }
  EXPECT_THAT(status, HasReason(v1::ERROR_REASON_REVISION_COMPACTED));
}

TEST_F(QueryExportTest, TheClientGoesOnThroughARestart) {
  AppendMuch();
  const std::string whole = DataOf(Export());
  server_.reset();
  const std::string address = absl::StrCat("unix:", dir_.File("sock"));
  const auto start = [&] {
    QueryServer::Options options;
    options.store.path = dir_.File("query.db");
    options.server.address = address;
    options.server.drain_timeout = absl::ZeroDuration();
    ASSERT_OK_AND_ASSIGN(server_, QueryServer::Start(options));
  };
  start();
  CallOptions options;
  options.initial_pause = absl::Milliseconds(1);
  AdminClient client(MakeChannel(address), options);
  std::string data;
  int pieces = 0;
  EXPECT_THAT(client.Export({},
                            [&](const v1::ExportResponse& piece) {
                              data += piece.data();
                              if (++pieces == 2) {
                                server_.reset();
                                start();
                              }
                              return absl::OkStatus();
                            }),
              IsOk());
  EXPECT_TRUE(data == whole);
}

TEST_F(QueryExportTest, AnErrorOfTheSinkEndsTheExport) {
  AppendMuch();
  AdminClient client(channel_);
  EXPECT_THAT(client.Export({},
                            [&](const v1::ExportResponse&) {
                              return absl::ResourceExhaustedError("full");
                            }),
              StatusIs(absl::StatusCode::kResourceExhausted));
}

}  // namespace
}  // namespace isnad
