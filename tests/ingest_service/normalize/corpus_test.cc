// Normalization over the annotated documents: what people marked must be
// sayable in tokens, and no damage may break an invariant.
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "common/text/fold.h"
#include "gtest/gtest.h"
#include "ingest_service/normalize/normalizer.h"
#include "ingest_service/normalize/scanner.h"
#include "tests/ingest_service/normalize/invariants.h"
#include "tests/reference/corpus.h"
#include "tests/reference/slow_normalizer.h"

namespace isnad {
namespace {

class CorpusTest : public testing::Test {
 protected:
  void SetUp() override {
    documents_ = LoadCorpus();
    if (documents_.empty()) GTEST_SKIP() << "../shared/eval is not there";
  }

  NormalizedText Normalize(const CorpusDocument& document) const {
    return Normalizer(DefaultFoldTable()).Normalize(document.text);
  }

  std::vector<CorpusDocument> documents_;
};

// Whether some folded range is exactly this text range.
bool IsSayable(const NormalizedText& normalized, TextRange wanted) {
  const std::vector<Token>& tokens = normalized.tokens();
  for (size_t first = 0; first < tokens.size(); ++first) {
    if (tokens[first].text_end <= wanted.begin) continue;
    for (uint32_t begin = tokens[first].folded_begin;
         begin < tokens[first].folded_end; ++begin) {
      for (size_t last = first;
           last < tokens.size() && tokens[last].text_begin < wanted.end;
           ++last) {
        for (uint32_t end = tokens[last].folded_begin + 1;
             end <= tokens[last].folded_end; ++end) {
          if (end <= begin) continue;
          const TextRange range = normalized.RangeOfFolded(begin, end);
          if (range.begin == wanted.begin && range.end == wanted.end) {
            return true;
          }
        }
      }
    }
    return false;
  }
  return false;
}

TEST_F(CorpusTest, EveryMarkedSpanIsARangeOfTokensOrOfPartsOfThem) {
  for (const CorpusDocument& document : documents_) {
    const NormalizedText normalized = Normalize(document);
    for (const TextRange span : document.spans) {
      EXPECT_TRUE(IsSayable(normalized, span))
          << document.name << " " << span.begin << " "
          << std::string(normalized.Text(span));
    }
  }
}

TEST_F(CorpusTest, FactsAreStatedInOneSentenceEach) {
  for (const CorpusDocument& document : documents_) {
    const NormalizedText normalized = Normalize(document);
    for (const std::string& evidence : document.evidence) {
      const absl::string_view wanted =
          absl::StripPrefix(absl::StripAsciiWhitespace(evidence), "\u200F");
      bool found = false;
      for (const Sentence& sentence : normalized.sentences()) {
        found = found || normalized.Text(sentence.range) == wanted;
      }
      EXPECT_TRUE(found) << document.name << ": " << evidence;
    }
  }
}

TEST_F(CorpusTest, AgreesWithTheReference) {
  for (const CorpusDocument& document : documents_) {
    const NormalizedText::Parts fast =
        ScanText(document.text, DefaultFoldTable());
    const NormalizedText::Parts slow = SlowScanText(document.text);
    EXPECT_EQ(fast.folded, slow.folded) << document.name;
    EXPECT_EQ(fast.tokens.size(), slow.tokens.size()) << document.name;
    ExpectInvariants(Normalize(document));
  }
}

// Property: a sentence alone reads as in its document.
TEST_F(CorpusTest, ASentenceAloneIsOneSentence) {
  for (const CorpusDocument& document : documents_) {
    const NormalizedText normalized = Normalize(document);
    for (const Sentence& sentence : normalized.sentences()) {
      const std::string text(normalized.Text(sentence.range));
      const NormalizedText alone =
          Normalizer(DefaultFoldTable()).Normalize(text);
      EXPECT_EQ(alone.sentences().size(), 1u) << document.name << ": " << text;
    }
  }
}

}  // namespace
}  // namespace isnad
