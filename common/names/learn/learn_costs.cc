#include "common/names/learn/learn_costs.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/names/edit_costs.h"
#include "common/names/learn/chunk_aligner.h"
#include "common/names/name_symbols.h"

namespace isnad {
namespace {

// Names with more spellings than this are mostly wrong pairs.
constexpr size_t kMostVariants = 8;

Symbols BaseSymbols(NameAlphabet alphabet, const Symbols& symbols) {
  Symbols base = symbols;
  for (NameSymbol& symbol : base) symbol = BaseSymbol(alphabet, symbol);
  return base;
}

void AppendChunk(NameAlphabet alphabet, Chunk chunk, std::string* out) {
  for (size_t i = ChunkSize(chunk); i-- > 0;) {
    const auto symbol = static_cast<NameSymbol>(chunk >> (6 * i) & 63);
    absl::StrAppend(out, SymbolText(alphabet, symbol));
  }
}

std::string Section(absl::string_view title, const ChunkAligner& aligner,
                    NameAlphabet left, NameAlphabet right) {
  std::string section = absl::StrCat(title, "\n");
  for (const ChunkAligner::Learned& learned : aligner.Result()) {
    AppendChunk(left, learned.left, &section);
    section.push_back('\t');
    AppendChunk(right, learned.right, &section);
    const auto cost = static_cast<int>(
        std::lround(-std::log(learned.probability) * kCostPerNat));
    absl::StrAppend(&section, "\t", cost, "\n");
  }
  return section;
}

// Every pair counts half as it is written and half without marks: names are
// often spelled without hamza and accents.
std::string LearnCross(const NamePairs& pairs, const LearnOptions& options) {
  ChunkAligner aligner({3, 2, options.least_count});
  for (const TokenPair& pair : pairs.tokens) {
    const Symbols latin = BaseSymbols(NameAlphabet::kLatin, pair.latin);
    const Symbols arabic = BaseSymbols(NameAlphabet::kArabic, pair.arabic);
    if (latin == pair.latin && arabic == pair.arabic) {
      aligner.AddPair(pair.latin, pair.arabic, 1.0);
      continue;
    }
    aligner.AddPair(pair.latin, pair.arabic, 0.5);
    aligner.AddPair(latin, arabic, 0.5);
  }
  aligner.Run(options.iterations);
  return Section("[latin arabic]", aligner, NameAlphabet::kLatin,
                 NameAlphabet::kArabic);
}

using Variants = std::map<Symbols, std::set<Symbols>>;

std::string LearnAlike(absl::string_view title, NameAlphabet alphabet,
                       const Variants& variants, const LearnOptions& options) {
  ChunkAligner aligner({2, 2, options.least_count});
  for (const auto& [counterpart, spellings] : variants) {
    if (spellings.size() < 2 || spellings.size() > kMostVariants) continue;
    const double weight = 1.0 / static_cast<double>(spellings.size() - 1);
    for (const Symbols& a : spellings) {
      aligner.AddPair(a, a, weight);
      for (const Symbols& b : spellings) {
        if (a != b) aligner.AddPair(a, b, weight);
      }
    }
  }
  aligner.Run(options.iterations);
  return Section(title, aligner, alphabet, alphabet);
}

}  // namespace

std::string LearnCosts(const NamePairs& pairs, const LearnOptions& options) {
  Variants latin_by_arabic;
  Variants arabic_by_latin;
  for (const TokenPair& pair : pairs.tokens) {
    latin_by_arabic[pair.arabic].insert(pair.latin);
    arabic_by_latin[pair.latin].insert(pair.arabic);
  }
  return absl::StrCat(LearnCross(pairs, options),
                      LearnAlike("[latin latin]", NameAlphabet::kLatin,
                                 latin_by_arabic, options),
                      LearnAlike("[arabic arabic]", NameAlphabet::kArabic,
                                 arabic_by_latin, options));
}

}  // namespace isnad
