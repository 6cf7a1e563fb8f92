#include "ingest_service/pipeline/record.h"

#include <set>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

using testing::SizeIs;

TEST(KeepWhatIsRecordedTest, LeavesOutWhatTheStoreKnows) {
  v1::Analysis analysis;
  analysis.mutable_document()->set_source("text");
  analysis.mutable_document()->set_text("text");
  analysis.add_entities()->set_origin(v1::ENTITY_ORIGIN_CATALOG);
  v1::Entity* discovered = analysis.add_entities();
  discovered->set_origin(v1::ENTITY_ORIGIN_DISCOVERED);
  discovered->set_name("entities/new");
  KeepWhatIsRecorded(analysis);
  EXPECT_EQ(analysis.document().text(), "");
  EXPECT_EQ(analysis.document().source(), "text");
  ASSERT_THAT(analysis.entities(), SizeIs(1));
  EXPECT_EQ(analysis.entities(0).name(), "entities/new");
}

TEST(KeepWhatIsRecordedTest, KeepsATextThatIsNotTheSource) {
  v1::Analysis analysis;
  analysis.mutable_document()->set_source("<p>text</p>");
  analysis.mutable_document()->set_text("text");
  KeepWhatIsRecorded(analysis);
  EXPECT_EQ(analysis.document().text(), "text");
}

TEST(MakeCatalogRecordsTest, BringsEachEntityOnce) {
  ASSERT_OK_AND_ASSIGN(const auto catalog, Catalog::Load({}));
  std::set<std::string> names;
  for (const std::string& bytes : MakeCatalogRecords(*catalog, 200)) {
    v1::Record record;
    ASSERT_TRUE(record.ParseFromString(bytes));
    EXPECT_GE(record.entities().entities_size(), 1);
    EXPECT_LE(record.entities().entities_size(), 200);
    for (const v1::Entity& entity : record.entities().entities()) {
      EXPECT_TRUE(names.insert(entity.name()).second) << entity.name();
      EXPECT_EQ(entity.origin(), v1::ENTITY_ORIGIN_CATALOG) << entity.name();
    }
  }
  EXPECT_EQ(names.size(), catalog->size());
}

}  // namespace
}  // namespace isnad
