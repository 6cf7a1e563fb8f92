#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_CLITICS_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_CLITICS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ingest_service/normalize/normalized_text.h"

namespace isnad {

// One way to read a folded Arabic word as clitics and a rest.
struct CliticReading {
  // Bytes of the word that belong to clitics: the rest begins there.
  uint32_t offset = 0;
  // Whether the rest is the article without its alef, as after l-: the word it
  // stands for has an alef before it.
  bool elided_article = false;
};

// The readings of one word, without that of no clitic: at most five.
class CliticReadings {
 public:
  // Reads a folded Arabic word: w- or f-, then b-, k-, l- or s-, and after
  // l- the article with its alef elided ("ll-"). The rest has at least two
  // letters, after s- four.
  explicit CliticReadings(absl::string_view word);

  const CliticReading* begin() const { return readings_; }
  const CliticReading* end() const { return readings_ + size_; }

 private:
  void AddPrepositions(absl::string_view word, uint32_t offset);

  CliticReading readings_[5];
  int size_ = 0;
};

// Whether a folded Arabic word may have a reading with clitics; never a wrong
// no. Looks at the first letter only, of two bytes in UTF-8.
inline bool MayHaveClitics(absl::string_view word) {
  if (word.size() < 2) return false;
  const auto lead = static_cast<unsigned char>(word[0]);
  const int letter = static_cast<unsigned char>(word[1]) & 0x3F;
  // U+0600 to U+063F, then U+0640 to U+067F.
  constexpr uint64_t kBaSin = uint64_t{1} << 0x28 | uint64_t{1} << 0x33;
  constexpr uint64_t kFaKafLamWaw = uint64_t{1} << 0x01 | uint64_t{1} << 0x03 |
                                    uint64_t{1} << 0x04 | uint64_t{1} << 0x08;
  const uint64_t letters = lead == 0xD8   ? kBaSin
                           : lead == 0xD9 ? kFaKafLamWaw
                                          : 0;
  return (letters >> letter & 1) != 0;
}

// Returns the word that a reading leaves, with the elided alef put back;
// `buffer` holds it where it is not part of `word`.
absl::string_view RestOf(absl::string_view word, const CliticReading& reading,
                         std::string* buffer);

// What a word may be without its clitics.
struct CliticForm {
  // HashToken() of the rest.
  uint64_t hash = 0;
  CliticReading reading;
};

// The readings of all words of one text, hashed once for everything that looks
// words up. Immutable.
class CliticForms {
 public:
  explicit CliticForms(const NormalizedText& text);

  // Returns the readings of a token with clitics, in the order of
  // CliticReadings; lives as long as this.
  absl::Span<const CliticForm> At(uint32_t token) const {
    return absl::MakeConstSpan(forms_.data() + begins_[token],
                               begins_[token + 1] - begins_[token]);
  }

 private:
  std::vector<CliticForm> forms_;
  // Where the forms of each token begin, and one more for the end.
  std::vector<uint32_t> begins_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_CLITICS_H_
