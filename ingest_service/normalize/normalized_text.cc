#include "ingest_service/normalize/normalized_text.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "absl/strings/string_view.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"

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

TextRange NormalizedText::RangeOfFolded(uint32_t begin, uint32_t end) const {
  const uint32_t text_begin = parts_.alignment[begin];
  if (begin == end) return {text_begin, text_begin};
  size_t position = parts_.alignment[end - 1];
  NextCodePoint(text_, position);
  size_t text_end = position;
  // Marks that follow belong to the character, also behind invisible ones.
  while (position < text_.size()) {
    const CharClass next =
        table_->Lookup(NextCodePoint(text_, position)).char_class;
    if (next == CharClass::kCombining) {
      text_end = position;
    } else if (next != CharClass::kInvisible) {
      break;
    }
  }
  return {text_begin, static_cast<uint32_t>(text_end)};
}

}  // namespace isnad
