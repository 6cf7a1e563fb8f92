#include "ingest_service/pipeline/compiled_catalog.h"

#include <cstring>
#include <memory>
#include <random>
#include <string>

#include "common/base/file.h"
#include "common/base/sha256.h"
#include "common/names/name_tokens.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ingest_service/pipeline/analyzer.h"
#include "tests/support/matchers.h"
#include "tests/support/proto_matchers.h"
#include "tests/support/synthetic_catalog.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

constexpr size_t kHeaderBytes = 96;
constexpr size_t kVersionAt = 8;
constexpr size_t kImageBytesAt = 16;
constexpr size_t kFingerprintAt = 32;
constexpr size_t kDigestAt = 64;
constexpr int64_t kLimit = int64_t{1} << 30;

class CompiledCatalogTest : public testing::Test {
 protected:
  void SetUp() override {
    lexicon_ = Lexicon::Parse({{"words", ""}}).value();
    const auto catalog =
        Catalog::Parse({{"names", R"pb(
                           entity {
                             id: "nvidia"
                             type: ENTITY_TYPE_COMPANY
                             latin: "Nvidia"
                             arabic: "إنفيديا"
                           }
                           entity {
                             id: "meta"
                             type: ENTITY_TYPE_COMPANY
                             latin: "Meta Platforms"
                             conditional {
                               text: "ميتا"
                               condition: NAME_CONDITION_WITH_CUE
                               cue: "شركة"
                               cue: "منصات التواصل"
                             }
                           }
                         )pb"}});
    ASSERT_THAT(catalog, IsOk());
    ASSERT_THAT(WriteCompiledCatalog(**catalog, *lexicon_, path_), IsOk());
    file_ = ReadFile(path_, kLimit).value();
  }

  absl::Status ReadBack(const std::string& bytes) {
    EXPECT_THAT(WriteFileAtomically(path_, bytes), IsOk());
    return ReadCompiledCatalog(path_, *lexicon_).status();
  }

  // The file with its digest made right again after a change of the image.
  static std::string Resealed(std::string bytes) {
    const uint64_t size = bytes.size() - kHeaderBytes;
    std::memcpy(&bytes[kImageBytesAt], &size, sizeof(size));
    const std::string digest = Sha256(bytes.substr(kHeaderBytes));
    return bytes.replace(kDigestAt, digest.size(), digest);
  }

  const TempDir folder_;
  const std::string path_ = folder_.File("catalog");
  std::unique_ptr<Lexicon> lexicon_;
  std::string file_;
};

TEST_F(CompiledCatalogTest, HoldsTheCatalogItWasMadeOf) {
  ASSERT_OK_AND_ASSIGN(const CompiledCatalog compiled,
                       ReadCompiledCatalog(path_, *lexicon_));
  ASSERT_EQ(compiled.catalog->size(), 2u);
  EXPECT_EQ(compiled.catalog->Find("nvidia"), 1u);
  EXPECT_EQ(compiled.catalog->entity(0).conditional(0).cue(1), "منصات التواصل");
  EXPECT_EQ(compiled.catalog->digest().size(), 64u);
  EXPECT_GT(compiled.names.table().size(), 2u);
}

TEST_F(CompiledCatalogTest, WritingTwiceGivesTheSameBytes) {
  ASSERT_OK_AND_ASSIGN(const CompiledCatalog compiled,
                       ReadCompiledCatalog(path_, *lexicon_));
  ASSERT_THAT(WriteCompiledCatalog(*compiled.catalog, *lexicon_, path_),
              IsOk());
  EXPECT_THAT(ReadFile(path_, kLimit), IsOkAndHolds(file_));
}

TEST_F(CompiledCatalogTest, RefusesAFileThatIsNotThere) {
  EXPECT_THAT(ReadCompiledCatalog(folder_.File("none"), *lexicon_),
              HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
}

TEST_F(CompiledCatalogTest, RefusesToWriteWhereThereIsNoFolder) {
  ASSERT_OK_AND_ASSIGN(const CompiledCatalog compiled,
                       ReadCompiledCatalog(path_, *lexicon_));
  EXPECT_THAT(WriteCompiledCatalog(*compiled.catalog, *lexicon_,
                                   folder_.File("none/catalog")),
              HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
}

TEST_F(CompiledCatalogTest, RefusesWhatIsNoCompiledCatalog) {
  EXPECT_THAT(ReadBack(""), HasReason(v1::ERROR_REASON_DATA_FILE_INVALID));
  EXPECT_THAT(ReadBack("entity { id: \"x\" }"),
              HasReason(v1::ERROR_REASON_DATA_FILE_INVALID));
}

TEST_F(CompiledCatalogTest, RefusesAFileCutOffAnywhere) {
  for (size_t size = 0; size < file_.size(); size += 7) {
    EXPECT_THAT(ReadBack(file_.substr(0, size)),
                HasReason(v1::ERROR_REASON_DATA_FILE_INVALID))
        << size;
  }
}

TEST_F(CompiledCatalogTest, RefusesAFileWithMoreBehind) {
  EXPECT_THAT(ReadBack(file_ + "x"),
              HasReason(v1::ERROR_REASON_DATA_FILE_INVALID));
}

TEST_F(CompiledCatalogTest, RefusesAnyDamageOfTheImage) {
  for (size_t i = kHeaderBytes; i < file_.size(); i += 11) {
    std::string damaged = file_;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    EXPECT_THAT(ReadBack(damaged),
                HasReason(v1::ERROR_REASON_DATA_FILE_INVALID))
        << i;
  }
}

TEST_F(CompiledCatalogTest, RefusesANewerFormat) {
  std::string newer = file_;
  ++newer[kVersionAt];
  EXPECT_THAT(ReadBack(newer), HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
}

TEST_F(CompiledCatalogTest, RefusesWhatAnotherVersionCompiled) {
  std::string other = file_;
  ++other[kFingerprintAt];
  EXPECT_THAT(ReadBack(other), HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
}

TEST_F(CompiledCatalogTest, RefusesAnotherLexicon) {
  const auto other =
      Lexicon::Parse({{"words", "list { name: \"stop_word\" word: \"من\" }"}});
  ASSERT_THAT(other, IsOk());
  EXPECT_THAT(ReadCompiledCatalog(path_, **other),
              HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
}

// A forged image, whose digest is right, is refused or can be used safely.
TEST_F(CompiledCatalogTest, SurvivesForgedImages) {
  constexpr unsigned kSeed = 20260102;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  int refused = 0;
  for (int round = 0; round < 2000; ++round) {
    std::string forged = file_;
    const size_t place =
        kHeaderBytes + random() % (forged.size() - kHeaderBytes);
    forged[place] = static_cast<char>(random());
    if (round % 4 == 0) forged.resize(place);
    ASSERT_THAT(WriteFileAtomically(path_, Resealed(forged)), IsOk());
    const auto compiled = ReadCompiledCatalog(path_, *lexicon_);
    if (!compiled.ok()) {
      EXPECT_THAT(compiled, HasReason(v1::ERROR_REASON_DATA_FILE_INVALID));
      ++refused;
      continue;
    }
    for (uint32_t i = 0; i < compiled->catalog->size(); ++i) {
      EXPECT_FALSE(compiled->catalog->ToEntity(i).display_name().empty());
    }
    const uint64_t hash = HashToken("nvidia");
    const absl::string_view token = "nvidia";
    const NameTable& table = compiled->names.table();
    for (const absl::Span<const uint32_t> values :
         {table.FindAlone(token),
          table.Find(ExtendSequence(kEmptySequence, hash), {token})}) {
      for (const uint32_t value : values) {
        EXPECT_LT(compiled->names.EntityOf(Sense(value)), 2u);
      }
    }
  }
  EXPECT_GT(refused, 500);
}

// What is read with a compiled catalog is what is read with its files.
TEST(CompiledCatalogAnalyzerTest, ReadsAsTheFilesDo) {
  const TempDir folder;
  ASSERT_THAT(WriteFileAtomically(folder.File("names.textproto"),
                                  SyntheticCatalog(2000, 7)),
              IsOk());
  Analyzer::Options from_files;
  from_files.catalog_dir = folder.path();
  Analyzer::Options from_compiled;
  from_compiled.catalog_dir = folder.File("compiled");
  ASSERT_THAT(Analyzer::Compile(from_files, from_compiled.catalog_dir), IsOk());
  ASSERT_OK_AND_ASSIGN(const auto expected, Analyzer::Create(from_files));
  ASSERT_OK_AND_ASSIGN(const auto compiled, Analyzer::Create(from_compiled));
  EXPECT_EQ(compiled->catalog_version(), expected->catalog_version());

  const auto names = SyntheticNames(1000, 7);
  v1::Document document;
  document.set_source("قالت رويترز إن الصين سمحت لشركة إنفيديا ببيع H200 إلى " +
                      names[17].first + " وإلى " + names[800].second +
                      " مقابل 3 مليارات دولار، وقال ترمب إن ميتا ستشتري، "
                      "ووافق مجلس الشيوخ وقال المحلل سامر الحلواني.");
  ASSERT_OK_AND_ASSIGN(const v1::Analysis want,
                       expected->Analyze(document, {}));
  EXPECT_GT(want.mentions_size(), 5);
  EXPECT_THAT(compiled->Analyze(document, {}), IsOkAndHolds(EqualsProto(want)));
}

}  // namespace
}  // namespace isnad
