#include "ingest_service/reanalysis/fact_difference.h"

#include <string>

#include "gtest/gtest.h"

namespace isnad {
namespace {

void AddMention(v1::Analysis& analysis, int32_t start,
                const std::string& entity) {
  v1::Mention& mention = *analysis.add_mentions();
  mention.mutable_span()->set_start_byte(start);
  mention.set_entity(entity);
}

TEST(CompareReadingsTest, NothingDiffersFromItself) {
  v1::Analysis analysis;
  AddMention(analysis, 1, "entities/a");
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
  AddMention(before, 1, "entities/a");
  AddMention(before, 2, "entities/b");
  AddMention(before, 3, "entities/c");
  AddMention(after, 2, "entities/x");
  AddMention(after, 1, "entities/a");
  AddMention(after, 4, "entities/d");
  const ReadingDifference difference = CompareReadings(before, after);
  EXPECT_EQ(difference.mentions.gained, 1);
  EXPECT_EQ(difference.mentions.lost, 1);
  EXPECT_EQ(difference.mentions.changed, 1);
  EXPECT_EQ(difference.facts.gained, 0);
}

// What is served has names and texts, a record does not.
TEST(CompareReadingsTest, MentionsOfAnswerAndRecordAreTheSame) {
  v1::Analysis answer;
  v1::Analysis record;
  AddMention(answer, 1, "entities/a");
  AddMention(record, 1, "entities/a");
  answer.mutable_mentions(0)->set_name("documents/d/mentions/00000001");
  answer.mutable_mentions(0)->set_text("a");
  for (const auto& difference :
       {CompareReadings(answer, record), CompareReadings(record, answer)}) {
    EXPECT_EQ(difference.mentions.gained, 0);
    EXPECT_EQ(difference.mentions.lost, 0);
    EXPECT_EQ(difference.mentions.changed, 0);
  }
}

}  // namespace
}  // namespace isnad
