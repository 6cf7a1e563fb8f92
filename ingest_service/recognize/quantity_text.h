#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_TEXT_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_TEXT_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "ingest_service/normalize/normalized_text.h"
#include "ingest_service/recognize/quantity_vocabulary.h"
#include "ingest_service/recognize/reading.h"

namespace isnad {

// A text with what the vocabulary knows of each of its tokens. Every method
// takes any token number, also past the end, where there is nothing. Not
// thread-safe only in the sense that it is a value; nothing changes it.
class QuantityText {
 public:
  // A word or phrase that was looked for. Without a match, `meaning` is null.
  struct Match {
    const Meaning* meaning = nullptr;
    uint32_t begin = 0;
    uint32_t end = 0;  // one past its last token

    explicit operator bool() const { return meaning != nullptr; }
  };

  // All must outlive it. Digits and words inside of names are never numbers.
  QuantityText(const NormalizedText& text, const QuantityVocabulary& vocabulary,
               const std::vector<EntityMention>& mentions);

  uint32_t size() const { return size_; }
  const NormalizedText& text() const { return text_; }
  const QuantityVocabulary& vocabulary() const { return vocabulary_; }
  const Token& token(uint32_t i) const { return tokens_[i]; }
  absl::string_view folded(uint32_t i) const { return text_.Folded(token(i)); }

  bool Is(uint32_t i, TokenKind kind) const {
    return i < size() && token(i).kind == kind;
  }
  bool IsDigits(uint32_t i) const { return Is(i, TokenKind::kDigits); }
  bool IsLetters(uint32_t i) const {
    return Is(i, TokenKind::kArabic) || Is(i, TokenKind::kLatin) ||
           Is(i, TokenKind::kOtherLetter);
  }

  // Whether a token is the given sign.
  bool IsSign(uint32_t i, char sign) const {
    if (i >= size()) return false;
    const Token& t = token(i);
    return t.folded_end - t.folded_begin == 1 &&
           text_.folded()[t.folded_begin] == sign;
  }

  // Whether a token touches the one before it.
  bool IsJoined(uint32_t i) const {
    return i > 0 && i < size() && !token(i).space_before;
  }

  // Whether a token stands on the line of the one before it.
  bool IsOnLine(uint32_t i) const {
    return i > 0 && i < size() && !token(i).line_before;
  }

  // Whether a token belongs to a name or a web address.
  bool IsBlocked(uint32_t i) const { return i < size() && blocked_[i]; }

  // The tokens that are digits or words of the vocabulary, in their order.
  const std::vector<uint32_t>& candidates() const { return candidates_; }

  // The word at a token, or null.
  const QuantityVocabulary::Word* word(uint32_t i) const {
    return i < size() ? words_[i] : nullptr;
  }

  // Whether the word at a token, or a phrase that begins with it, has one of a
  // set of kinds.
  bool HasKind(uint32_t i, uint64_t kinds) const {
    const QuantityVocabulary::Word* found = word(i);
    return found != nullptr && (found->kinds & kinds) != 0;
  }

  // The meaning of one kind of the single word at a token, or null.
  const Meaning* Find(uint32_t i, WordKind kind) const {
    return HasKind(i, KindBit(kind)) ? FindMeaning(i, kind) : nullptr;
  }

  // As Find, of a word without conjunction, preposition and article.
  const Meaning* FindBare(uint32_t i, WordKind kind) const;

  // Whether the word at a token, without clitics, stands for a sign beside a
  // number.
  bool IsSignWord(uint32_t i, SignWord value) const {
    const Meaning* meaning = FindBare(i, WordKind::kBesideDigits);
    return meaning != nullptr && meaning->value == static_cast<int>(value);
  }

  // The longest word or phrase of one kind that begins at a token; its words
  // stand on one line.
  Match FindPhrase(uint32_t i, WordKind kind) const {
    return HasKind(i, KindBit(kind)) ? FindLongestPhrase(i, kind) : Match();
  }

  // As FindPhrase, of kDateWord with the given value.
  Match FindDateWord(uint32_t i, DateWord value) const;

  // The longest word or phrase of one kind that ends before token `end`.
  Match FindPhraseBefore(uint32_t end, WordKind kind) const;

  // As FindPhraseBefore, of kDateWord with the given value.
  Match FindDateWordBefore(uint32_t end, DateWord value) const;

  // Whether the conjunction w- stands before a token, joined or alone.
  bool IsAfterAnd(uint32_t i) const;

  // First token of what w- joins to the text before token `i`: `i`, or i + 1
  // where the token is a w- alone; size() if there is no w-.
  uint32_t SkipAnd(uint32_t i) const;

  // The text byte where a word begins after its clitics; the article is inside.
  uint32_t TextBegin(uint32_t i) const;

  // The text byte where the range of tokens before `end` ends.
  uint32_t TextEnd(uint32_t end) const { return token(end - 1).text_end; }

 private:
  void FindCandidates();
  void FindWords();
  void Block(const std::vector<EntityMention>& mentions);
  void BlockAddress(uint32_t colon);
  // The rest of Find and FindPhrase, of the few words that have the kind.
  // REQUIRES: HasKind(i, KindBit(kind)).
  const Meaning* FindMeaning(uint32_t i, WordKind kind) const;
  Match FindLongestPhrase(uint32_t i, WordKind kind) const;
  // Whether a phrase of one kind may begin at a token and have so many tokens.
  bool MayBePhrase(uint32_t i, WordKind kind, uint32_t length) const {
    return HasKind(i, KindBit(kind)) && words_[i]->phrase_words >= length;
  }
  template <typename Predicate>
  Match FindLongest(uint32_t i, WordKind kind, Predicate accepts) const;

  const NormalizedText& text_;
  const Token* const tokens_;
  const uint32_t size_;
  const QuantityVocabulary& vocabulary_;
  std::vector<uint32_t> candidates_;
  std::vector<const QuantityVocabulary::Word*> words_;
  std::vector<uint8_t> blocked_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_TEXT_H_
