#include "ingest_service/normalize/body_sketch.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include "common/text/sketch.h"

namespace isnad {
namespace {

std::vector<uint64_t> WordsOf(const NormalizedText& text, bool with_headlines) {
  std::vector<uint64_t> words(text.tokens().size());
  size_t count = 0;
  for (const Sentence& sentence : text.sentences()) {
    const bool is_headline = sentence.kind == SentenceKind::kHeadline;
    if (sentence.kind != SentenceKind::kProse &&
        !(is_headline && with_headlines)) {
      continue;
    }
    for (uint32_t i = sentence.token_begin; i < sentence.token_end; ++i) {
      const Token& token = text.tokens()[i];
      // Written in any case: whether it counts is hard to foretell.
      words[count] = token.hash;
      count += token.kind < TokenKind::kPunctuation ? 1 : 0;
    }
  }
  words.resize(count);
  return words;
}

}  // namespace

std::string SketchOfBody(const NormalizedText& text) {
  std::vector<uint64_t> words = WordsOf(text, /*with_headlines=*/false);
  if (words.size() < kMinSketchWords) {
    words = WordsOf(text, /*with_headlines=*/true);
  }
  return MakeSketch(words);
}

}  // namespace isnad
