#include "ingest_service/relate/document_context.h"

#include <utility>

namespace isnad {

void DocumentContext::TraceMiss(const char* kind, uint32_t item,
                                absl::string_view rule,
                                absl::string_view reason) const {
  if (trace == nullptr) return;
  TraceEvent event;
  event.kind = kind;
  event.trigger = At(item).range;
  event.rule = std::string(rule);
  event.says = std::string(words.rules.Says(rule));
  event.reason = std::string(reason);
  trace->events.push_back(std::move(event));
}

TextRange DocumentContext::RangeOf(ItemRange range) const {
  const auto trims = [this](uint32_t item) {
    if (At(item).kind != ItemKind::kMark) return false;
    const Mark mark = At(item).mark;
    return mark == Mark::kComma || mark == Mark::kStop ||
           mark == Mark::kSemicolon || mark == Mark::kColon ||
           mark == Mark::kDash;
  };
  while (!range.empty() && trims(range.begin)) ++range.begin;
  while (!range.empty() && trims(range.end - 1)) --range.end;
  if (range.empty()) return {};
  return {text.tokens()[At(range.begin).token_begin].text_begin,
          text.tokens()[At(range.end - 1).token_end - 1].text_end};
}

}  // namespace isnad
