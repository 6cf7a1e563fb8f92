// What can be read of the past and how long, and that what is deleted is gone,
// over a channel.
#include <atomic>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/sqlite/database.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "query_service/store/sqlite/index_schema.h"
#include "tests/query_service/server/query_server_fixture.h"

namespace isnad {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr int64_t kRetention = 10;

class QueryRetentionTest : public QueryServerTest {
 protected:
  void SetUp() override {
    options_.store.retention_revisions = kRetention;
    QueryServerTest::SetUp();
  }

  static v1::Record Entities() {
    return EntityRecord({TestEntity("acme", {"Acme"}),
                         TestEntity("chip", {"Chip"}),
                         TestEntity("bolt", {"Bolt"})});
  }

  // A document with something for every list there is.
  static v1::Record Full(const std::string& id, const std::string& word) {
    v1::Record record = DocumentRecord(id, absl::StrCat("Acme Chip ", word),
                                       {{"Acme", "acme"}, {"Chip", "chip"}});
    AddDecision(record, "1", "US", {"chip"}, {"CN"});
    AddFigure(record, "1", "acme", v1::FIGURE_METRIC_REVENUE, "5000000000");
    AddStatement(record, "1", "acme");
    AddRelation(record, "1", "acme", "chip");
    return record;
  }

  void Put(const std::vector<v1::Record>& records) {
    for (const auto& response : Append(records)) {
      ASSERT_EQ(response.status().code(), 0) << response.DebugString();
      ASSERT_THAT(response.rejected(), IsEmpty()) << response.DebugString();
    }
    ASSERT_THAT(WaitForRevision(server_->store(), offset_), IsOk());
  }

  // Replaces a document so many times.
  void Rewrite(const std::string& id, int times) {
    std::vector<v1::Record> records;
    records.reserve(static_cast<size_t>(times));
    for (int i = 0; i < times; ++i) {
      records.push_back(Full(id, absl::StrCat("draft", ++drafts_)));
    }
    Put(records);
  }

  // Waits until revisions below one can't be read any more.
  void AwaitCollectionUpTo(int64_t revision) {
    while (server_->store().Revisions().oldest < revision) {
      std::this_thread::yield();
    }
  }

  absl::Status GetAt(int64_t revision, v1::GetDocumentResponse& response) {
    v1::GetDocumentRequest request;
    request.set_name("documents/d");
    request.set_view(v1::DOCUMENT_VIEW_FULL);
    request.mutable_consistency()->set_exact_revision(revision);
    return CALL(GetDocument, request, response);
  }

  int drafts_ = 0;
};

// The last page's names.
template <typename Items>
std::vector<std::string> NamesOf(const Items& items) {
  std::vector<std::string> names;
  for (const auto& item : items) names.push_back(item.name());
  return names;
}

TEST_F(QueryRetentionTest, ExactRevisionsWithinTheWindowReadAsTheyWere) {
  Put({Entities(), Full("d", "first")});
  Rewrite("d", 30);
  const int64_t newest = server_->store().Revisions().newest;
  ASSERT_EQ(newest, 32);
  for (int64_t revision = newest - kRetention; revision <= newest; ++revision) {
    v1::GetDocumentResponse response;
    ASSERT_THAT(GetAt(revision, response), IsOk()) << revision;
    EXPECT_EQ(response.revision(), revision);
    EXPECT_EQ(response.document().revision(), revision);
    EXPECT_EQ(response.document().text(),
              absl::StrCat("Acme Chip draft", revision - 2));
  }
}

TEST_F(QueryRetentionTest, ExactRevisionsPastTheWindowAreAClearError) {
  Put({Entities(), Full("d", "first")});
  Rewrite("d", 30);
  const int64_t oldest = 32 - kRetention;
  AwaitCollectionUpTo(oldest);
  EXPECT_EQ(server_->store().Revisions().oldest, oldest);
  for (const int64_t revision : {int64_t{1}, int64_t{2}, oldest - 1}) {
    v1::GetDocumentResponse response;
    const absl::Status status = GetAt(revision, response);
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kOutOfRange));
    EXPECT_THAT(status, HasReason(v1::ERROR_REASON_REVISION_COMPACTED));
    EXPECT_THAT(std::string(status.message()),
                testing::AllOf(testing::HasSubstr(absl::StrCat(revision)),
                               testing::HasSubstr(absl::StrCat(oldest))));
  }
  v1::GetDocumentResponse response;
  EXPECT_THAT(GetAt(oldest, response), IsOk());
  v1::GetStatsResponse stats;
  ASSERT_THAT(Call(&v1::AdminService::Stub::GetStats, *admin_,
                   v1::GetStatsRequest(), stats),
              IsOk());
  EXPECT_EQ(stats.oldest_revision(), oldest);
}

