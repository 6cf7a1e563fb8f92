#ifndef ISNAD_TESTS_BENCH_NEWS_TEXTS_H_
#define ISNAD_TESTS_BENCH_NEWS_TEXTS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace isnad {

// Returns texts of about `bytes` each, put together from paragraphs of the
// news stories in tests/golden/fresh, each beginning at another paragraph.
absl::StatusOr<std::vector<std::string>> NewsTexts(size_t bytes);

}  // namespace isnad

#endif  // ISNAD_TESTS_BENCH_NEWS_TEXTS_H_
