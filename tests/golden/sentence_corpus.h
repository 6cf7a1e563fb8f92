// The sentences of tests/golden/sentences, each with the facts of one kind that
// it tells.
#ifndef ISNAD_TESTS_GOLDEN_SENTENCE_CORPUS_H_
#define ISNAD_TESTS_GOLDEN_SENTENCE_CORPUS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/struct.pb.h"

namespace isnad {

struct GoldSentence {
  std::string text;
  // As a gold file; lists of other kinds are empty, whatever the sentence
  // tells.
  google::protobuf::Struct gold;
};

// Reads the table of a kind: "decisions", "figures", "statements" or
// "relations". INVALID_ARGUMENT with the sentence if a fact has too few or too
// many fields.
absl::StatusOr<std::vector<GoldSentence>> LoadSentences(
    const std::string& folder, absl::string_view kind);

}  // namespace isnad

#endif  // ISNAD_TESTS_GOLDEN_SENTENCE_CORPUS_H_
