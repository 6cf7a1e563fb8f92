// What the benchmarks found, as JSON for programs and as a table for people.
#ifndef ISNAD_TESTS_BENCH_BENCH_REPORT_H_
#define ISNAD_TESTS_BENCH_BENCH_REPORT_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace isnad {

// The bound that a figure is held against.
struct BenchTarget {
  enum class Kind { kAtLeast, kAtMost };
  Kind kind;
  double bound;

  bool IsMetBy(double value) const {
    return kind == Kind::kAtLeast ? value >= bound : value <= bound;
  }
};

inline BenchTarget AtLeast(double bound) {
  return {BenchTarget::Kind::kAtLeast, bound};
}
inline BenchTarget AtMost(double bound) {
  return {BenchTarget::Kind::kAtMost, bound};
}

// One top-level key of the report and its figures, in the order they came.
class BenchSection {
 public:
  struct Figure {
    std::string name;
    // Either a number or a text.
    std::optional<double> number;
    std::string text;
    std::optional<BenchTarget> target;
  };

  explicit BenchSection(std::string key) : key_(std::move(key)) {}

  void Add(absl::string_view name, double value,
           std::optional<BenchTarget> target = std::nullopt);
  void AddText(absl::string_view name, absl::string_view value);

  const std::string& key() const { return key_; }
  const std::vector<Figure>& figures() const { return figures_; }

 private:
  const std::string key_;
  std::vector<Figure> figures_;
};

// Not thread-safe.
class BenchReport {
 public:
  // The section stays valid as long as the report.
  BenchSection& AddSection(absl::string_view key);

  // One object: {"key": {"figure": 1.5, ..., "targets": {"figure":
  // {"at_least": 1}}}}. A number that is not finite is null.
  std::string ToJson() const;

  // A line for each figure: section, figure, value, what is asked, whether it
  // is met.
  std::string ToTable() const;

 private:
  std::vector<std::unique_ptr<BenchSection>> sections_;
};

}  // namespace isnad

#endif  // ISNAD_TESTS_BENCH_BENCH_REPORT_H_
