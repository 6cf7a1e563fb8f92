// Decisions, figures, statements and relations over a channel.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/query_service/server/query_server_fixture.h"

namespace isnad {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class QueryFactsTest : public QueryServerTest {
 protected:
  // Three documents at revisions 2 to 4: of 2025-08-02 and -01, and one
  // without a time.
  void AppendFacts() {
    v1::Record a = DocumentRecord("a", "Acme سمحت لها الصين", {});
    SetPublishTime(a, 1754092800);
    SetOutlet(a, "entities/press");
    AddDecision(a, "d1", "CN", {"acme"}, {"RU"});
    AddDecision(a, "d2", "US", {"bolt"}, {"CN"});
    AddLink(*a.mutable_document()->mutable_decisions(1)->mutable_attribution(),
            "entities/carol", v1::ROLE_SPEAKER);
    AddLink(*a.mutable_document()->mutable_decisions(1)->mutable_attribution(),
            "entities/press", v1::ROLE_VIA);
    AddFigure(a, "f1", "acme", v1::FIGURE_METRIC_REVENUE, "8200000000");
    AddFigure(a, "f2", "acme", v1::FIGURE_METRIC_PRICE, "0.5");
    AddStatement(a, "s1", "carol");
    v1::Record b = DocumentRecord("b", "Bolt Acme", {});
    SetPublishTime(b, 1754006400);
    AddDecision(b, "d1", "US", {"acme", "bolt"}, {"CN", "RU"});
    b.mutable_document()->mutable_decisions(0)->set_action(
        v1::DECISION_ACTION_PROHIBIT);
    AddFigure(b, "f1", "bolt", v1::FIGURE_METRIC_REVENUE,
              "8400000000.000000000000001");
    AddStatement(b, "s1", "");
    AddStatement(b, "s2", "acme");
    AddRelation(b, "r1", "acme", "bolt");
    v1::Record c = DocumentRecord("c", "Bolt", {});
    AddDecision(c, "d1", "CN", {}, {});
    AddRelation(c, "r1", "carol", "acme");
    Append(
        {EntityRecord(
             {TestEntity("acme", {"Acme"}), TestEntity("bolt", {"Bolt"}),
              TestEntity("carol", {"Carol"}), TestEntity("press", {"Press"})}),
         a, b, c});
    ASSERT_THAT(WaitForRevision(server_->store(), 4), IsOk());
  }

  static void SetOutlet(v1::Record& record, const std::string& outlet) {
    record.mutable_document()->mutable_document()->set_outlet(outlet);
  }

  static void AddLink(v1::Attribution& attribution, const std::string& entity,
                      v1::Role role) {
    v1::Link& link = *attribution.add_links();
    link.set_entity(entity);
    link.set_role(role);
    link.mutable_span()->set_end_byte(0);
  }

  template <typename Facts>
  static std::vector<std::string> IdsOf(const Facts& facts) {
    std::vector<std::string> ids;
    for (const auto& fact : facts) ids.push_back(fact.name().substr(10));
    return ids;
  }

  std::vector<std::string> Decisions(const v1::ListDecisionsRequest& request) {
    v1::ListDecisionsResponse response;
    EXPECT_THAT(CALL(ListDecisions, request, response), IsOk())
        << request.filter();
    return IdsOf(response.decisions());
  }

  std::vector<std::string> Decisions(const std::string& filter) {
    return Decisions(DecisionsRequest(filter));
  }

  static v1::ListDecisionsRequest DecisionsRequest(const std::string& filter) {
    v1::ListDecisionsRequest request;
    request.set_parent("documents/-");
    request.set_filter(filter);
    return request;
  }

  std::vector<std::string> Figures(const std::string& filter) {
    v1::ListFiguresRequest request;
    v1::ListFiguresResponse response;
    request.set_parent("documents/-");
    request.set_filter(filter);
    EXPECT_THAT(CALL(ListFigures, request, response), IsOk()) << filter;
    return IdsOf(response.figures());
  }

  std::vector<std::string> Statements(const std::string& filter) {
    v1::ListStatementsRequest request;
    v1::ListStatementsResponse response;
    request.set_parent("documents/-");
    request.set_filter(filter);
    EXPECT_THAT(CALL(ListStatements, request, response), IsOk()) << filter;
    return IdsOf(response.statements());
  }

