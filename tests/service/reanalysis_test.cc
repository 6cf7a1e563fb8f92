// Stored documents read again after the data has changed: what is found more,
// what comes meanwhile, and what a restart in the middle costs (nothing).
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/service/pair.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

// A name that no catalog has but the newer one of this test.
constexpr char kText[] = "وصلت رقائق زنبرقاط إلى السوق الصينية.";
constexpr char kCatalog[] =
    "entity { id: \"zanbarqat\" type: ENTITY_TYPE_COMPANY\n"
    "  latin: \"Zanbarqat\" arabic: \"زنبرقاط\" }\n";

class ReanalysisTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto older = Analyzer::Create({});
    ASSERT_THAT(older, IsOk());
    older_ = older->release();
    const TempDir folder;
    ASSERT_THAT(WriteFileAtomically(folder.File("new.textproto"), kCatalog),
                IsOk());
    Analyzer::Options options;
    options.catalog_dir = folder.path();
    auto newer = Analyzer::Create(options);
    ASSERT_THAT(newer, IsOk());
    newer_ = newer->release();
  }
  static void TearDownTestSuite() {
    delete older_;
    delete newer_;
    older_ = newer_ = nullptr;
  }

  void SetUp() override {
    pair_ = std::make_unique<Pair>(*older_);
    pair_->ingest_options.reanalysis.backoff.initial = absl::Milliseconds(5);
    pair_->ingest_options.reanalysis.backoff.max = absl::Milliseconds(50);
    ASSERT_THAT(pair_->StartQuery(), IsOk());
    ASSERT_THAT(pair_->StartIngest(), IsOk());
  }

  std::string Ingest(const std::string& name, const std::string& source,
                     const std::string& title = "") {
    v1::IngestDocumentRequest request;
    request.mutable_document()->set_name("documents/" + name);
    request.mutable_document()->set_source(source);
    request.mutable_document()->set_title(title);
    const auto response = pair_->ingest().IngestDocument(request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->result().write_token() : "";
  }

  void RestartWithNewerCatalog() {
    pair_->StopIngest();
    pair_->UseAnalyzer(*newer_);
    ASSERT_THAT(pair_->StartIngest(), IsOk());
  }

  absl::StatusOr<v1::Operation> Begin(const std::string& filter = "") {
    v1::ReanalyzeDocumentsRequest request;
    request.set_filter(filter);
    const auto response = pair_->ingest().ReanalyzeDocuments(request);
    if (!response.ok()) return response.status();
    return response->operation();
  }

  absl::StatusOr<v1::Operation> Get(const std::string& name) {
    v1::GetOperationRequest request;
    request.set_name(name);
    const auto response = pair_->ingest().GetOperation(request);
    if (!response.ok()) return response.status();
    return response->operation();
  }

  v1::Operation Await(const std::string& name) {
    for (;;) {
      const auto operation = Get(name);
      EXPECT_THAT(operation, IsOk());
      if (!operation.ok() || operation->done()) {
        return operation.value_or(v1::Operation());
      }
      std::this_thread::yield();
    }
  }

  // How many mentions of the new entity each document has, as of a token.
  std::map<std::string, int> Mentions(const std::string& token) {
    v1::ListMentionsRequest request;
    request.set_parent("documents/-");
    request.set_filter("entity = \"entities/zanbarqat\"");
    if (!token.empty()) {
      request.mutable_consistency()->set_at_least_token(token);
    }
    auto mentions = pair_->query().Mentions(request);
    std::map<std::string, int> found;
    for (;;) {
      const auto mention = mentions.Next();
      EXPECT_THAT(mention, IsOk());
      if (!mention.ok() || !mention->has_value()) return found;
      const std::string& name = (*mention)->name();
      ++found[name.substr(0, name.find("/mentions/"))];
    }
  }

  static Analyzer* older_;
  static Analyzer* newer_;
  std::unique_ptr<Pair> pair_;
};

Analyzer* ReanalysisTest::older_ = nullptr;
Analyzer* ReanalysisTest::newer_ = nullptr;

