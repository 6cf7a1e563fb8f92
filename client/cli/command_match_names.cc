#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "client/cli/command.h"
#include "client/cli/name_finder.h"
#include "common/base/file.h"
#include "common/log/log.h"
#include "common/names/name_index.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "ingest_service/catalog/catalog.h"

namespace isnad {
namespace {

// Returns the lines of a file, without the empty one behind the last.
absl::StatusOr<std::vector<std::string>> ReadLines(const std::string& path) {
  absl::StatusOr<std::string> bytes =
      ReadFile(path, std::numeric_limits<int32_t>::max());
  if (!bytes.ok()) {
    return ErrorWithReason(bytes.status().code(), bytes.status().message(),
                           v1::ERROR_REASON_FILE_UNUSABLE, {{"path", path}});
  }
  std::vector<std::string> lines = absl::StrSplit(*bytes, '\n');
  if (lines.back().empty()) lines.pop_back();
  return lines;
}

std::string MatchesJson(const std::vector<NameMatch>& matches) {
  return absl::StrCat(
      "[",
      absl::StrJoin(matches, ",",
                    [](std::string* out, const NameMatch& match) {
                      absl::StrAppend(
                          out, "{\"name\":", JsonQuote(match.name),
                          absl::StrFormat(",\"score\":%.4f}", match.score));
                    }),
      "]");
}

absl::StatusOr<int> MatchNames(const Arguments& arguments,
                               const Console& console) {
  for (const char* option : {"index", "queries"}) {
    if (!arguments.Has(option)) {
      return UsageError(absl::StrCat("--", option, " is missing"));
    }
  }
  ASSIGN_OR_RETURN(const int64_t top, arguments.Integer("top", 1, 1000));
  ASSIGN_OR_RETURN(const std::vector<std::string> names,
                   ReadLines(arguments.Text("index")));
  ASSIGN_OR_RETURN(const std::vector<std::string> queries,
                   ReadLines(arguments.Text("queries")));
  ASSIGN_OR_RETURN(const std::unique_ptr<Catalog> catalog, Catalog::Load({}));
  const NameFinder finder(names, *catalog);
  for (const std::string& query : queries) {
    const absl::Time start = absl::Now();
    const std::vector<NameMatch> matches =
        finder.Find(query, static_cast<size_t>(top));
    const int64_t micros = absl::ToInt64Microseconds(absl::Now() - start);
    console.out << "{\"query\":" << JsonQuote(query)
                << ",\"matches\":" << MatchesJson(matches)
                << ",\"micros\":" << micros << "}\n";
  }
  return kExitOk;
}

}  // namespace

Command MatchNamesCommand() {
  CommandSpec spec;
  spec.name = "match-names";
  spec.summary = "Find each name of one file among the names of another";
  spec.description =
      "Finds each line of --queries among the lines of --index, in any script\n"
      "and spelling, and prints a JSON line for each, in order:\n"
      "{\"query\":...,\"matches\":[{\"name\":...,\"score\":...}],\"micros\":..."
      "}";
  spec.max_operands = 0;
  spec.options = {{"index", "FILE", "Names to find, one a line"},
                  {"queries", "FILE", "Names to look for, one a line"},
                  {"top", "N", "Matches for each query", "5"}};
  return {std::move(spec), MatchNames};
}

}  // namespace isnad
