#include "ingest_service/reanalysis/fact_difference.h"

#include <string>

#include "gtest/gtest.h"

namespace isnad {
namespace {

void AddMention(v1::Analysis& analysis, const std::string& name,
                const std::string& entity) {
  v1::Mention& mention = *analysis.add_mentions();
  mention.set_name(name);
  mention.set_entity(entity);
}

TEST(CompareReadingsTest, NothingDiffersFromItself) {
  v1::Analysis analysis;
  AddMention(analysis, "m/1", "entities/a");
  analysis.add_decisions()->set_name("d/1");
  analysis.add_relations()->set_name("r/1");
  const ReadingDifference difference = CompareReadings(analysis, analysis);
  EXPECT_EQ(difference.facts.gained, 0);
  EXPECT_EQ(difference.facts.lost, 0);
  EXPECT_EQ(difference.facts.changed, 0);
  EXPECT_EQ(difference.mentions.gained, 0);
  EXPECT_EQ(difference.mentions.lost, 0);
  EXPECT_EQ(difference.mentions.changed, 0);
}

TEST(CompareReadingsTest, CountsEveryKindOfFact) {
  v1::Analysis before;
  v1::Analysis after;
  before.add_decisions()->set_name("d/lost");
  before.add_figures()->set_name("f/lost");
  v1::Statement& statement = *before.add_statements();
  statement.set_name("s/changed");
  statement.set_speaker("entities/a");
  before.add_relations()->set_name("r/same");
  after.add_relations()->set_name("r/same");
  *after.add_statements() = statement;
  after.mutable_statements(0)->set_speaker("entities/b");
  after.add_decisions()->set_name("d/gained");
  after.add_figures()->set_name("f/gained");
  after.add_figures()->set_name("f/gained too");
  const ReadingDifference difference = CompareReadings(before, after);
  EXPECT_EQ(difference.facts.gained, 3);
  EXPECT_EQ(difference.facts.lost, 2);
  EXPECT_EQ(difference.facts.changed, 1);
}

TEST(CompareReadingsTest, MentionsCountApartAndOrderCountsNothing) {
  v1::Analysis before;
  v1::Analysis after;
  AddMention(before, "m/1", "entities/a");
  AddMention(before, "m/2", "entities/b");
  AddMention(before, "m/3", "entities/c");
  AddMention(after, "m/2", "entities/x");
  AddMention(after, "m/1", "entities/a");
  AddMention(after, "m/4", "entities/d");
  const ReadingDifference difference = CompareReadings(before, after);
  EXPECT_EQ(difference.mentions.gained, 1);
  EXPECT_EQ(difference.mentions.lost, 1);
  EXPECT_EQ(difference.mentions.changed, 1);
  EXPECT_EQ(difference.facts.gained, 0);
}

}  // namespace
}  // namespace isnad
