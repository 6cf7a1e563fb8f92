#include "ingest_service/pipeline/catalog_records.h"

#include <set>
#include <string>

#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

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
