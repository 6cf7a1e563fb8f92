// What fact reading did with each sentence, for people.
#ifndef ISNAD_INGEST_SERVICE_RELATE_TRACE_H_
#define ISNAD_INGEST_SERVICE_RELATE_TRACE_H_

#include <string>
#include <vector>

#include "ingest_service/normalize/normalized_text.h"

namespace isnad {

// One argument of an event and how it was found.
struct TraceDetail {
  std::string name;   // "state", "goods", "to", ...
  std::string value;  // names and codes
  std::string how;    // "before the trigger", ...
};

// One word that could have given rise to a fact.
struct TraceEvent {
  std::string kind;  // "decision", "figure", "statement", "relation"
  TextRange trigger;
  std::string rule;  // empty where no rule fits
  std::string says;  // what the rule says
  // Why no fact came of it; empty where one did.
  std::string reason;
  std::vector<TraceDetail> details;
  float confidence = 0;  // of the fact
};

struct SentenceTrace {
  TextRange sentence;
  std::vector<TraceEvent> events;  // in text order of their triggers
};

// In text order.
struct ReadingTrace {
  std::vector<SentenceTrace> sentences;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_TRACE_H_
