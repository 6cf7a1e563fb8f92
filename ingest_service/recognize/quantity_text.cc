#include "ingest_service/recognize/quantity_text.h"

#include <algorithm>
#include <cstdint>

namespace isnad {
namespace {

constexpr absl::string_view kAnd = "\u0648";

}  // namespace

QuantityText::QuantityText(const NormalizedText& text,
                           const QuantityVocabulary& vocabulary,
                           const std::vector<EntityMention>& mentions)
    : text_(text),
      tokens_(text.tokens().data()),
      size_(static_cast<uint32_t>(text.tokens().size())),
      vocabulary_(vocabulary),
      words_(text.tokens().size()),
      blocked_(text.tokens().size()) {
  FindCandidates();
  FindWords();
  Block(mentions);
  for (const Sentence& sentence : text.sentences()) {
    if (sentence.kind != SentenceKind::kBoilerplate) continue;
    std::fill(blocked_.begin() + sentence.token_begin,
              blocked_.begin() + sentence.token_end, 1);
  }
}

// Finds the tokens that may be candidates, and blocks web addresses.
void QuantityText::FindCandidates() {
  const uint64_t colon = HashToken(":");
  const HashFilter filter = vocabulary_.filter();
  candidates_.resize(size_);
  uint32_t* end = candidates_.data();
  for (uint32_t i = 0; i < size_; ++i) {
    const Token& token = tokens_[i];
    // Written in any case: no branch to foretell.
    *end = i;
    end += static_cast<int>(filter.Holds(token.hash)) |
           static_cast<int>(token.kind == TokenKind::kDigits);
    if (token.hash == colon) BlockAddress(i);
  }
  candidates_.resize(static_cast<size_t>(end - candidates_.data()));
}

// Looks the candidates up and leaves out those that are none.
void QuantityText::FindWords() {
  constexpr size_t kAhead = 8;  // candidates that are fetched meanwhile
  size_t count = 0;
  for (size_t at = 0; at < candidates_.size(); ++at) {
    if (at + kAhead < candidates_.size()) {
      vocabulary_.Prefetch(tokens_[candidates_[at + kAhead]].hash);
    }
    const uint32_t i = candidates_[at];
    const bool is_digits = tokens_[i].kind == TokenKind::kDigits;
    if (!is_digits) words_[i] = vocabulary_.Find(tokens_[i].hash);
    candidates_[count] = i;
    count += is_digits || words_[i] != nullptr ? 1 : 0;
  }
  candidates_.resize(count);
}

void QuantityText::Block(const std::vector<EntityMention>& mentions) {
  for (const EntityMention& mention : mentions) {
    // A nationality may be part of a currency's name.
    if (mention.form != v1::MENTION_FORM_NAME) continue;
    const uint32_t end = std::min(mention.token_end, size());
    for (uint32_t i = mention.token_begin; i < end; ++i) blocked_[i] = 1;
  }
}

// Everything joined to "://" is a web address.
void QuantityText::BlockAddress(uint32_t colon) {
  if (!IsSign(colon + 1, '/') || !IsSign(colon + 2, '/')) return;
  uint32_t end = colon + 1;
  while (IsJoined(end)) blocked_[end++] = 1;
}

const Meaning* QuantityText::FindMeaning(uint32_t i, WordKind kind) const {
  if (blocked_[i]) return nullptr;
  for (const Meaning& meaning : vocabulary_.MeaningsOf(*words_[i])) {
    if (meaning.kind == kind) return &meaning;
  }
  return nullptr;
}

const Meaning* QuantityText::FindBare(uint32_t i, WordKind kind) const {
  const QuantityVocabulary::Word* found = word(i);
  if (found == nullptr || found->clitic_bytes > 0 || found->article) {
    return nullptr;
  }
  return Find(i, kind);
}

template <typename Predicate>
QuantityText::Match QuantityText::FindLongest(uint32_t i, WordKind kind,
                                              Predicate accepts) const {
  if (!HasKind(i, KindBit(kind)) || blocked_[i]) return {};
  const QuantityVocabulary::Word* first = words_[i];
  Match match{nullptr, i, i + 1};
  const auto look = [&](absl::Span<const Meaning> meanings, uint32_t end) {
    for (const Meaning& meaning : meanings) {
      if (meaning.kind != kind || !accepts(meaning)) continue;
      match = {&meaning, i, end};
      return;
    }
  };
  look(vocabulary_.MeaningsOf(*first), i + 1);
  uint64_t key = first->stem;
  for (uint32_t end = i + 1; end < i + first->phrase_words; ++end) {
    if (!IsOnLine(end)) break;
    key = QuantityVocabulary::Extend(key, token(end).hash);
    look(vocabulary_.MeaningsOfPhrase(key), end + 1);
  }
  return match;
}

QuantityText::Match QuantityText::FindLongestPhrase(uint32_t i,
                                                    WordKind kind) const {
  return FindLongest(i, kind, [](const Meaning&) { return true; });
}

QuantityText::Match QuantityText::FindDateWord(uint32_t i,
                                               DateWord value) const {
  return FindLongest(i, WordKind::kDateWord, [value](const Meaning& meaning) {
    return meaning.value == static_cast<int>(value);
  });
}

QuantityText::Match QuantityText::FindPhraseBefore(uint32_t end,
                                                   WordKind kind) const {
  const auto longest =
      static_cast<uint32_t>(vocabulary_.max_phrase_words(kind));
  for (uint32_t length = std::min(longest, end); length > 0; --length) {
    if (!MayBePhrase(end - length, kind, length)) continue;
    const Match match = FindLongestPhrase(end - length, kind);
    if (match && match.end == end) return match;
  }
  return {};
}

QuantityText::Match QuantityText::FindDateWordBefore(uint32_t end,
                                                     DateWord value) const {
  const auto longest =
      static_cast<uint32_t>(vocabulary_.max_phrase_words(WordKind::kDateWord));
  for (uint32_t length = std::min(longest, end); length > 0; --length) {
    if (!MayBePhrase(end - length, WordKind::kDateWord, length)) continue;
    const Match match = FindDateWord(end - length, value);
    if (match && match.end == end) return match;
  }
  return {};
}

bool QuantityText::IsAfterAnd(uint32_t i) const {
  const QuantityVocabulary::Word* found = word(i);
  if (found != nullptr && found->conjunction) return true;
  return i > 0 && i < size() && folded(i - 1) == kAnd;
}

uint32_t QuantityText::SkipAnd(uint32_t i) const {
  if (!IsOnLine(i)) return size();
  const QuantityVocabulary::Word* found = word(i);
  if (found != nullptr && found->conjunction) return i;
  if (folded(i) == kAnd && IsOnLine(i + 1)) return i + 1;
  return size();
}

uint32_t QuantityText::TextBegin(uint32_t i) const {
  const QuantityVocabulary::Word* found = word(i);
  if (found == nullptr || found->clitic_bytes == 0) return token(i).text_begin;
  return text_
      .RangeOfFolded(token(i).folded_begin + found->clitic_bytes,
                     token(i).folded_end)
      .begin;
}

}  // namespace isnad
