// The hash reads eight bytes at a time and mixes them by the high and low
// halves of a 128-bit product, as the wyhash family does. Short tokens, which
// are nearly all, take one product more than they have words.
#ifndef ISNAD_COMMON_TEXT_TOKEN_HASH_H_
#define ISNAD_COMMON_TEXT_TOKEN_HASH_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/strings/string_view.h"

namespace isnad {
namespace token_hash_internal {

__extension__ using Uint128 = unsigned __int128;

// Odd numbers with as many ones as zeros: the first digits of the fractional
// parts of the square roots of 2, 3 and 5.
inline constexpr uint64_t kSeed = 0x6A09E667F3BCC909;
inline constexpr uint64_t kWord = 0xBB67AE8584CAA73B;
inline constexpr uint64_t kLast = 0x3C6EF372FE94F82B;

inline uint64_t Mix(uint64_t a, uint64_t b) {
  const Uint128 product = Uint128{a} * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

inline uint64_t Load64(const char* bytes) {
  uint64_t word;
  std::memcpy(&word, bytes, sizeof(word));
  return word;
}

inline uint64_t Load32(const char* bytes) {
  uint32_t word;
  std::memcpy(&word, bytes, sizeof(word));
  return word;
}

// Loads 0 to 8 bytes; different bytes of one length give different words.
inline uint64_t LoadTail(const char* bytes, size_t length) {
  if (length >= 4) {
    return Load32(bytes) | Load32(bytes + length - 4) << 32;
  }
  if (length == 0) return 0;
  const auto byte = [bytes](size_t i) {
    return uint64_t{static_cast<unsigned char>(bytes[i])};
  };
  return byte(0) | byte(length / 2) << 8 | byte(length - 1) << 16;
}

}  // namespace token_hash_internal

// Hash of a folded token. Not stored itself, but sketches of documents and the
// names of facts are made of it: whoever changes it raises kSketchVersion
// (sketch.h) and kAnalyzerVersion (analyzer.h).
inline uint64_t HashToken(absl::string_view folded) {
  namespace internal = token_hash_internal;
  const char* bytes = folded.data();
  size_t length = folded.size();
  uint64_t hash = internal::kSeed ^ (length * internal::kLast);
  while (length > 8) {
    hash = internal::Mix(hash ^ internal::Load64(bytes), internal::kWord);
    bytes += 8;
    length -= 8;
  }
  hash =
      internal::Mix(hash ^ internal::LoadTail(bytes, length), internal::kWord);
  return internal::Mix(hash ^ internal::kLast, internal::kLast);
}

// Whether a token's bytes are those at an address. For short tokens, as nearly
// all are, it takes less than a call of memcmp.
inline bool SameBytes(const char* bytes, absl::string_view token) {
  namespace internal = token_hash_internal;
  const char* other = token.data();
  size_t length = token.size();
  while (length > 8) {
    if (internal::Load64(bytes) != internal::Load64(other)) return false;
    bytes += 8;
    other += 8;
    length -= 8;
  }
  return internal::LoadTail(bytes, length) == internal::LoadTail(other, length);
}

// Hash of a sequence from that of all before `next`. As HashToken(), the names
// of facts are made of it.
inline uint64_t HashSequence(uint64_t before, uint64_t next) {
  return token_hash_internal::Mix(before ^ next, token_hash_internal::kWord);
}

}  // namespace isnad

#endif  // ISNAD_COMMON_TEXT_TOKEN_HASH_H_
