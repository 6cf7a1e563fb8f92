#include "ingest_service/decode/binary_source.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/strings/match.h"

namespace isnad {
namespace {

using absl::string_view;

constexpr size_t kLookedAt = 4'096;  // characters
constexpr size_t kLongestCharacter = 4;
constexpr size_t kLeastControls = 16;
constexpr size_t kCharactersForAControl = 32;

struct Signature {
  string_view bytes;
  string_view media_type;
};

// A literal with NULs as a whole.
template <size_t kSize>
constexpr string_view Bytes(const char (&literal)[kSize]) {
  return string_view(literal, kSize - 1);
}

constexpr Signature kSignatures[] = {
    {Bytes("%PDF-"), "application/pdf"},
    {Bytes("%!PS-Adobe-"), "application/postscript"},
    {Bytes("{\\rtf"), "application/rtf"},
    // Word, Excel and PowerPoint until 2003.
    {Bytes("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "application/x-ole-storage"},
    // Also the office formats since, and EPUB.
    {Bytes("PK\x03\x04"), "application/zip"},
    {Bytes("\x1F\x8B\x08"), "application/gzip"},
    {Bytes("\xFD\x37\x7A\x58\x5A\x00"), "application/x-xz"},
    {Bytes("\x28\xB5\x2F\xFD"), "application/zstd"},
    {Bytes("7z\xBC\xAF\x27\x1C"), "application/x-7z-compressed"},
    {Bytes("Rar!\x1A\x07"), "application/vnd.rar"},
    {Bytes("\x89PNG\r\n\x1A\n"), "image/png"},
    {Bytes("\xFF\xD8\xFF"), "image/jpeg"},
    {Bytes("GIF87a"), "image/gif"},
    {Bytes("GIF89a"), "image/gif"},
    {Bytes("II\x2A\x00"), "image/tiff"},
    {Bytes("MM\x00\x2A"), "image/tiff"},
    {Bytes("OggS\x00"), "application/ogg"},
    {Bytes("\x1A\x45\xDF\xA3"), "video/webm"},
    {Bytes("SQLite format 3\x00"), "application/vnd.sqlite3"},
    {Bytes("\x7F"
           "ELF"),
     "application/x-executable"},
};

constexpr bool IsControl(unsigned char byte) {
  return byte <= 0x08 || byte == 0x0B || (byte >= 0x0E && byte <= 0x19) ||
         (byte >= 0x1C && byte <= 0x1F);
}

bool IsContinuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

// Whether any byte of eight is below a space.
bool HasByteBelowSpace(const char* bytes) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  uint64_t word;
  std::memcpy(&word, bytes, sizeof(word));
  return ((word - ' ' * kOnes) & ~word & 0x80 * kOnes) != 0;
}

size_t CountControlsSlowly(string_view text) {
  size_t count = 0;
  for (const char c : text) {
    count += IsControl(static_cast<unsigned char>(c)) ? 1 : 0;
  }
  return count;
}

// Counts the controls of a text; most of its words of eight bytes have none.
size_t CountControls(string_view text) {
  constexpr size_t kStep = sizeof(uint64_t);
  size_t count = 0;
  for (; text.size() >= kStep; text.remove_prefix(kStep)) {
    if (!HasByteBelowSpace(text.data())) continue;
    count += CountControlsSlowly(text.substr(0, kStep));
  }
  return count + CountControlsSlowly(text);
}

}  // namespace

string_view BinaryTypeBySignature(string_view source) {
  for (const Signature& signature : kSignatures) {
    // The first byte alone rules out nearly all.
    if (source.substr(0, 1) != signature.bytes.substr(0, 1)) continue;
    if (absl::StartsWith(source, signature.bytes)) return signature.media_type;
  }
  return {};
}

bool HasBinaryBeginning(string_view text) {
  text = text.substr(0, kLookedAt * kLongestCharacter);
  if (CountControls(text) < kLeastControls) return false;
  size_t characters = 0;
  size_t controls = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (IsContinuation(byte)) continue;
    if (++characters > kLookedAt) break;
    if (IsControl(byte)) ++controls;
  }
  return controls >= kLeastControls &&
         controls * kCharactersForAControl > characters;
}

}  // namespace isnad
