#include "query_service/store/sqlite/version_file.h"

#include <sys/resource.h>

#include <atomic>
#include <csignal>
#include <optional>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

using testing::Optional;

constexpr int64_t kLate = 1'000'000'000;

class VersionFileTest : public testing::Test {
 protected:
  // The data found in `file_`.
  std::optional<std::string> Find(absl::string_view id,
                                  int64_t revision) const {
    const auto found = file_.Find(id, revision);
    return found.has_value() ? std::make_optional(found->data) : std::nullopt;
  }

  void SetUp() override { ASSERT_TRUE(file_.Begin()); }

  TempDir dir_;
  VersionFile file_{dir_.path()};
};

TEST_F(VersionFileTest, FindsWhatWasPut) {
  file_.Put("acme", 3, "data of acme");
  file_.Put("nvidia", 4, "");
  EXPECT_THAT(Find("acme", kLate), Optional(std::string("data of acme")));
  EXPECT_THAT(Find("nvidia", kLate), Optional(std::string()));
  EXPECT_EQ(Find("amd", kLate), std::nullopt);
  EXPECT_EQ(Find("", kLate), std::nullopt);
}

TEST_F(VersionFileTest, HasNothingOfARevisionBeforeTheNewestVersion) {
  file_.Put("acme", 3, "first");
  file_.Put("acme", 7, "second");
  EXPECT_THAT(Find("acme", 7), Optional(std::string("second")));
  EXPECT_EQ(Find("acme", 6), std::nullopt);
  EXPECT_EQ(file_.Find("acme", 9)->version, 7);
}

TEST_F(VersionFileTest, KeepsTheNewerVersionWhateverComesLast) {
  file_.Put("acme", 7, "second");
  file_.Put("acme", 3, "first");
  file_.Put("acme", 7, "other");
  EXPECT_THAT(Find("acme", kLate), Optional(std::string("second")));
}

TEST_F(VersionFileTest, VersionsMayGrowAndShrink) {
  int64_t version = 0;
  // From one read to several, and within the room that there is.
  for (const size_t size : {10u, 2'000u, 5u, 2'100u, 100'000u, 600u, 0u, 20u}) {
    const std::string data(size, static_cast<char>('a' + version));
    file_.Put("acme", ++version, data);
    EXPECT_THAT(Find("acme", kLate), Optional(data)) << size;
  }
}

TEST_F(VersionFileTest, FindsEachOfMany) {
  constexpr int kMany = 200'000;
  const auto data = [](int i) {
    return absl::StrCat("data ", i,
                        std::string(static_cast<size_t>(i % 90), '.'));
  };
  for (int i = 0; i < kMany; ++i)
    file_.Put(absl::StrCat("e", i), i + 1, data(i));
  for (int i = 0; i < kMany; i += 7) {
    ASSERT_THAT(Find(absl::StrCat("e", i), kLate), Optional(data(i)));
  }
  for (int i = 0; i < kMany; ++i) {
    ASSERT_EQ(Find(absl::StrCat("f", i), kLate), std::nullopt);
  }
}

TEST_F(VersionFileTest, WhoReadsSeesWholeVersionsOrNone) {
  // Of the same room, so each is written over the one before it.
  const auto data = [](int64_t version) {
    return std::string(400, static_cast<char>('a' + version % 26));
  };
  file_.Put("acme", 1, data(1));
  std::atomic<bool> done{false};
  int found = 0;
  std::thread reader([&] {
    while (!done) {
      const std::optional<std::string> entity = Find("acme", kLate);
      if (!entity.has_value()) continue;
      ++found;
      ASSERT_EQ(*entity, std::string(400, (*entity)[0]));
    }
  });
  for (int64_t version = 2; version < 50'000; ++version) {
    file_.Put("acme", version, data(version));
  }
  done = true;
  reader.join();
  EXPECT_GT(found, 0);
}

TEST_F(VersionFileTest, WithoutAFileNothingIsFound) {
  VersionFile none(dir_.path());
  none.Put("acme", 1, "data");
  EXPECT_FALSE(none.is_open());
  EXPECT_FALSE(none.Find("acme", kLate).has_value());
  VersionFile nowhere(dir_.File("missing"));
  EXPECT_FALSE(nowhere.Begin());
  nowhere.Put("acme", 1, "data");
  EXPECT_FALSE(nowhere.Find("acme", kLate).has_value());
}

// Files of this process get no larger while it lives.
class LimitedFileSize {
 public:
  explicit LimitedFileSize(rlim_t bytes) {
    // Else the process is ended by it.
    old_handler_ = std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &old_);
    rlimit limit = old_;
    limit.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~LimitedFileSize() {
    ::setrlimit(RLIMIT_FSIZE, &old_);
    std::signal(SIGXFSZ, old_handler_);
  }
  LimitedFileSize(const LimitedFileSize&) = delete;
  LimitedFileSize& operator=(const LimitedFileSize&) = delete;

 private:
  rlimit old_ = {};
  void (*old_handler_)(int) = nullptr;
};

TEST_F(VersionFileTest, LeavesTheLastRoomOfADiskToOthers) {
  int64_t free = 2 * VersionFile::kLeastFreeBytes - 1;
  VersionFile file(dir_.path(), [&free] { return free; });
  EXPECT_FALSE(file.Begin());
  ++free;
  ASSERT_TRUE(file.Begin());
  free = VersionFile::kLeastFreeBytes;
  const std::string data(1 << 20, 'x');
  file.Put("a", 1, data);
  EXPECT_TRUE(file.is_open());
  --free;
  file.Put("b", 1, data);
  EXPECT_FALSE(file.is_open());
  EXPECT_FALSE(file.Find("a", kLate).has_value());
  EXPECT_FALSE(file.Begin());
}

TEST_F(VersionFileTest, IsGivenUpWhereThereIsNoRoomAndCanBeginAnew) {
  file_.Put("acme", 1, "old");
  {
    const LimitedFileSize limited(64 << 10);
    file_.Put("nvidia", 2, std::string(200 << 10, 'x'));
    EXPECT_FALSE(file_.is_open());
    // What would be out of date is not found either.
    EXPECT_EQ(Find("acme", kLate), std::nullopt);
    file_.Put("acme", 3, "new");
    EXPECT_EQ(Find("acme", kLate), std::nullopt);
  }
  ASSERT_TRUE(file_.Begin());
  EXPECT_EQ(Find("acme", kLate), std::nullopt);
  file_.Put("nvidia", 2, std::string(200 << 10, 'x'));
  file_.Put("acme", 3, "new");
  EXPECT_THAT(Find("acme", kLate), Optional(std::string("new")));
  EXPECT_THAT(Find("nvidia", kLate), Optional(std::string(200 << 10, 'x')));
}

}  // namespace
}  // namespace isnad
