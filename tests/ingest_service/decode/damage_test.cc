// No damage to the bytes of a document may break what later stages rely on.
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "gtest/gtest.h"
#include "ingest_service/decode/alignment.h"
#include "ingest_service/decode/decoder.h"
#include "ingest_service/normalize/normalizer.h"
#include "tests/ingest_service/normalize/invariants.h"
#include "tests/reference/corpus.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

// Documents that stand in where the annotated ones are absent.
std::vector<std::string> Sources() {
  std::vector<std::string> sources = {
      "عنوان الخبر\n\nواشنطن (أ ف ب) – قالت «إنفيديا» إن H20s بيعت بـ15٪. "
      "&quot;نعم&quot; هـُوَ ﻫﻮﺍﻭﻱ 🚀",
      "<html><meta charset=utf-8><p>قال &laquo;هوانغ&raquo;<b>H20</b></p>"};
  for (const CorpusDocument& document : LoadCorpus()) {
    sources.push_back(document.text);
    sources.push_back(absl::StrCat("<html><body><p>", document.text));
  }
  return sources;
}

void Damage(std::mt19937& random, std::string& bytes) {
  const size_t changes = 1 + random() % 20;
  for (size_t i = 0; i < changes && !bytes.empty(); ++i) {
    const size_t at = random() % bytes.size();
    switch (random() % 4) {
      case 0:
        bytes[at] = static_cast<char>(random());
        break;
      case 1:
        bytes.erase(at, 1 + random() % 5);
        break;
      case 2:
        bytes.insert(at, 1 + random() % 3, static_cast<char>(random()));
        break;
      default:
        bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 30));
    }
  }
  if (random() % 10 == 0) bytes.resize(random() % (bytes.size() + 1));
}

void ExpectAlignmentInvariants(const DecodedText& decoded,
                               size_t source_bytes) {
  if (decoded.alignment.empty()) {
    ASSERT_EQ(decoded.text.size(), source_bytes);
    return;
  }
  int64_t text_end = 0;
  int64_t source_end = 0;
  for (const v1::AlignmentSegment& segment : decoded.alignment) {
    ASSERT_EQ(segment.text_start(), text_end);
    ASSERT_GE(segment.source_start(), source_end);
    ASSERT_GE(segment.source_length(), 0);
    text_end += segment.text_length();
    source_end = segment.source_start() + segment.source_length();
  }
  ASSERT_EQ(text_end, static_cast<int64_t>(decoded.text.size()));
  ASSERT_LE(source_end, static_cast<int64_t>(source_bytes));
}

TEST(DamageTest, KeepsEveryInvariant) {
  std::mt19937 random(20260101);
  const Normalizer normalizer(DefaultFoldTable());
  // Some bytes of a short text read as if it was no text any more.
  int refused = 0;
  int documents = 0;
  for (const std::string& original : Sources()) {
    for (int round = 0; round < 60; ++round) {
      std::string source = original;
      Damage(random, source);
      if (source.empty()) continue;
      const char* type = source[0] == '<' ? "text/html" : "text/plain";
      const auto decoded = Decode(source, type, "", {});
      ++documents;
      if (!decoded.ok()) {
        ASSERT_THAT(decoded.status(),
                    HasReason(v1::ERROR_REASON_MEDIA_TYPE_UNSUPPORTED));
        ++refused;
        continue;
      }
      ASSERT_TRUE(IsValidUtf8(decoded->text));
      ExpectAlignmentInvariants(*decoded, source.size());
      ExpectInvariants(normalizer.Normalize(decoded->text));
      if (testing::Test::HasFatalFailure()) {
        FAIL() << "round " << round << " of:\n" << source;
      }
    }
  }
  EXPECT_LE(100 * refused, documents);
}

}  // namespace
}  // namespace isnad
