#include "client/cli/print_error.h"

#include <map>
#include <string>

#include "absl/strings/cord.h"
#include "absl/time/time.h"
#include "client/cli/display_width.h"
#include "common/status/errors.h"
#include "google/rpc/error_details.pb.h"

namespace isnad {

void PrintError(const absl::Status& status, std::ostream& out) {
  // What a server says may quote a document: no control characters.
  out << "isnad: " << PrintableText(status.message()) << "\n";
  const auto payload =
      status.GetPayload("type.googleapis.com/google.rpc.ErrorInfo");
  google::rpc::ErrorInfo info;
  if (payload.has_value() && info.ParseFromString(std::string(*payload))) {
    out << "  code: " << absl::StatusCodeToString(status.code()) << "\n"
        << "  reason: " << PrintableText(info.reason()) << "\n";
    const std::map<std::string, std::string> sorted(info.metadata().begin(),
                                                    info.metadata().end());
    for (const auto& [key, value] : sorted) {
      out << "  " << PrintableText(key) << ": " << PrintableText(value) << "\n";
    }
  }
  const absl::Duration delay = RetryDelayOf(status);
  if (delay > absl::ZeroDuration()) {
    out << "  retry after: " << absl::FormatDuration(delay) << "\n";
  }
}

}  // namespace isnad
