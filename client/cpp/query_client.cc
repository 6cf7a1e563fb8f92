#include "client/cpp/query_client.h"

#include <utility>

namespace isnad {

using Stub = v1::QueryService::Stub;

QueryClient::QueryClient(std::shared_ptr<grpc::Channel> channel,
                         CallOptions options)
    : stub_(v1::QueryService::NewStub(std::move(channel))),
      options_(std::move(options)) {}

absl::StatusOr<v1::GetEntityResponse> QueryClient::GetEntity(
    const v1::GetEntityRequest& request) {
  return Call(*stub_, &Stub::GetEntity, request, options_, &throttles_);
}

absl::StatusOr<v1::BatchGetEntitiesResponse> QueryClient::BatchGetEntities(
    const v1::BatchGetEntitiesRequest& request) {
  return Call(*stub_, &Stub::BatchGetEntities, request, options_, &throttles_);
}

absl::StatusOr<v1::ListEntitiesResponse> QueryClient::ListEntities(
    const v1::ListEntitiesRequest& request) {
  return Call(*stub_, &Stub::ListEntities, request, options_, &throttles_);
}

absl::StatusOr<v1::ResolveNamesResponse> QueryClient::ResolveNames(
    const v1::ResolveNamesRequest& request) {
  return Call(*stub_, &Stub::ResolveNames, request, options_, &throttles_);
}

absl::StatusOr<v1::GetDocumentResponse> QueryClient::GetDocument(
    const v1::GetDocumentRequest& request) {
  return Call(*stub_, &Stub::GetDocument, request, options_, &throttles_);
}

absl::StatusOr<v1::ListDocumentsResponse> QueryClient::ListDocuments(
    const v1::ListDocumentsRequest& request) {
  return Call(*stub_, &Stub::ListDocuments, request, options_, &throttles_);
}

absl::StatusOr<v1::SearchDocumentsResponse> QueryClient::SearchDocuments(
    const v1::SearchDocumentsRequest& request) {
  return Call(*stub_, &Stub::SearchDocuments, request, options_, &throttles_);
}

absl::StatusOr<v1::ListMentionsResponse> QueryClient::ListMentions(
    const v1::ListMentionsRequest& request) {
  return Call(*stub_, &Stub::ListMentions, request, options_, &throttles_);
}

absl::StatusOr<v1::GetDecisionResponse> QueryClient::GetDecision(
    const v1::GetDecisionRequest& request) {
  return Call(*stub_, &Stub::GetDecision, request, options_, &throttles_);
}

absl::StatusOr<v1::ListDecisionsResponse> QueryClient::ListDecisions(
    const v1::ListDecisionsRequest& request) {
  return Call(*stub_, &Stub::ListDecisions, request, options_, &throttles_);
}

absl::StatusOr<v1::GetFigureResponse> QueryClient::GetFigure(
    const v1::GetFigureRequest& request) {
  return Call(*stub_, &Stub::GetFigure, request, options_, &throttles_);
}

absl::StatusOr<v1::ListFiguresResponse> QueryClient::ListFigures(
    const v1::ListFiguresRequest& request) {
  return Call(*stub_, &Stub::ListFigures, request, options_, &throttles_);
}

absl::StatusOr<v1::GetStatementResponse> QueryClient::GetStatement(
    const v1::GetStatementRequest& request) {
  return Call(*stub_, &Stub::GetStatement, request, options_, &throttles_);
}

absl::StatusOr<v1::ListStatementsResponse> QueryClient::ListStatements(
    const v1::ListStatementsRequest& request) {
  return Call(*stub_, &Stub::ListStatements, request, options_, &throttles_);
}

absl::StatusOr<v1::ListRelationsResponse> QueryClient::ListRelations(
    const v1::ListRelationsRequest& request) {
  return Call(*stub_, &Stub::ListRelations, request, options_, &throttles_);
}

absl::StatusOr<v1::GetTimelineResponse> QueryClient::GetTimeline(
    const v1::GetTimelineRequest& request) {
  return Call(*stub_, &Stub::GetTimeline, request, options_, &throttles_);
}

absl::StatusOr<v1::ListFigureSlotsResponse> QueryClient::ListFigureSlots(
    const v1::ListFigureSlotsRequest& request) {
  return Call(*stub_, &Stub::ListFigureSlots, request, options_, &throttles_);
}

absl::StatusOr<v1::VerifySpanResponse> QueryClient::VerifySpan(
    const v1::VerifySpanRequest& request) {
  return Call(*stub_, &Stub::VerifySpan, request, options_, &throttles_);
}

Pager<v1::ListEntitiesRequest, v1::ListEntitiesResponse, v1::Entity>
QueryClient::Entities(v1::ListEntitiesRequest request) {
  return {std::move(request),
          [this](const v1::ListEntitiesRequest& page) {
            return ListEntities(page);
          },
          &v1::ListEntitiesResponse::mutable_entities};
}

Pager<v1::ListDocumentsRequest, v1::ListDocumentsResponse, v1::Document>
QueryClient::Documents(v1::ListDocumentsRequest request) {
  return {std::move(request),
          [this](const v1::ListDocumentsRequest& page) {
            return ListDocuments(page);
          },
          &v1::ListDocumentsResponse::mutable_documents};
}

Pager<v1::SearchDocumentsRequest, v1::SearchDocumentsResponse,
      v1::DocumentMatch>
QueryClient::Matches(v1::SearchDocumentsRequest request) {
  return {std::move(request),
          [this](const v1::SearchDocumentsRequest& page) {
            return SearchDocuments(page);
          },
          &v1::SearchDocumentsResponse::mutable_matches};
}

Pager<v1::ListMentionsRequest, v1::ListMentionsResponse, v1::Mention>
QueryClient::Mentions(v1::ListMentionsRequest request) {
  return {std::move(request),
          [this](const v1::ListMentionsRequest& page) {
            return ListMentions(page);
          },
          &v1::ListMentionsResponse::mutable_mentions};
}

Pager<v1::ListDecisionsRequest, v1::ListDecisionsResponse, v1::Decision>
QueryClient::Decisions(v1::ListDecisionsRequest request) {
  return {std::move(request),
          [this](const v1::ListDecisionsRequest& page) {
            return ListDecisions(page);
          },
          &v1::ListDecisionsResponse::mutable_decisions};
}

Pager<v1::ListFiguresRequest, v1::ListFiguresResponse, v1::Figure>
QueryClient::Figures(v1::ListFiguresRequest request) {
  return {
      std::move(request),
      [this](const v1::ListFiguresRequest& page) { return ListFigures(page); },
      &v1::ListFiguresResponse::mutable_figures};
}

Pager<v1::ListFigureSlotsRequest, v1::ListFigureSlotsResponse, v1::FigureSlot>
QueryClient::FigureSlots(v1::ListFigureSlotsRequest request) {
  return {std::move(request),
          [this](const v1::ListFigureSlotsRequest& page) {
            return ListFigureSlots(page);
          },
          &v1::ListFigureSlotsResponse::mutable_slots};
}

Pager<v1::ListStatementsRequest, v1::ListStatementsResponse, v1::Statement>
QueryClient::Statements(v1::ListStatementsRequest request) {
  return {std::move(request),
          [this](const v1::ListStatementsRequest& page) {
            return ListStatements(page);
          },
          &v1::ListStatementsResponse::mutable_statements};
}

Pager<v1::ListRelationsRequest, v1::ListRelationsResponse, v1::Relation>
QueryClient::Relations(v1::ListRelationsRequest request) {
  return {std::move(request),
          [this](const v1::ListRelationsRequest& page) {
            return ListRelations(page);
          },
          &v1::ListRelationsResponse::mutable_relations};
}

}  // namespace isnad
