#ifndef ISNAD_INGEST_SERVICE_DECODE_BINARY_SOURCE_H_
#define ISNAD_INGEST_SERVICE_DECODE_BINARY_SOURCE_H_

#include "absl/strings/string_view.h"

namespace isnad {

// Files that are no text decode to letters all the same: every byte is a
// character of windows-1256.

// Returns the media type of the kinds of files that people have beside texts
// (documents of office programs, pictures, archives, programs), told by their
// first bytes; empty for anything else. The bytes are those of the WHATWG's
// "MIME Sniffing" standard, sections 6 and 7, and, for what it does not name,
// of IANA's registrations.
absl::string_view BinaryTypeBySignature(absl::string_view source);

// Returns whether a decoded text has so many control characters at its
// beginning that it can't have been text: more than one in 32 of 4,096
// characters, and no fewer than 16. Control characters are those that the
// standard above calls binary data bytes, but for U+001A, which converters put
// where a charset lacks a letter; a page that was damaged has some.
bool HasBinaryBeginning(absl::string_view text);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_DECODE_BINARY_SOURCE_H_
