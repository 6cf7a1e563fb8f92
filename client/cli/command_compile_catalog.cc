#include <string>

#include "client/cli/command.h"
#include "common/status/status_macros.h"
#include "ingest_service/pipeline/analyzer.h"

namespace isnad {
namespace {

absl::StatusOr<int> CompileCatalog(const Arguments& arguments, const Console&) {
  if (!arguments.operands().empty()) {
    return UsageError("takes no operands; give --catalog and --output");
  }
  if (!arguments.Has("output")) return UsageError("--output: want a file");
  Analyzer::Options options;
  options.catalog_dir = arguments.Text("catalog");
  options.lexicon_dir = arguments.Text("lexicon");
  RETURN_IF_ERROR(Analyzer::Compile(options, arguments.Text("output")));
  return kExitOk;
}

}  // namespace

Command CompileCatalogCommand() {
  CommandSpec spec;
  spec.name = "compile-catalog";
  spec.summary = "Compile catalog files to one that starts fast";
  spec.description =
      "Checks the built-in entities and those of --catalog, makes all "
      "spellings\n"
      "of their names, and writes both to one file, which `isnad analyze` and\n"
      "isnad-ingest take as --catalog. The file belongs to this version and "
      "to\n"
      "the lexicon it was compiled with; another one refuses it.";
  spec.options = {
      {"catalog", "DIR", "Folder of more catalog files (*.textproto)"},
      {"lexicon", "DIR", "Folder of more lexicon files (*.textproto)"},
      {"output", "FILE", "Where to write; an older file is replaced"},
  };
  return {std::move(spec), CompileCatalog};
}

}  // namespace isnad
