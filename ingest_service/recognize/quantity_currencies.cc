#include "ingest_service/recognize/quantity_currencies.h"

#include <unicode/ucurr.h>
#include <unicode/uenum.h>
#include <unicode/unistr.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/text/fold.h"

namespace isnad {
namespace {

using lexicon::v1::QuantityWord;

constexpr absl::string_view kHa = "\u0647";  // folded ta marbuta
constexpr absl::string_view kAlef = "\u0627";

struct NounForms {
  std::vector<std::string> singular;
  std::vector<std::string> dual;
  std::vector<std::string> plural;
};

// The folded one-word forms of every currency noun, by each of them.
using NounTable = absl::flat_hash_map<std::string, NounForms>;

void AppendOneWordForms(
    const google::protobuf::RepeatedPtrField<std::string>& from,
    std::vector<std::string>& to) {
  for (const std::string& form : from) {
    const std::string folded = FoldKey(form);
    if (!absl::StrContains(folded, ' ')) to.push_back(folded);
  }
}

NounTable CollectNouns(const Lexicon& lexicon) {
  NounTable table;
  for (const QuantityWord& word : lexicon.quantity_words()) {
    if (word.kind() != lexicon::v1::QUANTITY_WORD_KIND_CURRENCY) continue;
    NounForms forms;
    AppendOneWordForms(word.form(), forms.singular);
    AppendOneWordForms(word.dual(), forms.dual);
    AppendOneWordForms(word.plural(), forms.plural);
    for (const std::string& form : forms.singular) table[form] = forms;
  }
  return table;
}

std::string ToUtf8(const UChar* text, int32_t length) {
  std::string result;
  icu::UnicodeString(text, length).toUTF8String(result);
  return result;
}

// CLDR's name of a currency for a plural category; empty if it has none.
std::string PluralName(const UChar* code, const char* category) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = 0;
  UBool is_choice = false;
  const UChar* name =
      ucurr_getPluralName(code, "ar", &is_choice, category, &length, &status);
  // Without a name of its own a currency is called by its code.
  if (U_FAILURE(status) || name == nullptr || length <= 3) return "";
  return ToUtf8(name, length);
}

void AddNounForms(const std::vector<std::string>& nouns,
                  absl::string_view adjective, const Meaning& meaning,
                  QuantityVocabularyBuilder& builder) {
  for (const std::string& noun : nouns) {
    builder.AddForm(absl::StrCat(noun, " ", adjective), meaning);
    builder.AddForm(absl::StrCat(noun, " ", adjective, kAlef), meaning);
    if (!absl::EndsWith(adjective, kHa)) {
      builder.AddForm(absl::StrCat(noun, " ", adjective, kHa), meaning);
    }
  }
}

// Adds "noun adjective" with all forms of the noun.
void AddInflected(const std::string& folded_name, Meaning meaning,
                  const NounTable& nouns, QuantityVocabularyBuilder& builder) {
  const std::vector<std::string> words = absl::StrSplit(folded_name, ' ');
  if (words.size() != 2) return;
  const auto found = nouns.find(words[0]);
  if (found == nouns.end()) return;
  AddNounForms(found->second.singular, words[1], meaning, builder);
  meaning.number = GrammaticalNumber::kDual;
  AddNounForms(found->second.dual, words[1], meaning, builder);
  meaning.number = GrammaticalNumber::kPlural;
  AddNounForms(found->second.plural, words[1], meaning, builder);
}

void AddCurrency(const UChar* code, const NounTable& nouns,
                 QuantityVocabularyBuilder& builder) {
  Meaning meaning;
  meaning.kind = WordKind::kCurrency;
  meaning.value = builder.NameIndex(ToUtf8(code, 3));
  for (const char* category : {"one", "few", "many", "other"}) {
    const std::string name = FoldKey(PluralName(code, category));
    // One word alone means what the lexicon says.
    if (!absl::StrContains(name, ' ')) continue;
    meaning.number = absl::string_view(category) == "few"
                         ? GrammaticalNumber::kPlural
                         : GrammaticalNumber::kSingular;
    builder.AddForm(name, meaning);
    meaning.number = GrammaticalNumber::kSingular;
    AddInflected(name, meaning, nouns, builder);
  }
}

}  // namespace

void AddCurrencyNames(const Lexicon& lexicon,
                      QuantityVocabularyBuilder& builder) {
  const NounTable nouns = CollectNouns(lexicon);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UEnumeration, void (*)(UEnumeration*)> codes(
      ucurr_openISOCurrencies(UCURR_COMMON | UCURR_NON_DEPRECATED, &status),
      uenum_close);
  if (U_FAILURE(status)) return;
  int32_t length = 0;
  while (const UChar* code = uenum_unext(codes.get(), &length, &status)) {
    if (U_FAILURE(status)) return;
    if (length == 3) AddCurrency(code, nouns, builder);
  }
}

int CurrencyDecimals(const std::string& code) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString name = icu::UnicodeString::fromUTF8(code);
  const int32_t digits =
      ucurr_getDefaultFractionDigits(name.getTerminatedBuffer(), &status);
  return U_FAILURE(status) ? 0 : digits;
}

}  // namespace isnad
