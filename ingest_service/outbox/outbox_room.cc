// The part of Outbox that says whether there is room.
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "ingest_service/outbox/outbox.h"

namespace isnad {

Outbox::Room::Room(Room&& other) noexcept
    : outbox_(other.outbox_), bytes_(other.bytes_) {
  other.outbox_ = nullptr;
}

Outbox::Room::~Room() {
  if (outbox_ == nullptr) return;
  MutexLock lock(outbox_->mutex_);
  outbox_->GiveBack(*this);
}

absl::StatusOr<Outbox::Room> Outbox::Reserve(int64_t bytes) {
  MutexLock lock(mutex_);
  RETURN_IF_ERROR(CheckRoom(1, bytes));
  ++reserved_records_;
  reserved_bytes_ += bytes;
  ++rooms_;
  return Room(*this, bytes);
}

void Outbox::GiveBack(Room& room) {
  --reserved_records_;
  reserved_bytes_ -= room.bytes_;
  room.outbox_ = nullptr;
  // Nobody else is about to come.
  if (--rooms_ == 0 && lingering_) changed_.SignalAll();
}

absl::Status Outbox::CheckRoom(int64_t records, int64_t bytes) {
  if (durable_.records + reserved_records_ + records <= options_.max_records &&
      durable_.bytes + reserved_bytes_ + bytes <= options_.max_bytes) {
    return absl::OkStatus();
  }
  ++counters_.refused_full;
  return ErrorWithReason(absl::StatusCode::kResourceExhausted,
                         "the outbox is full; call again later",
                         v1::ERROR_REASON_OUTBOX_FULL,
                         {{"records", absl::StrCat(durable_.records)},
                          {"bytes", absl::StrCat(durable_.bytes)}});
}

}  // namespace isnad
