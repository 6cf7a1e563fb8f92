#include <algorithm>
#include <filesystem>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "client/cli/command.h"
#include "client/cli/connection.h"
#include "client/cli/display_width.h"
#include "client/cli/input_files.h"
#include "client/cli/print_json.h"
#include "client/cli/print_values.h"
#include "client/cli/progress_bar.h"
#include "client/cli/table.h"
#include "common/log/log.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

// A batch is sent when it holds so many documents or bytes: enough to share
// one commit, little enough that progress is seen.
constexpr size_t kBatchDocuments = 32;
constexpr size_t kBatchBytes = size_t{4} << 20;

// Returns a document id made of a file's name without its extension; other
// characters than ids may have become "-".
std::string StemId(const std::string& path) {
  std::string id = std::filesystem::path(path).stem().string();
  for (char& c : id) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c)) && c != '.' &&
        c != '_' && c != '~') {
      c = '-';
    }
  }
  return id;
}

// What became of one file.
struct Outcome {
  std::string file;
  v1::IngestResult result;
};

// Sends files in batches and collects what became of each, in order.
class Uploader {
 public:
  Uploader(Connection& connection, bool ids_from_names)
      : connection_(connection), ids_from_names_(ids_from_names) {}

  // Reads a file and puts it into the batch, which is sent when it is full.
  // The error is of the whole work, such as a service that isn't there.
  absl::Status Add(const std::string& path) {
    absl::StatusOr<std::string> source = ReadDocumentFile(path);
    if (!source.ok()) {
      RETURN_IF_ERROR(Send());
      outcomes_.push_back({path, {}});
      *outcomes_.back().result.mutable_status() = ToRpcStatus(source.status());
      return absl::OkStatus();
    }
    batch_bytes_ += source->size();
    v1::Document* document = batch_.add_requests()->mutable_document();
    document->set_source(*std::move(source));
    document->set_media_type(MediaTypeOf(path));
    if (ids_from_names_) {
      document->set_name(absl::StrCat("documents/", StemId(path)));
    }
    files_.push_back(path);
    const bool full =
        files_.size() >= kBatchDocuments || batch_bytes_ >= kBatchBytes;
    return full ? Send() : absl::OkStatus();
  }

  // Sends what is left. An outbox that is full is waited for.
  absl::Status Send() {
    const absl::Time deadline = absl::Now() + connection_.timeout();
    std::vector<v1::IngestResult> results(files_.size());
    std::vector<size_t> pending(files_.size());
    for (size_t i = 0; i < pending.size(); ++i) pending[i] = i;
    while (!pending.empty()) {
      RETURN_IF_ERROR(SendOnce(results, pending));
      if (pending.empty() || absl::Now() + kPause > deadline) break;
      std::this_thread::sleep_for(absl::ToChronoMilliseconds(kPause));
    }
    for (size_t i = 0; i < files_.size(); ++i) {
      outcomes_.push_back({std::move(files_[i]), std::move(results[i])});
    }
    files_.clear();
    batch_.Clear();
    batch_bytes_ = 0;
    return absl::OkStatus();
  }

  const std::vector<Outcome>& outcomes() const { return outcomes_; }

 private:
  // Before what the service had no room for is sent again.
  static constexpr absl::Duration kPause = absl::Milliseconds(250);

  // Sends the requests of `pending` and leaves those in it that should be sent
  // again.
  absl::Status SendOnce(std::vector<v1::IngestResult>& results,
                        std::vector<size_t>& pending) {
    v1::BatchIngestDocumentsRequest request;
    for (const size_t i : pending) {
      *request.add_requests() = batch_.requests(static_cast<int>(i));
    }
    ASSIGN_OR_RETURN(
        v1::BatchIngestDocumentsResponse response,
        connection_.Ingest(&IngestStub::BatchIngestDocuments, request));
    if (response.results_size() != request.requests_size()) {
      return absl::InternalError(
          absl::StrCat("the ingest service answered ", response.results_size(),
                       " of ", request.requests_size(), " documents"));
    }
    std::vector<size_t> again;
    for (size_t i = 0; i < pending.size(); ++i) {
      v1::IngestResult& result = *response.mutable_results(static_cast<int>(i));
      if (RetryDelayOf(FromRpcStatus(result.status())) > absl::ZeroDuration()) {
        again.push_back(pending[i]);
      }
      results[pending[i]] = std::move(result);
    }
    pending = std::move(again);
    return absl::OkStatus();
  }

