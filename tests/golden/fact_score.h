// Scores the facts of analyses against gold. What counts as equal:
//
//   decisions    state and action equal, a product shared, sentences overlap
//   decisions+   these, and modality, destinations and parties
//   figures      subject, metric, value and currency
//   statements   speaker equal, quotations overlap by half
//   relations    type, subject and object
//   attribution  of the matched decisions and figures: the chain as a set
#ifndef ISNAD_TESTS_GOLDEN_FACT_SCORE_H_
#define ISNAD_TESTS_GOLDEN_FACT_SCORE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/struct.pb.h"
#include "isnad/v1/analysis.pb.h"
#include "tests/golden/eval_score.h"

namespace isnad {

// A fact that was read.
struct FactOutcome {
  std::string rule;
  float confidence = 0;
  bool holds = false;
};

struct FactScore {
  Tally decisions;
  Tally full_decisions;
  Tally figures;
  Tally statements;
  Tally relations;
  int attributed = 0;  // of the matched ones
  int matched = 0;
  std::vector<FactOutcome> outcomes;
  // One line for each error, for people.
  std::vector<std::string> errors;

  double Attribution() const;
};

// Adds one document. `gold` is its gold file, `text` what it annotates.
void AddToFactScore(const google::protobuf::Struct& gold,
                    const std::string& text, const v1::Analysis& analysis,
                    FactScore& score);

// Returns precision, recall and F1 of the rows, one a line.
std::string FactScoreText(const FactScore& score);

// Returns a table of confidence against precision, one band a line.
std::string CalibrationText(const FactScore& score);

}  // namespace isnad

#endif  // ISNAD_TESTS_GOLDEN_FACT_SCORE_H_
