// Decoding takes any bytes of any charset and media type, and what it makes is
// UTF-8 whose alignment covers both sides without a gap.
#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "ingest_service/decode/decoder.h"
#include "tests/fuzz/alignment_check.h"

namespace isnad {
namespace {

// The first byte of an input chooses how the rest is declared.
constexpr const char* kMediaTypes[] = {"", "text/plain", "text/html",
                                       "text/html; charset=windows-1256"};
constexpr const char* kCharsets[] = {"",         "utf-8",        "utf-16le",
                                     "utf-16be", "windows-1256", "iso-8859-6"};

}  // namespace
}  // namespace isnad

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const absl::string_view source(reinterpret_cast<const char*>(data) + 1,
                                 size - 1);
  const char* media_type = isnad::kMediaTypes[data[0] % 4];
  const char* charset = isnad::kCharsets[data[0] / 4 % 6];
  const auto decoded = isnad::Decode(source, media_type, charset, {});
  if (decoded.ok()) isnad::CheckDecoded(*decoded, source.size());
  return 0;
}
