// Names as sequences of folded tokens: the form in which they are looked up.
// Tokens are split as the normalizer splits a document, and the marks that join
// the parts of a name are dropped, so that "H20", "H 20" and "H-20" are one
// sequence, as are an acronym's letters with dots or spaces between them.
#ifndef ISNAD_COMMON_NAMES_NAME_TOKENS_H_
#define ISNAD_COMMON_NAMES_NAME_TOKENS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace isnad {

// Names of more tokens are refused by the catalog.
inline constexpr size_t kMaxNameTokens = 16;

// Returns the tokens of a name, folded: runs of letters of one script, runs of
// digits, and single marks that are no joiner and stand between two of them
// (the "&" of AT&T), as well as a plus at the end (OPEC+). Bytes that are not
// UTF-8 count as U+FFFD.
std::vector<std::string> NameTokens(absl::string_view name);

// Whether a folded mark only joins the parts of a name: hyphen, dot, middle
// dot, underscore.
bool IsNameJoiner(absl::string_view folded_mark);

// Whether the text holds a letter of the Arabic script.
bool HasArabicLetter(absl::string_view text);

// Hash of a sequence of tokens: start with kEmptySequence and extend it by the
// HashToken() of each token in turn.
inline constexpr uint64_t kEmptySequence = 0;

inline uint64_t ExtendSequence(uint64_t sequence, uint64_t token_hash) {
  // An odd multiplier with well spread bits (the golden ratio); the rotation
  // makes the order of tokens count.
  const uint64_t rotated = (sequence << 23) | (sequence >> 41);
  const uint64_t mixed = (rotated ^ token_hash) * 0x9E3779B97F4A7C15u;
  return mixed ^ (mixed >> 29);
}

}  // namespace isnad

#endif  // ISNAD_COMMON_NAMES_NAME_TOKENS_H_
