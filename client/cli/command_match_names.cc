#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "client/cli/command.h"
#include "common/base/file.h"
#include "common/log/log.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/text/fold.h"

namespace isnad {
namespace {

// Scores of a name that has the same code points, or only the same fold key.
constexpr double kExactScore = 1.0;
constexpr double kFoldedScore = 0.99;

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

// Finds names by their fold keys.
class NameFinder {
 public:
  explicit NameFinder(std::vector<std::string> names)
      : names_(std::move(names)) {
    for (size_t i = 0; i < names_.size(); ++i) {
      by_key_[FoldKey(names_[i])].push_back(i);
    }
  }

  // Returns up to `top` matches as a JSON array, exact ones first.
  std::string Find(const std::string& query, size_t top) const {
    const auto found = by_key_.find(FoldKey(query));
    if (found == by_key_.end()) return "[]";
    std::vector<std::string> matches;
    for (const bool exact : {true, false}) {
      for (const size_t i : found->second) {
        if ((names_[i] == query) != exact) continue;
        if (matches.size() == top) break;
        matches.push_back(absl::StrCat(
            "{\"name\":", JsonQuote(names_[i]),
            ",\"score\":", exact ? kExactScore : kFoldedScore, "}"));
      }
    }
    return absl::StrCat("[", absl::StrJoin(matches, ","), "]");
  }

 private:
  const std::vector<std::string> names_;
  absl::flat_hash_map<std::string, std::vector<size_t>> by_key_;
};

absl::StatusOr<int> MatchNames(const Arguments& arguments,
                               const Console& console) {
  for (const char* option : {"index", "queries"}) {
    if (!arguments.Has(option)) {
      return UsageError(absl::StrCat("--", option, " is missing"));
    }
  }
  ASSIGN_OR_RETURN(const int64_t top, arguments.Integer("top", 1, 1000));
  ASSIGN_OR_RETURN(std::vector<std::string> names,
                   ReadLines(arguments.Text("index")));
  ASSIGN_OR_RETURN(const std::vector<std::string> queries,
                   ReadLines(arguments.Text("queries")));
  const NameFinder finder(std::move(names));
  for (const std::string& query : queries) {
    const absl::Time start = absl::Now();
    const std::string matches = finder.Find(query, static_cast<size_t>(top));
    const int64_t micros = absl::ToInt64Microseconds(absl::Now() - start);
    console.out << "{\"query\":" << JsonQuote(query)
                << ",\"matches\":" << matches << ",\"micros\":" << micros
                << "}\n";
  }
  return kExitOk;
}

}  // namespace

Command MatchNamesCommand() {
  CommandSpec spec;
  spec.name = "match-names";
  spec.summary = "Find each name of one file among the names of another";
  spec.description =
      "Finds each line of --queries among the lines of --index by their fold\n"
      "keys, and prints a JSON line for each, in order:\n"
      "{\"query\":...,\"matches\":[{\"name\":...,\"score\":...}],\"micros\":..."
      "}";
  spec.max_operands = 0;
  spec.options = {{"index", "FILE", "Names to find, one a line"},
                  {"queries", "FILE", "Names to look for, one a line"},
                  {"top", "N", "Matches for each query", "5"}};
  return {std::move(spec), MatchNames};
}

}  // namespace isnad
