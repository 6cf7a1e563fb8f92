// Names as tokens of small letter codes, the form in which spellings are
// compared across scripts. It keeps a little more than folding does: which
// vowel an initial alef carries, ta marbuta, and the Latin letters whose mark
// changes the sound, since all of these say how the other script spells it.
#ifndef ISNAD_COMMON_NAMES_NAME_SYMBOLS_H_
#define ISNAD_COMMON_NAMES_NAME_SYMBOLS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace isnad {

// The code of a letter or digit of one alphabet: 1 to 63.
using NameSymbol = uint8_t;

// Stands before the first and behind the last letter of a token wherever
// spellings are aligned: letters sound different there.
inline constexpr NameSymbol kNameBorder = 1;

// Codes are below this.
inline constexpr int kNameSymbolLimit = 64;

// Longer tokens are cut off.
inline constexpr size_t kMaxNameTokenSymbols = 30;

// Later tokens of a name are left out.
inline constexpr size_t kMaxSymbolTokens = 12;

enum class NameAlphabet : uint8_t { kLatin = 0, kArabic = 1 };

// One token: a run of letters and digits of one alphabet, without borders.
// Digits alone are Latin, so that "20" is the same in both scripts.
struct SymbolToken {
  NameAlphabet alphabet = NameAlphabet::kLatin;
  std::basic_string<NameSymbol> symbols;

  friend bool operator==(const SymbolToken& a, const SymbolToken& b) {
    return a.alphabet == b.alphabet && a.symbols == b.symbols;
  }
};

// Returns the tokens of a name. Spaces, hyphens and other marks end a token;
// apostrophes, combining and invisible marks do not. Names in scripts other
// than Arabic and Latin are romanized (ICU's Any-Latin) and then Latin. Bytes
// that are not UTF-8 end a token.
std::vector<SymbolToken> SymbolTokens(absl::string_view name);

// Returns the code without what only its own alphabet's finer spelling says:
// the alef of alef with hamza, the s of s with caron.
NameSymbol BaseSymbol(NameAlphabet alphabet, NameSymbol symbol);

// Returns the letter of a code as UTF-8, "_" for the border, "" for none.
absl::string_view SymbolText(NameAlphabet alphabet, NameSymbol symbol);

// Returns the code of a letter as SymbolText writes it, 0 if there is none.
NameSymbol SymbolFromText(NameAlphabet alphabet, absl::string_view letter);

}  // namespace isnad

#endif  // ISNAD_COMMON_NAMES_NAME_SYMBOLS_H_
