#ifndef ISNAD_INGEST_SERVICE_RELATE_RELATION_READER_H_
#define ISNAD_INGEST_SERVICE_RELATE_RELATION_READER_H_

#include "ingest_service/relate/relations.h"

namespace isnad {

// What each group of rules reads one sentence with, and where it puts the
// relations it finds. Views all of it.
class RelationReader {
 protected:
  RelationReader(const DocumentContext& context, ItemRange sentence,
                 RelationList& relations)
      : context_(context),
        words_(context.words),
        sentence_(sentence),
        relations_(relations) {}

  // `trigger` is an item, `rule` a literal.
  void Add(v1::RelationType type, EntityIndex subject, EntityIndex object,
           uint32_t trigger, const char* rule) {
    RelationReading relation;
    relation.type = type;
    relation.subject = subject;
    relation.object = object;
    relation.trigger = trigger;
    relation.rule = rule;
    relations_.Add(relation);
  }

  const DocumentContext& context_;
  const Vocabulary& words_;
  const ItemRange sentence_;
  RelationList& relations_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_RELATION_READER_H_
