#include "ingest_service/normalize/normalizer.h"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/text/utf8.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ingest_service/normalize/scanner.h"
#include "tests/ingest_service/normalize/invariants.h"
#include "tests/reference/slow_normalizer.h"

namespace isnad {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

NormalizedText Normalize(absl::string_view text) {
  return Normalizer(DefaultFoldTable()).Normalize(text);
}

// The tokens as "folded=text", with "_" before those after white space.
std::vector<std::string> Tokens(absl::string_view text) {
  const NormalizedText normalized = Normalize(text);
  std::vector<std::string> result;
  for (const Token& token : normalized.tokens()) {
    result.push_back(
        absl::StrCat(token.line_before    ? "/"
                     : token.space_before ? "_"
                                          : "",
                     normalized.Folded(token), "=",
                     normalized.Text({token.text_begin, token.text_end})));
  }
  return result;
}

TEST(NormalizerTest, WordsNumbersAndMarksAreTokens) {
  EXPECT_THAT(Tokens("رقائق H20s، 15٪"),
              ElementsAre("/رقايق=رقائق", "_h=H", "20=20", "s=s", "،=،",
                          "_15=15", "%=٪"));
}

TEST(NormalizerTest, DigitsTouchingLettersAreTokensOfTheirOwn) {
  EXPECT_THAT(Tokens("6000دي 910D"),
              ElementsAre("/6000=6000", "دي=دي", "_910=910", "d=D"));
}

TEST(NormalizerTest, DottedAcronymIsSevenTokens) {
  EXPECT_THAT(
      Tokens("تي.إس.إم.سي"),
      ElementsAre("/تي=تي", ".=.", "اس=إس", ".=.", "ام=إم", ".=.", "سي=سي"));
}

TEST(NormalizerTest, CliticAndLatinNameAreTwoTokens) {
  EXPECT_THAT(Tokens("لـNvidia وAMD"),
              ElementsAre("/ل=ل", "nvidia=Nvidia", "_و=و", "amd=AMD"));
}

TEST(NormalizerTest, MarksBelongToTheCharacterBefore) {
  EXPECT_THAT(Tokens("هُوَّ ـبـ"), ElementsAre("/هو=هُوَّ", "_ب=ب"));
}

TEST(NormalizerTest, InvisibleMarksAtTheEndsAreOutside) {
  EXPECT_THAT(Tokens("\u200FAscend\u200F: \uFEFFهوا\u200Cوي\u200E"),
              ElementsAre("/ascend=Ascend", ":=:", "_هواوي=هوا\u200Cوي"));
}

TEST(NormalizerTest, PresentationFormsFoldToLetters) {
  EXPECT_THAT(Tokens("\uFEEB\uFEEE\uFE8D\uFEED\uFEF1"),
              ElementsAre("/هواوي=\uFEEB\uFEEE\uFE8D\uFEED\uFEF1"));
}

TEST(NormalizerTest, LeftoverReferencesAreReadAsCharacters) {
  EXPECT_THAT(
      Tokens("54&nbsp;مليار &quot;x&quot;"),
      ElementsAre("/54=54", "_مليار=مليار", "_\"=&quot;", "x=x", "\"=&quot;"));
}

TEST(NormalizerTest, AnyWhiteSpaceIsOneSpace) {
  EXPECT_THAT(Tokens(" a \u00A0\t b\r\n\r\nc "),
              ElementsAre("/a=a", "_b=b", "/c=c"));
  EXPECT_EQ(Normalize(" a \u00A0\t b\r\n\r\nc ").folded(), "a b c");
}

TEST(NormalizerTest, NothingHasNoToken) {
  for (const char* text : {"", " ", "\n\n", "\u0651", "\u200F\uFEFF", "ـــ"}) {
    const NormalizedText normalized = Normalize(text);
    EXPECT_THAT(normalized.tokens(), IsEmpty());
    EXPECT_THAT(normalized.sentences(), IsEmpty());
    EXPECT_EQ(normalized.folded(), "");
    EXPECT_EQ(normalized.RangeOfFolded(0, 0).end, 0u);
  }
}

TEST(NormalizerTest, RangesInsideATokenAreExact) {
  //                                     w  h(marks)  w  alef+hamza
  const std::string text = "x وهُّوأ";
  const NormalizedText normalized = Normalize(text);
  ASSERT_EQ(normalized.folded(), "x وهوا");
  const auto slice = [&normalized](uint32_t begin, uint32_t end) {
    return std::string(normalized.Text(normalized.RangeOfFolded(begin, end)));
  };
  EXPECT_EQ(slice(2, 4), "و");
  EXPECT_EQ(slice(4, 6), "هُّ");
  EXPECT_EQ(slice(4, 10), "هُّوأ");
  EXPECT_EQ(slice(0, 10), text);
  EXPECT_EQ(slice(1, 2), " ");
  EXPECT_EQ(slice(6, 6), "");
}

TEST(NormalizerTest, TatweelAtTheEndOfARangeIsOutside) {
  const NormalizedText normalized = Normalize("بـنـُفيديا");
  ASSERT_EQ(normalized.folded(), "بنفيديا");
  EXPECT_EQ(normalized.Text(normalized.RangeOfFolded(0, 2)), "ب");
  EXPECT_EQ(normalized.Text(normalized.RangeOfFolded(2, 14)), "نـُفيديا");
}

TEST(NormalizerTest, PartOfALigatureIsTheWholeLigature) {
  const NormalizedText normalized = Normalize("\uFEFBس");  // lam-alef
  ASSERT_EQ(normalized.folded(), "لاس");
  EXPECT_EQ(normalized.Text(normalized.RangeOfFolded(0, 2)), "\uFEFB");
  EXPECT_EQ(normalized.Text(normalized.RangeOfFolded(2, 4)), "\uFEFB");
  EXPECT_EQ(normalized.Text(normalized.RangeOfFolded(2, 6)), "\uFEFBس");
}

TEST(NormalizerTest, CharactersThatGrowNeedNoRoomInTheInput) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "\uFDFA";
  const NormalizedText normalized = Normalize(text);
  ASSERT_EQ(normalized.tokens().size(), 1u);
  EXPECT_EQ(normalized.folded().size(), 1000u * 30);
  ExpectInvariants(normalized);
}

