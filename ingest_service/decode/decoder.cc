#include "ingest_service/decode/decoder.h"

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/text/utf8.h"

namespace isnad {
namespace {

absl::Status CheckSize(absl::string_view source, const DecodeOptions& options) {
  if (source.empty()) {
    return FieldErrorWithReason("document.source",
                                "got no bytes, want at least one",
                                v1::ERROR_REASON_DOCUMENT_EMPTY);
  }
  const auto size = static_cast<int64_t>(source.size());
  if (size > options.max_source_bytes) {
    return FieldErrorWithReason(
        "document.source",
        absl::StrCat("got ", size, " bytes, want at most ",
                     options.max_source_bytes),
        v1::ERROR_REASON_DOCUMENT_TOO_LARGE,
        {{"bytes", absl::StrCat(size)},
         {"limit", absl::StrCat(options.max_source_bytes)}});
  }
  return absl::OkStatus();
}

absl::Status CheckMediaType(absl::string_view media_type) {
  const absl::string_view type =
      absl::StripAsciiWhitespace(media_type.substr(0, media_type.find(';')));
  if (type.empty() || absl::EqualsIgnoreCase(type, "text/plain")) {
    return absl::OkStatus();
  }
  return FieldErrorWithReason(
      "document.media_type",
      absl::StrCat("got \"", type, "\", want text/plain"),
      v1::ERROR_REASON_MEDIA_TYPE_UNSUPPORTED,
      {{"media_type", std::string(type)}});
}

absl::Status CheckCharset(absl::string_view charset) {
  if (charset.empty() || absl::EqualsIgnoreCase(charset, "utf-8") ||
      absl::EqualsIgnoreCase(charset, "utf8")) {
    return absl::OkStatus();
  }
  return FieldErrorWithReason("document.charset",
                              absl::StrCat("got \"", charset, "\", want utf-8"),
                              v1::ERROR_REASON_CHARSET_UNSUPPORTED,
                              {{"charset", std::string(charset)}});
}

void AddSegment(size_t text_start, size_t text_length, size_t source_start,
                size_t source_length, DecodedText& decoded) {
  v1::AlignmentSegment segment;
  segment.set_text_start(static_cast<int32_t>(text_start));
  segment.set_text_length(static_cast<int32_t>(text_length));
  segment.set_source_start(static_cast<int64_t>(source_start));
  segment.set_source_length(static_cast<int64_t>(source_length));
  decoded.alignment.push_back(segment);
}

void AddReplacedWarning(size_t begin, size_t end, DecodedText& decoded) {
  v1::Warning warning;
  warning.set_code(v1::WARNING_CODE_BYTES_REPLACED);
  warning.mutable_span()->set_start_byte(static_cast<int32_t>(begin));
  warning.mutable_span()->set_end_byte(static_cast<int32_t>(end));
  warning.set_message("Bytes that are no character were read as U+FFFD.");
  decoded.warnings.push_back(warning);
}

// Whether the character at `source[begin, end)` is written as U+FFFD itself.
bool IsWrittenReplacement(absl::string_view source, size_t begin, size_t end) {
  return source.substr(begin, end - begin) == "\uFFFD";
}

void DecodeBrokenUtf8(absl::string_view source, DecodedText& decoded) {
  size_t good_begin = 0;  // of the good stretch, in the source
  size_t good_text = 0;   // the same place in the text
  for (size_t position = 0; position < source.size();) {
    const size_t begin = position;
    const bool broken =
        NextCodePoint(source, position) == kReplacementCharacter &&
        !IsWrittenReplacement(source, begin, position);
    if (!broken) continue;
    const absl::string_view good =
        source.substr(good_begin, begin - good_begin);
    decoded.text.append(good.data(), good.size());
    if (!good.empty()) {
      AddSegment(good_text, good.size(), good_begin, good.size(), decoded);
    }
    const size_t text_begin = decoded.text.size();
    decoded.text += "\uFFFD";
    AddSegment(text_begin, decoded.text.size() - text_begin, begin,
               position - begin, decoded);
    AddReplacedWarning(text_begin, decoded.text.size(), decoded);
    good_begin = position;
    good_text = decoded.text.size();
  }
  const absl::string_view rest = source.substr(good_begin);
  decoded.text.append(rest.data(), rest.size());
  if (!rest.empty()) {
    AddSegment(good_text, rest.size(), good_begin, rest.size(), decoded);
  }
}

}  // namespace

absl::StatusOr<DecodedText> Decode(absl::string_view source,
                                   absl::string_view media_type,
                                   absl::string_view declared_charset,
                                   const DecodeOptions& options) {
  RETURN_IF_ERROR(CheckSize(source, options));
  RETURN_IF_ERROR(CheckMediaType(media_type));
  RETURN_IF_ERROR(CheckCharset(declared_charset));
  DecodedText decoded;
  decoded.charset = "utf-8";
  if (IsValidUtf8(source)) {
    decoded.text = std::string(source);
  } else {
    DecodeBrokenUtf8(source, decoded);
  }
  return decoded;
}

}  // namespace isnad
