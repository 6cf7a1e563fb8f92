#ifndef ISNAD_TESTS_SUPPORT_MEMORY_RECORD_SERVICE_H_
#define ISNAD_TESTS_SUPPORT_MEMORY_RECORD_SERVICE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/base/mutex.h"
#include "isnad/v1/record_service.grpc.pb.h"

namespace isnad {

// RecordService as its contract says, in memory, failing when it is told to:
// what a sender must bear and no real store does on demand. Thread-safe.
class MemoryRecordService : public v1::RecordService::Service {
 public:
  // Before the request with this number (from 0, over all streams) is handled.
  enum class Action {
    kHandle,
    // Breaks the stream off, nothing stored.
    kBreakBefore,
    // Stores the request and breaks off without an answer.
    kBreakAfter,
    // Answers with `refusal()`, nothing stored.
    kRefuse,
  };
  using Script = std::function<Action(int request)>;

  void SetScript(Script script);
  void SetRefusal(absl::Status refusal);
  // Records for which this returns an error are rejected.
  void SetCheck(std::function<absl::Status(const v1::Record&)> check);
  // Requests of more records are refused with BATCH_TOO_LARGE; 0: none are.
  void SetMaxBatch(int records);
  // Sets where a producer stands.
  void SetProducer(const std::string& producer, int64_t epoch,
                   int64_t next_offset);

  // How many refusals of a producer are not settled.
  size_t unsettled(const std::string& producer) const;
  // Everything stored, in order.
  std::vector<v1::Record> records() const;
  int64_t requests() const;
  // Waits until so many records are stored or rejected in all.
  void WaitForOffset(const std::string& producer, int64_t next_offset) const;

 private:
  struct Producer {
    int64_t epoch = 0;
    int64_t next_offset = 0;
    // What was refused and is not settled, by offset.
    std::map<int64_t, absl::Status> rejected;
  };

  grpc::Status AppendRecords(
      grpc::ServerContext* context,
      grpc::ServerReaderWriter<v1::AppendRecordsResponse,
                               v1::AppendRecordsRequest>* stream) override;
  grpc::Status GetProducer(grpc::ServerContext* context,
                           const v1::GetProducerRequest* request,
                           v1::GetProducerResponse* response) override;

  absl::Status Append(const v1::AppendRecordsRequest& request,
                      Producer& producer, v1::AppendRecordsResponse& response)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable Mutex mutex_;
  mutable CondVar changed_;
  Script script_ ABSL_GUARDED_BY(mutex_);
  absl::Status refusal_ ABSL_GUARDED_BY(mutex_);
  std::function<absl::Status(const v1::Record&)> check_ ABSL_GUARDED_BY(mutex_);
  int max_batch_ ABSL_GUARDED_BY(mutex_) = 0;
  std::map<std::string, Producer> producers_ ABSL_GUARDED_BY(mutex_);
  std::vector<v1::Record> records_ ABSL_GUARDED_BY(mutex_);
  int requests_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace isnad

#endif  // ISNAD_TESTS_SUPPORT_MEMORY_RECORD_SERVICE_H_
