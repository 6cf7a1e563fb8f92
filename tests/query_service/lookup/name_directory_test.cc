#include "query_service/lookup/name_directory.h"

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <utility>
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

class NameDirectoryTest : public testing::Test {
 protected:
  void SetUp() override {
    SqliteStore::Options options;
    options.path = dir_.File("store.db");
    ASSERT_OK_AND_ASSIGN(store_, SqliteStore::Open(options));
    producer_ = std::make_unique<TestProducer>(*store_);
  }

  int64_t Put(const std::vector<v1::Entity>& entities) {
    const AppendResult result = producer_->Append({EntityRecord(entities)});
    EXPECT_THAT(result.status, IsOk());
    return result.revision;
  }

  static NameDirectory::Options Quick() {
    NameDirectory::Options options;
    options.pause = absl::ZeroDuration();
    return options;
  }

  // The snapshot once it has come so far, within twenty seconds.
  static std::shared_ptr<const NameSnapshot> At(const NameDirectory& names,
                                                int64_t revision) {
    const absl::Time limit = absl::Now() + absl::Seconds(20);
    while (names.Snapshot()->revision < revision && absl::Now() < limit) {
      std::this_thread::yield();
    }
    EXPECT_GE(names.Snapshot()->revision, revision);
    return names.Snapshot();
  }

  static std::vector<std::string> Ids(const NameSnapshot& names,
                                      const std::string& query) {
    std::vector<std::string> ids;
    for (const NameHit& hit : names.Match(query, 5)) {
      EXPECT_GE(hit.score, NameSegment::kMinScore);
      EXPECT_LE(hit.score, 1);
      ids.push_back(hit.entity_id);
    }
    return ids;
  }

  TempDir dir_;
  std::unique_ptr<SqliteStore> store_;
  std::unique_ptr<TestProducer> producer_;
};

TEST_F(NameDirectoryTest, KnowsWhatWasThereAndWhatComes) {
  Put({TestEntity("qualcomm", {"Qualcomm", "كوالكوم"})});
  NameDirectory names(*store_, Quick());
  EXPECT_THAT(Ids(*At(names, 1), "Qualcom"), testing::ElementsAre("qualcomm"));
  EXPECT_THAT(Ids(*At(names, 1), "Blackwel"), testing::IsEmpty());
  const int64_t revision = Put({TestEntity("blackwell", {"Blackwell"})});
  EXPECT_THAT(Ids(*At(names, revision), "Blackwel"),
              testing::ElementsAre("blackwell"));
  // A change of names: the old ones may linger, the new ones are there.
  const int64_t renamed = Put({TestEntity("qualcomm", {"Snapdragon Inc"})});
  EXPECT_THAT(Ids(*At(names, renamed), "Snapdragn Inc"),
              testing::ElementsAre("qualcomm"));
}

TEST_F(NameDirectoryTest, FindsAcrossScripts) {
  Put({TestEntity("lutnick", {"Howard Lutnick"}),
       TestEntity("sacks", {"ديفيد ساكس"}), TestEntity("asml", {"ASML"})});
  NameDirectory names(*store_, Quick());
  const auto snapshot = At(names, 1);
  EXPECT_THAT(Ids(*snapshot, "هاورد لوتنيك"), testing::ElementsAre("lutnick"));
  EXPECT_THAT(Ids(*snapshot, "David Saks"), testing::ElementsAre("sacks"));
}

