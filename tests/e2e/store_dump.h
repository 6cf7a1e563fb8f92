#ifndef ISNAD_TESTS_E2E_STORE_DUMP_H_
#define ISNAD_TESTS_E2E_STORE_DUMP_H_

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "client/cpp/call.h"
#include "isnad/v1/admin_service.grpc.pb.h"
#include "isnad/v1/ingest_service.grpc.pb.h"
#include "isnad/v1/query_service.grpc.pb.h"

namespace isnad {

// Everything that a pair of services holds: the names of documents, entities
// and mentions with the bytes of each, revisions included. A name listed twice
// has "twice" after its bytes. Under "" stands the newest revision, under
// kExportKey the whole export, and under "refused " and its name each document
// that is parked, with the reason.
//
// Nothing is left out, for a run with kills makes the same revisions as one
// without, and no time of the clock is stored; but for two things of parked
// documents. Their offsets differ where a withdrawal whose answer was lost was
// sent again, and took an offset of its own. The text of the refusal tells the
// record's place in its request, which is a matter of pace.
using StoreDump = std::map<std::string, std::string>;

inline constexpr char kExportKey[] = "export";

absl::StatusOr<StoreDump> DumpStore(v1::QueryService::Stub& query,
                                    v1::AdminService::Stub& admin,
                                    v1::IngestService::Stub& ingest,
                                    const CallOptions& options);

}  // namespace isnad

#endif  // ISNAD_TESTS_E2E_STORE_DUMP_H_
