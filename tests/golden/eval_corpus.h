// Annotated documents: what a careful reader finds in each, in the format of
// tests/golden/eval.
#ifndef ISNAD_TESTS_GOLDEN_EVAL_CORPUS_H_
#define ISNAD_TESTS_GOLDEN_EVAL_CORPUS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/struct.pb.h"

namespace isnad {

// Half-open, in bytes of the text.
struct GoldSpan {
  int start = 0;
  int end = 0;

  bool operator==(const GoldSpan& other) const {
    return start == other.start && end == other.end;
  }
};

struct GoldMention {
  GoldSpan span;
  std::string text;
  // "PERSON", "ORGANIZATION", ...
  std::string kind;
  // Id of the entity; begins with "nil:" where no catalog could know it.
  std::string id;
  bool adjective = false;
};

struct GoldQuantity {
  GoldSpan span;
  std::string text;
  // "MONEY", "PERCENT", "COUNT", "DURATION", "DATE", "MEASURE".
  std::string kind;
  std::string value;
  // Currency or unit of measure; empty for other kinds.
  std::string unit;
};

struct GoldDocument {
  std::string name;
  std::string text;
  std::vector<GoldMention> mentions;
  std::vector<GoldQuantity> quantities;
  // The whole gold file; the facts are scored from it (fact_score.h).
  google::protobuf::Struct file;
};

// Returns the documents of two folders (or twice the same): NAME.txt in the
// first, NAME.gold.json in the second; by name. An error if one lacks the other
// or does not parse; NotFound if there is no gold file at all.
absl::StatusOr<std::vector<GoldDocument>> LoadGold(
    const std::string& text_folder, const std::string& gold_folder);

}  // namespace isnad

#endif  // ISNAD_TESTS_GOLDEN_EVAL_CORPUS_H_
