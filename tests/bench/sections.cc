#include "tests/bench/sections.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "tests/bench/analyze_section.h"
#include "tests/bench/append_section.h"
#include "tests/bench/end_to_end_section.h"
#include "tests/bench/get_entity_section.h"
#include "tests/bench/growth_section.h"
#include "tests/bench/list_mentions_section.h"
#include "tests/bench/machine_section.h"
#include "tests/bench/memory_section.h"
#include "tests/bench/overload_section.h"
#include "tests/bench/resolve_names_section.h"

namespace isnad {

const std::vector<BenchSectionEntry>& BenchSections() {
  static const auto* const kSections = new std::vector<BenchSectionEntry>{
      {"machine", "What the figures were measured on; always there.",
       &RunMachineSection, true},
      {"get_entity", "GetEntity of a million entities beside an empty echo.",
       &RunGetEntitySection},
      {"list_mentions",
       "Pages of 100 of five million mentions beside an echo of that size.",
       &RunListMentionsSection},
      {"resolve_names",
       "ResolveNames of an exact name among three million beside an echo.",
       &RunResolveNamesSection},
      {"analyze", "Reading: whole analyses, folding and matching, starting.",
       &RunAnalyzeSection},
      {"append",
       "Mentions a second through AppendRecords beside a loop of inserts, into "
       "an empty store and one of five million.",
       &RunAppendSection},
      {"end_to_end",
       "Documents a second through both services, and how soon they are "
       "visible.",
       &RunEndToEndSection},
      {"growth", "GetEntity of ten million entities beside ten thousand.",
       &RunGrowthSection},
      {"memory", "What the query service holds under load.", &RunMemorySection},
      {"overload", "Ten times the load that the query service can bear.",
       &RunOverloadSection},
  };
  return *kSections;
}

absl::Status CheckSectionNames(const std::vector<std::string>& keys) {
  const std::vector<BenchSectionEntry>& sections = BenchSections();
  for (const std::string& key : keys) {
    const bool is_known = std::any_of(
        sections.begin(), sections.end(),
        [&](const BenchSectionEntry& entry) { return entry.key == key; });
    if (!is_known) {
      return absl::InvalidArgumentError(
          absl::StrCat("--only: got ", key, ", want sections of --help"));
    }
  }
  return absl::OkStatus();
}

}  // namespace isnad
