#include "ingest_service/normalize/phrases.h"

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/text/fold.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ingest_service/normalize/scanner.h"

namespace isnad {
namespace {

uint32_t Match(const Phrases& phrases, PhraseKind kind,
               absl::string_view text) {
  const std::vector<Token> tokens = ScanText(text, DefaultFoldTable()).tokens;
  return phrases.Match(kind, tokens, 0, static_cast<uint32_t>(tokens.size()));
}

TEST(PhrasesTest, TheEmbeddedFileIsReadable) {
  EXPECT_EQ(Match(EmbeddedPhrases(), PhraseKind::kAgency, "رويترز"), 1u);
}

TEST(PhrasesTest, TheLongestPhraseOfTheKindMatches) {
  const Phrases phrases(
      "# comment\n\nplace أبو\nplace أبو ظبي\nagency أبو ظبي x");
  EXPECT_EQ(Match(phrases, PhraseKind::kPlace, "ابو ظبي x"), 2u);
  EXPECT_EQ(Match(phrases, PhraseKind::kPlace, "ابو x"), 1u);
  EXPECT_EQ(Match(phrases, PhraseKind::kAgency, "ابو ظبي"), 0u);
  EXPECT_EQ(Match(phrases, PhraseKind::kPlace, "ظبي"), 0u);
  EXPECT_EQ(Match(phrases, PhraseKind::kPlace, ""), 0u);
}

TEST(PhrasesTest, TellsWhatPhrasesOfAKindBeginWith) {
  const Phrases phrases("place a b c\nplace a\nagency d");
  EXPECT_EQ(phrases.longest(), 3u);
  EXPECT_THAT(phrases.FirstTokens(PhraseKind::kPlace),
              testing::Each(HashToken("a")));
  EXPECT_THAT(phrases.FirstTokens(PhraseKind::kAgency),
              testing::ElementsAre(HashToken("d")));
  EXPECT_THAT(phrases.FirstTokens(PhraseKind::kTags), testing::IsEmpty());
}

TEST(PhrasesDeathTest, AnUnknownKindIsABrokenFile) {
  EXPECT_DEATH(Phrases("agencies رويترز"), "found");
  EXPECT_DEATH(Phrases("agency"), "empty");
}

}  // namespace
}  // namespace isnad