  std::vector<std::string> Relations(const std::string& filter) {
    v1::ListRelationsRequest request;
    v1::ListRelationsResponse response;
    request.set_parent("documents/-");
    request.set_filter(filter);
    EXPECT_THAT(CALL(ListRelations, request, response), IsOk()) << filter;
    return IdsOf(response.relations());
  }
};

TEST_F(QueryFactsTest, GetsOneOfEach) {
  AppendFacts();
  {
    v1::GetDecisionRequest request;
    v1::GetDecisionResponse response;
    request.set_name("documents/a/decisions/d2");
    ASSERT_THAT(CALL(GetDecision, request, response), IsOk());
    EXPECT_EQ(response.decision().jurisdiction(), "US");
    EXPECT_EQ(response.decision().evidence().sentence_text(), "");
    EXPECT_EQ(response.document().name(), "documents/a");
    EXPECT_EQ(response.document().revision(), 2);
    EXPECT_EQ(response.revision(), 4);
    request.set_view(v1::FACT_VIEW_FULL);
    ASSERT_THAT(CALL(GetDecision, request, response), IsOk());
    EXPECT_EQ(response.decision().evidence().sentence_text(),
              "Acme سمحت لها الصين");
    EXPECT_EQ(response.document().text(), "");
  }
  {
    v1::GetFigureRequest request;
    v1::GetFigureResponse response;
    request.set_name("documents/b/figures/f1");
    ASSERT_THAT(CALL(GetFigure, request, response), IsOk());
    EXPECT_EQ(response.figure().quantity().text(), "B");
    EXPECT_EQ(response.figure().quantity().money().amount(),
              "8400000000.000000000000001");
  }
  {
    v1::GetStatementRequest request;
    v1::GetStatementResponse response;
    request.set_name("documents/b/statements/s2");
    request.set_view(v1::FACT_VIEW_FULL);
    ASSERT_THAT(CALL(GetStatement, request, response), IsOk());
    EXPECT_EQ(response.statement().speaker(), "entities/acme");
    EXPECT_EQ(response.statement().evidence().sentence_text(), "Bolt Acme");
  }
}

TEST_F(QueryFactsTest, NamesOfNothingAreNotFoundAndOthersInvalid) {
  AppendFacts();
  v1::GetDecisionRequest request;
  v1::GetDecisionResponse response;
  for (const char* name :
       {"documents/a/decisions/d9", "documents/z/decisions/d1",
        "documents/c/decisions/d2"}) {
    request.set_name(name);
    EXPECT_THAT(CALL(GetDecision, request, response),
                HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND))
        << name;
  }
  for (const std::string& name :
       {std::string(), std::string("documents/a"),
        std::string("documents/a/figures/f1"),
        std::string("documents/a/decisions/"),
        std::string("documents//decisions/d1"),
        std::string("documents/-/decisions/d1"),
        std::string("documents/a/decisions/d1/x"),
        std::string("/documents/a/decisions/d1"),
        absl::StrCat("documents/a/decisions/", std::string(129, 'x')),
        std::string(1 << 20, '/'),
        std::string("documents/a/decisions/\u0645")}) {
    request.set_name(name);
    EXPECT_THAT(CALL(GetDecision, request, response),
                HasReason(v1::ERROR_REASON_FIELD_INVALID))
        << name.substr(0, 100);
  }
  request.set_name("documents/a/decisions/d1");
  request.set_view(static_cast<v1::FactView>(7));
  EXPECT_THAT(CALL(GetDecision, request, response),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
}

TEST_F(QueryFactsTest, FiltersDecisions) {
  AppendFacts();
  const std::vector<std::pair<std::string, std::vector<std::string>>> cases = {
      {"",
       {"a/decisions/d1", "a/decisions/d2", "b/decisions/d1",
        "c/decisions/d1"}},
      {"jurisdiction = CN", {"a/decisions/d1", "c/decisions/d1"}},
      {"jurisdiction = CN AND action = DECISION_ACTION_PERMIT",
       {"a/decisions/d1", "c/decisions/d1"}},
      {"action = DECISION_ACTION_PROHIBIT", {"b/decisions/d1"}},
      {"action != DECISION_ACTION_PERMIT", {"b/decisions/d1"}},
      {"product:\"entities/acme\"", {"a/decisions/d1", "b/decisions/d1"}},
      {"product = \"entities/acme\" AND destination:CN", {"b/decisions/d1"}},
      {"NOT product:*", {"c/decisions/d1"}},
      {"destination:RU AND NOT destination:CN", {"a/decisions/d1"}},
      {"jurisdiction = US OR product:\"entities/acme\"",
       {"a/decisions/d1", "a/decisions/d2", "b/decisions/d1"}},
      {"speaker:\"entities/carol\"", {"a/decisions/d2"}},
      {"via:\"entities/press\"", {"a/decisions/d2"}},
      {"outlet = \"entities/press\"", {"a/decisions/d1", "a/decisions/d2"}},
      {"outlet = \"\"", {"b/decisions/d1", "c/decisions/d1"}},
      {"publish_time >= \"2025-08-02T00:00:00Z\"",
       {"a/decisions/d1", "a/decisions/d2"}},
      {"publish_time < \"2025-08-02T00:00:00Z\"", {"b/decisions/d1"}},
      {"modality = MODALITY_DENIED", {}},
      {"jurisdiction = XX", {}},
      {"product:\"acme\"", {}},
      {"party:\"entities/nobody\"", {}},
      {"confidence = 0",
       {"a/decisions/d1", "a/decisions/d2", "b/decisions/d1",
        "c/decisions/d1"}},
  };
  for (const auto& [filter, ids] : cases) {
    EXPECT_EQ(Decisions(filter), ids) << filter;
  }
}

TEST_F(QueryFactsTest, FiltersFiguresStatementsAndRelations) {
  AppendFacts();
  EXPECT_THAT(Figures("subject = \"entities/acme\" AND metric = "
                      "FIGURE_METRIC_REVENUE"),
              ElementsAre("a/figures/f1"));
  EXPECT_THAT(Figures("value > 8.3e9"), ElementsAre("b/figures/f1"));
  EXPECT_THAT(Figures("value > 8400000000 AND value < 8400000000.00000001"),
              ElementsAre("b/figures/f1"));
  EXPECT_THAT(Figures("value = 8400000000"), IsEmpty());
  EXPECT_THAT(Figures("value = 0.50 AND currency_code = USD"),
              ElementsAre("a/figures/f2"));
  EXPECT_THAT(Figures("currency_code = EUR OR unit = chip"), IsEmpty());
  EXPECT_THAT(Statements("speaker = \"entities/acme\""),
              ElementsAre("b/statements/s2"));
  EXPECT_THAT(Statements("speaker = \"\""), ElementsAre("b/statements/s1"));
  EXPECT_THAT(Statements("stance = STANCE_DENY"), IsEmpty());
  EXPECT_THAT(Statements("outlet = \"entities/press\""),
              ElementsAre("a/statements/s1"));
  EXPECT_THAT(Relations("subject = \"entities/acme\""),
              ElementsAre("b/relations/r1"));
  EXPECT_THAT(Relations("entity:\"entities/acme\""),
              ElementsAre("b/relations/r1", "c/relations/r1"));
  EXPECT_THAT(Relations("type = RELATION_TYPE_LEADS"), IsEmpty());
}

TEST_F(QueryFactsTest, OrdersAndLeavesOutWhatCameLater) {
  AppendFacts();
  v1::ListDecisionsRequest request = DecisionsRequest("");
  request.set_order_by("publish_time desc");
  EXPECT_THAT(Decisions(request),
              ElementsAre("a/decisions/d1", "a/decisions/d2", "b/decisions/d1",
                          "c/decisions/d1"));
  request.set_order_by("publish_time");
  EXPECT_THAT(Decisions(request),
              ElementsAre("c/decisions/d1", "b/decisions/d1", "a/decisions/d1",
                          "a/decisions/d2"));
  request.set_order_by("revision desc");
  EXPECT_THAT(Decisions(request),
              ElementsAre("c/decisions/d1", "b/decisions/d1", "a/decisions/d1",
                          "a/decisions/d2"));
  request.mutable_as_of_time()->set_seconds(1754006400);
  EXPECT_THAT(Decisions(request),
              ElementsAre("c/decisions/d1", "b/decisions/d1"));
  request.mutable_as_of_time()->set_seconds(0);
  EXPECT_THAT(Decisions(request), ElementsAre("c/decisions/d1"));
}

TEST_F(QueryFactsTest, OldRevisionsAndDeletedDocuments) {
  AppendFacts();
  Append({DeletionRecord("a")});
  ASSERT_THAT(WaitForRevision(server_->store(), 5), IsOk());
  v1::ListDecisionsRequest request = DecisionsRequest("jurisdiction = CN");
  EXPECT_THAT(Decisions(request), ElementsAre("c/decisions/d1"));
  request.mutable_consistency()->set_exact_revision(4);
  EXPECT_THAT(Decisions(request),
              ElementsAre("a/decisions/d1", "c/decisions/d1"));
  request.mutable_consistency()->set_exact_revision(2);
  EXPECT_THAT(Decisions(request), ElementsAre("a/decisions/d1"));
  request.mutable_consistency()->set_at_least_revision(5);
  EXPECT_THAT(Decisions(request), ElementsAre("c/decisions/d1"));

  v1::ListDecisionsResponse response;
  request.clear_consistency();
  request.set_parent("documents/a");
  EXPECT_THAT(CALL(ListDecisions, request, response),
              HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  request.mutable_consistency()->set_exact_revision(4);
  EXPECT_THAT(Decisions(request), ElementsAre("a/decisions/d1"));

  v1::GetDecisionRequest get;
  v1::GetDecisionResponse got;
  get.set_name("documents/a/decisions/d1");
  EXPECT_THAT(CALL(GetDecision, get, got),
              HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  get.mutable_consistency()->set_exact_revision(4);
  EXPECT_THAT(CALL(GetDecision, get, got), IsOk());
}

TEST_F(QueryFactsTest, PagesAreOfOneRevision) {
  AppendFacts();
  for (const char* order : {"", "publish_time desc"}) {
    v1::ListDecisionsRequest request = DecisionsRequest("");
    v1::ListDecisionsResponse response;
    request.set_order_by(order);
    const std::vector<std::string> whole = Decisions(request);
    std::vector<std::string> ids;
    request.set_page_size(1);
    for (int page = 0; page < 10; ++page) {
      ASSERT_THAT(CALL(ListDecisions, request, response), IsOk());
      ASSERT_LE(response.decisions_size(), 1);
      EXPECT_EQ(response.documents_size(), response.decisions_size());
      for (const std::string& id : IdsOf(response.decisions())) {
        ids.push_back(id);
      }
      if (response.next_page_token().empty()) break;
      request.set_page_token(response.next_page_token());
      // What comes meanwhile is not seen.
      v1::Record more = DocumentRecord(
          absl::StrCat(*order == '\0' ? "r" : "t", page), "Acme", {});
      AddDecision(more, "d1", "CN", {"acme"}, {});
      Append({more});
    }
    EXPECT_EQ(ids, whole);
  }
}

TEST_F(QueryFactsTest, PagesNameEachDocumentOnce) {
  AppendFacts();
  v1::ListDecisionsRequest request = DecisionsRequest("");
  v1::ListDecisionsResponse response;
  request.set_view(v1::FACT_VIEW_FULL);
  ASSERT_THAT(CALL(ListDecisions, request, response), IsOk());
  std::vector<std::string> documents;
  for (const v1::Document& document : response.documents()) {
    documents.push_back(document.name());
    EXPECT_EQ(document.text(), "");
  }
  EXPECT_THAT(documents,
              ElementsAre("documents/a", "documents/b", "documents/c"));
  EXPECT_EQ(response.decisions(3).evidence().sentence_text(), "Bolt");
  EXPECT_EQ(response.revision(), 4);
}

TEST_F(QueryFactsTest, MalformedListsAreRefused) {
  AppendFacts();
  v1::ListDecisionsResponse response;
  const auto reason_of = [&](void (*change)(v1::ListDecisionsRequest&)) {
    v1::ListDecisionsRequest request = DecisionsRequest("");
    change(request);
    return CALL(ListDecisions, request, response);
  };
  using R = v1::ListDecisionsRequest;
  for (void (*change)(R&) : std::vector<void (*)(R&)>{
           [](R& r) { r.clear_parent(); },
           [](R& r) { r.set_parent("documents/"); },
           [](R& r) { r.set_parent("entities/acme"); },
           [](R& r) { r.set_page_size(-1); },
           [](R& r) { r.set_view(static_cast<v1::FactView>(-3)); },
           [](R& r) { r.mutable_as_of_time()->set_nanos(-1); },
           [](R& r) { r.mutable_as_of_time()->set_seconds(INT64_MAX); },
       }) {
    EXPECT_THAT(reason_of(change), HasReason(v1::ERROR_REASON_FIELD_INVALID));
  }
  for (void (*change)(R&) : std::vector<void (*)(R&)>{
           [](R& r) { r.set_filter("colour = red"); },
           [](R& r) { r.set_filter("jurisdiction ="); },
           [](R& r) { r.set_filter("publish_time > yesterday"); },
           [](R& r) { r.set_filter("product < x"); },
           [](R& r) { r.set_filter(std::string(9'000, ' ')); },
       }) {
    EXPECT_THAT(reason_of(change), HasReason(v1::ERROR_REASON_FILTER_INVALID));
  }
  EXPECT_THAT(reason_of([](R& r) { r.set_order_by("colour"); }),
              HasReason(v1::ERROR_REASON_ORDER_INVALID));
  EXPECT_THAT(reason_of([](R& r) { r.set_parent("documents/nowhere"); }),
              HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(
      reason_of([](R& r) { r.mutable_consistency()->set_exact_revision(-1); }),
      HasReason(v1::ERROR_REASON_REVISION_NOT_REACHED));
  EXPECT_THAT(reason_of([](R& r) {
                r.mutable_consistency()->set_at_least_token("forged");
              }),
              HasReason(v1::ERROR_REASON_WRITE_TOKEN_INVALID));
}

// A token is good for its own request and no other.
TEST_F(QueryFactsTest, ForgedAndForeignPageTokensAreRefused) {
  AppendFacts();
  v1::ListDecisionsRequest request = DecisionsRequest("");
  v1::ListDecisionsResponse response;
  request.set_page_size(1);
  ASSERT_THAT(CALL(ListDecisions, request, response), IsOk());
  const std::string token = response.next_page_token();
  ASSERT_NE(token, "");
  request.set_page_token(token);
  EXPECT_THAT(CALL(ListDecisions, request, response), IsOk());
  std::vector<v1::ListDecisionsRequest> others(6, request);
  others[0].set_filter("jurisdiction = CN");
  others[1].set_order_by("revision");
  others[2].mutable_as_of_time();
  others[3].set_view(v1::FACT_VIEW_FULL);
  others[4].set_parent("documents/a");
  others[5].set_page_token(token.substr(1));
  for (const v1::ListDecisionsRequest& other : others) {
    EXPECT_THAT(CALL(ListDecisions, other, response),
                HasReason(v1::ERROR_REASON_PAGE_TOKEN_INVALID))
        << other.DebugString();
  }
  v1::ListFiguresRequest figures;
  v1::ListFiguresResponse listed;
  figures.set_parent("documents/-");
  figures.set_page_token(token);
  EXPECT_THAT(CALL(ListFigures, figures, listed),
              HasReason(v1::ERROR_REASON_PAGE_TOKEN_INVALID));
  figures.set_page_token(std::string(1 << 20, 'A'));
  EXPECT_THAT(CALL(ListFigures, figures, listed),
              HasReason(v1::ERROR_REASON_PAGE_TOKEN_INVALID));
}

// What was said of an entity is found by the one it was merged into, and the
// other way round, as of each revision.
TEST_F(QueryFactsTest, MergedEntitiesAreOne) {
  AppendFacts();
  v1::Entity merged = TestEntity("bolt", {"Bolt"});
  merged.set_redirect_to("entities/acme");
  Append({EntityRecord({merged})});
  ASSERT_THAT(WaitForRevision(server_->store(), 5), IsOk());
  const std::vector<std::string> all = {"a/decisions/d1", "a/decisions/d2",
                                        "b/decisions/d1"};
  EXPECT_EQ(Decisions("product:\"entities/acme\""), all);
  EXPECT_EQ(Decisions("product:\"entities/bolt\""), all);
  EXPECT_THAT(Decisions("product != \"entities/bolt\""),
              ElementsAre("c/decisions/d1"));
  EXPECT_THAT(Figures("subject = \"entities/acme\" AND metric = "
                      "FIGURE_METRIC_REVENUE"),
              ElementsAre("a/figures/f1", "b/figures/f1"));
  v1::ListDecisionsRequest request =
      DecisionsRequest("product:\"entities/bolt\"");
  request.mutable_consistency()->set_exact_revision(4);
  EXPECT_THAT(Decisions(request),
              ElementsAre("a/decisions/d2", "b/decisions/d1"));
}

// A filter that nothing in a large store holds for ends each page early and
// still ends.
TEST_F(QueryFactsTest, PagesThatFindNothingGoOn) {
  std::vector<v1::Record> records = {
      EntityRecord({TestEntity("acme", {"Acme"})})};
  TestProducer producer(server_->store(), "direct");
  for (int i = 0; i < 300; ++i) {
    v1::Record record = DocumentRecord(absl::StrCat("n", i), "Acme", {});
    for (int k = 0; k < 100; ++k) {
      AddDecision(record, absl::StrCat("d", k), "CN", {"acme"}, {});
    }
    records.push_back(std::move(record));
  }
  ASSERT_THAT(producer.Append(records).status, IsOk());
  ASSERT_THAT(WaitForRevision(server_->store(), 301), IsOk());
  v1::ListDecisionsRequest request =
      DecisionsRequest("modality = MODALITY_DENIED");
  v1::ListDecisionsResponse response;
  int pages = 0;
  do {
    ASSERT_THAT(CALL(ListDecisions, request, response), IsOk());
    EXPECT_EQ(response.decisions_size(), 0);
    request.set_page_token(response.next_page_token());
    ASSERT_LT(++pages, 10);
  } while (!request.page_token().empty());
  EXPECT_EQ(pages, 2);
}

}  // namespace
}  // namespace isnad
