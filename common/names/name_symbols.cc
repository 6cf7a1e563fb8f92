#include "common/names/name_symbols.h"

#include <array>
#include <memory>
#include <utility>

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "absl/strings/ascii.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"

namespace isnad {
namespace {

struct Letter {
  char32_t code_point;
  NameSymbol symbol;
  NameSymbol base;
  const char* text;
};

constexpr NameSymbol Latin(char letter) {
  return static_cast<NameSymbol>(2 + (letter - 'a'));
}
constexpr NameSymbol kFirstDigit = 28;  // in both alphabets, to 37

// Latin letters whose mark changes the sound. Letters with one code sound
// alike in most languages that have them; `text` is the first of them.
constexpr Letter kMarkedLatin[] = {
    {0x0107, 38, Latin('c'), "\u0107"},  // c with acute
    {0x010D, 39, Latin('c'), "\u010D"},  // c with caron
    {0x0161, 40, Latin('s'), "\u0161"},  // s with caron
    {0x015F, 40, Latin('s'), "\u0161"},  // s with cedilla
    {0x0219, 40, Latin('s'), "\u0161"},  // s with comma
    {0x015B, 40, Latin('s'), "\u0161"},  // s with acute
    {0x017E, 41, Latin('z'), "\u017E"},  // z with caron
    {0x017C, 41, Latin('z'), "\u017E"},  // z with dot
    {0x00E7, 42, Latin('c'), "\u00E7"},  // c with cedilla
    {0x00F1, 43, Latin('n'), "\u00F1"},  // n with tilde
    {0x0144, 43, Latin('n'), "\u00F1"},  // n with acute
    {0x0148, 43, Latin('n'), "\u00F1"},  // n with caron
    {0x00F6, 44, Latin('o'), "\u00F6"},  // o with diaeresis
    {0x00F8, 44, Latin('o'), "\u00F6"},  // o with stroke
    {0x0151, 44, Latin('o'), "\u00F6"},  // o with double acute
    {0x0153, 44, Latin('o'), "\u00F6"},  // oe
    {0x00FC, 45, Latin('u'), "\u00FC"},  // u with diaeresis
    {0x0171, 45, Latin('u'), "\u00FC"},  // u with double acute
    {0x0142, 46, Latin('l'), "\u0142"},  // l with stroke
    {0x011F, 47, Latin('g'), "\u011F"},  // g with breve
    {0x0111, 48, Latin('d'), "\u0111"},  // d with stroke
    {0x021B, 49, Latin('t'), "\u021B"},  // t with comma
    {0x0163, 49, Latin('t'), "\u021B"},  // t with cedilla
    {0x00E9, 50, Latin('e'), "\u00E9"},  // e with acute
    {0x0131, 51, Latin('i'), "\u0131"},  // dotless i
    {0x00E4, 52, Latin('a'), "\u00E4"},  // a with diaeresis
    {0x00E6, 52, Latin('a'), "\u00E4"},  // ae
    {0x00E5, 53, Latin('a'), "\u00E5"},  // a with ring
    {0x0159, 54, Latin('r'), "\u0159"},  // r with caron
    {0x00FE, 55, Latin('t'), "\u00FE"},  // thorn
    {0x00F0, 48, Latin('d'), "\u0111"},  // eth
    {0x0101, 56, Latin('a'), "\u0101"},  // a with macron
    {0x016B, 57, Latin('u'), "\u016B"},  // u with macron
    {0x014D, 58, Latin('o'), "\u014D"},  // o with macron
    {0x012B, 59, Latin('i'), "\u012B"},  // i with macron
};

constexpr NameSymbol kAlef = 2;
constexpr NameSymbol kHa = 28 - 1;

// The letters that folding leaves, and the finer ones kept besides them.
// Digits have codes 28 to 37 here too.
constexpr Letter kArabic[] = {
    {0x0627, kAlef, kAlef, "\u0627"},  // alef
    {0x0628, 3, 3, "\u0628"},          // ba
    {0x062A, 4, 4, "\u062A"},          // ta
    {0x062B, 5, 5, "\u062B"},          // tha
    {0x062C, 6, 6, "\u062C"},          // jim
    {0x062D, 7, 7, "\u062D"},          // hah
    {0x062E, 8, 8, "\u062E"},          // khah
    {0x062F, 9, 9, "\u062F"},          // dal
    {0x0630, 10, 10, "\u0630"},        // dhal
    {0x0631, 11, 11, "\u0631"},        // ra
    {0x0632, 12, 12, "\u0632"},        // zay
    {0x0633, 13, 13, "\u0633"},        // sin
    {0x0634, 14, 14, "\u0634"},        // shin
    {0x0635, 15, 15, "\u0635"},        // sad
    {0x0636, 16, 16, "\u0636"},        // dad
    {0x0637, 17, 17, "\u0637"},        // tah
    {0x0638, 18, 18, "\u0638"},        // zah
    {0x0639, 19, 19, "\u0639"},        // ain
    {0x063A, 20, 20, "\u063A"},        // ghain
    {0x0641, 21, 21, "\u0641"},        // fa
    {0x0642, 22, 22, "\u0642"},        // qaf
    {0x0643, 23, 23, "\u0643"},        // kaf
    {0x0644, 24, 24, "\u0644"},        // lam
    {0x0645, 25, 25, "\u0645"},        // mim
    {0x0646, 26, 26, "\u0646"},        // nun
    {0x0647, kHa, kHa, "\u0647"},      // ha
    {0x0648, 38, 38, "\u0648"},        // waw
    {0x064A, 39, 39, "\u064A"},        // ya
    {0x0621, 40, 40, "\u0621"},        // hamza
    {0x0623, 41, kAlef, "\u0623"},     // alef with hamza above
    {0x0625, 42, kAlef, "\u0625"},     // alef with hamza below
    {0x0622, 43, kAlef, "\u0622"},     // alef with madda
    {0x0629, 44, kHa, "\u0629"},       // ta marbuta
};

// What is known of the codes of one alphabet.
struct Alphabet {
  std::array<NameSymbol, kNameSymbolLimit> base{};
  std::array<const char*, kNameSymbolLimit> text{};
};

constexpr const char* kDigits[] = {"0", "1", "2", "3", "4",
                                   "5", "6", "7", "8", "9"};
constexpr const char* kLatinLetters[] = {
    "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m",
    "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z"};

template <size_t kCount>
void AddLetters(const Letter (&letters)[kCount], Alphabet* alphabet) {
  for (const Letter& letter : letters) {
    alphabet->base[letter.symbol] = letter.base;
    alphabet->text[letter.symbol] = letter.text;
  }
}

Alphabet MakeAlphabet(NameAlphabet which) {
  Alphabet alphabet;
  for (size_t i = 0; i < alphabet.base.size(); ++i) {
    alphabet.base[i] = static_cast<NameSymbol>(i);
    alphabet.text[i] = "";
  }
  alphabet.text[kNameBorder] = "_";
  for (size_t i = 0; i < 10; ++i) alphabet.text[kFirstDigit + i] = kDigits[i];
  if (which == NameAlphabet::kArabic) {
    AddLetters(kArabic, &alphabet);
    return alphabet;
  }
  for (size_t i = 0; i < 26; ++i) alphabet.text[2 + i] = kLatinLetters[i];
  AddLetters(kMarkedLatin, &alphabet);
  return alphabet;
}

const Alphabet& AlphabetOf(NameAlphabet which) {
  static const auto* const kLatin =
      new Alphabet(MakeAlphabet(NameAlphabet::kLatin));
  static const auto* const kArabicAlphabet =
      new Alphabet(MakeAlphabet(NameAlphabet::kArabic));
  return which == NameAlphabet::kArabic ? *kArabicAlphabet : *kLatin;
}

NameSymbol AsciiSymbol(char c) {
  if (c >= 'a' && c <= 'z') return Latin(c);
  if (c >= '0' && c <= '9') {
    return static_cast<NameSymbol>(kFirstDigit + (c - '0'));
  }
  return 0;
}

template <size_t kCount>
NameSymbol FindLetter(const Letter (&letters)[kCount], char32_t code_point) {
  for (const Letter& letter : letters) {
    if (letter.code_point == code_point) return letter.symbol;
  }
  return 0;
}

// The letters of kArabic are all within 256 code points.
constexpr char32_t kArabicBlock = 0x0600;

NameSymbol ArabicSymbol(char32_t code_point) {
  static const auto* const kSymbols = [] {
    auto* symbols = new std::array<NameSymbol, 256>{};
    for (const Letter& letter : kArabic) {
      (*symbols)[letter.code_point - kArabicBlock] = letter.symbol;
    }
    return symbols;
  }();
  const char32_t offset = code_point - kArabicBlock;
  return offset < kSymbols->size() ? (*kSymbols)[offset] : 0;
}

// A letter with its own code although it folds to another, or 0.
NameSymbol MarkedLatinSymbol(char32_t code_point) {
  if (code_point < 0xC0 || code_point > 0x24F) return 0;
  const auto lower =
      static_cast<char32_t>(u_tolower(static_cast<UChar32>(code_point)));
  return FindLetter(kMarkedLatin, lower);
}

// Puts tokens together, one character at a time.
class TokenBuilder {
 public:
  void Add(NameAlphabet alphabet, NameSymbol symbol) {
    const bool digit = symbol >= kFirstDigit && symbol < kFirstDigit + 10;
    if (digit) alphabet = NameAlphabet::kLatin;
    if (!open_ || tokens_.back().alphabet != alphabet) {
      tokens_.emplace_back();
      tokens_.back().alphabet = alphabet;
      open_ = true;
    }
    auto& symbols = tokens_.back().symbols;
    if (symbols.size() < kMaxNameTokenSymbols) symbols.push_back(symbol);
  }
  void End() { open_ = false; }
  bool full() const { return tokens_.size() >= kMaxSymbolTokens && !open_; }
  std::vector<SymbolToken> Take() {
    if (tokens_.size() > kMaxSymbolTokens) tokens_.resize(kMaxSymbolTokens);
    return std::move(tokens_);
  }

