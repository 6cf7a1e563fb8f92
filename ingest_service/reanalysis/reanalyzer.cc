#include "ingest_service/reanalysis/reanalyzer.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/crash_point.h"
#include "common/log/log.h"
#include "common/rpc/write_token.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "common/status/status_macros.h"
#include "ingest_service/reanalysis/fact_difference.h"
#include "isnad/v1/record_service.pb.h"

namespace isnad {
namespace {

constexpr char kPrefix[] = "operations/reanalyze-";
// Of nice(2): other threads of the process go first.
constexpr int kNiceness = 10;
// While documents wait to be read, its turn is put off by this, at most so
// often: under a load without end it still goes on, slowly.
constexpr absl::Duration kPutOff = absl::Milliseconds(5);
constexpr int kMaxPutOffs = 100;

// What does not pass by waiting ends an operation.
bool IsTransient(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kCancelled:
    case absl::StatusCode::kAborted:
      return true;
    default:
      // A list that was read too slowly begins anew.
      return ReasonOf(status) == v1::ERROR_REASON_REVISION_COMPACTED ||
             ReasonOf(status) == v1::ERROR_REASON_REVISION_NOT_REACHED ||
             ReasonOf(status) == v1::ERROR_REASON_PAGE_TOKEN_INVALID;
  }
}

v1::Operation Parse(const StoredOperation& stored) {
  v1::Operation operation;
  operation.ParseFromString(stored.state);
  return operation;
}

// What the caller said of the document, or what was stored if that is unknown.
v1::IngestDocumentRequest MakeRequest(
    const v1::Document& stored, const std::optional<DocumentState>& state) {
  v1::IngestDocumentRequest request;
  v1::Document& document = *request.mutable_document();
  if (!state.has_value() || !state->declared.has_value() ||
      !document.ParseFromString(*state->declared)) {
    document.Clear();
    document.set_media_type(stored.media_type());
    document.set_charset(stored.charset());
    document.set_title(stored.title());
    document.set_outlet(stored.outlet());
    document.set_author(stored.author());
    document.set_uri(stored.uri());
    if (stored.has_publish_time()) {
      *document.mutable_publish_time() = stored.publish_time();
    }
  }
  document.set_name(stored.name());
  document.set_source(stored.source());
  return request;
}

void Count(const ReadingDifference& difference, v1::Operation& operation) {
  const auto& [facts, mentions] = difference;
  operation.set_facts_gained(operation.facts_gained() + facts.gained);
  operation.set_facts_lost(operation.facts_lost() + facts.lost);
  operation.set_facts_changed(operation.facts_changed() + facts.changed);
  operation.set_mentions_gained(operation.mentions_gained() + mentions.gained);
  operation.set_mentions_lost(operation.mentions_lost() + mentions.lost);
  operation.set_mentions_changed(operation.mentions_changed() +
                                 mentions.changed);
}

}  // namespace

Reanalyzer::Reanalyzer(Outbox& outbox,
                       std::shared_ptr<grpc::Channel> query_channel,
                       ReadFunction read, Options options)
    : outbox_(outbox),
      originals_(std::move(query_channel), options.call_timeout),
      read_(std::move(read)),
      options_(std::move(options)),
      backoff_(options_.backoff, options_.random),
      thread_([this] { Run(); }) {}

Reanalyzer::~Reanalyzer() { Stop(); }

void Reanalyzer::Stop() {
  {
    MutexLock lock(mutex_);
    if (stopping_) return;
    stopping_ = true;
    changed_.SignalAll();
  }
  originals_.Cancel();
  thread_.join();
}

absl::StatusOr<v1::Operation> Reanalyzer::Begin(const std::string& filter) {
  MutexLock one_at_a_time(begin_mutex_);
  ASSIGN_OR_RETURN(const std::optional<StoredOperation> under_way,
                   outbox_.NextOperation());
  if (under_way.has_value()) {
    v1::Operation operation = Parse(*under_way);
    if (operation.filter() == filter) return operation;
    return ErrorWithReason(
        absl::StatusCode::kResourceExhausted,
        absl::StrCat(operation.name(),
                     " is under way with another filter; one runs at a time"),
        v1::ERROR_REASON_OVERLOADED, {{"limit", "1"}});
  }
  v1::Operation operation;
  ASSIGN_OR_RETURN(const int64_t number, outbox_.NextOperationNumber());
  operation.set_name(absl::StrCat(kPrefix, number));
  operation.set_filter(filter);
  StoredOperation stored;
  stored.name = operation.name();
  stored.state = operation.SerializeAsString();
  RETURN_IF_ERROR(outbox_.AddOperation(stored));
  MutexLock lock(mutex_);
  woken_ = true;
  changed_.SignalAll();
  return operation;
}

