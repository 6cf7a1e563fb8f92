#include "ingest_service/relate/items.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/text/fold.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

constexpr absl::string_view kArabicComma = "\u060C";
constexpr absl::string_view kOpenGuillemet = "\u00AB";
constexpr absl::string_view kCloseGuillemet = "\u00BB";
constexpr absl::string_view kArticle = "\u0627\u0644";  // al
constexpr absl::string_view kOpenCurly = "\u201C";

// No writer's sentence is so long; a list or a page without marks is. It is
// read in pieces, which end with a mark where there is one, so that the search
// for what belongs to a fact has a bound and reading stays linear.
constexpr size_t kLongSentenceItems = 384;
constexpr size_t kMaxSentenceItems = 512;

struct CliticLetter {
  absl::string_view letter;
  uint32_t flag;
};
// waw, fa, ba, lam, kaf; the article and tatweel say nothing here.
constexpr CliticLetter kCliticLetters[] = {
    {"\u0648", kFormAnd}, {"\u0641", kFormAnd}, {"\u0628", kFormBi},
    {"\u0644", kFormLi},  {"\u0643", kFormKa},  {"\u0627\u0644", kFormDefinite},
    {"\u0640", 0}};

// Reads a run of clitics; false if there is anything else in it.
bool ReadClitics(absl::string_view word, uint32_t& flags) {
  flags = 0;
  while (!word.empty()) {
    bool found = false;
    for (const CliticLetter& clitic : kCliticLetters) {
      // A lam behind a lam is the article.
      if (!absl::StartsWith(word, clitic.letter)) continue;
      word.remove_prefix(clitic.letter.size());
      flags |= clitic.flag;
      found = true;
      break;
    }
    if (!found) return false;
  }
  return true;
}

class ItemReader {
 public:
  ItemReader(const NormalizedText& text, const Reading& reading,
             const WordTable& words)
      : text_(text), reading_(reading), words_(words) {}

  ItemText Read() {
    result_.items.reserve(text_.tokens().size());
    for (uint32_t i = 0; i < text_.sentences().size(); ++i) ReadSentence(i);
    return std::move(result_);
  }

 private:
  void ReadSentence(uint32_t index) {
    const Sentence& sentence = text_.sentences()[index];
    if (sentence.kind == SentenceKind::kBoilerplate) return;
    ItemSentence out;
    out.sentence = index;
    out.items.begin = static_cast<uint32_t>(result_.items.size());
    pending_ = 0;
    // A quotation does not outlive its paragraph.
    if (sentence.token_begin < sentence.token_end &&
        text_.tokens()[sentence.token_begin].line_before) {
      open_quotes_.clear();
    }
    for (uint32_t t = sentence.token_begin; t < sentence.token_end;) {
      t = ReadItem(t, sentence.token_end);
      if (!IsFull(out.items.begin)) continue;
      out.items.end = static_cast<uint32_t>(result_.items.size());
      result_.sentences.push_back(out);
      out.items.begin = out.items.end;
    }
    out.items.end = static_cast<uint32_t>(result_.items.size());
    if (!out.items.empty()) result_.sentences.push_back(out);
  }

  // Whether the sentence whose items begin at `begin` goes on in a piece of its
  // own.
  bool IsFull(uint32_t begin) const {
    const size_t size = result_.items.size() - begin;
    const Mark mark =
        result_.items.empty() ? Mark::kNone : result_.items.back().mark;
    return size >= kMaxSentenceItems ||
           (size >= kLongSentenceItems &&
            (mark == Mark::kComma || mark == Mark::kSemicolon));
  }

  // Reads the item at a token; returns the token behind it.
  uint32_t ReadItem(uint32_t token, uint32_t end) {
    const auto& mentions = reading_.mentions;
    while (mention_ < mentions.size() &&
           mentions[mention_].token_end <= token) {
      ++mention_;
    }
    const auto& quantities = reading_.quantities;
    while (quantity_ < quantities.size() &&
           quantities[quantity_].token_end <= token) {
      ++quantity_;
    }
    if (mention_ < mentions.size() && mentions[mention_].token_begin <= token) {
      return AddMention(token, end);
    }
    if (quantity_ < quantities.size() &&
        quantities[quantity_].token_begin <= token) {
      return AddQuantity(token, end);
    }
    const Token& first = text_.tokens()[token];
    if (first.kind == TokenKind::kPunctuation ||
        first.kind == TokenKind::kSymbol) {
      return AddMark(token);
    }
    return AddWord(token, std::min(end, NextTaken(end)));
  }

  // The first token that a mention or quantity has taken.
  uint32_t NextTaken(uint32_t end) const {
    uint32_t taken = end;
    if (mention_ < reading_.mentions.size()) {
      taken = std::min(taken, reading_.mentions[mention_].token_begin);
    }
    if (quantity_ < reading_.quantities.size()) {
      taken = std::min(taken, reading_.quantities[quantity_].token_begin);
    }
    return taken;
  }

