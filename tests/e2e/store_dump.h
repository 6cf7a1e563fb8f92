#ifndef ISNAD_TESTS_E2E_STORE_DUMP_H_
#define ISNAD_TESTS_E2E_STORE_DUMP_H_

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "client/cpp/call.h"
#include "isnad/v1/query_service.grpc.pb.h"

namespace isnad {

// Everything that a query service holds: the names of documents, entities and
// mentions with the bytes of each. A name listed twice has "twice" after its
// bytes. Under "" stands the newest revision.
using StoreDump = std::map<std::string, std::string>;

absl::StatusOr<StoreDump> DumpStore(v1::QueryService::Stub& query,
                                    const CallOptions& options);

}  // namespace isnad

#endif  // ISNAD_TESTS_E2E_STORE_DUMP_H_
