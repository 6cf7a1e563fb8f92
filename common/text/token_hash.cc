// The hash reads eight bytes at a time and mixes them by the high and low
// halves of a 128-bit product, as the wyhash family does. Short tokens, which
// are nearly all, take one product more than they have words.
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/strings/string_view.h"
#include "common/text/fold.h"

namespace isnad {
namespace {

__extension__ using Uint128 = unsigned __int128;

// Odd numbers with as many ones as zeros: the first digits of the fractional
// parts of the square roots of 2, 3 and 5.
constexpr uint64_t kSeed = 0x6A09E667F3BCC909;
constexpr uint64_t kWord = 0xBB67AE8584CAA73B;
constexpr uint64_t kLast = 0x3C6EF372FE94F82B;

uint64_t Mix(uint64_t a, uint64_t b) {
  const Uint128 product = Uint128{a} * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

uint64_t Load64(const char* bytes) {
  uint64_t word;
  std::memcpy(&word, bytes, sizeof(word));
  return word;
}

uint64_t Load32(const char* bytes) {
  uint32_t word;
  std::memcpy(&word, bytes, sizeof(word));
  return word;
}

// Loads 0 to 8 bytes; different bytes of one length give different words.
uint64_t LoadTail(const char* bytes, size_t length) {
  if (length >= 4) {
    return Load32(bytes) | Load32(bytes + length - 4) << 32;
  }
  if (length == 0) return 0;
  const auto byte = [bytes](size_t i) {
    return uint64_t{static_cast<unsigned char>(bytes[i])};
  };
  return byte(0) | byte(length / 2) << 8 | byte(length - 1) << 16;
}

}  // namespace

uint64_t HashToken(absl::string_view folded) {
  const char* bytes = folded.data();
  size_t length = folded.size();
  uint64_t hash = kSeed ^ length;
  while (length > 8) {
    hash = Mix(hash ^ Load64(bytes), kWord);
    bytes += 8;
    length -= 8;
  }
  hash = Mix(hash ^ LoadTail(bytes, length), kWord);
  return Mix(hash ^ kLast, kLast);
}

}  // namespace isnad
