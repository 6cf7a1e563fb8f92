// Two names of a month, as "tammuz/july". The names come from ICU's CLDR data:
// Levantine ones from Syria, Egyptian ones from Egypt, those of the Maghreb
// from Algeria, Tunisia, Morocco and Mauritania.
#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "common/text/fold.h"
#include "common/text/token_hash.h"
#include "ingest_service/normalize/damage_checks.h"
#include "ingest_service/normalize/normalized_text.h"

namespace isnad {
namespace {

constexpr absl::string_view kAnd = "\u0648";
constexpr char kDifferentMonths[] =
    "Two names of a month are not of the same month.";

// By the folded name, of one word or of two with a space between: 1 to 12.
using MonthNames = absl::flat_hash_map<std::string, int>;

void AddMonths(const char* locale, MonthNames& names) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::DateFormatSymbols symbols(icu::Locale(locale), status);
  if (U_FAILURE(status)) return;
  int32_t count = 0;
  const icu::UnicodeString* months = symbols.getMonths(count);
  for (int32_t i = 0; i < count && i < 12; ++i) {
    std::string name;
    months[i].toUTF8String(name);
    const auto added = names.emplace(FoldKey(name), i + 1);
    // A name that is another month elsewhere proves nothing.
    if (!added.second && added.first->second != i + 1) {
      added.first->second = 0;
    }
  }
}

const MonthNames& AllMonths() {
  static const MonthNames* const names = [] {
    auto* made = new MonthNames;
    for (const char* locale :
         {"ar_EG", "ar_SY", "ar_DZ", "ar_TN", "ar_MA", "ar_MR"}) {
      AddMonths(locale, *made);
    }
    return made;
  }();
  return *names;
}

const MonthNames& LevantineMonths() {
  static const MonthNames* const names = [] {
    auto* made = new MonthNames;
    AddMonths("ar_SY", *made);
    return made;
  }();
  return *names;
}

int MonthNamed(absl::string_view folded) {
  const auto found = AllMonths().find(folded);
  return found == AllMonths().end() ? 0 : found->second;
}

struct MonthReading {
  int month = 0;  // 0: none
  uint32_t tokens = 0;
};

absl::string_view FoldedOf(const NormalizedText& normalized, uint32_t first,
                           uint32_t last) {
  const std::vector<Token>& tokens = normalized.tokens();
  return normalized.folded().substr(
      tokens[first].folded_begin,
      tokens[last].folded_end - tokens[first].folded_begin);
}

// The month whose name ends with token `last`, with or without "and" before it.
MonthReading MonthBefore(const NormalizedText& normalized, uint32_t last) {
  for (const uint32_t length : {2u, 1u}) {
    if (last + 1 < length) continue;
    absl::string_view name = FoldedOf(normalized, last + 1 - length, last);
    int month = MonthNamed(name);
    if (month == 0 && absl::ConsumePrefix(&name, kAnd)) {
      month = MonthNamed(name);
    }
    if (month > 0) return {month, length};
  }
  return {};
}

// The month whose name begins with token `first`.
MonthReading MonthAfter(const NormalizedText& normalized, uint32_t first) {
  for (const uint32_t length : {2u, 1u}) {
    if (first + length > normalized.tokens().size()) continue;
    const int month =
        MonthNamed(FoldedOf(normalized, first, first + length - 1));
    if (month > 0) return {month, length};
  }
  return {};
}

// Whether the months of a pair are named as in one part of the Arab world: such
// a pair is a list.
bool IsSameCalendar(const NormalizedText& normalized, uint32_t first,
                    uint32_t middle, uint32_t last) {
  const auto is_levantine = [&](uint32_t begin, uint32_t end) {
    absl::string_view name = FoldedOf(normalized, begin, end - 1);
    if (MonthNamed(name) == 0) absl::ConsumePrefix(&name, kAnd);
    return LevantineMonths().contains(name);
  };
  return is_levantine(first, middle) == is_levantine(middle, last);
}

// Two names of a month around a mark at `i`.
void CheckPair(const NormalizedText& normalized, uint32_t i,
               std::vector<v1::Warning>& warnings) {
  const MonthReading before = MonthBefore(normalized, i - 1);
  const MonthReading after = MonthAfter(normalized, i + 1);
  if (before.month == 0 || after.month == 0 || before.month == after.month) {
    return;
  }
  AddDamage(v1::WARNING_CODE_IMPOSSIBLE_DATE,
            normalized.RangeOfTokens(i - before.tokens, i + after.tokens),
            kDifferentMonths, warnings);
}

// Two names of a month with nothing between, the second beginning at `i`, in
// the names of two parts of the Arab world.
void CheckNeighbours(const NormalizedText& normalized, uint32_t i,
                     std::vector<v1::Warning>& warnings) {
  const MonthReading before = MonthBefore(normalized, i - 1);
  const MonthReading after = MonthAfter(normalized, i);
  if (before.month == 0 || after.month == 0 || before.month == after.month ||
      IsSameCalendar(normalized, i - before.tokens, i, i + after.tokens)) {
    return;
  }
  AddDamage(v1::WARNING_CODE_IMPOSSIBLE_DATE,
            normalized.RangeOfTokens(i - before.tokens, i + after.tokens - 1),
            kDifferentMonths, warnings);
}

}  // namespace

std::vector<uint64_t> MonthWords() {
  std::vector<uint64_t> hashes;
  for (const auto& [name, month] : AllMonths()) {
    const std::vector<absl::string_view> words = absl::StrSplit(name, ' ');
    for (const absl::string_view word : {words.front(), words.back()}) {
      hashes.push_back(HashToken(word));
      hashes.push_back(HashToken(absl::StrCat(kAnd, word)));
    }
  }
  return hashes;
}

void FindImpossibleDates(const NormalizedText& normalized,
                         const std::vector<uint32_t>& months,
                         std::vector<v1::Warning>& warnings) {
  for (const uint32_t i : months) {
    if (normalized.tokens()[i].kind == TokenKind::kArabic) {
      CheckNeighbours(normalized, i, warnings);
    } else {
      CheckPair(normalized, i, warnings);
    }
  }
}

}  // namespace isnad
