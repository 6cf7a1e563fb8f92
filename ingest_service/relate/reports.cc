#include "ingest_service/relate/reports.h"

#include <algorithm>

#include "absl/types/optional.h"
#include "ingest_service/relate/speakers.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

// Between a verb of saying and what is said stand a speaker with his title and
// perhaps a relative clause; no more than this.
constexpr uint32_t kReach = 40;
// The words of a source behind "according to".
constexpr uint32_t kSourceReach = 16;
// Reported words run no longer than this, so that a sentence without end stays
// linear.
constexpr uint32_t kContentReach = 160;
// How far a comma may lie behind an apposition's first one.
constexpr uint32_t kAppositionReach = 14;

class ReportReader {
 public:
  ReportReader(DocumentContext& context, const ItemSentence& sentence)
      : context_(context),
        words_(context.words),
        begin_(sentence.items.begin),
        end_(sentence.items.end) {}

  std::vector<Report> Read() {
    ReadContinuedQuote();
    ReadHeadline();
    for (uint32_t i = begin_; i < end_; ++i) {
      if (i < consumed_ || !IsOpenWord(i)) continue;
      if (context_.Is(i, words_.according)) {
        ReadAccording(i);
      } else if (IsSaying(i)) {
        ReadSaying(i);
      }
    }
    Remember();
    return std::move(reports_);
  }

 private:
  const Item& At(uint32_t i) const { return context_.At(i); }

  bool IsOpenWord(uint32_t i) const { return At(i).kind == ItemKind::kWord; }

  bool IsSaying(uint32_t i) const {
    const Item& item = At(i);
    if (!item.Is(words_.say)) return false;
    const bool verb = item.HasFlag(kFormFinite);
    const bool participle =
        item.HasFlag(kFormParticiple) && !item.HasFlag(kFormDefinite);
    if (!verb && !participle) return false;
    return !IsNegated(i);
  }

  // «has not issued a statement that confirms»: nobody says it.
  bool IsNegated(uint32_t verb) const {
    const uint32_t floor = verb > begin_ + 10 ? verb - 10 : begin_;
    for (uint32_t i = verb; i-- > floor;) {
      if (At(i).kind == ItemKind::kMark) break;
      if (i + 1 < verb && context_.Is(i, words_.that | words_.say)) break;
      const bool near = i + 1 == verb;
      if (context_.Is(i, words_.negation) ||
          (near && context_.Is(i, words_.absence))) {
        return true;
      }
    }
    return false;
  }

  // Whether quotation marks hold a single name or word.
  bool IsNameQuote(uint32_t open) const {
    const uint32_t close = At(open).index;
    if (close == kNoItem) return true;
    if (close >= end_) return false;
    uint32_t count = 0;
    for (uint32_t i = open + 1; i < close; ++i) {
      count += At(i).kind == ItemKind::kMark ? 0 : 1;
    }
    return count <= 2;
  }

  // ---- Verbs of saying ----

  struct Content {
    uint32_t speakers_end = 0;  // speakers stand before it
    ItemRange range;
    bool direct = false;
    bool doubts = false;
    const char* rule = "";
  };

  void ReadSaying(uint32_t verb) {
    if (IsRelayOfObject(verb)) return;
    absl::optional<Content> content = FindContent(verb);
    if (!content.has_value()) content = ContentBefore(verb);
    if (!content.has_value() || content->range.empty()) return;
    Chain chain = FindChain(verb, content->speakers_end);
    if (chain.empty()) return;
    AddReport(verb, std::move(chain), *content);
  }

  Chain FindChain(uint32_t verb, uint32_t speakers_end) {
    const bool participle = !At(verb).HasFlag(kFormFinite);
    Chain chain = ReadSpeakers(context_, {verb + 1, speakers_end});
    if (!chain.empty()) return chain;
    const Report* around = ReportAt(reports_, verb);
    if (participle && around == nullptr && !reports_.empty()) {
      return reports_.back().chain;
    }
    if (!relayed_.empty()) return relayed_;
    const uint32_t floor = around == nullptr ? begin_ : around->content.begin;
    chain = SubjectBefore(context_, floor, verb);
    if (!chain.empty() || around != nullptr) return chain;
    if (participle) return FirstSubject(verb);
    const bool carries = At(verb).HasFlag(kFormAnd) &&
                         At(verb).HasFlag(kFormPast) && verb < begin_ + 3;
    return carries ? CarriedSpeaker() : Chain();
  }

