#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_CLITICS_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_CLITICS_H_

#include <cstddef>
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
  uint8_t offset = 0;
  // Whether the rest is the article without its alef, as after l-: the word it
  // stands for has an alef before it.
  bool elided_article = false;
};

// The readings of one word, without that of no clitic.
class CliticReadings {
 public:
  static constexpr int kMax = 5;

  // Reads a folded Arabic word: w- or f-, then b-, k-, l- or s-, and after
  // l- the article with its alef elided ("ll-"). The rest has at least two
  // letters, after s- four.
  explicit CliticReadings(absl::string_view word);

  const CliticReading* begin() const { return readings_; }
  const CliticReading* end() const { return readings_ + size_; }

 private:
  void AddPrepositions(absl::string_view word, uint8_t offset);

  CliticReading readings_[kMax];
  int size_ = 0;
};

// Whether a folded word may have a reading with clitics; never a wrong no.
// Looks at the first letter only, of two bytes in UTF-8, and has no branches:
// no processor foresees the answer. REQUIRES: at least one byte.
inline bool MayHaveClitics(absl::string_view word) {
  const char* const bytes = word.data();
  const auto lead = static_cast<unsigned char>(bytes[0]);
  const int letter =
      static_cast<unsigned char>(bytes[word.size() > 1 ? 1 : 0]) & 0x3F;
  // Of U+0600 to U+063F ba and sin, of U+0640 to U+067F fa, kaf, lam and waw.
  static constexpr uint64_t kLetters[] = {
      uint64_t{1} << 0x28 | uint64_t{1} << 0x33,
      uint64_t{1} << 0x01 | uint64_t{1} << 0x03 | uint64_t{1} << 0x04 |
          uint64_t{1} << 0x08};
  const uint64_t letters = kLetters[lead & 1] >> letter & 1;
  return (lead & 0xFE) == 0xD8 && letters != 0;
}

// Returns the article with its alef put back and what follows it; `buffer`
// holds it.
absl::string_view WithArticle(absl::string_view rest, std::string* buffer);

// Returns the word that a reading leaves, with the elided alef put back;
// `buffer` holds it where it is not part of `word`.
inline absl::string_view RestOf(absl::string_view word,
                                const CliticReading& reading,
                                std::string* buffer) {
  word.remove_prefix(reading.offset);
  return reading.elided_article ? WithArticle(word, buffer) : word;
}

// What a word may be without its clitics.
struct CliticForm {
  // HashToken() of the rest.
  uint64_t hash = 0;
  // The token that is the word.
  uint32_t token = 0;
  CliticReading reading;
};

// The readings of all words of one text, hashed once for everything that looks
// words up. Most words have none. Immutable.
class CliticForms {
 public:
  explicit CliticForms(const NormalizedText& text);

  // Returns the readings of a token with clitics, in the order of
  // CliticReadings; lives as long as this. Logarithmic.
  absl::Span<const CliticForm> At(uint32_t token) const;

  // The readings of all tokens, in text order.
  absl::Span<const CliticForm> all() const { return forms_; }

 private:
  void Add(absl::string_view word, uint32_t token, std::string* buffer);

  std::vector<CliticForm> forms_;  // in text order
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_CLITICS_H_
