// Every fact can be checked, whatever happened to the document: spans hold over
// randomly damaged copies of all texts.
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "ingest_service/pipeline/analyzer.h"
#include "tests/golden/eval_corpus.h"
#include "tests/golden/slices.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

constexpr int kCopiesOfEach = 60;
constexpr int kMostDamagesOfACopy = 40;

// What is put into texts: pieces on which text processing trips.
const char* const kPieces[] = {
    "\u0651",              // a shadda on nothing
    "\uFFFC",              // object replacement
    "\u200F",              // right-to-left mark
    "\u202E",              // right-to-left override
    "\u0640\u0640",        // tatweel
    "\uFDFA",              // a ligature of eighteen letters
    "\U0001F600",          // emoji
    "\xED\xA0\x80",        // a surrogate
    "\xC0\x80",            // overlong zero
    "\xFF",                // never in UTF-8
    "\u0644\u0644",        // two lams
    "\u0648\u0627\u0644",  // wa and article
    "\u06F1\u066C\u0660",  // digits of two systems
    "&amp;",
    "<b>",
    "\r\n",
    "\t",
    "\"",
    "\u00AB",
    "%",
    ".",
    "-",
    "0",
    "\0",
};

// Damages a text: deletes, repeats, moves and overwrites bytes, cuts characters
// and inserts pieces.
class Damager {
 public:
  explicit Damager(uint64_t seed) : random_(seed) {}

  std::string Damage(std::string text) {
    const size_t count = 1 + Below(kMostDamagesOfACopy);
    for (size_t i = 0; i < count && !text.empty(); ++i) DamageOnce(text);
    return text;
  }

 private:
  size_t Below(size_t bound) {
    return std::uniform_int_distribution<size_t>(0, bound - 1)(random_);
  }

  void DamageOnce(std::string& text) {
    const size_t at = Below(text.size());
    const size_t length = 1 + Below(16);
    switch (Below(6)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, text.substr(at, length));
        break;
      case 2:
        text.insert(Below(text.size()), text.substr(at, length));
        break;
      case 3:
        text[at] = static_cast<char>(Below(256));
        break;
      case 4:
        text.insert(at, kPieces[Below(std::size(kPieces))]);
        break;
      default:
        if (Below(8) == 0) text.resize(at);
        break;
    }
  }

  std::mt19937_64 random_;
};

std::vector<GoldDocument> AllDocuments() {
  const std::string source_dir = std::getenv("ISNAD_SOURCE_DIR");
  std::vector<GoldDocument> all =
      LoadGold(source_dir + "/deploy/sample", source_dir + "/tests/golden/eval")
          .value();
  const std::string seeds = source_dir + "/../shared/eval/seeds";
  auto more = LoadGold(seeds, seeds);
  if (more.ok()) all.insert(all.end(), more->begin(), more->end());
  return all;
}

TEST(DamageTest, SpansHoldInDamagedCopies) {
  const char* wanted = std::getenv("ISNAD_SEED");
  const uint64_t seed = wanted != nullptr ? std::strtoull(wanted, nullptr, 10)
                                          : std::random_device()();
  std::cout << "seed " << seed << "; ISNAD_SEED=" << seed << " repeats it\n";
  Damager damager(seed);
  ASSERT_OK_AND_ASSIGN(const auto analyzer, Analyzer::Create({}));
  for (const GoldDocument& original : AllDocuments()) {
    for (int copy = 0; copy < kCopiesOfEach; ++copy) {
      v1::Document document;
      document.set_source(damager.Damage(original.text));
      if (document.source().empty()) continue;
      if (copy % 4 == 3) document.set_media_type("text/html");
      v1::AnalyzeOptions options;
      options.set_bare_numbers(copy % 2 == 0);
      const auto analysis = analyzer->Analyze(document, options);
      if (!analysis.ok()) {
        // What is refused is refused for a reason, such as a media type.
        EXPECT_NE(analysis.status().code(), absl::StatusCode::kInternal)
            << analysis.status();
        continue;
      }
      ASSERT_EQ(FindBadSpan(*analysis), "")
          << original.name << ", copy " << copy << ", seed " << seed;
    }
  }
}

}  // namespace
}  // namespace isnad
