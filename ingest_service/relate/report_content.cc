#include "ingest_service/relate/report_content.h"

#include <algorithm>

#include "ingest_service/relate/speakers.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

// Between a verb of saying and what is said stand a speaker with his title and
// perhaps a relative clause; no more than this.
constexpr uint32_t kReach = 40;
// How far a comma may lie behind an apposition's first one.
constexpr uint32_t kAppositionReach = 14;

bool EndsContent(Mark mark) {
  return mark == Mark::kStop || mark == Mark::kSemicolon;
}

}  // namespace

ReportContentReader::ReportContentReader(const DocumentContext& context,
                                         ItemRange sentence)
    : context_(context),
      words_(context.words),
      begin_(sentence.begin),
      end_(sentence.end) {}

// Whether quotation marks hold a single name or word.
bool ReportContentReader::IsNameQuote(uint32_t open) const {
  const uint32_t close = At(open).index;
  if (close == kNoItem) return true;
  if (close >= end_) return false;
  uint32_t count = 0;
  for (uint32_t i = open + 1; i < close; ++i) {
    count += At(i).kind == ItemKind::kMark ? 0 : 1;
  }
  return count <= 2;
}

bool ReportContentReader::TakesNoun(uint32_t verb) const {
  // «amounting to» is written as «estimated it» is.
  return At(verb).Is(words_.say_np) &&
         !(At(verb).Is(words_.estimate) && At(verb).HasFlag(kFormPronoun));
}

absl::optional<ReportContent> ReportContentReader::Behind(uint32_t verb) const {
  const uint32_t limit = std::min(end_, verb + kReach);
  const bool takes_noun = TakesNoun(verb);
  const bool raises = At(verb).Is(words_.raise);
  const bool shows = At(verb).Is(words_.show);
  for (uint32_t i = verb + 1; i < limit; ++i) {
    const Item& item = At(i);
    if (item.kind == ItemKind::kMark) {
      if (EndsContent(item.mark)) break;
      const absl::optional<ReportContent> opened = AtMark(i);
      if (opened.has_value()) return opened;
      continue;
    }
    if (item.kind != ItemKind::kWord) continue;
    if (raises) {  // what is raised is put forward, not said
      if (item.Is(words_.possible)) return NounContent(i);
      continue;
    }
    // «like a» has "that" in it.
    if (item.Is(words_.any_that) && !item.HasFlag(kFormKa)) {
      // «and that» goes on with what another verb told.
      if (item.HasFlag(kFormAnd)) break;
      return AfterThat(i);
    }
    if (EndsSpeakersOf(verb, i, takes_noun)) break;
    const bool doubts = shows && item.Is(words_.doubt_noun);
    if (doubts || (takes_noun && IsNounContent(verb, i))) return NounContent(i);
  }
  return absl::nullopt;
}

// Whether the speakers of a verb end at an item behind it.
bool ReportContentReader::EndsSpeakersOf(uint32_t verb, uint32_t i,
                                         bool takes_noun) const {
  // «ruling out the offering of»: written like «offered».
  const bool is_object =
      takes_noun && i == verb + 1 && At(i).HasFlag(kFormMasdar);
  return !is_object && EndsSpeakers(i) && !InApposition(verb, i);
}

// The content that a mark behind a verb opens: a colon, or a quotation mark
// before more than a name.
absl::optional<ReportContent> ReportContentReader::AtMark(uint32_t mark) const {
  if (At(mark).mark == Mark::kColon) return AfterColon(mark);
  if (At(mark).mark == Mark::kOpenQuote && !IsNameQuote(mark)) {
    return Quoted(mark, mark, "statement.quoted");
  }
  return absl::nullopt;
}

// Whether another act of speech, or another clause, begins.
bool ReportContentReader::EndsSpeakers(uint32_t i) const {
  const Item& item = At(i);
  if (item.Is(words_.subordinator)) return true;
  // «without saying», «in a memo», which is written like «reminding».
  if (!item.Is(words_.say) || context_.Is(i - 1, words_.absence | words_.in)) {
    return false;
  }
  return item.HasFlag(kFormFinite) ||
         (item.HasFlag(kFormParticiple) && !item.HasFlag(kFormDefinite));
}

