#include "query_service/lookup/filter/filter_lexer.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/text/utf8.h"

namespace isnad {
namespace {

// Bytes from 0x80 on are parts of letters of other scripts.
bool IsWordByte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || absl::ascii_isalnum(byte) || c == '_' || c == '.' ||
         c == '/' || c == '~' || c == '-' || c == '+';
}

// Length of the comparator at the start of `rest`, 0 if there is none.
size_t ComparatorLength(absl::string_view rest) {
  for (const absl::string_view comparator :
       {"!=", "<=", ">=", "=", "<", ">", ":"}) {
    if (rest.substr(0, comparator.size()) == comparator) {
      return comparator.size();
    }
  }
  return 0;
}

}  // namespace

absl::Status FilterError(absl::string_view filter, size_t byte,
                         absl::string_view problem) {
  const absl::string_view before = filter.substr(0, byte);
  const auto position =
      std::count_if(before.begin(), before.end(), IsCharacterStart);
  return FieldErrorWithReason(
      "filter", absl::StrCat("at ", position, ": ", problem),
      v1::ERROR_REASON_FILTER_INVALID, {{"position", absl::StrCat(position)}});
}

absl::Status FilterLexer::Next(FilterToken& token) {
  while (position_ < filter_.size() &&
         absl::ascii_isspace(static_cast<unsigned char>(filter_[position_]))) {
    ++position_;
  }
  token = FilterToken();
  token.begin = position_;
  if (position_ == filter_.size()) return absl::OkStatus();
  const char first = filter_[position_];
  if (first == '"' || first == '\'') return ReadString(token);
  size_t length = ComparatorLength(filter_.substr(position_));
  if (length > 0) {
    token.kind = FilterToken::Kind::kComparator;
  } else if (first == '(' || first == ')' || first == '*') {
    token.kind = first == '('   ? FilterToken::Kind::kOpen
                 : first == ')' ? FilterToken::Kind::kClose
                                : FilterToken::Kind::kStar;
    length = 1;
  } else if (IsWordByte(first)) {
    const absl::string_view rest = filter_.substr(position_);
    length = static_cast<size_t>(
        std::find_if_not(rest.begin(), rest.end(), IsWordByte) - rest.begin());
    const bool is_minus =
        first == '-' &&
        (length == 1 ||
         !absl::ascii_isdigit(static_cast<unsigned char>(rest[1])));
    token.kind =
        is_minus ? FilterToken::Kind::kMinus : FilterToken::Kind::kWord;
    if (is_minus) length = 1;
  } else {
    return FilterError(filter_, position_,
                       "got a character that has no place in a filter");
  }
  token.text = std::string(filter_.substr(position_, length));
  position_ += length;
  return absl::OkStatus();
}

absl::Status FilterLexer::ReadString(FilterToken& token) {
  token.kind = FilterToken::Kind::kString;
  const char quote = filter_[position_];
  for (size_t i = position_ + 1; i < filter_.size(); ++i) {
    if (filter_[i] == quote) {
      position_ = i + 1;
      return absl::OkStatus();
    }
    if (filter_[i] == '\\') {
      ++i;
      const bool known =
          i < filter_.size() &&
          (filter_[i] == '\\' || filter_[i] == '"' || filter_[i] == '\'');
      if (!known) {
        return FilterError(filter_, i - 1,
                           "got a backslash, want one before a quotation mark "
                           "or another backslash");
      }
    }
    token.text += filter_[i];
  }
  return FilterError(filter_, position_, "got a string without an end");
}

}  // namespace isnad