absl::StatusOr<v1::Operation> Reanalyzer::Get(const std::string& name) {
  ASSIGN_OR_RETURN(const std::optional<StoredOperation> stored,
                   outbox_.FindOperation(name));
  if (stored.has_value()) return Parse(*stored);
  return ErrorWithReason(absl::StatusCode::kNotFound,
                         absl::StrCat("there is no ", name),
                         v1::ERROR_REASON_RESOURCE_NOT_FOUND,
                         {{"resource", "operation"}, {"name", name}});
}

void Reanalyzer::Run() {
  // On Linux a thread has a niceness of its own.
  setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), kNiceness);
  while (!stopping()) {
    absl::StatusOr<std::optional<Work>> work = NextWork();
    absl::Status status = work.status();
    if (work.ok() && !work->has_value()) {
      MutexLock lock(mutex_);
      while (!stopping_ && !woken_) changed_.Wait(mutex_);
      woken_ = false;
      continue;
    }
    if (status.ok()) {
      status = Advance(**work);
      if (stopping()) return;
      if (status.ok() || !IsTransient(status)) status = Finish(status, **work);
    }
    if (status.ok()) continue;
    const absl::Duration delay =
        std::max(backoff_.Next(), RetryDelayOf(status));
    Log(LogLevel::kWarning, "reanalysis_waits",
        {{"status", status.ToString()},
         {"retry_in_ms", absl::ToInt64Milliseconds(delay)}});
    Pause(delay);
  }
}

absl::StatusOr<std::optional<Reanalyzer::Work>> Reanalyzer::NextWork() {
  ASSIGN_OR_RETURN(const std::optional<StoredOperation> stored,
                   outbox_.NextOperation());
  if (!stored.has_value()) return std::nullopt;
  return Work{Parse(*stored), stored->cursor};
}

absl::Status Reanalyzer::Advance(Work& work) {
  if (work.cursor.empty()) RETURN_IF_ERROR(CountDocuments(work));
  const std::string filter = work.operation.filter();
  std::string token;
  do {
    ASSIGN_OR_RETURN(const Originals::Page page,
                     originals_.ListNames(filter, token, LastWrite()));
    for (const std::string& name : page.names) {
      // Names come in order, so those before the cursor are dealt with.
      if (name <= work.cursor) continue;
      WaitForTurn();
      if (stopping()) return absl::CancelledError("stopping");
      RETURN_IF_ERROR(Reread(name, work));
      backoff_.Reset();
    }
    token = page.next_token;
  } while (!token.empty());
  return absl::OkStatus();
}

std::string Reanalyzer::LastWrite() const {
  const int64_t end = outbox_.end_offset();
  if (end == 0) return "";
  return EncodeWriteToken({outbox_.identity().producer, end - 1});
}

absl::Status Reanalyzer::CountDocuments(Work& work) {
  int64_t total = 0;
  std::string token;
  do {
    ASSIGN_OR_RETURN(
        const Originals::Page page,
        originals_.ListNames(work.operation.filter(), token, LastWrite()));
    total += static_cast<int64_t>(page.names.size());
    token = page.next_token;
  } while (!token.empty());
  work.operation.set_documents_total(total);
  return outbox_.SaveOperation(
      {work.operation.name(), work.operation.SerializeAsString(), "", false});
}

