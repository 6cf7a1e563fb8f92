// Entities and documents of any number, made up: every one depends on its
// number alone. Names keep their order when they are folded, so that large
// stores are made quickly; lookups ask for them in no order.
#ifndef ISNAD_TESTS_BENCH_BENCH_CORPUS_H_
#define ISNAD_TESTS_BENCH_BENCH_CORPUS_H_

#include <cstdint>
#include <string>

#include "isnad/v1/record_service.pb.h"

namespace isnad {

// Like a news story: 3 kB of text with a mention in every 120 bytes.
struct BenchDocumentShape {
  int mentions = 25;
  // At least as many as the mentions need.
  int text_bytes = 3'000;
};

// "entities/co-0001e240".
std::string BenchEntityName(int64_t number);

// The Arabic name of an entity, which no other has.
std::string BenchArabicName(int64_t number);

// A company with three names, about 250 bytes.
v1::Entity BenchEntity(int64_t number);

// "documents/" and 32 hexadecimal digits.
std::string BenchDocumentName(int64_t number);

// A document, as ingest sends it, that mentions entities numbered below
// `entities`, half of them a hundredth of the entities.
v1::Record BenchDocument(int64_t number, int64_t entities,
                         const BenchDocumentShape& shape);

// Returns a number below `limit` that looks random and depends on `seed`.
int64_t BenchScatter(int64_t seed, int64_t limit);

}  // namespace isnad

#endif  // ISNAD_TESTS_BENCH_BENCH_CORPUS_H_
