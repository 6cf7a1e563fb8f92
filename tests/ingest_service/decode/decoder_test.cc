#include "ingest_service/decode/decoder.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ingest_service/decode/alignment.h"
#include "tests/ingest_service/decode/encode.h"
#include "tests/reference/corpus.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr absl::string_view kText = "إنفيديا تبيع H20 في الصين";

DecodedText DecodePlain(absl::string_view source,
                        absl::string_view charset = "") {
  auto decoded = Decode(source, "text/plain", charset, {});
  EXPECT_THAT(decoded, IsOk());
  return decoded.ok() ? *std::move(decoded) : DecodedText();
}

TEST(DecoderTest, GoodUtf8IsUntouched) {
  const std::string source = "\uFEFF سطر\r\n\tثان\0 &amp; \uFFFD";
  const DecodedText decoded = DecodePlain(source);
  EXPECT_EQ(decoded.text, source);
  EXPECT_EQ(decoded.charset, "utf-8");
  EXPECT_THAT(decoded.alignment, IsEmpty());
  EXPECT_THAT(decoded.warnings, IsEmpty());
}

TEST(DecoderTest, BrokenBytesBecomeReplacementsWithSpan) {
  const DecodedText decoded = DecodePlain(
      "ab\xFF\xFE"
      "c\xD8");
  EXPECT_EQ(decoded.text, "ab\uFFFD\uFFFDc\uFFFD");
  ASSERT_THAT(decoded.warnings, SizeIs(2));
  EXPECT_EQ(decoded.warnings[0].code(), v1::WARNING_CODE_BYTES_REPLACED);
  EXPECT_EQ(decoded.warnings[0].span().start_byte(), 2);
  EXPECT_EQ(decoded.warnings[0].span().end_byte(), 8);
  EXPECT_EQ(decoded.warnings[1].span().start_byte(), 9);
  const SourceRange range = MapToSource(decoded.alignment, 8, 12);
  EXPECT_EQ(range.begin, 4);
  EXPECT_EQ(range.end, 6);
}

TEST(DecoderTest, WarningsOfBrokenBytesAreBounded) {
  std::string source;
  for (int i = 0; i < 1000; ++i) source += "شركة \xFF";
  const DecodedText decoded = DecodePlain(source);
  ASSERT_THAT(decoded.warnings, SizeIs(101));
  EXPECT_FALSE(decoded.warnings.back().has_span());
}

TEST(DecoderTest, DeclaredCharsetsAreRead) {
  for (const char* charset :
       {"utf-8", "utf-16le", "utf-16be", "windows-1256", "iso-8859-6"}) {
    const std::string source = Encode(kText, charset);
    const DecodedText decoded = DecodePlain(source, charset);
    EXPECT_EQ(decoded.text, kText) << charset;
    EXPECT_EQ(decoded.charset, charset);
    EXPECT_THAT(decoded.warnings, IsEmpty()) << charset;
    const auto begin = static_cast<int32_t>(kText.find("H20"));
    const SourceRange range = MapToSource(decoded.alignment, begin, begin + 3);
    EXPECT_EQ(source.substr(static_cast<size_t>(range.begin),
                            static_cast<size_t>(range.end - range.begin)),
              Encode("H20", charset));
  }
}

TEST(DecoderTest, CharsetParameterOfTheMediaTypeCounts) {
  const std::string source = Encode("الى", "windows-1256");
  const auto decoded =
      Decode(source, "text/plain; charset=windows-1256", "", {});
  ASSERT_THAT(decoded, IsOk());
  EXPECT_EQ(decoded->text, "الى");
}

TEST(DecoderTest, UndeclaredCharsetsAreDetected) {
  for (const char* charset :
       {"utf-8", "utf-16le", "utf-16be", "windows-1256", "iso-8859-6"}) {
    const DecodedText decoded = DecodePlain(Encode(kText, charset));
    EXPECT_EQ(decoded.text, kText) << charset;
    EXPECT_EQ(decoded.charset, charset);
    EXPECT_THAT(decoded.warnings, IsEmpty()) << charset;
  }
}

TEST(DecoderTest, AWrongDeclarationIsOverruledWithAWarning) {
  const DecodedText decoded = DecodePlain(kText, "windows-1256");
  EXPECT_EQ(decoded.text, kText);
  EXPECT_EQ(decoded.charset, "utf-8");
  ASSERT_THAT(decoded.warnings, SizeIs(1));
  EXPECT_EQ(decoded.warnings[0].code(), v1::WARNING_CODE_CHARSET_MISMATCH);
}

TEST(DecoderTest, AByteOrderMarkOverrulesTheDeclaration) {
  const DecodedText decoded =
      DecodePlain(absl::StrCat("\xFF\xFE", Encode(kText, "utf-16le")), "utf-8");
  EXPECT_EQ(decoded.text, kText);
  EXPECT_EQ(decoded.charset, "utf-16le");
  EXPECT_EQ(MapToSource(decoded.alignment, 0, 2).begin, 2);
}

TEST(DecoderTest, ATextThatIsEmptyIsNotItsSource) {
  const auto page = Decode("<p></p>", "text/html", "", {});
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->text, "");
  ASSERT_THAT(page->alignment, SizeIs(1));
  EXPECT_EQ(page->alignment[0].source_length(), 7);
}

TEST(DecoderErrorTest, EmptySource) {
  EXPECT_THAT(Decode("", "", "", {}),
              HasReason(v1::ERROR_REASON_DOCUMENT_EMPTY));
}

TEST(DecoderErrorTest, TooLongSource) {
  DecodeOptions options;
  options.max_source_bytes = 10;
  EXPECT_THAT(Decode("0123456789", "", "", options), IsOk());
  EXPECT_THAT(Decode("0123456789x", "", "", options),
              HasReason(v1::ERROR_REASON_DOCUMENT_TOO_LARGE));
}

TEST(DecoderErrorTest, UnknownMediaType) {
  EXPECT_THAT(Decode("x", "application/pdf", "", {}),
              HasReason(v1::ERROR_REASON_MEDIA_TYPE_UNSUPPORTED));
}

TEST(DecoderErrorTest, UnknownCharset) {
  EXPECT_THAT(Decode("x", "", "klingon", {}),
              HasReason(v1::ERROR_REASON_CHARSET_UNSUPPORTED));
  EXPECT_THAT(Decode("x", "text/html; charset=klingon", "", {}),
              HasReason(v1::ERROR_REASON_CHARSET_UNSUPPORTED));
}

TEST(DecoderErrorTest, AnUnknownCharsetOfThePageItselfIsOnlyAHint) {
  EXPECT_THAT(Decode("<meta charset=klingon>x", "text/html", "", {}), IsOk());
}

TEST(DecoderCorpusTest, EveryArticleSurvivesEveryCharset) {
  const std::vector<CorpusDocument> documents = LoadCorpus();
  if (documents.empty()) GTEST_SKIP() << "../shared/eval is not there";
  for (const CorpusDocument& document : documents) {
    for (const char* charset : {"utf-16le", "utf-16be"}) {
      const DecodedText decoded = DecodePlain(Encode(document.text, charset));
      EXPECT_EQ(decoded.text, document.text) << document.name;
    }
    // The single-byte charsets lack some marks, so they are read back only.
    for (const char* charset : {"windows-1256", "iso-8859-6"}) {
      const std::string source = Encode(document.text, charset);
      EXPECT_EQ(DecodePlain(source).charset, charset) << document.name;
    }
  }
}

}  // namespace
}  // namespace isnad
