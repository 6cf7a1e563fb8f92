#include "tests/bench/list_mentions_section.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/status/status_macros.h"
#include "isnad/v1/query_service.pb.h"
#include "tests/bench/bench_corpus.h"
#include "tests/bench/bench_store.h"
#include "tests/bench/echo_comparison.h"
#include "tests/bench/server_process.h"

namespace isnad {
namespace {

constexpr int64_t kRequests = 20'000;
constexpr int kPageSize = 100;
constexpr double kLeastRatio = 0.6;

}  // namespace

CallLoad ListMentionsLoad(const BenchStoreContents& contents) {
  CallLoad load;
  load.method = "/isnad.v1.QueryService/ListMentions";
  for (int64_t i = 0; i < kRequests; ++i) {
    v1::ListMentionsRequest request;
    request.set_parent(BenchDocumentName(BenchScatter(i, contents.documents)));
    request.set_page_size(kPageSize);
    load.requests.push_back(ToByteBuffer(request));
  }
  load.check = [contents](size_t i, const grpc::ByteBuffer& bytes) {
    v1::Record want =
        BenchDocument(BenchScatter(static_cast<int64_t>(i), contents.documents),
                      contents.entities, contents.shape);
    v1::ListMentionsResponse wanted;
    wanted.mutable_mentions()->Swap(
        want.mutable_document()->mutable_mentions());
    v1::ListMentionsResponse response;
    if (!FromByteBuffer(bytes, response)) {
      return absl::InternalError("ListMentions: got a malformed answer");
    }
    wanted.set_revision(response.revision());
    return wanted.SerializeAsString() == response.SerializeAsString()
               ? absl::OkStatus()
               : absl::InternalError(absl::StrCat(
                     "ListMentions: got ", response.mentions_size(),
                     " mentions, some of them other than what was stored"));
  };
  return load;
}

absl::Status RunListMentionsSection(const BenchOptions& options,
                                    BenchReport& report) {
  const BenchStoreContents contents = LargeStoreContents(options);
  ASSIGN_OR_RETURN(const std::string path, EnsureBenchStore(options, contents));
  ASSIGN_OR_RETURN(
      const std::unique_ptr<ServerProcess> server,
      ServerProcess::Start(options, "isnad-query", {"--database=" + path}));
  RETURN_IF_ERROR(WaitForNames(*server).status());
  BenchSection& section = report.AddSection("list_mentions");
  section.Add("mentions", static_cast<double>(contents.documents *
                                              contents.shape.mentions));
  section.Add("page_size", kPageSize);
  return CompareWithEcho(options, *server, ListMentionsLoad(contents),
                         kLeastRatio, section);
}

}  // namespace isnad
