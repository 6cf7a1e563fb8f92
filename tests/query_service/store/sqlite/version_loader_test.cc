#include "query_service/store/sqlite/version_loader.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/sqlite/database.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "query_service/store/sqlite/sqlite_store.h"
#include "tests/query_service/store/test_records.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

// More than are read at once.
constexpr int kEntities = 2'500;
constexpr int64_t kLate = 1'000'000'000;

class VersionLoaderTest : public testing::Test {
 protected:
  void SetUp() override {
    SqliteStore::Options options;
    options.path = path_;
    ASSERT_OK_AND_ASSIGN(const auto store, SqliteStore::Open(options));
    TestProducer producer(*store);
    std::vector<v1::Entity> entities;
    entities.reserve(kEntities);
    for (int i = 0; i < kEntities; ++i) {
      entities.push_back(TestEntity(absl::StrCat("e", i), {"Name"}));
    }
    ASSERT_THAT(producer.Append({EntityRecord(entities)}).status, IsOk());
    ASSERT_THAT(
        producer.Append({EntityRecord({TestEntity("e7", {"Newer"})})}).status,
        IsOk());
    // Revisions from 3 on.
    ASSERT_THAT(producer
                    .Append({DocumentRecord("kept", "text", {}),
                             DocumentRecord("gone", "text", {}),
                             DocumentRecord("new", "text", {}),
                             DocumentRecord("new", "newer text", {}),
                             DeletionRecord("gone")})
                    .status,
                IsOk());
  }

  VersionLoader::Options Options() const {
    VersionLoader::Options options;
    options.path = path_;
    options.pause = absl::Milliseconds(1);
    return options;
  }

  // The name of an entity in the file, once it is there.
  static std::string NameOf(const VersionFile& file, absl::string_view id) {
    std::optional<VersionFile::Version> found;
    while (!(found = file.Find(id, kLate)).has_value()) {
      absl::SleepFor(absl::Milliseconds(1));
    }
    v1::Entity entity;
    EXPECT_TRUE(entity.ParseFromString(found->data));
    return entity.display_name();
  }

  static bool HasAll(const VersionFile& file) {
    for (int i = 0; i < kEntities; ++i) {
      if (NameOf(file, absl::StrCat("e", i)) != (i == 7 ? "Newer" : "Name")) {
        return false;
      }
    }
    return true;
  }

  TempDir dir_;
  const std::string path_ = dir_.File("store.db");
};

TEST_F(VersionLoaderTest, LoadsTheNewestVersionOfEach) {
  VersionFiles files(dir_.path());
  VersionLoader loader(Options(), files);
  EXPECT_TRUE(files.entities.is_open());
  EXPECT_TRUE(HasAll(files.entities));
}

TEST_F(VersionLoaderTest, LoadsTheDocumentsThatThereAre) {
  VersionFiles files(dir_.path());
  VersionLoader loader(Options(), files);
  // They are loaded first.
  NameOf(files.entities, "e1");
  const auto version_of = [&](absl::string_view id) {
    const auto found = files.documents.Find(id, kLate);
    return found.has_value() && found->data.empty() ? found->version : 0;
  };
  EXPECT_EQ(version_of("kept"), 3);
  EXPECT_EQ(version_of("new"), 6);
  EXPECT_EQ(version_of("gone"), 0);
}

TEST_F(VersionLoaderTest, LoadsTheNewestOfManyVersions) {
  constexpr int kDocuments = 1'500;
  {
    SqliteStore::Options options;
    options.path = path_;
    ASSERT_OK_AND_ASSIGN(const auto store, SqliteStore::Open(options));
    std::vector<v1::Record> records;
    // Rows that are read at once end between the versions of some document.
    for (const char* text : {"first", "second", "third"}) {
      for (int i = 0; i < kDocuments; ++i) {
        records.push_back(DocumentRecord(absl::StrCat("d", i), text, {}));
      }
    }
    ASSERT_THAT(TestProducer(*store, "other").Append(records).status, IsOk());
  }
  {
    // Ids stand in two tables, recent ones in the second.
    ASSERT_OK_AND_ASSIGN(SqliteDatabase database,
                         SqliteDatabase::Open(path_, {}));
    ASSERT_THAT(database.Execute("INSERT INTO document_id SELECT * FROM "
                                 "recent_document_id WHERE version%2=0 ORDER "
                                 "BY id; DELETE FROM recent_document_id WHERE "
                                 "version%2=0;"),
                IsOk());
    ASSERT_GT(database.changes(), 0);
  }
  VersionFiles files(dir_.path());
  VersionLoader loader(Options(), files);
  NameOf(files.entities, "e1");
  for (int i = 0; i < kDocuments; ++i) {
    const auto found = files.documents.Find(absl::StrCat("d", i), kLate);
    ASSERT_TRUE(found.has_value()) << i;
    // Five revisions come before them, besides those of the entities.
    EXPECT_EQ(found->version, 7 + 2 * kDocuments + i + 1) << i;
  }
}

TEST_F(VersionLoaderTest, LeavesWhatIsNewerThanTheTables) {
  VersionFiles files(dir_.path());
  ASSERT_TRUE(files.entities.Begin());
  files.entities.Put("e3", kLate,
                     TestEntity("e3", {"Newest"}).SerializeAsString());
  VersionLoader loader(Options(), files);
  NameOf(files.entities, absl::StrCat("e", kEntities - 1));
  EXPECT_EQ(NameOf(files.entities, "e3"), "Newest");
}

TEST_F(VersionLoaderTest, TriesAgainUntilThereIsAStore) {
  VersionLoader::Options options = Options();
  const std::string moved = dir_.File("moved.db");
  ASSERT_EQ(std::rename(path_.c_str(), moved.c_str()), 0);
  VersionFiles files(dir_.path());
  VersionLoader loader(options, files);
  absl::SleepFor(absl::Milliseconds(20));
  EXPECT_FALSE(files.entities.Find("e1", kLate).has_value());
  ASSERT_EQ(std::rename(moved.c_str(), path_.c_str()), 0);
  EXPECT_TRUE(HasAll(files.entities));
}

TEST_F(VersionLoaderTest, EndsAtOnceWhenItIsStopped) {
  VersionLoader::Options options = Options();
  options.pause = absl::Hours(24);
  VersionFiles files(dir_.path());
  VersionLoader loader(options, files);
  loader.Stop();
  loader.Stop();
}

}  // namespace
}  // namespace isnad
