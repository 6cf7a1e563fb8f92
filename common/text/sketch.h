// A sketch tells how much of two texts is the same words in the same order,
// without the texts.
//
// The words of a text, four at a time at every place, are its shingles. Each is
// hashed; the sketch keeps the 64 smallest of the distinct hashes (a bottom-k
// sketch). Of the 64 smallest hashes of two texts together, the share that
// both have estimates the resemblance of the texts: the shingles they share
// divided by the shingles of both. A. Broder, "On the resemblance and
// containment of documents", SEQUENCES 1997; E. Cohen and H. Kaplan,
// "Summarizing data using bottom-k sketches", PODC 2007. The hash of a shingle
// is a cyclic polynomial of the hashes of its words (J. Cohen, "Recursive
// hashing functions for n-grams", ACM TOIS 15, 1997), so that each place costs
// two rotations and one product.
//
// Encoded: one byte, kSketchVersion; then up to 64 hashes in rising order, each
// of 40 bits, little endian. A sketch of fewer than 64 holds all hashes there
// are. A text of fewer than kMinSketchWords words has none, and is encoded as
// nothing.
#ifndef ISNAD_COMMON_TEXT_SKETCH_H_
#define ISNAD_COMMON_TEXT_SKETCH_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace isnad {

// Raised whenever the same words give another sketch: with HashToken() or the
// rules for what a word of the body is. Sketches of different versions never
// resemble each other.
inline constexpr unsigned char kSketchVersion = 1;

inline constexpr size_t kSketchHashes = 64;
inline constexpr size_t kShingleWords = 4;
// Four words are no text yet: "breaking" stands over everything.
inline constexpr size_t kMinSketchWords = 8;

// The estimate from which one text counts as a reprint of the other.
inline constexpr double kReprintResemblance = 0.3;
// Below as many shingles an estimate means little: such texts are reprints only
// if they are equal.
inline constexpr size_t kMinShinglesToEstimate = 16;

// Returns the sketch of a text whose words have these hashes, in order.
std::string MakeSketch(const std::vector<uint64_t>& word_hashes);

// A decoded sketch.
using SketchHashes = std::vector<uint64_t>;

// Returns the hashes of a sketch in rising order; none if it is empty, of
// another version or malformed.
SketchHashes DecodeSketch(absl::string_view sketch);

// Estimates the resemblance, from 0 to 1; 0 if either has no hashes.
double Resemblance(const SketchHashes& a, const SketchHashes& b);

// Whether texts of these sketches are reprints of each other.
bool IsReprint(const SketchHashes& a, const SketchHashes& b);

// The hashes under which a sketch is looked for, the smallest ones: two texts
// of resemblance r have one in common with a probability of at least
// 1 - (1 - r)^6, which is 0.98 for 0.5 and 0.999 for 0.7.
inline constexpr size_t kSketchKeys = 6;
SketchHashes SketchKeys(const SketchHashes& hashes);

}  // namespace isnad

#endif  // ISNAD_COMMON_TEXT_SKETCH_H_