  Item& Push(ItemKind kind, uint32_t begin, uint32_t end) {
    Item item;
    item.kind = kind;
    item.token_begin = begin;
    item.token_end = end;
    item.range = text_.RangeOfTokens(begin, end - 1);
    item.flags = pending_;
    pending_ = 0;
    result_.items.push_back(item);
    return result_.items.back();
  }

  uint32_t AddMention(uint32_t token, uint32_t end) {
    const EntityMention& mention = reading_.mentions[mention_];
    const uint32_t stop = std::max(token + 1, std::min(mention.token_end, end));
    Item& item = Push(ItemKind::kMention, token, stop);
    item.range = mention.range;
    item.index = static_cast<uint32_t>(mention_);
    const uint32_t begin = text_.tokens()[token].text_begin;
    if (begin < mention.range.begin) {
      uint32_t flags = 0;
      ReadClitics(text_.Text({begin, mention.range.begin}), flags);
      item.flags |= flags;
    }
    ++mention_;
    return stop;
  }

  uint32_t AddQuantity(uint32_t token, uint32_t end) {
    const QuantityReading& quantity = reading_.quantities[quantity_];
    const uint32_t stop =
        std::max(token + 1, std::min(quantity.token_end, end));
    Item& item = Push(ItemKind::kQuantity, token, stop);
    item.index = static_cast<uint32_t>(quantity_);
    item.range = {static_cast<uint32_t>(quantity.quantity.span().start_byte()),
                  static_cast<uint32_t>(quantity.quantity.span().end_byte())};
    const uint32_t begin = text_.tokens()[token].text_begin;
    if (begin < item.range.begin) {
      uint32_t flags = 0;
      ReadClitics(text_.Text({begin, item.range.begin}), flags);
      item.flags |= flags;
    }
    ++quantity_;
    return stop;
  }

  uint32_t AddWord(uint32_t token, uint32_t end) {
    const absl::Span<const Token> tokens(text_.tokens());
    const uint32_t stop = std::max(end, token + 1);
    const WordTable::Match match =
        words_.Find(tokens.subspan(token, stop - token));
    if (match.entry == nullptr) {
      uint32_t flags = 0;
      if (ReadClitics(text_.Folded(tokens[token]), flags)) {
        pending_ |= flags;  // stands for itself: «l- Nvidia»
        return token + 1;
      }
      const bool definite =
          absl::StartsWith(text_.Folded(tokens[token]), kArticle);
      Push(ItemKind::kWord, token, token + 1).flags |=
          definite ? kFormDefinite : 0u;
      return token + 1;
    }
    Item& item = Push(ItemKind::kWord, token, token + match.token_count);
    item.classes = match.entry->classes;
    item.flags |= match.entry->flags;
    item.stance = match.entry->stance;
    return token + match.token_count;
  }

  uint32_t AddMark(uint32_t token) {
    const absl::string_view folded = text_.Folded(text_.tokens()[token]);
    const uint32_t kept = pending_;
    Item& item = Push(ItemKind::kMark, token, token + 1);
    item.mark = MarkOf(folded);
    if (item.mark == Mark::kOpenQuote) {
      pending_ = kept;  // «l- "Nvidia"»
      item.mark = QuoteSide(item.range);
      PairQuote(static_cast<uint32_t>(result_.items.size()) - 1);
    }
    return token + 1;
  }

  static Mark MarkOf(absl::string_view folded) {
    if (folded == "," || folded == kArabicComma) return Mark::kComma;
    if (folded == ";") return Mark::kSemicolon;
    if (folded == ":") return Mark::kColon;
    if (folded == "." || folded == "!" || folded == "?") return Mark::kStop;
    if (folded == "\"") return Mark::kOpenQuote;
    if (folded == "-") return Mark::kDash;
    if (folded == "(" || folded == "[") return Mark::kOpenBracket;
    if (folded == ")" || folded == "]") return Mark::kCloseBracket;
    return Mark::kOther;
  }

  // Opening or closing, by its shape where that is plain, else by whether one
  // is open.
  Mark QuoteSide(TextRange range) const {
    const absl::string_view shape = text_.Text(range);
    if (shape == kOpenGuillemet || shape == kOpenCurly) {
      return Mark::kOpenQuote;
    }
    if (shape == kCloseGuillemet) return Mark::kCloseQuote;
    return open_quotes_.empty() ? Mark::kOpenQuote : Mark::kCloseQuote;
  }

  void PairQuote(uint32_t at) {
    Item& item = result_.items[at];
    item.index = kNoItem;
    if (item.mark == Mark::kOpenQuote) {
      open_quotes_.push_back(at);
      return;
    }
    if (open_quotes_.empty()) return;
    item.index = open_quotes_.back();
    result_.items[open_quotes_.back()].index = at;
    open_quotes_.pop_back();
  }

  const NormalizedText& text_;
  const Reading& reading_;
  const WordTable& words_;
  ItemText result_;
  size_t mention_ = 0;
  size_t quantity_ = 0;
  uint32_t pending_ = 0;
  std::vector<uint32_t> open_quotes_;
};

}  // namespace

ItemText ReadItems(const NormalizedText& text, const Reading& reading,
                   const WordTable& words) {
  return ItemReader(text, reading, words).Read();
}

}  // namespace isnad
