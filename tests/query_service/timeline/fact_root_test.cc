#include "query_service/timeline/fact_root.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/query_service/timeline/made_facts.h"

namespace isnad {
namespace {

struct Case {
  const char* name;
  std::vector<std::string> chain;
  const char* outlet;
  const char* root;
  v1::WitnessKind kind;
};

class FactRootTest : public testing::TestWithParam<Case> {};

TEST_P(FactRootTest, IsWhereTheChainEnds) {
  MadeFacts made;
  const FactSource* document = made.Document("", GetParam().outlet);
  const FactRoot root =
      RootOfFact(MakeChain(GetParam().chain), *document, TestRootOf);
  EXPECT_EQ(root.name, GetParam().root);
  EXPECT_EQ(root.kind, GetParam().kind);
}

INSTANTIATE_TEST_SUITE_P(
    Chains, FactRootTest,
    testing::Values(Case{"NamedSpeaker",
                         {"speaker:david-sacks"},
                         "asharq",
                         "entities/david-sacks",
                         v1::WITNESS_KIND_SPEAKER},
                    Case{"NamedSpeakerToAnOutlet",
                         {"speaker:david-sacks", "via:bloomberg-tech"},
                         "",
                         "entities/david-sacks",
                         v1::WITNESS_KIND_SPEAKER},
                    Case{"NearestOfTwoSpeakers",
                         {"speaker:scott-bessent", "speaker:donald-trump"},
                         "",
                         "entities/scott-bessent",
                         v1::WITNESS_KIND_SPEAKER},
                    Case{"NamedBehindUnnamed",
                         {"speaker:", "speaker:nvidia"},
                         "",
                         "entities/nvidia",
                         v1::WITNESS_KIND_SPEAKER},
                    Case{"OutletThatSpeaks",
                         {"speaker:reuters"},
                         "asharq",
                         "entities/reuters",
                         v1::WITNESS_KIND_SPEAKER},
                    Case{"UnnamedSourcesOfAnOutlet",
                         {"speaker:", "via:reuters"},
                         "asharq",
                         "entities/reuters",
                         v1::WITNESS_KIND_OUTLET_OF_SOURCES},
                    Case{"NearestOfTwoOutlets",
                         {"speaker:", "via:reuters", "via:alarabiya"},
                         "asharq",
                         "entities/reuters",
                         v1::WITNESS_KIND_OUTLET_OF_SOURCES},
                    Case{"OnlyTheWay",
                         {"via:reuters"},
                         "asharq",
                         "entities/reuters",
                         v1::WITNESS_KIND_OUTLET_OF_SOURCES},
                    Case{"ProgrammeOfAnOutlet",
                         {"speaker:", "via:bloomberg-tech"},
                         "",
                         "entities/bloomberg",
                         v1::WITNESS_KIND_OUTLET_OF_SOURCES},
                    Case{"UnnamedSourcesOfTheDocument",
                         {"speaker:"},
                         "asharq",
                         "entities/asharq",
                         v1::WITNESS_KIND_OUTLET_OF_SOURCES},
                    Case{"UnnamedSourcesOfNobody",
                         {"speaker:"},
                         "",
                         "documents/d1",
                         v1::WITNESS_KIND_OUTLET_OF_SOURCES},
                    Case{"TheOutletItself",
                         {},
                         "asharq",
                         "entities/asharq",
                         v1::WITNESS_KIND_OUTLET},
                    Case{"TheDocumentItself",
                         {},
                         "",
                         "documents/d1",
                         v1::WITNESS_KIND_DOCUMENT}),
    [](const auto& param) { return std::string(param.param.name); });

TEST(FactRootTest, AReprintGoesBackToItsOriginal) {
  MadeFacts made;
  const FactSource* original = made.Document("", "");
  const FactSource* reprint = made.Document("", "asharq", original);
  EXPECT_EQ(RootOfFact({}, *reprint, TestRootOf).name, "documents/d1");
  const FactSource* of_outlet = made.Document("", "asharq");
  const FactSource* copied = made.Document("", "other", of_outlet);
  EXPECT_EQ(RootOfFact({}, *copied, TestRootOf).name, "entities/asharq");
}

}  // namespace
}  // namespace isnad
