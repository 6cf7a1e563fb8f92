#include "query_service/lookup/snippet.h"

#include <algorithm>
#include <string>

#include "common/text/utf8.h"
#include "query_service/store/folded_words.h"

namespace isnad {
namespace {

constexpr size_t kWordsBefore = 8;
constexpr size_t kWordsAfter = 24;
constexpr size_t kMaxBytes = 600;
// Words kept while no match was found yet; more than any phrase and the words
// before it.
constexpr size_t kKeptWords = 2'048;

using Words = std::vector<FoldedWord>;

bool StandsAt(const std::vector<std::string>& phrase, const Words& words,
              size_t at) {
  if (phrase.size() > words.size() - at) return false;
  for (size_t i = 0; i < phrase.size(); ++i) {
    if (words[at + i].folded != phrase[i]) return false;
  }
  return true;
}

// Length of the longest phrase that stands at a word, 0 if none does.
size_t MatchLength(const SearchTerms& terms, const Words& words, size_t at) {
  size_t length = 0;
  for (const auto& phrase : terms.phrases) {
    if (StandsAt(phrase, words, at)) length = std::max(length, phrase.size());
  }
  return length;
}

size_t LongestPhrase(const SearchTerms& terms) {
  size_t length = 1;
  for (const auto& phrase : terms.phrases) {
    length = std::max(length, phrase.size());
  }
  return length;
}

// Reads words until the first match and what follows it; returns its index,
// words.size() if there is none.
size_t ReadToMatch(absl::string_view text, const SearchTerms& terms,
                   Words& words) {
  const size_t longest = LongestPhrase(terms);
  constexpr size_t kNone = static_cast<size_t>(-1);
  size_t match = kNone;
  size_t next = 0;
  const auto find = [&](size_t until) {
    while (match == kNone && next < until) {
      if (MatchLength(terms, words, next) > 0) match = next;
      ++next;
    }
  };
  ForEachFoldedWord(text, [&](const FoldedWord& word) {
    words.push_back(word);
    // A phrase may begin where enough words are known to hold it.
    if (words.size() >= longest) find(words.size() - longest + 1);
    if (match != kNone) return words.size() < match + longest + kWordsAfter;
    if (words.size() >= kKeptWords + longest) {
      const size_t dropped = next - std::min(next, kWordsBefore);
      words.erase(words.begin(),
                  words.begin() + static_cast<std::ptrdiff_t>(dropped));
      next -= dropped;
    }
    return true;
  });
  find(words.size());
  return match == kNone ? words.size() : match;
}

v1::Span MakeSpan(size_t begin, size_t end) {
  v1::Span span;
  span.set_start_byte(static_cast<int32_t>(begin));
  span.set_end_byte(static_cast<int32_t>(end));
  return span;
}

// Moves a byte back to where a character begins.
size_t CharacterStart(absl::string_view text, size_t byte) {
  while (!IsCharacterBorder(text, byte)) --byte;
  return byte;
}

}  // namespace

Snippet MakeSnippet(absl::string_view text, const SearchTerms& terms) {
  Words words;
  const size_t match = ReadToMatch(text, terms, words);
  Snippet snippet;
  if (match == words.size()) {
    snippet.span =
        MakeSpan(0, CharacterStart(text, std::min(text.size(), kMaxBytes)));
    return snippet;
  }
  const size_t length = MatchLength(terms, words, match);
  size_t first = match - std::min(match, kWordsBefore);
  while (words[match].begin - words[first].begin > kMaxBytes / 3) ++first;
  size_t last = std::min(words.size(), match + length + kWordsAfter) - 1;
  while (last > match && words[last].end - words[first].begin > kMaxBytes) {
    --last;
  }
  const size_t begin = words[first].begin;
  const size_t end = CharacterStart(
      text, std::min<size_t>(words[last].end, begin + kMaxBytes));
  snippet.span = MakeSpan(begin, end);
  for (size_t i = first; i <= last;) {
    const size_t matched = MatchLength(terms, words, i);
    for (size_t k = i; k < i + matched; ++k) {
      if (words[k].end <= end) {
        snippet.highlights.push_back(MakeSpan(words[k].begin, words[k].end));
      }
    }
    i += std::max<size_t>(matched, 1);
  }
  return snippet;
}

}  // namespace isnad
