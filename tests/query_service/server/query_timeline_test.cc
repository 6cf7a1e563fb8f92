// Timelines and slots of figures over a channel.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/query_service/server/query_timeline_fixture.h"

namespace isnad {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST_F(QueryTimelineTest, SetsPositionsSideBySide) {
  Put({Entities(),
       Deciding("refused", v1::DECISION_ACTION_PROHIBIT,
                {{v1::ROLE_SPEAKER, "david-sacks"},
                 {v1::ROLE_VIA, "bloomberg-tech"}}),
       Deciding("allowed", v1::DECISION_ACTION_PERMIT,
                {{v1::ROLE_SPEAKER, ""}, {v1::ROLE_VIA, "reuters"}})});
  const v1::GetTimelineResponse response = Timeline();
  EXPECT_EQ(response.revision(), 3);
  EXPECT_EQ(response.omitted_decisions(), 0);
  ASSERT_THAT(response.jurisdictions(), SizeIs(1));
  const auto& positions = response.jurisdictions(0).positions();
  ASSERT_THAT(positions, SizeIs(2));
  EXPECT_EQ(positions[0].action(), v1::DECISION_ACTION_PROHIBIT);
  EXPECT_EQ(positions[0].order(), v1::TIMELINE_ORDER_REVISION);
  EXPECT_EQ(positions[0].witnesses(0).root(), "entities/david-sacks");
  EXPECT_THAT(positions[0].contradicts(),
              ElementsAre("documents/allowed/decisions/1"));
  EXPECT_EQ(positions[1].witnesses(0).root(), "entities/reuters");
  EXPECT_THAT(positions[1].contradicts(),
              ElementsAre("documents/refused/decisions/1"));
}

TEST_F(QueryTimelineTest, ProgrammesOfAnOutletAreTheOutlet) {
  Put({Entities(),
       Deciding("a", v1::DECISION_ACTION_PERMIT,
                {{v1::ROLE_SPEAKER, ""}, {v1::ROLE_VIA, "bloomberg-tech"}}),
       Deciding("b", v1::DECISION_ACTION_PERMIT,
                {{v1::ROLE_SPEAKER, "bloomberg"}})});
  const v1::GetTimelineResponse response = Timeline();
  const auto& witnesses = response.jurisdictions(0).positions(0).witnesses();
  ASSERT_THAT(witnesses, SizeIs(1));
  EXPECT_EQ(witnesses[0].root(), "entities/bloomberg");
  EXPECT_THAT(witnesses[0].chains(), SizeIs(2));
}

TEST_F(QueryTimelineTest, ReprintsAreOneWitnessOfTheOriginalsOutlet) {
  const std::string story = SketchOfWords(0, 200);
  v1::Record original =
      Deciding("original", v1::DECISION_ACTION_PERMIT, {}, story);
  // By its name, as a page gives it.
  original.mutable_document()->mutable_document()->set_outlet("Reuters");
  v1::Record reprint =
      Deciding("reprint", v1::DECISION_ACTION_PERMIT, {}, story);
  reprint.mutable_document()->mutable_document()->set_outlet("Some paper");
  Put({Entities(), original, reprint,
       Deciding("other", v1::DECISION_ACTION_PERMIT, {})});
  const v1::GetTimelineResponse response = Timeline();
  const auto& witnesses = response.jurisdictions(0).positions(0).witnesses();
  ASSERT_THAT(witnesses, SizeIs(2));
  EXPECT_EQ(witnesses[0].root(), "entities/reuters");
  EXPECT_EQ(witnesses[0].kind(), v1::WITNESS_KIND_OUTLET);
  ASSERT_THAT(witnesses[0].chains(), SizeIs(2));
  EXPECT_EQ(witnesses[0].chains(1).duplicate_of(), "documents/original");
  EXPECT_EQ(witnesses[1].root(), "documents/other");
  // Without the original, the reprint speaks for its own outlet.
  Put({DeletionRecord("original")});
  const v1::GetTimelineResponse after = Timeline();
  EXPECT_EQ(after.jurisdictions(0).positions(0).witnesses(0).root(),
            "Some paper");
  // And before that, as it was.
  v1::GetTimelineRequest request;
  request.set_product("entities/h200");
  request.mutable_consistency()->set_exact_revision(4);
  v1::GetTimelineResponse before;
  ASSERT_THAT(CALL(GetTimeline, request, before), IsOk());
  EXPECT_EQ(before.jurisdictions(0).positions(0).witnesses(0).root(),
            "entities/reuters");
}

TEST_F(QueryTimelineTest, FiltersByDestinationTimeAndRevision) {
  v1::Record early = Deciding("early", v1::DECISION_ACTION_CONSIDER, {});
  SetPublishTime(early, 1'000);
  v1::Record late = Deciding("late", v1::DECISION_ACTION_PERMIT, {});
  SetPublishTime(late, 2'000);
  v1::Record gulf = Deciding("gulf", v1::DECISION_ACTION_REQUIRE, {});
  gulf.mutable_document()->mutable_decisions(0)->set_destinations(0, "AE");
  v1::Entity merged =
      Of("h-200", v1::ENTITY_KIND_PRODUCT, v1::ENTITY_TYPE_CHIP);
  merged.set_redirect_to("entities/h200");
  // Behind the entity it was merged into.
  Put({Entities(), late, early, gulf, EntityRecord({merged})});
  const auto actions = [&](const v1::GetTimelineRequest& request) {
    v1::GetTimelineResponse response;
    EXPECT_THAT(CALL(GetTimeline, request, response), IsOk());
    std::vector<std::string> texts;
    for (const auto& part : response.jurisdictions()) {
      for (const auto& position : part.positions()) {
        texts.push_back(v1::DecisionAction_Name(position.action()).substr(16));
      }
    }
    return texts;
  };
  v1::GetTimelineRequest request;
  request.set_product("entities/h200");
  EXPECT_THAT(actions(request), ElementsAre("CONSIDER", "PERMIT", "REQUIRE"));
  // The old id of a product finds what is said of the new one.
  request.set_product("entities/h-200");
  request.set_destination("CN");
  EXPECT_THAT(actions(request), ElementsAre("CONSIDER", "PERMIT"));
  request.mutable_as_of_time()->set_seconds(1'500);
  EXPECT_THAT(actions(request), ElementsAre("CONSIDER"));
  request.clear_as_of_time();
  request.set_as_of_revision(2);
  EXPECT_THAT(actions(request), ElementsAre("PERMIT"));
  request.set_destination("FR");
  EXPECT_THAT(actions(request), IsEmpty());
}

TEST_F(QueryTimelineTest, GeneralDecisionsComeOnlyIfAskedFor) {
  v1::Record general = Deciding("general", v1::DECISION_ACTION_PROHIBIT, {});
  general.mutable_document()->mutable_decisions(0)->clear_products();
  v1::Record at_home = Deciding("at-home", v1::DECISION_ACTION_DISCOURAGE, {});
  at_home.mutable_document()->mutable_decisions(0)->clear_products();
  at_home.mutable_document()->mutable_decisions(0)->clear_destinations();
  Put({Entities(), general, at_home,
       Deciding("named", v1::DECISION_ACTION_PERMIT, {})});
  EXPECT_THAT(Timeline().jurisdictions(0).positions(), SizeIs(1));
  v1::GetTimelineRequest request;
  request.set_product("entities/h200");
  request.set_include_general(true);
  v1::GetTimelineResponse response;
  for (const char* destination : {"", "CN"}) {
    request.set_destination(destination);
    ASSERT_THAT(CALL(GetTimeline, request, response), IsOk());
    const auto& positions = response.jurisdictions(0).positions();
    ASSERT_THAT(positions, SizeIs(3)) << destination;
    EXPECT_TRUE(positions[0].general());
    EXPECT_TRUE(positions[1].general());
    EXPECT_FALSE(positions[2].general());
    EXPECT_THAT(positions[0].contradicts(), IsEmpty());
  }
}

TEST_F(QueryTimelineTest, TheLatestAreKeptWhereThereIsNoRoomForAll) {
  std::vector<v1::Record> records = {Entities()};
  for (int document = 0; document < 11; ++document) {
    v1::Record record =
        DocumentRecord(absl::StrCat("d", document), "They decided.", {});
    for (int i = 0; i < 200; ++i) {
      AddDecision(record, absl::StrCat(i), "CN", {"h200"}, {"CN"});
    }
    records.push_back(std::move(record));
  }
  Put(records);
  const v1::GetTimelineResponse response = Timeline();
  EXPECT_EQ(response.omitted_decisions(), 200);
  const v1::Position& position = response.jurisdictions(0).positions(0);
  EXPECT_EQ(position.decisions_size(), 2'000);
  // The first document to arrive is the one left out.
  EXPECT_EQ(position.first_revision(), 3);
  EXPECT_LT(response.ByteSizeLong(), size_t{4} << 20);
}

TEST_F(QueryTimelineTest, RefusesBadRequests) {
  Put({Entities()});
  v1::GetTimelineRequest good;
  good.set_product("entities/h200");
  v1::GetTimelineResponse response;
  EXPECT_THAT(CALL(GetTimeline, good, response), IsOk());
  EXPECT_THAT(response.jurisdictions(), IsEmpty());
  for (const char* product : {"", "h200", "entities/", "documents/h200"}) {
    v1::GetTimelineRequest request = good;
    request.set_product(product);
    EXPECT_THAT(CALL(GetTimeline, request, response),
                HasReason(v1::ERROR_REASON_FIELD_INVALID))
        << product;
  }
  for (const char* destination : {"C", "cn", "CHN", "C1", "\xD8\xB5"}) {
    v1::GetTimelineRequest request = good;
    request.set_destination(destination);
    EXPECT_THAT(CALL(GetTimeline, request, response),
                HasReason(v1::ERROR_REASON_FIELD_INVALID))
        << destination;
  }
  v1::GetTimelineRequest request = good;
  request.set_as_of_revision(-1);
  EXPECT_THAT(CALL(GetTimeline, request, response),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
  request = good;
  request.mutable_as_of_time()->set_nanos(-1);
  EXPECT_THAT(CALL(GetTimeline, request, response),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
  request.mutable_as_of_time()->set_nanos(0);
  request.mutable_as_of_time()->set_seconds(INT64_MAX);
  EXPECT_THAT(CALL(GetTimeline, request, response),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
  request = good;
  request.set_product("entities/nobody");
  EXPECT_THAT(CALL(GetTimeline, request, response),
              HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

class FigureSlotsCallTest : public QueryTimelineTest {
 protected:
  static v1::Record Saying(const std::string& id, const std::string& amount,
                           v1::FigureMetric metric,
                           const std::string& period = "") {
    v1::Record record = DocumentRecord(id, "A fund of billions.", {});
    AddFigure(record, "1", "china", metric, amount);
    record.mutable_document()->mutable_figures(0)->set_period(period);
    return record;
  }
};

TEST_F(FigureSlotsCallTest, SetsValuesSideBySide) {
  Put({Entities(),
       Saying("a", "8200000000", v1::FIGURE_METRIC_INVESTMENT, "this-year"),
       Saying("b", "8400000000", v1::FIGURE_METRIC_INVESTMENT)});
  v1::ListFigureSlotsRequest request;
  request.set_subject("entities/china");
  v1::ListFigureSlotsResponse response;
  ASSERT_THAT(CALL(ListFigureSlots, request, response), IsOk());
  EXPECT_EQ(response.revision(), 3);
  ASSERT_THAT(response.slots(), SizeIs(1));
  ASSERT_THAT(response.slots(0).values(), SizeIs(2));
  EXPECT_EQ(response.slots(0).values(0).value(), "8200000000");
  EXPECT_THAT(response.slots(0).values(0).contradicts(),
              ElementsAre("documents/b/figures/1"));
  EXPECT_EQ(response.slots(0).values(1).witnesses(0).root(), "documents/b");
}

TEST_F(FigureSlotsCallTest, PagesSlotsAtOneRevision) {
  Put({Entities(), Saying("a", "1", v1::FIGURE_METRIC_REVENUE),
       Saying("b", "2", v1::FIGURE_METRIC_INVESTMENT),
       Saying("c", "3", v1::FIGURE_METRIC_SUBSIDY)});
  v1::ListFigureSlotsRequest request;
  request.set_subject("entities/china");
  request.set_page_size(2);
  v1::ListFigureSlotsResponse response;
  ASSERT_THAT(CALL(ListFigureSlots, request, response), IsOk());
  ASSERT_THAT(response.slots(), SizeIs(2));
  EXPECT_EQ(response.slots(0).metric(), v1::FIGURE_METRIC_REVENUE);
  // What comes between is not of the second page.
  Put({Saying("d", "4", v1::FIGURE_METRIC_MARKET_VALUE)});
  request.set_page_token(response.next_page_token());
  ASSERT_THAT(CALL(ListFigureSlots, request, response), IsOk());
  ASSERT_THAT(response.slots(), SizeIs(1));
  EXPECT_EQ(response.slots(0).metric(), v1::FIGURE_METRIC_SUBSIDY);
  EXPECT_EQ(response.next_page_token(), "");
  EXPECT_EQ(response.revision(), 4);
  request.set_metric(v1::FIGURE_METRIC_SUBSIDY);
  EXPECT_THAT(CALL(ListFigureSlots, request, response),
              HasReason(v1::ERROR_REASON_PAGE_TOKEN_INVALID));
  request.clear_page_token();
  ASSERT_THAT(CALL(ListFigureSlots, request, response), IsOk());
  EXPECT_THAT(response.slots(), SizeIs(1));
}

TEST_F(FigureSlotsCallTest, RefusesBadRequests) {
  Put({Entities()});
  v1::ListFigureSlotsRequest request;
  v1::ListFigureSlotsResponse response;
  EXPECT_THAT(CALL(ListFigureSlots, request, response),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
  request.set_subject("entities/nobody");
  EXPECT_THAT(CALL(ListFigureSlots, request, response),
              HasReason(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  request.set_subject("entities/china");
  EXPECT_THAT(CALL(ListFigureSlots, request, response), IsOk());
  request.set_page_size(-1);
  EXPECT_THAT(CALL(ListFigureSlots, request, response),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
  request.set_page_size(0);
  request.set_metric(static_cast<v1::FigureMetric>(99));
  EXPECT_THAT(CALL(ListFigureSlots, request, response),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
  request.clear_metric();
  request.set_as_of_revision(-5);
  EXPECT_THAT(CALL(ListFigureSlots, request, response),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
}

TEST_F(QueryTimelineTest, DocumentsSayWhatTheyRepeat) {
  const std::string story = SketchOfWords(0, 200);
  Put({SketchedDocument("a", story), SketchedDocument("b", story)});
  v1::GetDocumentRequest get;
  v1::GetDocumentResponse document;
  get.set_name("documents/b");
  ASSERT_THAT(CALL(GetDocument, get, document), IsOk());
  EXPECT_EQ(document.document().duplicate_of(), "documents/a");
  EXPECT_EQ(document.document().sketch(), "");
  get.set_view(v1::DOCUMENT_VIEW_FULL);
  ASSERT_THAT(CALL(GetDocument, get, document), IsOk());
  EXPECT_EQ(document.document().sketch(), story);
  v1::ListDocumentsRequest list;
  v1::ListDocumentsResponse documents;
  ASSERT_THAT(CALL(ListDocuments, list, documents), IsOk());
  ASSERT_THAT(documents.documents(), SizeIs(2));
  EXPECT_EQ(documents.documents(0).duplicate_of(), "");
  EXPECT_EQ(documents.documents(1).duplicate_of(), "documents/a");
  v1::SearchDocumentsRequest search;
  v1::SearchDocumentsResponse found;
  search.set_query("b");
  ASSERT_THAT(CALL(SearchDocuments, search, found), IsOk());
  ASSERT_THAT(found.matches(), SizeIs(1));
  EXPECT_EQ(found.matches(0).document().duplicate_of(), "documents/a");
  EXPECT_EQ(found.matches(0).document().sketch(), "");
}

TEST_F(QueryTimelineTest, FactsComeWithBasicDocuments) {
  const std::string story = SketchOfWords(0, 200);
  Put({Entities(), Deciding("a", v1::DECISION_ACTION_PERMIT, {}, story),
       Deciding("b", v1::DECISION_ACTION_PERMIT, {}, story)});
  v1::ListDecisionsRequest list;
  list.set_parent("documents/-");
  v1::ListDecisionsResponse decisions;
  ASSERT_THAT(CALL(ListDecisions, list, decisions), IsOk());
  ASSERT_THAT(decisions.documents(), SizeIs(2));
  EXPECT_EQ(decisions.documents(1).duplicate_of(), "documents/a");
  EXPECT_EQ(decisions.documents(1).sketch(), "");
  v1::GetDecisionRequest get;
  get.set_name("documents/b/decisions/1");
  v1::GetDecisionResponse decision;
  ASSERT_THAT(CALL(GetDecision, get, decision), IsOk());
  EXPECT_EQ(decision.document().duplicate_of(), "documents/a");
  EXPECT_EQ(decision.document().sketch(), "");
}

}  // namespace
}  // namespace isnad
