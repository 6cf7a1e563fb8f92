#include "ingest_service/decode/binary_source.h"

#include <random>
#include <string>

#include "gtest/gtest.h"
#include "ingest_service/decode/decoder.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

std::string RandomBytes(size_t count) {
  std::mt19937 random(7);
  std::string bytes;
  for (size_t i = 0; i < count; ++i) {
    bytes.push_back(static_cast<char>(random() & 0xFF));
  }
  return bytes;
}

// What `isnad` or a client would get for a source whose type was not told.
absl::Status DecodeAs(const std::string& media_type, const std::string& source,
                      const std::string& charset = "") {
  return Decode(source, media_type, charset, {}).status();
}

TEST(BinarySourceTest, FilesThatAreNoTextAreToldByTheirFirstBytes) {
  EXPECT_EQ(BinaryTypeBySignature("%PDF-1.7\n%\xE2\xE3\xCF\xD3"),
            "application/pdf");
  EXPECT_EQ(BinaryTypeBySignature("PK\x03\x04\x14"), "application/zip");
  EXPECT_EQ(BinaryTypeBySignature("\x89PNG\r\n\x1A\n"), "image/png");
  EXPECT_EQ(BinaryTypeBySignature("\xFF\xD8\xFF\xE0"), "image/jpeg");
  EXPECT_EQ(BinaryTypeBySignature(absl::string_view("SQLite format 3\0", 16)),
            "application/vnd.sqlite3");
  for (const char* text : {"", "%", "%PDF", "قالت PDF-", "\xFF\xD8", "PK"}) {
    EXPECT_EQ(BinaryTypeBySignature(text), "") << text;
  }
}

TEST(BinarySourceTest, ManyControlsAtTheBeginningAreNoText) {
  EXPECT_FALSE(HasBinaryBeginning(""));
  EXPECT_FALSE(HasBinaryBeginning(std::string(15, '\1')));
  EXPECT_TRUE(HasBinaryBeginning(std::string(16, '\1')));
  const std::string controls(16, '\0');
  EXPECT_TRUE(HasBinaryBeginning(controls + std::string(495, 'a')));
  EXPECT_FALSE(HasBinaryBeginning(controls + std::string(496, 'a')));
  // Letters of two bytes are counted once.
  std::string letters = controls;
  for (int i = 0; i < 495; ++i) letters += "ش";
  EXPECT_TRUE(HasBinaryBeginning(letters));
  // Line feeds, tabs, escapes and substitutes belong to texts.
  EXPECT_FALSE(HasBinaryBeginning(
      std::string(1'000, '\n') + std::string(1'000, '\t') +
      std::string(1'000, '\x1B') + std::string(1'000, '\x1A')));
  // What comes late does not count.
  EXPECT_FALSE(
      HasBinaryBeginning(std::string(4'096, 'a') + std::string(4'096, '\1')));
}

TEST(BinarySourceTest, AreRefusedWhateverTheirDeclaredType) {
  const std::string noise = RandomBytes(3'000);
  for (const char* type : {"", "text/plain", "text/html"}) {
    for (const std::string& source :
         {std::string("%PDF-1.7\n1 0 obj"), noise, std::string(100, '\0')}) {
      const absl::Status status = DecodeAs(type, source);
      EXPECT_THAT(status, HasReason(v1::ERROR_REASON_MEDIA_TYPE_UNSUPPORTED))
          << type;
    }
  }
  EXPECT_THAT(DecodeAs("", noise, "utf-8"),
              HasReason(v1::ERROR_REASON_MEDIA_TYPE_UNSUPPORTED));
}

TEST(BinarySourceTest, TextWithStrayControlsIsRead) {
  std::string text;
  for (int i = 0; i < 50; ++i)
    text += "سمحت واشنطن\x02 ببيع رقائق H20 للصين.\n";
  EXPECT_THAT(DecodeAs("", text), IsOk());
  // Half of the bytes of UTF-16 are NUL.
  std::string utf16 = "\xFF\xFE";
  for (const char c : std::string("Nvidia sells H20 to China.")) {
    utf16.push_back(c);
    utf16.push_back('\0');
  }
  EXPECT_THAT(DecodeAs("", utf16), IsOk());
}

}  // namespace
}  // namespace isnad
