#include "client/cli/progress_bar.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace isnad {

ProgressBar::ProgressBar(const Console& console, absl::string_view what,
                         size_t total)
    : console_(console), what_(what), total_(total) {}

ProgressBar::~ProgressBar() { Erase(); }

void ProgressBar::Show(size_t done) {
  if (!console_.err_is_terminal || total_ == 0) return;
  constexpr size_t kBarColumns = 32;
  const size_t filled = std::min(done, total_) * kBarColumns / total_;
  console_.err << "\r\033[K["
               << absl::StrCat(std::string(filled, '#'),
                               std::string(kBarColumns - filled, '.'), "] ",
                               done, " of ", total_, " ", what_)
               << std::flush;
  shown_ = true;
}

void ProgressBar::Erase() {
  if (shown_) console_.err << "\r\033[K" << std::flush;
  shown_ = false;
}

}  // namespace isnad
