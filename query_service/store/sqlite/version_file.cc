#include "query_service/store/sqlite/version_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <utility>

#include "common/log/log.h"
#include "common/text/token_hash.h"

namespace isnad {
namespace {

// Nearly all records are read whole at once.
constexpr size_t kFirstReadBytes = 512;
// Nothing is as large; a record in the middle of being written may say so.
constexpr size_t kMaxRecordBytes = size_t{64} << 20;
constexpr size_t kChecksumBytes = sizeof(uint32_t);
constexpr size_t kLeastSlots = 16;
// How much is written between two looks at how much room there is.
constexpr size_t kBytesBetweenLooks = size_t{1} << 20;

// Reads what there is of a range.
size_t ReadAt(int file, char* bytes, size_t size, off_t offset) {
  size_t done = 0;
  while (done < size) {
    const ssize_t got = ::pread(file, bytes + done, size - done,
                                offset + static_cast<off_t>(done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    done += static_cast<size_t>(got);
  }
  return done;
}

bool WriteAt(int file, absl::string_view bytes, off_t offset) {
  while (!bytes.empty()) {
    const ssize_t done = ::pwrite(file, bytes.data(), bytes.size(), offset);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(done));
    offset += done;
  }
  return true;
}

uint32_t ChecksumOf(absl::string_view record) {
  return static_cast<uint32_t>(HashToken(record.substr(kChecksumBytes)));
}

int64_t FreeBytesOf(const std::string& folder) {
  struct statvfs status = {};
  if (::statvfs(folder.c_str(), &status) != 0) return INT64_MAX;
  return static_cast<int64_t>(status.f_bavail * status.f_frsize);
}

// The slot where a tag is looked for first; tags are spread evenly.
size_t HomeOf(uint32_t tag, size_t slots) {
  return static_cast<size_t>((uint64_t{tag} * slots) >> 32);
}

}  // namespace

VersionFile::VersionFile(std::string folder, FreeBytes free_bytes)
    : folder_(std::move(folder)),
      free_bytes_(free_bytes != nullptr ? std::move(free_bytes) : [this] {
        return FreeBytesOf(folder_);
      }) {}

VersionFile::~VersionFile() {
  if (file_ >= 0) ::close(file_);
}

bool VersionFile::Begin() {
  MutexLock lock(write_mutex_);
  if (open_) return true;
  if (free_bytes_() < 2 * kLeastFreeBytes) {
    errno = ENOSPC;
    LogTrouble("version_file_not_made");
    return false;
  }
  if (file_ < 0) {
    const int file = ::open(folder_.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC,
                            S_IRUSR | S_IWUSR);
    if (file < 0) {
      LogTrouble("version_file_not_made");
      return false;
    }
    file_ = file;
  }
  is_troubled_ = false;
  end_unit_ = 1;
  next_look_unit_ = 0;
  open_ = true;
  return true;
}

bool VersionFile::is_open() const {
  MutexLock lock(write_mutex_);
  return open_;
}

void VersionFile::LogTrouble(absl::string_view event) {
  if (std::exchange(is_troubled_, true)) return;
  const char* const message = std::strerror(errno);
  Log(LogLevel::kWarning, event,
      {{"folder", folder_},
       {"message", message},
       {"free_bytes", free_bytes_()},
       {"wanted_free_bytes", open_ ? kLeastFreeBytes : 2 * kLeastFreeBytes}});
}

void VersionFile::GiveUp() {
  LogTrouble("version_file_given_up");
  open_ = false;
  for (Shard& shard : shards_) {
    MutexLock lock(shard.mutex);
    shard.slots = {};
    shard.used = 0;
  }
  // Whoever needs the room has it; nothing to do where this fails.
  (void)!::ftruncate(file_, 0);
}

void VersionFile::Put(absl::string_view id, int64_t version,
                      absl::string_view data) {
  const uint64_t hash = HashToken(id);
  const size_t bytes = sizeof(Header) + id.size() + data.size();
  MutexLock lock(write_mutex_);
  if (!open_) return;
  for (const uint32_t unit : UnitsOf(hash)) {
    const std::optional<Record> old = Read(unit);
    if (!old.has_value() || old->id() != id) continue;
    if (old->header.version >= version) return;
    if (bytes <= size_t{old->header.room_units} * kUnitBytes) {
      if (!Write(unit, old->header.room_units, version, id, data)) GiveUp();
      return;
    }
    if (bytes > kMaxRecordBytes) {
      // Of nothing: the tables are asked.
      if (!Write(unit, old->header.room_units, version, "", "")) GiveUp();
      return;
    }
    // With room for more, so that what is left behind stays in proportion.
    const uint32_t moved = Append(bytes + bytes / 4, version, id, data);
    if (moved == 0) return GiveUp();
    return ReplaceUnit(hash, unit, moved);
  }
  if (bytes > kMaxRecordBytes) return;
  const uint32_t unit = Append(bytes, version, id, data);
  if (unit == 0) return GiveUp();
  AddUnit(hash, unit);
}

std::optional<VersionFile::Version> VersionFile::Find(absl::string_view id,
                                                      int64_t revision) const {
  for (const uint32_t unit : UnitsOf(HashToken(id))) {
    std::optional<Record> record = Read(unit);
    if (!record.has_value() || record->id() != id) continue;
    if (record->header.version > revision) return std::nullopt;
    Version found;
    found.version = record->header.version;
    found.data = std::move(record->bytes);
    found.data.erase(0, sizeof(Header) + id.size());
    return found;
  }
  return std::nullopt;
}

uint32_t VersionFile::Append(size_t room_bytes, int64_t version,
                             absl::string_view id, absl::string_view data) {
  const size_t room_units = (room_bytes + kUnitBytes - 1) / kUnitBytes;
  if (end_unit_ + room_units > std::numeric_limits<uint32_t>::max()) {
    errno = EFBIG;
    return 0;
  }
  if (end_unit_ >= next_look_unit_) {
    next_look_unit_ = end_unit_ + kBytesBetweenLooks / kUnitBytes;
    if (free_bytes_() < kLeastFreeBytes) {
      errno = ENOSPC;
      return 0;
    }
  }
  const auto unit = static_cast<uint32_t>(end_unit_);
  if (!Write(unit, static_cast<uint32_t>(room_units), version, id, data)) {
    return 0;
  }
  end_unit_ += room_units;
  return unit;
}

bool VersionFile::Write(uint32_t unit, uint32_t room_units, int64_t version,
                        absl::string_view id, absl::string_view data) {
  Header header = {};
  header.room_units = room_units;
  header.version = version;
  header.id_bytes = static_cast<uint32_t>(id.size());
  header.data_bytes = static_cast<uint32_t>(data.size());
  std::string record(sizeof(header), '\0');
  std::memcpy(&record[0], &header, sizeof(header));
  record.append(id.data(), id.size());
  record.append(data.data(), data.size());
  const uint32_t checksum = ChecksumOf(record);
  static_assert(offsetof(Header, checksum) == 0 &&
                sizeof(checksum) == kChecksumBytes);
  std::memcpy(&record[0], &checksum, sizeof(checksum));
  return WriteAt(file_, record, OffsetOf(unit));
}

std::optional<VersionFile::Record> VersionFile::Read(uint32_t unit) const {
  const off_t offset = OffsetOf(unit);
  Record record;
  std::string& bytes = record.bytes;
  bytes.resize(kFirstReadBytes);
  const size_t got = ReadAt(file_, &bytes[0], kFirstReadBytes, offset);
  if (got < sizeof(Header)) return std::nullopt;
  Header& header = record.header;
  std::memcpy(&header, bytes.data(), sizeof(header));
  const size_t size =
      sizeof(Header) + size_t{header.id_bytes} + header.data_bytes;
  if (size > kMaxRecordBytes) return std::nullopt;
  bytes.resize(size);
  if (size > got && ReadAt(file_, &bytes[got], size - got,
                           offset + static_cast<off_t>(got)) < size - got) {
    return std::nullopt;
  }
  if (ChecksumOf(bytes) != header.checksum) return std::nullopt;
  return record;
}

absl::InlinedVector<uint32_t, 4> VersionFile::UnitsOf(uint64_t hash) const {
  absl::InlinedVector<uint32_t, 4> units;
  const auto tag = static_cast<uint32_t>(hash);
  const Shard& shard = ShardOf(hash);
  MutexLock lock(shard.mutex);
  const std::vector<Slot>& slots = shard.slots;
  if (slots.empty()) return units;
  for (size_t i = HomeOf(tag, slots.size()); slots[i].unit != 0;) {
    if (slots[i].tag == tag) units.push_back(slots[i].unit);
    if (++i == slots.size()) i = 0;
  }
  return units;
}

void VersionFile::Insert(std::vector<Slot>& slots, Slot slot) {
  size_t i = HomeOf(slot.tag, slots.size());
  while (slots[i].unit != 0) {
    if (++i == slots.size()) i = 0;
  }
  slots[i] = slot;
}

void VersionFile::AddUnit(uint64_t hash, uint32_t unit) {
  Shard& shard = ShardOf(hash);
  MutexLock lock(shard.mutex);
  // Four fifths full at most.
  if ((shard.used + 1) * 5 > shard.slots.size() * 4) {
    std::vector<Slot> larger(std::max(kLeastSlots, shard.slots.size() * 3 / 2));
    for (const Slot& slot : shard.slots) {
      if (slot.unit != 0) Insert(larger, slot);
    }
    shard.slots.swap(larger);
  }
  Insert(shard.slots, {static_cast<uint32_t>(hash), unit});
  ++shard.used;
}

void VersionFile::ReplaceUnit(uint64_t hash, uint32_t old_unit, uint32_t unit) {
  Shard& shard = ShardOf(hash);
  MutexLock lock(shard.mutex);
  std::vector<Slot>& slots = shard.slots;
  size_t i = HomeOf(static_cast<uint32_t>(hash), slots.size());
  while (slots[i].unit != old_unit) {
    if (++i == slots.size()) i = 0;
  }
  slots[i].unit = unit;
}

}  // namespace isnad
