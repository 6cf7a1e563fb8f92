#include "tests/e2e/store_dump.h"

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

using Stub = v1::QueryService::Stub;

constexpr int kPageSize = 1000;

// Puts the items of a list into a dump.
template <typename Request, typename Response, typename Items>
absl::Status AddAll(Stub& query, const CallOptions& options,
                    grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                 const Request&, Response*),
                    Request request, const Items& (Response::*items)() const,
                    StoreDump& dump) {
  request.set_page_size(kPageSize);
  for (;;) {
    ASSIGN_OR_RETURN(const Response page,
                     Call(query, method, request, options));
    for (const auto& item : (page.*items)()) {
      std::string& bytes = dump[item.name()];
      absl::StrAppend(&bytes, bytes.empty() ? "" : " twice ",
                      item.SerializeAsString());
    }
    dump[""] = absl::StrCat(page.revision());
    if (page.next_page_token().empty()) return absl::OkStatus();
    request.set_page_token(page.next_page_token());
  }
}

absl::Status AddRefused(v1::IngestService::Stub& ingest,
                        const CallOptions& options, StoreDump& dump) {
  v1::ListRejectedDocumentsRequest request;
  request.set_page_size(kPageSize);
  do {
    ASSIGN_OR_RETURN(
        const v1::ListRejectedDocumentsResponse page,
        Call(ingest, &v1::IngestService::Stub::ListRejectedDocuments, request,
             options));
    for (const v1::RejectedDocument& rejected : page.rejected_documents()) {
      std::string& reason = dump[absl::StrCat("refused ", rejected.document())];
      absl::StrAppend(
          &reason, reason.empty() ? "" : " twice ",
          v1::ErrorReason_Name(ReasonOf(FromRpcStatus(rejected.status()))));
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

absl::StatusOr<std::string> Export(v1::AdminService::Stub& admin) {
  grpc::ClientContext context;
  const auto stream = admin.Export(&context, v1::ExportRequest());
  std::string data;
  v1::ExportResponse piece;
  while (stream->Read(&piece)) data += piece.data();
  RETURN_IF_ERROR(FromGrpcStatus(stream->Finish()));
  if (!piece.complete()) return absl::DataLossError("the export broke off");
  return data;
}

}  // namespace

absl::StatusOr<StoreDump> DumpStore(Stub& query, v1::AdminService::Stub& admin,
                                    v1::IngestService::Stub& ingest,
                                    const CallOptions& options) {
  StoreDump dump;
  RETURN_IF_ERROR(AddAll(query, options, &Stub::ListEntities,
                         v1::ListEntitiesRequest(),
                         &v1::ListEntitiesResponse::entities, dump));
  v1::ListDocumentsRequest documents;
  documents.set_view(v1::DOCUMENT_VIEW_FULL);
  RETURN_IF_ERROR(AddAll(query, options, &Stub::ListDocuments, documents,
                         &v1::ListDocumentsResponse::documents, dump));
  v1::ListMentionsRequest mentions;
  mentions.set_parent("documents/-");
  RETURN_IF_ERROR(AddAll(query, options, &Stub::ListMentions, mentions,
                         &v1::ListMentionsResponse::mentions, dump));
  RETURN_IF_ERROR(AddRefused(ingest, options, dump));
  ASSIGN_OR_RETURN(dump[kExportKey], Export(admin));
  return dump;
}

}  // namespace isnad
