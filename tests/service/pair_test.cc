// Both services together: what was taken in is served, once, whatever stops in
// between.
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/service/pair.h"
#include "tests/support/matchers.h"
#include "tests/support/proto_matchers.h"

namespace isnad {
namespace {

constexpr char kText[] = "قالت رويترز إن الصين سمحت ببيع رقائق إنفيديا.";

class PairTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto analyzer = Analyzer::Create({});
    ASSERT_THAT(analyzer, IsOk());
    analyzer_ = analyzer->release();
  }
  static void TearDownTestSuite() {
    delete analyzer_;
    analyzer_ = nullptr;
  }

  void SetUp() override {
    pair_ = std::make_unique<Pair>(*analyzer_);
    ASSERT_THAT(pair_->StartQuery(), IsOk());
    ASSERT_THAT(pair_->StartIngest(), IsOk());
  }

  absl::StatusOr<v1::IngestResult> Ingest(const std::string& name,
                                          const std::string& source) {
    v1::IngestDocumentRequest request;
    request.mutable_document()->set_name("documents/" + name);
    request.mutable_document()->set_source(source);
    auto response = pair_->ingest().IngestDocument(request);
    if (!response.ok()) return response.status();
    return response->result();
  }

  absl::StatusOr<v1::GetDocumentResponse> Get(const std::string& name,
                                              const std::string& token) {
    v1::GetDocumentRequest request;
    request.set_name("documents/" + name);
    request.set_view(v1::DOCUMENT_VIEW_FULL);
    if (!token.empty()) {
      request.mutable_consistency()->set_at_least_token(token);
    }
    return pair_->query().GetDocument(request);
  }

  // How often each document is listed, as of a token.
  std::map<std::string, int> ListAll(const std::string& token) {
    v1::ListDocumentsRequest request;
    request.set_page_size(7);
    request.mutable_consistency()->set_at_least_token(token);
    auto documents = pair_->query().Documents(request);
    std::map<std::string, int> seen;
    for (;;) {
      const auto document = documents.Next();
      EXPECT_THAT(document, IsOk());
      if (!document.ok() || !document->has_value()) return seen;
      ++seen[(*document)->name()];
    }
  }

  static Analyzer* analyzer_;
  std::unique_ptr<Pair> pair_;
};

Analyzer* PairTest::analyzer_ = nullptr;

TEST_F(PairTest, ADocumentIsServedWithItsTokenAtOnce) {
  ASSERT_OK_AND_ASSIGN(const v1::IngestResult result, Ingest("a", kText));
  ASSERT_OK_AND_ASSIGN(const v1::GetDocumentResponse response,
                       Get("a", result.write_token()));
  EXPECT_EQ(response.document().text(), kText);
  EXPECT_EQ(response.document().source(), kText);

  v1::ListMentionsRequest request;
  request.set_parent("documents/a");
  request.mutable_consistency()->set_at_least_token(result.write_token());
  auto mentions = pair_->query().Mentions(request);
  // What a record leaves out is served as an answer tells it.
  v1::AnalyzeDocumentRequest analyze;
  analyze.mutable_document()->set_name("documents/a");
  analyze.mutable_document()->set_source(kText);
  ASSERT_OK_AND_ASSIGN(const v1::AnalyzeDocumentResponse analysis,
                       pair_->ingest().AnalyzeDocument(analyze));
  int count = 0;
  for (;;) {
    ASSERT_OK_AND_ASSIGN(const std::optional<v1::Mention> mention,
                         mentions.Next());
    if (!mention.has_value()) break;
    ASSERT_LT(count, analysis.mentions_size());
    EXPECT_THAT(*mention, EqualsProto(analysis.mentions(count)));
    ++count;
    v1::VerifySpanRequest verify;
    verify.set_document("documents/a");
    *verify.mutable_span() = mention->span();
    verify.set_expected_text(mention->text());
    ASSERT_OK_AND_ASSIGN(const v1::VerifySpanResponse verified,
                         pair_->query().VerifySpan(verify));
    EXPECT_TRUE(verified.matches()) << mention->text();
    v1::GetEntityRequest entity;
    entity.set_name(mention->entity());
    EXPECT_THAT(pair_->query().GetEntity(entity), IsOk());
  }
  EXPECT_EQ(count, result.mention_count());
}

TEST_F(PairTest, TheSameBytesMakeNoNewRevision) {
  ASSERT_OK_AND_ASSIGN(const v1::IngestResult first, Ingest("a", kText));
  ASSERT_OK_AND_ASSIGN(const v1::GetDocumentResponse before,
                       Get("a", first.write_token()));
  ASSERT_OK_AND_ASSIGN(const v1::IngestResult again, Ingest("a", kText));
  EXPECT_TRUE(again.unchanged());
  ASSERT_OK_AND_ASSIGN(const v1::GetDocumentResponse after,
                       Get("a", again.write_token()));
  EXPECT_EQ(after.document().revision(), before.document().revision());
  EXPECT_EQ(after.revision(), before.revision());
}

