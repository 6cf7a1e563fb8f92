#include "ingest_service/relate/clauses.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

bool EndsClause(Mark mark) {
  return mark == Mark::kStop || mark == Mark::kSemicolon;
}

// «X considers, according to Y, obliging ...»: a source between commas, behind
// which the clause goes on.
bool IsInserted(const DocumentContext& context, uint32_t item, uint32_t end) {
  constexpr uint32_t kMaxInserted = 12;
  if (!context.Is(item, context.words.according)) return false;
  const uint32_t limit = std::min(end, item + kMaxInserted);
  for (uint32_t i = item + 1; i + 1 < limit; ++i) {
    if (EndsClause(context.At(i).mark)) return false;
    if (!context.IsMark(i, Mark::kComma)) continue;
    const Item& behind = context.At(i + 1);
    return behind.kind == ItemKind::kWord && !behind.HasFlag(kFormAnd) &&
           !behind.Is(context.words.opens_clause);
  }
  return false;
}

bool BeginsClause(const DocumentContext& context, uint32_t item, uint32_t end) {
  const Item& before = context.At(item - 1);
  if (EndsClause(before.mark)) return true;
  const Item& it = context.At(item);
  if (it.kind != ItemKind::kWord) return false;
  const Vocabulary& words = context.words;
  if (it.Is(words.opens_clause)) {
    if (it.Is(words.subordinator)) return true;
    const bool behind_comma =
        before.kind == ItemKind::kMark && before.mark == Mark::kComma;
    if (behind_comma && it.Is(words.report_end) &&
        !IsInserted(context, item, end)) {
      return true;
    }
    // «..., adding that».
    if (behind_comma && it.Is(words.say) &&
        it.HasFlag(kFormParticiple | kFormAccusative)) {
      return true;
    }
  }
  if (!it.HasFlag(kFormAnd)) return false;
  if (it.HasFlag(kFormFinite) || it.Is(words.possible)) return true;
  // «and does not cover ...»
  if (it.Is(words.act_exempted)) return true;
  // «and did not ...»
  return it.Is(words.negation) && item + 1 < end &&
         context.At(item + 1).HasFlag(kFormFinite);
}

}  // namespace

Clauses ReadClauses(const DocumentContext& context, ItemRange sentence) {
  Clauses clauses;
  uint32_t begin = sentence.begin;
  for (uint32_t i = sentence.begin + 1; i < sentence.end; ++i) {
    // Most items are neither behind a mark that ends one nor words that could
    // begin one.
    const Item& item = context.At(i);
    if (!EndsClause(context.At(i - 1).mark) && !item.HasFlag(kFormAnd) &&
        !item.Is(context.words.opens_clause)) {
      continue;
    }
    if (!BeginsClause(context, i, sentence.end)) continue;
    clauses.push_back({begin, i});
    begin = i;
  }
  if (begin < sentence.end) clauses.push_back({begin, sentence.end});
  return clauses;
}

bool IsPerfect(const DocumentContext& context, uint32_t item, uint32_t end) {
  if (item + 1 >= end || !context.Is(item, context.words.qad)) return false;
  const Item& next = context.At(item + 1);
  if (next.HasFlag(kFormPresent)) return false;
  // A present verb begins with ya or ta.
  const absl::string_view text = context.text.Text(next.range);
  constexpr absl::string_view kYa = "\u064A";
  constexpr absl::string_view kTa = "\u062A";
  const bool looks_present =
      absl::StartsWith(text, kYa) || absl::StartsWith(text, kTa);
  return !looks_present || next.HasFlag(kFormPast);
}

bool AsksForSilence(const DocumentContext& context, uint32_t item,
                    uint32_t end) {
  constexpr uint32_t kReachOfName = 5;  // «asked for no disclosure of his name»
  const Vocabulary& words = context.words;
  const uint32_t limit = std::min(end, item + 1 + kReachOfName);
  bool silent = context.Is(item, words.absence | words.disclose);
  for (uint32_t i = item + 1; i < limit; ++i) {
    const Item& it = context.At(i);
    if (it.kind != ItemKind::kWord) return false;
    if (silent && it.Is(words.disclose) && it.HasFlag(kFormPronoun)) {
      return true;
    }
    silent = silent || it.Is(words.absence | words.disclose);
  }
  return false;
}

}  // namespace isnad
