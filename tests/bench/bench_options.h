#ifndef ISNAD_TESTS_BENCH_BENCH_OPTIONS_H_
#define ISNAD_TESTS_BENCH_BENCH_OPTIONS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace isnad {

enum class BenchFormat { kTable, kJson };

// What a run of the benchmarks is asked for, and where it works.
struct BenchOptions {
  BenchFormat format = BenchFormat::kTable;
  // Small sizes and short rounds: shows that a section works, not how fast.
  bool quick = false;
  // Keys of the sections to run; empty: all.
  std::vector<std::string> only;
  bool help = false;
  // A folder for files of this run, shared by its sections. Empty: a
  // temporary one, which main sets and removes after the run. What a section
  // leaves in a folder of the caller, a later run finds.
  std::string scratch;
  // The folder of the built programs. Set by main.
  std::string binary_dir;

  bool IsAsked(absl::string_view section) const;

  // `quick_size` in a quick run, else `full_size`.
  template <typename T>
  T Size(T full_size, T quick_size) const {
    return quick ? quick_size : full_size;
  }
};

// Reads command line arguments, without the program's name. InvalidArgument
// for one that is unknown or malformed.
absl::StatusOr<BenchOptions> ParseBenchOptions(
    const std::vector<std::string>& arguments);

// Makes the folder for files where one is asked for and there is none.
absl::Status MakeScratch(const BenchOptions& options);

}  // namespace isnad

#endif  // ISNAD_TESTS_BENCH_BENCH_OPTIONS_H_
