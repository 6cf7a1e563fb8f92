#ifndef ISNAD_INGEST_SERVICE_RELATE_TARGETS_H_
#define ISNAD_INGEST_SERVICE_RELATE_TARGETS_H_

#include "absl/strings/string_view.h"
#include "ingest_service/relate/document_context.h"

namespace isnad {

// Whom words say that goods go to.
struct Targets {
  Countries countries;
  bool region = false;  // several countries without names come first
};

// The countries that goods go to: those of the first target in a range, and
// those that a conjunction joins to it; else where named buyers are at home.
// `jurisdiction` is none.
Targets TargetsIn(const DocumentContext& context, ItemRange range,
                  absl::string_view jurisdiction);

// Adds a country unless the list has it.
void AddCountry(absl::string_view country, Countries& countries);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_TARGETS_H_
