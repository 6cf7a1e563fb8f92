#ifndef ISNAD_INGEST_SERVICE_NORMALIZE_PHRASES_H_
#define ISNAD_INGEST_SERVICE_NORMALIZE_PHRASES_H_

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "common/base/hash_filter.h"
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
  Phrases(const Phrases&) = delete;
  Phrases& operator=(const Phrases&) = delete;

  // Returns the number of tokens of the longest phrase of a kind that begins
  // at tokens[begin] and ends by tokens[end]; 0 if there is none.
  uint32_t Match(PhraseKind kind, const std::vector<Token>& tokens,
                 uint32_t begin, uint32_t end) const {
    if (begin >= end || !MayBegin(tokens[begin])) return 0;
    return MatchLongest(kind, tokens, begin, end);
  }

  // Whether any phrase may begin with a token; never a wrong no.
  bool MayBegin(const Token& token) const { return filter_.Holds(token.hash); }

  // Returns the hashes of the tokens that phrases of a kind begin with.
  std::vector<uint64_t> FirstTokens(PhraseKind kind) const;

  // Tokens of the longest phrase of any kind.
  uint32_t longest() const { return longest_; }

 private:
  struct Phrase {
    PhraseKind kind;
    std::vector<uint64_t> hashes;  // of its tokens
  };

  uint32_t MatchLongest(PhraseKind kind, const std::vector<Token>& tokens,
                        uint32_t begin, uint32_t end) const;

  // By the hash of the first token.
  absl::flat_hash_map<uint64_t, std::vector<Phrase>> phrases_;
  // Of `phrases_`: few tokens of a text begin any.
  std::vector<uint64_t> filter_words_;
  HashFilter filter_;
  uint32_t longest_ = 0;
};

// The phrases of data/phrases.txt, which live for ever.
const Phrases& EmbeddedPhrases();

// The bytes of data/phrases.txt.
extern const char* const kPhrasesFile;

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_NORMALIZE_PHRASES_H_
