// Rules that look at mentions side by side.
#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_MENTION_RULES_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_MENTION_RULES_H_

#include "ingest_service/recognize/mention_draft.h"

namespace isnad {

// Joins government, authorities or administration with the nationality after it
// to the government of that country (GUIDE, ruling 2).
void JoinGovernments(MentionDraft* draft);

// Joins a maker and its model written together in Latin letters to the model
// (GUIDE, ruling 4).
void JoinMakersAndModels(MentionDraft* draft);

// Draws words such as "Technologies" or "Inc" into the company's name before
// them.
void ExtendCompanies(MentionDraft* draft);

// Draws a model number after a product line into a product of its own
// ("Ascend 920C").
void ExtendProductLines(MentionDraft* draft);

// Marks the surnames of persons whose full name stands in the document, in
// either script.
void AddSurnames(MentionDraft* draft);

// Marks every other place of the names of discovered entities, and of the
// surnames of discovered persons.
void AddRepetitions(MentionDraft* draft);

// Marks the other names that a text gives an organization: its acronym or its
// listing on an exchange in brackets behind the name, and what stands after
// "known as".
void AddOtherNames(MentionDraft* draft);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_MENTION_RULES_H_
