#ifndef ISNAD_INGEST_SERVICE_NORMALIZE_CHARACTER_REFERENCE_H_
#define ISNAD_INGEST_SERVICE_NORMALIZE_CHARACTER_REFERENCE_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace isnad {

// Reads one character of a text as its author meant it: where HTML was turned
// into plain text carelessly, a character reference that was left over
// ("&nbsp;", "&quot;", "&#8217;") is the character it stands for. Moves
// `position` behind it.
// REQUIRES: position < text.size(); the text is valid UTF-8.
char32_t ReadCharacter(absl::string_view text, size_t& position);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_NORMALIZE_CHARACTER_REFERENCE_H_
