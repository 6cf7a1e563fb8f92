#include "ingest_service/decode/single_byte.h"

#include <unicode/ucnv.h>

#include <cstddef>
#include <string>

#include "common/base/check.h"
#include "common/text/utf8.h"
#include "ingest_service/decode/charset.h"

namespace isnad {
namespace {

// Asks ICU's converter for each byte.
const SingleByteTable* MakeTable(Charset charset) {
  UErrorCode status = U_ZERO_ERROR;
  const std::string name(CharsetName(charset));
  UConverter* converter = ucnv_open(name.c_str(), &status);
  ISNAD_CHECK(U_SUCCESS(status));
  auto* table = new SingleByteTable;
  for (size_t i = 0; i < table->size(); ++i) {
    const char byte = static_cast<char>(i);
    const char* position = &byte;
    status = U_ZERO_ERROR;
    const UChar32 c =
        ucnv_getNextUChar(converter, &position, &byte + 1, &status);
    (*table)[i] =
        U_SUCCESS(status) ? static_cast<char32_t>(c) : kReplacementCharacter;
  }
  ucnv_close(converter);
  return table;
}

}  // namespace

const SingleByteTable& SingleByteTableOf(Charset charset) {
  static const SingleByteTable* const windows1256 =
      MakeTable(Charset::kWindows1256);
  static const SingleByteTable* const iso88596 = MakeTable(Charset::kIso88596);
  ISNAD_CHECK(charset == Charset::kWindows1256 ||
              charset == Charset::kIso88596);
  return charset == Charset::kWindows1256 ? *windows1256 : *iso88596;
}

}  // namespace isnad