TEST_F(QueryRetentionTest, APageTokenLastsAsLongAsItsRevision) {
  Put({Entities(), Full("a", "one"), Full("b", "two"), Full("c", "three")});
  v1::ListDocumentsRequest request;
  request.set_page_size(1);
  v1::ListDocumentsResponse first;
  ASSERT_THAT(CALL(ListDocuments, request, first), IsOk());
  ASSERT_EQ(first.revision(), 4);
  request.set_page_token(first.next_page_token());
  // As far as the window reaches, another b is nothing to this list.
  Rewrite("b", kRetention);
  v1::ListDocumentsResponse second;
  ASSERT_THAT(CALL(ListDocuments, request, second), IsOk());
  EXPECT_EQ(second.revision(), 4);
  EXPECT_THAT(NamesOf(second.documents()), ElementsAre("documents/b"));
  EXPECT_EQ(second.documents(0).revision(), 3);
  // And one step further.
  Rewrite("b", 1);
  AwaitCollectionUpTo(5);
  const absl::Status status = CALL(ListDocuments, request, second);
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kOutOfRange));
  EXPECT_THAT(status, HasReason(v1::ERROR_REASON_REVISION_COMPACTED));
}

// Every page of every list, while a writer replaces what they list.
class PagesTest : public QueryRetentionTest {
 protected:
  static constexpr int kDocuments = 12;

  void SetUp() override {
    // Nothing is collected under the readers.
    options_.store.retention_revisions = 1'000'000;
    QueryServerTest::SetUp();
    std::vector<v1::Record> records = {Entities()};
    for (int i = 0; i < 6; ++i) records.push_back(Changing(i, 0));
    for (int i = 0; i < kDocuments; ++i) records.push_back(FullNumber(i));
    Put(records);
  }

  // An entity that changes its name.
  static v1::Record Changing(int number, int change) {
    return EntityRecord({TestEntity(absl::StrCat("e", number),
                                    {absl::StrCat("Name ", change)})});
  }

  static v1::Record FullNumber(int i) {
    return Full(absl::StrCat("d", i), absl::StrCat("number", i));
  }

  // Reads a list page by page while documents come, change and go; expects of
  // each page the first one's revision, and of all together what one page of
  // that revision holds.
  template <typename Request, typename Response, typename Items>
  void ExpectOneRevision(grpc::Status (v1::QueryService::Stub::*method)(
                             grpc::ClientContext*, const Request&, Response*),
                         Request request,
                         const Items& (Response::*items)() const) {
    std::atomic<bool> done{false};
    std::atomic<int> written{0};
    std::thread writer([&] {
      for (int i = 0; !done; ++i) {
        const std::string id = absl::StrCat("d", i % (kDocuments + 3));
        Append({i % 4 == 3 ? DeletionRecord(id)
                           : Full(id, absl::StrCat("change", i)),
                Changing(i % 8, i)});
        ++written;
      }
    });
    request.set_page_size(2);
    int64_t revision = 0;
    int pages = 0;
    std::vector<std::string> seen;
    do {
      Response page;
      EXPECT_THAT(Call(method, *query_, request, page), IsOk());
      if (revision == 0) revision = page.revision();
      EXPECT_EQ(page.revision(), revision);
      for (const auto& item : (page.*items)()) {
        seen.push_back(item.SerializeAsString());
      }
      request.set_page_token(page.next_page_token());
      ++pages;
      // The next page is asked for only once more has been written.
      for (const int before = written; written == before;) {
        std::this_thread::yield();
      }
    } while (!request.page_token().empty() && !HasFailure());
    done = true;
    writer.join();
    EXPECT_GT(pages, 2);
    EXPECT_GT(server_->store().Revisions().newest, revision);
    request.set_page_size(1000);
    request.mutable_consistency()->set_exact_revision(revision);
    Response whole;
    ASSERT_THAT(Call(method, *query_, request, whole), IsOk());
    EXPECT_EQ(whole.next_page_token(), "");
    std::vector<std::string> want;
    for (const auto& item : (whole.*items)()) {
      want.push_back(item.SerializeAsString());
    }
    EXPECT_EQ(seen, want);
  }
};

TEST_F(PagesTest, OfEntities) {
  ExpectOneRevision(&v1::QueryService::Stub::ListEntities,
                    v1::ListEntitiesRequest(),
                    &v1::ListEntitiesResponse::entities);
}

