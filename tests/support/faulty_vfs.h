// A SQLite VFS that fails on purpose, in the manner of SQLite's own tests: a
// test counts the calls of a run without faults, then repeats the run failing
// the first, the second, ... call, once or from then on.
#ifndef ISNAD_TESTS_SUPPORT_FAULTY_VFS_H_
#define ISNAD_TESTS_SUPPORT_FAULTY_VFS_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

namespace isnad {

// What goes wrong.
enum class Fault {
  kWrite,      // writing fails (SQLITE_IOERR_WRITE)
  kDiskFull,   // writing finds the disk full (SQLITE_FULL)
  kSync,       // fsync fails (SQLITE_IOERR_FSYNC)
  kShortRead,  // reading breaks off halfway (SQLITE_IOERR_READ)
  kOpen,       // a file can't be opened (SQLITE_CANTOPEN)
  kDelete,     // a file can't be deleted (SQLITE_IOERR_DELETE)
};

// Registers a VFS under a name of its own for its lifetime; files pass through
// to the default VFS. Thread-safe. Connections must be closed before it goes.
//
//   FaultyVfs vfs;
//   SqliteOptions options;
//   options.vfs = vfs.name();
//   vfs.FailFrom(Fault::kWrite, 3);  // the third write and all after it
class FaultyVfs {
 public:
  FaultyVfs();
  ~FaultyVfs();
  FaultyVfs(const FaultyVfs&) = delete;
  FaultyVfs& operator=(const FaultyVfs&) = delete;

  const std::string& name() const { return name_; }

  // Fails only the n-th call of the fault's kind from now on, n from 1.
  void FailOnce(Fault fault, int64_t n);
  // Fails the n-th call and every later one.
  void FailFrom(Fault fault, int64_t n);
  // Lets everything pass.
  void Heal();

  // Number of calls failed since the last FailOnce or FailFrom.
  int64_t failures() const { return failures_; }

  // For the VFS itself: whether a call of one of the kinds fails now.
  bool ShouldFail(Fault fault);

 private:
  struct Registration;

  void Arm(Fault fault, int64_t n, bool once);

  std::string name_;
  std::atomic<Fault> fault_{Fault::kWrite};
  std::atomic<bool> armed_{false};
  std::atomic<bool> once_{false};
  std::atomic<int64_t> calls_left_{0};
  std::atomic<int64_t> failures_{0};
  std::unique_ptr<Registration> registration_;
};

}  // namespace isnad

#endif  // ISNAD_TESTS_SUPPORT_FAULTY_VFS_H_
