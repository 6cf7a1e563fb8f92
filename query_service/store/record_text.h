#ifndef ISNAD_QUERY_SERVICE_STORE_RECORD_TEXT_H_
#define ISNAD_QUERY_SERVICE_STORE_RECORD_TEXT_H_

#include "absl/strings/string_view.h"
#include "isnad/v1/document.pb.h"

namespace isnad {

// Whether the text of a document in a record is its source: `text` is left out
// of records where the two are equal, and an HTML page without any text says so
// by `text_bytes` 0 and its media type.
bool TextIsSource(const v1::Document& document);

// The text of a document in a record; a view into it.
absl::string_view TextOfRecord(const v1::Document& document);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_RECORD_TEXT_H_
