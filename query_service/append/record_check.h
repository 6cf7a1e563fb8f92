#ifndef ISNAD_QUERY_SERVICE_APPEND_RECORD_CHECK_H_
#define ISNAD_QUERY_SERVICE_APPEND_RECORD_CHECK_H_

#include "absl/status/status.h"
#include "isnad/v1/record_service.pb.h"

namespace isnad {

// Returns OK if a record keeps every promise that can be checked without the
// store: names well-formed, the text well-formed UTF-8, the digest that of the
// source, every span within the text and on character borders, the text of
// every mention and quantity that of its span, every enum value known. Else
// RECORD_INVALID naming the field, as "document.mentions[3].span".
absl::Status CheckRecord(const v1::Record& record);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_APPEND_RECORD_CHECK_H_
