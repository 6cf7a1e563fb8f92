#include "ingest_service/relate/items.h"

#include <algorithm>

#include "absl/strings/string_view.h"
#include "common/text/fold.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

constexpr absl::string_view kArabicComma = "\u060C";
constexpr absl::string_view kOpenGuillemet = "\u00AB";
constexpr absl::string_view kCloseGuillemet = "\u00BB";
constexpr absl::string_view kOpenCurly = "\u201C";

// No writer's sentence is so long; a list or a page without marks is. It is
// read in pieces, which end with a mark where there is one, so that the search
// for what belongs to a fact has a bound and reading stays linear.
constexpr size_t kLongSentenceItems = 384;
constexpr size_t kMaxSentenceItems = 512;

// Greater than any token.
constexpr uint32_t kBehindAll = UINT32_MAX;

// Some tokens later memory has answered.
constexpr uint32_t kFetchedAhead = 8;

// The two bytes of a letter as one number.
constexpr uint32_t Letter(unsigned char first, unsigned char second) {
  return uint32_t{first} << 8 | second;
}
constexpr uint32_t Letter(absl::string_view two) {
  return Letter(static_cast<unsigned char>(two[0]),
                static_cast<unsigned char>(two[1]));
}
constexpr uint32_t kWaw = Letter(0xD9, 0x88);
constexpr uint32_t kFa = Letter(0xD9, 0x81);
constexpr uint32_t kBa = Letter(0xD8, 0xA8);
constexpr uint32_t kLam = Letter(0xD9, 0x84);
constexpr uint32_t kKaf = Letter(0xD9, 0x83);
constexpr uint32_t kAlef = Letter(0xD8, 0xA7);
constexpr uint32_t kTatweel = Letter(0xD9, 0x80);

// Whether a word begins with alif and lam.
bool BeginsWithArticle(absl::string_view word) {
  return word.size() >= 4 && Letter(word) == kAlef &&
         Letter(word.substr(2)) == kLam;
}

WordLike LikeOf(v1::EntityType type) {
  switch (type) {
    case v1::ENTITY_TYPE_CHIP:
    case v1::ENTITY_TYPE_ARCHITECTURE:
    case v1::ENTITY_TYPE_SYSTEM:
      return WordLike::kChip;
    case v1::ENTITY_TYPE_COMPANY:
      return WordLike::kCompany;
    case v1::ENTITY_TYPE_LIST:
      return WordLike::kList;
    case v1::ENTITY_TYPE_PROGRAM:  // «validated end user»
      return WordLike::kPermit;
    case v1::ENTITY_TYPE_LAW:
      return WordLike::kLaw;
    case v1::ENTITY_TYPE_RULE:
      return WordLike::kRule;
    default:
      return WordLike::kNone;
  }
}

// «three chips», «eight licences».
WordLike LikeOf(const v1::Quantity& quantity) {
  if (quantity.value_case() != v1::Quantity::kCount) return WordLike::kNone;
  const std::string& noun = quantity.count().noun();
  if (noun == "chip") return WordLike::kChip;
  return noun == "license" ? WordLike::kLicense : WordLike::kNone;
}

// Whether a word ends in a letter that a run of clitics ends in: few do,
// whatever they begin with.
bool EndsInClitic(absl::string_view word) {
  const uint32_t last = Letter(word.substr(word.size() - 2));
  return last == kWaw || last == kFa || last == kBa || last == kLam ||
         last == kKaf || last == kTatweel;
}

// Reads a run of clitics; false if there is anything else in it. Every word
// that is not in the lexicon is asked, so that letters are compared as numbers.
bool ReadClitics(absl::string_view word, uint32_t& flags) {
  flags = 0;
  if (word.size() >= 2 && !EndsInClitic(word)) return false;
  while (!word.empty()) {
    if (word.size() < 2) return false;
    const uint32_t letter = Letter(word);
    word.remove_prefix(2);
    switch (letter) {
      case kWaw:
      case kFa:
        flags |= kFormAnd;
        break;
      case kBa:
        flags |= kFormBi;
        break;
      case kLam:  // a lam behind a lam is the article
        flags |= kFormLi;
        break;
      case kKaf:
        flags |= kFormKa;
        break;
      case kAlef:
        if (word.size() < 2 || Letter(word) != kLam) return false;
        word.remove_prefix(2);
        flags |= kFormDefinite;
        break;
      case kTatweel:  // says nothing here
        break;
      default:
        return false;
    }
  }
  return true;
}

class ItemReader {
 public:
  ItemReader(const NormalizedText& text, const Reading& reading,
             const DocumentEntities& entities, const WordTable& words)
      : text_(text),
        tokens_(text.tokens().data()),
        token_count_(text.tokens().size()),
        fetched_end_(token_count_ > kFetchedAhead ? token_count_ - kFetchedAhead
                                                  : 0),
        reading_(reading),
        entities_(entities),
        words_(words) {}

