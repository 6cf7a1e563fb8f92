#include "ingest_service/reanalysis/originals.h"

#include <utility>

#include "absl/time/clock.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

using Stub = v1::QueryService::Stub;

constexpr int kPageSize = 1000;

}  // namespace

Originals::Originals(std::shared_ptr<grpc::Channel> channel,
                     absl::Duration timeout)
    : stub_(v1::QueryService::NewStub(std::move(channel))), timeout_(timeout) {}

void Originals::Cancel() {
  MutexLock lock(mutex_);
  cancelled_ = true;
  if (call_ != nullptr) call_->TryCancel();
}

template <typename Request, typename Response>
absl::Status Originals::Call(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                          const Request&,
                                                          Response*),
                             const Request& request, Response& response) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + timeout_));
  {
    MutexLock lock(mutex_);
    if (cancelled_) return absl::CancelledError("stopping");
    call_ = &context;
  }
  response.Clear();
  const grpc::Status status = ((*stub_).*method)(&context, request, &response);
  MutexLock lock(mutex_);
  call_ = nullptr;
  return FromGrpcStatus(status);
}

absl::StatusOr<Originals::Page> Originals::ListNames(
    const std::string& filter, const std::string& page_token,
    const std::string& write_token) {
  v1::ListDocumentsRequest request;
  request.set_filter(filter);
  request.set_page_size(kPageSize);
  request.set_page_token(page_token);
  if (page_token.empty() && !write_token.empty()) {
    request.mutable_consistency()->set_at_least_token(write_token);
  }
  v1::ListDocumentsResponse response;
  RETURN_IF_ERROR(Call(&Stub::ListDocuments, request, response));
  Page page;
  for (const v1::Document& document : response.documents()) {
    page.names.push_back(document.name());
  }
  page.next_token = response.next_page_token();
  return page;
}

template <typename Request, typename Response, typename Items>
absl::Status Originals::LoadAll(
    grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                 Response*),
    const std::string& parent, int64_t revision, Items* (Response::*items)(),
    Items& all) {
  Request request;
  request.set_parent(parent);
  request.set_page_size(kPageSize);
  request.mutable_consistency()->set_exact_revision(revision);
  for (;;) {
    Response response;
    RETURN_IF_ERROR(Call(method, request, response));
    all.MergeFrom(*(response.*items)());
    if (response.next_page_token().empty()) return absl::OkStatus();
    request.set_page_token(response.next_page_token());
  }
}

absl::StatusOr<std::optional<v1::Analysis>> Originals::Load(
    const std::string& name, const std::string& write_token) {
  v1::GetDocumentRequest request;
  request.set_name(name);
  request.set_view(v1::DOCUMENT_VIEW_FULL);
  if (!write_token.empty()) {
    request.mutable_consistency()->set_at_least_token(write_token);
  }
  v1::GetDocumentResponse response;
  const absl::Status found = Call(&Stub::GetDocument, request, response);
  if (ReasonOf(found) == v1::ERROR_REASON_RESOURCE_NOT_FOUND) {
    return std::nullopt;
  }
  RETURN_IF_ERROR(found);
  const int64_t at = response.revision();
  std::optional<v1::Analysis> analysis(std::in_place);
  analysis->mutable_document()->Swap(response.mutable_document());
  RETURN_IF_ERROR(LoadAll(&Stub::ListMentions, name, at,
                          &v1::ListMentionsResponse::mutable_mentions,
                          *analysis->mutable_mentions()));
  RETURN_IF_ERROR(LoadAll(&Stub::ListDecisions, name, at,
                          &v1::ListDecisionsResponse::mutable_decisions,
                          *analysis->mutable_decisions()));
  RETURN_IF_ERROR(LoadAll(&Stub::ListFigures, name, at,
                          &v1::ListFiguresResponse::mutable_figures,
                          *analysis->mutable_figures()));
  RETURN_IF_ERROR(LoadAll(&Stub::ListStatements, name, at,
                          &v1::ListStatementsResponse::mutable_statements,
                          *analysis->mutable_statements()));
  RETURN_IF_ERROR(LoadAll(&Stub::ListRelations, name, at,
                          &v1::ListRelationsResponse::mutable_relations,
                          *analysis->mutable_relations()));
  return analysis;
}

}  // namespace isnad
