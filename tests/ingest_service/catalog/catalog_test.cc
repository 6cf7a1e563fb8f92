#include "ingest_service/catalog/catalog.h"

#include <cstdlib>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

constexpr char kNvidia[] =
    "entity { id: \"nvidia\" type: ENTITY_TYPE_COMPANY latin: \"Nvidia\" }\n";

TEST(CatalogTest, EmbeddedEntitiesLoad) {
  const auto catalog = Catalog::Load({});
  ASSERT_THAT(catalog, IsOk());
  EXPECT_GE((*catalog)->size(), 2000u);
  const absl::optional<uint32_t> nvidia = (*catalog)->Find("nvidia");
  ASSERT_TRUE(nvidia.has_value());
  EXPECT_EQ((*catalog)->kind(*nvidia), v1::ENTITY_KIND_ORGANIZATION);
  EXPECT_FALSE((*catalog)->Find("nvidi").has_value());
  EXPECT_FALSE((*catalog)->Find("").has_value());
}

// The files themselves, so that an error names its line.
TEST(CatalogTest, FilesOfTheTreeAreValid) {
  Catalog::Options options;
  options.embedded = false;
  options.directory = absl::StrCat(std::getenv("ISNAD_SOURCE_DIR"),
                                   "/ingest_service/catalog/data");
  const auto files = Catalog::Load(options);
  ASSERT_THAT(files, IsOk());
  const auto embedded = Catalog::Load({});
  ASSERT_THAT(embedded, IsOk());
  EXPECT_EQ((*files)->digest(), (*embedded)->digest())
      << "a data file is missing from ingest_service/catalog/CMakeLists.txt";
}

TEST(CatalogTest, IndexesFollowTheOrderOfIds) {
  const auto catalog = Catalog::Parse(
      {{"b", "entity { id: \"b\" type: ENTITY_TYPE_CITY latin: \"B\" }"},
       {"a", "entity { id: \"a\" type: ENTITY_TYPE_CITY latin: \"A\" }"}});
  ASSERT_THAT(catalog, IsOk());
  EXPECT_EQ((*catalog)->entity(0).id(), "a");
  EXPECT_EQ(*(*catalog)->Find("b"), 1u);
  EXPECT_THAT((*catalog)->digest(), SizeIs(64));
}

TEST(CatalogTest, AFolderReplacesEmbeddedEntities) {
  const TempDir folder;
  std::ofstream(folder.path() + "/own.textproto")
      << "entity { id: \"nvidia\" type: ENTITY_TYPE_COMPANY latin: \"Own\" }";
  Catalog::Options options;
  options.directory = folder.path();
  const auto catalog = Catalog::Load(options);
  ASSERT_THAT(catalog, IsOk());
  EXPECT_EQ((*catalog)->entity(*(*catalog)->Find("nvidia")).latin(0), "Own");
}

