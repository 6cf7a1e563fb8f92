#ifndef ISNAD_INGEST_SERVICE_REANALYSIS_REANALYZER_H_
#define ISNAD_INGEST_SERVICE_REANALYSIS_REANALYZER_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/mutex.h"
#include "grpcpp/channel.h"
#include "ingest_service/outbox/backoff.h"
#include "ingest_service/outbox/outbox.h"
#include "ingest_service/reanalysis/originals.h"
#include "isnad/v1/ingest_service.pb.h"

namespace isnad {

// Reads the originals that the query service keeps once more, with this
// process's rules and data, and sends what it read through the outbox. The
// progress is committed with each reading, so an operation goes on where it was
// after a restart and counts nothing twice. A reading counts only while the
// document is still what was read: it undoes nothing that came meanwhile.
//
// A thread of its own, of low priority and bounded rate, so that documents that
// come in go first. Thread-safe.
class Reanalyzer {
 public:
  struct Options {
    // Documents a second at most.
    double max_documents_per_second = 100;
    // Deadline of each call to the query service.
    absl::Duration call_timeout = absl::Seconds(30);
    // Pauses after a failure that may pass: the query service away, no room.
    BackoffOptions backoff;
    RandomFunction random = SystemRandom();
    // Whether documents wait to be read for callers; null: never.
    std::function<bool()> is_busy;
  };

  // Reads a document as if it were taken in.
  using ReadFunction =
      std::function<absl::StatusOr<Submission>(v1::IngestDocumentRequest)>;

  // Goes on with what is not finished. `outbox` must outlive it.
  Reanalyzer(Outbox& outbox, std::shared_ptr<grpc::Channel> query_channel,
             ReadFunction read, Options options);

  // Stops.
  ~Reanalyzer();
  Reanalyzer(const Reanalyzer&) = delete;
  Reanalyzer& operator=(const Reanalyzer&) = delete;

  // Ends the thread; what is not finished goes on after the next start.
  void Stop();

  // Begins an operation over the documents that `filter` lets through, or
  // returns the one under way if it is for the same. OVERLOADED, and
  // those of the outbox.
  absl::StatusOr<v1::Operation> Begin(const std::string& filter);

  // Returns an operation, RESOURCE_NOT_FOUND if there is none.
  absl::StatusOr<v1::Operation> Get(const std::string& name);

 private:
  // An operation as the thread works on it.
  struct Work {
    v1::Operation operation;
    // Name of the last document dealt with.
    std::string cursor;
  };

  void Run();
  absl::StatusOr<std::optional<Work>> NextWork();
  // Works on an operation until it is finished or a call fails.
  absl::Status Advance(Work& work);
  // Token of the last write that was acknowledged here, empty if none was:
  // what was taken in before is read again though it is still on its way.
  std::string LastWrite() const;
  absl::Status CountDocuments(Work& work);
  absl::Status Reread(const std::string& name, Work& work);
  // Sends the new reading and counts how it differs.
  absl::Status Replace(const v1::Analysis& before, Submission submission,
                       int64_t read_offset, Work& work);
  // Notes that the document is dealt with, without a reading.
  absl::Status Skip(Work& work);
  absl::Status Finish(const absl::Status& error, Work& work);

  // Waits until the next document's turn.
  void WaitForTurn();
  void Pause(absl::Duration delay);
  bool stopping() const;

  Outbox& outbox_;
  Originals originals_;
  const ReadFunction read_;
  const Options options_;

  // Begin takes turns.
  Mutex begin_mutex_;

  mutable Mutex mutex_;
  CondVar changed_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  bool woken_ ABSL_GUARDED_BY(mutex_) = false;

  // Owned by the thread.
  Backoff backoff_;
  absl::Time next_turn_;

  std::thread thread_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_REANALYSIS_REANALYZER_H_
