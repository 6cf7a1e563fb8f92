#include "ingest_service/recognize/name_matcher.h"

#include <algorithm>
#include <string>

#include "absl/strings/string_view.h"
#include "common/names/name_tokens.h"
#include "ingest_service/recognize/word_borders.h"

namespace isnad {
namespace {

// How far ahead of the scan the table's filter is fetched: about as many
// tokens as a scan passes during one miss of the second cache.
constexpr uint32_t kPrefetchTokens = 12;

// Tokens of news for each match of a large table; only a guess to reserve by.
constexpr size_t kTokensPerMatch = 3;

}  // namespace

// One scan of one text.
class NameMatcher::Scan {
 public:
  Scan(const NameTable& table, const NormalizedText& text,
       const CliticForms& forms)
      : table_(table), text_(text), tokens_(text.tokens()), forms_(forms) {}

  std::vector<NameInText> Run() && {
    matches_.reserve(tokens_.size() / kTokensPerMatch + 8);
    for (const Sentence& sentence : text_.sentences()) {
      if (sentence.kind == SentenceKind::kBoilerplate) continue;
      sentence_end_ = sentence.token_end;
      for (uint32_t i = sentence.token_begin; i < sentence_end_; ++i) {
        Prefetch(i + kPrefetchTokens);
        if (IsWord(tokens_[i]) && MayBeginName(i)) ScanFrom(i);
      }
    }
    return std::move(matches_);
  }

 private:
  void Prefetch(uint32_t token) const {
    if (token < tokens_.size()) table_.Prefetch(tokens_[token].hash);
  }

  // Whether a name may begin with a token or, without clitics, within it; never
  // a wrong no.
  bool MayBeginName(uint32_t token) const {
    if (table_.MayBegin(tokens_[token].hash)) return true;
    for (const CliticForm& form : forms_.At(token)) {
      if (table_.MayBegin(form.hash)) return true;
    }
    return false;
  }

  void ScanFrom(uint32_t token) {
    const size_t first_match = matches_.size();
    const Token& word = tokens_[token];
    if (const uint32_t lengths = table_.LengthsFrom(word.hash)) {
      if (!BeginsWord(text_, token)) return;
      Extend({token, 0, text_.Folded(word), word.hash}, lengths);
    }
    for (const CliticForm& form : forms_.At(token)) {
      const uint32_t lengths = table_.LengthsFrom(form.hash);
      if (lengths == 0) continue;
      if (!BeginsWord(text_, token)) return;
      const absl::string_view rest =
          RestOf(text_.Folded(word), form.reading, &buffer_);
      Extend({token, form.reading.offset, rest, form.hash}, lengths);
    }
    if (matches_.size() - first_match > 1) {
      SortByLength(matches_.begin() + static_cast<ptrdiff_t>(first_match));
    }
  }

  // Orders the last matches longest first; the order of readings breaks ties.
  // They are few, and often in order.
  void SortByLength(std::vector<NameInText>::iterator first) {
    for (auto next = first + 1; next != matches_.end(); ++next) {
      const auto place = std::upper_bound(
          first, next, *next, [](const NameInText& a, const NameInText& b) {
            return a.token_end > b.token_end;
          });
      std::rotate(place, next, next + 1);
    }
  }

  // The form with which a name may begin.
  struct Beginning {
    uint32_t token;
    uint32_t clitic_bytes;
    absl::string_view form;
    uint64_t hash;
  };

  // Adds all names of the given lengths that begin so; bit n - 1 of `lengths`
  // stands for n tokens.
  void Extend(const Beginning& beginning, uint32_t lengths) {
    const auto [token, clitic_bytes, first, hash] = beginning;
    uint64_t sequence = ExtendSequence(kEmptySequence, hash);
    pieces_[0] = first;
    uint32_t last = token;
    for (size_t length = 1;; ++length) {
      if ((lengths & 1) != 0) {
        AddMatch(token, last, clitic_bytes, sequence, length);
      }
      lengths >>= 1;
      if (lengths == 0) return;
      last = NextOfName(text_, last);
      if (last == kNoToken || last >= sentence_end_) return;
      sequence = ExtendSequence(sequence, tokens_[last].hash);
      if (!table_.MayGoOn(sequence)) return;
      pieces_[length] = text_.Folded(tokens_[last]);
    }
  }

  void AddMatch(uint32_t first, uint32_t last, uint32_t clitic_bytes,
                uint64_t sequence, size_t length) {
    const absl::Span<const uint32_t> values = table_.Find(
        sequence, absl::Span<const absl::string_view>(pieces_, length));
    if (values.empty()) return;
    const uint32_t end = EndOfName(text_, last);
    if (end == kNoToken) return;
    NameInText match;
    match.token_begin = first;
    match.token_end = end;
    match.clitic_bytes = clitic_bytes;
    match.range = text_.RangeOfTokens(first, end - 1, clitic_bytes);
    match.values = values;
    matches_.push_back(match);
  }

  const NameTable& table_;
  const NormalizedText& text_;
  const std::vector<Token>& tokens_;
  const CliticForms& forms_;
  uint32_t sentence_end_ = 0;
  absl::string_view pieces_[32];
  std::string buffer_;
  std::vector<NameInText> matches_;
};

std::vector<NameInText> NameMatcher::FindAll(const NormalizedText& text,
                                             const CliticForms& forms) const {
  return Scan(table_, text, forms).Run();
}

}  // namespace isnad
