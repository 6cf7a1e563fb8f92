#include "ingest_service/recognize/demonyms.h"

#include <set>
#include <string>

#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

std::set<std::string> FormsOf(const char* demonym) {
  std::set<std::string> forms;
  for (const auto& form : InflectDemonym(demonym)) {
    forms.insert(absl::StrJoin(form, " "));
  }
  return forms;
}

TEST(DemonymsTest, SingularIsInflected) {
  EXPECT_THAT(
      FormsOf("صيني"),
      testing::UnorderedElementsAre(
          "صيني", "صينيا", "صينيه", "صينيان", "صينيين", "صينيتان", "صينيتين",
          "صينيون", "صينيات", "الصيني", "الصينيا", "الصينيه", "الصينيان",
          "الصينيين", "الصينيتان", "الصينيتين", "الصينيون", "الصينيات"));
}

TEST(DemonymsTest, BothSpellingsOfAmerica) {
  const std::set<std::string> forms = FormsOf("أميركي");
  EXPECT_EQ(forms.count("الاميركيون"), 1u);
  EXPECT_EQ(forms.count("الامريكيون"), 1u);
}

TEST(DemonymsTest, PartsOfACompoundAgree) {
  const std::set<std::string> forms = FormsOf("كوري جنوبي");
  EXPECT_EQ(forms.count("الكوريه الجنوبيه"), 1u);
  EXPECT_EQ(forms.count("كوريون جنوبيون"), 1u);
  EXPECT_EQ(forms.count("الكوري جنوبي"), 0u);
}

TEST(DemonymsTest, BrokenPluralStays) {
  EXPECT_THAT(FormsOf("روس"), testing::UnorderedElementsAre("روس", "الروس"));
}

TEST(DemonymsTest, NothingOfNothing) { EXPECT_TRUE(FormsOf("").empty()); }

}  // namespace
}  // namespace isnad
