#ifndef ISNAD_COMMON_BASE_CRC32C_H_
#define ISNAD_COMMON_BASE_CRC32C_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace isnad {

// Returns the CRC-32C (Castagnoli, RFC 3720 appendix B.4) of the bytes whose
// CRC-32C is `crc`, 0 for none, with `bytes` after them.
uint32_t ExtendCrc32c(uint32_t crc, absl::string_view bytes);

}  // namespace isnad

#endif  // ISNAD_COMMON_BASE_CRC32C_H_
