#ifndef ISNAD_INGEST_SERVICE_RELATE_ACTORS_H_
#define ISNAD_INGEST_SERVICE_RELATE_ACTORS_H_

#include "absl/strings/string_view.h"
#include "ingest_service/relate/document_context.h"

namespace isnad {

// Who does what a trigger says.
struct Actor {
  enum Kind {
    kNone,   // nobody is named
    kState,  // a state, a body, a person in office
    kOther,  // a firm or a person of one
  };
  Kind kind = kNone;
  absl::string_view jurisdiction;  // ISO code
  // The name that says so; kNoEntity for adjectives and generic heads.
  EntityIndex entity = kNoEntity;
  uint32_t item = kNoItem;
  // How it was found, a literal for people.
  const char* how = "";
};

// The ISO code of the state that a name decides for: a person does for the body
// served, a city for the union that has its seat there. Empty if it has none.
absl::string_view StateServed(const DocumentContext& context,
                              EntityIndex entity);

// Finds the actor of a trigger: the subject behind a finite verb or a noun of
// action, the nationality behind it, the subject before it. `sentence` bounds
// the search.
Actor FindActor(const DocumentContext& context, ItemRange sentence,
                uint32_t trigger);

// The state that grants what a trigger's subject receives: one named behind the
// trigger in its clause, or a nationality there. kNone if there is none.
Actor GrantingState(const DocumentContext& context, ItemRange clause,
                    uint32_t trigger);

// The nearest state named before a trigger that nothing governs, other than the
// one with the ISO code `without`. kNone if there is none.
Actor StateBefore(const DocumentContext& context, ItemRange sentence,
                  uint32_t trigger, absl::string_view without = {});

// The state that an item stands for: a name, officials with a nationality, a
// bare head («the ministry»). kNone if it stands for nobody.
Actor ActorAt(const DocumentContext& context, ItemRange sentence,
              uint32_t item);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_ACTORS_H_