// Deals with one document. After an error `work` is as it was.
absl::Status Reanalyzer::Reread(const std::string& name, Work& work) {
  Work next = work;
  next.cursor = name;
  v1::Operation& operation = next.operation;
  operation.set_documents_done(operation.documents_done() + 1);
  // Documents that came since they were counted.
  operation.set_documents_total(
      std::max(operation.documents_total(), operation.documents_done()));
  ASSIGN_OR_RETURN(const std::optional<DocumentState> state,
                   outbox_.FindDocument(name));
  std::string token;
  if (state.has_value()) {
    token = EncodeWriteToken({outbox_.identity().producer, state->offset});
  }
  ASSIGN_OR_RETURN(const std::optional<v1::Analysis> before,
                   originals_.Load(name, token));
  CrashPoint(CrashAt::kReanalysisFetched);
  if (!before.has_value()) {
    RETURN_IF_ERROR(Skip(next));
    work = std::move(next);
    return absl::OkStatus();
  }
  absl::StatusOr<Submission> submission =
      read_(MakeRequest(before->document(), state));
  if (!submission.ok()) {
    Log(LogLevel::kError, "reanalysis_failed",
        {{"document", name}, {"status", submission.status().ToString()}});
    operation.set_documents_failed(operation.documents_failed() + 1);
    RETURN_IF_ERROR(Skip(next));
  } else {
    RETURN_IF_ERROR(Replace(*before, *std::move(submission),
                            state.has_value() ? state->offset : -1, next));
  }
  CrashPoint(CrashAt::kReanalysisSaved);
  work = std::move(next);
  return absl::OkStatus();
}

absl::Status Reanalyzer::Replace(const v1::Analysis& before,
                                 Submission submission, int64_t read_offset,
                                 Work& work) {
  v1::Record record;
  if (!record.ParseFromString(submission.record)) {
    return absl::InternalError("a record of this process does not parse");
  }
  // So that it counts only if nothing has come since it was fetched.
  record.set_if_revision(before.document().revision());
  submission.record = record.SerializeAsString();
  const ReadingDifference difference =
      CompareReadings(before, record.document());
  const v1::Operation uncounted = work.operation;
  v1::Operation& operation = work.operation;
  return outbox_
      .SubmitReading(
          submission, read_offset,
          [&](const Receipt& receipt) -> StoredOperation {
            operation = uncounted;
            if (receipt.outcome != Outcome::kSuperseded) {
              Count(difference, operation);
              operation.set_documents_sent(operation.documents_sent() + 1);
              operation.set_write_token(EncodeWriteToken(
                  {outbox_.identity().producer, receipt.offset}));
            }
            return {operation.name(), operation.SerializeAsString(),
                    work.cursor, false};
          })
      .status();
}

absl::Status Reanalyzer::Skip(Work& work) {
  return outbox_.SaveOperation({work.operation.name(),
                                work.operation.SerializeAsString(), work.cursor,
                                false});
}

absl::Status Reanalyzer::Finish(const absl::Status& error, Work& work) {
  v1::Operation& operation = work.operation;
  operation.set_done(true);
  if (!error.ok()) *operation.mutable_error() = ToRpcStatus(error);
  RETURN_IF_ERROR(outbox_.SaveOperation(
      {operation.name(), operation.SerializeAsString(), work.cursor, true}));
  Log(error.ok() ? LogLevel::kInfo : LogLevel::kError, "reanalysis_finished",
      {{"operation", operation.name()},
       {"documents", operation.documents_done()},
       {"status", error.ToString()}});
  return absl::OkStatus();
}

void Reanalyzer::WaitForTurn() {
  const absl::Duration step =
      absl::Seconds(1) / options_.max_documents_per_second;
  next_turn_ = std::max(next_turn_, absl::Now()) + step;
  Pause(next_turn_ - step - absl::Now());
  for (int i = 0;
       i < kMaxPutOffs && options_.is_busy && options_.is_busy() && !stopping();
       ++i) {
    Pause(kPutOff);
  }
}

void Reanalyzer::Pause(absl::Duration delay) {
  const absl::Time end = absl::Now() + delay;
  MutexLock lock(mutex_);
  while (!stopping_) {
    const absl::Duration left = end - absl::Now();
    if (left <= absl::ZeroDuration()) return;
    changed_.WaitFor(mutex_, left);
  }
}

bool Reanalyzer::stopping() const {
  MutexLock lock(mutex_);
  return stopping_;
}

}  // namespace isnad
