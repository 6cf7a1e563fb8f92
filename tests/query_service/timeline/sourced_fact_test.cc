#include "query_service/timeline/sourced_fact.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/query_service/timeline/made_facts.h"

namespace isnad {
namespace {

using testing::ElementsAre;

// The revisions of documents of these dates, in their order in time.
std::vector<int64_t> InOrder(const std::vector<std::string>& dates) {
  MadeFacts made;
  std::vector<const FactSource*> sources;
  for (const std::string& date : dates) sources.push_back(made.Document(date));
  made.Place();
  std::sort(sources.begin(), sources.end(),
            [](const FactSource* a, const FactSource* b) {
              return IsBefore(*a, *b);
            });
  std::vector<int64_t> revisions;
  for (const FactSource* source : sources) {
    revisions.push_back(source->revision);
  }
  return revisions;
}

TEST(PlaceInTimeTest, DatedDocumentsStandByTheirDates) {
  EXPECT_THAT(InOrder({"2025-12-01", "2025-08-01", "2026-01-01"}),
              ElementsAre(2, 1, 3));
}

TEST(PlaceInTimeTest, UndatedDocumentsStandByTheirRevisions) {
  EXPECT_THAT(InOrder({"", "", ""}), ElementsAre(1, 2, 3));
}

TEST(PlaceInTimeTest, AnUndatedDocumentStandsBehindThoseThatHadCome) {
  // The fourth is an old article that came late.
  EXPECT_THAT(InOrder({"2025-12-01", "", "2026-01-01", "2025-08-01"}),
              ElementsAre(4, 1, 2, 3));
  EXPECT_THAT(InOrder({"", "2025-12-01", ""}), ElementsAre(1, 2, 3));
}

TEST(PlaceInTimeTest, DatedOnesStandBeforeUndatedOnesOfTheSamePlace) {
  // The third is dated as the first; the second stands behind both.
  EXPECT_THAT(InOrder({"2025-12-01", "", "2025-12-01"}), ElementsAre(1, 3, 2));
}

TEST(IsBeforeTest, OrdersStrictly) {
  MadeFacts made;
  std::vector<const FactSource*> sources;
  for (const char* date : {"2025-12-01", "", "2025-12-01", "2025-11-01", ""}) {
    sources.push_back(made.Document(date));
  }
  made.Place();
  for (const FactSource* a : sources) {
    EXPECT_FALSE(IsBefore(*a, *a));
    for (const FactSource* b : sources) {
      if (a != b) {
        EXPECT_NE(IsBefore(*a, *b), IsBefore(*b, *a));
      }
      for (const FactSource* c : sources) {
        if (!IsBefore(*a, *b) || !IsBefore(*b, *c)) continue;
        EXPECT_TRUE(IsBefore(*a, *c));
      }
    }
  }
}

TEST(AreFurtherApartTest, UndatedDocumentsNeverAre) {
  MadeFacts made;
  const FactSource* early = made.Document("2025-01-01");
  const FactSource* late = made.Document("2025-02-01");
  const FactSource* undated = made.Document();
  EXPECT_TRUE(AreFurtherApart(*early, *late, absl::Hours(24 * 30)));
  EXPECT_TRUE(AreFurtherApart(*late, *early, absl::Hours(24 * 30)));
  EXPECT_FALSE(AreFurtherApart(*early, *late, absl::Hours(24 * 31)));
  EXPECT_FALSE(AreFurtherApart(*early, *undated, absl::ZeroDuration()));
}

TEST(CanContradictTest, OneRootNeverContradictsItself) {
  MadeFacts made;
  const FactSource* a = made.Document();
  const FactSource* b = made.Document();
  const FactRoot sacks{"entities/david-sacks", v1::WITNESS_KIND_SPEAKER};
  const FactRoot trump{"entities/donald-trump", v1::WITNESS_KIND_SPEAKER};
  EXPECT_FALSE(CanContradict(*a, sacks, *b, sacks));
  EXPECT_TRUE(CanContradict(*a, sacks, *b, trump));
  // Both quoted in one document.
  EXPECT_TRUE(CanContradict(*a, sacks, *a, trump));
}

TEST(CanContradictTest, ADocumentsOwnVoiceIsAtOneWithWhatItQuotes) {
  MadeFacts made;
  const FactSource* original = made.Document();
  const FactSource* reprint = made.Document("", "", original);
  const FactSource* other = made.Document();
  const FactRoot sacks{"entities/david-sacks", v1::WITNESS_KIND_SPEAKER};
  for (const auto kind : {v1::WITNESS_KIND_OUTLET, v1::WITNESS_KIND_DOCUMENT}) {
    const FactRoot own{"documents/d1", kind};
    EXPECT_FALSE(CanContradict(*original, own, *original, sacks));
    EXPECT_FALSE(CanContradict(*reprint, sacks, *original, own));
    EXPECT_TRUE(CanContradict(*original, own, *other, sacks));
  }
}

}  // namespace
}  // namespace isnad