// Whether the nominal complement of a verb begins at an item: the first word
// that is neither the speaker nor about him.
bool ReportContentReader::IsNounContent(uint32_t verb, uint32_t i) const {
  const Item& item = At(i);
  if (InApposition(verb, i) || BelongsToHead(verb, i)) return false;
  if (At(verb).Is(words_.reveal) && !item.HasFlag(kFormMasdar)) {
    return item.Is(words_.preposition) && i + 1 < end_ &&
           At(i + 1).HasFlag(kFormMasdar) && IsContentPreposition(i);
  }
  // Demands: «demands with lifting», «called to correct».
  if (At(verb).Is(words_.demand) &&
      (!item.HasFlag(kFormBi) || item.Is(words_.pay))) {
    return false;
  }
  // «the minister for X», «told the paper X».
  if (item.HasFlag(kFormLi) && !item.HasFlag(kFormMasdar) &&
      !At(verb).Is(words_.demand)) {
    return false;
  }
  if (item.Is(words_.of_speaker | words_.according)) return false;
  if (item.classes.none() && item.HasFlag(kFormDefinite)) return false;
  // Behind a preposition that leads to the speaker's paper, room or time.
  if (item.Is(words_.preposition)) return IsContentPreposition(i);
  if (i > verb + 1 && context_.Is(i - 1, words_.preposition) &&
      !IsContentPreposition(i - 1)) {
    return false;
  }
  // An unknown word before a name belongs to it: «Tengku X».
  if (item.classes.none() && i + 1 < end_ && IsPerson(i + 1)) return false;
  // An unknown word right behind a title or preposition belongs to it.
  if (item.classes.none()) {
    if (i == verb + 1) return true;
    const Item& before = At(i - 1);
    return before.kind != ItemKind::kWord || before.classes.none() == false;
  }
  return true;
}

bool ReportContentReader::IsPerson(uint32_t i) const {
  const EntityIndex entity = context_.NameAt(i);
  return entity != kNoEntity &&
         context_.entities.Kind(entity) == v1::ENTITY_KIND_PERSON;
}

// «the chip company X»: a noun that a generic head governs.
bool ReportContentReader::BelongsToHead(uint32_t verb, uint32_t i) const {
  if (!At(i).HasFlag(kFormDefinite)) return false;
  // «the minister of investment and trade».
  while (i > verb + 1 && At(i).HasFlag(kFormAnd) &&
         At(i - 1).HasFlag(kFormDefinite)) {
    --i;
  }
  return i > verb + 1 &&
         context_.Is(i - 1, words_.company_noun | words_.giant |
                                words_.state_head | words_.title | words_.post);
}

bool ReportContentReader::IsContentPreposition(uint32_t i) const {
  return i + 1 < end_ && context_.Is(i, words_.preposition) &&
         !context_.Is(i + 1, words_.paper | words_.that) &&
         At(i + 1).kind == ItemKind::kWord && i > begin_ &&
         At(i).HasFlag(kFormFixed) && IsAbout(i);
}

// "about", "of": prepositions of what is said.
bool ReportContentReader::IsAbout(uint32_t i) const {
  return context_.Is(i, context_.words.about);
}

// Whether an item stands in an apposition to the speaker: between two
// commas behind the verb.
bool ReportContentReader::InApposition(uint32_t verb, uint32_t item) const {
  bool open = false;
  for (uint32_t i = verb + 1; i < item; ++i) {
    if (context_.IsMark(i, Mark::kComma)) open = !open;
  }
  if (!open) return false;
  const uint32_t limit = std::min(end_, item + kAppositionReach);
  for (uint32_t i = item; i < limit; ++i) {
    if (context_.IsMark(i, Mark::kComma)) return true;
  }
  return false;
}

ReportContent ReportContentReader::NounContent(uint32_t i) const {
  ReportContent content;
  content.speakers_end = i;
  uint32_t first = i;
  if (At(i).Is(words_.doubt_noun)) {
    content.doubts = true;
    const uint32_t limit = std::min(end_, i + 6);
    while (first + 1 < limit && !IsAbout(first)) ++first;
    if (IsAbout(first)) ++first;
  }
  if (At(i).Is(words_.preposition)) ++first;
  content.range = {first, ContentEnd(first)};
  content.rule = "statement.noun";
  return content;
}

ReportContent ReportContentReader::AfterThat(uint32_t that) const {
  ReportContent content;
  content.speakers_end = that;
  const uint32_t first = At(that).Is(words_.that_pronoun) ? that : that + 1;
  content.range = {first, ContentEnd(first)};
  content.rule = "statement.that";
  const uint32_t quote = that + 1;
  if (quote < end_ && context_.IsMark(quote, Mark::kOpenQuote)) {
    const uint32_t close = At(quote).index;
    if (close != kNoItem && close + 1 >= content.range.end) {
      content.range = {quote + 1, close};
      content.direct = true;
    }
  }
  return content;
}

