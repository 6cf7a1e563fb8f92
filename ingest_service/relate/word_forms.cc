#include "ingest_service/relate/word_forms.h"

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "common/text/fold.h"

namespace isnad {
namespace {

// Folded letters.
constexpr absl::string_view kAlef = "\u0627";
constexpr absl::string_view kTa = "\u062A";
constexpr absl::string_view kWaw = "\u0648";
constexpr absl::string_view kFa = "\u0641";
constexpr absl::string_view kBa = "\u0628";
constexpr absl::string_view kLam = "\u0644";
constexpr absl::string_view kKaf = "\u0643";
constexpr absl::string_view kSin = "\u0633";
constexpr absl::string_view kYa = "\u064A";
constexpr absl::string_view kNun = "\u0646";
constexpr absl::string_view kHamza = "\u0621";
constexpr absl::string_view kMa = "\u0645\u0627 ";         // and another word
constexpr absl::string_view kArticle = "\u0627\u0644";     // al
constexpr absl::string_view kTaMarbuta = "\u0629";         // not folded
constexpr absl::string_view kPluralPast = "\u0648\u0627";  // waw alef
constexpr absl::string_view kPluralPresent = "\u0648\u0646";   // waw nun
constexpr absl::string_view kDualPresent = "\u0627\u0646";     // alef nun
constexpr absl::string_view kPluralOblique = "\u064A\u0646";   // ya nun
constexpr absl::string_view kPluralFeminine = "\u0627\u062A";  // alef ta

// Pronouns behind verbs and nouns: -h, -ha, -hm, -hma, -na.
constexpr absl::string_view kPronouns[] = {"\u0647", "\u0647\u0627",
                                           "\u0647\u0645", "\u0647\u0645\u0627",
                                           "\u0646\u0627"};

struct Prefix {
  absl::string_view letters;
  uint32_t flag;
};
constexpr Prefix kConjunctions[] = {{"", 0}, {kWaw, kFormAnd}, {kFa, kFormAnd}};
constexpr Prefix kPrepositions[] = {
    {"", 0}, {kBa, kFormBi}, {kLam, kFormLi}, {kKaf, kFormKa}};

// Letters below are two bytes of UTF-8 each.
constexpr size_t kLetterBytes = 2;

bool IsWeakEnd(absl::string_view word) {
  return absl::EndsWith(word, kAlef) || absl::EndsWith(word, kYa) ||
         absl::EndsWith(word, kWaw);
}

std::string WithoutLast(absl::string_view word) {
  return std::string(word.substr(0, word.size() - kLetterBytes));
}

// Collects forms; the first flags of a form win, later ones are added.
class FormSet {
 public:
  void Add(std::string folded, uint32_t flags) {
    const auto [it, fresh] = index_.emplace(folded, forms_.size());
    if (fresh) {
      forms_.push_back({std::move(folded), flags});
    } else {
      forms_[it->second].flags |= flags;
    }
  }

  // Adds a finite form with pronouns behind and conjunctions before it.
  void AddFinite(absl::string_view stem, uint32_t flags) {
    AddConjoined(stem, flags);
    std::string base(stem);
    if (absl::EndsWith(stem, kPluralPast)) {
      base = WithoutLast(stem);
    } else if (absl::EndsWith(stem, kYa) && (flags & kFormPast) != 0) {
      base = absl::StrCat(WithoutLast(stem), kAlef);
    }
    for (const absl::string_view pronoun : kPronouns) {
      AddConjoined(absl::StrCat(base, pronoun), flags | kFormPronoun);
    }
  }

  // Adds a noun with article, prepositions, pronouns. `raw` is not folded.
  void AddNoun(absl::string_view raw, uint32_t flags) {
    const bool feminine = absl::EndsWith(raw, kTaMarbuta);
    const std::string stem = FoldKey(raw);
    AddPreposed(stem, flags);
    AddDefinite(stem, flags | kFormDefinite);
    if (!feminine && !IsWeakEnd(stem)) {
      AddConjoined(absl::StrCat(stem, kAlef), flags | kFormAccusative);
    }
    const std::string base =
        feminine ? absl::StrCat(WithoutLast(stem), kTa) : stem;
    for (const absl::string_view pronoun : kPronouns) {
      AddPreposed(absl::StrCat(base, pronoun), flags | kFormPronoun);
      if (!absl::EndsWith(base, kHamza)) continue;
      // The hamza takes a seat by its case: waw or ya.
      for (const absl::string_view seat : {kWaw, kYa}) {
        AddPreposed(absl::StrCat(WithoutLast(base), seat, pronoun),
                    flags | kFormPronoun);
      }
    }
  }

