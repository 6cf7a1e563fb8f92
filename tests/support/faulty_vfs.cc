#include "tests/support/faulty_vfs.h"

#include <cstring>

#include "absl/strings/str_cat.h"
#include "common/base/check.h"
#include "sqlite3.h"

namespace isnad {
namespace {

// An open file: SQLite allocates szOsFile bytes, of which the tail is the file
// of the VFS below.
struct FaultyFile {
  sqlite3_file base;
  FaultyVfs* vfs;

  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

FaultyFile* File(sqlite3_file* file) {
  return reinterpret_cast<FaultyFile*>(file);
}

const sqlite3_io_methods* Methods(sqlite3_file* file) {
  return File(file)->real()->pMethods;
}

int Close(sqlite3_file* file) {
  return Methods(file)->xClose(File(file)->real());
}

int Read(sqlite3_file* file, void* bytes, int count, sqlite3_int64 offset) {
  if (File(file)->vfs->ShouldFail(Fault::kShortRead)) {
    const int half = count / 2;
    if (half > 0) {
      Methods(file)->xRead(File(file)->real(), bytes, half, offset);
    }
    std::memset(static_cast<char*>(bytes) + half, 0,
                static_cast<size_t>(count - half));
    return SQLITE_IOERR_READ;
  }
  return Methods(file)->xRead(File(file)->real(), bytes, count, offset);
}

int Write(sqlite3_file* file, const void* bytes, int count,
          sqlite3_int64 offset) {
  FaultyVfs* vfs = File(file)->vfs;
  if (vfs->ShouldFail(Fault::kWrite)) return SQLITE_IOERR_WRITE;
  if (vfs->ShouldFail(Fault::kDiskFull)) return SQLITE_FULL;
  return Methods(file)->xWrite(File(file)->real(), bytes, count, offset);
}

int Truncate(sqlite3_file* file, sqlite3_int64 size) {
  return Methods(file)->xTruncate(File(file)->real(), size);
}

int Sync(sqlite3_file* file, int flags) {
  if (File(file)->vfs->ShouldFail(Fault::kSync)) return SQLITE_IOERR_FSYNC;
  return Methods(file)->xSync(File(file)->real(), flags);
}

int FileSize(sqlite3_file* file, sqlite3_int64* size) {
  return Methods(file)->xFileSize(File(file)->real(), size);
}

int Lock(sqlite3_file* file, int level) {
  return Methods(file)->xLock(File(file)->real(), level);
}

int Unlock(sqlite3_file* file, int level) {
  return Methods(file)->xUnlock(File(file)->real(), level);
}

int CheckReservedLock(sqlite3_file* file, int* result) {
  return Methods(file)->xCheckReservedLock(File(file)->real(), result);
}

int FileControl(sqlite3_file* file, int op, void* argument) {
  return Methods(file)->xFileControl(File(file)->real(), op, argument);
}

int SectorSize(sqlite3_file* file) {
  return Methods(file)->xSectorSize(File(file)->real());
}

int DeviceCharacteristics(sqlite3_file* file) {
  return Methods(file)->xDeviceCharacteristics(File(file)->real());
}

int ShmMap(sqlite3_file* file, int page, int page_size, int extend,
           void volatile** memory) {
  return Methods(file)->xShmMap(File(file)->real(), page, page_size, extend,
                                memory);
}

int ShmLock(sqlite3_file* file, int offset, int count, int flags) {
  return Methods(file)->xShmLock(File(file)->real(), offset, count, flags);
}

void ShmBarrier(sqlite3_file* file) {
  Methods(file)->xShmBarrier(File(file)->real());
}

int ShmUnmap(sqlite3_file* file, int remove) {
  return Methods(file)->xShmUnmap(File(file)->real(), remove);
}

// Version 2: shared memory for WAL, no memory-mapped reads, which could not
// fail.
constexpr sqlite3_io_methods kMethods = {2,
                                         Close,
                                         Read,
                                         Write,
                                         Truncate,
                                         Sync,
                                         FileSize,
                                         Lock,
                                         Unlock,
                                         CheckReservedLock,
                                         FileControl,
                                         SectorSize,
                                         DeviceCharacteristics,
                                         ShmMap,
                                         ShmLock,
                                         ShmBarrier,
                                         ShmUnmap,
                                         nullptr,
                                         nullptr};

}  // namespace

struct FaultyVfs::Registration {
  sqlite3_vfs vfs;
  sqlite3_vfs* real;
  FaultyVfs* owner;

  static int Open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file,
                  int flags, int* out_flags) {
    auto* self = static_cast<Registration*>(vfs->pAppData);
    File(file)->vfs = self->owner;
    file->pMethods = nullptr;
    if (self->owner->ShouldFail(Fault::kOpen)) return SQLITE_CANTOPEN;
    const int code = self->real->xOpen(self->real, path, File(file)->real(),
                                       flags, out_flags);
    if (File(file)->real()->pMethods != nullptr) file->pMethods = &kMethods;
    return code;
  }

  static int Delete(sqlite3_vfs* vfs, const char* path, int sync_folder) {
    auto* self = static_cast<Registration*>(vfs->pAppData);
    if (self->owner->ShouldFail(Fault::kDelete)) return SQLITE_IOERR_DELETE;
    return self->real->xDelete(self->real, path, sync_folder);
  }
};

FaultyVfs::FaultyVfs() : registration_(std::make_unique<Registration>()) {
  static std::atomic<int> next_number{0};
  name_ = absl::StrCat("faulty-", next_number++);
  Registration& registration = *registration_;
  registration.owner = this;
  registration.real = sqlite3_vfs_find(nullptr);
  ISNAD_CHECK(registration.real != nullptr);
  // What is not overridden takes the copy for the real VFS, whose private
  // data pAppData would be: the unix VFS keeps its lock finder there, which
  // only xOpen uses.
  registration.vfs = *registration.real;
  registration.vfs.pNext = nullptr;
  registration.vfs.zName = name_.c_str();
  registration.vfs.pAppData = &registration;
  registration.vfs.szOsFile =
      static_cast<int>(sizeof(FaultyFile)) + registration.real->szOsFile;
  registration.vfs.xOpen = &Registration::Open;
  registration.vfs.xDelete = &Registration::Delete;
  ISNAD_CHECK(sqlite3_vfs_register(&registration.vfs, 0) == SQLITE_OK);
}

FaultyVfs::~FaultyVfs() { sqlite3_vfs_unregister(&registration_->vfs); }

void FaultyVfs::Arm(Fault fault, int64_t n, bool once) {
  armed_ = false;
  fault_ = fault;
  once_ = once;
  calls_left_ = n;
  failures_ = 0;
  armed_ = true;
}

void FaultyVfs::FailOnce(Fault fault, int64_t n) { Arm(fault, n, true); }

void FaultyVfs::FailFrom(Fault fault, int64_t n) { Arm(fault, n, false); }

void FaultyVfs::Heal() { armed_ = false; }

bool FaultyVfs::ShouldFail(Fault fault) {
  if (!armed_ || fault_ != fault) return false;
  const int64_t left = --calls_left_;
  const bool fails = once_ ? left == 0 : left <= 0;
  if (fails) ++failures_;
  return fails;
}

}  // namespace isnad
