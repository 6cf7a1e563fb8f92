// The sections of the benchmark. To add one: a pair x_section.{h,cc} with
// RunXSection, and a line in sections.cc.
#ifndef ISNAD_TESTS_BENCH_SECTIONS_H_
#define ISNAD_TESTS_BENCH_SECTIONS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "tests/bench/bench_options.h"
#include "tests/bench/bench_report.h"

namespace isnad {

struct BenchSectionEntry {
  // The top-level key that it fills, as --only takes it.
  const char* key;
  const char* help;
  absl::Status (*run)(const BenchOptions& options, BenchReport& report);
  bool is_always_run = false;
};

// In the order in which they run.
const std::vector<BenchSectionEntry>& BenchSections();

// InvalidArgument if one of the keys is no section's.
absl::Status CheckSectionNames(const std::vector<std::string>& keys);

}  // namespace isnad

#endif  // ISNAD_TESTS_BENCH_SECTIONS_H_
