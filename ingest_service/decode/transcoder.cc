#include "ingest_service/decode/transcoder.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "common/text/utf8.h"
#include "ingest_service/decode/alignment.h"
#include "ingest_service/decode/charset.h"
#include "ingest_service/decode/single_byte.h"

namespace isnad {
namespace {

// Collects characters with the bytes they were read from.
class Writer {
 public:
  explicit Writer(absl::string_view source) : source_(source) {}

  // Adds a character read from [begin, end) of the source.
  void Add(char32_t c, size_t begin, size_t end) {
    const size_t before = result_.text.size();
    AppendCodePoint(c, result_.text);
    alignment_.Add(result_.text.size() - before, begin, end - begin);
  }

  // Adds bytes that are valid UTF-8 as they are.
  void AddValid(size_t begin, size_t end) {
    if (begin == end) return;
    result_.text.append(source_.data() + begin, end - begin);
    alignment_.Add(end - begin, begin, end - begin);
  }

  // Adds U+FFFD for [begin, end) of the source.
  void AddReplacement(size_t begin, size_t end) {
    const auto start = static_cast<int32_t>(result_.text.size());
    Add(kReplacementCharacter, begin, end);
    const auto stop = static_cast<int32_t>(result_.text.size());
    if (!result_.replaced.empty() &&
        result_.replaced.back().end_byte() == start) {
      result_.replaced.back().set_end_byte(stop);
      return;
    }
    v1::Span& span = result_.replaced.emplace_back();
    span.set_start_byte(start);
    span.set_end_byte(stop);
  }

  Transcoded Finish() {
    if (result_.text != source_) result_.alignment = alignment_.Build();
    return std::move(result_);
  }

 private:
  const absl::string_view source_;
  Transcoded result_;
  AlignmentBuilder alignment_;
};

void TranscodeUtf8(absl::string_view source, Writer& writer) {
  if (IsValidUtf8(source)) {
    writer.AddValid(0, source.size());
    return;
  }
  size_t good = 0;  // where the stretch of good bytes begins
  for (size_t position = 0; position < source.size();) {
    const size_t begin = position;
    const bool broken =
        NextCodePoint(source, position) == kReplacementCharacter &&
        source.substr(begin, position - begin) != "\uFFFD";
    if (!broken) continue;
    writer.AddValid(good, begin);
    writer.AddReplacement(begin, position);
    good = position;
  }
  writer.AddValid(good, source.size());
}

void TranscodeUtf16(absl::string_view source, bool little, Writer& writer) {
  const auto unit_at = [source, little](size_t i) -> char32_t {
    const auto first = static_cast<unsigned char>(source[i]);
    const auto second = static_cast<unsigned char>(source[i + 1]);
    return little ? static_cast<char32_t>(first | second << 8)
                  : static_cast<char32_t>(first << 8 | second);
  };
  size_t i = 0;
  if (source.size() >= 2 && unit_at(0) == 0xFEFF) i = 2;
  while (i + 1 < source.size()) {
    const char32_t unit = unit_at(i);
    if (unit < 0xD800 || unit > 0xDFFF) {
      writer.Add(unit, i, i + 2);
      i += 2;
      continue;
    }
    const char32_t low =
        unit < 0xDC00 && i + 3 < source.size() ? unit_at(i + 2) : 0;
    if (low >= 0xDC00 && low <= 0xDFFF) {
      writer.Add(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00), i, i + 4);
      i += 4;
    } else {
      writer.AddReplacement(i, i + 2);
      i += 2;
    }
  }
  if (i < source.size()) writer.AddReplacement(i, source.size());
}

void TranscodeSingleByte(absl::string_view source, Charset charset,
                         Writer& writer) {
  const SingleByteTable& table = SingleByteTableOf(charset);
  for (size_t i = 0; i < source.size(); ++i) {
    const char32_t c = table[static_cast<unsigned char>(source[i])];
    if (c == kReplacementCharacter) {
      writer.AddReplacement(i, i + 1);
    } else {
      writer.Add(c, i, i + 1);
    }
  }
}

}  // namespace

Transcoded Transcode(absl::string_view source, Charset charset) {
  Writer writer(source);
  switch (charset) {
    case Charset::kUtf8:
      TranscodeUtf8(source, writer);
      break;
    case Charset::kUtf16Le:
    case Charset::kUtf16Be:
      TranscodeUtf16(source, charset == Charset::kUtf16Le, writer);
      break;
    case Charset::kWindows1256:
    case Charset::kIso88596:
      TranscodeSingleByte(source, charset, writer);
      break;
  }
  return writer.Finish();
}

}  // namespace isnad
