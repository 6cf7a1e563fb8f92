#include "ingest_service/recognize/clitics.h"

#include <string>
#include <utility>
#include <vector>

#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "gtest/gtest.h"
#include "ingest_service/normalize/normalizer.h"

namespace isnad {
namespace {

struct Case {
  const char* name;
  const char* word;   // folded
  const char* rests;  // each in brackets, in the order of readings
};

class CliticsTest : public testing::TestWithParam<Case> {};

TEST_P(CliticsTest, ReadsPrefixes) {
  const std::string word = GetParam().word;
  std::string rests;
  std::string buffer;
  for (const CliticReading& reading : CliticReadings(word)) {
    rests += "[" + std::string(RestOf(word, reading, &buffer)) + "]";
  }
  EXPECT_EQ(rests, GetParam().rests);
}

INSTANTIATE_TEST_SUITE_P(
    Words, CliticsTest,
    testing::Values(Case{"None", "هواوي", ""}, Case{"Waw", "وهواوي", "[هواوي]"},
                    Case{"Fa", "فالصين", "[الصين]"},
                    Case{"WawBa", "وبالصين", "[بالصين][الصين]"},
                    Case{"Kaf", "كالصين", "[الصين]"},
                    Case{"SinLong", "ستويوتا", "[تويوتا]"},
                    Case{"SinShort", "سابل", ""},
                    Case{"Elided", "للصين", "[لصين][الصين]"},
                    Case{"WawElided", "وللصين", "[للصين][لصين][الصين]"},
                    Case{"TwoLetters", "وو", ""}, Case{"OneLeft", "بك", ""},
                    Case{"RestOfTwo", "وشي", "[شي]"}, Case{"Empty", "", ""}),
    [](const testing::TestParamInfo<Case>& param) { return param.param.name; });

// The quick test agrees with the readings for every first letter of two bytes.
TEST(MayHaveCliticsTest, SaysNoOnlyWhereThereIsNone) {
  int quick_no = 0;
  for (char32_t letter = 0x80; letter < 0x800; ++letter) {
    std::string word;
    AppendCodePoint(letter, word);
    word += "تويوتا";
    const CliticReadings readings(word);
    const bool has = readings.begin() != readings.end();
    EXPECT_EQ(MayHaveClitics(word), has) << word;
    quick_no += MayHaveClitics(word) ? 0 : 1;
  }
  EXPECT_EQ(quick_no, 0x800 - 0x80 - 6);
  EXPECT_FALSE(MayHaveClitics("b"));
}

// What is hashed once for a text is what each word of it reads as.
TEST(CliticFormsTest, AreTheReadingsOfEachWord) {
  const std::string source = "وبالصين للشركة AMD فهي سيبيع, 15 ولل";
  const NormalizedText text = Normalizer(DefaultFoldTable()).Normalize(source);
  const CliticForms forms(text);
  std::string buffer;
  size_t count = 0;
  for (uint32_t i = 0; i < text.tokens().size(); ++i) {
    const Token& token = text.tokens()[i];
    std::vector<std::pair<uint64_t, uint32_t>> want;
    if (token.kind == TokenKind::kArabic) {
      const absl::string_view word = text.Folded(token);
      for (const CliticReading& reading : CliticReadings(word)) {
        want.emplace_back(HashToken(RestOf(word, reading, &buffer)),
                          reading.offset);
      }
    }
    std::vector<std::pair<uint64_t, uint32_t>> got;
    for (const CliticForm& form : forms.At(i)) {
      got.emplace_back(form.hash, form.reading.offset);
    }
    EXPECT_EQ(got, want) << text.Folded(token);
    count += got.size();
  }
  EXPECT_GE(count, 6u);
}

}  // namespace
}  // namespace isnad
