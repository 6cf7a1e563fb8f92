// Runs of digits. Separators are read by shape:
//
//   15,488  1,587.91  1.234.567   thousands, and a decimal point
//   2.88    2,88    402,7         a decimal point or comma
//   0.250   12.000                a point before three zeros groups them
//   7r46                          the Arabic letter ra as a decimal sign: the
//                                 fraction stands first, this is 46.7
#include <cstdint>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "ingest_service/recognize/number_reader.h"

namespace isnad {
namespace {

constexpr absl::string_view kArabicComma = "\u060C";
constexpr absl::string_view kDecimalSeparator = "\u066B";
constexpr absl::string_view kThousandsSeparator = "\u066C";
constexpr size_t kGroupDigits = 3;

enum class Separator : uint8_t {
  kNone,
  kPoint,
  kComma,
  kArabic,     // the comma U+060C
  kDecimal,    // U+066B, which is nothing else
  kThousands,  // U+066C, likewise
  kLetter,     // the letter ra
};

struct Group {
  Separator before = Separator::kNone;
  absl::string_view digits;
};

using Groups = absl::InlinedVector<Group, 8>;

Separator SeparatorAt(const QuantityText& text, uint32_t i) {
  if (i >= text.size()) return Separator::kNone;
  const absl::string_view written =
      text.text().Text({text.token(i).text_begin, text.token(i).text_end});
  if (written == kDecimalSeparator) return Separator::kDecimal;
  if (written == kThousandsSeparator) return Separator::kThousands;
  if (written == kArabicComma) return Separator::kArabic;
  if (text.IsSign(i, ',')) return Separator::kComma;
  if (text.IsSign(i, '.')) return Separator::kPoint;
  return text.IsSignWord(i, SignWord::kDecimalLetter) ? Separator::kLetter
                                                      : Separator::kNone;
}

// Collects the groups of the run at token `i` and moves `i` past it.
Groups CollectGroups(const QuantityText& text, uint32_t& i) {
  Groups groups = {{Separator::kNone, text.folded(i)}};
  ++i;
  while (text.IsJoined(i) && text.IsJoined(i + 1) && text.IsDigits(i + 1)) {
    const Separator separator = SeparatorAt(text, i);
    if (separator == Separator::kNone) break;
    const absl::string_view digits = text.folded(i + 1);
    // The Arabic comma between numbers of a list, without a space.
    if (digits.size() != kGroupDigits && text.folded(i) == kArabicComma) {
      break;
    }
    groups.push_back({separator, digits});
    i += 2;
  }
  return groups;
}

bool IsGroupedBy(const Groups& groups, size_t end, Separator separator) {
  if (groups[0].digits.size() > kGroupDigits) return false;
  for (size_t i = 1; i < end; ++i) {
    if (groups[i].before != separator ||
        groups[i].digits.size() != kGroupDigits) {
      return false;
    }
  }
  return true;
}

// Whether the only separator of two groups is a decimal sign.
bool IsDecimal(const Group& first, const Group& second) {
  if (second.before == Separator::kDecimal) return true;
  if (second.before == Separator::kThousands) return false;
  const bool may_group = second.digits.size() == kGroupDigits &&
                         first.digits.size() <= kGroupDigits &&
                         first.digits[0] != '0';
  if (!may_group) return true;
  return second.before == Separator::kPoint && second.digits != "000";
}

std::string Join(const Groups& groups, size_t end) {
  std::string digits;
  for (size_t i = 0; i < end; ++i) {
    digits.append(groups[i].digits.data(), groups[i].digits.size());
  }
  return digits;
}

absl::optional<Decimal> ValueOf(const Groups& groups) {
  const size_t count = groups.size();
  if (count == 1) return Decimal::Parse(groups[0].digits, "");
  if (count == 2) {
    if (groups[1].before == Separator::kLetter) {
      return Decimal::Parse(groups[1].digits, groups[0].digits);
    }
    if (IsDecimal(groups[0], groups[1])) {
      return Decimal::Parse(groups[0].digits, groups[1].digits);
    }
    return Decimal::Parse(Join(groups, count), "");
  }
  const Separator separator = groups[1].before;
  if (separator == Separator::kLetter || separator == Separator::kDecimal) {
    return absl::nullopt;
  }
  if (IsGroupedBy(groups, count, separator)) {
    return Decimal::Parse(Join(groups, count), "");
  }
  if (groups[count - 1].before != separator &&
      IsGroupedBy(groups, count - 1, separator)) {
    return Decimal::Parse(Join(groups, count - 1), groups[count - 1].digits);
  }
  return absl::nullopt;  // a version, an address, a date
}

}  // namespace

// A number that touches letters before it is part of a name ("H200", "GPT-4"),
// unless the letters are clitics.
bool NumberReader::IsModelBefore(uint32_t i) const {
  if (!text_.IsJoined(i)) return false;
  if (text_.FindPhraseBefore(i, WordKind::kCurrencySign)) return false;
  const uint32_t before = i - 1;
  if (text_.IsLetters(before)) {
    return !text_.IsSignWord(before, SignWord::kClitic) ||
           text_.IsJoined(before);
  }
  if (text_.IsSign(before, '#') || text_.IsSign(before, '_') ||
      text_.IsSign(before, '@')) {
    return true;
  }
  // The lower half of "24/7".
  if (text_.IsSign(before, '/') && text_.IsJoined(before) &&
      text_.IsDigits(before - 1)) {
    return true;
  }
  const bool links = text_.IsSign(before, '-') || text_.IsSign(before, '.') ||
                     text_.IsSign(before, ':') || text_.IsSign(before, '+');
  if (!links || !text_.IsJoined(before)) return false;
  const bool after_letters =
      text_.IsLetters(before - 1) && !text_.IsSign(before, ':') &&
      text_.FindBare(before - 1, WordKind::kBesideDigits) == nullptr;
  return after_letters ||
         (text_.IsSign(before, ':') && text_.IsDigits(before - 1));
}

// A number that touches Latin letters after it is part of a name ("910C", "5G")
// unless they are a unit ("7nm"); before ":12" it is a time.
bool NumberReader::IsModelAfter(uint32_t begin, uint32_t end) const {
  if (!text_.IsJoined(end)) return false;
  if (text_.IsSign(end, ':')) {
    return text_.IsJoined(end + 1) && text_.IsDigits(end + 1);
  }
  if (text_.IsSign(end, '-')) {
    return text_.IsJoined(end + 1) && text_.Is(end + 1, TokenKind::kLatin);
  }
  if (!text_.Is(end, TokenKind::kLatin) &&
      !text_.Is(end, TokenKind::kOtherLetter)) {
    return false;
  }
  const bool is_exponent =
      text_.IsSign(end, 'e') && text_.IsJoined(end + 1) &&
      (text_.IsDigits(end + 1) || text_.IsSign(end + 1, '-'));
  if (is_exponent) return false;
  for (WordKind kind :
       {WordKind::kMeasure, WordKind::kCurrencySign, WordKind::kLatinMagnitude,
        WordKind::kCountNoun, WordKind::kMonth}) {
    const QuantityText::Match match = text_.FindPhrase(end, kind);
    if (match && !(text_.IsJoined(match.end) && text_.IsDigits(match.end))) {
      return false;
    }
  }
  // "20$ and 43c", but not "910C".
  if (text_.Find(end, WordKind::kSubunit) == nullptr || begin == 0) return true;
  const uint32_t money_end = text_.IsAfterAnd(begin) ? begin - 1 : begin;
  return !text_.FindPhraseBefore(money_end, WordKind::kCurrencySign);
}

DigitRun NumberReader::ReadDigits(uint32_t i) const {
  DigitRun run;
  run.token_end = i;
  const Groups groups = CollectGroups(text_, run.token_end);
  run.plain = groups.size() == 1;
  for (uint32_t token = i; token < run.token_end; ++token) {
    if (text_.IsBlocked(token)) return run;
  }
  if (!IsModelBefore(i) && !IsModelAfter(i, run.token_end)) {
    run.value = ValueOf(groups);
  }
  return run;
}

}  // namespace isnad
