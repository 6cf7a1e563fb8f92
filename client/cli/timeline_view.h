// A timeline with what is shown beside it: names of entities and the documents
// it rests on.
#ifndef ISNAD_CLIENT_CLI_TIMELINE_VIEW_H_
#define ISNAD_CLIENT_CLI_TIMELINE_VIEW_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/cli/connection.h"
#include "isnad/v1/query_service.pb.h"

namespace isnad {

struct TimelineView {
  v1::GetTimelineRequest request;
  v1::GetTimelineResponse timeline;
  // Full view, by name; those that were asked for and there.
  std::map<std::string, v1::Document> documents;
  // Display names of entities by resource name.
  std::map<std::string, std::string> names;

  // Returns the display name of an entity, else its id; of a document its
  // title, else its id; "unnamed sources" for nothing.
  std::string NameOf(const std::string& name) const;
};

// A position with its number in the view, from 1.
struct NumberedPosition {
  int number = 0;
  std::string jurisdiction;
  const v1::Position* position = nullptr;
};

// Returns all positions in the order of the timeline, which must outlive them.
std::vector<NumberedPosition> NumberPositions(
    const v1::GetTimelineResponse& timeline);

// Returns the numbers of the positions that hold a decision which this one
// contradicts, ascending.
std::vector<int> ContradictingPositions(
    const NumberedPosition& position,
    const std::vector<NumberedPosition>& positions);

// Returns the English name of a country's code, else the code (CLDR's names, by
// ICU).
std::string CountryText(const std::string& code);

// Returns when a position was first held: a date, or "revision 12" where no
// document has a time.
std::string WhenText(const v1::Position& position);

// Returns the resource name of the document of a fact.
std::string DocumentOfFact(absl::string_view fact);

// The text of a span; empty if it is none of the text.
std::string SpanOf(absl::string_view text, const v1::Span& span);

// Fetches a timeline, up to `max_documents` of the documents it rests on, and
// the names of the entities in it. All are read at one revision.
absl::StatusOr<TimelineView> FetchTimeline(
    const v1::GetTimelineRequest& request, size_t max_documents,
    Connection& connection);

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_TIMELINE_VIEW_H_
