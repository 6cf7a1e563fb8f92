#include "ingest_service/normalize/phrases.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>
#include <vector>

#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "common/base/check.h"
#include "common/text/fold.h"
#include "ingest_service/normalize/normalized_text.h"
#include "ingest_service/normalize/scanner.h"

namespace isnad {
namespace {

struct KindName {
  absl::string_view name;
  PhraseKind kind;
};

constexpr KindName kKindNames[] = {
    {"agency", PhraseKind::kAgency},   {"place", PhraseKind::kPlace},
    {"links", PhraseKind::kLinks},     {"tags", PhraseKind::kTags},
    {"share", PhraseKind::kShare},     {"line", PhraseKind::kLine},
    {"opening", PhraseKind::kOpening}, {"reading", PhraseKind::kReading},
    {"literal", PhraseKind::kLiteral}, {"mistaken", PhraseKind::kMistaken},
    {"head", PhraseKind::kHead},       {"chip", PhraseKind::kChip},
};

PhraseKind KindNamed(absl::string_view name) {
  const auto* found =
      std::find_if(std::begin(kKindNames), std::end(kKindNames),
                   [name](const KindName& k) { return k.name == name; });
  ISNAD_CHECK(found != std::end(kKindNames));
  return found->kind;
}

bool MatchesAt(const std::vector<uint64_t>& hashes,
               const std::vector<Token>& tokens, uint32_t begin, uint32_t end) {
  if (hashes.size() > end - begin) return false;
  return std::equal(
      hashes.begin(), hashes.end(), tokens.begin() + begin,
      [](uint64_t hash, const Token& t) { return hash == t.hash; });
}

}  // namespace

Phrases::Phrases(absl::string_view file) {
  for (absl::string_view line : absl::StrSplit(file, '\n')) {
    if (line.empty() || line[0] == '#') continue;
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(line, absl::MaxSplits(' ', 1));
    Phrase phrase;
    phrase.kind = KindNamed(parts.first);
    for (const Token& token :
         ScanText(parts.second, DefaultFoldTable()).tokens) {
      phrase.hashes.push_back(token.hash);
    }
    ISNAD_CHECK(!phrase.hashes.empty());
    longest_ = std::max(longest_, static_cast<uint32_t>(phrase.hashes.size()));
    phrases_[phrase.hashes[0]].push_back(std::move(phrase));
  }
  std::vector<uint64_t> firsts;
  for (const auto& [first, phrases] : phrases_) firsts.push_back(first);
  filter_words_ = HashFilter::WordsOf(firsts);
  filter_ = HashFilter(filter_words_);
}

std::vector<uint64_t> Phrases::FirstTokens(PhraseKind kind) const {
  std::vector<uint64_t> firsts;
  for (const auto& [first, phrases] : phrases_) {
    for (const Phrase& phrase : phrases) {
      if (phrase.kind == kind) firsts.push_back(first);
    }
  }
  return firsts;
}

uint32_t Phrases::MatchLongest(PhraseKind kind,
                               const std::vector<Token>& tokens, uint32_t begin,
                               uint32_t end) const {
  const auto found = phrases_.find(tokens[begin].hash);
  if (found == phrases_.end()) return 0;
  size_t longest = 0;
  for (const Phrase& phrase : found->second) {
    if (phrase.kind == kind && phrase.hashes.size() > longest &&
        MatchesAt(phrase.hashes, tokens, begin, end)) {
      longest = phrase.hashes.size();
    }
  }
  return static_cast<uint32_t>(longest);
}

const Phrases& EmbeddedPhrases() {
  static const Phrases* const phrases = new Phrases(kPhrasesFile);
  return *phrases;
}

}  // namespace isnad
