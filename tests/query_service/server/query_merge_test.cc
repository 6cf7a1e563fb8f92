// Merged entities: what is asked of one is answered for all.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/query_service/server/query_server_fixture.h"

namespace isnad {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

class QueryMergeTest : public QueryServerTest {
 protected:
  // The revision of a merge, 0 if it fails, for which `status` says why.
  int64_t Merge(const std::string& source, const std::string& target,
                absl::Status* status = nullptr) {
    v1::MergeEntitiesRequest request;
    request.set_source(source);
    request.set_target(target);
    v1::MergeEntitiesResponse response;
    const absl::Status merged = Call(&v1::AdminService::Stub::MergeEntities,
                                     *admin_, request, response);
    if (status != nullptr) {
      *status = merged;
    } else {
      EXPECT_THAT(merged, IsOk());
      EXPECT_THAT(WaitForRevision(server_->store(), response.revision()),
                  IsOk());
    }
    return response.revision();
  }

  std::string RedirectOf(const std::string& id) {
    const auto reader = server_->store().Read(std::nullopt);
    EXPECT_THAT(reader, IsOk());
    const auto entity = (*reader)->FindEntity(id);
    EXPECT_THAT(entity, IsOk());
    return entity.ok() && entity->has_value() ? (*entity)->redirect_to() : "?";
  }

  std::vector<std::string> MentionsOf(const std::string& entity) {
    v1::ListMentionsRequest request;
    request.set_parent("documents/-");
    request.set_filter("entity = \"" + entity + "\"");
    v1::ListMentionsResponse response;
    EXPECT_THAT(CALL(ListMentions, request, response), IsOk());
    std::vector<std::string> texts;
    for (const v1::Mention& mention : response.mentions()) {
      texts.push_back(mention.text());
    }
    return texts;
  }

  std::string FirstNamed(const std::string& name) {
    v1::ResolveNamesRequest request;
    request.add_names(name);
    v1::ResolveNamesResponse response;
    EXPECT_THAT(CALL(ResolveNames, request, response), IsOk());
    if (response.results_size() != 1 ||
        response.results(0).candidates().empty()) {
      return "";
    }
    return response.results(0).candidates(0).entity().name();
  }

