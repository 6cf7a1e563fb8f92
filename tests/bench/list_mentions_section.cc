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

// All mentions of a record, with what it leaves out.
v1::ListMentionsResponse AnswerFor(const v1::Record& record) {
  const v1::Document& document = record.document().document();
  v1::ListMentionsResponse answer;
  *answer.mutable_mentions() = record.document().mentions();
  for (v1::Mention& mention : *answer.mutable_mentions()) {
    const int32_t start = mention.span().start_byte();
    const int32_t end = mention.span().end_byte();
    mention.set_name(absl::StrCat(document.name(), "/mentions/",
                                  absl::Hex(start, absl::kZeroPad8)));
    mention.set_text(document.source().substr(
        static_cast<size_t>(start), static_cast<size_t>(end - start)));
  }
  return answer;
}

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
    v1::ListMentionsResponse response;
    if (!FromByteBuffer(bytes, response)) {
      return absl::InternalError("ListMentions: got a malformed answer");
    }
    v1::ListMentionsResponse wanted = AnswerFor(
        BenchDocument(BenchScatter(static_cast<int64_t>(i), contents.documents),
                      contents.entities, contents.shape));
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
