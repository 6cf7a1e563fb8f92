#include "ingest_service/recognize/entity_resolver.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "ingest_service/catalog/catalog.h"
#include "tests/support/synthetic_catalog.h"

namespace isnad {
namespace {

std::unique_ptr<Catalog> CatalogOf(const std::string& entities) {
  auto catalog = Catalog::Parse({{"test.textproto", entities}});
  EXPECT_TRUE(catalog.ok()) << catalog.status();
  return *std::move(catalog);
}

constexpr char kPeople[] = R"pb(
  entity {
    id: "person-a"
    type: ENTITY_TYPE_PERSON
    latin: "Bertrand Kolmogorin"
    arabic: "برتراند كولموغورين"
  }
  entity {
    id: "person-b"
    type: ENTITY_TYPE_PERSON
    latin: "Samir Dabbakh"
    arabic: "سمير الدباخ"
  }
  entity {
    id: "firm-a"
    type: ENTITY_TYPE_COMPANY
    latin: "Kolmogorin Bertrand"
    arabic: "ترابزونسكي"
  }
)pb";

struct Case {
  const char* name;
  const char* asked;
  v1::EntityType type;
  const char* id;  // empty: none
};

class EntityResolverTest : public testing::TestWithParam<Case> {};

TEST_P(EntityResolverTest, KnowsOnlyWhatIsMuchNearerThanOthers) {
  const auto catalog = CatalogOf(kPeople);
  const EntityResolver resolver(*catalog);
  const auto found = resolver.Resolve(GetParam().asked, GetParam().type);
  EXPECT_EQ(found.has_value() ? catalog->entity(*found).id() : "",
            GetParam().id);
}

constexpr auto kPerson = v1::ENTITY_TYPE_PERSON;
constexpr auto kCompany = v1::ENTITY_TYPE_COMPANY;

INSTANTIATE_TEST_SUITE_P(
    Names, EntityResolverTest,
    testing::Values(
        Case{"AsListed", "Bertrand Kolmogorin", kPerson, "person-a"},
        Case{"OtherVowel", "Bertrand Kolmogoren", kPerson, "person-a"},
        Case{"LetterLess", "برتراند كولموغرين", kPerson, "person-a"},
        Case{"LetterMore", "برتراند كولموغوريين", kPerson, "person-a"},
        Case{"OtherConsonant", "برتراند كولموغوريم", kPerson, "person-a"},
        Case{"OtherPerson", "برتراند فاسيلينكو", kPerson, ""},
        Case{"GivenNameAlone", "برتراند", kPerson, ""},
        Case{"FewConsonants", "سمي", kPerson, ""},
        Case{"TypeCounts", "ترابزونسكي", kPerson, ""},
        Case{"Company", "ترابزونسكيي", kCompany, "firm-a"},
        Case{"NoType", "برتراند كولموغورين", v1::ENTITY_TYPE_CITY, ""}),
    [](const auto& param) { return param.param.name; });

TEST(EntityResolverManyTest, SaysNothingToANameThatManyAreNear) {
  std::string entities;
  for (int i = 0; i < 150; ++i) {
    absl::StrAppend(&entities, "entity { id: \"p", i,
                    "\" type: ENTITY_TYPE_PERSON latin: \"Bertrand Kol",
                    std::string(1, "aeiou"[i % 5]),
                    std::string(1, "aeiou"[i / 5 % 5]),
                    std::string(1, "aeiou"[i / 25 % 6 % 5]),
                    i / 125 == 0 ? "" : "h", "mogorin\" }\n");
  }
  const auto catalog = CatalogOf(entities);
  const EntityResolver resolver(*catalog);
  EXPECT_FALSE(resolver.Resolve("Bertrand Kolaaamogorin", kPerson).has_value());
}

// More names than answers are kept, so that each place is used by several.
TEST(EntityResolverManyTest, TakesNoNameForOneAskedBefore) {
  const auto catalog = CatalogOf(kPeople);
  const EntityResolver resolver(*catalog);
  for (int i = 0; i < 30'000; ++i) {
    const auto known = resolver.Resolve("Bertrand Kolmogoren", kPerson);
    ASSERT_TRUE(known.has_value()) << i;
    ASSERT_EQ(catalog->entity(*known).id(), "person-a") << i;
    ASSERT_FALSE(resolver.Resolve(absl::StrCat("Al ", i), kPerson).has_value())
        << i;
  }
}

TEST(EntityResolverManyTest, KnowsNamesOfALargeCatalog) {
  const auto catalog = CatalogOf(SyntheticCatalog(30'000, 1) + kPeople);
  const EntityResolver resolver(*catalog);
  const auto found = resolver.Resolve("Bertrand Kolmogoren", kPerson);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(catalog->entity(*found).id(), "person-a");
}

}  // namespace
}  // namespace isnad