  // Adds a word as it stands, with conjunctions and prepositions.
  void AddFixed(absl::string_view raw, uint32_t flags) {
    const std::string stem = FoldKey(raw);
    const absl::string_view view = stem;
    for (const Prefix& preposition : kPrepositions) {
      // «as» is a word of its own: «as» and «did not» make no «unless».
      if (preposition.flag == kFormKa && absl::StartsWith(view, kMa)) continue;
      AddConjoined(absl::StrCat(preposition.letters, stem),
                   flags | preposition.flag);
    }
    if (!absl::StartsWith(view, kArticle)) return;
    for (const Prefix& conjunction : kConjunctions) {
      // lam and the article are written as two lams.
      Add(absl::StrCat(conjunction.letters, kLam, view.substr(kLetterBytes)),
          flags | conjunction.flag | kFormLi);
    }
  }

  std::vector<WordForm> Take() { return std::move(forms_); }

 private:
  void AddConjoined(absl::string_view stem, uint32_t flags) {
    for (const Prefix& conjunction : kConjunctions) {
      Add(absl::StrCat(conjunction.letters, stem), flags | conjunction.flag);
    }
  }

  void AddPreposed(absl::string_view stem, uint32_t flags) {
    for (const Prefix& preposition : kPrepositions) {
      AddConjoined(absl::StrCat(preposition.letters, stem),
                   flags | preposition.flag);
    }
  }

  void AddDefinite(absl::string_view stem, uint32_t flags) {
    for (const Prefix& preposition : kPrepositions) {
      const bool joins = preposition.flag == kFormLi;
      AddConjoined(
          absl::StrCat(preposition.letters, joins ? kLam : kArticle, stem),
          flags | preposition.flag);
    }
  }

  std::vector<WordForm> forms_;
  absl::flat_hash_map<std::string, size_t> index_;
};

void AddPast(absl::string_view raw, FormSet& forms) {
  const std::string stem = FoldKey(raw);
  const bool weak = absl::EndsWith(stem, kAlef) || absl::EndsWith(stem, kYa);
  const std::string base = weak ? WithoutLast(stem) : stem;
  forms.AddFinite(stem, kFormPast);
  forms.AddFinite(absl::StrCat(base, kTa), kFormPast);
  forms.AddFinite(absl::StrCat(base, kPluralPast), kFormPast | kFormPlural);
  forms.AddFinite(absl::StrCat(stem, kAlef), kFormPast | kFormPlural);
  forms.AddFinite(absl::StrCat(base, kTa, kAlef), kFormPast | kFormPlural);
}

// The present without its first letter, with another instead.
void AddPerson(absl::string_view first, absl::string_view rest, uint32_t flags,
               FormSet& forms) {
  const std::string stem = absl::StrCat(first, rest);
  const std::string future = absl::StrCat(kSin, stem);
  forms.AddFinite(stem, flags | kFormPresent);
  forms.AddFinite(future, flags | kFormPresent | kFormFuture);
  forms.AddFinite(absl::StrCat(kLam, stem), flags | kFormPresent | kFormLi);
  if (IsWeakEnd(stem) && (flags & kFormPlural) == 0) {
    forms.AddFinite(WithoutLast(stem), flags | kFormPresent);  // jussive
  }
}

void AddPresent(absl::string_view raw, FormSet& forms) {
  const std::string stem = FoldKey(raw);
  const absl::string_view rest = absl::string_view(stem).substr(kLetterBytes);
  AddPerson(kYa, rest, 0, forms);
  AddPerson(kTa, rest, 0, forms);
  AddPerson(kNun, rest, kFormWe, forms);
  const std::string base =
      IsWeakEnd(rest) ? WithoutLast(rest) : std::string(rest);
  for (const absl::string_view person : {kYa, kTa}) {
    for (const absl::string_view end :
         {kPluralPresent, kPluralPast, kDualPresent}) {
      AddPerson(person, absl::StrCat(base, end), kFormPlural, forms);
    }
  }
}

void AddParticiple(absl::string_view raw, FormSet& forms) {
  const std::string stem = FoldKey(raw);
  forms.AddNoun(raw, kFormParticiple);
  forms.AddNoun(absl::StrCat(raw, kTaMarbuta), kFormParticiple);
  const std::string base = absl::EndsWith(stem, kYa) ? WithoutLast(stem) : stem;
  for (const absl::string_view end :
       {kPluralPresent, kPluralOblique, kPluralFeminine, kDualPresent}) {
    forms.AddNoun(absl::StrCat(base, end), kFormParticiple | kFormPlural);
  }
}

}  // namespace

std::vector<WordForm> FormsOf(const lexicon::v1::Lemma& lemma) {
  FormSet forms;
  if (!lemma.past().empty()) AddPast(lemma.past(), forms);
  if (!lemma.present().empty()) AddPresent(lemma.present(), forms);
  for (const std::string& masdar : lemma.masdar()) {
    forms.AddNoun(masdar, kFormMasdar);
  }
  if (!lemma.participle().empty()) AddParticiple(lemma.participle(), forms);
  for (const std::string& noun : lemma.noun()) forms.AddNoun(noun, kFormNoun);
  for (const std::string& form : lemma.form()) {
    forms.AddFixed(form, kFormFixed);
  }
  return forms.Take();
}

}  // namespace isnad
