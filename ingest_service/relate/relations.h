#ifndef ISNAD_INGEST_SERVICE_RELATE_RELATIONS_H_
#define ISNAD_INGEST_SERVICE_RELATE_RELATIONS_H_

#include <vector>

#include "ingest_service/relate/document_context.h"

namespace isnad {

// A relation, before it becomes protobuf.
struct RelationReading {
  v1::RelationType type = v1::RELATION_TYPE_UNSPECIFIED;
  EntityIndex subject = kNoEntity;
  EntityIndex object = kNoEntity;
  TextRange title;
  uint32_t trigger = 0;     // item
  const char* rule = "";    // a literal
  float confidence = 1.0f;  // what the rule's is multiplied by
};

// The relations of one sentence; a triple is kept once.
class RelationList {
 public:
  void Add(const RelationReading& relation);
  void Clear() { relations_.clear(); }
  // Puts them in text order of their triggers.
  void Sort();
  const std::vector<RelationReading>& All() const { return relations_; }

 private:
  std::vector<RelationReading> relations_;
};

// Finds the relations of one sentence, in text order of their triggers.
// Replaces what is in `relations`. Each rule looks a bounded number of items
// far: linear in the sentence.
void ReadRelations(const DocumentContext& context, const ItemSentence& sentence,
                   RelationList& relations);

// The groups of rules, each in a file of its own. Each leaves a sentence alone
// that has none of the words or names that its relations cannot do without.
void ReadOffices(const DocumentContext& context, const ItemSentence& sentence,
                 RelationList& relations);
void ReadSeats(const DocumentContext& context, const ItemSentence& sentence,
               RelationList& relations);
void ReadProducts(const DocumentContext& context, const ItemSentence& sentence,
                  RelationList& relations);
void ReadDealings(const DocumentContext& context, const ItemSentence& sentence,
                  RelationList& relations);
void ReadPurchases(const DocumentContext& context, const ItemSentence& sentence,
                   RelationList& relations);
void ReadFabs(const DocumentContext& context, const ItemSentence& sentence,
              RelationList& relations);
void ReadSupplies(const DocumentContext& context, const ItemSentence& sentence,
                  RelationList& relations);

// ---- What the rules share ----

// The item before or behind one, quotation marks and brackets left out; kNoItem
// at the edge of the sentence.
uint32_t Previous(const DocumentContext& context, ItemRange sentence,
                  uint32_t item);
uint32_t Next(const DocumentContext& context, ItemRange sentence,
              uint32_t item);

// Whether an entity is a company, and no research or other organization.
inline bool IsFirm(const DocumentContext& context, EntityIndex entity) {
  return entity != kNoEntity &&
         context.entities.Traits(entity).type == v1::ENTITY_TYPE_COMPANY;
}

// Whether "not" or "the refusal of" stands right before an item.
bool IsDenied(const DocumentContext& context, ItemRange sentence,
              uint32_t item);

// The nearest company before an item, not farther than `reach` items.
// `subject_only`: one that no preposition governs.
EntityIndex CompanyBefore(const DocumentContext& context, ItemRange sentence,
                          uint32_t item, uint32_t reach, bool subject_only);
// The first company behind an item within `reach`, before a full stop.
EntityIndex CompanyBehind(const DocumentContext& context, ItemRange sentence,
                          uint32_t item, uint32_t reach);
// The first firm behind an item, and those that "and" joins to it.
std::vector<EntityIndex> FirmsBehind(const DocumentContext& context,
                                     ItemRange sentence, uint32_t item);
// Whether the sentence names an entity.
bool Names(const DocumentContext& context, ItemRange sentence,
           EntityIndex entity);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_RELATIONS_H_
