#ifndef ISNAD_QUERY_SERVICE_STORE_FOLDED_WORDS_H_
#define ISNAD_QUERY_SERVICE_STORE_FOLDED_WORDS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"

namespace isnad {

// A word for search: a run of letters and digits.
struct FoldedWord {
  // Folded characters.
  std::string folded;
  // The bytes of the text it was read from, combining marks inside.
  uint32_t begin = 0;
  uint32_t end = 0;
};

// Visits the words of a text in order. Marks and tatweel within a word are
// passed over; every other character ends it. The visited word is reused. Goes
// on as long as `visit` returns true.
void ForEachFoldedWord(absl::string_view text,
                       absl::FunctionRef<bool(const FoldedWord&)> visit);

// Returns the words of a short text.
std::vector<FoldedWord> FoldedWords(absl::string_view text);

// Returns the folded words, each followed by a space.
std::string JoinFoldedWords(absl::string_view text);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_FOLDED_WORDS_H_
