#ifndef ISNAD_TESTS_BENCH_MACHINE_MEMORY_H_
#define ISNAD_TESTS_BENCH_MACHINE_MEMORY_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"

namespace isnad {

// Writes to so many bytes of memory and gives them back. A virtual machine
// hands what has been free for two seconds to its host
// (Documentation/mm/free_page_reporting.rst of Linux), and the first write to
// each page then waits until the host has found one and cleared it: three times
// as long as otherwise, on the machines where this was measured. What writes
// files at once after this call finds memory that the machine has.
void WarmFreeMemory(size_t bytes);

// Reads a file from end to end, so that it is in the system's cache and who
// reads it next waits for no disk. Errors: those of opening and reading.
absl::Status WarmFile(const std::string& path);

}  // namespace isnad

#endif  // ISNAD_TESTS_BENCH_MACHINE_MEMORY_H_
