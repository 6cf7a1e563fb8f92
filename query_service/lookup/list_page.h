#ifndef ISNAD_QUERY_SERVICE_LOOKUP_LIST_PAGE_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_LIST_PAGE_H_

#include <cstdint>
#include <initializer_list>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace isnad {

// Returns the size of a page: `asked`, or `by_default` for 0, cut to 1,000.
// FIELD_INVALID if it is negative.
absl::StatusOr<int> PageSize(int asked, int by_default);

// Digest of the fields of a list request that must be the same on every page.
uint64_t RequestDigest(std::initializer_list<absl::string_view> fields);

// What one page may hold and cost. A page also ends, with a token to go on,
// when it has looked at many things that its filter passes over, so that no
// call holds its thread for long.
class PageBudget {
 public:
  static constexpr int64_t kMaxBytes = 3 << 20;
  static constexpr int kMaxExamined = 20'000;

  explicit PageBudget(int max_items) : items_left_(max_items) {}

  // Whether one more thing may be looked at; counts it.
  bool Examine() {
    return items_left_ > 0 && bytes_ < kMaxBytes && ++examined_ <= kMaxExamined;
  }

  // Whether an item of this size still fits; the first always does.
  bool Fits(int64_t bytes) const {
    return bytes_ == 0 || bytes_ + bytes <= kMaxBytes;
  }

  // Counts an item that goes into the page.
  void Take(int64_t bytes) {
    --items_left_;
    bytes_ += bytes;
  }

 private:
  int items_left_;
  int64_t bytes_ = 0;
  int examined_ = 0;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_LIST_PAGE_H_
