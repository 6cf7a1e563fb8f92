#include "query_service/store/folded_words.h"

#include <algorithm>
#include <cstring>

#include "common/text/fold.h"
#include "common/text/utf8.h"

namespace isnad {
namespace {

// More than folding makes of a character (fold.h), and a space.
constexpr size_t kRoom = 64;

bool IsWordClass(CharClass char_class) {
  switch (char_class) {
    case CharClass::kArabicLetter:
    case CharClass::kLatinLetter:
    case CharClass::kOtherLetter:
    case CharClass::kDigit:
      return true;
    default:
      return false;
  }
}

// What stands inside a word without being part of it does not end it.
bool EndsWord(CharClass char_class) {
  return char_class != CharClass::kCombining &&
         char_class != CharClass::kInvisible;
}

}  // namespace

void ForEachFoldedWord(absl::string_view text,
                       absl::FunctionRef<bool(const FoldedWord&)> visit) {
  const FoldTable& table = DefaultFoldTable();
  FoldedWord word;
  for (size_t position = 0; position < text.size();) {
    const size_t begin = position;
    const Folded folded = table.Lookup(NextCodePoint(text, position));
    if (IsWordClass(folded.char_class) && !folded.bytes.empty()) {
      if (word.folded.empty()) word.begin = static_cast<uint32_t>(begin);
      word.folded.append(folded.bytes.data(), folded.bytes.size());
      word.end = static_cast<uint32_t>(position);
    } else if (folded.char_class == CharClass::kCombining) {
      word.end = static_cast<uint32_t>(position);
    } else if (folded.char_class != CharClass::kInvisible &&
               !word.folded.empty()) {
      if (!visit(word)) return;
      word.folded.clear();
    }
  }
  if (!word.folded.empty()) visit(word);
}

std::vector<FoldedWord> FoldedWords(absl::string_view text) {
  std::vector<FoldedWord> words;
  ForEachFoldedWord(text, [&](const FoldedWord& word) {
    words.push_back(word);
    return true;
  });
  return words;
}

std::string JoinFoldedWords(absl::string_view text) {
  const FoldTable& table = DefaultFoldTable();
  const FoldCell* const cells = table.cells();
  // Is always kRoom bytes longer than what is written.
  std::string joined(text.size() + kRoom, '\0');
  size_t size = 0;
  // As ForEachFoldedWord has it, without a string for each word.
  bool in_word = false;
  for (size_t position = 0; position < text.size();) {
    const char32_t code_point = NextCodePoint(text, position);
    size_t length = 0;
    CharClass char_class = CharClass::kOtherLetter;
    if (code_point < FoldTable::kCellCount) {
      const FoldCell& cell = cells[code_point];
      std::memcpy(&joined[size], cell.bytes, sizeof(cell.bytes));
      length = cell.length;
      char_class = cell.char_class;
    } else {
      const Folded folded = table.Lookup(code_point);
      std::copy(folded.bytes.begin(), folded.bytes.end(), &joined[size]);
      length = folded.bytes.size();
      char_class = folded.char_class;
    }
    if (IsWordClass(char_class) && length > 0) {
      size += length;
      in_word = true;
    } else if (in_word && EndsWord(char_class)) {
      joined[size++] = ' ';
      in_word = false;
    }
    if (joined.size() - size < kRoom) joined.resize(2 * joined.size());
  }
  if (in_word) joined[size++] = ' ';
  joined.resize(size);
  return joined;
}

}  // namespace isnad
