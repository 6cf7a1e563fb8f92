// The spellings that a rule can make of a listed name, so that no one has to
// list them. What folding does (hamza, alef maqsura, ta marbuta, diacritics,
// Persian letters, and with them v) and what joining does (dots, hyphens and
// spaces inside a name) needs no variant. The axes are those of real pages:
//
//   g       a foreign g is written gh, jim, kaf or qaf; all of a name alike.
//           Made from gh only, and jim in the ending -nj, which is always -ng.
//   America am-r-y-k and am-y-r-k.
//   Trump   with and without alef.
//   joined  a word of two parts written as one; a Chinese given name likewise.
//   letters an acronym read out letter by letter: its letters joined, and each
//           of the letters that has several spellings.
//   ending  a foreign name in -a with alef or ha (a ta marbuta, folded); not
//           after ya, where it would be an adjective.
//   plural  -z and -s at the end of a foreign word.
//   vowel   one long vowel left out inside a foreign word of some length, the
//           listed name's only.
//   camel   Latin words joined by a capital, written as two.
#ifndef ISNAD_COMMON_NAMES_SPELLING_VARIANTS_H_
#define ISNAD_COMMON_NAMES_SPELLING_VARIANTS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace isnad {

// What kind of name it is decides which axes apply.
enum class NameShape {
  kPerson,  // given name and family name
  kBrand,   // a company, product, outlet: made of foreign words
  kPhrase,  // words of the language: a ministry, a law, a place
};

// At most so many spellings are made of one name, itself included; the axes
// are cut off in the reverse of the order above.
inline constexpr size_t kMaxSpellings = 32;

// Returns the token sequences of all spellings of a name, as by NameTokens,
// without repetition and the name itself first. Empty if the name has no token.
std::vector<std::vector<std::string>> Spellings(absl::string_view name,
                                                NameShape shape);

// Returns the Latin letter, in lower case, that a folded Arabic word is the
// name of ("atsh" for h); 0 if it is none's. Of letters that share a name, the
// one that acronyms have more often.
char SpokenLetter(absl::string_view folded_word);

}  // namespace isnad

#endif  // ISNAD_COMMON_NAMES_SPELLING_VARIANTS_H_
