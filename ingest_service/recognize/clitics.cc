#include "ingest_service/recognize/clitics.h"

#include <cstddef>

#include "common/text/fold.h"

namespace isnad {
namespace {

// Letters of the Arabic block take two bytes; those of the clitics, and the
// alef and lam of the article, share their first byte in pairs, so both bytes
// are compared.
constexpr size_t kLetterBytes = 2;
constexpr absl::string_view kAlef = "\u0627";
constexpr absl::string_view kBa = "\u0628";
constexpr absl::string_view kSin = "\u0633";
constexpr absl::string_view kFa = "\u0641";
constexpr absl::string_view kKaf = "\u0643";
constexpr absl::string_view kLam = "\u0644";
constexpr absl::string_view kWaw = "\u0648";

constexpr size_t kMinRestBytes = 2 * kLetterBytes;
constexpr size_t kMinRestBytesAfterSin = 4 * kLetterBytes;

absl::string_view FirstLetter(absl::string_view word) {
  return word.substr(0, kLetterBytes);
}

}  // namespace

CliticReadings::CliticReadings(absl::string_view word) {
  if (word.size() < kLetterBytes + kMinRestBytes) return;
  AddPrepositions(word, 0);
  const absl::string_view first = FirstLetter(word);
  if (first != kWaw && first != kFa) return;
  readings_[size_++] = {kLetterBytes, false};
  AddPrepositions(word.substr(kLetterBytes), kLetterBytes);
}

void CliticReadings::AddPrepositions(absl::string_view word, uint32_t offset) {
  if (word.size() < kLetterBytes + kMinRestBytes) return;
  const absl::string_view first = FirstLetter(word);
  const uint32_t rest = offset + uint32_t{kLetterBytes};
  if (first == kBa || first == kKaf || first == kLam) {
    readings_[size_++] = {rest, false};
    if (first == kLam && FirstLetter(word.substr(kLetterBytes)) == kLam) {
      readings_[size_++] = {rest, true};
    }
  } else if (first == kSin &&
             word.size() >= kLetterBytes + kMinRestBytesAfterSin) {
    readings_[size_++] = {rest, false};
  }
}

absl::string_view RestOf(absl::string_view word, const CliticReading& reading,
                         std::string* buffer) {
  const absl::string_view rest = word.substr(reading.offset);
  if (!reading.elided_article) return rest;
  buffer->assign(kAlef.data(), kAlef.size());
  buffer->append(rest.data(), rest.size());
  return *buffer;
}

CliticForms::CliticForms(const NormalizedText& text)
    : begins_(text.tokens().size() + 1) {
  forms_.reserve(text.tokens().size() / 2);
  std::string buffer;
  uint32_t count = 0;
  uint32_t* begin = begins_.data();
  for (const Token& token : text.tokens()) {
    *begin++ = count;
    if (token.kind != TokenKind::kArabic) continue;
    const absl::string_view word = text.Folded(token);
    if (!MayHaveClitics(word)) continue;
    for (const CliticReading& reading : CliticReadings(word)) {
      forms_.push_back({HashToken(RestOf(word, reading, &buffer)), reading});
      ++count;
    }
  }
  *begin = count;
}

}  // namespace isnad
