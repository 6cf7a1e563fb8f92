// Structured logs: events and fields, never prose. One JSON object a line on
// standard error:
//
//   Log(LogLevel::kInfo, "server_started", {{"address", address}});
//   {"time":"2026-01-31T12:00:00.000Z","level":"info","event":"server_started",
//    "address":"127.0.0.1:7701"}
#ifndef ISNAD_COMMON_LOG_LOG_H_
#define ISNAD_COMMON_LOG_LOG_H_

#include <initializer_list>
#include <string>

#include "absl/strings/string_view.h"

namespace isnad {

enum class LogLevel { kDebug, kInfo, kWarning, kError };

// One field of an event. Numbers are written as given and text is quoted.
class LogField {
 public:
  LogField(absl::string_view key, absl::string_view value);
  LogField(absl::string_view key, const std::string& value);
  LogField(absl::string_view key, const char* value);
  LogField(absl::string_view key, long long value);           // NOLINT
  LogField(absl::string_view key, unsigned long long value);  // NOLINT
  LogField(absl::string_view key, long value);                // NOLINT
  LogField(absl::string_view key, unsigned long value);       // NOLINT
  LogField(absl::string_view key, int value);
  LogField(absl::string_view key, double value);

  const std::string& json() const { return json_; }

 private:
  std::string json_;
};

// Writes an event if `level` is at least the level set. Thread-safe.
void Log(LogLevel level, absl::string_view event,
         std::initializer_list<LogField> fields = {});

// Sets the least level written, "debug", "info" (the default), "warning" or
// "error". Returns false on another word, and changes nothing then.
bool SetLogLevel(absl::string_view level);

// Returns `text` as a JSON string with its quotes; bytes that are not UTF-8
// become U+FFFD.
std::string JsonQuote(absl::string_view text);

}  // namespace isnad

#endif  // ISNAD_COMMON_LOG_LOG_H_
