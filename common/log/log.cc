#include "common/log/log.h"

#include <cmath>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "spdlog/sinks/stdout_sinks.h"
#include "spdlog/spdlog.h"

namespace isnad {
namespace {

// Length of the well-formed UTF-8 sequence at the start of `text`, 0 if there
// is none (RFC 3629, table of section 4).
size_t SequenceLength(absl::string_view text) {
  const auto byte = [&](size_t i) {
    return static_cast<unsigned char>(text[i]);
  };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  const size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  if (lead == 0xE0 && byte(1) < 0xA0) return 0;
  if (lead == 0xED && byte(1) > 0x9F) return 0;
  if (lead == 0xF0 && byte(1) < 0x90) return 0;
  if (lead == 0xF4 && byte(1) > 0x8F) return 0;
  return length;
}

void AppendEscaped(std::string& out, char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      absl::StrAppendFormat(&out, "\\u%04x", static_cast<unsigned char>(c));
  }
}

spdlog::level::level_enum SpdlogLevel(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return spdlog::level::debug;
    case LogLevel::kInfo:
      return spdlog::level::info;
    case LogLevel::kWarning:
      return spdlog::level::warn;
    case LogLevel::kError:
      break;
  }
  return spdlog::level::err;
}

// The pattern writes time and level; the payload is the rest of the object.
spdlog::logger& Logger() {
  static spdlog::logger* const kLogger = [] {
    auto* logger = new spdlog::logger(
        "isnad", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    logger->set_pattern(
        "{\"time\":\"%Y-%m-%dT%H:%M:%S.%eZ\",\"level\":\"%l\",%v}",
        spdlog::pattern_time_type::utc);
    logger->flush_on(spdlog::level::debug);
    return logger;
  }();
  return *kLogger;
}

}  // namespace

std::string JsonQuote(absl::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const size_t length = SequenceLength(text);
    const char c = text[0];
    if (length == 0) {
      out += "\\ufffd";
      text.remove_prefix(1);
      continue;
    }
    if (length == 1 && (c == '"' || c == '\\' || c < 0x20 || c == 0x7F)) {
      AppendEscaped(out, c);
    } else {
      out.append(text.data(), length);
    }
    text.remove_prefix(length);
  }
  out += '"';
  return out;
}

LogField::LogField(absl::string_view key, absl::string_view value)
    : json_(absl::StrCat(JsonQuote(key), ":", JsonQuote(value))) {}
LogField::LogField(absl::string_view key, const std::string& value)
    : LogField(key, absl::string_view(value)) {}
LogField::LogField(absl::string_view key, const char* value)
    : LogField(key, absl::string_view(value)) {}
LogField::LogField(absl::string_view key, long long value)  // NOLINT
    : json_(absl::StrCat(JsonQuote(key), ":", value)) {}
LogField::LogField(absl::string_view key, unsigned long long value)  // NOLINT
    : json_(absl::StrCat(JsonQuote(key), ":", value)) {}
LogField::LogField(absl::string_view key, long value)           // NOLINT
    : LogField(key, static_cast<long long>(value)) {}           // NOLINT
LogField::LogField(absl::string_view key, unsigned long value)  // NOLINT
    : LogField(key, static_cast<unsigned long long>(value)) {}  // NOLINT
LogField::LogField(absl::string_view key, int value)
    : LogField(key, static_cast<long long>(value)) {}  // NOLINT
LogField::LogField(absl::string_view key, double value)
    : json_(std::isfinite(value) ? absl::StrCat(JsonQuote(key), ":", value)
                                 : absl::StrCat(JsonQuote(key), ":null")) {}

void Log(LogLevel level, absl::string_view event,
         std::initializer_list<LogField> fields) {
  spdlog::logger& logger = Logger();
  if (!logger.should_log(SpdlogLevel(level))) return;
  std::string payload = absl::StrCat("\"event\":", JsonQuote(event));
  for (const LogField& field : fields) {
    absl::StrAppend(&payload, ",", field.json());
  }
  logger.log(SpdlogLevel(level),
             spdlog::string_view_t(payload.data(), payload.size()));
}

bool SetLogLevel(absl::string_view level) {
  if (level == "debug") {
    Logger().set_level(spdlog::level::debug);
  } else if (level == "info") {
    Logger().set_level(spdlog::level::info);
  } else if (level == "warning") {
    Logger().set_level(spdlog::level::warn);
  } else if (level == "error") {
    Logger().set_level(spdlog::level::err);
  } else {
    return false;
  }
  return true;
}

}  // namespace isnad
