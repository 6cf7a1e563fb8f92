#include <memory>
#include <utility>

#include "query_service/store/sqlite/sqlite_store.h"
#include "tests/query_service/store/store_conformance.h"
#include "tests/support/temp_dir.h"

namespace isnad {
namespace {

class SqliteHome final : public StoreHome {
 public:
  absl::StatusOr<std::unique_ptr<Store>> Open(
      int64_t retention_revisions) override {
    SqliteStore::Options options;
    options.path = dir_.File("store.db");
    options.retention_revisions = retention_revisions;
    absl::StatusOr<std::unique_ptr<SqliteStore>> store =
        SqliteStore::Open(options);
    if (!store.ok()) return store.status();
    return std::unique_ptr<Store>(*std::move(store));
  }

 private:
  TempDir dir_;
};

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreConformance,
                         testing::Values(StoreEngine{
                             "sqlite",
                             [] { return std::make_unique<SqliteHome>(); }}),
                         [](const testing::TestParamInfo<StoreEngine>& param) {
                           return param.param.name;
                         });

}  // namespace
}  // namespace isnad
