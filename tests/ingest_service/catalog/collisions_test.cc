#include "ingest_service/catalog/collisions.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<NameCollision> CollisionsIn(const char* text) {
  const auto catalog = Catalog::Parse({{"f", text}});
  EXPECT_THAT(catalog, IsOk());
  return catalog.ok() ? FindCollisions(**catalog)
                      : std::vector<NameCollision>();
}

TEST(CollisionsTest, NamesThatFoldAlikeMeet) {
  const auto collisions = CollisionsIn(
      "entity { id: \"b\" type: ENTITY_TYPE_CITY arabic: \"أحمدية\" }"
      "entity { id: \"a\" type: ENTITY_TYPE_CITY arabic: \"احمديه\" }");
  ASSERT_EQ(collisions.size(), 1u);
  EXPECT_THAT(collisions[0].ids, ElementsAre("a", "b"));
  EXPECT_TRUE(collisions[0].unconditional);
  EXPECT_EQ(CollisionReport(collisions), "احمديه\ta b\n");
}

TEST(CollisionsTest, AConditionMakesACollisionHarmless) {
  const auto collisions = CollisionsIn(
      "entity { id: \"a\" type: ENTITY_TYPE_CITY latin: \"Jordan\" }"
      "entity { id: \"b\" type: ENTITY_TYPE_PERSON latin: \"Jim Jordan\""
      "  conditional { text: \"Jordan\""
      "    condition: NAME_CONDITION_AFTER_FULL_NAME } }");
  ASSERT_EQ(collisions.size(), 1u);
  EXPECT_FALSE(collisions[0].unconditional);
  EXPECT_EQ(CollisionReport(collisions), "? jordan\ta b\n");
}

TEST(CollisionsTest, OneEntityDoesNotCollideWithItself) {
  EXPECT_THAT(CollisionsIn("entity { id: \"a\" type: ENTITY_TYPE_CITY latin: "
                           "\"A-B\" latin: \"a b\" }"),
              IsEmpty());
}

// Two entities may share a name only where the reader can tell them apart.
TEST(CollisionsTest, EmbeddedCatalogHasFew) {
  const auto catalog = Catalog::Load({});
  ASSERT_THAT(catalog, IsOk());
  std::vector<NameCollision> sure;
  for (NameCollision& collision : FindCollisions(**catalog)) {
    if (collision.unconditional) sure.push_back(collision);
  }
  EXPECT_THAT(sure, IsEmpty()) << CollisionReport(sure);
}

}  // namespace
}  // namespace isnad
