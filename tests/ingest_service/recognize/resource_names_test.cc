#include "ingest_service/recognize/resource_names.h"

#include <string>

#include "gtest/gtest.h"

namespace isnad {
namespace {

TEST(ResourceNamesTest, OfTheCatalogAndOfTheDocument) {
  const auto catalog = Catalog::Load({});
  ASSERT_TRUE(catalog.ok()) << catalog.status();
  Reading reading;
  reading.discovered.emplace_back().set_name("entities/found");
  const EntityIndex known = (*catalog)->Find("nvidia").value();
  const EntityIndex discovered = (*catalog)->size();

  ResourceNames names(**catalog, reading);
  EXPECT_EQ(names.Of(known), "entities/nvidia");
  EXPECT_EQ(names.Of(discovered), "entities/found");
  EXPECT_EQ(names.Of(known), "entities/nvidia");
}

}  // namespace
}  // namespace isnad
