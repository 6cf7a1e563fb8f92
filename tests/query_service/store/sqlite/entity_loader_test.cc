#include "query_service/store/sqlite/entity_loader.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
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

class EntityLoaderTest : public testing::Test {
 protected:
  void SetUp() override {
    SqliteStore::Options options;
    options.path = path_;
    ASSERT_OK_AND_ASSIGN(const auto store, SqliteStore::Open(options));
    TestProducer producer(*store);
    std::vector<v1::Entity> entities;
    for (int i = 0; i < kEntities; ++i) {
      entities.push_back(TestEntity(absl::StrCat("e", i), {"Name"}));
    }
    ASSERT_THAT(producer.Append({EntityRecord(entities)}).status, IsOk());
    ASSERT_THAT(
        producer.Append({EntityRecord({TestEntity("e7", {"Newer"})})}).status,
        IsOk());
  }

  EntityLoader::Options Options() const {
    EntityLoader::Options options;
    options.path = path_;
    options.pause = absl::Milliseconds(1);
    return options;
  }

  // The name of an entity in the file, once it is there.
  static std::string NameOf(const EntityFile& file, absl::string_view id) {
    std::optional<std::string> found;
    while (!(found = file.Find(id, kLate)).has_value()) {
      absl::SleepFor(absl::Milliseconds(1));
    }
    v1::Entity entity;
    EXPECT_TRUE(entity.ParseFromString(*found));
    return entity.display_name();
  }

  static bool HasAll(const EntityFile& file) {
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

TEST_F(EntityLoaderTest, LoadsTheNewestVersionOfEach) {
  EntityFile file(dir_.path());
  EntityLoader loader(Options(), file);
  EXPECT_TRUE(file.is_open());
  EXPECT_TRUE(HasAll(file));
}

TEST_F(EntityLoaderTest, LeavesWhatIsNewerThanTheTables) {
  EntityFile file(dir_.path());
  ASSERT_TRUE(file.Begin());
  file.Put("e3", kLate, TestEntity("e3", {"Newest"}).SerializeAsString());
  EntityLoader loader(Options(), file);
  NameOf(file, absl::StrCat("e", kEntities - 1));
  EXPECT_EQ(NameOf(file, "e3"), "Newest");
}

TEST_F(EntityLoaderTest, TriesAgainUntilThereIsAStore) {
  EntityLoader::Options options = Options();
  const std::string moved = dir_.File("moved.db");
  ASSERT_EQ(std::rename(path_.c_str(), moved.c_str()), 0);
  EntityFile file(dir_.path());
  EntityLoader loader(options, file);
  absl::SleepFor(absl::Milliseconds(20));
  EXPECT_EQ(file.Find("e1", kLate), std::nullopt);
  ASSERT_EQ(std::rename(moved.c_str(), path_.c_str()), 0);
  EXPECT_TRUE(HasAll(file));
}

TEST_F(EntityLoaderTest, EndsAtOnceWhenItIsStopped) {
  EntityLoader::Options options = Options();
  options.pause = absl::Hours(24);
  EntityFile file(dir_.path());
  EntityLoader loader(options, file);
  loader.Stop();
  loader.Stop();
}

}  // namespace
}  // namespace isnad