TEST_F(PagesTest, OfDocuments) {
  ExpectOneRevision(&v1::QueryService::Stub::ListDocuments,
                    v1::ListDocumentsRequest(),
                    &v1::ListDocumentsResponse::documents);
}

TEST_F(PagesTest, OfMentions) {
  v1::ListMentionsRequest request;
  request.set_parent("documents/-");
  request.set_filter("entity = \"entities/acme\"");
  ExpectOneRevision(&v1::QueryService::Stub::ListMentions, request,
                    &v1::ListMentionsResponse::mentions);
}

TEST_F(PagesTest, OfSearches) {
  v1::SearchDocumentsRequest request;
  request.set_query("Acme");
  ExpectOneRevision(&v1::QueryService::Stub::SearchDocuments, request,
                    &v1::SearchDocumentsResponse::matches);
}

TEST_F(PagesTest, OfDecisions) {
  v1::ListDecisionsRequest request;
  request.set_parent("documents/-");
  request.set_filter("product = \"entities/chip\"");
  ExpectOneRevision(&v1::QueryService::Stub::ListDecisions, request,
                    &v1::ListDecisionsResponse::decisions);
}

TEST_F(PagesTest, OfFigures) {
  v1::ListFiguresRequest request;
  request.set_parent("documents/-");
  ExpectOneRevision(&v1::QueryService::Stub::ListFigures, request,
                    &v1::ListFiguresResponse::figures);
}

TEST_F(PagesTest, OfStatements) {
  v1::ListStatementsRequest request;
  request.set_parent("documents/-");
  ExpectOneRevision(&v1::QueryService::Stub::ListStatements, request,
                    &v1::ListStatementsResponse::statements);
}

TEST_F(PagesTest, OfRelations) {
  v1::ListRelationsRequest request;
  request.set_parent("documents/-");
  ExpectOneRevision(&v1::QueryService::Stub::ListRelations, request,
                    &v1::ListRelationsResponse::relations);
}

// Deletion.

class QueryDeletionTest : public QueryRetentionTest {
 protected:
  // How much of a document each way of asking finds.
  std::string FindAll() {
    std::string found;
    const auto note = [&](const char* what, int count) {
      absl::StrAppend(&found, what, "=", count, " ");
    };
    v1::GetDocumentRequest get;
    get.set_name("documents/d");
    v1::GetDocumentResponse document;
    note("document", CALL(GetDocument, get, document).ok() ? 1 : 0);
    v1::ListDocumentsRequest documents;
    v1::ListDocumentsResponse listed;
    EXPECT_THAT(CALL(ListDocuments, documents, listed), IsOk());
    note("documents", listed.documents_size());
    v1::SearchDocumentsRequest search;
    search.set_query("secret");
    v1::SearchDocumentsResponse matches;
    EXPECT_THAT(CALL(SearchDocuments, search, matches), IsOk());
    note("search", matches.matches_size());
    for (const char* filter : {"", "entity = \"entities/acme\""}) {
      v1::ListMentionsRequest request;
      request.set_parent("documents/-");
      request.set_filter(filter);
      v1::ListMentionsResponse response;
      EXPECT_THAT(CALL(ListMentions, request, response), IsOk());
      note("mentions", response.mentions_size());
    }
    for (const char* filter : {"", "product = \"entities/chip\""}) {
      v1::ListDecisionsRequest request;
      request.set_parent("documents/-");
      request.set_filter(filter);
      v1::ListDecisionsResponse response;
      EXPECT_THAT(CALL(ListDecisions, request, response), IsOk());
      note("decisions", response.decisions_size());
    }
    v1::ListFiguresRequest figures;
    figures.set_parent("documents/-");
    v1::ListFiguresResponse figures_found;
    EXPECT_THAT(CALL(ListFigures, figures, figures_found), IsOk());
    note("figures", figures_found.figures_size());
    v1::ListStatementsRequest statements;
    statements.set_parent("documents/-");
    v1::ListStatementsResponse statements_found;
    EXPECT_THAT(CALL(ListStatements, statements, statements_found), IsOk());
    note("statements", statements_found.statements_size());
    v1::ListRelationsRequest relations;
    relations.set_parent("documents/-");
    v1::ListRelationsResponse relations_found;
    EXPECT_THAT(CALL(ListRelations, relations, relations_found), IsOk());
    note("relations", relations_found.relations_size());
    v1::GetTimelineRequest timeline;
    timeline.set_product("entities/chip");
    v1::GetTimelineResponse positions;
    EXPECT_THAT(CALL(GetTimeline, timeline, positions), IsOk());
    note("timeline", positions.jurisdictions_size());
    v1::ListFigureSlotsRequest slots;
    slots.set_subject("entities/acme");
    v1::ListFigureSlotsResponse slots_found;
    EXPECT_THAT(CALL(ListFigureSlots, slots, slots_found), IsOk());
    note("slots", slots_found.slots_size());
    v1::GetDecisionRequest decision;
    decision.set_name("documents/d/decisions/1");
    v1::GetDecisionResponse one;
    note("decision", CALL(GetDecision, decision, one).ok() ? 1 : 0);
    return found;
  }

