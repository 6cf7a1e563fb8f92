#ifndef ISNAD_INGEST_SERVICE_SERVER_SUBMISSION_KEY_H_
#define ISNAD_INGEST_SERVICE_SERVER_SUBMISSION_KEY_H_

#include "absl/strings/string_view.h"
#include "ingest_service/outbox/submission.h"
#include "isnad/v1/ingest_service.pb.h"

namespace isnad {

// Returns by what a request is recognized when it comes again. The document's
// state is its bytes and what the caller says of them, read with one version
// of rules and catalog: after a change of those, the same bytes are read anew.
SubmissionKey MakeSubmissionKey(const v1::IngestDocumentRequest& request,
                                absl::string_view analyzer_version,
                                absl::string_view catalog_version);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_SERVER_SUBMISSION_KEY_H_