  // «details, which X relayed from Y, ...»: the words come later.
  bool IsRelayOfObject(uint32_t verb) {
    if (!At(verb).Is(words_.relay) || !At(verb).HasFlag(kFormPronoun)) {
      return false;
    }
    const uint32_t end = SourceEnd(verb);
    relayed_ = ReadSpeakers(context_, {verb + 1, end});
    consumed_ = end;
    return true;
  }

  Chain CarriedSpeaker() const {
    Chain chain;
    for (const ChainLink& link : context_.memory.speaker) {
      if (link.role == v1::ROLE_SPEAKER) chain.push_back(link);
    }
    return chain;
  }

  // The first name in the sentence that can be a subject.
  Chain FirstSubject(uint32_t limit) const {
    for (uint32_t i = begin_; i < limit; ++i) {
      const EntityIndex entity = context_.NameAt(i);
      if (entity == kNoEntity || IsGoverned(context_, begin_, i)) continue;
      Chain chain = ReadSpeakers(context_, {i, i + 1});
      if (!chain.empty()) return chain;
    }
    return {};
  }

  absl::optional<Content> FindContent(uint32_t verb) {
    const uint32_t limit = std::min(end_, verb + kReach);
    const bool takes_noun = At(verb).Is(words_.say_np);
    for (uint32_t i = verb + 1; i < limit; ++i) {
      const Item& item = At(i);
      if (item.kind == ItemKind::kMark) {
        if (item.mark == Mark::kStop || item.mark == Mark::kSemicolon) break;
        if (item.mark == Mark::kColon) return AfterColon(i);
        if (item.mark == Mark::kOpenQuote && !IsNameQuote(i)) {
          return Quoted(i, i, "statement.quoted");
        }
        continue;
      }
      if (item.kind != ItemKind::kWord) continue;
      if (item.Is(words_.that | words_.that_pronoun)) return AfterThat(i);
      if (EndsSpeakers(i) && !InApposition(verb, i)) break;
      if (At(verb).Is(words_.show) && item.Is(words_.doubt_noun)) {
        return NounContent(i);
      }
      if (takes_noun && IsNounContent(verb, i)) return NounContent(i);
    }
    return absl::nullopt;
  }

  // Whether another act of speech, or another clause, begins.
  bool EndsSpeakers(uint32_t i) const {
    const Item& item = At(i);
    if (item.Is(words_.subordinator)) return true;
    if (!item.Is(words_.say) || context_.Is(i - 1, words_.absence)) {
      return false;
    }
    return item.HasFlag(kFormFinite) ||
           (item.HasFlag(kFormParticiple) && !item.HasFlag(kFormDefinite));
  }

  // Whether the nominal complement of a verb begins at an item: the first word
  // that is neither the speaker nor about him.
  bool IsNounContent(uint32_t verb, uint32_t i) const {
    const Item& item = At(i);
    if (InApposition(verb, i)) return false;
    // Demands: «demands with lifting», «called to correct».
    if (At(verb).Is(words_.demand) && !item.HasFlag(kFormBi)) return false;
    if (item.Is(words_.title | words_.post | words_.company_noun |
                words_.outlet | words_.source | words_.analyst |
                words_.spokesman | words_.state_head | words_.time_word |
                words_.giant | words_.auxiliary | words_.relative |
                words_.paper | words_.state_noun)) {
      return false;
    }
    if (item.classes.none() && item.HasFlag(kFormDefinite)) return false;
    // Behind a preposition that leads to the speaker's paper, room or time.
    if (item.Is(words_.preposition)) return IsContentPreposition(i);
    if (i > verb + 1 && context_.Is(i - 1, words_.preposition) &&
        !IsContentPreposition(i - 1)) {
      return false;
    }
    // An unknown word right behind a title or preposition belongs to it.
    if (item.classes.none()) {
      if (i == verb + 1) return true;
      const Item& before = At(i - 1);
      return before.kind != ItemKind::kWord || before.classes.none() == false;
    }
    return true;
  }

  bool IsContentPreposition(uint32_t i) const {
    return i + 1 < end_ && context_.Is(i, words_.preposition) &&
           !context_.Is(i + 1, words_.paper | words_.that) &&
           At(i + 1).kind == ItemKind::kWord && i > begin_ &&
           At(i).HasFlag(kFormFixed) && IsAbout(i);
  }

  // "about", "of": prepositions of what is said.
  bool IsAbout(uint32_t i) const {
    return context_.Is(i, context_.words.table.Class("about"));
  }

