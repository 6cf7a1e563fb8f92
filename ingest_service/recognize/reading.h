// What recognition reads in a text, before it becomes protobuf. Later stages
// work on these.
#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_READING_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_READING_H_

#include <cstdint>
#include <string>
#include <vector>

#include "google/protobuf/repeated_field.h"
#include "ingest_service/normalize/normalized_text.h"
#include "isnad/v1/entity.pb.h"
#include "isnad/v1/fact.pb.h"

namespace isnad {

// Number of an entity: below Catalog::size() one of the catalog, from there on
// `Reading::discovered[index - Catalog::size()]`.
using EntityIndex = uint32_t;

// A name or nationality adjective in the text.
struct EntityMention {
  // Tokens the mention touches, half-open. The first may hold clitics that are
  // outside of `range`.
  uint32_t token_begin = 0;
  uint32_t token_end = 0;
  TextRange range;
  EntityIndex entity = 0;
  v1::EntityKind kind = v1::ENTITY_KIND_UNSPECIFIED;
  v1::MentionForm form = v1::MENTION_FORM_NAME;
  float confidence = 1.0f;
};

// The quantities of a text as they are told; they may live on an arena.
using QuantityMessages = google::protobuf::RepeatedPtrField<v1::Quantity>;

// A number with its unit in the text.
struct QuantityReading {
  uint32_t token_begin = 0;
  uint32_t token_end = 0;
  // One of QuantityMessages, where it was read. `span`, `qualifier` and `value`
  // are all set.
  v1::Quantity* quantity = nullptr;
};

// Everything recognized in one document, in text order.
struct Reading {
  std::vector<EntityMention> mentions;
  std::vector<QuantityReading> quantities;
  // Entities found by their context, complete with id and names.
  std::vector<v1::Entity> discovered;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_READING_H_
