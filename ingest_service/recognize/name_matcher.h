#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_NAME_MATCHER_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_NAME_MATCHER_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "common/names/name_table.h"
#include "ingest_service/normalize/normalized_text.h"
#include "ingest_service/recognize/clitics.h"

namespace isnad {

// A place where a name of a table stands in a text.
struct NameInText {
  // Tokens it touches, half-open; a plural s is one of them.
  uint32_t token_begin = 0;
  uint32_t token_end = 0;
  // How many bytes of the first token's folded form are clitics.
  uint32_t clitic_bytes = 0;
  // The table's values for the name.
  absl::Span<const uint32_t> values;

  // Without the clitics before the first token. REQUIRES: the text it was found
  // in.
  TextRange RangeIn(const NormalizedText& text) const {
    return text.RangeOfTokens(token_begin, token_end - 1, clitic_bytes);
  }
};

// Finds the names of a table in texts: from each start of a word every name
// that begins there and ends at the end of a word, in one pass, with its
// clitics. Between the tokens of a name may stand nothing, a space, or one
// joining mark; never the end of a line or sentence. Thread-safe.
class NameMatcher {
 public:
  // `table` must outlive the matcher and the matches it finds.
  explicit NameMatcher(const NameTable& table) : table_(table) {}

  // Returns all matches, ordered by first token, longest first, and among
  // equally long ones by fewest clitics. Matches overlap freely. `forms` are
  // those of `text`.
  std::vector<NameInText> FindAll(const NormalizedText& text,
                                  const CliticForms& forms) const;

 private:
  const NameTable& table_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_NAME_MATCHER_H_
