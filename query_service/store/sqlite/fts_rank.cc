#include "query_service/store/sqlite/fts_rank.h"

#include <vector>

#include "common/sqlite/sqlite_status.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

constexpr double kSaturation = 1.2;
constexpr double kLengthWeight = 0.75;
constexpr double kUsualWords = 400;

int CountPhrases(const Fts5ExtensionApi* api, Fts5Context* context,
                 std::vector<int>& counts) {
  counts.assign(static_cast<size_t>(api->xPhraseCount(context)), 0);
  int instances = 0;
  int code = api->xInstCount(context, &instances);
  for (int i = 0; code == SQLITE_OK && i < instances; ++i) {
    int phrase = 0;
    int column = 0;
    int offset = 0;
    code = api->xInst(context, i, &phrase, &column, &offset);
    if (code == SQLITE_OK) ++counts[static_cast<size_t>(phrase)];
  }
  return code;
}

void Rank(const Fts5ExtensionApi* api, Fts5Context* context,
          sqlite3_context* result, int /*argc*/, sqlite3_value** /*argv*/) {
  std::vector<int> counts;
  int words = 0;
  int code = CountPhrases(api, context, counts);
  if (code == SQLITE_OK) code = api->xColumnSize(context, 0, &words);
  if (code != SQLITE_OK) {
    sqlite3_result_error_code(result, code);
    return;
  }
  const double length_factor =
      kSaturation * (1 - kLengthWeight + kLengthWeight * words / kUsualWords);
  double score = 0;
  for (const int count : counts) {
    score += count * (kSaturation + 1) / (count + length_factor);
  }
  sqlite3_result_double(result, score);
}

}  // namespace

absl::Status RegisterFtsRank(SqliteDatabase& database) {
  // FTS5 hands its interface out through a pointer bound to a statement
  // (SQLite's documentation of FTS5, section 7).
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v2(database.handle(), "SELECT fts5(?1)", -1,
                                &statement, nullptr);
  if (code == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr",
                         nullptr);
    sqlite3_step(statement);
    code = sqlite3_finalize(statement);
  }
  RETURN_IF_ERROR(SqliteStatus(code, database.handle(), "fts5()"));
  if (api == nullptr) {
    return SqliteStatus(SQLITE_ERROR, "SQLite has no FTS5", "fts5()");
  }
  return SqliteStatus(
      api->xCreateFunction(api, "isnad_rank", nullptr, &Rank, nullptr),
      database.handle(), "isnad_rank");
}

}  // namespace isnad
