#include "client/cli/print_values.h"

#include <string>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "isnad/v1/entity.pb.h"

namespace isnad {
namespace {

template <typename Message>
Message Proto(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

TEST(EnumTextTest, LeavesThePrefixOut) {
  EXPECT_EQ(EnumText(v1::ENTITY_KIND_PERSON), "person");
  EXPECT_EQ(EnumText(v1::ENTITY_TYPE_AI_MODEL), "ai_model");
  EXPECT_EQ(EnumText(v1::ENTITY_KIND_UNSPECIFIED), "");
  EXPECT_EQ(EnumText(static_cast<v1::EntityKind>(99)), "99");
}

TEST(QuantityTextTest, ShowsEveryKind) {
  struct Case {
    const char* quantity;
    const char* text;
  };
  const Case kCases[] = {
      {"money { currency_code: 'USD' amount: '5' } qualifier: QUALIFIER_ABOUT",
       "about 5 USD"},
      {"percent: '15' qualifier: QUALIFIER_AT_LEAST", "at least 15 %"},
      {"count { value: '3' noun: 'chip' } qualifier: QUALIFIER_EXACT",
       "3 chip"},
      {"duration: 'P3Y'", "P3Y"},
      {"date { value: '2025-07' }", "2025-07"},
      {"measure { value: '7' unit: 'nm' }", "7 nm"},
      {"number: '4'", "4"},
      {"ordinal: '4'", "no. 4"},
      {"", ""},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(QuantityText(Proto<v1::Quantity>(c.quantity)), c.text);
  }
}

TEST(AttributionTextTest, RunsFromTheNearestSpeakerOutward) {
  EXPECT_EQ(AttributionText(Proto<v1::Attribution>(
                "links { entity: 'entities/david-sacks' role: ROLE_SPEAKER } "
                "links { entity: 'entities/bloomberg' role: ROLE_VIA }")),
            "david-sacks via bloomberg");
  EXPECT_EQ(AttributionText(Proto<v1::Attribution>(
                "links { role: ROLE_SPEAKER } "
                "links { entity: 'entities/reuters' role: ROLE_VIA }")),
            "unnamed sources via reuters");
  EXPECT_EQ(AttributionText({}), "");
}

TEST(TimeTextTest, IsRfc3339) {
  EXPECT_EQ(TimeText(Proto<google::protobuf::Timestamp>("seconds: 1767225600")),
            "2026-01-01T00:00:00Z");
  EXPECT_EQ(TimeText({}), "");
}

}  // namespace
}  // namespace isnad
