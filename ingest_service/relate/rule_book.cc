#include "ingest_service/relate/rule_book.h"

#include "common/text/token_hash.h"

namespace isnad {

RuleBook::RuleBook(const lexicon::v1::RelateSection& section) {
  for (const lexicon::v1::FactRule& rule : section.rule()) {
    rules_[HashToken(rule.id())] = {rule.confidence(), rule.says()};
  }
}

float RuleBook::Confidence(absl::string_view id) const {
  const auto found = rules_.find(HashToken(id));
  return found == rules_.end() ? Rule().confidence : found->second.confidence;
}

absl::string_view RuleBook::Says(absl::string_view id) const {
  const auto found = rules_.find(HashToken(id));
  return found == rules_.end() ? absl::string_view() : found->second.says;
}

}  // namespace isnad
