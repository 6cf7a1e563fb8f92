#ifndef ISNAD_CLIENT_CLI_PROGRESS_BAR_H_
#define ISNAD_CLIENT_CLI_PROGRESS_BAR_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"
#include "client/cli/console.h"

namespace isnad {

// Shows on the console's `err` how far long work has come, if that is a
// terminal; else nothing. Erased at the end. Not thread-safe.
class ProgressBar {
 public:
  // `total` items of `what` ("documents") are to come.
  ProgressBar(const Console& console, absl::string_view what, size_t total);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  // Shows that `done` items are done.
  void Show(size_t done);

  // Erases the bar, so that something else can be written; `Show` brings it
  // back.
  void Erase();

 private:
  const Console& console_;
  const std::string what_;
  const size_t total_;
  bool shown_ = false;
};

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_PROGRESS_BAR_H_
