#include "ingest_service/pipeline/analyzer.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/sha256.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/text/fold.h"
#include "ingest_service/catalog/catalog.h"
#include "ingest_service/lexicon/lexicon.h"
#include "ingest_service/normalize/body_sketch.h"
#include "ingest_service/normalize/damage.h"
#include "ingest_service/normalize/language.h"
#include "ingest_service/normalize/normalizer.h"
#include "ingest_service/pipeline/analysis_builder.h"
#include "ingest_service/pipeline/compiled_catalog.h"
#include "ingest_service/pipeline/fact_ids.h"
#include "ingest_service/pipeline/heading.h"
#include "ingest_service/recognize/mention_recognizer.h"
#include "ingest_service/recognize/quantity_recognizer.h"
#include "ingest_service/relate/relater.h"

namespace isnad {
namespace {

constexpr size_t kCatalogVersionDigits = 16;

std::string VersionOf(const Catalog& catalog, const Lexicon& lexicon) {
  return absl::BytesToHexString(
             Sha256(absl::StrCat(catalog.digest(), lexicon.digest())))
      .substr(0, kCatalogVersionDigits);
}

absl::Status SetDocumentName(v1::Document& document) {
  if (document.name().empty()) {
    document.set_name(DocumentNameOf(document.sha256()));
  } else if (!IsDocumentName(document.name())) {
    return FieldError("document.name",
                      absl::StrCat("got \"", document.name(),
                                   "\", want documents/ and 1 to 128 of "
                                   "[A-Za-z0-9._~-]"));
  }
  return absl::OkStatus();
}

// Takes from the page what the caller left open.
void FillFrom(const v1::Document& page, v1::Document& document) {
  if (document.title().empty()) document.set_title(page.title());
  if (document.outlet().empty()) document.set_outlet(page.outlet());
  if (document.author().empty()) document.set_author(page.author());
  if (document.uri().empty()) document.set_uri(page.uri());
  if (!document.has_publish_time() && page.has_publish_time()) {
    *document.mutable_publish_time() = page.publish_time();
  }
  if (document.language_code().empty()) {
    document.set_language_code(page.language_code());
  }
}

// Takes out what only an answer may say.
void ClearOutputOnly(v1::Document& document) {
  document.clear_sha256();
  document.clear_text();
  document.clear_alignment();
  document.clear_language_code();
  document.clear_revision();
  document.clear_duplicate_of();
  document.clear_sketch();
}

void SetDecoded(DecodedText decoded, v1::Analysis& analysis) {
  v1::Document& document = *analysis.mutable_document();
  document.set_charset(std::move(decoded.charset));
  document.set_source_bytes(static_cast<int64_t>(document.source().size()));
  document.set_text_bytes(static_cast<int32_t>(decoded.text.size()));
  FillFrom(decoded.metadata, document);
  for (v1::AlignmentSegment& segment : decoded.alignment) {
    *document.add_alignment() = std::move(segment);
  }
  for (v1::Warning& warning : decoded.warnings) {
    *analysis.add_warnings() = std::move(warning);
  }
  document.set_text(std::move(decoded.text));
}

// Adds what normalization tells of the text, all warnings in text order.
void AddTextProperties(const NormalizedText& normalized,
                       v1::Analysis& analysis) {
  v1::Document& document = *analysis.mutable_document();
  if (document.language_code().empty()) {
    document.set_language_code(LanguageOf(normalized));
  }
  document.set_sketch(SketchOfBody(normalized));
  for (v1::Warning& warning : FindDamage(normalized)) {
    *analysis.add_warnings() = std::move(warning);
  }
  std::stable_sort(analysis.mutable_warnings()->begin(),
                   analysis.mutable_warnings()->end(),
                   [](const v1::Warning& a, const v1::Warning& b) {
                     return a.span().start_byte() < b.span().start_byte();
                   });
}

// Takes out the names that a machine put in the place of something else, which
// the warnings of normalization point at (GUIDE, ruling 5). Warnings and
// mentions are in text order.
void RemoveMistaken(const v1::Analysis& analysis,
                    std::vector<EntityMention>& mentions) {
  if (analysis.warnings().empty()) return;
  auto warning = analysis.warnings().begin();
  // The end of the damage that begins before the end of a mention.
  uint32_t damage_end = 0;
  const auto is_mistaken = [&](const EntityMention& mention) {
    for (; warning != analysis.warnings().end() &&
           static_cast<uint32_t>(warning->span().start_byte()) <
               mention.range.end;
         ++warning) {
      if (warning->code() != v1::WARNING_CODE_TRANSLATION_DAMAGE) continue;
      damage_end = std::max(damage_end,
                            static_cast<uint32_t>(warning->span().end_byte()));
    }
    return mention.range.begin < damage_end;
  };
  std::vector<EntityMention> kept;
  for (const EntityMention& mention : mentions) {
    if (!is_mistaken(mention)) kept.push_back(mention);
  }
  mentions = std::move(kept);
}

// Takes out the nationalities of currencies: "US dollars" speak of no state.
// Both lists are in text order.
void RemoveNationsOfMoney(Reading& reading) {
  auto quantity = reading.quantities.begin();
  const auto is_of_money = [&](const EntityMention& mention) {
    if (mention.form != v1::MENTION_FORM_ADJECTIVE) return false;
    while (quantity != reading.quantities.end() &&
           quantity->token_end <= mention.token_begin) {
      ++quantity;
    }
    return quantity != reading.quantities.end() &&
           quantity->token_begin < mention.token_begin &&
           quantity->quantity->has_money();
  };
  reading.mentions.erase(std::remove_if(reading.mentions.begin(),
                                        reading.mentions.end(), is_of_money),
                         reading.mentions.end());
}

absl::StatusOr<std::unique_ptr<Catalog>> LoadCatalog(
    const Analyzer::Options& options) {
  Catalog::Options catalog_options;
  catalog_options.directory = options.catalog_dir;
  return Catalog::Load(catalog_options);
}

absl::StatusOr<std::unique_ptr<Lexicon>> LoadLexicon(
    const Analyzer::Options& options) {
  Lexicon::Options lexicon_options;
  lexicon_options.directory = options.lexicon_dir;
  return Lexicon::Load(lexicon_options);
}

absl::Status Check(const StageCheck& check, absl::string_view stage) {
  return check ? check(stage) : absl::OkStatus();
}

}  // namespace

// The stages after decoding, which need no state of their own.
struct Analyzer::Stages {
  Stages(const Catalog& catalog, const Lexicon& lexicon, EntityNames names)
      : normalizer(DefaultFoldTable()),
        mentions(catalog, std::move(names)),
        quantities(lexicon),
        relater(catalog, lexicon) {}