TEST_F(ReanalysisTest, FindsWhatTheNewerCatalogKnows) {
  Ingest("a", kText, "a title of the caller");
  Ingest("b", "أعلنت هواوي عن رقاقة جديدة.");
  const std::string last = Ingest("c", kText);
  EXPECT_TRUE(Mentions(last).empty());
  RestartWithNewerCatalog();
  ASSERT_OK_AND_ASSIGN(const v1::Operation begun, Begin());
  const v1::Operation operation = Await(begun.name());
  EXPECT_EQ(operation.error().code(), 0) << operation.DebugString();
  EXPECT_EQ(operation.documents_total(), 3);
  EXPECT_EQ(operation.documents_done(), 3);
  EXPECT_EQ(operation.documents_failed(), 0);
  EXPECT_EQ(operation.mentions_gained(), 2);
  EXPECT_EQ(operation.mentions_lost(), 0);
  EXPECT_EQ(operation.mentions_changed(), 0);
  EXPECT_EQ(operation.facts_gained(), 0);
  EXPECT_EQ(operation.facts_lost(), 0);
  EXPECT_EQ(operation.facts_changed(), 0);
  const std::map<std::string, int> found = Mentions(operation.write_token());
  EXPECT_EQ(found.size(), 2u);
  v1::GetDocumentRequest get;
  get.set_name("documents/a");
  ASSERT_OK_AND_ASSIGN(const auto document, pair_->query().GetDocument(get));
  EXPECT_EQ(document.document().title(), "a title of the caller");
  EXPECT_EQ(document.document().catalog_version(), newer_->catalog_version());

  // The caller's bytes are known under the newer catalog now.
  v1::IngestDocumentRequest again;
  again.mutable_document()->set_name("documents/a");
  again.mutable_document()->set_source(kText);
  again.mutable_document()->set_title("a title of the caller");
  ASSERT_OK_AND_ASSIGN(const auto answer,
                       pair_->ingest().IngestDocument(again));
  EXPECT_TRUE(answer.result().unchanged());

  // Once more, nothing differs and nothing gets a revision.
  ASSERT_OK_AND_ASSIGN(const auto before, pair_->query().GetDocument(get));
  ASSERT_OK_AND_ASSIGN(const v1::Operation second, Begin());
  EXPECT_NE(second.name(), begun.name());
  const v1::Operation same = Await(second.name());
  EXPECT_EQ(same.mentions_gained() + same.mentions_lost() +
                same.mentions_changed() + same.facts_gained() +
                same.facts_lost() + same.facts_changed(),
            0);
  get.mutable_consistency()->set_at_least_token(same.write_token());
  ASSERT_OK_AND_ASSIGN(const auto after, pair_->query().GetDocument(get));
  EXPECT_EQ(after.revision(), before.revision());
}

TEST_F(ReanalysisTest, GoesOnAfterARestartOfEitherServiceAndCountsOnce) {
  constexpr int kDocuments = 30;
  for (int i = 0; i < kDocuments; ++i) {
    Ingest(absl::StrCat("d", i), absl::StrCat(kText, " ", i));
  }
  RestartWithNewerCatalog();
  ASSERT_OK_AND_ASSIGN(const v1::Operation begun, Begin());
  for (const int64_t stop_at : {5, 12, 20}) {
    for (;;) {
      ASSERT_OK_AND_ASSIGN(const v1::Operation now, Get(begun.name()));
      if (now.documents_done() >= stop_at) break;
      std::this_thread::yield();
    }
    if (stop_at == 12) {
      pair_->StopQuery();
      ASSERT_THAT(pair_->StartQuery(), IsOk());
    } else {
      pair_->StopIngest();
      ASSERT_THAT(pair_->StartIngest(), IsOk());
    }
  }
  const v1::Operation operation = Await(begun.name());
  EXPECT_EQ(operation.error().code(), 0) << operation.DebugString();
  EXPECT_EQ(operation.documents_total(), kDocuments);
  EXPECT_EQ(operation.documents_done(), kDocuments);
  EXPECT_EQ(operation.documents_sent(), kDocuments);
  EXPECT_EQ(operation.mentions_gained(), kDocuments);
  EXPECT_EQ(Mentions(operation.write_token()).size(), size_t{kDocuments});
}