  // Rows of the tables that hold what documents say.
  std::string CountRows() {
    std::string rows;
    const auto count = [&](const std::string& path,
                           const std::vector<std::string>& tables) {
      SqliteOptions reading;
      reading.read_only = true;
      auto database = SqliteDatabase::Open(path, reading);
      ASSERT_THAT(database, IsOk());
      for (const std::string& table : tables) {
        absl::StrAppend(
            &rows, table, "=",
            database->QueryInt64("SELECT count(*) FROM " + table).value(), " ");
      }
    };
    const std::string path = dir_.File("query.db");
    count(path, {"document_version", "document_id", "recent_document_id",
                 "document_body", "fact_block"});
    count(IndexPath(path),
          {"posting", "recent_posting", "fact_posting", "recent_fact_posting",
           "document_time", "sketch_key", "search_docsize"});
    return rows;
  }
};

TEST_F(QueryDeletionTest, TakesAllOfADocument) {
  v1::Record record = Full("d", "secret");
  SetPublishTime(record, 1'700'000'000);
  record.mutable_document()->mutable_document()->set_sketch(
      SketchOfWords(0, 200));
  Put({Entities(), record});
  EXPECT_EQ(FindAll(),
            "document=1 documents=1 search=1 mentions=2 mentions=1 decisions=1 "
            "decisions=1 figures=1 statements=1 relations=1 timeline=1 slots=1 "
            "decision=1 ");
  v1::DeleteDocumentRequest request;
  request.set_name("documents/d");
  v1::DeleteDocumentResponse response;
  ASSERT_THAT(
      Call(&v1::AdminService::Stub::DeleteDocument, *admin_, request, response),
      IsOk());
  ASSERT_THAT(WaitForRevision(server_->store(), response.revision()), IsOk());
  EXPECT_EQ(FindAll(),
            "document=0 documents=0 search=0 mentions=0 mentions=0 decisions=0 "
            "decisions=0 figures=0 statements=0 relations=0 timeline=0 slots=0 "
            "decision=0 ");
  v1::GetStatsResponse stats;
  ASSERT_THAT(Call(&v1::AdminService::Stub::GetStats, *admin_,
                   v1::GetStatsRequest(), stats),
              IsOk());
  EXPECT_EQ(stats.documents(), 0);
  EXPECT_EQ(stats.mentions(), 0);
  // Until the window has passed it is there for those who read the past.
  v1::GetDocumentResponse before;
  EXPECT_THAT(GetAt(response.revision() - 1, before), IsOk());
  EXPECT_THAT(GetAt(response.revision(), before),
              HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

// Once the window has passed, neither file holds a row of it.
TEST_F(QueryDeletionTest, LeavesNoRowBehindTheWindow) {
  v1::Record record = Full("d", "secret");
  SetPublishTime(record, 1'700'000'000);
  record.mutable_document()->mutable_document()->set_sketch(
      SketchOfWords(0, 200));
  Put({Entities(), record, DeletionRecord("d")});
  EXPECT_THAT(CountRows(), testing::StartsWith("document_version=1 "));
  // Something else has to happen for the window to move.
  std::vector<v1::Record> others;
  others.reserve(kRetention + 1);
  for (int i = 0; i < kRetention + 1; ++i) {
    others.push_back(
        EntityRecord({TestEntity("bolt", {"Bolt", absl::StrCat("Bolt ", i)})}));
  }
  Put(others);
  AwaitCollectionUpTo(3);
  const std::string nothing =
      "document_version=0 document_id=0 recent_document_id=0 document_body=0 "
      "fact_block=0 posting=0 recent_posting=0 fact_posting=0 "
      "recent_fact_posting=0 document_time=0 sketch_key=0 search_docsize=0 ";
  // The rows go one commit after the revision.
  const absl::Time latest = absl::Now() + absl::Seconds(20);
  while (CountRows() != nothing && absl::Now() < latest) {
    std::this_thread::yield();
  }
  EXPECT_EQ(CountRows(), nothing);
}

}  // namespace
}  // namespace isnad
