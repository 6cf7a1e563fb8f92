// A query service with what timelines are made of.
#ifndef ISNAD_TESTS_QUERY_SERVICE_SERVER_QUERY_TIMELINE_FIXTURE_H_
#define ISNAD_TESTS_QUERY_SERVICE_SERVER_QUERY_TIMELINE_FIXTURE_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/query_service/server/query_server_fixture.h"

namespace isnad {

class QueryTimelineTest : public QueryServerTest {
 protected:
  static v1::Entity Of(absl::string_view id, v1::EntityKind kind,
                       v1::EntityType type) {
    v1::Entity entity = TestEntity(id, {std::string(id)});
    entity.set_kind(kind);
    entity.set_type(type);
    return entity;
  }

  static v1::Record Entities() {
    v1::Entity h200 = Of("h200", v1::ENTITY_KIND_PRODUCT, v1::ENTITY_TYPE_CHIP);
    h200.mutable_product()->set_maker("entities/nvidia");
    v1::Entity tech = Of("bloomberg-tech", v1::ENTITY_KIND_ORGANIZATION,
                         v1::ENTITY_TYPE_MEDIA);
    tech.mutable_organization()->set_parent("entities/bloomberg");
    return EntityRecord(
        {h200, tech,
         Of("nvidia", v1::ENTITY_KIND_ORGANIZATION, v1::ENTITY_TYPE_COMPANY),
         Of("bytedance", v1::ENTITY_KIND_ORGANIZATION, v1::ENTITY_TYPE_COMPANY),
         Of("bloomberg", v1::ENTITY_KIND_ORGANIZATION, v1::ENTITY_TYPE_MEDIA),
         Of("reuters", v1::ENTITY_KIND_ORGANIZATION, v1::ENTITY_TYPE_MEDIA),
         Of("david-sacks", v1::ENTITY_KIND_PERSON, v1::ENTITY_TYPE_PERSON),
         Of("china", v1::ENTITY_KIND_PLACE, v1::ENTITY_TYPE_COUNTRY)});
  }

  // A document with one decision on H200 to CN.
  static v1::Record Deciding(
      const std::string& id, v1::DecisionAction action,
      const std::vector<std::pair<v1::Role, std::string>>& chain,
      const std::string& sketch = "") {
    v1::Record record =
        DocumentRecord(id, "Beijing decided on the chip, they say.", {});
    AddDecision(record, "1", "CN", {"h200"}, {"CN"});
    v1::Analysis& analysis = *record.mutable_document();
    analysis.mutable_document()->set_sketch(sketch);
    v1::Decision& decision = *analysis.mutable_decisions(0);
    decision.set_action(action);
    decision.add_parties("entities/nvidia");
    for (const auto& [role, entity] : chain) {
      v1::Link& link = *decision.mutable_attribution()->add_links();
      link.set_role(role);
      if (!entity.empty()) link.set_entity(absl::StrCat("entities/", entity));
      link.mutable_span()->set_start_byte(30);
      link.mutable_span()->set_end_byte(34);
    }
    return record;
  }

  void Put(const std::vector<v1::Record>& records) {
    const auto responses = Append(records);
    for (const auto& response : responses) {
      ASSERT_EQ(response.status().code(), 0) << response.DebugString();
      ASSERT_THAT(response.rejected(), testing::IsEmpty())
          << response.DebugString();
    }
    ASSERT_THAT(WaitForRevision(server_->store(), offset_), IsOk());
  }

  // Of H200 to CN.
  v1::GetTimelineResponse Timeline() {
    v1::GetTimelineRequest request;
    request.set_product("entities/h200");
    request.set_destination("CN");
    v1::GetTimelineResponse response;
    EXPECT_THAT(CALL(GetTimeline, request, response), IsOk());
    return response;
  }
};

}  // namespace isnad

#endif  // ISNAD_TESTS_QUERY_SERVICE_SERVER_QUERY_TIMELINE_FIXTURE_H_
