// What the conformance suite of `Store` works with.
#ifndef ISNAD_TESTS_QUERY_SERVICE_STORE_STORE_CONFORMANCE_FIXTURE_H_
#define ISNAD_TESTS_QUERY_SERVICE_STORE_STORE_CONFORMANCE_FIXTURE_H_

#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/status/errors.h"
#include "common/text/fold.h"
#include "common/text/sketch.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "query_service/store/store.h"
#include "tests/query_service/store/test_records.h"
#include "tests/support/matchers.h"

namespace isnad {

// Where a store of the tested engine is kept; closed stores can be opened
// again.
class StoreHome {
 public:
  virtual ~StoreHome() = default;
  virtual absl::StatusOr<std::unique_ptr<Store>> Open(
      int64_t retention_revisions) = 0;
};

struct StoreEngine {
  std::string name;
  std::function<std::unique_ptr<StoreHome>()> make_home;
};

class StoreConformance : public testing::TestWithParam<StoreEngine> {
 protected:
  void SetUp() override {
    home_ = GetParam().make_home();
    Reopen();
  }

  void Reopen(int64_t retention_revisions = 10'000) {
    producer_.reset();
    store_.reset();
    ASSERT_OK_AND_ASSIGN(store_, home_->Open(retention_revisions));
  }

  Store& store() { return *store_; }

  // Appends records by a producer of its own, which must succeed, and waits
  // until they can be read. Returns the newest revision of the batch.
  int64_t Put(const std::vector<v1::Record>& records) {
    if (producer_ == nullptr) {
      producer_ = std::make_unique<TestProducer>(*store_, "put");
    }
    const AppendResult result = producer_->Append(records);
    EXPECT_THAT(result.status, IsOk());
    EXPECT_THAT(result.rejected, testing::IsEmpty());
    EXPECT_THAT(WaitForRevision(*store_, result.revision), IsOk());
    return result.revision;
  }

  std::unique_ptr<StoreReader> Read(std::optional<int64_t> at = {}) {
    absl::StatusOr<std::unique_ptr<StoreReader>> reader = store_->Read(at);
    EXPECT_THAT(reader, IsOk());
    return reader.ok() ? *std::move(reader) : nullptr;
  }

  std::vector<std::string> DocumentIds(StoreReader& reader) {
    std::vector<std::string> ids;
    EXPECT_THAT(
        reader.ScanDocuments("",
                             [&](StoredDocument& stored) {
                               ids.push_back(stored.document.name().substr(10));
                               return Visit::kContinue;
                             }),
        IsOk());
    return ids;
  }

  // Texts of the mentions of a scan, each as "document:text".
  std::vector<std::string> Mentions(StoreReader& reader,
                                    const MentionScan& scan) {
    std::vector<std::string> found;
    EXPECT_THAT(reader.ScanMentions(scan,
                                    [&](MentionPosition, v1::Mention& mention) {
                                      const std::string& name = mention.name();
                                      found.push_back(absl::StrCat(
                                          name.substr(10, name.find("/m") - 10),
                                          ":", mention.text()));
                                      return Visit::kContinue;
                                    }),
                IsOk());
    return found;
  }

  std::vector<int64_t> Search(StoreReader& reader,
                              std::vector<std::vector<std::string>> phrases) {
    SearchTerms terms;
    terms.phrases = std::move(phrases);
    const auto hits = reader.Search(terms, std::nullopt, 100);
    EXPECT_THAT(hits, IsOk());
    std::vector<int64_t> versions;
    if (hits.ok()) {
      for (const SearchHit& hit : *hits) versions.push_back(hit.version);
    }
    return versions;
  }

  std::unique_ptr<StoreHome> home_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<TestProducer> producer_;
};

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(StoreConformance);

inline v1::Record Acme() {
  return EntityRecord({TestEntity("acme", {"Acme", "\u0623\u0643\u0645\u064A"}),
                       TestEntity("bolt", {"Bolt"})});
}

}  // namespace isnad

#endif  // ISNAD_TESTS_QUERY_SERVICE_STORE_STORE_CONFORMANCE_FIXTURE_H_