TEST(NormalizerTest, AMegabyteLineIsOneLine) {
  std::string text;
  while (text.size() < 1 << 20) text += "وقالت إنفيديا إن H20 ";
  const NormalizedText normalized = Normalize(text);
  EXPECT_EQ(normalized.sentences().size(), 1u);
  ExpectInvariants(normalized);
}

void ExpectSameParts(const NormalizedText::Parts& fast,
                     const NormalizedText::Parts& slow) {
  ASSERT_EQ(fast.folded, slow.folded);
  ASSERT_EQ(fast.breaks, slow.breaks);
  ASSERT_EQ(fast.bytes_of_kinds, slow.bytes_of_kinds);
  ASSERT_EQ(fast.tokens.size(), slow.tokens.size());
  for (size_t i = 0; i < fast.tokens.size(); ++i) {
    const Token& a = fast.tokens[i];
    const Token& b = slow.tokens[i];
    ASSERT_EQ(a.folded_begin, b.folded_begin) << i;
    ASSERT_EQ(a.folded_end, b.folded_end) << i;
    ASSERT_EQ(a.text_begin, b.text_begin) << i;
    ASSERT_EQ(a.text_end, b.text_end) << i;
    ASSERT_EQ(a.hash, b.hash) << i;
    ASSERT_EQ(a.kind, b.kind) << i;
    ASSERT_EQ(a.space_before, b.space_before) << i;
    ASSERT_EQ(a.line_before, b.line_before) << i;
  }
}

// Characters that lie where rules meet, more often than others.
std::string RandomText(std::mt19937& random, size_t length) {
  static constexpr char32_t kEdges[] = {
      0x20,   0x0A,   0xA0,   0x0640, 0x064F, 0x0651, 0x200C, 0x200F, 0xFEFF,
      0x0627, 0x0623, 0x0648, 0x0629, 0xFEFB, 0xFDFA, 0xFDFC, 0xFE76, 0x0587,
      0x0149, 0xDF,   0x130,  0xFB01, '.',    '%',    '&',    ';',    '"',
      '1',    0x0661, 'H',    'a',    0x301,  0xFFFD, 0xFFFC, 0x1F680};
  std::string text;
  for (size_t i = 0; i < length; ++i) {
    switch (random() % 4) {
      case 0:
        AppendCodePoint(static_cast<char32_t>(random() % 0x110000), text);
        break;
      case 1:
        AppendCodePoint(static_cast<char32_t>(0x600 + random() % 0x100), text);
        break;
      default:
        AppendCodePoint(kEdges[random() % std::size(kEdges)], text);
    }
    if (random() % 64 == 0) text += "&nbsp;";
  }
  return text;
}

TEST(NormalizerTest, AgreesWithTheReferenceOnRandomText) {
  std::mt19937 random(20250722);
  for (int round = 0; round < 2000; ++round) {
    const std::string text = RandomText(random, random() % 60);
    ExpectSameParts(ScanText(text, DefaultFoldTable()), SlowScanText(text));
    const NormalizedText normalized = Normalize(text);
    ExpectInvariants(normalized);
    if (testing::Test::HasFatalFailure()) {
      FAIL() << "round " << round << ": " << text;
    }
  }
}

TEST(NormalizerTest, EveryStepCanBeLeftOut) {
  std::mt19937 random(7);
  for (uint32_t step = 1; step <= kAllFoldSteps; step <<= 1) {
    const FoldTable table(kAllFoldSteps & ~step);
    const Normalizer normalizer(table);
    for (int round = 0; round < 50; ++round) {
      const std::string text = RandomText(random, 40);
      ExpectInvariants(normalizer.Normalize(text));
      if (testing::Test::HasFatalFailure()) {
        FAIL() << "step " << step << ": " << text;
      }
    }
  }
}

}  // namespace
}  // namespace isnad
