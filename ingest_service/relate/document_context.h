#ifndef ISNAD_INGEST_SERVICE_RELATE_DOCUMENT_CONTEXT_H_
#define ISNAD_INGEST_SERVICE_RELATE_DOCUMENT_CONTEXT_H_

#include <vector>

#include "absl/base/macros.h"
#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ingest_service/normalize/normalized_text.h"
#include "ingest_service/recognize/reading.h"
#include "ingest_service/relate/entity_traits.h"
#include "ingest_service/relate/items.h"
#include "ingest_service/relate/trace.h"
#include "ingest_service/relate/vocabulary.h"

namespace isnad {

// One link of a chain of attribution, nearest speaker first.
struct ChainLink {
  EntityIndex entity = kNoEntity;  // kNoEntity: unnamed sources
  v1::Role role = v1::ROLE_SPEAKER;
  TextRange range;
};
using Chain = absl::InlinedVector<ChainLink, 2>;

// Few at a time: the products or the parties of one decision.
using Entities = absl::InlinedVector<EntityIndex, 4>;

// ISO codes of countries. Views the entities that they are the codes of.
using Countries = absl::InlinedVector<absl::string_view, 4>;

// Where the goods that a document speaks of go.
struct DocumentGoals {
  struct OfState {
    absl::string_view state;
    Countries goals;
  };

  // The goals of a state; null if it has none of its own.
  const Countries* Of(absl::string_view state) const {
    for (const OfState& known : of_states) {
      if (known.state == state) return &known.goals;
    }
    return nullptr;
  }

  Countries main;
  // Where a state is named beside destinations: those named most.
  std::vector<OfState> of_states;
};

// What a document has said so far, for words that point back: "these chips",
// "the company", "he added". Views the codes of entities.
struct DocumentMemory {
  Entities products;
  DocumentGoals goals;             // of the whole document
  absl::string_view jurisdiction;  // of the last decision
  absl::string_view exporter;      // of the last decision not of a destination
  // Of the last decision of `jurisdiction` that had any.
  Countries destinations;
  // What the last permission let through, and the state that gave it.
  Entities permitted;
  absl::string_view permitting;
  EntityIndex company = kNoEntity;
  EntityIndex state = kNoEntity;
  EntityIndex body = kNoEntity;           // a ministry, an agency
  EntityIndex deciding_body = kNoEntity;  // the last that decided something
  // The last body without a name that did («the authority in charge of ... in
  // China»): HashAt() of its noun, 0 if there was none, and its state.
  uint64_t head = 0;
  absl::string_view head_jurisdiction;
  EntityIndex outlet = kNoEntity;
  EntityIndex person = kNoEntity;  // named last, or the last speaker
  Chain speaker;                   // of the last statement
  bool quote_ended_sentence = false;
};

// One document while its facts are read. Used by one thread.
struct DocumentContext {
  const NormalizedText& text;
  const Reading& reading;
  const DocumentEntities& entities;
  const ItemText& items;
  const Vocabulary& words;
  DocumentMemory memory;
  // The sentence being read.
  ItemRange being_read = {};
  // Of that sentence; null where nobody asks.
  SentenceTrace* trace = nullptr;
  // Rules do little but look at items: one step to them.
  const Item* const first_item = items.items.data();

  // REQUIRES: an item of the text.
  const Item& At(uint32_t item) const {
    ABSL_ASSERT(item < items.items.size());
    return first_item[item];
  }
  // The items of a sentence that are mentions, in order.
  absl::Span<const uint32_t> MentionsOf(const ItemSentence& sentence) const {
    return {items.mentions.data() + sentence.mention_begin,
            sentence.mention_end - sentence.mention_begin};
  }
  // The items of a sentence that are quantities, in order.
  absl::Span<const uint32_t> QuantitiesOf(const ItemSentence& sentence) const {
    return {items.quantities.data() + sentence.quantity_begin,
            sentence.quantity_end - sentence.quantity_begin};
  }
  bool Is(uint32_t item, const WordClasses& classes) const {
    return At(item).Is(classes);
  }
  bool IsMark(uint32_t item, Mark mark) const {
    return At(item).kind == ItemKind::kMark && At(item).mark == mark;
  }
  // HashToken() of an item's first token.
  uint64_t HashAt(uint32_t item) const {
    return text.tokens()[At(item).token_begin].hash;
  }
  // REQUIRES: the item is a mention.
  const EntityMention& MentionAt(uint32_t item) const {
    return reading.mentions[At(item).index];
  }
  // REQUIRES: the item is a quantity.
  const v1::Quantity& QuantityAt(uint32_t item) const {
    return QuantityOf(At(item));
  }
  const v1::Quantity& QuantityOf(const Item& item) const {
    return *reading.quantities[item.index].quantity;
  }
  // The entity that an item names; kNoEntity for all but names.
  EntityIndex NameAt(uint32_t item) const { return At(item).Name(); }
  // The place that a nationality adjective points to, else kNoEntity.
  EntityIndex AdjectiveAt(uint32_t item) const { return At(item).Adjective(); }
  // Notes why a word gave no fact.
  void TraceMiss(const char* kind, uint32_t item, absl::string_view rule,
                 absl::string_view reason) const;
  // The text of items, marks at its ends left out.
  TextRange RangeOf(ItemRange range) const;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_DOCUMENT_CONTEXT_H_