TEST(CatalogTest, MissingFolderIsAnError) {
  Catalog::Options options;
  options.directory = "/nonexistent/folder";
  EXPECT_THAT(Catalog::Load(options),
              HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
}

TEST(ToEntityTest, CarriesEveryField) {
  const auto catalog = Catalog::Parse(
      {{"f", absl::StrCat(
                 kNvidia,
                 "entity { id: \"hopper\" type: ENTITY_TYPE_ARCHITECTURE"
                 "  latin: \"Hopper\" }\n"
                 "entity { id: \"h200\" type: ENTITY_TYPE_CHIP country: \"US\""
                 "  latin: \"H200\" latin: \"Nvidia H200\" arabic: \"إتش 200\""
                 "  maker: \"nvidia\" part_of: \"hopper\""
                 "  conditional { text: \"200\""
                 "    condition: NAME_CONDITION_AFTER_FULL_NAME }"
                 "  wikidata_id: \"Q1\" }")}});
  ASSERT_THAT(catalog, IsOk());
  const v1::Entity entity = (*catalog)->ToEntity(*(*catalog)->Find("h200"));
  EXPECT_EQ(entity.name(), "entities/h200");
  EXPECT_EQ(entity.kind(), v1::ENTITY_KIND_PRODUCT);
  EXPECT_EQ(entity.type(), v1::ENTITY_TYPE_CHIP);
  EXPECT_EQ(entity.display_name(), "H200");
  EXPECT_EQ(entity.country_code(), "US");
  EXPECT_EQ(entity.origin(), v1::ENTITY_ORIGIN_CATALOG);
  EXPECT_EQ(entity.external_ids(0).value(), "Q1");
  EXPECT_EQ(entity.product().maker(), "entities/nvidia");
  EXPECT_EQ(entity.product().part_of(), "entities/hopper");
  // Display names first, then the rest, the conditional last.
  ASSERT_EQ(entity.names_size(), 4);
  EXPECT_EQ(entity.names(0).text(), "H200");
  EXPECT_EQ(entity.names(0).script_code(), "Latn");
  EXPECT_EQ(entity.names(1).language_code(), "ar");
  EXPECT_EQ(entity.names(1).script_code(), "Arab");
  EXPECT_EQ(entity.names(2).text(), "Nvidia H200");
  EXPECT_TRUE(entity.names(3).conditional());
}

TEST(ToEntityTest, EveryKindHasItsProfile) {
  const auto catalog = Catalog::Parse(
      {{"f", absl::StrCat(
                 kNvidia,
                 "entity { id: \"p\" type: ENTITY_TYPE_PERSON latin: \"P Q\""
                 "  office { title: \"رئيس\" organization: \"nvidia\" } }\n"
                 "entity { id: \"c\" type: ENTITY_TYPE_COUNTRY arabic: \"ص\""
                 "  demonym: \"صيني\" }\n"
                 "entity { id: \"u\" type: ENTITY_TYPE_COMPANY latin: \"U\""
                 "  part_of: \"nvidia\" }\n"
                 "entity { id: \"l\" type: ENTITY_TYPE_LAW latin: \"L\""
                 "  part_of: \"nvidia\" }")}});
  ASSERT_THAT(catalog, IsOk());
  const auto entity = [&](const char* id) {
    return (*catalog)->ToEntity(*(*catalog)->Find(id));
  };
  EXPECT_EQ(entity("p").person().posts(0).organization(), "entities/nvidia");
  EXPECT_EQ(entity("c").place().demonyms(0), "صيني");
  EXPECT_EQ(entity("c").display_name(), "ص");
  EXPECT_EQ(entity("u").organization().parent(), "entities/nvidia");
  EXPECT_EQ(entity("l").instrument().part_of(), "entities/nvidia");
  EXPECT_EQ(entity("nvidia").profile_case(), v1::Entity::PROFILE_NOT_SET);
}

struct Case {
  const char* name;
  const char* fields;  // of an entity on line 2
  const char* problem;
};

class BadCatalogTest : public testing::TestWithParam<Case> {};

TEST_P(BadCatalogTest, ErrorNamesFileLineAndProblem) {
  const auto catalog =
      Catalog::Parse({{"f.textproto", absl::StrCat(kNvidia, "entity { ",
                                                   GetParam().fields, " }")}});
  ASSERT_THAT(catalog, HasReason(v1::ERROR_REASON_DATA_FILE_INVALID));
  const std::string message(catalog.status().message());
  EXPECT_THAT(message, HasSubstr("f.textproto:2: "));
  EXPECT_THAT(message, HasSubstr(GetParam().problem));
}

#define ISNAD_CITY "id: \"x\" type: ENTITY_TYPE_CITY latin: \"X\" "

INSTANTIATE_TEST_SUITE_P(
    Problems, BadCatalogTest,
    testing::Values(
        Case{"NoId", "type: ENTITY_TYPE_CITY latin: \"X\"", "id: got \"\""},
        Case{"CapitalId", "id: \"X\" type: ENTITY_TYPE_CITY latin: \"X\"",
             "id: got \"X\""},
        Case{"DoubleHyphen", "id: \"x--y\" type: ENTITY_TYPE_CITY latin: \"X\"",
             "x--y"},
        Case{"EndHyphen", "id: \"x-\" type: ENTITY_TYPE_CITY latin: \"X\"",
             "x-"},
        Case{"DuplicateId",
             "id: \"nvidia\" type: ENTITY_TYPE_CITY latin: \"X\"",
             "stands already in f.textproto:1"},
        Case{"NoType", "id: \"x\" latin: \"X\"", "no type"},
        Case{"NoName", "id: \"x\" type: ENTITY_TYPE_CITY", "no name"},
        Case{"EmptyName", "id: \"x\" type: ENTITY_TYPE_CITY latin: \"-\"",
             "no letter or digit"},
        Case{"LongName",
             "id: \"x\" type: ENTITY_TYPE_CITY latin: \"a b c d e f g h i j k l"
             " m n o p q\"",
             "17 words"},
        Case{"BadWikidata", ISNAD_CITY "wikidata_id: \"Q0\"", "wikidata_id"},
        Case{"BadCountry", ISNAD_CITY "country: \"us\"", "country"},
        Case{"NoCondition", ISNAD_CITY "conditional { text: \"y\" }",
             "no condition"},
        Case{"NoCue",
             ISNAD_CITY
             "conditional { text: \"y\" condition: NAME_CONDITION_WITH_CUE }",
             "no cue"},
        Case{"CueWithoutCondition",
             ISNAD_CITY "conditional { text: \"y\" cue: \"z\""
                        " condition: NAME_CONDITION_AFTER_FULL_NAME }",
             "cues without"},
        Case{"DemonymOfCompany",
             "id: \"x\" type: ENTITY_TYPE_COMPANY latin: \"X\" demonym: \"y\"",
             "demonym"},
        Case{"MakerOfCity", ISNAD_CITY "maker: \"nvidia\"", "maker"},
        Case{"MadeForOfCity", ISNAD_CITY "made_for: \"CN\"",
             "made_for: only a PRODUCT"},
        Case{"BadMadeFor",
             "id: \"x\" type: ENTITY_TYPE_CHIP latin: \"X\" made_for: \"cn\"",
             "made_for: got \"cn\""},
        Case{"UnknownMaker",
             "id: \"x\" type: ENTITY_TYPE_CHIP latin: \"X\" maker: \"y\"",
             "maker: unknown id \"y\""},
        Case{"UnknownPartOf", ISNAD_CITY "part_of: \"y\"",
             "part_of: unknown id \"y\""},
        Case{"PartOfItself", ISNAD_CITY "part_of: \"x\"", "part of itself"},
        Case{"UnknownOffice",
             "id: \"x\" type: ENTITY_TYPE_PERSON latin: \"X\""
             " office { title: \"t\" organization: \"y\" }",
             "office.organization: unknown id \"y\""},
        Case{"OfficeWithoutTitle",
             "id: \"x\" type: ENTITY_TYPE_PERSON latin: \"X\""
             " office { organization: \"nvidia\" }",
             "no title"},
        Case{"UnknownField", "id: \"x\" nmae: \"X\"", "nmae"}),
    [](const testing::TestParamInfo<Case>& param) { return param.param.name; });

#undef ISNAD_CITY

}  // namespace
}  // namespace isnad
