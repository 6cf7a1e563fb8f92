#include "tests/support/synthetic_catalog.h"

#include <algorithm>
#include <random>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace isnad {
namespace {

struct Syllable {
  absl::string_view arabic;
  absl::string_view latin;
};

constexpr Syllable kSyllables[] = {
    {"با", "ba"}, {"تو", "to"},  {"را", "ra"}, {"مي", "mi"}, {"نو", "no"},
    {"سا", "sa"}, {"شي", "shi"}, {"كا", "ka"}, {"لو", "lo"}, {"دي", "di"},
    {"فا", "fa"}, {"هو", "ho"},  {"زي", "zi"}, {"طا", "ta"}, {"صو", "so"},
    {"قي", "qi"}, {"خا", "kha"}, {"جو", "jo"}, {"عي", "i"},  {"وا", "wa"},
};
constexpr uint32_t kSyllableCount = sizeof(kSyllables) / sizeof(kSyllables[0]);
constexpr int kNamesPerFirstWord = 20;

using Random = std::mt19937;

// std::uniform_int_distribution differs from library to library.
uint32_t Below(Random& random, uint32_t bound) {
  return static_cast<uint32_t>(random() % bound);
}

// Appends the same word in both scripts.
void AppendWord(uint32_t number, int syllables,
                std::pair<std::string, std::string>* name) {
  for (int i = 0; i < syllables; ++i) {
    const Syllable& syllable = kSyllables[number % kSyllableCount];
    number /= kSyllableCount;
    absl::StrAppend(&name->first, syllable.arabic);
    absl::StrAppend(&name->second, syllable.latin);
  }
}

}  // namespace

std::vector<std::pair<std::string, std::string>> SyntheticNames(int count,
                                                                uint32_t seed) {
  Random random(seed);
  const auto first_words =
      static_cast<uint32_t>(std::max(1, count / kNamesPerFirstWord));
  std::vector<std::pair<std::string, std::string>> names(
      static_cast<size_t>(count));
  for (auto& name : names) {
    AppendWord(Below(random, first_words), 4, &name);
    absl::StrAppend(&name.first, " ");
    absl::StrAppend(&name.second, " ");
    AppendWord(static_cast<uint32_t>(random()), 6, &name);
  }
  return names;
}

std::string SyntheticCatalog(int names, uint32_t seed) {
  std::string file;
  int number = 0;
  for (const auto& [arabic, latin] : SyntheticNames((names + 1) / 2, seed)) {
    absl::StrAppend(
        &file, "entity { id: \"synthetic-", number, "\" type: ",
        number % 2 == 0 ? "ENTITY_TYPE_COMPANY" : "ENTITY_TYPE_PERSON",
        " latin: \"", latin, "\" arabic: \"", arabic, "\" }\n");
    ++number;
  }
  return file;
}

}  // namespace isnad
