#include "query_service/lookup/list_page.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/text/token_hash.h"

namespace isnad {
namespace {

constexpr int kMaxPageSize = 1'000;

}  // namespace

absl::StatusOr<int> PageSize(int asked, int by_default) {
  if (asked < 0) {
    return FieldError("page_size", absl::StrCat("got ", asked,
                                                ", want 0 or "
                                                "more"));
  }
  return asked == 0 ? by_default : std::min(asked, kMaxPageSize);
}

uint64_t RequestDigest(std::initializer_list<absl::string_view> fields) {
  std::string all;
  for (const absl::string_view field : fields) {
    absl::StrAppend(&all, field.size(), ":", field);
  }
  return HashToken(all);
}

}  // namespace isnad
