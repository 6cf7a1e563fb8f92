#include "ingest_service/normalize/dateline.h"

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "ingest_service/normalize/normalized_text.h"
#include "ingest_service/normalize/phrases.h"

namespace isnad {
namespace {

constexpr uint32_t kMaxPlaceWords = 4;

// A line of place, agency and date is no longer than this.
constexpr uint32_t kMaxDatelineTokens = 14;

// What follows a bare "place -" must be long enough for a sentence.
constexpr uint32_t kMinSentenceTokens = 6;

class DatelineReader {
 public:
  DatelineReader(absl::string_view folded, const std::vector<Token>& tokens,
                 uint32_t begin, uint32_t end)
      : folded_(folded), tokens_(tokens), begin_(begin), end_(end) {}

  uint32_t Read() const {
    const uint32_t words_end = SkipWords();
    uint32_t next = words_end;
    if (IsDash(next)) ++next;
    if (Is(next, "(")) return ReadBracket(next);
    if (next == words_end || words_end == begin_) return begin_;
    if (AgencyLength(next) > 0) return ReadLine(next + AgencyLength(next));
    const bool place =
        EmbeddedPhrases().Match(PhraseKind::kPlace, tokens_, begin_,
                                words_end) == words_end - begin_;
    return place && end_ - next >= kMinSentenceTokens ? next : begin_;
  }

 private:
  bool Is(uint32_t i, absl::string_view mark) const {
    return i < end_ && folded_.substr(tokens_[i].folded_begin,
                                      tokens_[i].folded_end -
                                          tokens_[i].folded_begin) == mark;
  }

  // A dash between words, not a hyphen inside one.
  bool IsDash(uint32_t i) const {
    return Is(i, "-") && (tokens_[i].space_before || IsSpaced(i + 1));
  }

  bool IsSpaced(uint32_t i) const {
    return i < end_ && tokens_[i].space_before;
  }

  uint32_t SkipWords() const {
    uint32_t i = begin_;
    while (i < end_ && i - begin_ < kMaxPlaceWords &&
           tokens_[i].kind == TokenKind::kArabic) {
      ++i;
    }
    return i;
  }

  uint32_t AgencyLength(uint32_t i) const {
    return EmbeddedPhrases().Match(PhraseKind::kAgency, tokens_, i, end_);
  }

  // An agency in brackets that open at `open`, then a dash or colon.
  uint32_t ReadBracket(uint32_t open) const {
    const uint32_t length = AgencyLength(open + 1);
    const uint32_t close = open + 1 + length;
    if (length == 0 || !Is(close, ")")) return begin_;
    uint32_t next = close + 1;
    while (Is(next, "-") || Is(next, ":")) ++next;
    const bool separated = next > close + 1 || next == end_;
    return separated ? next : begin_;
  }

  // What follows "place - agency": nothing, a date, or another dash or colon
  // before the sentence.
  uint32_t ReadLine(uint32_t next) const {
    if (next == end_) return end_;
    if (IsDash(next) || Is(next, ":")) {
      while (Is(next, "-") || Is(next, ":")) ++next;
      return next;
    }
    const bool date = Is(next, "|") || Is(next, ",") || Is(next, "/") ||
                      tokens_[next].kind == TokenKind::kDigits;
    return date && end_ - begin_ <= kMaxDatelineTokens ? end_ : begin_;
  }

  const absl::string_view folded_;
  const std::vector<Token>& tokens_;
  const uint32_t begin_;
  const uint32_t end_;
};

}  // namespace

uint32_t DatelineEnd(absl::string_view folded, const std::vector<Token>& tokens,
                     uint32_t begin, uint32_t end) {
  if (begin == end || tokens[begin].kind == TokenKind::kLatin) return begin;
  return DatelineReader(folded, tokens, begin, end).Read();
}

}  // namespace isnad
