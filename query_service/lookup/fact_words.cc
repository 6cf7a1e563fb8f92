#include "query_service/lookup/fact_words.h"

#include <cstddef>
#include <string>

namespace isnad {
namespace {

std::string Slice(absl::string_view text, const v1::Span& span) {
  const bool inside = span.start_byte() >= 0 &&
                      span.start_byte() <= span.end_byte() &&
                      static_cast<size_t>(span.end_byte()) <= text.size();
  if (!inside) return "";
  return std::string(
      text.substr(static_cast<size_t>(span.start_byte()),
                  static_cast<size_t>(span.end_byte() - span.start_byte())));
}

void AddSentence(absl::string_view text, v1::Evidence& evidence) {
  evidence.set_sentence_text(Slice(text, evidence.sentence()));
}

}  // namespace

void AddWords(absl::string_view text, v1::Decision& decision) {
  AddSentence(text, *decision.mutable_evidence());
}

void AddWords(absl::string_view text, v1::Figure& figure) {
  AddSentence(text, *figure.mutable_evidence());
}

void AddWords(absl::string_view text, v1::Statement& statement) {
  AddSentence(text, *statement.mutable_evidence());
  statement.set_quote_text(Slice(text, statement.quote()));
}

void AddWords(absl::string_view text, v1::Relation& relation) {
  AddSentence(text, *relation.mutable_evidence());
}

}  // namespace isnad
