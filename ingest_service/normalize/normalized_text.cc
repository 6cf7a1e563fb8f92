#include "ingest_service/normalize/normalized_text.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "absl/strings/string_view.h"
#include "common/text/fold.h"
#include "ingest_service/normalize/character_reference.h"

namespace isnad {

NormalizedText::NormalizedText(absl::string_view text, const FoldTable& table,
                               Parts parts)
    : text_(text), table_(&table), parts_(std::move(parts)) {}

uint32_t NormalizedText::SentenceOf(uint32_t token) const {
  const auto after = std::upper_bound(
      sentences().begin(), sentences().end(), token,
      [](uint32_t t, const Sentence& s) { return t < s.token_begin; });
  return static_cast<uint32_t>(after - sentences().begin()) - 1;
}

uint32_t NormalizedText::TokenAtFolded(uint32_t folded) const {
  const auto after = std::upper_bound(
      tokens().begin(), tokens().end(), folded,
      [](uint32_t f, const Token& t) { return f < t.folded_begin; });
  const auto index = static_cast<uint32_t>(after - tokens().begin());
  return index == 0 ? 0 : index - 1;
}

// The text position of a folded byte of a token, or of the space behind it.
uint32_t NormalizedText::TextBeginIn(const Token& token, uint32_t begin) const {
  if (begin == token.folded_begin) return token.text_begin;
  if (begin >= token.folded_end) return token.text_end;
  uint32_t folded = token.folded_begin;
  size_t position = token.text_begin;
  for (;;) {
    const size_t character = position;
    folded += static_cast<uint32_t>(
        table_->Lookup(ReadCharacter(text_, position)).bytes.size());
    if (folded > begin) return static_cast<uint32_t>(character);
  }
}

uint32_t NormalizedText::TextEndOfFolded(uint32_t end) const {
  const uint32_t index = TokenAtFolded(end - 1);
  const Token& token = tokens()[index];
  if (end == token.folded_end) return token.text_end;
  if (end > token.folded_end) return tokens()[index + 1].text_begin;
  uint32_t folded = token.folded_begin;
  size_t text_end = token.text_begin;
  for (size_t position = text_end; position < token.text_end;) {
    const isnad::Folded next = table_->Lookup(ReadCharacter(text_, position));
    if (!next.bytes.empty()) {
      if (folded >= end) break;
      folded += static_cast<uint32_t>(next.bytes.size());
      text_end = position;
    } else if (next.char_class == CharClass::kCombining) {
      text_end = position;
    }
  }
  return static_cast<uint32_t>(text_end);
}

TextRange NormalizedText::RangeOfFolded(uint32_t begin, uint32_t end) const {
  if (tokens().empty()) return {0, 0};
  const uint32_t text_begin =
      TextBeginIn(tokens()[TokenAtFolded(begin)], begin);
  if (begin == end) return {text_begin, text_begin};
  return {text_begin, TextEndOfFolded(end)};
}

}  // namespace isnad
