// Normalization keeps its promises on any text: tokens in order, ranges on
// character borders, every token in exactly one sentence.
#include <cstddef>
#include <cstdint>

#include "common/base/check.h"
#include "common/text/fold.h"
#include "ingest_service/decode/decoder.h"
#include "ingest_service/normalize/normalized_text.h"
#include "ingest_service/normalize/normalizer.h"

namespace isnad {
namespace {

bool IsBorder(absl::string_view text, size_t byte) {
  return byte == text.size() || (text[byte] & 0xC0) != 0x80;
}

void CheckTokens(const NormalizedText& normalized) {
  const absl::string_view text = normalized.text();
  uint32_t text_end = 0;
  uint32_t folded_end = 0;
  for (const Token& token : normalized.tokens()) {
    ISNAD_CHECK(token.text_begin >= text_end);
    ISNAD_CHECK(token.text_end > token.text_begin);
    ISNAD_CHECK(token.folded_begin >= folded_end);
    ISNAD_CHECK(token.folded_end > token.folded_begin);
    ISNAD_CHECK(IsBorder(text, token.text_begin));
    ISNAD_CHECK(IsBorder(text, token.text_end));
    ISNAD_CHECK(token.hash == HashToken(normalized.Folded(token)));
    text_end = token.text_end;
    folded_end = token.folded_end;
  }
  ISNAD_CHECK(text_end <= text.size());
}

void CheckSentences(const NormalizedText& normalized) {
  uint32_t next = 0;
  for (const Sentence& sentence : normalized.sentences()) {
    ISNAD_CHECK(sentence.token_begin == next);
    ISNAD_CHECK(sentence.token_end > sentence.token_begin);
    next = sentence.token_end;
  }
  ISNAD_CHECK(next == normalized.tokens().size());
}

}  // namespace
}  // namespace isnad

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using isnad::Normalizer;
  const absl::string_view source(reinterpret_cast<const char*>(data), size);
  const auto decoded = isnad::Decode(source, "text/plain", "utf-8", {});
  if (!decoded.ok()) return 0;
  const isnad::NormalizedText normalized =
      Normalizer(isnad::DefaultFoldTable()).Normalize(decoded->text);
  isnad::CheckTokens(normalized);
  isnad::CheckSentences(normalized);
  return 0;
}
