#ifndef ISNAD_QUERY_SERVICE_LOOKUP_FILTER_FILTER_LEXER_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_FILTER_FILTER_LEXER_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace isnad {

// A word, string or mark of a filter.
struct FilterToken {
  enum class Kind {
    kEnd,
    kWord,    // letters, digits and . _ / ~ - +, as in a name or number
    kString,  // in double or single quotes, with backslash escapes
    kOpen,
    kClose,
    kMinus,
    kComparator,
    kStar,
  };

  Kind kind = Kind::kEnd;
  // The word or comparator as written, the string unescaped.
  std::string text;
  // Byte at which it begins.
  size_t begin = 0;
};

// FILTER_INVALID at a byte of `filter`; the error gives the position in code
// points.
absl::Status FilterError(absl::string_view filter, size_t byte,
                         absl::string_view problem);

// Splits a filter into tokens, one at a time. Not thread-safe; `filter` must
// outlive it.
class FilterLexer {
 public:
  explicit FilterLexer(absl::string_view filter) : filter_(filter) {}

  // Reads the next token; kEnd at the end, again and again.
  absl::Status Next(FilterToken& token);

 private:
  absl::Status ReadString(FilterToken& token);

  const absl::string_view filter_;
  size_t position_ = 0;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_FILTER_FILTER_LEXER_H_
