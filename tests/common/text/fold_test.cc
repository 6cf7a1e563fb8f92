#include "common/text/fold.h"

#include <cctype>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/text/utf8.h"
#include "gtest/gtest.h"
#include "tests/reference/slow_fold.h"

namespace isnad {
namespace {

constexpr char32_t kCodePoints = 0x110000;

// The folded characters of a text, nothing left out.
std::string FoldAll(const FoldTable& table, absl::string_view text) {
  std::string result;
  for (size_t position = 0; position < text.size();) {
    const Folded folded = table.Lookup(NextCodePoint(text, position));
    result.append(folded.bytes.data(), folded.bytes.size());
  }
  return result;
}

TEST(FoldTableTest, AgreesWithTheReferenceOnEveryCodePoint) {
  const FoldTable& table = DefaultFoldTable();
  int failures = 0;
  for (char32_t c = 0; c < kCodePoints && failures < 20; ++c) {
    const Folded fast = table.Lookup(c);
    const SlowFolded slow = SlowFold(c);
    if (fast.bytes == slow.bytes && fast.char_class == slow.char_class) {
      continue;
    }
    ++failures;
    ADD_FAILURE() << std::hex << "U+" << static_cast<uint32_t>(c) << ": \""
                  << std::string(fast.bytes) << "\" class "
                  << static_cast<int>(fast.char_class) << ", want \""
                  << slow.bytes << "\" class "
                  << static_cast<int>(slow.char_class);
  }
}

TEST(FoldTableTest, FoldingTwiceIsFoldingOnce) {
  const FoldTable& table = DefaultFoldTable();
  for (char32_t c = 0; c < kCodePoints; ++c) {
    const std::string once(table.Lookup(c).bytes);
    ASSERT_EQ(FoldAll(table, once), once)
        << std::hex << "U+" << static_cast<uint32_t>(c);
  }
}

TEST(FoldTableTest, FoldedFormsAreShortAndOfOneClass) {
  const FoldTable& table = DefaultFoldTable();
  for (char32_t c = 0; c < kCodePoints; ++c) {
    const Folded folded = table.Lookup(c);
    ASSERT_LE(folded.bytes.size(), 33u);
    ASSERT_TRUE(IsValidUtf8(folded.bytes));
    if (folded.char_class == CharClass::kLineBreak) continue;
    for (size_t position = 0; position < folded.bytes.size();) {
      ASSERT_EQ(table.Lookup(NextCodePoint(folded.bytes, position)).char_class,
                folded.char_class)
          << std::hex << "U+" << static_cast<uint32_t>(c);
    }
  }
}

TEST(FoldTableTest, CellsAgreeWithLookup) {
  for (const uint32_t steps : {kAllFoldSteps, 0u}) {
    const FoldTable table(steps);
    for (char32_t c = 0; c < FoldTable::kCellCount; ++c) {
      const FoldCell& cell = table.cells()[c];
      const Folded folded = table.Lookup(c);
      ASSERT_EQ(absl::string_view(cell.bytes, cell.length), folded.bytes);
      ASSERT_EQ(cell.char_class, folded.char_class);
    }
  }
}

TEST(FoldTableTest, WithoutStepsEveryCharacterButSpaceIsItself) {
  const FoldTable table(0);
  for (char32_t c = 0; c < kCodePoints; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const Folded folded = table.Lookup(c);
    std::string same;
    AppendCodePoint(c, same);
    if (folded.char_class == CharClass::kSpace ||
        folded.char_class == CharClass::kLineBreak) {
      same = " ";
    }
    ASSERT_EQ(folded.bytes, same) << std::hex << static_cast<uint32_t>(c);
  }
}

TEST(FoldTableTest, NumbersThatAreNoCharacterFoldAsTheReplacement) {
  for (const char32_t c : {0xD800u, 0xDFFFu, 0x110000u, 0xFFFFFFFFu}) {
    EXPECT_EQ(DefaultFoldTable().Lookup(c).bytes, "\uFFFD");
    EXPECT_EQ(DefaultFoldTable().Lookup(c).char_class, CharClass::kSymbol);
  }
}

TEST(FoldTableTest, ThreadsThatCompileTheSamePageAgree) {
  const FoldTable table(kAllFoldSteps);
  std::vector<std::string> results(4);
  std::vector<std::thread> threads;
  for (std::string& result : results) {
    threads.emplace_back([&table, &result] {
      for (char32_t c = 0xFB50; c < 0xFF00; ++c) {
        const absl::string_view bytes = table.Lookup(c).bytes;
        result.append(bytes.data(), bytes.size());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& result : results) EXPECT_EQ(result, results[0]);
}

struct StepCase {
  const char* name;
  FoldStep step;
  const char* input;
  const char* output;
};

class FoldStepTest : public testing::TestWithParam<StepCase> {};

TEST_P(FoldStepTest, DoesItsPartAlone) {
  const FoldTable table(static_cast<uint32_t>(GetParam().step));
  EXPECT_EQ(FoldAll(table, GetParam().input), GetParam().output);
}

TEST_P(FoldStepTest, IsLeftOutAlone) {
  const FoldTable table(kAllFoldSteps &
                        ~static_cast<uint32_t>(GetParam().step));
  EXPECT_NE(FoldAll(table, GetParam().input),
            FoldAll(DefaultFoldTable(), GetParam().input));
}

INSTANTIATE_TEST_SUITE_P(
    Steps, FoldStepTest,
    testing::Values(
        StepCase{"PresentationForms", FoldStep::kPresentationForms,
                 "\uFEEB\uFEEE\uFE8D\uFEED\uFEF1\uFF28", "هواويH"},
        StepCase{"Invisible", FoldStep::kInvisible, "\u200Fا\u200Cب\uFEFF",
                 "اب"},
        StepCase{"Tatweel", FoldStep::kTatweel, "بـــ", "ب"},
        StepCase{"Diacritics", FoldStep::kDiacritics, "مَلِكٌّ é", "ملك e"},
        StepCase{"Alef", FoldStep::kAlef, "أإآٱ", "اااا"},
        StepCase{"Hamza", FoldStep::kHamza, "ؤئ", "وي"},
        StepCase{"Ya", FoldStep::kYa, "على", "علي"},
        StepCase{"TaMarbuta", FoldStep::kTaMarbuta, "شركة", "شركه"},
        StepCase{"PersianLetters", FoldStep::kPersianLetters, "کیگڤپچژے",
                 "كيكفبجزي"},
        StepCase{"Digits", FoldStep::kDigits, "١٢٣۴۵۶", "123456"},
        StepCase{"Quotes", FoldStep::kQuotes, "«»“”„″‘’", "\"\"\"\"\"\"''"},
        StepCase{"Punctuation", FoldStep::kPunctuation, "٪٫٬–—؟؛", "%.,--?;"},
        StepCase{"Case", FoldStep::kCase, "NVIDIA ß", "nvidia ss"}),
    [](const testing::TestParamInfo<StepCase>& param) {
      return param.param.name;
    });

struct KeyCase {
  const char* name;
  const char* input;
  const char* key;
};

class FoldKeyTest : public testing::TestWithParam<KeyCase> {};

TEST_P(FoldKeyTest, Matches) {
  EXPECT_EQ(FoldKey(GetParam().input), GetParam().key);
}

TEST_P(FoldKeyTest, IsItsOwnKey) {
  EXPECT_EQ(FoldKey(GetParam().key), GetParam().key);
}

INSTANTIATE_TEST_SUITE_P(
    Keys, FoldKeyTest,
    testing::Values(
        KeyCase{"Empty", "", ""}, KeyCase{"OnlySpace", " \t\n\u00A0", ""},
        KeyCase{"OnlyMarks", "...", ""}, KeyCase{"StrayShadda", "\u0651", ""},
        KeyCase{"SpacesJoinAndTrim", "  شي   جين\tبينغ ", "شي جين بينغ"},
        KeyCase{"DottedAcronym", "تي.إس.إم.سي", "تياسامسي"},
        KeyCase{"LatinAcronym", "T.S.M.C.", "tsmc"},
        KeyCase{"QuotedName", "«إنفيديا»", "انفيديا"},
        KeyCase{"HyphenBetweenLetters", "إف-35", "اف35"},
        KeyCase{"DecimalStays", "GPT-3.5", "gpt3.5"},
        KeyCase{"DateStays", "2025-07", "2025-07"},
        KeyCase{"MarkBetweenDigitAndSpaceGoes", "3. 5", "3 5"},
        KeyCase{"PercentIsASymbol", "١٥٪", "15%"},
        KeyCase{"BrokenByte", "ا\xFF", "ا\uFFFD"},
        KeyCase{"Rial", "\uFDFC", "ريال"},
        KeyCase{"Superscript", "Nvidia™", "nvidia™"}),
    [](const testing::TestParamInfo<KeyCase>& param) {
      return param.param.name;
    });

// Returns the JSON string value of `field` in one line of a file that has no
// escapes in it.
std::string StringField(const std::string& line, const std::string& field) {
  const std::string opening = "\"" + field + "\": \"";
  const size_t begin = line.find(opening);
  if (begin == std::string::npos) return "";
  const size_t value = begin + opening.size();
  return line.substr(value, line.find('"', value) - value);
}

TEST(FoldKeyConformanceTest, AgreesWithPeersCases) {
  const char* source = std::getenv("ISNAD_SOURCE_DIR");
  std::ifstream file(std::string(source == nullptr ? "." : source) +
                     "/../shared/peer/fold.jsonl");
  if (!file) GTEST_SKIP() << "../shared/peer/fold.jsonl is not there";
  int cases = 0;
  for (std::string line; std::getline(file, line); ++cases) {
    EXPECT_EQ(FoldKey(StringField(line, "input")),
              FoldKey(StringField(line, "output")))
        << line;
    EXPECT_NE(FoldKey(StringField(line, "input")), "") << line;
  }
  EXPECT_GT(cases, 0);
}

}  // namespace
}  // namespace isnad
