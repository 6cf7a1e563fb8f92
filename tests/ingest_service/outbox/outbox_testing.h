// What the tests of the outbox share.
#ifndef ISNAD_TESTS_INGEST_SERVICE_OUTBOX_OUTBOX_TESTING_H_
#define ISNAD_TESTS_INGEST_SERVICE_OUTBOX_OUTBOX_TESTING_H_

#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ingest_service/outbox/outbox.h"
#include "isnad/v1/record_service.pb.h"

namespace isnad {

// Returns the record of a document with `content` as its source.
inline std::string DocumentRecord(const std::string& name,
                                  const std::string& content) {
  v1::Record record;
  v1::Document* document = record.mutable_document()->mutable_document();
  document->set_name(name);
  document->set_source(content);
  return record.SerializeAsString();
}

inline Submission MakeSubmission(const std::string& name,
                                 const std::string& content,
                                 const std::string& request_id = "") {
  Submission submission;
  submission.key.document = name;
  submission.key.input_digest = absl::StrCat("digest of ", content);
  submission.key.request_id = request_id;
  submission.key.request_digest = absl::StrCat(name, content);
  submission.record = DocumentRecord(name, content);
  submission.answer = absl::StrCat("answer to ", content);
  return submission;
}

// Submits and waits.
inline absl::StatusOr<Receipt> Submit(
    Outbox& outbox, Submission submission,
    std::optional<Outbox::Room> room = std::nullopt) {
  std::promise<absl::StatusOr<Receipt>> promise;
  outbox.Submit(
      std::move(submission),
      [&](absl::StatusOr<Receipt> receipt) {
        promise.set_value(std::move(receipt));
      },
      std::move(room));
  return promise.get_future().get();
}

inline absl::StatusOr<Receipt> Retry(Outbox& outbox, int64_t offset) {
  std::promise<absl::StatusOr<Receipt>> promise;
  outbox.Retry(offset, [&](absl::StatusOr<Receipt> receipt) {
    promise.set_value(std::move(receipt));
  });
  return promise.get_future().get();
}

}  // namespace isnad

#endif  // ISNAD_TESTS_INGEST_SERVICE_OUTBOX_OUTBOX_TESTING_H_
