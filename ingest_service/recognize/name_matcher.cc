#include "ingest_service/recognize/name_matcher.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "common/names/name_tokens.h"
#include "ingest_service/recognize/word_borders.h"

namespace isnad {
namespace {

// How many tokens are put to the table's filter at a time.
constexpr uint32_t kBlockTokens = 32;

// Tokens of news for each match of a large table; only a guess to reserve by.
constexpr size_t kTokensPerMatch = 3;

// One scan of one text. A block of tokens at a time is put to the table's
// filter, then what may begin a name is looked up.
class Scan {
 public:
  Scan(const NameTable& table, const NormalizedText& text,
       const CliticForms& forms)
      : table_(table),
        text_(text),
        tokens_(text.tokens().data()),
        next_form_(forms.all().begin()),
        forms_end_(forms.all().end()) {}

  std::vector<NameInText> Run() && {
    matches_.reserve(text_.tokens().size() / kTokensPerMatch + 8);
    for (const Sentence& sentence : text_.sentences()) {
      if (sentence.kind == SentenceKind::kBoilerplate) continue;
      sentence_end_ = sentence.token_end;
      for (uint32_t i = sentence.token_begin; i < sentence_end_;
           i += kBlockTokens) {
        ScanBlock(i, std::min(i + kBlockTokens, sentence_end_));
      }
    }
    return std::move(matches_);
  }

 private:
  // Adds all names that begin with one of some tokens.
  void ScanBlock(uint32_t begin, uint32_t end) {
    const size_t count = FindBeginnings(begin, end);
    for (size_t i = 0; i < count; ++i) ScanFrom(beginnings_[i]);
  }

  // Puts the forms of some tokens with which names may begin, as they stand and
  // then without clitics, at the front of `beginnings_`; returns their number.
  // Half of them may, in an order that no processor foresees, and what the
  // filter reads may be far away: so no branch waits for it.
  size_t FindBeginnings(uint32_t begin, uint32_t end) {
    CliticForm* place = beginnings_.data();
    const auto add = [this, &place](const CliticForm& form) {
      *place = form;
      place += table_.MayBegin(form.hash) ? 1 : 0;
    };
    for (uint32_t i = begin; i < end; ++i) {
      add({tokens_[i].hash, i, CliticReading()});
    }
    for (; next_form_ != forms_end_ && next_form_->token < end; ++next_form_) {
      if (next_form_->token >= begin) add(*next_form_);
    }
    return static_cast<size_t>(place - beginnings_.data());
  }

  // Adds all names that begin so.
  void ScanFrom(const CliticForm& beginning) {
    const NameTable::Start start = table_.StartWith(beginning.hash);
    const Token& word = tokens_[beginning.token];
    if (start.lengths() == 0 || !IsWord(word) ||
        !BeginsWord(text_, beginning.token)) {
      return;
    }
    const absl::string_view form =
        RestOf(text_.Folded(word), beginning.reading, &buffer_);
    AddMatch(beginning, beginning.token,
             table_.FindAlone(start, beginning.hash, form));
    if (start.lengths() > 1) {
      pieces_[0] = form;
      Extend(beginning, start.lengths());
    }
  }

  // Adds all names of the given lengths and more than one token; bit n - 1 of
  // `lengths` stands for n tokens.
  void Extend(const CliticForm& beginning, uint32_t lengths) {
    uint64_t sequence = ExtendSequence(kEmptySequence, beginning.hash);
    uint32_t last = beginning.token;
    for (size_t length = 2; lengths >> (length - 1) != 0; ++length) {
      last = NextOfName(text_, last);
      if (last == kNoToken || last >= sentence_end_) return;
      sequence = ExtendSequence(sequence, tokens_[last].hash);
      if (!table_.MayGoOn(sequence)) return;
      pieces_[length - 1] = text_.Folded(tokens_[last]);
      if ((lengths >> (length - 1) & 1) != 0) {
        AddMatch(beginning, last,
                 table_.Find(sequence, absl::MakeConstSpan(pieces_, length)));
      }
    }
  }

  // Adds the name up to a token, if it has values and may end there, where it
  // belongs: of names that begin with one token the longest come first; the
  // order of readings breaks ties. Only names of the same block move.
  void AddMatch(const CliticForm& beginning, uint32_t last,
                absl::Span<const uint32_t> values) {
    if (values.empty()) return;
    const uint32_t end = EndOfName(text_, last);
    if (end == kNoToken) return;
    NameInText& match = matches_.emplace_back();
    match.token_begin = beginning.token;
    match.token_end = end;
    match.clitic_bytes = beginning.reading.offset;
    match.values = values;
    for (NameInText* place = &match;
         place != matches_.data() && IsBefore(*place, place[-1]); --place) {
      std::swap(place[-1], *place);
    }
  }

  static bool IsBefore(const NameInText& a, const NameInText& b) {
    return a.token_begin != b.token_begin ? a.token_begin < b.token_begin
                                          : a.token_end > b.token_end;
  }

  const NameTable& table_;
  const NormalizedText& text_;
  const Token* const tokens_;
  // Behind the readings of the tokens that were looked at.
  absl::Span<const CliticForm>::const_iterator next_form_;
  const absl::Span<const CliticForm>::const_iterator forms_end_;
  uint32_t sentence_end_ = 0;
  std::array<CliticForm, kBlockTokens*(1 + CliticReadings::kMax)> beginnings_;
  absl::string_view pieces_[kMaxNameTokens];
  std::string buffer_;
  std::vector<NameInText> matches_;
};

}  // namespace

std::vector<NameInText> NameMatcher::FindAll(const NormalizedText& text,
                                             const CliticForms& forms) const {
  return Scan(table_, text, forms).Run();
}

}  // namespace isnad
