#include "ingest_service/decode/decoder.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "ingest_service/decode/alignment.h"
#include "ingest_service/decode/binary_source.h"
#include "ingest_service/decode/charset.h"
#include "ingest_service/decode/html_limits.h"
#include "ingest_service/decode/html_metadata.h"
#include "ingest_service/decode/html_text.h"
#include "ingest_service/decode/html_tree.h"
#include "ingest_service/decode/media_type.h"
#include "ingest_service/decode/transcoder.h"

namespace isnad {
namespace {

constexpr absl::string_view kReplacement = "\uFFFD";

// A source byte gives at most three bytes of text, whose offsets are int32.
constexpr int64_t kMaxSourceBytes = std::numeric_limits<int32_t>::max() / 4;

// Broken stretches beyond these are told of by one warning without span.
constexpr size_t kMaxReplacedWarnings = 100;

absl::Status CheckSize(absl::string_view source, const DecodeOptions& options) {
  if (source.empty()) {
    return FieldErrorWithReason("document.source",
                                "got no bytes, want at least one",
                                v1::ERROR_REASON_DOCUMENT_EMPTY);
  }
  const auto size = static_cast<int64_t>(source.size());
  const int64_t limit = std::min(options.max_source_bytes, kMaxSourceBytes);
  if (size <= limit) return absl::OkStatus();
  return FieldErrorWithReason(
      "document.source",
      absl::StrCat("got ", size, " bytes, want at most ", limit),
      v1::ERROR_REASON_DOCUMENT_TOO_LARGE,
      {{"bytes", absl::StrCat(size)}, {"limit", absl::StrCat(limit)}});
}

absl::Status NotText(absl::string_view found) {
  return FieldErrorWithReason(
      "document.source",
      absl::StrCat("got bytes of ", found, ", want those of a text"),
      v1::ERROR_REASON_MEDIA_TYPE_UNSUPPORTED,
      {{"media_type", std::string(found)}});
}

absl::StatusOr<Charset> DeclaredCharset(absl::string_view field,
                                        absl::string_view label) {
  const absl::optional<Charset> charset = CharsetByLabel(label);
  if (charset.has_value()) return *charset;
  return FieldErrorWithReason(
      field,
      absl::StrCat("got charset \"", label,
                   "\", want utf-8, utf-16le, utf-16be, windows-1256 or "
                   "iso-8859-6"),
      v1::ERROR_REASON_CHARSET_UNSUPPORTED, {{"charset", std::string(label)}});
}

// The declared charset: the caller's word before the page's.
absl::StatusOr<absl::optional<Charset>> FindDeclaration(
    absl::string_view source, const MediaType& media_type,
    absl::string_view declared) {
  if (!declared.empty()) return DeclaredCharset("document.charset", declared);
  if (!media_type.charset.empty()) {
    return DeclaredCharset("document.media_type", media_type.charset);
  }
  if (!media_type.is_html) return absl::optional<Charset>();
  return CharsetByLabel(FindHtmlCharset(source));
}

// Chooses the charset by byte order mark, declaration and content.
Charset ChooseCharset(absl::string_view source,
                      absl::optional<Charset> declared) {
  if (const auto mark = FindByteOrderMark(source); mark.has_value()) {
    return mark->charset;
  }
  if (declared.has_value() && FitsCharset(source, *declared)) return *declared;
  return DetectCharset(source);
}

void AddWarning(v1::WarningCode code, absl::string_view message,
                DecodedText& decoded) {
  v1::Warning& warning = decoded.warnings.emplace_back();
  warning.set_code(code);
  warning.set_message(std::string(message));
}

void WarnOfMismatch(Charset declared, Charset used, DecodedText& decoded) {
  AddWarning(v1::WARNING_CODE_CHARSET_MISMATCH,
             absl::StrCat("The declared charset ", CharsetName(declared),
                          " does not fit the bytes; they were read as ",
                          CharsetName(used), "."),
             decoded);
}

void WarnOfReplacements(const std::vector<v1::Span>& replaced,
                        DecodedText& decoded) {
  for (size_t i = 0; i < replaced.size(); ++i) {
    if (i == kMaxReplacedWarnings) {
      AddWarning(v1::WARNING_CODE_BYTES_REPLACED,
                 absl::StrCat("Bytes that are no character were read as U+FFFD "
                              "in ",
                              replaced.size() - i, " more places."),
                 decoded);
      return;
    }
    AddWarning(v1::WARNING_CODE_BYTES_REPLACED,
               "Bytes that are no character were read as U+FFFD.", decoded);
    *decoded.warnings.back().mutable_span() = replaced[i];
  }
}

// The runs of U+FFFD in a text.
std::vector<v1::Span> FindReplacements(absl::string_view text) {
  std::vector<v1::Span> spans;
  for (size_t at = text.find(kReplacement); at != absl::string_view::npos;
       at = text.find(kReplacement, at + kReplacement.size())) {
    const auto begin = static_cast<int32_t>(at);
    if (spans.empty() || spans.back().end_byte() != begin) {
      spans.emplace_back().set_start_byte(begin);
    }
    spans.back().set_end_byte(begin +
                              static_cast<int32_t>(kReplacement.size()));
  }
  return spans;
}

// Reads the source as characters, and warns where it was declared to be of a
// charset that it is not.
Transcoded ReadCharacters(absl::string_view source,
                          absl::optional<Charset> declared,
                          DecodedText& decoded) {
  Transcoded transcoded;
  Charset charset = Charset::kUtf8;
  if (declared.value_or(charset) == charset && IsPlainUtf8(source)) {
    transcoded.text = std::string(source);
  } else {
    charset = ChooseCharset(source, declared);
    transcoded = Transcode(source, charset);
  }
  decoded.charset = std::string(CharsetName(charset));
  if (declared.has_value() && *declared != charset) {
    WarnOfMismatch(*declared, charset, decoded);
  }
  return transcoded;
}

// Puts the readable text of a page in the place of its bytes.
absl::Status ReadHtml(Transcoded& page, DecodedText& decoded) {
  RETURN_IF_ERROR(CheckHtmlLimits(page.text));
  const HtmlTree tree(page.text);
  HtmlText html = ExtractText(tree);
  decoded.metadata = ExtractMetadata(tree);
  decoded.alignment = ComposeAlignments(html.alignment, page.alignment);
  decoded.text = std::move(html.text);
  WarnOfReplacements(
      page.replaced.empty() ? page.replaced : FindReplacements(decoded.text),
      decoded);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<DecodedText> Decode(absl::string_view source,
                                   absl::string_view media_type,
                                   absl::string_view declared_charset,
                                   const DecodeOptions& options) {
  RETURN_IF_ERROR(CheckSize(source, options));
  ASSIGN_OR_RETURN(const MediaType type, ParseMediaType(media_type));
  const absl::string_view binary_type = BinaryTypeBySignature(source);
  if (!binary_type.empty()) return NotText(binary_type);
  ASSIGN_OR_RETURN(const absl::optional<Charset> declared,
                   FindDeclaration(source, type, declared_charset));
  DecodedText decoded;
  Transcoded transcoded = ReadCharacters(source, declared, decoded);
  if (HasBinaryBeginning(transcoded.text)) {
    return NotText("application/octet-stream");
  }
  if (type.is_html) {
    RETURN_IF_ERROR(ReadHtml(transcoded, decoded));
  } else {
    WarnOfReplacements(transcoded.replaced, decoded);
    decoded.text = std::move(transcoded.text);
    decoded.alignment = std::move(transcoded.alignment);
  }
  if (decoded.text.empty()) {
    // No alignment would say that the text is the source.
    decoded.alignment.clear();
    decoded.alignment.emplace_back().set_source_length(
        static_cast<int64_t>(source.size()));
  }
  return decoded;
}

}  // namespace isnad
