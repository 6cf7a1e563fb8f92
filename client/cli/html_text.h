#ifndef ISNAD_CLIENT_CLI_HTML_TEXT_H_
#define ISNAD_CLIENT_CLI_HTML_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace isnad {

// Returns text for the content of an element or a quoted attribute, whatever
// bytes it holds: the five characters of markup become references, broken bytes
// and control characters U+FFFD (HTML forbids them even as references), line
// breaks and tabs stay, and what turns the direction of text around, the bidi
// embeddings, overrides and isolates, is left out.
std::string EscapeHtml(absl::string_view text);

// As `EscapeHtml`, for the content of an element only: bidi controls are shown
// by their names, since a reader should see that the text holds them.
std::string EscapeSourceText(absl::string_view text);

// Whether an address may be linked to: http and https. Others, javascript
// above all, are shown as text.
bool IsSafeLink(absl::string_view uri);

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_HTML_TEXT_H_
