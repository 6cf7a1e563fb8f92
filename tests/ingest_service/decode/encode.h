#ifndef ISNAD_TESTS_INGEST_SERVICE_DECODE_ENCODE_H_
#define ISNAD_TESTS_INGEST_SERVICE_DECODE_ENCODE_H_

#include <unicode/ucnv.h>

#include <string>

#include "absl/strings/string_view.h"

namespace isnad {

// Returns UTF-8 text in another charset, as ICU's converter writes it.
inline std::string Encode(absl::string_view text, const char* charset) {
  std::string result(4 * text.size() + 16, '\0');
  UErrorCode status = U_ZERO_ERROR;
  const int32_t length = ucnv_convert(
      charset, "UTF-8", &result[0], static_cast<int32_t>(result.size()),
      text.data(), static_cast<int32_t>(text.size()), &status);
  result.resize(static_cast<size_t>(length));
  return result;
}

}  // namespace isnad

#endif  // ISNAD_TESTS_INGEST_SERVICE_DECODE_ENCODE_H_
