#include "tests/bench/analyze_section.h"

#include <ctime>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/base/check.h"
#include "common/base/file.h"
#include "common/names/name_table.h"
#include "common/names/name_tokens.h"
#include "common/status/status_macros.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "google/protobuf/arena.h"
#include "ingest_service/normalize/normalizer.h"
#include "ingest_service/pipeline/analyzer.h"
#include "ingest_service/recognize/clitics.h"
#include "ingest_service/recognize/name_matcher.h"
#include "tests/support/synthetic_catalog.h"

namespace isnad {
namespace {

constexpr int kManyNames = 1'000'000;
constexpr int kManyNamesQuick = 20'000;
constexpr int kRounds = 5;
constexpr uint32_t kSeed = 1;
constexpr double kMega = 1e6;
constexpr int64_t kMaxArticleBytes = int64_t{1} << 20;

// The time this thread has had of a core, in seconds.
double CoreSeconds() {
  timespec now = {};
  ISNAD_CHECK(::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) == 0);
  return static_cast<double>(now.tv_sec) +
         static_cast<double>(now.tv_nsec) * 1e-9;
}

double SecondsOf(const std::function<void()>& work) {
  const double begin = CoreSeconds();
  work();
  return CoreSeconds() - begin;
}

// Articles of the sample, again and again up to a size.
struct Corpus {
  std::vector<std::string> articles;
  size_t bytes = 0;
};

absl::StatusOr<Corpus> LoadCorpus(size_t least_bytes) {
  std::vector<std::string> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator(ISNAD_SAMPLE_FOLDER)) {
    if (entry.path().extension() == ".txt") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> sample;
  for (const std::string& path : paths) {
    ASSIGN_OR_RETURN(std::string article, ReadFile(path, kMaxArticleBytes));
    sample.push_back(std::move(article));
  }
  if (sample.empty()) {
    return absl::NotFoundError("no article in " ISNAD_SAMPLE_FOLDER);
  }
  Corpus corpus;
  for (size_t i = 0; corpus.bytes < least_bytes; i = (i + 1) % sample.size()) {
    corpus.articles.push_back(sample[i]);
    corpus.bytes += sample[i].size();
  }
  return corpus;
}

// One thing to measure, and the best of its rounds.
struct Contestant {
  std::string figure;
  std::function<void()> run;
  double seconds = 0;
};

// Runs all in turn, so that what disturbs one round disturbs all of them.
void RunInTurn(std::vector<Contestant>& contestants, int rounds) {
  for (int round = 0; round < rounds; ++round) {
    for (Contestant& contestant : contestants) {
      const double seconds = SecondsOf(contestant.run);
      if (round == 0 || seconds < contestant.seconds) {
        contestant.seconds = seconds;
      }
    }
  }
}

double Rate(const Corpus& corpus, const Contestant& contestant) {
  return static_cast<double>(corpus.bytes) / kMega / contestant.seconds;
}

std::function<void()> Analyzing(const Analyzer& analyzer, const Corpus& corpus,
                                AnalysisScope scope) {
  return [&analyzer, &corpus, scope] {
    for (const std::string& article : corpus.articles) {
      // On an arena, as the ingest service does it.
      google::protobuf::Arena arena;
      auto* const analysis =
          google::protobuf::Arena::CreateMessage<v1::Analysis>(&arena);
      analysis->mutable_document()->set_source(article);
      ISNAD_CHECK(analyzer.AnalyzeInto({}, nullptr, scope, *analysis).ok() &&
                  analysis->mentions_size() > 0);
    }
  };
}

// Analyzers with the built-in catalog, and with many names more.
struct Analyzers {
  std::unique_ptr<Analyzer> few;
  std::unique_ptr<Analyzer> many;
  double start_seconds = 0;  // of `many`
};

absl::StatusOr<Analyzers> MakeAnalyzers(int names, const std::string& scratch) {
  Analyzers result;
  ASSIGN_OR_RETURN(result.few, Analyzer::Create({}));
  const std::string folder = absl::StrCat(scratch, "/analyze");
  std::filesystem::create_directories(folder);
  RETURN_IF_ERROR(WriteFileAtomically(absl::StrCat(folder, "/names.textproto"),
                                      SyntheticCatalog(names, kSeed)));
  Analyzer::Options from_files;
  from_files.catalog_dir = folder;
  Analyzer::Options from_compiled;
  from_compiled.catalog_dir = absl::StrCat(folder, "/compiled");
  RETURN_IF_ERROR(Analyzer::Compile(from_files, from_compiled.catalog_dir));
  absl::Status status;
  result.start_seconds = SecondsOf([&] {
    auto made = Analyzer::Create(from_compiled);
    status = made.status();
    if (made.ok()) result.many = *std::move(made);
  });
  RETURN_IF_ERROR(status);
  return result;
}

void MeasureAnalysis(const Analyzers& analyzers, const Corpus& corpus,
                     int rounds, BenchSection& section) {
  const AnalysisScope names_only = {false, AnalysisUse::kRecord};
  const AnalysisScope record = {true, AnalysisUse::kRecord};
  const AnalysisScope answer = {true, AnalysisUse::kAnswer};
  std::vector<Contestant> contestants = {
      {"mb_per_second", Analyzing(*analyzers.few, corpus, names_only)},
      {"mb_per_second_1m_names",
       Analyzing(*analyzers.many, corpus, names_only)},
      {"mb_per_second_facts", Analyzing(*analyzers.few, corpus, record)},
      {"mb_per_second_facts_and_entities",
       Analyzing(*analyzers.few, corpus, answer)},
  };
  RunInTurn(contestants, rounds);
  section.Add(contestants[0].figure, Rate(corpus, contestants[0]), AtLeast(50));
  section.Add(contestants[1].figure, Rate(corpus, contestants[1]));
  section.Add("ratio_1m_names", contestants[0].seconds / contestants[1].seconds,
              AtLeast(0.7));
  section.Add(contestants[2].figure, Rate(corpus, contestants[2]), AtLeast(30));
  section.Add(contestants[3].figure, Rate(corpus, contestants[3]));
}

NameTable TableOf(int names) {
  NameTableBuilder builder;
  uint32_t value = 0;
  for (const auto& [arabic, latin] : SyntheticNames((names + 1) / 2, kSeed)) {
    builder.Add(NameTokens(arabic), value);
    builder.Add(NameTokens(latin), value++);
  }
  return std::move(builder).Build();
}

void MeasureMatching(const NameTable& table, const Corpus& corpus, int rounds,
                     BenchSection& section) {
  const Normalizer normalizer(DefaultFoldTable());
  const NameMatcher matcher(table);
  size_t matches = 0;
  std::vector<Contestant> contestants = {
      {"fold_match_ceiling",
       [&] {
         for (const std::string& article : corpus.articles) {
           ISNAD_CHECK(IsValidUtf8(article));
         }
       }},
      {"fold",
       [&] {
         for (const std::string& article : corpus.articles) {
           ISNAD_CHECK(!normalizer.Normalize(article).tokens().empty());
         }
       }},
      {"fold_match",
       [&] {
         for (const std::string& article : corpus.articles) {
           ISNAD_CHECK(IsValidUtf8(article));
           const NormalizedText text = normalizer.Normalize(article);
           matches += matcher.FindAll(text, CliticForms(text)).size();
         }
       }},
  };
  RunInTurn(contestants, rounds);
  section.Add("fold_mb_per_second", Rate(corpus, contestants[1]));
  section.Add("fold_match_mb_per_second", Rate(corpus, contestants[2]),
              AtLeast(250));
  section.Add("fold_match_ceiling_mb_per_second", Rate(corpus, contestants[0]));
  section.Add("fold_match_ratio",
              contestants[0].seconds / contestants[2].seconds);
  section.Add("name_table_names", static_cast<double>(table.size()));
  section.Add("name_table_mb",
              static_cast<double>(table.memory_bytes()) / kMega, AtMost(100));
}

}  // namespace

absl::Status RunAnalyzeSection(const BenchOptions& options,
                               BenchReport& report) {
  BenchSection& section = report.AddSection("analyze");
  const int names = options.Size(kManyNames, kManyNamesQuick);
  const int rounds = options.Size(kRounds, 1);
  ASSIGN_OR_RETURN(const Corpus corpus,
                   LoadCorpus(options.Size(size_t{4'000'000}, size_t{50'000})));
  section.Add("corpus_mb", static_cast<double>(corpus.bytes) / kMega);
  {
    ASSIGN_OR_RETURN(const Analyzers analyzers,
                     MakeAnalyzers(names, options.scratch));
    MeasureAnalysis(analyzers, corpus, rounds, section);
    section.Add("start_seconds_1m_names", analyzers.start_seconds, AtMost(3));
  }
  MeasureMatching(TableOf(names), corpus, rounds, section);
  return absl::OkStatus();
}

}  // namespace isnad
