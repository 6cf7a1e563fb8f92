#ifndef ISNAD_TESTS_INGEST_SERVICE_NORMALIZE_INVARIANTS_H_
#define ISNAD_TESTS_INGEST_SERVICE_NORMALIZE_INVARIANTS_H_

#include <cstdint>
#include <vector>

#include "common/text/utf8.h"
#include "gtest/gtest.h"
#include "ingest_service/normalize/normalized_text.h"

namespace isnad {

// Fails the test unless tokens are ordered, not empty and on character
// borders, and unless sentences hold each token once.
inline void ExpectInvariants(const NormalizedText& normalized) {
  uint32_t folded_end = 0;
  uint32_t text_end = 0;
  for (const Token& token : normalized.tokens()) {
    ASSERT_GE(token.folded_begin, folded_end);
    ASSERT_LT(token.folded_begin, token.folded_end);
    ASSERT_GE(token.text_begin, text_end);
    ASSERT_LT(token.text_begin, token.text_end);
    ASSERT_TRUE(IsCharacterBorder(normalized.text(), token.text_begin));
    ASSERT_TRUE(IsCharacterBorder(normalized.text(), token.text_end));
    ASSERT_EQ(token.hash, HashToken(normalized.Folded(token)));
    ASSERT_TRUE(token.space_before || !token.line_before);
    const TextRange range =
        normalized.RangeOfFolded(token.folded_begin, token.folded_end);
    ASSERT_EQ(range.begin, token.text_begin);
    ASSERT_EQ(range.end, token.text_end);
    folded_end = token.folded_end;
    text_end = token.text_end;
  }
  ASSERT_LE(folded_end, normalized.folded().size());
  ASSERT_LE(text_end, normalized.text().size());
  uint32_t next = 0;
  uint32_t number = 0;
  for (const Sentence& sentence : normalized.sentences()) {
    ASSERT_EQ(sentence.token_begin, next);
    ASSERT_LT(sentence.token_begin, sentence.token_end);
    const std::vector<Token>& tokens = normalized.tokens();
    ASSERT_GE(sentence.range.begin, tokens[sentence.token_begin].text_begin);
    ASSERT_EQ(sentence.range.end, tokens[sentence.token_end - 1].text_end);
    ASSERT_EQ(normalized.SentenceOf(sentence.token_begin), number);
    ASSERT_EQ(normalized.SentenceOf(sentence.token_end - 1), number);
    next = sentence.token_end;
    ++number;
  }
  ASSERT_EQ(next, normalized.tokens().size());
}

}  // namespace isnad

#endif  // ISNAD_TESTS_INGEST_SERVICE_NORMALIZE_INVARIANTS_H_
