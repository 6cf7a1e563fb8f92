#ifndef ISNAD_CLIENT_CLI_TIMELINE_PAGE_H_
#define ISNAD_CLIENT_CLI_TIMELINE_PAGE_H_

#include <string>

#include "client/cli/timeline_view.h"

namespace isnad {

// The page's style sheet, from data/timeline.css.
extern const char kTimelineStyle[];

// Returns a timeline as one HTML page that needs nothing but itself: the
// positions, with contradictions marked and linked, and the text of each
// document, right to left where it is written so, with every sentence that
// states a decision highlighted and its chain shown while the pointer or the
// keyboard is on it. It has no script and forbids any, and whatever else is
// loaded, by its Content-Security-Policy; all text is escaped.
std::string TimelinePage(const TimelineView& view);

// The part of the page below the positions: the documents' texts.
std::string TimelineSources(const TimelineView& view);

// Id of the element that highlights the sentence of a fact.
std::string SentenceId(const TimelineView& view, const v1::Decision& decision);

// Returns a chain from the root outward to the document, as HTML.
std::string ChainHtml(const TimelineView& view,
                      const v1::Attribution& attribution,
                      const std::string& document);

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_TIMELINE_PAGE_H_