TEST_F(ReanalysisTest, UndoesNothingThatComesMeanwhile) {
  constexpr int kDocuments = 20;
  for (int i = 0; i < kDocuments; ++i) {
    Ingest(absl::StrCat("d", i), absl::StrCat(kText, " ", i));
  }
  RestartWithNewerCatalog();
  ASSERT_OK_AND_ASSIGN(const v1::Operation begun, Begin());
  std::string token;
  for (int i = 0; i < kDocuments; i += 2) {
    if (i % 4 == 0) {
      token = Ingest(absl::StrCat("d", i), "نص جديد");
    } else {
      v1::WithdrawDocumentRequest request;
      request.set_name(absl::StrCat("documents/d", i));
      ASSERT_OK_AND_ASSIGN(const auto gone,
                           pair_->ingest().WithdrawDocument(request));
      token = gone.write_token();
    }
  }
  const v1::Operation operation = Await(begun.name());
  EXPECT_EQ(operation.error().code(), 0) << operation.DebugString();
  // Both what was written meanwhile and what was read again.
  Mentions(token);
  const std::map<std::string, int> found = Mentions(operation.write_token());
  EXPECT_EQ(found.size(), size_t{kDocuments / 2});
  for (int i = 0; i < kDocuments; ++i) {
    v1::GetDocumentRequest request;
    request.set_name(absl::StrCat("documents/d", i));
    request.set_view(v1::DOCUMENT_VIEW_FULL);
    const auto document = pair_->query().GetDocument(request);
    if (i % 4 == 2) {
      EXPECT_THAT(document, HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
      continue;
    }
    ASSERT_THAT(document, IsOk());
    EXPECT_EQ(document->document().text(),
              i % 4 == 0 ? "نص جديد" : absl::StrCat(kText, " ", i));
  }
}

TEST_F(ReanalysisTest, ReadsOnlyWhatTheFilterLetsThrough) {
  Ingest("a", kText);
  const std::string last = Ingest("b", "Nvidia ships the H20 in English.");
  Mentions(last);
  RestartWithNewerCatalog();
  ASSERT_OK_AND_ASSIGN(const v1::Operation begun,
                       Begin("language_code = \"ar\""));
  const v1::Operation operation = Await(begun.name());
  EXPECT_EQ(operation.documents_total(), 1);
  EXPECT_EQ(operation.documents_done(), 1);
  EXPECT_EQ(operation.filter(), "language_code = \"ar\"");
}

TEST_F(ReanalysisTest, AFilterThatDoesNotParseEndsTheOperation) {
  ASSERT_OK_AND_ASSIGN(const v1::Operation begun, Begin("no such (field"));
  const v1::Operation operation = Await(begun.name());
  EXPECT_TRUE(operation.done());
  EXPECT_THAT(FromRpcStatus(operation.error()),
              HasReason(v1::ERROR_REASON_FILTER_INVALID));
}

TEST_F(ReanalysisTest, OneIsUnderWayAtATime) {
  pair_->StopQuery();
  ASSERT_OK_AND_ASSIGN(const v1::Operation first, Begin("media_type = \"x\""));
  ASSERT_OK_AND_ASSIGN(const v1::Operation same, Begin("media_type = \"x\""));
  EXPECT_EQ(same.name(), first.name());
  EXPECT_THAT(Begin(), HasReason(v1::ERROR_REASON_OVERLOADED));
  // The query service away is waited for.
  ASSERT_THAT(pair_->StartQuery(), IsOk());
  EXPECT_EQ(Await(first.name()).error().code(), 0);
  EXPECT_THAT(Begin(), IsOk());
}

TEST_F(ReanalysisTest, UnknownOperationsAndHugeFiltersAreRefused) {
  EXPECT_THAT(Get("operations/reanalyze-7"),
              HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Get(""), HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Begin(std::string(20'000, 'x')),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
}

}  // namespace
}  // namespace isnad
