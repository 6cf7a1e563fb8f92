#include "ingest_service/recognize/mention_recognizer.h"

#include "ingest_service/recognize/document_names.h"
#include "ingest_service/recognize/mention_draft.h"
#include "ingest_service/recognize/mention_rules.h"
#include "ingest_service/recognize/name_finder.h"
#include "ingest_service/recognize/person_finder.h"

namespace isnad {

MentionRecognizer::MentionRecognizer(const Catalog& catalog,
                                     const Lexicon& lexicon)
    : catalog_(catalog), names_(catalog, lexicon) {}

MentionRecognizer::Result MentionRecognizer::Recognize(
    const NormalizedText& text) const {
  Result result;
  const DocumentNames names(catalog_, names_, text);
  MentionDraft draft(catalog_, text, names.roles(), names.Choose());
  JoinGovernments(&draft);
  JoinMakersAndModels(&draft);
  ExtendCompanies(&draft);
  ExtendProductLines(&draft);
  AddAcronyms(&draft);
  AddSurnames(&draft);
  FindPersons(&draft);
  FindNewNames(&draft);
  AddRepetitions(&draft);
  result.mentions = draft.TakeMentions();
  result.discovered = draft.TakeDiscovered();
  return result;
}

}  // namespace isnad
