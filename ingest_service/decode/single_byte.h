#ifndef ISNAD_INGEST_SERVICE_DECODE_SINGLE_BYTE_H_
#define ISNAD_INGEST_SERVICE_DECODE_SINGLE_BYTE_H_

#include <array>

#include "ingest_service/decode/charset.h"

namespace isnad {

// The code point of each byte; U+FFFD where the charset has none.
using SingleByteTable = std::array<char32_t, 256>;

// Returns the table of windows-1256 or ISO-8859-6, which lives for ever.
// REQUIRES: `charset` is one of the two.
const SingleByteTable& SingleByteTableOf(Charset charset);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_DECODE_SINGLE_BYTE_H_