  // Entities a, b, c, d with a name and a document each.
  void AppendFour() {
    std::vector<v1::Record> records = {EntityRecord(
        {TestEntity("a", {"Alpha"}), TestEntity("b", {"Bravo"}),
         TestEntity("c", {"Charlie"}), TestEntity("d", {"Delta"})})};
    for (const auto& [id, name] :
         std::vector<std::pair<std::string, std::string>>{
             {"a", "Alpha"}, {"b", "Bravo"}, {"c", "Charlie"}}) {
      records.push_back(DocumentRecord("of-" + id, name, {{name, id}}));
    }
    Append(records);
    ASSERT_THAT(WaitForRevision(server_->store(), 4), IsOk());
  }
};

TEST_F(QueryMergeTest, OldAndNewIdFindBoth) {
  AppendFour();
  EXPECT_EQ(Merge("entities/a", "entities/b"), 5);
  EXPECT_EQ(RedirectOf("a"), "entities/b");
  EXPECT_EQ(RedirectOf("b"), "");
  EXPECT_THAT(MentionsOf("entities/a"), ElementsAre("Alpha", "Bravo"));
  EXPECT_THAT(MentionsOf("entities/b"), ElementsAre("Alpha", "Bravo"));
  EXPECT_EQ(FirstNamed("Alpha"), "entities/b");
  EXPECT_EQ(FirstNamed("Bravo"), "entities/b");
  for (const char* name : {"entities/a", "entities/b"}) {
    v1::GetEntityRequest request;
    request.set_name(name);
    v1::GetEntityResponse response;
    EXPECT_THAT(CALL(GetEntity, request, response), IsOk());
    // As it was: the redirection is the caller's to follow.
    EXPECT_EQ(response.entity().name(), name);
    EXPECT_EQ(response.entity().redirect_to(),
              response.entity().name() == "entities/a" ? "entities/b" : "");
    v1::BatchGetEntitiesRequest batch;
    batch.add_names(name);
    v1::BatchGetEntitiesResponse entities;
    EXPECT_THAT(CALL(BatchGetEntities, batch, entities), IsOk());
    EXPECT_EQ(entities.entities(0).SerializeAsString(),
              response.entity().SerializeAsString());
  }
}

TEST_F(QueryMergeTest, PagesOfMergedMentionsAreWholeAndOrdered) {
  AppendFour();
  Append({DocumentRecord("both", "Bravo Alpha Charlie Alpha",
                         {{"Alpha", "a"}, {"Bravo", "b"}, {"Charlie", "c"}})});
  Merge("entities/a", "entities/b");
  for (const char* entity : {"entities/a", "entities/b"}) {
    for (const int size : {1, 2, 3, 10}) {
      v1::ListMentionsRequest request;
      request.set_parent("documents/-");
      request.set_page_size(size);
      request.set_filter(absl::StrCat("entity = \"", entity, "\""));
      v1::ListMentionsResponse response;
      std::vector<std::string> texts;
      do {
        ASSERT_THAT(CALL(ListMentions, request, response), IsOk());
        for (const auto& mention : response.mentions()) {
          texts.push_back(mention.text());
        }
        request.set_page_token(response.next_page_token());
      } while (!request.page_token().empty());
      EXPECT_THAT(texts,
                  ElementsAre("Alpha", "Bravo", "Bravo", "Alpha", "Alpha"));
      request.clear_page_token();
      request.set_parent("documents/both");
      request.set_page_size(10);
      ASSERT_THAT(CALL(ListMentions, request, response), IsOk());
      EXPECT_EQ(response.mentions_size(), 3);
    }
  }
}

TEST_F(QueryMergeTest, TheRevisionBeforeKnowsNothingOfIt) {
  AppendFour();
  Merge("entities/a", "entities/b");
  ASSERT_OK_AND_ASSIGN(const auto before, server_->store().Read(4));
  ASSERT_OK_AND_ASSIGN(const auto entity, before->FindEntity("a"));
  EXPECT_EQ(entity->redirect_to(), "");
}

TEST_F(QueryMergeTest, ChainsCollapse) {
  AppendFour();
  Merge("entities/a", "entities/b");
  Merge("entities/b", "entities/c");
  EXPECT_EQ(RedirectOf("a"), "entities/c");
  EXPECT_EQ(RedirectOf("b"), "entities/c");
  // Into what was merged itself: into what remains of it.
  Merge("entities/d", "entities/a");
  EXPECT_EQ(RedirectOf("d"), "entities/c");
  for (const char* id : {"entities/a", "entities/b", "entities/c"}) {
    EXPECT_THAT(MentionsOf(id), ElementsAre("Alpha", "Bravo", "Charlie"));
  }
}

TEST_F(QueryMergeTest, TheSameMergeAgainChangesNothing) {
  AppendFour();
  const int64_t revision = Merge("entities/a", "entities/b");
  EXPECT_EQ(Merge("entities/a", "entities/b"), revision);
  EXPECT_EQ(server_->store().Revisions().newest, revision);
}

TEST_F(QueryMergeTest, WhatCannotBeMergedIsRefusedAndChangesNothing) {
  AppendFour();
  Merge("entities/a", "entities/b");
  const int64_t newest = server_->store().Revisions().newest;
  struct Case {
    std::string source;
    std::string target;
    v1::ErrorReason reason;
  };
  for (const Case& bad : std::vector<Case>{
           {"entities/c", "entities/c", v1::ERROR_REASON_FIELD_INVALID},
           {"entities/b", "entities/a", v1::ERROR_REASON_FIELD_INVALID},
           {"entities/a", "entities/c", v1::ERROR_REASON_FIELD_INVALID},
           {"entities/x", "entities/a", v1::ERROR_REASON_RESOURCE_NOT_FOUND},
           {"entities/c", "entities/x", v1::ERROR_REASON_RESOURCE_NOT_FOUND},
           {"", "entities/a", v1::ERROR_REASON_FIELD_INVALID},
           {"entities/a", "documents/a", v1::ERROR_REASON_FIELD_INVALID}}) {
    absl::Status status;
    Merge(bad.source, bad.target, &status);
    EXPECT_THAT(status, HasReason(bad.reason)) << bad.source << bad.target;
  }
  EXPECT_EQ(server_->store().Revisions().newest, newest);
}

TEST_F(QueryMergeTest, ACatalogSentAgainUndoesNoMerge) {
  AppendFour();
  const int64_t merged = Merge("entities/a", "entities/b");
  Append({EntityRecord({TestEntity("a", {"Alpha"})})});
  EXPECT_EQ(server_->store().Revisions().newest, merged);
  Append({EntityRecord({TestEntity("a", {"Alpha", "Aleph"})})});
  ASSERT_THAT(WaitForRevision(server_->store(), merged + 1), IsOk());
  EXPECT_EQ(RedirectOf("a"), "entities/b");
  EXPECT_EQ(FirstNamed("Aleph"), "entities/b");
}

TEST_F(QueryMergeTest, LaterRecordsMayNameTheOldId) {
  AppendFour();
  Merge("entities/a", "entities/b");
  Append({DocumentRecord("late", "Alpha", {{"Alpha", "a"}})});
  ASSERT_THAT(WaitForRevision(server_->store(), 6), IsOk());
  EXPECT_THAT(MentionsOf("entities/b"),
              UnorderedElementsAre("Alpha", "Bravo", "Alpha"));
}

TEST_F(QueryMergeTest, RecordsMayBringMergesButNoCircles) {
  AppendFour();
  v1::Entity merged = TestEntity("a", {"Alpha"});
  merged.set_redirect_to("entities/b");
  v1::Entity circle = TestEntity("b", {"Bravo"});
  circle.set_redirect_to("entities/a");
  v1::Entity nowhere = TestEntity("c", {"Charlie"});
  nowhere.set_redirect_to("entities/x");
  const auto responses =
      Append({EntityRecord({merged}), EntityRecord({circle}),
              EntityRecord({nowhere}), EntityRecord({merged, circle})});
  ASSERT_EQ(responses.size(), 4u);
  EXPECT_EQ(responses[0].rejected_size(), 0);
  for (int i = 1; i < 4; ++i) {
    ASSERT_EQ(responses[static_cast<size_t>(i)].rejected_size(), 1) << i;
  }
  ASSERT_THAT(WaitForRevision(server_->store(), responses[0].revision()),
              IsOk());
  EXPECT_EQ(RedirectOf("a"), "entities/b");
  EXPECT_EQ(RedirectOf("b"), "");
}

TEST_F(QueryMergeTest, MergesAreInAnExportBehindWhatTheyLeadTo) {
  AppendFour();
  Merge("entities/a", "entities/b");
  grpc::ClientContext context;
  const auto stream = admin_->Export(&context, v1::ExportRequest());
  std::string data;
  v1::ExportResponse piece;
  while (stream->Read(&piece)) data += piece.data();
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_THAT(data, HasSubstr("entities/b"));
  EXPECT_LT(data.find("entities/d"), data.find("entities/a"));
}

}  // namespace
}  // namespace isnad
