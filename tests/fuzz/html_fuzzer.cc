// A page of any markup becomes text whose alignment holds and whose metadata is
// text, and it reads the same a second time.
#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "common/base/check.h"
#include "ingest_service/decode/decoder.h"
#include "tests/fuzz/alignment_check.h"

namespace isnad {
namespace {

constexpr const char* kCharsets[] = {"utf-8", "", "windows-1256"};

void CheckMetadata(const v1::Document& metadata) {
  for (const std::string* field :
       {&metadata.title(), &metadata.outlet(), &metadata.author(),
        &metadata.uri(), &metadata.language_code()}) {
    ISNAD_CHECK(IsValidUtf8(*field));
  }
  if (!metadata.has_publish_time()) return;
  ISNAD_CHECK(metadata.publish_time().nanos() >= 0);
  ISNAD_CHECK(metadata.publish_time().nanos() < 1'000'000'000);
}

}  // namespace
}  // namespace isnad

// The first byte chooses the declared charset.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const absl::string_view source(reinterpret_cast<const char*>(data) + 1,
                                 size - 1);
  const char* charset = isnad::kCharsets[data[0] % 3];
  const auto decoded = isnad::Decode(source, "text/html", charset, {});
  if (!decoded.ok()) return 0;
  isnad::CheckDecoded(*decoded, source.size());
  isnad::CheckMetadata(decoded->metadata);
  const auto again = isnad::Decode(source, "text/html", charset, {});
  ISNAD_CHECK(again.ok() && again->text == decoded->text);
  return 0;
}