  // Whether an item stands in an apposition to the speaker: between two
  // commas behind the verb.
  bool InApposition(uint32_t verb, uint32_t item) const {
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

  Content NounContent(uint32_t i) {
    Content content;
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

  Content AfterThat(uint32_t that) {
    Content content;
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

  Content AfterColon(uint32_t colon) {
    if (colon + 1 < end_ && context_.IsMark(colon + 1, Mark::kOpenQuote) &&
        At(colon + 1).index != kNoItem) {
      return Quoted(colon + 1, colon, "statement.colon");
    }
    Content content;
    content.speakers_end = colon;
    content.range = {colon + 1, end_};
    content.rule = "statement.colon";
    return content;
  }

  Content Quoted(uint32_t open, uint32_t speakers_end, const char* rule) {
    Content content;
    content.speakers_end = speakers_end;
    // A quotation may run into sentences behind this one.
    const uint32_t close = At(open).index;
    content.range = {open + 1, close};
    content.direct = true;
    content.rule = rule;
    return content;
  }

  // A quotation, or a whole clause, before its verb: «"..." , said X».
  absl::optional<Content> ContentBefore(uint32_t verb) {
    uint32_t last = verb;
    while (last > begin_ && (context_.IsMark(last - 1, Mark::kComma) ||
                             context_.IsMark(last - 1, Mark::kDash))) {
      --last;
    }
    if (last == begin_) return absl::nullopt;
    Content content;
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

  uint32_t SpeakersEnd(uint32_t from) const {
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
  uint32_t ContentEnd(uint32_t from) const {
    const uint32_t limit = std::min(end_, from + kContentReach);
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

  bool EndsBehindComma(uint32_t i) const {
    const Item& item = At(i);
    if (item.Is(words_.report_end)) return true;
    if (item.Is(words_.say) && item.HasFlag(kFormFinite)) return true;
    return item.Is(words_.say) && item.HasFlag(kFormParticiple) &&
           !item.HasFlag(kFormDefinite);
  }

  // ---- "According to" ----

  void ReadAccording(uint32_t at) {
    const uint32_t source_end = SourceEnd(at);
    Chain chain = ReadSpeakers(context_, {at + 1, source_end});
    consumed_ = source_end;
    if (chain.empty() && SpeaksForItself(at, source_end)) {
      chain = CompanyOfSentence(at);
    }
    if (chain.empty()) return;
    if (AddsOutlet(at, chain)) return;
    Content content;
    content.rule = "statement.according";
    content.range = {ClauseStart(at), at};
    if (!reports_.empty() && reports_.back().content.end <= at) {
      content.range.begin =
          std::max(content.range.begin, reports_.back().content.end);
    }
    const bool leads = WordsBetween(content.range.begin, at) < 4;
    if (leads) content.range = {source_end, end_};
    AddReport(at, std::move(chain), content);
  }

  // Behind the last semicolon or full stop.
  uint32_t ClauseStart(uint32_t at) const {
    const uint32_t floor =
        at > begin_ + kContentReach ? at - kContentReach : begin_;
    for (uint32_t i = at; i-- > floor;) {
      if (context_.IsMark(i, Mark::kSemicolon) ||
          context_.IsMark(i, Mark::kStop)) {
        return i + 1;
      }
    }
    return floor;
  }

  uint32_t WordsBetween(uint32_t first, uint32_t last) const {
    uint32_t count = 0;
    for (uint32_t i = first; i < last; ++i) {
      count += At(i).kind == ItemKind::kMark ? 0 : 1;
    }
    return count;
  }

  uint32_t SourceEnd(uint32_t at) const {
    const uint32_t limit = std::min(end_, at + kSourceReach);
    for (uint32_t i = at + 1; i < limit; ++i) {
      if (At(i).kind != ItemKind::kMark) continue;
      const Mark mark = At(i).mark;
      if (mark == Mark::kComma || mark == Mark::kStop ||
          mark == Mark::kSemicolon) {
        return i;
      }
    }
    return limit;
  }

  // "according to a statement of its own".
  bool SpeaksForItself(uint32_t at, uint32_t source_end) const {
    for (uint32_t i = at + 1; i < source_end; ++i) {
      if (context_.Is(i, words_.paper)) return true;
    }
    return context_.Is(at, words_.paper);
  }

  Chain CompanyOfSentence(uint32_t limit) const {
    for (uint32_t i = begin_; i < limit; ++i) {
      const EntityIndex entity = context_.NameAt(i);
      if (entity != kNoEntity && context_.entities.IsCompany(entity)) {
        return {{entity, v1::ROLE_SPEAKER, At(i).range}};
      }
    }
    if (context_.memory.company == kNoEntity) return {};
    return {{context_.memory.company, v1::ROLE_SPEAKER, At(limit).range}};
  }

  // An outlet behind somebody's words is the way they came.
  bool AddsOutlet(uint32_t at, const Chain& chain) {
    if (reports_.empty()) return false;
    Report& last = reports_.back();
    if (last.content.end + 2 < at || chain.size() != 1 ||
        chain[0].entity == kNoEntity ||
        !context_.entities.IsMedia(chain[0].entity)) {
      return false;
    }
    last.chain.push_back({chain[0].entity, v1::ROLE_VIA, chain[0].range});
    return true;
  }

  // ---- Without a verb ----

  // «X: ...» at the head of a sentence.
  void ReadHeadline() {
    const uint32_t limit = std::min(end_, begin_ + 8);
    for (uint32_t i = begin_ + 1; i < limit; ++i) {
      const Item& item = At(i);
      if (item.kind == ItemKind::kWord &&
          (item.HasFlag(kFormFinite) || item.Is(words_.say))) {
        return;
      }
      if (!context_.IsMark(i, Mark::kColon)) continue;
      if (i + 2 >= end_) return;
      const EntityIndex last = LastName(i);
      if (last == kNoEntity) return;
      const v1::EntityKind kind = context_.entities.Kind(last);
      if (kind != v1::ENTITY_KIND_PERSON &&
          kind != v1::ENTITY_KIND_ORGANIZATION) {
        return;
      }
      Chain chain = ReadSpeakers(context_, {begin_, i});
      if (chain.empty()) return;
      Content content = AfterColon(i);
      content.rule = "statement.headline";
      AddReport(i, std::move(chain), content);
      consumed_ = i;
      return;
    }
  }

  // The name right before an item, quotation marks left out.
  EntityIndex LastName(uint32_t item) const {
    while (item > begin_ && At(item - 1).kind == ItemKind::kMark) --item;
    return item > begin_ ? context_.NameAt(item - 1) : kNoEntity;
  }

  // A quotation right behind a quotation has the same speaker.
  void ReadContinuedQuote() {
    if (!context_.memory.quote_ended_sentence) return;
    if (begin_ >= end_ || !context_.IsMark(begin_, Mark::kOpenQuote)) return;
    const uint32_t close = At(begin_).index;
    if (close == kNoItem || IsNameQuote(begin_)) return;
    for (uint32_t i = close + 1; i < end_; ++i) {
      if (At(i).kind != ItemKind::kMark) return;
    }
    Content content;
    content.range = {begin_ + 1, close};
    content.direct = true;
    content.rule = "statement.continued";
    AddReport(begin_, context_.memory.speaker, content);
  }

  void AddReport(uint32_t trigger, Chain chain, const Content& content) {
    if (content.range.empty()) return;
    Report report;
    report.content = content.range;
    report.trigger = trigger;
    report.chain = std::move(chain);
    report.direct = content.direct;
    report.rule = content.rule;
    const v1::Stance stance = At(trigger).stance;
    if (stance != v1::STANCE_UNSPECIFIED) report.stance = stance;
    if (content.doubts) report.stance = v1::STANCE_DOUBT;
    reports_.push_back(std::move(report));
  }

  void Remember() {
    context_.memory.quote_ended_sentence = false;
    if (reports_.empty()) return;
    const Report& last = reports_.back();
    context_.memory.speaker = last.chain;
    context_.memory.quote_ended_sentence =
        last.direct && last.content.end + 3 >= end_;
  }

  DocumentContext& context_;
  const Vocabulary& words_;
  const uint32_t begin_;
  const uint32_t end_;
  uint32_t consumed_ = 0;
  // Who relayed what a later verb of the sentence says.
  Chain relayed_;
  std::vector<Report> reports_;
};

}  // namespace

std::vector<Report> ReadReports(DocumentContext& context,
                                const ItemSentence& sentence) {
  return ReportReader(context, sentence).Read();
}

const Report* ReportAt(const std::vector<Report>& reports, uint32_t item) {
  const Report* best = nullptr;
  for (const Report& report : reports) {
    if (!report.content.Contains(item)) continue;
    if (best == nullptr || report.content.begin >= best->content.begin) {
      best = &report;
    }
  }
  return best;
}

}  // namespace isnad
