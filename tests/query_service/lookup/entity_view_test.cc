#include "query_service/lookup/entity_view.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

v1::Entity Sample() {
  v1::Entity entity;
  entity.set_name("entities/nvidia");
  entity.set_kind(v1::ENTITY_KIND_ORGANIZATION);
  entity.set_type(v1::ENTITY_TYPE_COMPANY);
  entity.set_display_name("Nvidia");
  entity.add_names()->set_text("Nvidia");
  v1::EntityName& arabic = *entity.add_names();
  arabic.set_text("إنفيديا");
  arabic.set_language_code("ar");
  arabic.set_conditional(true);
  entity.add_names();
  entity.add_external_ids()->set_value("Q182477");
  entity.set_country_code("US");
  entity.set_redirect_to("entities/other");
  entity.set_revision(1'000'000);
  entity.mutable_organization()->set_parent("entities/parent");
  return entity;
}

TEST(EntityViewTest, ReadsWhatProtobufReads) {
  const std::string bytes = Sample().SerializeAsString();
  EntityView view;
  ASSERT_TRUE(view.Read(bytes));
  EXPECT_EQ(view.name, "entities/nvidia");
  EXPECT_EQ(view.kind, v1::ENTITY_KIND_ORGANIZATION);
  EXPECT_EQ(view.display_name, "Nvidia");
  EXPECT_EQ(view.redirect_to, "entities/other");
  EXPECT_THAT(view.names, ElementsAre("Nvidia", "إنفيديا", ""));
}

TEST(EntityViewTest, KeepsNothingOfTheOneBefore) {
  const std::string bytes = Sample().SerializeAsString();
  EntityView view;
  ASSERT_TRUE(view.Read(bytes));
  ASSERT_TRUE(view.Read(""));
  EXPECT_EQ(view.name, "");
  EXPECT_EQ(view.kind, v1::ENTITY_KIND_UNSPECIFIED);
  EXPECT_EQ(view.redirect_to, "");
  EXPECT_THAT(view.names, IsEmpty());
}

TEST(EntityViewTest, AgreesWithProtobufOnWhatIsMalformed) {
  const std::string bytes = Sample().SerializeAsString();
  EntityView view;
  for (size_t size = 0; size < bytes.size(); ++size) {
    const std::string part = bytes.substr(0, size);
    EXPECT_EQ(view.Read(part), v1::Entity().ParseFromString(part)) << size;
  }
  // A field that is not known, of each type; a group that does not end.
  for (const std::string& other :
       {std::string("\xa0\x06\x01", 3), std::string("\xa2\x06\x01x", 4),
        std::string("\xa5\x06 bit", 6), std::string("\xa1\x06 eight b", 10),
        std::string("\xa3\x06", 2), std::string("\x00", 1),
        std::string("\xff\xff\xff\xff\xff\xff", 6)}) {
    const std::string whole = bytes + other;
    EXPECT_EQ(view.Read(whole), v1::Entity().ParseFromString(whole));
  }
}

}  // namespace
}  // namespace isnad
