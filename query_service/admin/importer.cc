#include "query_service/admin/importer.h"

#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/util/delimited_message_util.h>

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/crc32c.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "query_service/append/record_check.h"

namespace isnad {
namespace {

// Takes a piece apart; false if it is anything but whole records.
bool TakeRecords(absl::string_view data, std::vector<v1::Record>& records) {
  google::protobuf::io::ArrayInputStream stream(data.data(),
                                                static_cast<int>(data.size()));
  for (;;) {
    v1::Record record;
    bool at_end = false;
    if (!google::protobuf::util::ParseDelimitedFromZeroCopyStream(
            &record, &stream, &at_end)) {
      return at_end;
    }
    records.push_back(std::move(record));
  }
}

}  // namespace

absl::Status Importer::Damaged(absl::string_view problem) const {
  return ErrorWithReason(
      absl::StatusCode::kInvalidArgument,
      absl::StrCat("data: ", problem, ", after ", response_.records(),
                   " records that were stored"),
      v1::ERROR_REASON_EXPORT_DAMAGED,
      {{"records", absl::StrCat(response_.records())}});
}

absl::Status Importer::Begin() {
  if (begun_) return absl::OkStatus();
  ASSIGN_OR_RETURN(const ProducerState state, store_.GetProducer(kProducer));
  epoch_ = state.epoch + 1;
  offset_ = state.next_offset;
  begun_ = true;
  return absl::OkStatus();
}

absl::StatusOr<AppendBatch> Importer::Prepare(const v1::ImportRequest& piece) {
  if (complete_) return Damaged("got a piece behind the last");
  const uint32_t checksum = ExtendCrc32c(checksum_, piece.data());
  if (checksum != piece.checksum()) {
    return Damaged("got bytes that do not have their checksum");
  }
  std::vector<v1::Record> records;
  if (!TakeRecords(piece.data(), records)) {
    return Damaged("got bytes that are no records");
  }
  AppendBatch batch;
  batch.producer = kProducer;
  for (v1::Record& record : records) {
    RETURN_IF_ERROR(CheckRecord(record));
    batch.records.emplace_back(store_.Prepare(std::move(record)));
  }
  RETURN_IF_ERROR(Begin());
  batch.epoch = epoch_;
  batch.offset = offset_;
  checksum_ = checksum;
  complete_ = piece.complete();
  return batch;
}

void Importer::Take(const v1::ImportRequest& piece, Done done) {
  absl::StatusOr<AppendBatch> batch = Prepare(piece);
  if (!batch.ok() || batch->records.empty()) {
    done(batch.status());
    return;
  }
  const auto records = static_cast<int64_t>(batch->records.size());
  store_.Append(*std::move(batch), [this, records, done = std::move(done)](
                                       const AppendResult& result) {
    done(Account(result, records));
  });
}

absl::Status Importer::Account(const AppendResult& result, int64_t records) {
  RETURN_IF_ERROR(result.status);
  if (!result.rejected.empty()) return result.rejected.front().second;
  offset_ += records;
  response_.set_records(response_.records() + records);
  if (result.revision > 0) response_.set_revision(result.revision);
  return absl::OkStatus();
}

absl::StatusOr<v1::ImportResponse> Importer::Finish() const {
  if (!complete_) return Damaged("got the end of truncated data");
  return response_;
}

}  // namespace isnad
