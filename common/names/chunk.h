// Chunks: one to three letters of a token that are spelled together in the
// other script ("sch", "ou"), packed into an integer.
#ifndef ISNAD_COMMON_NAMES_CHUNK_H_
#define ISNAD_COMMON_NAMES_CHUNK_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "common/names/name_symbols.h"

namespace isnad {

// Up to three symbols of six bits each, the last one lowest; 0 has no symbol.
using Chunk = uint32_t;

inline constexpr size_t kMaxChunkSymbols = 3;
inline constexpr size_t kChunkLimit = size_t{1} << (6 * kMaxChunkSymbols);

using Symbols = std::basic_string<NameSymbol>;

// Adds a symbol behind a chunk of fewer than three.
inline Chunk ExtendChunk(Chunk chunk, NameSymbol symbol) {
  return (chunk << 6) | symbol;
}

// Number of symbols of a chunk.
inline size_t ChunkSize(Chunk chunk) {
  return chunk == 0 ? 0 : chunk < 64 ? 1 : chunk < 4096 ? 2 : 3;
}

// Returns the symbols with a border at either end.
inline Symbols WithBorders(const Symbols& symbols) {
  return Symbols(1, kNameBorder) + symbols + Symbols(1, kNameBorder);
}

}  // namespace isnad

#endif  // ISNAD_COMMON_NAMES_CHUNK_H_