ReportContent ReportContentReader::AfterColon(uint32_t colon) const {
  if (colon + 1 < end_ && context_.IsMark(colon + 1, Mark::kOpenQuote) &&
      At(colon + 1).index != kNoItem) {
    return Quoted(colon + 1, colon, "statement.colon");
  }
  ReportContent content;
  content.speakers_end = colon;
  content.rule = "statement.colon";
  // «by X: 4 February»: a number alone is nothing that is said.
  for (uint32_t i = colon + 1; i < end_; ++i) {
    const ItemKind kind = At(i).kind;
    if (kind == ItemKind::kQuantity || kind == ItemKind::kMark) continue;
    content.range = {colon + 1, end_};
    break;
  }
  return content;
}

ReportContent ReportContentReader::Quoted(uint32_t open, uint32_t speakers_end,
                                          const char* rule) const {
  ReportContent content;
  content.speakers_end = speakers_end;
  // A quotation may run into sentences behind this one.
  const uint32_t close = At(open).index;
  content.range = {open + 1, close};
  content.direct = true;
  content.rule = rule;
  return content;
}

// A quotation, or a whole clause, before its verb: «"..." , said X».
absl::optional<ReportContent> ReportContentReader::Before(uint32_t verb) const {
  uint32_t last = verb;
  // «"...", thus said X».
  if (last > begin_ && context_.Is(last - 1, words_.thus)) --last;
  while (last > begin_ && (context_.IsMark(last - 1, Mark::kComma) ||
                           context_.IsMark(last - 1, Mark::kDash))) {
    --last;
  }
  if (last == begin_) return absl::nullopt;
  ReportContent content;
  content.speakers_end = SpeakersEnd(verb);
  if (context_.IsMark(last - 1, Mark::kCloseQuote)) {
    const uint32_t open = At(last - 1).index;
    if (open == kNoItem || open + 3 >= last) return absl::nullopt;
    content.range = {open + 1, last - 1};
    content.direct = true;
    content.rule = "statement.quoted-before";
    return content;
  }
  if (last == verb || !At(verb).HasFlag(kFormPresent) ||
      At(verb).Is(words_.say_np)) {
    return absl::nullopt;
  }
  if (ReadSpeakers(context_, {verb + 1, content.speakers_end}).empty()) {
    return absl::nullopt;
  }
  content.range = {begin_, last};
  content.rule = "statement.said-after";
  return content;
}

uint32_t ReportContentReader::SpeakersEnd(uint32_t from) const {
  uint32_t i = from + 1;
  const uint32_t limit = std::min(end_, from + kSourceReach);
  for (; i < limit; ++i) {
    if (context_.IsMark(i, Mark::kStop)) break;
    if (At(i).kind == ItemKind::kWord && At(i).Is(words_.say) &&
        At(i).HasFlag(kFormParticiple)) {
      break;
    }
  }
  return i;
}

// Where reported content ends that begins at an item.
uint32_t ReportContentReader::ContentEnd(uint32_t from) const {
  const uint32_t limit = std::min(end_, from + kReportReach);
  for (uint32_t i = from; i < limit; ++i) {
    const Item& item = At(i);
    if (item.kind == ItemKind::kMark) {
      if (item.mark == Mark::kSemicolon) return i;
      if (item.mark == Mark::kOpenQuote && item.index != kNoItem &&
          item.index < end_ && item.index > i) {
        i = item.index;  // a quotation is whole
      }
      continue;
    }
    if (item.kind != ItemKind::kWord || i == from) continue;
    if (item.Is(words_.according)) return i;
    const bool behind_comma = context_.IsMark(i - 1, Mark::kComma);
    if (behind_comma && EndsBehindComma(i)) return i - 1;
    if (item.HasFlag(kFormAnd) && item.Is(words_.say) &&
        item.HasFlag(kFormFinite)) {
      return behind_comma ? i - 1 : i;
    }
  }
  return limit;
}

bool ReportContentReader::EndsBehindComma(uint32_t i) const {
  const Item& item = At(i);
  if (item.Is(words_.report_end)) return true;
  if (item.Is(words_.say) && item.HasFlag(kFormFinite)) return true;
  // «, and refused to comment», «, and did not say whether».
  if (item.HasFlag(kFormAnd)) {
    if (item.Is(words_.act_refuse) && item.HasFlag(kFormPast)) return true;
    if (item.Is(words_.did_not) && i + 1 < end_ && At(i + 1).Is(words_.say)) {
      return true;
    }
  }
  return item.Is(words_.say) && item.HasFlag(kFormParticiple) &&
         !item.HasFlag(kFormDefinite);
}

}  // namespace isnad
