#ifndef ISNAD_INGEST_SERVICE_PIPELINE_ANALYZER_H_
#define ISNAD_INGEST_SERVICE_PIPELINE_ANALYZER_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ingest_service/decode/decoder.h"
#include "ingest_service/relate/trace.h"
#include "isnad/v1/analysis.pb.h"
#include "isnad/v1/ingest_service.pb.h"

namespace isnad {

class Catalog;
class Lexicon;
struct CompiledCatalog;

// Changes whenever the same document is read differently by the same data.
inline constexpr absl::string_view kAnalyzerVersion = "9";

// Whom an analysis is for.
enum class AnalysisUse {
  // Who asked: all of it.
  kAnswer,
  // The query service: without the catalog's entities, which it has, and
  // without what follows from the rest: a text that equals the source, the
  // names and texts of mentions, the texts of quantities.
  kRecord,
};

// How much of a document is read, and told.
struct AnalysisScope {
  // Whether decisions, figures, statements and relations are read.
  bool facts = true;
  AnalysisUse use = AnalysisUse::kAnswer;
  // Receives what became of each sentence, for people; null: not asked.
  ReadingTrace* trace = nullptr;
};

// Asked between two stages whether to go on; its error ends the analysis.
// `stage` names the one about to begin.
using StageCheck = std::function<absl::Status(absl::string_view stage)>;

// Reads documents: decode, normalize, recognize, relate. A pure function of
// document, options, catalog and lexicon: no clock, no randomness, and nothing
// kept between documents that changes an answer. Thread-safe.
//
//   ASSIGN_OR_RETURN(auto analyzer, Analyzer::Create({}));
//   ASSIGN_OR_RETURN(v1::Analysis analysis, analyzer->Analyze(document, {}));
class Analyzer {
 public:
  struct Options {
    DecodeOptions decode;
    // Folder of *.textproto catalog files that are used besides the embedded
    // ones (an entity of the same id replaces the embedded one), or a file that
    // Compile() made, which is used instead of the embedded ones; empty: none.
    std::string catalog_dir;
    // Likewise for the lexicon.
    std::string lexicon_dir;
  };

  // Loads catalog and lexicon. Errors name file and line
  // (DATA_FILE_INVALID).
  static absl::StatusOr<std::unique_ptr<Analyzer>> Create(
      const Options& options);
  ~Analyzer();

  // Compiles the catalog that Create() would use to a file that starts faster.
  // It can be used with the same lexicon and version only. Errors: as Create(),
  // FILE_UNUSABLE if `output` cannot be written.
  static absl::Status Compile(const Options& options,
                              const std::string& output);

  // Reads one document. The result's document has its name, digest, text and
  // alignment set, and what the page says of itself where the caller says
  // nothing. Errors: as `Decode`, FIELD_INVALID for a bad name, and those of
  // `check`, which may be null.
  absl::StatusOr<v1::Analysis> Analyze(v1::Document document,
                                       const v1::AnalyzeOptions& options,
                                       const StageCheck& check = nullptr,
                                       const AnalysisScope& scope = {}) const;

  // Reads the document in `analysis`, which holds nothing else, and fills the
  // rest of it; on an error its content is not specified. Other than what
  // Analyze() returns, the message may live on an arena, which spares an
  // allocation for each of the many small messages that it is made of.
  absl::Status AnalyzeInto(const v1::AnalyzeOptions& options,
                           const StageCheck& check, const AnalysisScope& scope,
                           v1::Analysis& analysis) const;

  const Catalog& catalog() const { return *catalog_; }

  // First 16 hexadecimal digits of the SHA-256 of all catalog and lexicon data.
  const std::string& catalog_version() const { return catalog_version_; }

 private:
  struct Stages;
  Analyzer(const Options& options, CompiledCatalog catalog,
           std::unique_ptr<Lexicon> lexicon);

  DecodeOptions decode_options_;
  // What the names of `stages_` view; null if they own what they need.
  std::unique_ptr<const std::string> compiled_bytes_;
  std::unique_ptr<Catalog> catalog_;
  std::unique_ptr<Lexicon> lexicon_;
  std::string catalog_version_;
  std::unique_ptr<Stages> stages_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_PIPELINE_ANALYZER_H_
