#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_VERSION_FILE_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_VERSION_FILE_H_

#include <sys/types.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "common/base/mutex.h"

namespace isnad {

// The newest version of each of many things, as entities, where one read of a
// file finds it: a copy of what is in the tables, for lookups by id, which
// would walk down a tree whose pages no cache holds. Ten to fifteen bytes of
// memory for each say where in the file it is; the file has no name and goes
// with the process.
//
// Whoever adds versions does so before they can be read, so what is found at a
// revision is what the tables have there. What is not found may still be in the
// tables. Thread-safe.
class VersionFile {
 public:
  // What else is on the disk needs its room more: with less than this left the
  // file is given up, and with less than twice as much none is begun.
  static constexpr int64_t kLeastFreeBytes = int64_t{512} << 20;

  // Returns how many bytes of the disk are free.
  using FreeBytes = std::function<int64_t()>;

  // The file will be in `folder`. Until `Begin` there is none. `free_bytes`
  // stands in for what the system says.
  explicit VersionFile(std::string folder, FreeBytes free_bytes = nullptr);
  ~VersionFile();
  VersionFile(const VersionFile&) = delete;
  VersionFile& operator=(const VersionFile&) = delete;

  // Begins an empty file unless there is one; false if that fails, which is
  // logged once, or if there is little room.
  bool Begin();

  // Whether there is a file.
  bool is_open() const;

  struct Version {
    int64_t version = 0;
    std::string data;
  };

  // Adds a version and what there is to know of it, unless there is one as new.
  // Where there is no room, which is logged, the file is given up: until the
  // next `Begin` nothing is found.
  void Put(absl::string_view id, int64_t version, absl::string_view data);

  // Returns the version that holds at a revision; nothing if the newest one is
  // newer than that or if there is none in the file.
  std::optional<Version> Find(absl::string_view id, int64_t revision) const;

 private:
  // Records begin at multiples of so many bytes.
  static constexpr size_t kUnitBytes = 16;
  // Shards of the table, by the first bits of a hash. Each grows alone.
  static constexpr int kShardBits = 8;

  // What a record begins with; the id and the data follow. A version is
  // written over the one before it, if there is room, while others read it:
  // what does not have its checksum is in the middle of that.
  struct Header {
    // Of all that follows.
    uint32_t checksum;
    // That the record may grow to.
    uint32_t room_units;
    int64_t version;
    uint32_t id_bytes;
    uint32_t data_bytes;
  };

  // A record as it was read.
  struct Record {
    Header header;
    std::string bytes;  // all of it

    absl::string_view id() const {
      return absl::string_view(bytes).substr(sizeof(Header), header.id_bytes);
    }
  };

  // Where a record with a hash is.
  struct Slot {
    uint32_t tag;   // last bits of the hash
    uint32_t unit;  // 0: the slot is free
  };

  // A hash table with open addressing.
  struct Shard {
    mutable Mutex mutex;
    std::vector<Slot> slots ABSL_GUARDED_BY(mutex);
    size_t used ABSL_GUARDED_BY(mutex) = 0;
  };

  static off_t OffsetOf(uint32_t unit) {
    return static_cast<off_t>(uint64_t{unit} * kUnitBytes);
  }
  const Shard& ShardOf(uint64_t hash) const {
    return shards_[hash >> (64 - kShardBits)];
  }
  Shard& ShardOf(uint64_t hash) { return shards_[hash >> (64 - kShardBits)]; }
  static void Insert(std::vector<Slot>& slots, Slot slot);

  // Where records are that may be of an id with this hash.
  absl::InlinedVector<uint32_t, 4> UnitsOf(uint64_t hash) const;
  void AddUnit(uint64_t hash, uint32_t unit);
  void ReplaceUnit(uint64_t hash, uint32_t old_unit, uint32_t unit);

  // Returns the record at a unit, nothing if it is not whole.
  std::optional<Record> Read(uint32_t unit) const;
  // Writes one; false if that failed.
  bool Write(uint32_t unit, uint32_t room_units, int64_t version,
             absl::string_view id, absl::string_view data)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(write_mutex_);
  // Writes one behind all others; 0 if that failed.
  uint32_t Append(size_t room_bytes, int64_t version, absl::string_view id,
                  absl::string_view data)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(write_mutex_);
  void GiveUp() ABSL_EXCLUSIVE_LOCKS_REQUIRED(write_mutex_);
  // Logs what errno says, unless that has been said since the last success.
  void LogTrouble(absl::string_view event)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(write_mutex_);

  const std::string folder_;
  const FreeBytes free_bytes_;
  std::array<Shard, size_t{1} << kShardBits> shards_;
  // -1 until the first `Begin`; then one file for good, which readers may have
  // in hand.
  std::atomic<int> file_{-1};

  mutable Mutex write_mutex_;
  bool open_ ABSL_GUARDED_BY(write_mutex_) = false;
  bool is_troubled_ ABSL_GUARDED_BY(write_mutex_) = false;
  // Where the next record goes.
  uint64_t end_unit_ ABSL_GUARDED_BY(write_mutex_) = 0;
  // Where the disk is looked at again.
  uint64_t next_look_unit_ ABSL_GUARDED_BY(write_mutex_) = 0;
};

// What a store keeps in such files.
struct VersionFiles {
  explicit VersionFiles(const std::string& folder)
      : entities(folder), documents(folder) {}

  // Entities in their serialized form.
  VersionFile entities;
  // Nothing for a document that holds, kDeletedDocument for one that was
  // deleted by the revision of its version.
  VersionFile documents;
};

inline constexpr absl::string_view kDeletedDocument = "deleted";

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_VERSION_FILE_H_
