// Text in the columns of a terminal. Widths follow Unicode 15: marks and
// formatting characters take no column (UAX #44, General_Category Mn, Me, Cf),
// East Asian wide and full-width ones take two (UAX #11), all else takes one.
#ifndef ISNAD_CLIENT_CLI_DISPLAY_WIDTH_H_
#define ISNAD_CLIENT_CLI_DISPLAY_WIDTH_H_

#include <string>

#include "absl/strings/string_view.h"

namespace isnad {

// Returns text that is safe to print in one line whatever it holds: control
// characters and line breaks become spaces, bidi controls are dropped (a stray
// one would turn round the rest of the line), broken bytes become U+FFFD.
std::string PrintableText(absl::string_view text);

// Returns the number of columns that printable text takes.
int DisplayWidth(absl::string_view text);

// Returns the text if it fits into `columns`, else as many of its grapheme
// clusters as leave room for a closing ellipsis. REQUIRES: columns > 0.
std::string CutToWidth(absl::string_view text, int columns);

// Whether the text holds a character that is written from right to left.
bool HasRightToLeft(absl::string_view text);

// Returns the text between U+2068 and U+2069, so that its direction and that of
// what surrounds it do not affect each other.
std::string Isolated(absl::string_view text);

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_DISPLAY_WIDTH_H_
