#ifndef ISNAD_INGEST_SERVICE_RELATE_RULE_BOOK_H_
#define ISNAD_INGEST_SERVICE_RELATE_RULE_BOOK_H_

#include <cstdint>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "isnad/lexicon/v1/relate.pb.h"

namespace isnad {

// The rules that facts are found by. Immutable, thread-safe.
class RuleBook {
 public:
  explicit RuleBook(const lexicon::v1::RelateSection& section);

  // The share of a rule's facts that hold, in (0, 1]; 0.5 for a rule that is
  // not in the book.
  float Confidence(absl::string_view id) const;
  // What a rule says; empty for a rule that is not in the book.
  absl::string_view Says(absl::string_view id) const;

 private:
  struct Rule {
    float confidence = 0.5f;
    std::string says;
  };
  // By HashToken() of their ids: every fact asks for the confidence of its
  // rule, and comparing the ids took longer than all else of that.
  absl::flat_hash_map<uint64_t, Rule> rules_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_RULE_BOOK_H_
