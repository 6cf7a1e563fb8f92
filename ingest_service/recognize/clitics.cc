#include "ingest_service/recognize/clitics.h"

#include <algorithm>
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

// How many tokens are put to MayHaveClitics() at a time.
constexpr uint32_t kBlockTokens = 64;

// Tokens of news for each form; only a guess to reserve by.
constexpr size_t kTokensPerForm = 5;

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

void CliticReadings::AddPrepositions(absl::string_view word, uint8_t offset) {
  if (word.size() < kLetterBytes + kMinRestBytes) return;
  const absl::string_view first = FirstLetter(word);
  const auto rest = static_cast<uint8_t>(offset + kLetterBytes);
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

absl::string_view WithArticle(absl::string_view rest, std::string* buffer) {
  buffer->assign(kAlef.data(), kAlef.size());
  buffer->append(rest.data(), rest.size());
  return *buffer;
}

CliticForms::CliticForms(const NormalizedText& text) {
  const Token* const tokens = text.tokens().data();
  const auto size = static_cast<uint32_t>(text.tokens().size());
  forms_.reserve(size / kTokensPerForm + 8);
  std::string buffer;
  // A block of tokens at a time, so that what is asked of all of them has no
  // branches.
  for (uint32_t begin = 0; begin < size; begin += kBlockTokens) {
    const uint32_t end = std::min(begin + kBlockTokens, size);
    uint32_t words[kBlockTokens];
    size_t count = 0;
    for (uint32_t i = begin; i < end; ++i) {
      words[count] = i;
      count += MayHaveClitics(text.Folded(tokens[i])) ? 1 : 0;
    }
    for (size_t i = 0; i < count; ++i) {
      const Token& word = tokens[words[i]];
      if (word.kind != TokenKind::kArabic) continue;
      Add(text.Folded(word), words[i], &buffer);
    }
  }
}

void CliticForms::Add(absl::string_view word, uint32_t token,
                      std::string* buffer) {
  for (const CliticReading& reading : CliticReadings(word)) {
    CliticForm& form = forms_.emplace_back();
    form.hash = HashToken(RestOf(word, reading, buffer));
    form.token = token;
    form.reading = reading;
  }
}

absl::Span<const CliticForm> CliticForms::At(uint32_t token) const {
  const auto first = std::partition_point(
      forms_.begin(), forms_.end(),
      [token](const CliticForm& form) { return form.token < token; });
  const auto end = std::find_if(
      first, forms_.end(),
      [token](const CliticForm& form) { return form.token != token; });
  return absl::MakeConstSpan(forms_).subspan(
      static_cast<size_t>(first - forms_.begin()),
      static_cast<size_t>(end - first));
}

}  // namespace isnad