TEST_F(NameDirectoryTest, HostileNamesAreBornAndUnrelatedOnesNotFound) {
  std::string long_name;
  for (int i = 0; i < 256; ++i) long_name += "\u0645";
  std::string words;
  for (int i = 0; i < 128; ++i) words += "a ";
  const std::vector<std::string> hostile = {"",
                                            " ",
                                            "\u200F",
                                            "\u064B\u064B",
                                            "7",
                                            "H20",
                                            "123456",
                                            long_name,
                                            words,
                                            "...",
                                            "Аpple",  // Cyrillic first letter
                                            "إنفيdia",
                                            "\xFF\xFE",
                                            "\xD9",
                                            "名前",
                                            "🙂🙂",
                                            std::string("a\0b", 3),
                                            std::string(100'000, 'x')};
  std::vector<v1::Entity> entities;
  for (size_t i = 0; i < hostile.size(); ++i) {
    v1::Entity entity = TestEntity(absl::StrCat("h", i), {});
    entity.add_names()->set_text(hostile[i]);
    entities.push_back(std::move(entity));
  }
  entities.push_back(TestEntity("nameless", {}));
  // Straight into a segment: a record could not carry bytes that are no text.
  NameSegment::Builder builder;
  for (const v1::Entity& entity : entities) builder.Add(entity);
  const auto segment = std::move(builder).Build("");
  for (const std::string& query : hostile) {
    // No longer ones are asked.
    if (query.size() > 1'024) continue;
    std::vector<NameHit> hits;
    segment->Match(query, 50, hits);
    for (const NameHit& hit : hits) {
      EXPECT_GE(hit.score, NameSegment::kMinScore);
      EXPECT_FALSE(hit.entity_id.empty());
    }
  }
  std::vector<NameHit> hits;
  segment->Match("H20", 1, hits);
  ASSERT_EQ(hits.size(), 1u);
  EXPECT_EQ(hits[0].entity_id, "h5");
  EXPECT_EQ(hits[0].method, v1::MATCH_METHOD_EXACT);
  hits.clear();
  segment->Match("entirely unrelated", 5, hits);
  EXPECT_TRUE(hits.empty());
}

// However changes come, few segments are left, and every name is found.
TEST_F(NameDirectoryTest, SegmentsAreJoined) {
  NameDirectory names(*store_, Quick());
  constexpr int kEntities = 150;
  int64_t revision = 0;
  for (int i = 0; i < kEntities; ++i) {
    revision = Put({TestEntity(absl::StrCat("e", i),
                               {absl::StrCat("Maker", i), "Shared Name"})});
    ASSERT_THAT(WaitForRevision(*store_, revision), IsOk());
  }
  const auto snapshot = At(names, revision);
  EXPECT_LE(snapshot->segments.size(), 5u);
  size_t entities = 0;
  for (const auto& segment : snapshot->segments) {
    entities += segment->entity_count();
  }
  EXPECT_EQ(entities, size_t{kEntities});
  for (int i = 0; i < kEntities; i += 7) {
    EXPECT_EQ(snapshot->Match(absl::StrCat("Maker", i), 1)[0].entity_id,
              absl::StrCat("e", i));
  }
}

TEST_F(NameDirectoryTest, HoldsNoMoreNamesThanItMay) {
  std::vector<v1::Entity> entities;
  entities.reserve(100);
  for (int i = 0; i < 100; ++i) {
    entities.push_back(
        TestEntity(absl::StrCat("e", 100 + i), {absl::StrCat("Maker", i)}));
  }
  Put(entities);
  NameDirectory::Options options = Quick();
  options.max_names = 60;
  NameDirectory names(*store_, options);
  At(names, 1);
  const int64_t revision = Put({TestEntity("late", {"Latecomer"})});
  const auto snapshot = At(names, revision);
  size_t count = 0;
  for (const auto& segment : snapshot->segments) count += segment->name_count();
  EXPECT_EQ(count, 60u);
  EXPECT_THAT(Ids(*snapshot, "Latecomr"), testing::IsEmpty());
}

TEST_F(NameDirectoryTest, MakesNoLargerSegmentsThanItMay) {
  const auto put = [&](int from, int to) {
    std::vector<v1::Entity> entities;
    for (int i = from; i < to; ++i) {
      entities.push_back(
          TestEntity(absl::StrCat("e", i), {absl::StrCat("Maker ", i)}));
    }
    return Put(entities);
  };
  put(0, 1'990);
  NameDirectory::Options options = Quick();
  options.max_segment_names = 1'000;
  NameDirectory names(*store_, options);
  At(names, 1);
  // Near enough to the last segment's size to be joined to it, if it might.
  const auto snapshot = At(names, put(1'990, 2'290));
  size_t count = 0;
  for (const auto& segment : snapshot->segments) {
    EXPECT_LE(segment->name_count(), 1'000u);
    count += segment->name_count();
  }
  EXPECT_EQ(count, 2'290u);
  for (const int i : {7, 1'989, 2'289}) {
    EXPECT_THAT(Ids(*snapshot, absl::StrCat("Maker ", i)),
                testing::Contains(absl::StrCat("e", i)));
  }
}

TEST_F(NameDirectoryTest, FindsTheSameInAFileAsInMemory) {
  constexpr size_t kEntities = NameSegment::kMinSpilledNames + 100;
  std::vector<v1::Entity> entities;
  for (size_t i = 0; i < kEntities; ++i) {
    entities.push_back(
        TestEntity(absl::StrCat("e", i), {absl::StrCat("Maker ", i)}));
  }
  Put(entities);
  NameDirectory::Options options = Quick();
  const NameDirectory in_memory(*store_, options);
  options.folder = dir_.path();
  const NameDirectory in_file(*store_, options);
  options.folder = dir_.File("none");
  const NameDirectory nowhere_to_write(*store_, options);
  const size_t most = At(in_memory, 1)->segments[0]->memory_bytes();
  EXPECT_LT(At(in_file, 1)->segments[0]->memory_bytes(), most / 2);
  EXPECT_EQ(At(nowhere_to_write, 1)->segments[0]->memory_bytes(), most);
  for (const char* query : {"Maker 77", "Makr 9999", "ميكر 10050"}) {
    const std::vector<std::string> found = Ids(*At(in_memory, 1), query);
    EXPECT_FALSE(found.empty()) << query;
    EXPECT_EQ(Ids(*At(in_file, 1), query), found) << query;
    EXPECT_EQ(Ids(*At(nowhere_to_write, 1), query), found) << query;
  }
}

TEST_F(NameDirectoryTest, ReadersAndTheWriterGoOnTogether) {
  NameDirectory names(*store_, Quick());
  std::atomic<bool> done{false};
  std::vector<std::thread> readers;
  readers.reserve(2);
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      while (!done) {
        const auto snapshot = names.Snapshot();
        const auto hits = snapshot->Match("Maker1", 3);
        EXPECT_EQ(hits.empty(), snapshot->revision == 0);
      }
    });
  }
  int64_t revision = 0;
  for (int i = 0; i < 40; ++i) {
    revision =
        Put({TestEntity(absl::StrCat("e", i), {absl::StrCat("Maker", i + 1)})});
  }
  At(names, revision);
  done = true;
  for (std::thread& reader : readers) reader.join();
}

TEST_F(NameDirectoryTest, EndsWhileItWaitsAndWhileItBuilds) {
  { NameDirectory idle(*store_, Quick()); }
  std::vector<v1::Entity> entities;
  entities.reserve(3'000);
  for (int i = 0; i < 3'000; ++i) {
    entities.push_back(
        TestEntity(absl::StrCat("e", i), {absl::StrCat("Maker ", i)}));
  }
  Put(entities);
  for (int i = 0; i < 3; ++i) NameDirectory building(*store_, Quick());
  NameDirectory names(*store_, Quick());
  EXPECT_FALSE(Ids(*At(names, 1), "Maker 2999").empty());
}

}  // namespace
}  // namespace isnad