  ItemText Read() {
    result_.items.reserve(token_count_);  // as many as there can be
    result_.mentions.reserve(reading_.mentions.size());
    result_.quantities.reserve(reading_.quantities.size());
    result_.sentences.reserve(text_.sentences().size());
    for (uint32_t i = 0; i < text_.sentences().size(); ++i) ReadSentence(i);
    return std::move(result_);
  }

 private:
  void ReadSentence(uint32_t index) {
    const Sentence& sentence = text_.sentences()[index];
    if (sentence.kind == SentenceKind::kBoilerplate) return;
    sentence_.sentence = index;
    BeginPiece();
    pending_ = 0;
    // A quotation does not outlive its paragraph.
    if (sentence.token_begin < sentence.token_end &&
        tokens_[sentence.token_begin].line_before) {
      open_quotes_.clear();
    }
    for (uint32_t t = sentence.token_begin; t < sentence.token_end;) {
      t = ReadItem(t, sentence.token_end);
      if (ItemCount() - sentence_.items.begin >= kLongSentenceItems &&
          EndsLongPiece()) {
        EndPiece();
      }
    }
    EndPiece();
  }

  void BeginPiece() {
    sentence_.items.begin = ItemCount();
    sentence_.mention_begin = static_cast<uint32_t>(result_.mentions.size());
    sentence_.quantity_begin = static_cast<uint32_t>(result_.quantities.size());
    sentence_.classes.reset();
    sentence_.types = {};
    sentence_.has_colon = false;
  }

  void EndPiece() {
    sentence_.items.end = ItemCount();
    sentence_.mention_end = static_cast<uint32_t>(result_.mentions.size());
    sentence_.quantity_end = static_cast<uint32_t>(result_.quantities.size());
    if (!sentence_.items.empty()) result_.sentences.push_back(sentence_);
    BeginPiece();
  }

  // Whether a piece of kLongSentenceItems ends here, and the sentence goes on
  // in another.
  bool EndsLongPiece() const {
    const Mark mark = result_.items.back().mark;
    return mark == Mark::kComma || mark == Mark::kSemicolon ||
           ItemCount() - sentence_.items.begin >= kMaxSentenceItems;
  }

  // Reads the item at a token; returns the token behind it.
  uint32_t ReadItem(uint32_t token, uint32_t end) {
    if (token < fetched_end_) {
      words_.Prefetch(tokens_[token + kFetchedAhead]);
    }
    if (token >= taken_) {
      SkipRead(token);
      if (token >= mention_begin_) return AddMention(token, end);
      if (token >= quantity_begin_) return AddQuantity(token, end);
    }
    const Token& first = tokens_[token];
    if (first.kind == TokenKind::kPunctuation ||
        first.kind == TokenKind::kSymbol) {
      return AddMark(token);
    }
    return AddWord(token, std::min(end, taken_));
  }

  // Passes over the mentions and quantities that end before a token.
  void SkipRead(uint32_t token) {
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
    mention_begin_ = mention_ < mentions.size() ? mentions[mention_].token_begin
                                                : kBehindAll;
    quantity_begin_ = quantity_ < quantities.size()
                          ? quantities[quantity_].token_begin
                          : kBehindAll;
    taken_ = std::min(mention_begin_, quantity_begin_);
  }

  uint32_t ItemCount() const {
    return static_cast<uint32_t>(result_.items.size());
  }

  Item& Push(ItemKind kind, uint32_t begin, uint32_t end) {
    Item& item = result_.items.emplace_back();
    item.kind = kind;
    item.token_begin = begin;
    item.token_end = end;
    item.range = {tokens_[begin].text_begin, tokens_[end - 1].text_end};
    item.flags = pending_;
    pending_ = 0;
    return item;
  }

  uint32_t AddMention(uint32_t token, uint32_t end) {
    const EntityMention& mention = reading_.mentions[mention_];
    const uint32_t stop = std::max(token + 1, std::min(mention.token_end, end));
    result_.mentions.push_back(ItemCount());
    Item& item = Push(ItemKind::kMention, token, stop);
    item.range = mention.range;
    item.index = static_cast<uint32_t>(mention_);
    if (mention.form == v1::MENTION_FORM_NAME) {
      item.entity = mention.entity;
      const v1::EntityType type = entities_.Traits(mention.entity).type;
      sentence_.types.Add(type);
      item.like = LikeOf(type);
    } else if (mention.form == v1::MENTION_FORM_ADJECTIVE) {
      item.entity = mention.entity;
      item.flags |= kFormNationality;
    }
    const uint32_t begin = tokens_[token].text_begin;
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
    result_.quantities.push_back(ItemCount());
    Item& item = Push(ItemKind::kQuantity, token, stop);
    item.index = static_cast<uint32_t>(quantity_);
    item.like = LikeOf(*quantity.quantity);
    const v1::Span& span = quantity.quantity->span();
    item.range = {static_cast<uint32_t>(span.start_byte()),
                  static_cast<uint32_t>(span.end_byte())};
    const uint32_t begin = tokens_[token].text_begin;
    if (begin < item.range.begin) {
      uint32_t flags = 0;
      ReadClitics(text_.Text({begin, item.range.begin}), flags);
      item.flags |= flags;
    }
    ++quantity_;
    return stop;
  }

