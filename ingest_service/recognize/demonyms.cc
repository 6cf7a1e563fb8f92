#include "ingest_service/recognize/demonyms.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/names/spelling_variants.h"

namespace isnad {
namespace {

constexpr absl::string_view kArticle = "\u0627\u0644";
constexpr absl::string_view kYa = "\u064A";

// Endings of a relative adjective, folded (ta marbuta is ha).
constexpr absl::string_view kEndings[] = {
    "",
    "\u0627",              // -a: accusative
    "\u0647",              // -a: feminine
    "\u0627\u0646",        // -an: dual
    "\u064A\u0646",        // -yn: dual or plural, oblique
    "\u062A\u0627\u0646",  // -tan: feminine dual
    "\u062A\u064A\u0646",  // -tyn: feminine dual, oblique
    "\u0648\u0646",        // -wn: plural
    "\u0627\u062A",        // -at: feminine plural
};

}  // namespace

std::vector<std::vector<std::string>> InflectDemonym(
    absl::string_view demonym) {
  std::vector<std::vector<std::string>> forms;
  for (const auto& stem : Spellings(demonym, NameShape::kPhrase)) {
    const bool regular = std::all_of(
        stem.begin(), stem.end(),
        [](const std::string& word) { return absl::EndsWith(word, kYa); });
    for (const absl::string_view ending : kEndings) {
      if (!regular && !ending.empty()) break;
      for (const absl::string_view article : {absl::string_view(), kArticle}) {
        std::vector<std::string> form;
        form.reserve(stem.size());
        for (const std::string& word : stem) {
          form.push_back(absl::StrCat(article, word, ending));
        }
        forms.push_back(std::move(form));
      }
    }
  }
  return forms;
}

}  // namespace isnad
