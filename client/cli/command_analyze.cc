#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "client/cli/command.h"
#include "client/cli/input_files.h"
#include "client/cli/print_explanation.h"
#include "client/cli/print_json.h"
#include "client/cli/print_resources.h"
#include "common/log/log.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "ingest_service/pipeline/analyzer.h"

namespace isnad {
namespace {

absl::StatusOr<v1::AnalyzeOptions> OptionsOf(const Arguments& arguments) {
  v1::AnalyzeOptions options;
  options.set_bare_numbers(arguments.Has("bare-numbers"));
  if (arguments.Has("reference-time")) {
    const std::string& text = arguments.Text("reference-time");
    absl::Time time;
    std::string problem;
    // Without an offset, the time is UTC.
    const bool parsed =
        absl::ParseTime(absl::RFC3339_full, text, &time, &problem) ||
        absl::ParseTime("%Y-%m-%d%ET%H:%M:%E*S", text, &time, &problem);
    if (!parsed || time == absl::InfiniteFuture() ||
        time == absl::InfinitePast()) {
      return UsageError(absl::StrCat("--reference-time: got \"", text,
                                     "\", want RFC 3339 such as "
                                     "2026-01-31T12:00:00Z"));
    }
    const int64_t seconds = absl::ToUnixSeconds(time);
    options.mutable_reference_time()->set_seconds(seconds);
    options.mutable_reference_time()->set_nanos(static_cast<int32_t>(
        absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
  }
  return options;
}

// Reads documents and prints what was found in each.
class DocumentPrinter {
 public:
  DocumentPrinter(const Analyzer& analyzer, v1::AnalyzeOptions options,
                  OutputFormat format, bool explains, const Console& console)
      : analyzer_(analyzer),
        options_(std::move(options)),
        format_(format),
        explains_(explains),
        console_(console) {}

  void PrintFile(const std::string& path) {
    v1::Document document;
    absl::StatusOr<std::string> source = ReadDocumentFile(path);
    if (!source.ok()) return PrintFailure("file", path, source.status());
    document.set_source(*std::move(source));
    document.set_media_type(MediaTypeOf(path));
    Print("file", path, document, /*empty_is_error=*/true);
  }

  void PrintLine(int64_t number, std::string line) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    v1::Document document;
    document.set_source(std::move(line));
    Print("line", absl::StrCat(number), document, /*empty_is_error=*/false);
  }

  // Whether a document could not be read.
  bool failed() const { return failed_; }

 private:
  void Print(absl::string_view key, const std::string& label,
             const v1::Document& document, bool empty_is_error) {
    ReadingTrace trace;
    AnalysisScope scope;
    if (explains_) scope.trace = &trace;
    absl::StatusOr<v1::Analysis> analysis =
        analyzer_.Analyze(document, options_, nullptr, scope);
    if (!analysis.ok() && !empty_is_error &&
        ReasonOf(analysis.status()) == v1::ERROR_REASON_DOCUMENT_EMPTY) {
      analysis = v1::Analysis();
    }
    if (!analysis.ok()) return PrintFailure(key, label, analysis.status());
    // The caller has the bytes; in JSON they would double the output.
    analysis->mutable_document()->clear_source();
    if (explains_) {
      PrintExplanation(absl::StrCat(key, " ", label), *analysis, trace,
                       console_);
    } else if (format_ == OutputFormat::kTable) {
      PrintAnalysis(absl::StrCat(key, " ", label), *analysis, console_);
    } else {
      PrintObject(key, label, ToJson(*analysis, format_));
    }
  }

  void PrintFailure(absl::string_view key, const std::string& label,
                    const absl::Status& status) {
    failed_ = true;
    if (format_ == OutputFormat::kTable) {
      console_.err << "isnad: " << label << ": " << status.message() << "\n";
    } else {
      PrintObject(key, label,
                  absl::StrCat("{\"error\":", ErrorToJson(status), "}"));
    }
  }

  void PrintObject(absl::string_view key, const std::string& label,
                   const std::string& object) {
    const std::string value = key == "line" ? label : JsonQuote(label);
    console_.out << WithFirstField(key, value, object) << '\n';
  }

  const Analyzer& analyzer_;
  const v1::AnalyzeOptions options_;
  const OutputFormat format_;
  const bool explains_;
  const Console& console_;
  bool failed_ = false;
};

absl::StatusOr<int> Analyze(const Arguments& arguments,
                            const Console& console) {
  if (arguments.Has("lines") == !arguments.operands().empty()) {
    return UsageError("give either --lines or files");
  }
  const bool explains = arguments.Has("explain");
  if (explains && FormatOf(arguments) != OutputFormat::kTable) {
    return UsageError("--explain is for people; it takes no --format");
  }
  ASSIGN_OR_RETURN(v1::AnalyzeOptions options, OptionsOf(arguments));
  Analyzer::Options analyzer_options;
  analyzer_options.catalog_dir = arguments.Text("catalog");
  analyzer_options.lexicon_dir = arguments.Text("lexicon");
  ASSIGN_OR_RETURN(const std::unique_ptr<Analyzer> analyzer,
                   Analyzer::Create(analyzer_options));
  DocumentPrinter printer(*analyzer, std::move(options), FormatOf(arguments),
                          explains, console);
  for (const std::string& path : arguments.operands()) printer.PrintFile(path);
  if (arguments.Has("lines")) {
    std::string line;
    for (int64_t number = 1; std::getline(console.in, line); ++number) {
      printer.PrintLine(number, std::move(line));
    }
  }
  return printer.failed() ? kExitFailed : kExitOk;
}

}  // namespace

Command AnalyzeCommand() {
  CommandSpec spec;
  spec.name = "analyze";
  spec.operands = "[FILE...]";
  spec.summary = "Read documents and print what is in them; needs no service";
  spec.description =
      "Reads each file (.html and .htm as HTML, all else as text) and prints\n"
      "what was found. With --format=jsonl a line is the proto3 JSON of\n"
      "isnad.v1.AnalyzeDocumentResponse with \"file\" first; a file that "
      "cannot\n"
      "be read is a line {\"file\":...,\"error\":{...}} and makes the exit "
      "code "
      "1.";
  spec.options = {
      {"lines", "", "Take each line of standard input as a document"},
      {"reference-time", "RFC3339", "Resolve relative dates at this time"},
      {"explain", "", "Print sentence by sentence what was read and why"},
      {"bare-numbers", "", "Also print numbers that count nothing"},
      {"catalog", "DIR",
       "Folder of more catalog files (*.textproto), or a compiled catalog"},
      {"lexicon", "DIR", "Folder of more lexicon files (*.textproto)"},
  };
  return {std::move(spec), Analyze};
}

}  // namespace isnad
