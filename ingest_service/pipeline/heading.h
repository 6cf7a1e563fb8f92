#ifndef ISNAD_INGEST_SERVICE_PIPELINE_HEADING_H_
#define ISNAD_INGEST_SERVICE_PIPELINE_HEADING_H_

#include "ingest_service/catalog/catalog.h"
#include "ingest_service/normalize/normalized_text.h"
#include "ingest_service/recognize/reading.h"
#include "isnad/v1/document.pb.h"

namespace isnad {

// Fills what is still open of a document's title, outlet, author and publish
// time from the first lines of its text: a headline; the agency or outlet of a
// dateline ("Washington - Reuters"), as `entities/{entity}`; a name that is all
// of a byline; and a line of little else than a full date, which is midnight
// UTC of that day. What a page or a caller says goes before.
void FillFromHeading(const Catalog& catalog, const NormalizedText& text,
                     const Reading& reading, v1::Document& document);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_PIPELINE_HEADING_H_
