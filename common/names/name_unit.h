// The parts of a name that are looked up: its tokens, and neighbouring tokens
// written as one.
#ifndef ISNAD_COMMON_NAMES_NAME_UNIT_H_
#define ISNAD_COMMON_NAMES_NAME_UNIT_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "common/names/chunk.h"
#include "common/names/name_symbols.h"

namespace isnad {

// Neighbours are joined if one of them is no longer than this: articles and
// particles (al, bin, abd, de), letters, initials.
inline constexpr size_t kMaxParticleSymbols = 3;

// A unit of a name in an index: the number of its token, and which of the
// name's tokens it stands for, in 32 bits.
//
//   bits 0-26   number of the token
//   bits 27-30  index of the first token of the name
//   bit 31      whether it stands for the next one too
inline constexpr uint32_t kMaxUnitTokens = uint32_t{1} << 27;

inline uint32_t PackUnit(uint32_t token, size_t first, bool joined) {
  return token | static_cast<uint32_t>(first) << 27 |
         static_cast<uint32_t>(joined) << 31;
}
inline uint32_t UnitToken(uint32_t unit) { return unit & (kMaxUnitTokens - 1); }
inline bool UnitJoined(uint32_t unit) { return unit >> 31 != 0; }

// The name's tokens that the unit stands for, a bit each.
inline uint32_t UnitMask(uint32_t unit) {
  const uint32_t first = unit >> 27 & 15;
  return (UnitJoined(unit) ? 3u : 1u) << first;
}

// Whether a token and the next one are looked up as one, too.
inline bool AreJoined(const SymbolToken& a, const SymbolToken& b,
                      size_t max_particle = kMaxParticleSymbols) {
  const size_t shorter =
      a.symbols.size() < b.symbols.size() ? a.symbols.size() : b.symbols.size();
  return a.alphabet == b.alphabet && shorter <= max_particle &&
         a.symbols.size() + b.symbols.size() <= kMaxNameTokenSymbols;
}

}  // namespace isnad

#endif  // ISNAD_COMMON_NAMES_NAME_UNIT_H_
