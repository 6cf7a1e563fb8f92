#include "ingest_service/relate/word_forms.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "common/text/fold.h"

namespace isnad {
namespace {

// The flags of a form, or 0 if the lemma does not have it.
uint32_t FlagsOf(const lexicon::v1::Lemma& lemma, const std::string& written) {
  const std::string folded = FoldKey(written);
  const std::vector<WordForm> forms = FormsOf(lemma);
  const auto found = std::find_if(
      forms.begin(), forms.end(),
      [&folded](const WordForm& form) { return form.folded == folded; });
  return found == forms.end() ? 0 : found->flags;
}

lexicon::v1::Lemma Verb(const std::string& past, const std::string& present) {
  lexicon::v1::Lemma lemma;
  lemma.set_past(past);
  lemma.set_present(present);
  return lemma;
}

TEST(WordFormsTest, VerbHasPersonsConjunctionsFutureAndPronouns) {
  const lexicon::v1::Lemma allow = Verb("سمح", "يسمح");
  for (const char* form :
       {"سمح", "سمحت", "سمحوا", "وسمحت", "فسمح", "يسمح", "تسمح", "يسمحون",
        "يسمحوا", "ستسمح", "وسيسمح", "سمحتها", "نسمح"}) {
    EXPECT_NE(FlagsOf(allow, form), 0u) << form;
  }
  EXPECT_NE(FlagsOf(allow, "ستسمح") & kFormFuture, 0u);
  EXPECT_NE(FlagsOf(allow, "وسمحت") & kFormAnd, 0u);
  EXPECT_EQ(FlagsOf(allow, "سماح"), 0u);
}

TEST(WordFormsTest, WeakVerbDropsItsLastLetter) {
  const lexicon::v1::Lemma deny = Verb("نفى", "ينفي");
  for (const char* form : {"نفى", "نفت", "نفوا", "نفاها", "ينفي", "ينف"}) {
    EXPECT_NE(FlagsOf(deny, form), 0u) << form;
  }
}

TEST(WordFormsTest, NounTakesArticlePrepositionsAndPronouns) {
  lexicon::v1::Lemma lemma;
  lemma.add_masdar("موافقة");
  for (const char* form : {"موافقة", "الموافقة", "والموافقة", "للموافقة",
                           "بالموافقة", "بموافقة", "موافقتها"}) {
    EXPECT_NE(FlagsOf(lemma, form), 0u) << form;
  }
  EXPECT_NE(FlagsOf(lemma, "للموافقة") & kFormLi, 0u);
  EXPECT_NE(FlagsOf(lemma, "الموافقة") & kFormDefinite, 0u);
}

TEST(WordFormsTest, LastHamzaTakesASeatBeforeAPronoun) {
  lexicon::v1::Lemma lemma;
  lemma.add_masdar("شراء");
  EXPECT_NE(FlagsOf(lemma, "لشرائها"), 0u);
  EXPECT_NE(FlagsOf(lemma, "شراؤها"), 0u);
}

TEST(WordFormsTest, EmptyLemmaHasNoForms) {
  EXPECT_TRUE(FormsOf(lexicon::v1::Lemma()).empty());
}

}  // namespace
}  // namespace isnad
