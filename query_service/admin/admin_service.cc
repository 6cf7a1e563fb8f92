#include "query_service/admin/admin_service.h"

#include "common/status/grpc_status.h"
#include "query_service/admin/export_stream.h"
#include "query_service/admin/import_stream.h"
#include "query_service/store/resource_name.h"

namespace isnad {

grpc::ServerUnaryReactor* AdminService::GetStats(
    grpc::CallbackServerContext* context,
    const v1::GetStatsRequest* /*request*/, v1::GetStatsResponse* response) {
  grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
  const absl::StatusOr<StoreStats> stats = store_.Stats();
  if (stats.ok()) {
    response->set_revision(stats->revisions.newest);
    response->set_oldest_revision(stats->revisions.oldest);
    response->set_indexed_revision(stats->revisions.indexed);
    response->set_documents(stats->documents);
    response->set_entities(stats->entities);
    response->set_mentions(stats->mentions);
    response->set_quantities(stats->quantities);
    response->set_database_bytes(stats->database_bytes);
  }
  reactor->Finish(ToGrpcStatus(stats.status()));
  return reactor;
}

grpc::ServerUnaryReactor* AdminService::DeleteDocument(
    grpc::CallbackServerContext* context,
    const v1::DeleteDocumentRequest* request,
    v1::DeleteDocumentResponse* response) {
  grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
  absl::string_view id;
  const absl::Status parsed =
      ParseResourceName("name", kDocumentPrefix, request->name(), id);
  if (!parsed.ok()) {
    reactor->Finish(ToGrpcStatus(parsed));
    return reactor;
  }
  store_.DeleteDocument(id, [reactor, response](absl::StatusOr<int64_t> done) {
    if (done.ok()) response->set_revision(*done);
    reactor->Finish(ToGrpcStatus(done.status()));
  });
  return reactor;
}

grpc::ServerWriteReactor<v1::ExportResponse>* AdminService::Export(
    grpc::CallbackServerContext* /*context*/,
    const v1::ExportRequest* request) {
  auto* const stream = new ExportStream(store_, tokens_, draining_);
  stream->Start(*request);
  return stream;
}

grpc::ServerReadReactor<v1::ImportRequest>* AdminService::Import(
    grpc::CallbackServerContext* /*context*/, v1::ImportResponse* response) {
  return new ImportStream(store_, response);
}

grpc::ServerUnaryReactor* AdminService::Backup(
    grpc::CallbackServerContext* context, const v1::BackupRequest* request,
    v1::BackupResponse* response) {
  grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
  const absl::Status begun =
      backups_.Begin([this, reactor, request, response]() -> LongWork::Answer {
        const absl::StatusOr<StoreBackup> backup =
            store_.Backup(request->file_name());
        if (backup.ok()) {
          response->set_revision(backup->revision);
          response->set_size_bytes(backup->size_bytes);
        }
        return [reactor, status = ToGrpcStatus(backup.status())] {
          reactor->Finish(status);
        };
      });
  if (!begun.ok()) reactor->Finish(ToGrpcStatus(begun));
  return reactor;
}

grpc::ServerUnaryReactor* AdminService::MergeEntities(
    grpc::CallbackServerContext* context,
    const v1::MergeEntitiesRequest* request,
    v1::MergeEntitiesResponse* response) {
  grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
  absl::string_view source;
  absl::string_view target;
  absl::Status parsed =
      ParseResourceName("source", kEntityPrefix, request->source(), source);
  if (parsed.ok()) {
    parsed =
        ParseResourceName("target", kEntityPrefix, request->target(), target);
  }
  if (!parsed.ok()) {
    reactor->Finish(ToGrpcStatus(parsed));
    return reactor;
  }
  store_.MergeEntities(source, target,
                       [reactor, response](absl::StatusOr<int64_t> done) {
                         if (done.ok()) response->set_revision(*done);
                         reactor->Finish(ToGrpcStatus(done.status()));
                       });
  return reactor;
}

}  // namespace isnad