  Connection& connection_;
  const bool ids_from_names_;
  v1::BatchIngestDocumentsRequest batch_;
  size_t batch_bytes_ = 0;
  std::vector<std::string> files_;
  std::vector<Outcome> outcomes_;
};

void PrintOutcomes(const std::vector<Outcome>& outcomes, OutputFormat format,
                   const Console& console) {
  if (format != OutputFormat::kTable) {
    for (const Outcome& outcome : outcomes) {
      console.out << WithFirstField(
                         "file", JsonQuote(outcome.file),
                         ToJson(outcome.result, OutputFormat::kJsonLines))
                  << '\n';
    }
    return;
  }
  Table table({{"FILE", 40},
               {"DOCUMENT", 48},
               {"MENTIONS", 8, Table::Align::kRight},
               {"QUANTITIES", 10, Table::Align::kRight},
               {"FACTS", 5, Table::Align::kRight},
               {"", 9}});
  for (const Outcome& outcome : outcomes) {
    const v1::IngestResult& result = outcome.result;
    if (result.status().code() != 0) continue;
    table.AddRow({outcome.file, result.document(),
                  absl::StrCat(result.mention_count()),
                  absl::StrCat(result.quantity_count()),
                  absl::StrCat(result.fact_count()),
                  result.unchanged() ? "unchanged" : ""});
  }
  table.Print(console);
  for (const Outcome& outcome : outcomes) {
    if (outcome.result.status().code() == 0) continue;
    console.err << "isnad: " << outcome.file << ": "
                << PrintableText(outcome.result.status().message()) << "\n";
  }
}

// Waits until the query service has everything that was accepted: records of
// one producer are stored in order, so the last one tells.
absl::Status WaitForQuery(const std::vector<Outcome>& outcomes,
                          Connection& connection) {
  v1::ListDocumentsRequest request;
  request.set_page_size(1);
  for (const Outcome& outcome : outcomes) {
    if (outcome.result.write_token().empty()) continue;
    request.mutable_consistency()->set_at_least_token(
        outcome.result.write_token());
  }
  if (!request.has_consistency()) return absl::OkStatus();
  return connection.Query(&QueryStub::ListDocuments, request).status();
}

absl::StatusOr<int> Ingest(const Arguments& arguments, const Console& console) {
  ASSIGN_OR_RETURN(const std::vector<std::string> files,
                   ListFiles(arguments.operands()));
  ASSIGN_OR_RETURN(Connection connection, Connection::Open(arguments));
  Uploader uploader(connection, arguments.Text("ids") == "name");
  absl::Status status;
  {
    ProgressBar progress(console, "documents", files.size());
    for (size_t i = 0; i < files.size() && status.ok(); ++i) {
      progress.Show(uploader.outcomes().size());
      status = uploader.Add(files[i]);
    }
    if (status.ok()) status = uploader.Send();
  }
  // Even if the service went away: some were accepted.
  PrintOutcomes(uploader.outcomes(), FormatOf(arguments), console);
  console.out.flush();
  RETURN_IF_ERROR(status);
  if (arguments.Has("wait")) {
    RETURN_IF_ERROR(WaitForQuery(uploader.outcomes(), connection));
  }
  const bool refused = std::any_of(
      uploader.outcomes().begin(), uploader.outcomes().end(),
      [](const Outcome& o) { return o.result.status().code() != 0; });
  return refused ? kExitFailed : kExitOk;
}

}  // namespace

Command IngestCommand() {
  CommandSpec spec;
  spec.name = "ingest";
  spec.operands = "PATH...";
  spec.summary = "Send documents to the ingest service";
  spec.description =
      "Sends files, and the .txt, .html and .htm files in folders, to the\n"
      "ingest service. A document that is refused is reported, makes the exit\n"
      "code 1, and does not keep the others back.";
  spec.min_operands = 1;
  spec.options = {
      {"ids", "digest|name",
       "Document ids from the SHA-256 of the bytes or from file names",
       "digest"},
      {"wait", "", "Return when the query service has all of them"},
  };
  return {std::move(spec), Ingest};
}

}  // namespace isnad
