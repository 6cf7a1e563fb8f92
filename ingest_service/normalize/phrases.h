#ifndef ISNAD_INGEST_SERVICE_NORMALIZE_PHRASES_H_
#define ISNAD_INGEST_SERVICE_NORMALIZE_PHRASES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "ingest_service/normalize/normalized_text.h"

namespace isnad {

// The kinds of phrase in data/phrases.txt, which describes them.
enum class PhraseKind : uint8_t {
  kAgency,
  kPlace,
  kLinks,
  kTags,
  kShare,
  kLine,
  kOpening,
  kReading,
  kLiteral,
  kMistaken,
  kHead,
  kChip,
};

// Finds fixed phrases in tokens. Immutable, thread-safe.
class Phrases {
 public:
  // Reads lines "kind phrase"; empty ones and those that begin with "#" are
  // left out. REQUIRES: each kind is known (a test reads the embedded file).
  explicit Phrases(absl::string_view file);

  // Returns the number of tokens of the longest phrase of a kind that begins
  // at tokens[begin] and ends by tokens[end]; 0 if there is none.
  uint32_t Match(PhraseKind kind, const std::vector<Token>& tokens,
                 uint32_t begin, uint32_t end) const {
    if (begin >= end || !MayBegin(tokens[begin])) return 0;
    return MatchLongest(kind, tokens, begin, end);
  }

  // Whether any phrase may begin with a token; never a wrong no.
  bool MayBegin(const Token& token) const {
    const uint64_t bit = token.hash >> kFilterShift;
    return (filter_[bit / 64] >> (bit % 64) & 1) != 0;
  }

 private:
  // One bit for each value of the highest bits of a hash: with some hundred
  // phrases, a few tokens in a hundred get past it.
  static constexpr int kFilterShift = 64 - 13;

  struct Phrase {
    PhraseKind kind;
    std::vector<uint64_t> hashes;  // of its tokens
  };

  uint32_t MatchLongest(PhraseKind kind, const std::vector<Token>& tokens,
                        uint32_t begin, uint32_t end) const;

  std::array<uint64_t, (size_t{1} << (64 - kFilterShift)) / 64> filter_ = {};
  // By the hash of the first token.
  absl::flat_hash_map<uint64_t, std::vector<Phrase>> phrases_;
};

// The phrases of data/phrases.txt, which live for ever.
const Phrases& EmbeddedPhrases();

// The bytes of data/phrases.txt.
extern const char* const kPhrasesFile;

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_NORMALIZE_PHRASES_H_
