// Decoding takes any bytes of any charset and media type, and what it makes is
// UTF-8 whose alignment covers both sides without a gap.
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "common/base/check.h"
#include "ingest_service/decode/decoder.h"

namespace isnad {
namespace {

// The first byte of an input chooses how the rest is declared.
constexpr const char* kMediaTypes[] = {"", "text/plain", "text/html",
                                       "text/html; charset=windows-1256"};
constexpr const char* kCharsets[] = {"",         "utf-8",        "utf-16le",
                                     "utf-16be", "windows-1256", "iso-8859-6"};

void CheckAlignment(const DecodedText& decoded, size_t source_bytes) {
  int64_t text_end = 0;
  int64_t source_end = 0;
  for (const v1::AlignmentSegment& segment : decoded.alignment) {
    ISNAD_CHECK(segment.text_start() >= text_end);
    ISNAD_CHECK(segment.text_length() >= 0 && segment.source_length() >= 0);
    text_end = segment.text_start() + int64_t{segment.text_length()};
    source_end = segment.source_start() + segment.source_length();
    ISNAD_CHECK(source_end <= static_cast<int64_t>(source_bytes));
  }
  ISNAD_CHECK(text_end <= static_cast<int64_t>(decoded.text.size()));
  ISNAD_CHECK(!decoded.alignment.empty() ||
              decoded.text.size() == source_bytes);
}

}  // namespace
}  // namespace isnad

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const absl::string_view source(reinterpret_cast<const char*>(data) + 1,
                                 size - 1);
  const char* media_type = isnad::kMediaTypes[data[0] % 4];
  const char* charset = isnad::kCharsets[data[0] / 4 % 6];
  const auto decoded = isnad::Decode(source, media_type, charset, {});
  if (decoded.ok()) isnad::CheckAlignment(*decoded, source.size());
  return 0;
}
