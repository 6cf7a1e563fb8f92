#include "ingest_service/decode/charset.h"

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "gtest/gtest.h"
#include "ingest_service/decode/transcoder.h"
#include "tests/ingest_service/decode/encode.h"

namespace isnad {
namespace {

constexpr Charset kAll[] = {Charset::kUtf8, Charset::kUtf16Le,
                            Charset::kUtf16Be, Charset::kWindows1256,
                            Charset::kIso88596};

// Every letter is in both single-byte charsets.
constexpr absl::string_view kSentence =
    "وافقت وزارة التجارة الأميركية على تصدير رقاقات H20 من شركة إنفيديا إلى "
    "الصين، وقال مسؤولون إن القرار يشمل 15 بالمئة من المبيعات.";

TEST(CharsetTest, NamesAreLabelsOfThemselves) {
  for (const Charset charset : kAll) {
    EXPECT_EQ(CharsetByLabel(CharsetName(charset)), charset);
  }
}

TEST(CharsetTest, LabelsAreReadInAnyCase) {
  EXPECT_EQ(CharsetByLabel(" Windows-1256 "), Charset::kWindows1256);
  EXPECT_EQ(CharsetByLabel("CP1256"), Charset::kWindows1256);
  EXPECT_EQ(CharsetByLabel("arabic"), Charset::kIso88596);
  EXPECT_EQ(CharsetByLabel("UTF8"), Charset::kUtf8);
  EXPECT_EQ(CharsetByLabel("latin1"), absl::nullopt);
  EXPECT_EQ(CharsetByLabel(""), absl::nullopt);
}

TEST(CharsetTest, EveryCharsetIsDetectedAndReadBack) {
  for (const Charset charset : kAll) {
    const std::string name(CharsetName(charset));
    const std::string bytes = Encode(kSentence, name.c_str());
    EXPECT_EQ(CharsetName(DetectCharset(bytes)), CharsetName(charset));
    EXPECT_EQ(Transcode(bytes, charset).text, kSentence) << name;
  }
}

TEST(CharsetTest, ShortWordsAreDetected) {
  for (const absl::string_view word :
       {"إنفيديا", "الصين تسمح", "رقائق الذكاء الاصطناعي"}) {
    for (const Charset charset : kAll) {
      const std::string name(CharsetName(charset));
      EXPECT_EQ(CharsetName(DetectCharset(Encode(word, name.c_str()))),
                CharsetName(charset))
          << word;
    }
  }
}

TEST(CharsetTest, AFewBrokenBytesLeaveItUtf8) {
  std::string bytes(kSentence);
  bytes[10] = '\xFF';
  bytes[40] = '\x80';
  EXPECT_EQ(DetectCharset(bytes), Charset::kUtf8);
}

TEST(CharsetTest, AsciiIsUtf8) {
  EXPECT_EQ(DetectCharset("Nvidia H20"), Charset::kUtf8);
  EXPECT_EQ(DetectCharset("x"), Charset::kUtf8);
}

TEST(CharsetTest, WrongDeclarationsDoNotFit) {
  for (const Charset real : kAll) {
    const std::string name(CharsetName(real));
    const std::string bytes = Encode(kSentence, name.c_str());
    EXPECT_TRUE(FitsCharset(bytes, real)) << name;
  }
  EXPECT_FALSE(FitsCharset(kSentence, Charset::kWindows1256));
  EXPECT_FALSE(FitsCharset(kSentence, Charset::kUtf16Le));
  EXPECT_FALSE(FitsCharset(Encode(kSentence, "windows-1256"), Charset::kUtf8));
  EXPECT_FALSE(FitsCharset(Encode(kSentence, "utf-16le"), Charset::kUtf8));
}

TEST(CharsetTest, ByteOrderMarksAreFound) {
  EXPECT_EQ(FindByteOrderMark("\xEF\xBB\xBFx")->charset, Charset::kUtf8);
  EXPECT_EQ(FindByteOrderMark("\xFF\xFEx")->charset, Charset::kUtf16Le);
  EXPECT_EQ(FindByteOrderMark("\xFE\xFFx")->charset, Charset::kUtf16Be);
  EXPECT_FALSE(FindByteOrderMark("x").has_value());
  EXPECT_FALSE(FindByteOrderMark("").has_value());
}

struct MetaCase {
  const char* name;
  const char* html;
  const char* charset;
};

class MetaTest : public testing::TestWithParam<MetaCase> {};

TEST_P(MetaTest, IsFoundInTheFirstBytes) {
  EXPECT_EQ(FindHtmlCharset(GetParam().html), GetParam().charset);
}

INSTANTIATE_TEST_SUITE_P(
    Meta, MetaTest,
    testing::Values(
        MetaCase{"Short", "<meta charset=utf-8>", "utf-8"},
        MetaCase{"Quoted", "<META CHARSET = 'Windows-1256' />", "Windows-1256"},
        MetaCase{"HttpEquiv",
                 "<html><meta http-equiv=\"Content-Type\" "
                 "content=\"text/html; charset=iso-8859-6\">",
                 "iso-8859-6"},
        MetaCase{"Second", "<meta name=x><meta charset=utf-8>", "utf-8"},
        MetaCase{"None", "<meta name=x>charset=utf-8", ""},
        MetaCase{"NoValue", "<meta charset=>", ""},
        MetaCase{"Unclosed", "<meta charset=utf-8", ""},
        MetaCase{"Empty", "", ""}),
    [](const testing::TestParamInfo<MetaCase>& param) {
      return param.param.name;
    });

TEST(TranscoderTest, EveryByteOfASingleByteCharsetReads) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  // windows-1256 has a character for each byte; ISO 8859-6 lacks 45.
  EXPECT_TRUE(Transcode(bytes, Charset::kWindows1256).replaced.empty());
  const Transcoded iso = Transcode(bytes, Charset::kIso88596);
  int missing = 0;
  for (const v1::Span& span : iso.replaced) {
    missing += (span.end_byte() - span.start_byte()) / 3;
  }
  EXPECT_EQ(missing, 45);
}

TEST(TranscoderTest, BrokenUtf16BecomesReplacements) {
  using namespace std::string_literals;  // NOLINT: for the zero bytes
  const auto read = [](const std::string& bytes) {
    return Transcode(bytes, Charset::kUtf16Le).text;
  };
  EXPECT_EQ(read("a\0\x3D\xD8\x80\xDE"s), "a\U0001F680");
  EXPECT_EQ(read("\x3D\xD8"s + "a\0"s), "\uFFFDa");
  EXPECT_EQ(read("\x80\xDE"s + "a\0"s), "\uFFFDa");
  EXPECT_EQ(read("a\0b"s), "a\uFFFD");
  EXPECT_EQ(read("\xFF\xFE"s + "a\0"s), "a");
  EXPECT_EQ(read("\x3D\xD8\x80"s), "\uFFFD\uFFFD");
}

TEST(PlainUtf8Test, IsWhatNoOtherCharsetCanClaim) {
  EXPECT_TRUE(IsPlainUtf8("\u0642\u0627\u0644 Nvidia\n"));
  EXPECT_TRUE(IsPlainUtf8("\xEF\xBB\xBF with its mark"));
  EXPECT_FALSE(IsPlainUtf8("broken \xD8"));
  // Bytes of UTF-16: the halves of an Arabic and of a Latin letter.
  EXPECT_FALSE(IsPlainUtf8(absl::string_view("\x27\x06", 2)));
  EXPECT_FALSE(IsPlainUtf8(absl::string_view("a\0", 2)));
}

}  // namespace
}  // namespace isnad
