#include "ingest_service/relate/asides.h"

#include <algorithm>

#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

// Longer ones are sentences of their own, or marks that are no pair.
constexpr uint32_t kMaxAside = 24;

class AsideReader {
 public:
  AsideReader(const DocumentContext& context, ItemRange sentence)
      : context_(context),
        sentence_(sentence),
        changes_(context.words.rise | context.words.fall) {}

  Asides Read() {
    for (uint32_t i = sentence_.begin + 1; i < sentence_.end;) {
      const uint32_t end = EndOfAside(i);
      if (end > i) asides_.push_back({i, end});
      i = std::max(end, i + 1);
    }
    return std::move(asides_);
  }

 private:
  // The end of the aside that begins at an item, which is inside; the item
  // itself if none does.
  uint32_t EndOfAside(uint32_t item) const {
    const Item& it = context_.At(item);
    if (it.kind == ItemKind::kMark) {
      switch (it.mark) {
        case Mark::kOpenBracket:
          return EndAtMark(item, Mark::kCloseBracket);
        case Mark::kDash:
          return EndAtMark(item, Mark::kDash);
        case Mark::kComma:
          if (OpensAside(item + 1)) return EndAtMark(item, Mark::kComma);
          return IsName(item - 1) ? EndOfApposition(item) : item;
        default:
          return item;
      }
    }
    return it.Is(context_.words.relative) && IsName(item - 1)
               ? EndOfRelative(item)
               : item;
  }

  bool OpensAside(uint32_t item) const {
    if (item >= sentence_.end) return false;
    const Vocabulary& words = context_.words;
    if (context_.Is(item, words.relative | words.likeness | words.preposition |
                              words.according | words.condition)) {
      return true;
    }
    // «X will, if it is passed, ...»: "if" is written like "that".
    return context_.Is(item, words.that) && item + 1 < sentence_.end &&
           context_.At(item + 1).HasFlag(kFormPast);
  }

  // «X, the largest maker of ..., »: nouns between commas, behind a name.
  uint32_t EndOfApposition(uint32_t begin) const {
    constexpr uint32_t kMaxApposition = 9;
    const uint32_t limit = std::min(sentence_.end, begin + kMaxApposition);
    for (uint32_t i = begin + 1; i < limit; ++i) {
      const Item& it = context_.At(i);
      if (context_.IsMark(i, Mark::kComma)) return i + 1;
      const bool first_is_other =
          i == begin + 1 &&
          (it.kind != ItemKind::kWord || it.HasFlag(kFormAnd));
      if (first_is_other || it.kind == ItemKind::kQuantity ||
          it.HasFlag(kFormFinite) || context_.IsMark(i, Mark::kStop)) {
        break;
      }
    }
    return begin;
  }

  // Whether a name ends at an item, in quotation marks or not.
  bool IsName(uint32_t item) const {
    if (context_.IsMark(item, Mark::kCloseQuote) && item > sentence_.begin) {
      --item;
    }
    return context_.NameAt(item) != kNoEntity;
  }

  uint32_t EndAtMark(uint32_t begin, Mark mark) const {
    const uint32_t limit = std::min(sentence_.end, begin + kMaxAside);
    for (uint32_t i = begin + 1; i < limit; ++i) {
      if (context_.IsMark(i, Mark::kStop)) break;
      if (context_.IsMark(i, mark)) return i + 1;
    }
    return begin;
  }

  // A relative clause ends before «by 17 %» or «to 4 billion».
  uint32_t EndOfRelative(uint32_t begin) const {
    const uint32_t limit = std::min(sentence_.end, begin + kMaxAside);
    for (uint32_t i = begin + 1; i < limit; ++i) {
      const Item& it = context_.At(i);
      if (it.kind == ItemKind::kQuantity || it.Is(changes_) ||
          context_.IsMark(i, Mark::kStop) || context_.IsMark(i, Mark::kComma)) {
        break;
      }
      if (IsBeforeQuantity(i)) return i;
    }
    return begin;
  }

  bool IsBeforeQuantity(uint32_t item) const {
    const Item& it = context_.At(item);
    return item + 1 < sentence_.end &&
           context_.At(item + 1).kind == ItemKind::kQuantity &&
           (it.HasFlag(kFormBi) || it.Is(context_.words.to));
  }

  const DocumentContext& context_;
  const ItemRange sentence_;
  const WordClasses changes_;
  Asides asides_;
};

}  // namespace

Asides ReadAsides(const DocumentContext& context, ItemRange sentence) {
  return AsideReader(context, sentence).Read();
}

uint32_t BeginOfAside(const Asides& asides, uint32_t item, uint32_t seen_from) {
  for (const ItemRange& aside : asides) {
    if (aside.Contains(item)) {
      return aside.Contains(seen_from) ? item : aside.begin;
    }
  }
  return item;
}

uint32_t EndOfAside(const Asides& asides, uint32_t item) {
  for (const ItemRange& aside : asides) {
    if (aside.begin == item) return aside.end;
  }
  return item;
}

}  // namespace isnad