TEST_F(PairTest, NewBytesReplaceTheDocumentInOneRevision) {
  ASSERT_OK_AND_ASSIGN(const v1::IngestResult first, Ingest("a", kText));
  ASSERT_OK_AND_ASSIGN(const v1::GetDocumentResponse before,
                       Get("a", first.write_token()));
  ASSERT_OK_AND_ASSIGN(const v1::IngestResult second,
                       Ingest("a", "أعلنت هواوي عن رقاقة جديدة."));
  ASSERT_OK_AND_ASSIGN(const v1::GetDocumentResponse after,
                       Get("a", second.write_token()));
  EXPECT_EQ(after.document().revision(), before.document().revision() + 1);
  v1::ListMentionsRequest request;
  request.set_parent("documents/a");
  auto mentions = pair_->query().Mentions(request);
  ASSERT_OK_AND_ASSIGN(const auto mention, mentions.Next());
  ASSERT_TRUE(mention.has_value());
  EXPECT_EQ(mention->entity(), "entities/huawei");
}

TEST_F(PairTest, EveryDocumentIsThereOnceThoughQueryRestartsMidway) {
  constexpr int kDocuments = 60;
  std::string token;
  for (int i = 0; i < kDocuments; ++i) {
    if (i == 20) pair_->StopQuery();
    if (i == 40) {
      ASSERT_THAT(pair_->StartQuery(), IsOk());
    }
    ASSERT_OK_AND_ASSIGN(
        const v1::IngestResult result,
        Ingest(absl::StrCat("d", i), absl::StrCat(kText, " ", i)));
    token = result.write_token();
  }
  const std::map<std::string, int> seen = ListAll(token);
  EXPECT_EQ(seen.size(), static_cast<size_t>(kDocuments));
  for (const auto& [name, count] : seen) EXPECT_EQ(count, 1) << name;
}

TEST_F(PairTest, EveryDocumentIsThereOnceThoughIngestRestartsMidway) {
  constexpr int kDocuments = 40;
  std::string token;
  for (int i = 0; i < kDocuments; ++i) {
    if (i % 10 == 5) {
      pair_->StopIngest();
      ASSERT_THAT(pair_->StartIngest(), IsOk());
    }
    ASSERT_OK_AND_ASSIGN(
        const v1::IngestResult result,
        Ingest(absl::StrCat("d", i), absl::StrCat(kText, " ", i)));
    token = result.write_token();
  }
  const std::map<std::string, int> seen = ListAll(token);
  EXPECT_EQ(seen.size(), static_cast<size_t>(kDocuments));
  for (const auto& [name, count] : seen) EXPECT_EQ(count, 1) << name;
}

TEST_F(PairTest, NothingIsRefusedByTheStore) {
  // Odd texts: what ingest makes of them, query must take.
  const std::string texts[] = {
      "x",
      " ",
      "\n",
      "\xEF\xBB\xBFإنفيديا",
      "\xFF\xFE\xD9",
      "إنفيـــديا",
      std::string("إنفيديا\0الصين", sizeof("إنفيديا\0الصين") - 1),
      std::string(50'000, '1'),
      "قال مايكل ستونبريدج، رئيس شركة زينثار تكنولوجي (Zenthar Technology)."};
  std::string token;
  int number = 0;
  for (const std::string& text : texts) {
    ASSERT_OK_AND_ASSIGN(const v1::IngestResult result,
                         Ingest(absl::StrCat("odd", number++), text));
    token = result.write_token();
  }
  ASSERT_THAT(Get("odd0", token), IsOk());
  EXPECT_EQ(ListAll(token).size(), std::size(texts));
  EXPECT_EQ(pair_->ingest_server().sender().counters().rejected, 0);
}

TEST_F(PairTest, AWithdrawnDocumentIsGoneAndMayComeBack) {
  ASSERT_OK_AND_ASSIGN(const v1::IngestResult first, Ingest("a", kText));
  v1::WithdrawDocumentRequest request;
  request.set_name("documents/a");
  ASSERT_OK_AND_ASSIGN(const v1::WithdrawDocumentResponse gone,
                       pair_->ingest().WithdrawDocument(request));
  EXPECT_THAT(Get("a", gone.write_token()),
              HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  ASSERT_OK_AND_ASSIGN(const v1::IngestResult again, Ingest("a", kText));
  EXPECT_FALSE(again.unchanged());
  ASSERT_OK_AND_ASSIGN(const v1::GetDocumentResponse back,
                       Get("a", again.write_token()));
  EXPECT_EQ(back.document().text(), kText);
  // What is not there can be withdrawn; what is no name can not.
  request.set_name("documents/absent");
  EXPECT_THAT(pair_->ingest().WithdrawDocument(request), IsOk());
  for (const char* name : {"", "documents/", "a", "documents/a b"}) {
    request.set_name(name);
    EXPECT_THAT(pair_->ingest().WithdrawDocument(request),
                HasReason(v1::ERROR_REASON_FIELD_INVALID))
        << name;
  }
}

TEST_F(PairTest, AnUnknownDocumentIsNotFound) {
  EXPECT_THAT(Get("absent", ""),
              HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

}  // namespace
}  // namespace isnad
