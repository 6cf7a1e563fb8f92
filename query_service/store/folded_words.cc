#include "query_service/store/folded_words.h"

#include "common/text/fold.h"
#include "common/text/utf8.h"

namespace isnad {
namespace {

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
  std::string joined;
  joined.reserve(text.size());
  // As ForEachFoldedWord has it, without a string for each word.
  bool in_word = false;
  for (size_t position = 0; position < text.size();) {
    const Folded folded = table.Lookup(NextCodePoint(text, position));
    if (IsWordClass(folded.char_class) && !folded.bytes.empty()) {
      joined.append(folded.bytes.data(), folded.bytes.size());
      in_word = true;
    } else if (in_word && EndsWord(folded.char_class)) {
      joined += ' ';
      in_word = false;
    }
  }
  if (in_word) joined += ' ';
  return joined;
}

}  // namespace isnad
