#ifndef ISNAD_INGEST_SERVICE_DECODE_CHARSET_H_
#define ISNAD_INGEST_SERVICE_DECODE_CHARSET_H_

#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace isnad {

// The charsets that are read.
enum class Charset : uint8_t {
  kUtf8,
  kUtf16Le,
  kUtf16Be,
  kWindows1256,
  kIso88596,
};

// Returns the name by which `Document.charset` gives it ("utf-8").
absl::string_view CharsetName(Charset charset);

// Returns the charset of a label, in any case, as the WHATWG Encoding Standard
// (section 4.2) and older writers spell it; nothing if it is none of them.
absl::optional<Charset> CharsetByLabel(absl::string_view label);

// A charset told by the first bytes.
struct ByteOrderMark {
  Charset charset;
  size_t length;
};

// Returns the byte order mark with which the bytes begin, if any.
absl::optional<ByteOrderMark> FindByteOrderMark(absl::string_view bytes);

// Returns the charset that an HTML page declares in its first bytes by
// <meta charset> or <meta http-equiv>, as it is written there; empty if none.
absl::string_view FindHtmlCharset(absl::string_view bytes);

// Whether the bytes can be meant as this charset: a page that says otherwise
// than it is, is common. Tells only what is certain.
bool FitsCharset(absl::string_view bytes, Charset charset);

// Whether the bytes are certainly UTF-8 and nothing in them is broken, as
// nearly all are: asked first, it saves looking at them in other ways.
bool IsPlainUtf8(absl::string_view bytes);

// Returns the likeliest charset of the bytes.
Charset DetectCharset(absl::string_view bytes);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_DECODE_CHARSET_H_
