#include "common/names/name_tokens.h"

#include <utility>

#include "common/text/fold.h"
#include "common/text/utf8.h"

namespace isnad {
namespace {

constexpr absl::string_view kPlus = "+";

bool IsWordClass(CharClass char_class) {
  return char_class == CharClass::kArabicLetter ||
         char_class == CharClass::kLatinLetter ||
         char_class == CharClass::kOtherLetter ||
         char_class == CharClass::kDigit;
}

bool IsDropped(CharClass char_class) {
  return char_class == CharClass::kCombining ||
         char_class == CharClass::kInvisible;
}

bool IsMark(CharClass char_class) {
  return char_class == CharClass::kPunctuation ||
         char_class == CharClass::kSymbol;
}

}  // namespace

std::vector<std::string> NameTokens(absl::string_view name) {
  const FoldTable& table = DefaultFoldTable();
  std::vector<std::string> tokens;
  // Marks since the last word; they count once another word follows.
  std::vector<std::string> marks;
  CharClass run = CharClass::kSpace;
  for (size_t i = 0; i < name.size();) {
    const Folded folded = table.Lookup(NextCodePoint(name, i));
    if (IsDropped(folded.char_class)) continue;
    if (IsWordClass(folded.char_class)) {
      if (folded.char_class != run) {
        if (!tokens.empty()) {
          for (std::string& mark : marks) tokens.push_back(std::move(mark));
        }
        marks.clear();
        tokens.emplace_back();
      }
      tokens.back().append(folded.bytes.data(), folded.bytes.size());
    } else if (IsMark(folded.char_class) && !IsNameJoiner(folded.bytes)) {
      marks.emplace_back(folded.bytes);
    }
    run = folded.char_class;
  }
  if (!tokens.empty() && marks.size() == 1 && marks[0] == kPlus) {
    tokens.push_back(std::move(marks[0]));
  }
  return tokens;
}

bool IsNameJoiner(absl::string_view folded_mark) {
  return folded_mark == "-" || folded_mark == "." || folded_mark == "_" ||
         folded_mark == "\u00B7" || folded_mark == "\u2022" ||
         folded_mark == "\u2027" || folded_mark == "\u30FB";
}

bool HasArabicLetter(absl::string_view text) {
  const FoldTable& table = DefaultFoldTable();
  for (size_t i = 0; i < text.size();) {
    if (table.Lookup(NextCodePoint(text, i)).char_class ==
        CharClass::kArabicLetter) {
      return true;
    }
  }
  return false;
}

}  // namespace isnad
