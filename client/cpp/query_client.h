#ifndef ISNAD_CLIENT_CPP_QUERY_CLIENT_H_
#define ISNAD_CLIENT_CPP_QUERY_CLIENT_H_

#include <memory>

#include "absl/status/statusor.h"
#include "client/cpp/call.h"
#include "client/cpp/pager.h"
#include "grpcpp/channel.h"
#include "isnad/v1/query_service.grpc.pb.h"

namespace isnad {

// Calls of QueryService, all tried again after UNAVAILABLE. Calls of a method
// that the service refuses again and again as OVERLOADED are for the most part
// refused here, in the same way (see AdaptiveThrottle): threads that share a
// client share what it has learned. Thread-safe.
//
//   QueryClient client(MakeChannel("127.0.0.1:7702"));
//   v1::GetEntityRequest request;
//   request.set_name("entities/nvidia");
//   ASSIGN_OR_RETURN(auto response, client.GetEntity(request));
class QueryClient {
 public:
  explicit QueryClient(std::shared_ptr<grpc::Channel> channel,
                       CallOptions options = {});

  absl::StatusOr<v1::GetEntityResponse> GetEntity(
      const v1::GetEntityRequest& request);
  absl::StatusOr<v1::BatchGetEntitiesResponse> BatchGetEntities(
      const v1::BatchGetEntitiesRequest& request);
  absl::StatusOr<v1::ListEntitiesResponse> ListEntities(
      const v1::ListEntitiesRequest& request);
  absl::StatusOr<v1::ResolveNamesResponse> ResolveNames(
      const v1::ResolveNamesRequest& request);
  absl::StatusOr<v1::GetDocumentResponse> GetDocument(
      const v1::GetDocumentRequest& request);
  absl::StatusOr<v1::ListDocumentsResponse> ListDocuments(
      const v1::ListDocumentsRequest& request);
  absl::StatusOr<v1::SearchDocumentsResponse> SearchDocuments(
      const v1::SearchDocumentsRequest& request);
  absl::StatusOr<v1::ListMentionsResponse> ListMentions(
      const v1::ListMentionsRequest& request);
  absl::StatusOr<v1::GetDecisionResponse> GetDecision(
      const v1::GetDecisionRequest& request);
  absl::StatusOr<v1::ListDecisionsResponse> ListDecisions(
      const v1::ListDecisionsRequest& request);
  absl::StatusOr<v1::GetFigureResponse> GetFigure(
      const v1::GetFigureRequest& request);
  absl::StatusOr<v1::ListFiguresResponse> ListFigures(
      const v1::ListFiguresRequest& request);
  absl::StatusOr<v1::GetStatementResponse> GetStatement(
      const v1::GetStatementRequest& request);
  absl::StatusOr<v1::ListStatementsResponse> ListStatements(
      const v1::ListStatementsRequest& request);
  absl::StatusOr<v1::ListRelationsResponse> ListRelations(
      const v1::ListRelationsRequest& request);
  absl::StatusOr<v1::GetTimelineResponse> GetTimeline(
      const v1::GetTimelineRequest& request);
  absl::StatusOr<v1::ListFigureSlotsResponse> ListFigureSlots(
      const v1::ListFigureSlotsRequest& request);
  absl::StatusOr<v1::VerifySpanResponse> VerifySpan(
      const v1::VerifySpanRequest& request);

  // The items of a list over all pages. The client must outlive the result.
  Pager<v1::ListEntitiesRequest, v1::ListEntitiesResponse, v1::Entity> Entities(
      v1::ListEntitiesRequest request);
  Pager<v1::ListDocumentsRequest, v1::ListDocumentsResponse, v1::Document>
  Documents(v1::ListDocumentsRequest request);
  Pager<v1::SearchDocumentsRequest, v1::SearchDocumentsResponse,
        v1::DocumentMatch>
  Matches(v1::SearchDocumentsRequest request);
  Pager<v1::ListMentionsRequest, v1::ListMentionsResponse, v1::Mention>
  Mentions(v1::ListMentionsRequest request);
  Pager<v1::ListDecisionsRequest, v1::ListDecisionsResponse, v1::Decision>
  Decisions(v1::ListDecisionsRequest request);
  Pager<v1::ListFiguresRequest, v1::ListFiguresResponse, v1::Figure> Figures(
      v1::ListFiguresRequest request);
  Pager<v1::ListFigureSlotsRequest, v1::ListFigureSlotsResponse, v1::FigureSlot>
  FigureSlots(v1::ListFigureSlotsRequest request);
  Pager<v1::ListStatementsRequest, v1::ListStatementsResponse, v1::Statement>
  Statements(v1::ListStatementsRequest request);
  Pager<v1::ListRelationsRequest, v1::ListRelationsResponse, v1::Relation>
  Relations(v1::ListRelationsRequest request);

 private:
  const std::unique_ptr<v1::QueryService::Stub> stub_;
  const CallOptions options_;
  MethodThrottles throttles_;
};

}  // namespace isnad

#endif  // ISNAD_CLIENT_CPP_QUERY_CLIENT_H_