 private:
  std::vector<SymbolToken> tokens_;
  bool open_ = false;  // whether the next letter belongs to the last token
};

bool IsApostrophe(char32_t c) {
  switch (c) {
    case 0x00B4:  // acute accent
    case 0x02BB:  // turned comma
    case 0x02BC:  // modifier apostrophe
    case 0x02BE:  // right half ring
    case 0x02BF:  // left half ring
    case 0x02C8:  // vertical line
    case 0x2018:  // single quotation marks
    case 0x2019:
      return true;
    default:
      return false;
  }
}

// Adds an ASCII character, as folding would have it.
void AddAscii(char c, TokenBuilder* builder) {
  const NameSymbol symbol =
      AsciiSymbol(absl::ascii_tolower(static_cast<unsigned char>(c)));
  if (symbol != 0) {
    builder->Add(NameAlphabet::kLatin, symbol);
  } else if (c != '\'' && c != '`') {
    builder->End();
  }
}

// Adds what one character folds to. Returns whether it is a letter of a third
// script.
bool AddCharacter(char32_t c, TokenBuilder* builder) {
  if (c >= 0x20 && c < 0x7F) {
    AddAscii(static_cast<char>(c), builder);
    return false;
  }
  if (IsApostrophe(c)) return false;
  if (const NameSymbol marked = MarkedLatinSymbol(c)) {
    builder->Add(NameAlphabet::kLatin, marked);
    return false;
  }
  if (const NameSymbol arabic = ArabicSymbol(c)) {
    builder->Add(NameAlphabet::kArabic, arabic);
    return false;
  }
  const Folded folded = DefaultFoldTable().Lookup(c);
  switch (folded.char_class) {
    case CharClass::kCombining:
    case CharClass::kInvisible:
      return false;
    case CharClass::kArabicLetter:
    case CharClass::kLatinLetter:
    case CharClass::kOtherLetter:
    case CharClass::kDigit:
      break;
    default:
      builder->End();
      return false;
  }
  bool foreign = false;
  for (size_t i = 0; i < folded.bytes.size();) {
    const char32_t letter = NextCodePoint(folded.bytes, i);
    if (letter < 0x80) {
      const NameSymbol symbol = AsciiSymbol(static_cast<char>(letter));
      if (symbol != 0) builder->Add(NameAlphabet::kLatin, symbol);
    } else if (const NameSymbol arabic = ArabicSymbol(letter)) {
      builder->Add(NameAlphabet::kArabic, arabic);
    } else if (const NameSymbol marked = MarkedLatinSymbol(letter)) {
      builder->Add(NameAlphabet::kLatin, marked);
    } else {
      foreign = foreign || folded.char_class != CharClass::kArabicLetter;
    }
  }
  return foreign;
}

std::vector<SymbolToken> Tokenize(absl::string_view name, bool* foreign) {
  TokenBuilder builder;
  *foreign = false;
  for (size_t i = 0; i < name.size() && !builder.full();) {
    if (AddCharacter(NextCodePoint(name, i), &builder)) *foreign = true;
  }
  return builder.Take();
}

// The romanizer lives for ever; its transliterate() is const and keeps no
// state. Null if ICU was built without the rules.
const icu::Transliterator* Romanizer() {
  static const icu::Transliterator* const kRomanizer = [] {
    UErrorCode error = U_ZERO_ERROR;
    icu::Transliterator* made = icu::Transliterator::createInstance(
        "[:^Arabic:]; Any-Latin; Latin-ASCII", UTRANS_FORWARD, error);
    return U_SUCCESS(error) ? made : nullptr;
  }();
  return kRomanizer;
}

std::string Romanize(absl::string_view name) {
  const icu::Transliterator* romanizer = Romanizer();
  if (romanizer == nullptr) return std::string(name);
  icu::UnicodeString text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(name.data(), static_cast<int32_t>(name.size())));
  romanizer->transliterate(text);
  std::string romanized;
  text.toUTF8String(romanized);
  return romanized;
}

}  // namespace

std::vector<SymbolToken> SymbolTokens(absl::string_view name) {
  // Enough for every token that is kept; a name of megabytes costs no more.
  constexpr size_t kLimitBytes = 4096;
  bool foreign = false;
  std::vector<SymbolToken> tokens =
      Tokenize(name.substr(0, kLimitBytes), &foreign);
  if (!foreign) return tokens;
  return Tokenize(Romanize(name.substr(0, kLimitBytes)), &foreign);
}

NameSymbol BaseSymbol(NameAlphabet alphabet, NameSymbol symbol) {
  return AlphabetOf(alphabet).base[symbol % kNameSymbolLimit];
}

absl::string_view SymbolText(NameAlphabet alphabet, NameSymbol symbol) {
  return AlphabetOf(alphabet).text[symbol % kNameSymbolLimit];
}

NameSymbol SymbolFromText(NameAlphabet alphabet, absl::string_view letter) {
  if (letter.empty()) return 0;
  const Alphabet& table = AlphabetOf(alphabet);
  for (size_t i = 1; i < table.text.size(); ++i) {
    if (letter == table.text[i]) return static_cast<NameSymbol>(i);
  }
  return 0;
}

}  // namespace isnad
