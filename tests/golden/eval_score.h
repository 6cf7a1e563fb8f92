// Scores analyses against gold. What counts as equal:
//
//   mentions    span and kind, of names
//   links       these and the entity, where a catalog could know it
//   adjectives  span and place, of nationality adjectives
//   quantities  kind, value and unit, and the spans overlap
#ifndef ISNAD_TESTS_GOLDEN_EVAL_SCORE_H_
#define ISNAD_TESTS_GOLDEN_EVAL_SCORE_H_

#include <string>
#include <vector>

#include "isnad/v1/analysis.pb.h"
#include "tests/golden/eval_corpus.h"

namespace isnad {

// Counts of one row over all documents.
struct Tally {
  int found = 0;
  int spurious = 0;
  int missed = 0;

  double Precision() const;
  double Recall() const;
  // Harmonic mean of both, 0 where nothing was found.
  double F1() const;
};

struct EvalScore {
  Tally mentions;
  Tally links;
  Tally adjectives;
  Tally quantities;
  // One line for each error, for people.
  std::vector<std::string> errors;
};

// Adds one document to the score.
void AddToScore(const GoldDocument& gold, const v1::Analysis& analysis,
                EvalScore& score);

// Returns precision, recall and F1 of the rows, one a line.
std::string ScoreText(const EvalScore& score);

}  // namespace isnad

#endif  // ISNAD_TESTS_GOLDEN_EVAL_SCORE_H_
