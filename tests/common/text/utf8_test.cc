#include "common/text/utf8.h"

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

std::vector<char32_t> ReadAll(absl::string_view text) {
  std::vector<char32_t> result;
  for (size_t position = 0; position < text.size();) {
    const size_t before = position;
    result.push_back(NextCodePoint(text, position));
    EXPECT_GT(position, before);
  }
  return result;
}

TEST(Utf8Test, EveryCodePointReadsBackAsWritten) {
  for (char32_t c = 0; c < 0x110000; ++c) {
    std::string bytes;
    AppendCodePoint(c, bytes);
    const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
    ASSERT_EQ(ReadAll(bytes),
              std::vector<char32_t>({surrogate ? kReplacementCharacter : c}));
    ASSERT_TRUE(IsValidUtf8(bytes));
  }
}

TEST(Utf8Test, NumbersBeyondUnicodeAreWrittenAsTheReplacement) {
  std::string bytes;
  AppendCodePoint(0x110000, bytes);
  EXPECT_EQ(bytes, "\uFFFD");
}

struct BrokenCase {
  const char* name;
  std::string bytes;
  std::vector<char32_t> read;
};

class BrokenUtf8Test : public testing::TestWithParam<BrokenCase> {};

TEST_P(BrokenUtf8Test, EachMaximalPartReadsAsOneReplacement) {
  EXPECT_EQ(ReadAll(GetParam().bytes), GetParam().read);
  EXPECT_FALSE(IsValidUtf8(GetParam().bytes));
}

constexpr char32_t kR = kReplacementCharacter;

INSTANTIATE_TEST_SUITE_P(
    Broken, BrokenUtf8Test,
    testing::Values(BrokenCase{"LoneContinuation", "a\x80z", {'a', kR, 'z'}},
                    BrokenCase{"TruncatedTwo", "\xD8", {kR}},
                    BrokenCase{"TruncatedThree", "\xE2\x82", {kR}},
                    BrokenCase{"TruncatedFour", "\xF0\x9F\x98z", {kR, 'z'}},
                    BrokenCase{"Overlong", "\xC0\xAF", {kR, kR}},
                    BrokenCase{"Surrogate", "\xED\xA0\x80", {kR, kR, kR}},
                    BrokenCase{
                        "BeyondUnicode", "\xF4\x90\x80\x80", {kR, kR, kR, kR}},
                    BrokenCase{"NeverValid", "\xFF\xFE", {kR, kR}}),
    [](const testing::TestParamInfo<BrokenCase>& param) {
      return param.param.name;
    });

TEST(Utf8Test, BordersAreWhereCharactersBegin) {
  const absl::string_view text = "aبz";
  EXPECT_TRUE(IsCharacterBorder(text, 0));
  EXPECT_TRUE(IsCharacterBorder(text, 1));
  EXPECT_FALSE(IsCharacterBorder(text, 2));
  EXPECT_TRUE(IsCharacterBorder(text, 3));
  EXPECT_TRUE(IsCharacterBorder(text, 4));
  EXPECT_FALSE(IsCharacterBorder(text, 5));
}

}  // namespace
}  // namespace isnad
