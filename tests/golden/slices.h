#ifndef ISNAD_TESTS_GOLDEN_SLICES_H_
#define ISNAD_TESTS_GOLDEN_SLICES_H_

#include <string>

#include "isnad/v1/analysis.pb.h"

namespace isnad {

// Returns what is wrong with the spans of an analysis, empty if nothing is.
// Every span, of whatever message, must lie in the text on character borders;
// a message that holds a span and a text must hold the text of that span; every
// segment of the alignment must lie in text and source and be in order.
std::string FindBadSpan(const v1::Analysis& analysis);

}  // namespace isnad

#endif  // ISNAD_TESTS_GOLDEN_SLICES_H_
