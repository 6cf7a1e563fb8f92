// Telling charsets apart by their bytes. UTF-16 shows in the high bytes, which
// for Arabic and ASCII are 06 and 00 and in other charsets are control
// characters. UTF-8 is recognized by its own form. What remains is decided by
// how frequent the letters are that each single-byte charset would give.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "common/text/utf8.h"
#include "ingest_service/decode/charset.h"
#include "ingest_service/decode/single_byte.h"

namespace isnad {
namespace {

// As much as is looked at; more would not change the answer.
constexpr size_t kSampleBytes = 64 << 10;

// A text in UTF-16 has at least so many units in a thousand whose high byte is
// that of Arabic, ASCII or general punctuation.
constexpr size_t kMinKnownHighBytes = 800;

// A damaged text in UTF-8 has at least so many good sequences for each broken
// one.
constexpr size_t kGoodPerBroken = 4;

// How often each letter from U+0621 to U+064A occurs in a thousand letters of
// Arabic news (counted on the annotated articles of this project, rounded).
constexpr std::array<int, 42> kLetterFrequency = {
    // hamza to khah
    2, 2, 21, 1, 15, 8, 136, 34, 30, 56, 5, 11, 14, 7,
    // dal to ghain, five letters of other languages, tatweel
    33, 4, 58, 6, 22, 12, 15, 5, 7, 1, 28, 4, 0, 0, 0, 0, 0, 0,
    // feh to ya
    24, 31, 22, 100, 57, 60, 17, 53, 9, 89};  // tatweel .. ya

// 1 for the high bytes of Arabic, ASCII and general punctuation.
constexpr std::array<uint8_t, 256> kKnownHighBytes = [] {
  std::array<uint8_t, 256> known = {};
  for (const int byte : {0x00, 0x06, 0x20, 0xFB, 0xFE}) {
    known[static_cast<size_t>(byte)] = 1;
  }
  return known;
}();

// In a thousand units, how many have a known high byte.
size_t KnownHighBytes(absl::string_view bytes, size_t high) {
  size_t units = 0;
  size_t known = 0;
  for (size_t i = high; i < bytes.size(); i += 2, ++units) {
    known += kKnownHighBytes[static_cast<unsigned char>(bytes[i])];
  }
  return units == 0 ? 0 : known * 1000 / units;
}

// Without a high byte of Arabic or ASCII no text is in UTF-16; whether there is
// one is known fast.
bool MayBeUtf16(absl::string_view bytes) {
  return bytes.find('\x06') != absl::string_view::npos ||
         bytes.find('\0') != absl::string_view::npos;
}

bool LooksLikeUtf16(absl::string_view bytes, Charset charset) {
  if (bytes.size() < 2 || !MayBeUtf16(bytes)) return false;
  const size_t high = charset == Charset::kUtf16Le ? 1 : 0;
  const size_t known = KnownHighBytes(bytes, high);
  return known >= kMinKnownHighBytes && known > KnownHighBytes(bytes, 1 - high);
}

struct Utf8Count {
  size_t good = 0;    // sequences of more than one byte
  size_t broken = 0;  // what reads as U+FFFD
};

Utf8Count CountUtf8(absl::string_view bytes) {
  Utf8Count count;
  for (size_t position = 0; position < bytes.size();) {
    const size_t begin = position;
    const char32_t c = NextCodePoint(bytes, position);
    if (c == kReplacementCharacter &&
        bytes.substr(begin, position - begin) != "\uFFFD") {
      // The end of the sample may cut a character.
      if (position < bytes.size()) ++count.broken;
    } else if (c >= 0x80) {
      ++count.good;
    }
  }
  return count;
}

bool LooksLikeUtf8(absl::string_view bytes) {
  if (IsValidUtf8(bytes)) return true;
  const Utf8Count count = CountUtf8(bytes);
  return count.broken == 0 || count.good >= kGoodPerBroken * count.broken;
}

// How much the bytes look like Arabic in a single-byte charset.
int64_t ArabicScore(absl::string_view bytes, Charset charset) {
  const SingleByteTable& table = SingleByteTableOf(charset);
  int64_t score = 0;
  for (const char byte : bytes) {
    const char32_t c = table[static_cast<unsigned char>(byte)];
    if (c < 0x80) continue;
    if (c >= 0x0621 && c <= 0x064A) {
      score += kLetterFrequency[c - 0x0621];
    } else if (c < 0xA0 || c == kReplacementCharacter) {
      score -= 200;  // undefined, or a control character
    } else {
      score -= 10;  // accented Latin, diacritics: seldom
    }
  }
  return score;
}

}  // namespace

bool IsPlainUtf8(absl::string_view bytes) {
  return !MayBeUtf16(bytes) && IsValidUtf8(bytes);
}

bool FitsCharset(absl::string_view bytes, Charset charset) {
  const absl::string_view sample = bytes.substr(0, kSampleBytes);
  switch (charset) {
    case Charset::kUtf8:
      return LooksLikeUtf8(sample) &&
             !LooksLikeUtf16(sample, Charset::kUtf16Le) &&
             !LooksLikeUtf16(sample, Charset::kUtf16Be);
    case Charset::kUtf16Le:
    case Charset::kUtf16Be:
      return LooksLikeUtf16(sample, charset) || !LooksLikeUtf8(sample);
    case Charset::kWindows1256:
    case Charset::kIso88596: {
      const Utf8Count count = CountUtf8(sample);
      return count.good == 0 || count.broken > 0;
    }
  }
  return false;
}

Charset DetectCharset(absl::string_view bytes) {
  const absl::string_view sample = bytes.substr(0, kSampleBytes);
  for (const Charset charset : {Charset::kUtf16Le, Charset::kUtf16Be}) {
    if (LooksLikeUtf16(sample, charset)) return charset;
  }
  if (LooksLikeUtf8(sample)) return Charset::kUtf8;
  const int64_t windows = ArabicScore(sample, Charset::kWindows1256);
  const int64_t iso = ArabicScore(sample, Charset::kIso88596);
  if (std::max(windows, iso) <= 0) return Charset::kUtf8;
  return iso > windows ? Charset::kIso88596 : Charset::kWindows1256;
}

}  // namespace isnad
