#include "ingest_service/pipeline/heading.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"

namespace isnad {
namespace {

// A heading has at most so many lines.
constexpr size_t kMaxLines = 8;

// Longer headlines are paragraphs without a full stop.
constexpr uint32_t kMaxTitleBytes = 400;

// What may stand beside the date on its line: a weekday, a Hijri date, hours.
constexpr uint32_t kMaxBesideDateBytes = 90;

// What may stand before the name on a byline ("written by:").
constexpr uint32_t kMaxBesideNameBytes = 24;

struct Line {
  uint32_t token_begin = 0;
  uint32_t token_end = 0;
  uint32_t first_sentence_end = 0;  // a token
  TextRange range;
  SentenceKind kind = SentenceKind::kProse;  // of its first sentence
  // Those that begin in it.
  absl::Span<const EntityMention> mentions;
};

using Lines = absl::InlinedVector<Line, kMaxLines>;

// Gives the lines, which lie one behind the other, their mentions.
void SetMentions(const std::vector<EntityMention>& mentions, Lines& lines) {
  size_t next = 0;
  for (Line& line : lines) {
    const size_t first = next;
    while (next < mentions.size() &&
           mentions[next].token_begin < line.token_end) {
      ++next;
    }
    line.mentions = absl::MakeConstSpan(mentions).subspan(first, next - first);
  }
}

Lines FirstLines(const NormalizedText& text, const Reading& reading) {
  Lines lines;
  for (const Sentence& sentence : text.sentences()) {
    const bool begins =
        lines.empty() || text.tokens()[sentence.token_begin].line_before;
    if (begins && lines.size() == kMaxLines) break;
    if (begins) {
      lines.push_back({sentence.token_begin,
                       sentence.token_end,
                       sentence.token_end,
                       sentence.range,
                       sentence.kind,
                       {}});
    }
    lines.back().token_end = sentence.token_end;
    lines.back().range.end = sentence.range.end;
  }
  SetMentions(reading.mentions, lines);
  return lines;
}

uint32_t Length(TextRange range) { return range.end - range.begin; }

class Heading {
 public:
  Heading(const Catalog& catalog, const NormalizedText& text,
          const Reading& reading)
      : catalog_(catalog),
        text_(text),
        reading_(reading),
        lines_(FirstLines(text, reading)) {}

  std::string Title() const {
    for (const Line& line : lines_) {
      if (line.kind == SentenceKind::kBoilerplate) continue;
      const bool headline = line.kind == SentenceKind::kHeadline &&
                            Length(line.range) <= kMaxTitleBytes &&
                            lines_.size() > 1;
      return headline ? std::string(text_.Text(line.range)) : "";
    }
    return "";
  }

  // The outlet that a dateline names. Datelines are sentences of their own, at
  // the start of a line.
  std::string Outlet() const {
    for (const Line& line : lines_) {
      if (line.kind != SentenceKind::kDateline) continue;
      for (const EntityMention& mention : line.mentions) {
        if (mention.token_begin >= line.first_sentence_end) break;
        if (mention.entity < catalog_.size() &&
            catalog_.type(mention.entity) == v1::ENTITY_TYPE_MEDIA) {
          return catalog_.name(mention.entity);
        }
      }
    }
    return "";
  }

  // A person whose name ends its line, with a colon before it or nothing.
  std::string Author() const {
    for (const Line& line : lines_) {
      for (const EntityMention& mention : line.mentions) {
        if (mention.kind != v1::ENTITY_KIND_PERSON ||
            mention.token_end != line.token_end ||
            Length(line.range) - Length(mention.range) > kMaxBesideNameBytes) {
          continue;
        }
        const bool alone = mention.token_begin == line.token_begin;
        const bool behind_colon =
            !alone &&
            text_.Folded(text_.tokens()[mention.token_begin - 1]) == ":";
        if (alone || behind_colon) {
          return std::string(text_.Text(mention.range));
        }
      }
    }
    return "";
  }

  absl::optional<absl::Time> PublishTime() const {
    for (const Line& line : lines_) {
      for (const QuantityReading& quantity : reading_.quantities) {
        if (quantity.token_begin >= line.token_end) break;
        if (quantity.token_begin < line.token_begin) continue;
        absl::Time time;
        const v1::Span& span = quantity.quantity->span();
        const auto length =
            static_cast<uint32_t>(span.end_byte() - span.start_byte());
        if (quantity.quantity->has_date() &&
            Length(line.range) - length <= kMaxBesideDateBytes &&
            absl::ParseTime("%Y-%m-%d", quantity.quantity->date().value(),
                            &time, nullptr)) {
          return time;
        }
      }
    }
    return absl::nullopt;
  }

 private:
  const Catalog& catalog_;
  const NormalizedText& text_;
  const Reading& reading_;
  const Lines lines_;
};

}  // namespace

void FillFromHeading(const Catalog& catalog, const NormalizedText& text,
                     const Reading& reading, v1::Document& document) {
  const Heading heading(catalog, text, reading);
  if (document.title().empty()) document.set_title(heading.Title());
  if (document.outlet().empty()) document.set_outlet(heading.Outlet());
  if (document.author().empty()) document.set_author(heading.Author());
  if (document.has_publish_time()) return;
  if (const auto time = heading.PublishTime()) {
    document.mutable_publish_time()->set_seconds(absl::ToUnixSeconds(*time));
  }
}

}  // namespace isnad
