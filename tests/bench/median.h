#ifndef ISNAD_TESTS_BENCH_MEDIAN_H_
#define ISNAD_TESTS_BENCH_MEDIAN_H_

#include <vector>

namespace isnad {

// Returns the value below which the part `q` of the values lies, 0 of none.
double Quantile(std::vector<double> values, double q);

inline double Median(const std::vector<double>& values) {
  return Quantile(values, 0.5);
}

}  // namespace isnad

#endif  // ISNAD_TESTS_BENCH_MEDIAN_H_
