// The skeleton of a name: its consonants as classes that stay the same between
// scripts and from one writer to the next. "Nvidia" and its Arabic spellings
// all have the skeleton "NFD".
//
//   class  Latin                      Arabic
//   B      b p                        ba
//   D      d                          dal, dad, dhal
//   F      f v ph                     fa
//   K      c g j k q gh kh dj         jim, khah, ghain, qaf, kaf, dal + jim
//   L M N R  l m n r                  lam, mim, nun, ra
//   S      s z sh ch sch, c before    sin, sad, zay, zah, shin, ta + shin
//          e i y; marked s z c
//   T      t th                       ta, tah, tha
//   KS     x                          kaf + sin
//   0-9    digits                     digits
//   none   vowels, w, y, h            alef, waw, ya, ha, hah, ain, hamza,
//                                     ta marbuta
//
// A class that repeats counts once, within a token. Of the Arabic article
// nothing is left out: it is part of many names.
#ifndef ISNAD_COMMON_NAMES_SKELETON_H_
#define ISNAD_COMMON_NAMES_SKELETON_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/names/chunk.h"
#include "common/names/name_symbols.h"

namespace isnad {

// Returns the skeleton of one token, empty for one without consonants.
std::string TokenSkeleton(const SymbolToken& token);

// Returns the skeletons of the tokens, joined: how a name is cut into words
// does not count.
std::string Skeleton(const std::vector<SymbolToken>& tokens);
std::string Skeleton(absl::string_view name);

}  // namespace isnad

#endif  // ISNAD_COMMON_NAMES_SKELETON_H_
