// Folding: the map from text to the form under which names and searches are
// compared. It is a function of single characters, so it can be done in one
// pass and reversed through an alignment.
#ifndef ISNAD_COMMON_TEXT_FOLD_H_
#define ISNAD_COMMON_TEXT_FOLD_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "common/text/token_hash.h"  // IWYU pragma: export

namespace isnad {

// The steps of folding; each can be left out. Values are stable.
enum class FoldStep : uint32_t {
  kPresentationForms = 1u << 0,  // Arabic presentation forms, full width
  kInvisible = 1u << 1,          // bidi controls, zero-width marks, BOM
  kTatweel = 1u << 2,            // U+0640
  kDiacritics = 1u << 3,         // tashkeel, Quranic marks, Latin accents
  kAlef = 1u << 4,               // alef with hamza, madda, wasla
  kHamza = 1u << 5,              // hamza on waw and ya
  kYa = 1u << 6,                 // alef maqsura
  kTaMarbuta = 1u << 7,          // ta marbuta
  kPersianLetters = 1u << 8,     // keheh, gaf, farsi ya, peh, tcheh, veh ...
  kDigits = 1u << 9,             // Arabic-Indic and other decimal digits
  kQuotes = 1u << 10,            // quotation marks to one family each
  kPunctuation = 1u << 11,       // dashes, commas, percent, decimal separators
  kCase = 1u << 12,              // Unicode full case folding
};

inline constexpr uint32_t kAllFoldSteps = (1u << 13) - 1;

// Changes whenever the result of any step changes: stored keys made under
// another version must be made anew.
inline constexpr int kFoldVersion = 1;

// What one character is, for tokenization.
enum class CharClass : uint8_t {
  kArabicLetter,
  kLatinLetter,
  kOtherLetter,
  kDigit,
  kSpace,      // one folded space for each run
  kLineBreak,  // as a space, and ends a headline
  kPunctuation,
  kSymbol,
  kCombining,  // dropped; belongs to the character before it
  kInvisible,  // dropped; belongs to nothing
};

// What folding makes of one character: at most 33 bytes of UTF-8 (U+FDFA).
// All of it is of the one class; it is empty for what is dropped, and one space
// for white space.
struct Folded {
  absl::string_view bytes;
  CharClass char_class;
};

// The same for a character below U+0800, in a form for inner loops.
struct alignas(8) FoldCell {
  char bytes[4];
  uint8_t length;
  CharClass char_class;
};

// The compiled map for one set of steps. Pages of 256 characters are compiled
// when they are first asked for; the answers never change. Thread-safe.
class FoldTable {
 public:
  // `FoldCell`s reach to here: characters of one or two bytes of UTF-8.
  static constexpr char32_t kCellCount = 0x800;

  explicit FoldTable(uint32_t steps);
  ~FoldTable();
  FoldTable(const FoldTable&) = delete;
  FoldTable& operator=(const FoldTable&) = delete;

  // Returns the folded form of a code point; the view lives as long as the
  // table. Surrogates and numbers from 0x110000 on fold as U+FFFD.
  Folded Lookup(char32_t code_point) const {
    if (code_point >= kCellCount) return LookUpPage(code_point);
    const FoldCell& cell = cells_[code_point];
    return {absl::string_view(cell.bytes, cell.length), cell.char_class};
  }

  // Returns the cells of U+0000 to U+07FF.
  const FoldCell* cells() const { return cells_.get(); }

  uint32_t steps() const { return steps_; }

 private:
  struct Page;
  static constexpr size_t kPageCount = 0x1100;

  const Page& PageOf(char32_t code_point) const;
  Folded LookUpPage(char32_t code_point) const;

  const uint32_t steps_;
  // Each is null until it is compiled, then never changed.
  const std::unique_ptr<std::atomic<const Page*>[]> pages_;
  std::unique_ptr<FoldCell[]> cells_;
};

// The table with every step, which lives for ever.
const FoldTable& DefaultFoldTable();

// Returns the fold key of a name or query: the folded text without punctuation,
// runs of white space made one space and none at the ends. Only punctuation
// between two digits stays ("8.2"). Bytes that are not UTF-8 count as U+FFFD.
std::string FoldKey(absl::string_view text);

}  // namespace isnad

#endif  // ISNAD_COMMON_TEXT_FOLD_H_