  uint32_t AddWord(uint32_t token, uint32_t end) {
    const WordTable::Match match =
        words_.Find({&tokens_[token], std::max(end, token + 1) - token});
    if (match.entry == nullptr) return AddUnknownWord(token);
    Item& item = Push(ItemKind::kWord, token, token + match.token_count);
    item.classes = match.entry->classes;
    sentence_.classes |= item.classes;
    item.flags |= match.entry->flags;
    item.stance = static_cast<uint8_t>(match.entry->stance);
    return token + match.token_count;
  }

  uint32_t AddUnknownWord(uint32_t token) {
    const absl::string_view folded = text_.Folded(tokens_[token]);
    uint32_t flags = 0;
    if (ReadClitics(folded, flags)) {
      pending_ |= flags;  // stands for itself: «l- Nvidia»
      return token + 1;
    }
    Item& item = Push(ItemKind::kWord, token, token + 1);
    if (BeginsWithArticle(folded)) item.flags |= kFormDefinite;
    return token + 1;
  }

  uint32_t AddMark(uint32_t token) {
    const absl::string_view folded = text_.Folded(tokens_[token]);
    const uint32_t kept = pending_;
    Item& item = Push(ItemKind::kMark, token, token + 1);
    item.mark = MarkOf(folded);
    if ((item.mark == Mark::kStop && EndsInitial(token)) ||
        (item.mark == Mark::kColon && IsOfTime(token))) {
      item.mark = Mark::kOther;
    }
    if (item.mark == Mark::kColon) sentence_.has_colon = true;
    if (item.mark == Mark::kOpenQuote) {
      pending_ = kept;  // «l- "Nvidia"»
      item.mark = QuoteSide(item.range);
      PairQuote(ItemCount() - 1);
    }
    return token + 1;
  }

  // Whether a full stop stands behind a single letter, as in «K. Shanmugam».
  bool EndsInitial(uint32_t token) const {
    constexpr uint32_t kLetterBytes = 2;
    if (token == 0) return false;
    const Token& before = tokens_[token - 1];
    return (before.kind == TokenKind::kArabic ||
            before.kind == TokenKind::kLatin) &&
           before.text_end == tokens_[token].text_begin &&
           before.text_end - before.text_begin <= kLetterBytes;
  }

  // Whether a colon stands between digits, as in «08:05».
  bool IsOfTime(uint32_t token) const {
    return token > 0 && token + 1 < token_count_ &&
           tokens_[token - 1].kind == TokenKind::kDigits &&
           tokens_[token + 1].kind == TokenKind::kDigits &&
           !tokens_[token].space_before && !tokens_[token + 1].space_before;
  }

  static Mark MarkOf(absl::string_view folded) {
    if (folded == kArabicComma) return Mark::kComma;
    switch (folded.size() == 1 ? folded[0] : '\0') {
      case ',':
        return Mark::kComma;
      case ';':
        return Mark::kSemicolon;
      case ':':
        return Mark::kColon;
      case '.':
      case '!':
      case '?':
        return Mark::kStop;
      case '"':
        return Mark::kOpenQuote;
      case '-':
        return Mark::kDash;
      case '(':
      case '[':
        return Mark::kOpenBracket;
      case ')':
      case ']':
        return Mark::kCloseBracket;
      default:
        return Mark::kOther;
    }
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
  const Token* const tokens_;  // as `text_` has them
  const size_t token_count_;
  // No token from here on has kFetchedAhead behind it.
  const size_t fetched_end_;
  const Reading& reading_;
  const DocumentEntities& entities_;
  const WordTable& words_;
  ItemText result_;
  ItemSentence sentence_;  // or the piece of one being read
  size_t mention_ = 0;
  size_t quantity_ = 0;
  // Where these begin, and the first of both: no token before needs a look at
  // them. They are behind the truth by one that has just been added.
  uint32_t mention_begin_ = 0;
  uint32_t quantity_begin_ = 0;
  uint32_t taken_ = 0;
  uint32_t pending_ = 0;
  std::vector<uint32_t> open_quotes_;
};

}  // namespace

ItemText ReadItems(const NormalizedText& text, const Reading& reading,
                   const DocumentEntities& entities, const WordTable& words) {
  return ItemReader(text, reading, entities, words).Read();
}

}  // namespace isnad
