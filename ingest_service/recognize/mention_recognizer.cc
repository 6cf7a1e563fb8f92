#include "ingest_service/recognize/mention_recognizer.h"

#include <utility>

#include "ingest_service/recognize/agency_finder.h"
#include "ingest_service/recognize/document_names.h"
#include "ingest_service/recognize/mention_draft.h"
#include "ingest_service/recognize/mention_rules.h"
#include "ingest_service/recognize/name_finder.h"
#include "ingest_service/recognize/person_finder.h"
#include "ingest_service/recognize/product_finder.h"

namespace isnad {

MentionRecognizer::MentionRecognizer(const Catalog& catalog,
                                     const Lexicon& lexicon)
    : MentionRecognizer(catalog, EntityNames(catalog, lexicon)) {}

MentionRecognizer::MentionRecognizer(const Catalog& catalog, EntityNames names)
    : catalog_(catalog), names_(std::move(names)), resolver_(catalog) {}

MentionRecognizer::Result MentionRecognizer::Recognize(
    const NormalizedText& text) const {
  Result result;
  const DocumentNames names(catalog_, names_, text);
  MentionDraft draft(catalog_, resolver_, text, names);
  JoinGovernments(&draft);
  FindAgencies(&draft);
  JoinMakersAndModels(&draft);
  ExtendCompanies(&draft);
  ExtendProductLines(&draft);
  AddSurnames(&draft);
  FindNewNames(&draft);
  FindPersons(&draft);
  FindNewProducts(&draft);
  AddOtherNames(&draft);
  AddRepetitions(&draft);
  result.mentions = draft.TakeMentions();
  result.discovered = draft.TakeDiscovered();
  return result;
}

}  // namespace isnad
