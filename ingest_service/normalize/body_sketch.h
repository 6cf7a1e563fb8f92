#ifndef ISNAD_INGEST_SERVICE_NORMALIZE_BODY_SKETCH_H_
#define ISNAD_INGEST_SERVICE_NORMALIZE_BODY_SKETCH_H_

#include <string>

#include "ingest_service/normalize/normalized_text.h"

namespace isnad {

// Returns the sketch (common/text/sketch.h) of an article's own words: those of
// its prose, since another outlet prints another headline, dateline and frame
// around it. A text that has hardly any prose, such as a flash of one line, is
// sketched with its headlines. Numbers are words, marks and symbols are not.
// Empty where there are too few words.
std::string SketchOfBody(const NormalizedText& text);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_NORMALIZE_BODY_SKETCH_H_
