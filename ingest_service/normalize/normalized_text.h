// What normalization makes of a document: folded text, tokens that align it
// with the document's text, and sentences. Every later stage works on tokens
// and reports byte ranges of the text through them.
#ifndef ISNAD_INGEST_SERVICE_NORMALIZE_NORMALIZED_TEXT_H_
#define ISNAD_INGEST_SERVICE_NORMALIZE_NORMALIZED_TEXT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/text/fold.h"

namespace isnad {

// A half-open range of bytes of the document's text (not of the folded text).
struct TextRange {
  uint32_t begin = 0;
  uint32_t end = 0;
};

// What a token is made of; marks come last.
enum class TokenKind : uint8_t {
  kArabic,       // a run of Arabic letters
  kLatin,        // a run of Latin letters
  kOtherLetter,  // a run of letters of another script
  kDigits,       // a run of digits, folded to ASCII
  kPunctuation,  // one mark, folded to its family
  kSymbol,       // one currency sign, percent sign or other symbol
};

inline constexpr size_t kTokenKinds = 6;

// A run of characters of one kind. A word such as "H200" or "15%" is several
// tokens without space between them ("h" "200"); a dotted acronym of four
// letters is seven.
struct Token {
  // Bytes of NormalizedText::folded().
  uint32_t folded_begin = 0;
  uint32_t folded_end = 0;
  // Bytes of NormalizedText::text(): from the first character to the last one
  // with its combining marks; invisible marks and tatweel at either end are
  // outside.
  uint32_t text_begin = 0;
  uint32_t text_end = 0;
  // HashToken() of the folded bytes.
  uint64_t hash = 0;
  TokenKind kind = TokenKind::kPunctuation;
  // Whether white space, or the start of the text, stands before it.
  bool space_before = false;
  // Whether a line break, or the start of the text, stands before it.
  bool line_before = false;
};

// What part a sentence plays in its document.
enum class SentenceKind : uint8_t {
  kProse,
  kHeadline,     // a line without closing mark, before or between paragraphs
  kDateline,     // place and agency before the first sentence
  kRelatedLink,  // leads to other articles: the headline of one, or the tags
  kBoilerplate,  // no text of any article: share bars, notices, link heads
};

// A half-open range of tokens.
struct Sentence {
  uint32_t token_begin = 0;
  uint32_t token_end = 0;
  // Without white space around it and a list bullet before it; a closing mark
  // is inside.
  TextRange range;
  SentenceKind kind = SentenceKind::kProse;
};

// Owns the folded form of one document; views the text, which must outlive it.
// Immutable once made, so thread-safe.
class NormalizedText {
 public:
  // What `Normalizer` makes of a text.
  struct Parts {
    std::string folded;
    std::vector<Token> tokens;
    std::vector<uint32_t> breaks;
    std::array<uint32_t, kTokenKinds> bytes_of_kinds = {};
    std::vector<Sentence> sentences;
  };

  // `text` and `table` must outlive it.
  NormalizedText(absl::string_view text, const FoldTable& table, Parts parts);

  // The document's text as it was decoded.
  absl::string_view text() const { return text_; }

  // The folded text: the characters of all tokens and one space for each run
  // of white space.
  absl::string_view folded() const { return parts_.folded; }

  // In text order, never overlapping.
  const std::vector<Token>& tokens() const { return parts_.tokens; }

  // The tokens that are more than one word behind another: marks, and what
  // begins a line or is glued to the token before it. In text order; one in
  // four, for passes that look at nothing else.
  const std::vector<uint32_t>& breaks() const { return parts_.breaks; }

  // How many folded bytes all tokens of a kind have.
  uint32_t bytes_of(TokenKind kind) const {
    return parts_.bytes_of_kinds[static_cast<size_t>(kind)];
  }

  // In text order; every token is in exactly one.
  const std::vector<Sentence>& sentences() const { return parts_.sentences; }

  // Index of the sentence that holds a token. Logarithmic.
  uint32_t SentenceOf(uint32_t token) const;

  // The folded bytes of a token. REQUIRES: one of tokens().
  absl::string_view Folded(const Token& token) const {
    return {parts_.folded.data() + token.folded_begin,
            size_t{token.folded_end} - token.folded_begin};
  }

  // The text bytes of a range.
  absl::string_view Text(TextRange range) const {
    return text_.substr(range.begin, range.end - range.begin);
  }

  // The text range of folded bytes [begin, end): combining marks that follow
  // the last character are inside, invisible marks and tatweel at the ends
  // outside. A character of which only a part is asked for is whole inside; a
  // folded space is the white space between two tokens. Reads the text again:
  // logarithmic in the tokens, linear in the bytes of two of them.
  // REQUIRES: begin <= end <= folded().size().
  TextRange RangeOfFolded(uint32_t begin, uint32_t end) const;

  // The text range from within token `first`, behind `clitic_bytes` of its
  // folded form, to token `last`, which is inside. Reads one token again.
  // REQUIRES: fewer bytes than the token has.
  TextRange RangeOfTokens(uint32_t first, uint32_t last,
                          uint32_t clitic_bytes) const {
    const Token& token = tokens()[first];
    const uint32_t begin =
        clitic_bytes == 0
            ? token.text_begin
            : TextBeginIn(token, token.folded_begin + clitic_bytes);
    return {begin, tokens()[last].text_end};
  }

  // The text range from one token to another, both inside.
  TextRange RangeOfTokens(uint32_t first, uint32_t last) const {
    return {tokens()[first].text_begin, tokens()[last].text_end};
  }

 private:
  // Index of the last token that begins at or before a folded byte, 0 if none.
  uint32_t TokenAtFolded(uint32_t folded) const;
  uint32_t TextBeginIn(const Token& token, uint32_t begin) const;
  uint32_t TextEndOfFolded(uint32_t end) const;

  absl::string_view text_;
  const FoldTable* table_;
  Parts parts_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_NORMALIZE_NORMALIZED_TEXT_H_
