// A document as the fact readers see it: words of the lexicon, mentions,
// quantities and marks in one row, so that a rule can ask for what stands
// before and behind without minding tokens.
#ifndef ISNAD_INGEST_SERVICE_RELATE_ITEMS_H_
#define ISNAD_INGEST_SERVICE_RELATE_ITEMS_H_

#include <cstdint>
#include <vector>

#include "ingest_service/normalize/normalized_text.h"
#include "ingest_service/recognize/reading.h"
#include "ingest_service/relate/entity_traits.h"
#include "ingest_service/relate/word_forms.h"
#include "ingest_service/relate/word_table.h"

namespace isnad {

enum class ItemKind : uint8_t { kWord, kMention, kQuantity, kMark };

// The marks that matter; quotation marks know their partner.
enum class Mark : uint8_t {
  kNone,
  kComma,
  kSemicolon,
  kColon,
  kStop,  // full stop, question and exclamation mark
  kDash,
  kOpenQuote,
  kCloseQuote,
  kOpenBracket,
  kCloseBracket,
  kOther,
};

// What a name or a count is taken for where a rule asks for a class of words:
// «H200» and «three chips» for a word for chips. Vocabulary has the classes.
enum class WordLike : uint8_t {
  kNone,
  kChip,
  kCompany,
  kLicense,
  kList,
  kPermit,
  kLaw,
  kRule,
};

inline constexpr uint32_t kNoItem = 0xFFFFFFFF;

// One word or phrase of the lexicon, one other word, one mention, one quantity
// or one mark.
struct Item {
  ItemKind kind = ItemKind::kWord;
  Mark mark = Mark::kNone;
  uint8_t stance = v1::STANCE_UNSPECIFIED;  // v1::Stance; words only
  WordLike like = WordLike::kNone;          // mentions and quantities only
  // Half-open.
  uint32_t token_begin = 0;
  uint32_t token_end = 0;
  // Clitics before a mention are outside.
  TextRange range;
  // FormFlag; of mentions and quantities what stands before them, and whether
  // it is an adjective of nationality.
  uint32_t flags = 0;
  // Words only.
  WordClasses classes;
  // Mention or quantity: its place in the Reading. Quotation mark: the item of
  // its partner, kNoItem if it has none.
  uint32_t index = 0;
  // Mentions only: what is named or pointed to.
  EntityIndex entity = kNoEntity;

  // Return the entity that a name names, and the place that an adjective of
  // nationality points to; kNoEntity if it is none.
  EntityIndex Name() const {
    return HasFlag(kFormNationality) ? kNoEntity : entity;
  }
  EntityIndex Adjective() const {
    return HasFlag(kFormNationality) ? entity : kNoEntity;
  }
  bool Is(const WordClasses& wanted) const { return classes.HasAnyOf(wanted); }
  // A mark, or a word that the lexicon does not have: most items are.
  bool IsPlain() const {
    return kind == ItemKind::kMark ||
           (kind == ItemKind::kWord && classes.none());
  }
  bool HasFlag(uint32_t flag) const { return (flags & flag) != 0; }
};
static_assert(sizeof(Item) <= 64, "more than a line of the cache");

// A half-open range of items.
struct ItemRange {
  uint32_t begin = 0;
  uint32_t end = 0;

  bool Contains(uint32_t item) const { return begin <= item && item < end; }
  bool empty() const { return begin >= end; }
  // The first of the `reach` items before `item` that are in the range.
  uint32_t FirstNear(uint32_t item, uint32_t reach) const {
    return item > begin + reach ? item - reach : begin;
  }
};

// One sentence of items, with what is anywhere in it: a rule that needs a word
// or a name which is not there need not look at the items.
struct ItemSentence {
  ItemRange items;
  // Of ItemText::mentions.
  uint32_t mention_begin = 0;
  uint32_t mention_end = 0;
  // Of ItemText::quantities.
  uint32_t quantity_begin = 0;
  uint32_t quantity_end = 0;
  // Index in NormalizedText::sentences().
  uint32_t sentence = 0;
  // Of all its words.
  WordClasses classes;
  // Of all its names.
  EntityTypes types;
  // Whether a colon is in it.
  bool has_colon = false;

  bool Has(const WordClasses& wanted) const { return classes.HasAnyOf(wanted); }
};

struct ItemText {
  std::vector<Item> items;
  // The items that are mentions, in order.
  std::vector<uint32_t> mentions;
  // The items that are quantities, in order.
  std::vector<uint32_t> quantities;
  // Without boilerplate.
  std::vector<ItemSentence> sentences;
};

// Lays mentions and quantities over the tokens and looks all other words up.
// Linear in the tokens.
ItemText ReadItems(const NormalizedText& text, const Reading& reading,
                   const DocumentEntities& entities, const WordTable& words);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_ITEMS_H_