  const Normalizer normalizer;
  const MentionRecognizer mentions;
  const QuantityRecognizer quantities;
  const Relater relater;
};

absl::StatusOr<std::unique_ptr<Analyzer>> Analyzer::Create(
    const Options& options) {
  ASSIGN_OR_RETURN(std::unique_ptr<Lexicon> lexicon, LoadLexicon(options));
  std::error_code ignored;  // a path that cannot be looked at is no file
  if (std::filesystem::is_regular_file(options.catalog_dir, ignored)) {
    ASSIGN_OR_RETURN(CompiledCatalog compiled,
                     ReadCompiledCatalog(options.catalog_dir, *lexicon));
    return std::unique_ptr<Analyzer>(
        new Analyzer(options, std::move(compiled), std::move(lexicon)));
  }
  ASSIGN_OR_RETURN(std::unique_ptr<Catalog> catalog, LoadCatalog(options));
  EntityNames names(*catalog, *lexicon);
  return std::unique_ptr<Analyzer>(
      new Analyzer(options, {std::move(catalog), std::move(names), nullptr},
                   std::move(lexicon)));
}

absl::Status Analyzer::Compile(const Options& options,
                               const std::string& output) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Lexicon> lexicon,
                   LoadLexicon(options));
  ASSIGN_OR_RETURN(const std::unique_ptr<Catalog> catalog,
                   LoadCatalog(options));
  return WriteCompiledCatalog(*catalog, *lexicon, output);
}

Analyzer::Analyzer(const Options& options, CompiledCatalog catalog,
                   std::unique_ptr<Lexicon> lexicon)
    : decode_options_(options.decode),
      compiled_bytes_(std::move(catalog.bytes)),
      catalog_(std::move(catalog.catalog)),
      lexicon_(std::move(lexicon)),
      catalog_version_(VersionOf(*catalog_, *lexicon_)),
      stages_(std::make_unique<Stages>(*catalog_, *lexicon_,
                                       std::move(catalog.names))) {}

Analyzer::~Analyzer() = default;

absl::StatusOr<v1::Analysis> Analyzer::Analyze(
    v1::Document document, const v1::AnalyzeOptions& options,
    const StageCheck& check, const AnalysisScope& scope) const {
  v1::Analysis analysis;
  *analysis.mutable_document() = std::move(document);
  RETURN_IF_ERROR(AnalyzeInto(options, check, scope, analysis));
  return analysis;
}

absl::Status Analyzer::AnalyzeInto(const v1::AnalyzeOptions& options,
                                   const StageCheck& check,
                                   const AnalysisScope& scope,
                                   v1::Analysis& analysis) const {
  RETURN_IF_ERROR(Check(check, "decode"));
  v1::Document& document = *analysis.mutable_document();
  ClearOutputOnly(document);
  ASSIGN_OR_RETURN(DecodedText decoded,
                   Decode(document.source(), document.media_type(),
                          document.charset(), decode_options_));
  document.set_sha256(Sha256(document.source()));
  RETURN_IF_ERROR(SetDocumentName(document));
  document.set_analyzer_version(std::string(kAnalyzerVersion));
  document.set_catalog_version(catalog_version_);
  SetDecoded(std::move(decoded), analysis);

  const absl::string_view text = document.text();
  RETURN_IF_ERROR(Check(check, "normalize"));
  const NormalizedText normalized = stages_->normalizer.Normalize(text);
  AddTextProperties(normalized, analysis);
  RETURN_IF_ERROR(Check(check, "recognize"));
  Reading reading;
  MentionRecognizer::Result names = stages_->mentions.Recognize(normalized);
  reading.mentions = std::move(names.mentions);
  reading.discovered = std::move(names.discovered);
  RemoveMistaken(analysis, reading.mentions);
  stages_->quantities.RemoveSpelledNumbers(normalized, reading.mentions);
  reading.quantities = stages_->quantities.Recognize(
      normalized, reading.mentions, options, *analysis.mutable_quantities());
  RemoveNationsOfMoney(reading);
  FillFromHeading(*catalog_, normalized, reading, document);
  RETURN_IF_ERROR(Check(check, "relate"));
  if (scope.facts) {
    stages_->relater.Relate(normalized, reading, scope.trace, analysis);
  }
  AddMentions(*catalog_, reading, analysis);
  SetFactNames(analysis);
  if (scope.use == AnalysisUse::kRecord) {
    AddDiscoveredEntities(*catalog_, reading, analysis);
    if (text == document.source()) document.clear_text();
    return absl::OkStatus();
  }
  SetTexts(text, analysis);
  SetMentionNames(analysis);
  AddEntities(*catalog_, reading, analysis);
  return absl::OkStatus();
}

}  // namespace isnad
