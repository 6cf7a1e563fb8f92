#include "ingest_service/normalize/letter_step.h"

#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "gtest/gtest.h"
#include "ingest_service/normalize/normalizer.h"

namespace isnad {
namespace {

std::string Bytes(uint16_t letter) {
  return {static_cast<char>(letter >> 8), static_cast<char>(letter & 0xFF)};
}

// What the table makes of a text, one character after the other.
std::string FoldedByTable(absl::string_view text, const FoldTable& table) {
  std::string folded;
  for (size_t position = 0; position < text.size();) {
    const Folded next = table.Lookup(NextCodePoint(text, position));
    folded.append(next.bytes.data(), next.bytes.size());
  }
  return folded;
}

// Every letter of two bytes from U+0600 on, in words that begin and end with
// others, so that each comes to stand in every lane.
std::string AllLetters() {
  std::string text;
  for (char32_t c = 0x620; c < 0x6D4; ++c) {
    std::string letter;
    AppendCodePoint(c, letter);
    const std::string others(Bytes(0xD8A8));
    for (size_t lane = 0; lane < 9; ++lane) {
      for (size_t i = 0; i < lane; ++i) text += others;
      absl::StrAppend(&text, letter, others, letter, others, others, others,
                      others, " ");
    }
  }
  return text;
}

#ifdef __SSE2__
TEST(LetterStepTest, FoldsEachLetterAsTheTableDoes) {
  for (const LetterRange& range : kStepLetters) {
    for (unsigned letter = range.first; letter <= range.last; ++letter) {
      std::string text = Bytes(static_cast<uint16_t>(letter));
      const std::string want = FoldedByTable(text, DefaultFoldTable());
      text.resize(kLetterStepBytes, ' ');
      char folded[kLetterStepBytes] = {};
      ASSERT_EQ(FoldLetters(text.data(), folded), 2u) << letter;
      EXPECT_EQ(std::string(folded, 2), want) << letter;
    }
  }
}

TEST(LetterStepTest, StopsBeforeEverythingElse) {
  // Tatweel, a vowel, Persian letters, a comma, a space and Latin.
  for (const char* other : {"\u0640", "\u064B", "\u06A9", "\u067E", "\u060C",
                            "\u0620", "\u063B", "\u064B", "  ", "ab"}) {
    for (size_t letters = 0; letters <= 8; ++letters) {
      std::string text;
      for (size_t i = 0; i < letters; ++i) text += Bytes(kTaMarbuta);
      text += other;
      text.resize(kLetterStepBytes, 'x');
      char folded[kLetterStepBytes] = {};
      EXPECT_EQ(FoldLetters(text.data(), folded), 2 * letters) << other;
    }
  }
}
#endif

TEST(LetterStepTest, TablesWithoutAStepFoldAsTheySay) {
  const std::string text = AllLetters();
  for (uint32_t step = 1; step <= kAllFoldSteps; step <<= 1) {
    const FoldTable table(kAllFoldSteps & ~step);
    const NormalizedText normalized = Normalizer(table).Normalize(text);
    // The space behind the last word is no part of the folded text.
    std::string want = FoldedByTable(text, table);
    want.pop_back();
    EXPECT_EQ(normalized.folded(), want) << "without step " << step;
  }
}

}  // namespace
}  // namespace isnad
