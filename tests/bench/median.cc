#include "tests/bench/median.h"

#include <algorithm>
#include <cmath>

namespace isnad {

double Quantile(std::vector<double> values, double q) {
  if (values.empty()) return 0;
  const double last = static_cast<double>(values.size() - 1);
  const auto at = values.begin() + std::lround(q * last);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

}  // namespace isnad
