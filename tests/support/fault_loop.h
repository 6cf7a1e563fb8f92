// The frame of tests that fail the n-th call to a file, for n = 1, 2, ..., once
// and for ever, until no call fails any more.
#ifndef ISNAD_TESTS_SUPPORT_FAULT_LOOP_H_
#define ISNAD_TESTS_SUPPORT_FAULT_LOOP_H_

#include <cstdint>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/support/faulty_vfs.h"

namespace isnad {

struct FaultCase {
  const char* name;
  Fault fault;
  bool once;
};

inline constexpr FaultCase kFaultCases[] = {
    {"write_once", Fault::kWrite, true},
    {"write_for_ever", Fault::kWrite, false},
    {"disk_full_once", Fault::kDiskFull, true},
    {"disk_full_for_ever", Fault::kDiskFull, false},
    {"sync_once", Fault::kSync, true},
    {"sync_for_ever", Fault::kSync, false},
    {"short_read_once", Fault::kShortRead, true},
    {"short_read_for_ever", Fault::kShortRead, false},
    {"open_once", Fault::kOpen, true},
    {"open_for_ever", Fault::kOpen, false},
    {"delete_once", Fault::kDelete, true},
    {"delete_for_ever", Fault::kDelete, false},
};

//   class MyFaultTest : public testing::TestWithParam<FaultCase> {};
//   INSTANTIATE_TEST_SUITE_P(Faults, MyFaultTest, EveryFault(), FaultName);
inline auto EveryFault() { return testing::ValuesIn(kFaultCases); }
inline std::string FaultName(const testing::TestParamInfo<FaultCase>& param) {
  return param.param.name;
}

// Calls `run` with the n-th call failing, n growing until a run meets no fault
// or fails. `run` works on files of `vfs`, may heal it, and has closed them all
// when it returns. The first calls are failed one by one, later ones in steps:
// they repeat what came before.
inline void FailEveryCall(const FaultCase& fault,
                          absl::FunctionRef<void(FaultyVfs& vfs)> run) {
  constexpr int64_t kOneByOne = 20;
  constexpr int64_t kStep = 29;
  constexpr int64_t kMost = 3000;
  int64_t n = 1;
  for (; n < kMost; n += n < kOneByOne ? 1 : kStep) {
    SCOPED_TRACE(absl::StrCat("call ", n));
    FaultyVfs vfs;
    if (fault.once) {
      vfs.FailOnce(fault.fault, n);
    } else {
      vfs.FailFrom(fault.fault, n);
    }
    run(vfs);
    if (vfs.failures() == 0 || testing::Test::HasFailure()) break;
  }
  EXPECT_GT(n, 1) << "no call failed: the faults are not in the path";
  EXPECT_LT(n, kMost);
}

}  // namespace isnad

#endif  // ISNAD_TESTS_SUPPORT_FAULT_LOOP_H_
