// Lookups over a channel: what the handlers promise.

#include <algorithm>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/query_service/server/query_server_fixture.h"

namespace isnad {
namespace {

using testing::ElementsAre;

TEST_F(QueryServerTest, PortFileHoldsThePort) {
  ASSERT_OK_AND_ASSIGN(const std::string port, ReadFile(dir_.File("port"), 16));
  EXPECT_EQ(port, absl::StrCat(server_->runner().port(), "\n"));
}

TEST_F(QueryServerTest, GetsEntities) {
  AppendSample();
  v1::GetEntityRequest request;
  v1::GetEntityResponse response;
  request.set_name("entities/nvidia");
  ASSERT_THAT(CALL(GetEntity, request, response), IsOk());
  EXPECT_EQ(response.entity().display_name(), "Nvidia");
  EXPECT_EQ(response.revision(), 4);
  request.set_name("entities/nobody");
  EXPECT_THAT(CALL(GetEntity, request, response),
              HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  for (const char* name :
       {"", "nvidia", "entities/", "entities/a/b", "documents/a"}) {
    request.set_name(name);
    EXPECT_THAT(CALL(GetEntity, request, response),
                HasReason(v1::ERROR_REASON_FIELD_INVALID))
        << name;
  }
}

TEST_F(QueryServerTest, GetsEntitiesInTheOrderAsked) {
  AppendSample();
  v1::BatchGetEntitiesRequest request;
  v1::BatchGetEntitiesResponse response;
  EXPECT_THAT(CALL(BatchGetEntities, request, response),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
  for (const char* name : {"nvidia", "amd", "nvidia"}) {
    request.add_names(absl::StrCat("entities/", name));
  }
  ASSERT_THAT(CALL(BatchGetEntities, request, response), IsOk());
  ASSERT_EQ(response.entities_size(), 3);
  EXPECT_EQ(response.entities(1).name(), "entities/amd");
  request.add_names("entities/nobody");
  EXPECT_THAT(CALL(BatchGetEntities, request, response),
              HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  while (request.names_size() <= 1'000) request.add_names("entities/amd");
  EXPECT_THAT(CALL(BatchGetEntities, request, response),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
}

TEST_F(QueryServerTest, ListsEntitiesPageByPageAtOneRevision) {
  std::vector<v1::Entity> entities;
  for (int i = 0; i < 25; ++i) {
    entities.push_back(TestEntity(absl::StrCat("e", 100 + i), {"E"}));
    if (i % 2 == 0) entities.back().set_country_code("US");
  }
  Append({EntityRecord(entities)});
  ASSERT_THAT(WaitForRevision(server_->store(), 1), IsOk());
  v1::ListEntitiesRequest request;
  v1::ListEntitiesResponse response;
  request.set_page_size(4);
  request.set_filter("country_code = US AND type = ENTITY_TYPE_COMPANY");
  std::vector<std::string> names;
  for (int page = 0;; ++page) {
    ASSERT_THAT(CALL(ListEntities, request, response), IsOk());
    EXPECT_EQ(response.revision(), 1);
    for (const v1::Entity& entity : response.entities()) {
      names.push_back(entity.name());
    }
    if (response.next_page_token().empty()) break;
    request.set_page_token(response.next_page_token());
    // What comes meanwhile is not seen.
    Append({EntityRecord({TestEntity(absl::StrCat("e1", page, "x"), {"E"})})});
  }
  EXPECT_EQ(names.size(), 13u);
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));

  request.set_filter("country_code = CN");
  EXPECT_THAT(CALL(ListEntities, request, response),
              HasReason(v1::ERROR_REASON_PAGE_TOKEN_INVALID));
  request.set_page_token("forged");
  EXPECT_THAT(CALL(ListEntities, request, response),
              HasReason(v1::ERROR_REASON_PAGE_TOKEN_INVALID));
  request.clear_page_token();
  request.set_filter("color = red");
  EXPECT_THAT(CALL(ListEntities, request, response),
              HasReason(v1::ERROR_REASON_FILTER_INVALID));
  request.clear_filter();
  request.set_page_size(-1);
  EXPECT_THAT(CALL(ListEntities, request, response),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
}

TEST_F(QueryServerTest, ResolvesNamesExactlyAndFolded) {
  AppendSample();
  v1::ResolveNamesRequest request;
  v1::ResolveNamesResponse response;
  request.add_names("إنفيديا");
  request.add_names("انفيديا");
  request.add_names("NVIDIA");
  request.add_names("nobody");
  ASSERT_THAT(CALL(ResolveNames, request, response), IsOk());
  ASSERT_EQ(response.results_size(), 4);
  const v1::MatchMethod methods[] = {
      v1::MATCH_METHOD_EXACT, v1::MATCH_METHOD_FOLDED, v1::MATCH_METHOD_FOLDED};
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(response.results(i).candidates_size(), 1) << i;
    const v1::NameCandidate& candidate = response.results(i).candidates(0);
    EXPECT_EQ(candidate.entity().name(), "entities/nvidia");
    EXPECT_EQ(candidate.method(), methods[i]);
    EXPECT_FLOAT_EQ(candidate.score(), i == 0 ? 1.0f : 0.99f);
  }
  EXPECT_EQ(response.results(1).candidates(0).matched_name(), "إنفيديا");
  EXPECT_EQ(response.results(3).candidates_size(), 0);
  request.add_kinds(v1::ENTITY_KIND_PLACE);
  ASSERT_THAT(CALL(ResolveNames, request, response), IsOk());
  EXPECT_EQ(response.results(0).candidates_size(), 0);
  request.add_names("");
  EXPECT_THAT(CALL(ResolveNames, request, response),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
}

TEST_F(QueryServerTest, ResolvesMisspelledNamesInEitherScript) {
  Append({EntityRecord({TestEntity("nvidia", {"Nvidia", "إنفيديا"}),
                        TestEntity("lutnick", {"Howard Lutnick"}),
                        TestEntity("trump", {"دونالد ترامب"})})});
  ASSERT_THAT(WaitForRevision(server_->store(), 1), IsOk());
  v1::ResolveNamesRequest request;
  v1::ResolveNamesResponse response;
  const std::pair<const char*, const char*> names[] = {
      {"Nvidea", "entities/nvidia"},
      {"انفيدياا", "entities/nvidia"},
      {"هاورد لوتنيك", "entities/lutnick"},
      {"Donald Tramp", "entities/trump"},
      {"قلم رصاص", ""}};
  for (const auto& [name, entity] : names) request.add_names(name);
  // The index across scripts follows by moments, and says how far it is.
  const absl::Time limit = absl::Now() + absl::Seconds(20);
  do {
    ASSERT_THAT(CALL(ResolveNames, request, response), IsOk());
  } while (response.names_revision() < 1 && absl::Now() < limit);
  ASSERT_EQ(response.results_size(), 5);
  for (int i = 0; i < 5; ++i) {
    const v1::ResolvedName& result = response.results(i);
    if (*names[i].second == '\0') {
      EXPECT_EQ(result.candidates_size(), 0) << result.query();
      continue;
    }
    ASSERT_GE(result.candidates_size(), 1) << result.query();
    EXPECT_EQ(result.candidates(0).entity().name(), names[i].second);
    EXPECT_GE(result.candidates(0).method(), v1::MATCH_METHOD_SKELETON);
    EXPECT_LT(result.candidates(0).score(), 0.99f);
  }
  EXPECT_EQ(response.results(1).candidates(0).matched_name(), "إنفيديا");
  // An exact name has no looser candidates beside it.
  request.clear_names();
  request.add_names("Nvidia");
  ASSERT_THAT(CALL(ResolveNames, request, response), IsOk());
  EXPECT_EQ(response.results(0).candidates_size(), 1);
}

TEST_F(QueryServerTest, ResolvesTheNamesOfMergedEntities) {
  v1::Entity old = TestEntity("nil-x", {"Enfidya Corp"});
  old.set_redirect_to("entities/nvidia");
  Append({EntityRecord({TestEntity("nvidia", {"Nvidia"}), old})});
  ASSERT_THAT(WaitForRevision(server_->store(), 1), IsOk());
  v1::ResolveNamesRequest request;
  v1::ResolveNamesResponse response;
  request.add_names("Enfidya Corp");
  ASSERT_THAT(CALL(ResolveNames, request, response), IsOk());
  ASSERT_EQ(response.results(0).candidates_size(), 1);
  const v1::NameCandidate& candidate = response.results(0).candidates(0);
  EXPECT_EQ(candidate.entity().name(), "entities/nvidia");
  EXPECT_EQ(candidate.matched_name(), "Enfidya Corp");
}

TEST_F(QueryServerTest, GetsDocumentsByView) {
  AppendSample();
  v1::GetDocumentRequest request;
  v1::GetDocumentResponse response;
  request.set_name("documents/c");
  ASSERT_THAT(CALL(GetDocument, request, response), IsOk());
  EXPECT_TRUE(response.document().text().empty());
  EXPECT_EQ(response.document().text_bytes(), 11);
  request.set_view(v1::DOCUMENT_VIEW_FULL);
  ASSERT_THAT(CALL(GetDocument, request, response), IsOk());
  EXPECT_EQ(response.document().text(), "AMD and AMD");
  EXPECT_EQ(response.document().source(), "AMD and AMD");
  request.set_name("documents/z");
  EXPECT_THAT(CALL(GetDocument, request, response),
              HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  request.set_view(static_cast<v1::DocumentView>(9));
  EXPECT_THAT(CALL(GetDocument, request, response),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
}

TEST_F(QueryServerTest, PagesOfDocumentsEndAt3MiB) {
  const std::string text(1'500'000, 'x');
  Append({DocumentRecord("a", text, {}), DocumentRecord("b", text, {}),
          DocumentRecord("c", text, {})});
  ASSERT_THAT(WaitForRevision(server_->store(), 3), IsOk());
  v1::ListDocumentsRequest request;
  v1::ListDocumentsResponse response;
  request.set_view(v1::DOCUMENT_VIEW_FULL);
  std::vector<std::string> names;
  int pages = 0;
  do {
    ASSERT_THAT(CALL(ListDocuments, request, response), IsOk());
    ++pages;
    for (const auto& document : response.documents()) {
      names.push_back(document.name());
      EXPECT_EQ(document.text(), text);
    }
    request.set_page_token(response.next_page_token());
  } while (!response.next_page_token().empty());
  EXPECT_THAT(names, ElementsAre("documents/a", "documents/b", "documents/c"));
  // Source and text are 3 MB together: one document a page.
  EXPECT_EQ(pages, 3);
}

TEST_F(QueryServerTest, SearchesDocuments) {
  AppendSample();
  v1::SearchDocumentsRequest request;
  v1::SearchDocumentsResponse response;
  request.set_query("انفيديا");
  ASSERT_THAT(CALL(SearchDocuments, request, response), IsOk());
  ASSERT_EQ(response.matches_size(), 2);
  for (const v1::DocumentMatch& match : response.matches()) {
    ASSERT_EQ(match.highlights_size(), 1);
    const v1::Span& span = match.highlights(0);
    const int begin = span.start_byte() - match.snippet().start_byte();
    EXPECT_EQ(match.snippet_text().substr(
                  static_cast<size_t>(begin),
                  static_cast<size_t>(span.end_byte() - span.start_byte())),
              "إنفيديا");
  }
  request.set_page_size(1);
  ASSERT_THAT(CALL(SearchDocuments, request, response), IsOk());
  const std::string first = response.matches(0).document().name();
  request.set_page_token(response.next_page_token());
  ASSERT_THAT(CALL(SearchDocuments, request, response), IsOk());
  ASSERT_EQ(response.matches_size(), 1);
  EXPECT_NE(response.matches(0).document().name(), first);
  EXPECT_TRUE(response.next_page_token().empty());
  request.clear_page_token();
  request.set_query("\"AMD and\"");
  ASSERT_THAT(CALL(SearchDocuments, request, response), IsOk());
  ASSERT_EQ(response.matches_size(), 1);
  EXPECT_EQ(response.matches(0).document().name(), "documents/c");
  request.set_query("...");
  EXPECT_THAT(CALL(SearchDocuments, request, response),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
}

TEST_F(QueryServerTest, ListsMentions) {
  AppendSample();
  v1::ListMentionsRequest request;
  v1::ListMentionsResponse response;
  request.set_parent("documents/-");
  request.set_filter("entity = \"entities/amd\"");
  request.set_page_size(2);
  std::vector<std::string> places;
  do {
    ASSERT_THAT(CALL(ListMentions, request, response), IsOk());
    for (const v1::Mention& mention : response.mentions()) {
      EXPECT_EQ(mention.text(), "AMD");
      places.push_back(mention.name().substr(0, 11));
    }
    request.set_page_token(response.next_page_token());
  } while (!response.next_page_token().empty());
  EXPECT_THAT(places, ElementsAre("documents/a", "documents/c", "documents/c"));
  request.clear_page_token();
  request.set_filter("form = MENTION_FORM_ADJECTIVE");
  ASSERT_THAT(CALL(ListMentions, request, response), IsOk());
  EXPECT_EQ(response.mentions_size(), 0);
  request.clear_filter();
  request.set_parent("documents/z");
  EXPECT_THAT(CALL(ListMentions, request, response),
              HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  request.set_parent("entities/amd");
  EXPECT_THAT(CALL(ListMentions, request, response),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
}

TEST_F(QueryServerTest, VerifiesSpans) {
  AppendSample();
  v1::VerifySpanRequest request;
  v1::VerifySpanResponse response;
  request.set_document("documents/b");
  EXPECT_THAT(CALL(VerifySpan, request, response),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
  request.mutable_span()->set_start_byte(11);
  request.mutable_span()->set_end_byte(25);
  request.set_expected_text("إنفيديا");
  ASSERT_THAT(CALL(VerifySpan, request, response), IsOk());
  EXPECT_TRUE(response.matches());
  EXPECT_EQ(response.text(), "إنفيديا");
  EXPECT_EQ(response.source_start(), 11);
  EXPECT_EQ(response.source_end(), 25);
  EXPECT_EQ(response.sha256().size(), 32u);
  request.set_expected_text("AMD");
  ASSERT_THAT(CALL(VerifySpan, request, response), IsOk());
  EXPECT_FALSE(response.matches());
  for (const auto& [start, end] : std::vector<std::pair<int, int>>{
           {12, 25}, {11, 24}, {11, 26}, {-1, 11}, {25, 11}, {99, 99}}) {
    request.mutable_span()->set_start_byte(start);
    request.mutable_span()->set_end_byte(end);
    EXPECT_THAT(CALL(VerifySpan, request, response),
                HasReason(v1::ERROR_REASON_SPAN_INVALID));
  }
}

TEST_F(QueryServerTest, ReadsAtTheRevisionAskedFor) {
  AppendSample();
  Append({DeletionRecord("a")});
  v1::GetDocumentRequest request;
  v1::GetDocumentResponse response;
  request.set_name("documents/a");
  request.mutable_consistency()->set_at_least_revision(5);
  EXPECT_THAT(CALL(GetDocument, request, response),
              HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  request.mutable_consistency()->set_exact_revision(4);
  ASSERT_THAT(CALL(GetDocument, request, response), IsOk());
  EXPECT_EQ(response.revision(), 4);
  request.mutable_consistency()->set_exact_revision(0);
  EXPECT_THAT(CALL(GetDocument, request, response),
              HasReason(v1::ERROR_REASON_REVISION_NOT_REACHED));
  request.mutable_consistency()->set_at_least_token("x");
  EXPECT_THAT(CALL(GetDocument, request, response),
              HasReason(v1::ERROR_REASON_WRITE_TOKEN_INVALID));
  request.mutable_consistency()->set_at_least_revision(6);
  EXPECT_THAT(Call(&v1::QueryService::Stub::GetDocument, *query_, request,
                   response, absl::Milliseconds(400)),
              HasReason(v1::ERROR_REASON_REVISION_NOT_REACHED));
}

TEST_F(QueryServerTest, WaitsForTheWriteOfAToken) {
  v1::GetEntityRequest request;
  v1::GetEntityResponse response;
  request.set_name("entities/nvidia");
  request.mutable_consistency()->set_at_least_token(EncodeWriteToken({"p", 0}));
  absl::Status status;
  std::thread reader([&] { status = CALL(GetEntity, request, response); });
  AppendSample();
  reader.join();
  EXPECT_THAT(status, IsOk());
  EXPECT_GE(response.revision(), 1);
}

TEST_F(QueryServerTest, CallerWhoLeavesIsNotWaitedFor) {
  v1::GetEntityRequest request;
  v1::GetEntityResponse response;
  request.set_name("entities/nvidia");
  request.mutable_consistency()->set_at_least_revision(99);
  grpc::ClientContext context;
  std::thread reader([&] {
    EXPECT_EQ(query_->GetEntity(&context, request, &response).error_code(),
              grpc::StatusCode::CANCELLED);
  });
  context.TryCancel();
  reader.join();
  const absl::Time before = absl::Now();
  server_->Stop();
  EXPECT_LT(absl::Now() - before, absl::Seconds(4));
}

}  // namespace
}  // namespace isnad
