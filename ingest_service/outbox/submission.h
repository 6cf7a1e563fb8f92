// What goes into the outbox and what comes back.
#ifndef ISNAD_INGEST_SERVICE_OUTBOX_SUBMISSION_H_
#define ISNAD_INGEST_SERVICE_OUTBOX_SUBMISSION_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"

namespace isnad {

// What tells whether a document has been taken in before.
struct SubmissionKey {
  // `documents/{document}`.
  std::string document;
  // SHA-256 of everything the record is made of: the source, what the caller
  // says of it, and the versions of rules and catalog. Two submissions with
  // the same digest have the same record.
  std::string input_digest;
  // Empty: none.
  std::string request_id;
  // SHA-256 of the request that came with the id.
  std::string request_digest;
  // What the caller said of the document: a serialized isnad.v1.Document
  // without name and source, with which its bytes can be read again. Not set
  // where that is not known.
  std::optional<std::string> declared;
};

// A document to put into the outbox.
struct Submission {
  SubmissionKey key;
  // Serialized isnad.v1.Record.
  std::string record;
  // What the caller will be told; opaque here.
  std::string answer;
};

// What became of a submission.
enum class Outcome {
  kStored,           // durable, with a new offset
  kUnchanged,        // the document's last state is the same
  kReplayed,         // the same request was answered before
  kRequestIdReused,  // another request had this id; nothing else is set
  kSuperseded,       // the document has changed meanwhile; nothing else is set
};

struct Receipt {
  Outcome outcome = Outcome::kStored;
  // Offset of the record that holds the document's state.
  int64_t offset = 0;
  // Whether the answer tells the caller that nothing changed.
  bool unchanged = false;
  // `Submission::answer`; that of the first submission for an unchanged or
  // replayed one.
  std::string answer;
};

// The state of a document that was last taken in.
struct DocumentState {
  int64_t offset = 0;
  // As of SubmissionKey.
  std::optional<std::string> declared;
};

// A long-running operation, as it is kept. What its strings hold is up to
// those who run it.
struct StoredOperation {
  std::string name;
  // What is told of it.
  std::string state;
  // Where it goes on.
  std::string cursor;
  bool done = false;
};

// A record that the store refused.
struct Rejection {
  int64_t offset = 0;
  absl::Status status;
};

// A record kept aside for a person to look at.
struct ParkedDocument {
  std::string document;
  int64_t offset = 0;
  absl::Status status;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_OUTBOX_SUBMISSION_H_
