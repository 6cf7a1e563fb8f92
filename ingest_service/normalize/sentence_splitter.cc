#include "ingest_service/normalize/sentence_splitter.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "ingest_service/normalize/dateline.h"
#include "ingest_service/normalize/normalized_text.h"

namespace isnad {
namespace {

// Folded marks.
constexpr absl::string_view kEllipsis = "\u2026";
constexpr absl::string_view kArabicComma = "\u060C";
constexpr absl::string_view kBullet = "\u2022";
constexpr absl::string_view kWaw = "\u0648";  // "and", written with its word

// Latin abbreviations that are written with a full stop, folded. Single
// letters ("U.S.", "J.") need none.
constexpr absl::string_view kLatinAbbreviations[] = {
    "co",  "corp", "dr",  "eg",  "etc", "gen", "gov", "ie",
    "inc", "jr",   "llc", "lt",  "ltd", "mr",  "mrs", "ms",
    "no",  "prof", "rep", "sen", "sr",  "st",  "vs"};

// A word of at least so many letters is no part of a dotted acronym, in which
// each part spells one Latin letter: at most "w", of six.
constexpr uint32_t kLongWordBytes = 2 * 4;
constexpr uint32_t kShortWordBytes = 2 * 3;

// A dateline is looked for in so many tokens of a line.
constexpr uint32_t kMaxDatelineReach = 24;

// A headline has at most so many tokens.
constexpr uint32_t kMaxHeadlineTokens = 40;

class Splitter {
 public:
  Splitter(absl::string_view folded, const std::vector<Token>& tokens,
           const std::vector<uint32_t>& breaks)
      : folded_(folded),
        tokens_(tokens),
        breaks_(breaks),
        size_(static_cast<uint32_t>(tokens.size())) {}

  std::vector<Sentence> Split() {
    sentences_.reserve(size_ / 24 + 1);
    uint32_t read_end = 0;  // of the last closing marks
    for (const uint32_t i : breaks_) {
      if (i < read_end || i < begin_) continue;  // in closing marks, a dateline
      if (StartsLine(i)) {
        CloseBefore(i);
        CloseDateline(i);
      }
      if (tokens_[i].kind < TokenKind::kPunctuation) continue;
      if (IsBullet(i) && !StartsLine(i)) CloseBefore(i);
      const uint32_t end = EndOfMark(i);
      if (end == i) continue;
      if (EndsSentence(i, end)) CloseBefore(end);
      read_end = end;
    }
    CloseBefore(size_);
    return std::move(sentences_);
  }

 private:
  absl::string_view Word(uint32_t i) const {
    const Token& token = tokens_[i];
    return {folded_.data() + token.folded_begin,
            size_t{token.folded_end} - token.folded_begin};
  }

  bool Is(uint32_t i, absl::string_view mark) const {
    return i < size_ && Word(i) == mark;
  }

  bool StartsLine(uint32_t i) const { return tokens_[i].line_before; }

  // Whether a token follows the one before it without white space.
  bool Touches(uint32_t i) const {
    return i > 0 && i < size_ && !tokens_[i].space_before;
  }

  bool IsBullet(uint32_t i) const {
    return tokens_[i].space_before && Is(i, kBullet);
  }

  // Whether the open sentence begins with a bullet or a dash in its place.
  bool OpensWithBullet(uint32_t end) const {
    return end - begin_ > 1 && tokens_[begin_ + 1].space_before &&
           (IsBullet(begin_) ||
            (StartsLine(begin_) && (Is(begin_, "-") || Is(begin_, "*"))));
  }

  void CloseBefore(uint32_t end) {
    if (end == begin_) return;
    Sentence sentence;
    sentence.token_begin = begin_;
    sentence.token_end = end;
    const uint32_t first = begin_ + (OpensWithBullet(end) ? 1 : 0);
    sentence.range = {tokens_[first].text_begin, tokens_[end - 1].text_end};
    sentences_.push_back(sentence);
    begin_ = end;
  }

  // Makes a sentence of the dateline that a line may open with.
  void CloseDateline(uint32_t line) {
    if (tokens_[line].kind != TokenKind::kArabic && !Is(line, "(")) return;
    const uint32_t reach = std::min(size_, line + kMaxDatelineReach);
    uint32_t end = line + 1;
    while (end < reach && !StartsLine(end)) ++end;
    const uint32_t dateline_end = DatelineEnd(folded_, tokens_, line, end);
    if (dateline_end == line) return;
    CloseBefore(dateline_end);
    sentences_.back().kind = SentenceKind::kDateline;
  }

  // Returns the end of the run of closing marks that begins at `i`, `i` if
  // none does. Quotation marks and brackets that touch the run are inside.
  uint32_t EndOfMark(uint32_t i) const {
    uint32_t end = i;
    while (end < size_ && (end == i || Touches(end)) && IsStop(end)) ++end;
    if (end == i) return i;
    while (Touches(end) && (IsStop(end) || IsCloser(end))) ++end;
    return end;
  }

  bool IsStop(uint32_t i) const {
    const absl::string_view word = Word(i);
    return word == "." || word == "?" || word == "!" || word == kEllipsis;
  }

  bool IsCloser(uint32_t i) const {
    const absl::string_view word = Word(i);
    return word == "\"" || word == "'" || word == ")" || word == "]";
  }

  // Whether the marks [mark, end) end a sentence.
  bool EndsSentence(uint32_t mark, uint32_t end) const {
    if (end == size_ || StartsLine(end)) return true;
    if (Touches(end)) return IsMissingSpace(mark, end);
    if (CannotBegin(end)) return false;
    if (Is(mark, kEllipsis)) return Touches(mark);
    if (!Is(mark, ".")) return true;
    const uint32_t dots = DotsFrom(mark);
    if (dots == 2) return IsQuestion(end);
    if (dots > 2) return Touches(mark);
    return !IsAbbreviation(mark) && !IsListNumber(mark);
  }

  // Whether the next closing mark of the line is a question mark.
  bool IsQuestion(uint32_t begin) const {
    for (uint32_t i = begin; i < size_ && !StartsLine(i); ++i) {
      if (tokens_[i].kind == TokenKind::kPunctuation && IsStop(i)) {
        return Is(i, "?");
      }
    }
    return false;
  }

  uint32_t DotsFrom(uint32_t mark) const {
    uint32_t count = 1;
    while (Touches(mark + count) && Is(mark + count, ".")) ++count;
    return count;
  }

  bool CannotBegin(uint32_t i) const {
    const absl::string_view word = Word(i);
    return word == "," || word == kArabicComma || word == ";" || word == ":" ||
           word == ")" || word == "]" || IsStop(i);
  }

  // A full stop between two words, where the writer left out the space. The
  // second word is long too, or begins with a conjunction.
  bool IsMissingSpace(uint32_t mark, uint32_t end) const {
    if (end != mark + 1 || !Is(mark, ".") || !Touches(mark) ||
        !IsArabicWord(mark - 1, kLongWordBytes) || IsDottedAround(mark)) {
      return false;
    }
    return IsArabicWord(end, kLongWordBytes) ||
           (IsArabicWord(end, kShortWordBytes) &&
            absl::StartsWith(Word(end), kWaw));
  }

  bool IsArabicWord(uint32_t i, uint32_t bytes) const {
    return tokens_[i].kind == TokenKind::kArabic &&
           tokens_[i].folded_end - tokens_[i].folded_begin >= bytes;
  }

  // Whether the words before and after a full stop have others, as in an
  // acronym.
  bool IsDottedAround(uint32_t mark) const {
    return (mark >= 2 && Touches(mark - 1) && Is(mark - 2, ".")) ||
           (Touches(mark + 2) && Is(mark + 2, ".") && Touches(mark + 3));
  }

  // Whether the full stop at `mark` belongs to the word it touches.
  bool IsAbbreviation(uint32_t mark) const {
    if (!Touches(mark)) return false;
    const Token& word = tokens_[mark - 1];
    const absl::string_view folded = Word(mark - 1);
    if (word.kind == TokenKind::kArabic) {
      // One letter that stands alone: "d." for doctor, "m." for engineer.
      return folded.size() == 2 && StandsAlone(mark - 1);
    }
    if (word.kind != TokenKind::kLatin) return false;
    if (folded.size() == 1) return StandsAlone(mark - 1);
    return std::binary_search(std::begin(kLatinAbbreviations),
                              std::end(kLatinAbbreviations), folded);
  }

  // Whether a word begins a text or follows white space or a mark.
  bool StandsAlone(uint32_t i) const {
    return !Touches(i) || tokens_[i - 1].kind == TokenKind::kPunctuation;
  }

  bool IsListNumber(uint32_t mark) const {
    return mark == begin_ + 1 && Touches(mark) && StartsLine(begin_) &&
           tokens_[begin_].kind == TokenKind::kDigits;
  }

  const absl::string_view folded_;
  const std::vector<Token>& tokens_;
  const std::vector<uint32_t>& breaks_;
  const uint32_t size_;
  uint32_t begin_ = 0;  // first token of the open sentence
  std::vector<Sentence> sentences_;
};

bool IsClosed(absl::string_view folded, const std::vector<Token>& tokens,
              const Sentence& sentence) {
  for (uint32_t i = sentence.token_end; i > sentence.token_begin; --i) {
    const Token& token = tokens[i - 1];
    const absl::string_view word = folded.substr(
        token.folded_begin, token.folded_end - token.folded_begin);
    if (word == "\"" || word == "'" || word == ")" || word == "]") continue;
    return word == "." || word == "?" || word == "!" || word == ":" ||
           word == "," || word == ";" || word == kArabicComma ||
           word == kEllipsis;
  }
  return false;
}

}  // namespace

std::vector<Sentence> SplitSentences(absl::string_view folded,
                                     const std::vector<Token>& tokens,
                                     const std::vector<uint32_t>& breaks) {
  return Splitter(folded, tokens, breaks).Split();
}

void MarkHeadlines(absl::string_view folded, const std::vector<Token>& tokens,
                   std::vector<Sentence>& sentences) {
  for (size_t i = 0; i + 1 < sentences.size(); ++i) {
    Sentence& sentence = sentences[i];
    if (sentence.kind != SentenceKind::kProse) continue;
    // A bullet was left out of the range.
    const bool list_item =
        sentence.range.begin != tokens[sentence.token_begin].text_begin;
    const bool whole_line = tokens[sentence.token_begin].line_before &&
                            tokens[sentence.token_end].line_before;
    const uint32_t length = sentence.token_end - sentence.token_begin;
    if (whole_line && !list_item && length <= kMaxHeadlineTokens &&
        !IsClosed(folded, tokens, sentence)) {
      sentence.kind = SentenceKind::kHeadline;
    }
  }
}

}  // namespace isnad
