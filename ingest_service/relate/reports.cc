#include "ingest_service/relate/reports.h"

#include <algorithm>

#include "absl/types/optional.h"
#include "ingest_service/relate/arguments.h"
#include "ingest_service/relate/clauses.h"
#include "ingest_service/relate/headlines.h"
#include "ingest_service/relate/report_content.h"
#include "ingest_service/relate/speakers.h"
#include "ingest_service/relate/speech_verbs.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

class ReportReader {
 public:
  ReportReader(DocumentContext& context, const ItemSentence& sentence,
               std::vector<Report>& reports)
      : context_(context),
        words_(context.words),
        begin_(sentence.items.begin),
        end_(sentence.items.end),
        has_speech_(sentence.Has(words_.any_speech)),
        has_colon_(sentence.has_colon),
        contents_(context, sentence.items),
        reports_(reports) {}

  void Read() {
    ReadContinuedQuote();
    if (has_colon_) ReadHeadline();
    if (has_speech_) ReadSpeech();
    Remember();
  }

 private:
  const Item& At(uint32_t i) const { return context_.At(i); }

  void ReadSpeech() {
    for (uint32_t i = begin_; i < end_; ++i) {
      if (i < consumed_ || !context_.Is(i, words_.any_speech)) continue;
      if (context_.Is(i, words_.according)) {
        ReadAccording(i);
      } else if (IsSaying(context_, {begin_, end_}, i)) {
        ReadSaying(i);
      }
    }
  }

  // ---- Verbs of saying ----

  void ReadSaying(uint32_t verb) {
    if (IsRelayOfObject(verb)) return;
    // What a state tells those concerned is what it does, where others report
    // it.
    if (At(verb).Is(words_.inform) && ReportAt(reports_, verb) != nullptr) {
      return;
    }
    absl::optional<ReportContent> content = contents_.Behind(verb);
    if (!content.has_value()) {
      content = contents_.Before(verb);
      // «..." said X, and Y called on Z»: the words are X's already.
      if (content.has_value() && IsReported(content->range)) content.reset();
    }
    if (!content.has_value() || content->range.empty()) {
      context_.TraceMiss("statement", verb, "",
                         "nothing that is said is found");
      return;
    }
    Chain chain = FindChain(verb, content->speakers_end);
    if (chain.empty()) {
      context_.TraceMiss("statement", verb, content->rule, "nobody says it");
      return;
    }
    AddReport(verb, std::move(chain), *content);
  }

  bool IsReported(ItemRange range) const {
    const Report* report = ReportAt(reports_, range.begin);
    return report != nullptr && report->content.begin == range.begin;
  }

  // «as for X, he said»: who the sentence is about.
  Chain TopicOfSentence(uint32_t verb) const {
    if (!context_.Is(begin_, words_.topic)) return {};
    for (uint32_t i = begin_ + 1; i <= verb; ++i) {
      if (At(i).HasFlag(kFormFinite) && At(i).HasFlag(kFormAnd)) {
        return ReadSpeakers(context_, {begin_ + 1, i});
      }
    }
    return {};
  }

  // «told the paper X», «said in an interview with X»: the outlet that somebody
  // speaks to. Where nobody else is named, it is the subject before the verb,
  // or nobody. Returns where the outlet is led up to, kNoItem if it speaks
  // itself.
  uint32_t ToOutlet(uint32_t verb, uint32_t speakers_end,
                    const Chain& chain) const {
    if (chain.size() != 1 || chain[0].entity == kNoEntity ||
        !context_.entities.IsMedia(chain[0].entity)) {
      return kNoItem;
    }
    // «informed the paper X».
    if (At(verb).Is(words_.inform)) return verb;
    for (uint32_t i = verb + 1; i < speakers_end; ++i) {
      if (At(i).HasFlag(kFormLi)) return verb;
      if (context_.NameAt(i) == chain[0].entity) break;
      if (i > verb + 1 && context_.Is(i, words_.paper) &&
          context_.Is(i - 1, words_.in)) {
        return i;
      }
    }
    return kNoItem;
  }

  Chain FindChain(uint32_t verb, uint32_t speakers_end) {
    Chain behind = ReadSpeakers(context_, {verb + 1, speakers_end});
    const uint32_t to = ToOutlet(verb, speakers_end, behind);
    if (to == kNoItem) return FindSpeakers(verb, std::move(behind));
    // Other words between them name somebody that nobody knows.
    constexpr uint32_t kReachOfOutlet = 3;
    const ItemRange near = {to + 1,
                            std::min(speakers_end, to + 1 + kReachOfOutlet)};
    // «as for X, a spokesman for it told Y».
    const bool own = HasClass(context_, near, words_.spokesman);
    if (!own && ReadSpeakers(context_, near).empty()) return {};
    Chain chain = FindSpeakers(verb, {});
    if (chain.empty()) return chain;
    chain.push_back(behind[0]);
    chain.back().role = v1::ROLE_VIA;
    return chain;
  }

  // Who says what a verb tells. `chain` are those named behind it.
  Chain FindSpeakers(uint32_t verb, Chain chain) {
    const bool participle = !At(verb).HasFlag(kFormFinite);
    if (!chain.empty()) {
      if (At(verb).Is(words_.relay)) AddRelayer(verb, chain);
      return chain;
    }
    const Report* around = ReportAt(reports_, verb);
    if (participle && around == nullptr && !reports_.empty()) {
      chain = AnsweringBefore(verb);
      return chain.empty() ? reports_.back().chain : chain;
    }
    if (IsSaidByPlace(verb)) return {};
    chain = TopicOfSentence(verb);
    if (!chain.empty()) return chain;
    if (!relayed_.empty()) return relayed_;
    const uint32_t floor = around == nullptr ? begin_ : around->content.begin;
    // «X said that Y ..., and added that»: X, though Y is nearer.
    if (around == nullptr && AddsToReport(verb)) return SpeakersOfLast();
    chain = SubjectBefore(context_, floor, verb);
    if (!chain.empty() || around != nullptr) return chain;
    if (participle) chain = FirstSubject(verb);
    // «and went on», «and went on saying».
    const uint32_t finite =
        participle && verb > begin_ && context_.Is(verb - 1, words_.say)
            ? verb - 1
            : verb;
    const bool carries = At(finite).HasFlag(kFormAnd) &&
                         At(finite).HasFlag(kFormPast) && finite < begin_ + 3;
    return chain.empty() && carries ? CarriedSpeaker() : chain;
  }

  // Whether a verb joined by "and" follows what somebody in the sentence says.
  bool AddsToReport(uint32_t verb) const {
    return At(verb).HasFlag(kFormAnd) && At(verb).HasFlag(kFormFinite) &&
           !reports_.empty() && reports_.back().trigger < verb &&
           reports_.back().content.begin < verb;
  }

  Chain SpeakersOfLast() const {
    Chain chain;
    for (const ChainLink& link : reports_.back().chain) {
      if (link.role == v1::ROLE_SPEAKER) chain.push_back(link);
    }
    return chain;
  }

  // «Beijing added that»: no place is a speaker, and no speaker is carried on.
  bool IsSaidByPlace(uint32_t verb) const {
    if (verb + 1 >= end_ || !At(verb).HasFlag(kFormFinite)) return false;
    const EntityIndex entity = context_.NameAt(verb + 1);
    return entity != kNoEntity &&
           context_.entities.Kind(entity) == v1::ENTITY_KIND_PLACE &&
           !At(verb + 1).HasFlag(kFormPreposition);
  }

  // «the paper X relayed from sources»: the subject before the verb is the way
  // that the words of the sources came.
  void AddRelayer(uint32_t verb, Chain& chain) const {
    if (NamesSomeone(chain)) return;
    const Report* around = ReportAt(reports_, verb);
    const uint32_t floor = around == nullptr ? begin_ : around->content.begin;
    const Chain before = SubjectBefore(context_, floor, verb);
    if (before.empty() || before[0].entity == kNoEntity ||
        !context_.entities.IsMedia(before[0].entity)) {
      return;
    }
    chain.push_back(before[0]);
    chain.back().role = v1::ROLE_VIA;
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

  // «..., and answered X, saying»: those of the verb that the participle goes
  // on, behind the last report. REQUIRES: there is one.
  Chain AnsweringBefore(uint32_t participle) const {
    constexpr uint32_t kReachOfVerb = 14;
    const uint32_t floor =
        participle > begin_ + kReachOfVerb ? participle - kReachOfVerb : begin_;
    for (uint32_t i = participle; i-- > floor;) {
      if (!context_.Is(i, words_.say) ||
          At(i).HasFlag(kFormParticiple | kFormMasdar)) {
        continue;
      }
      if (i < reports_.back().content.end) break;
      return ReadSpeakers(context_, {i + 1, participle});
    }
    return {};
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

  // ---- "According to" ----

  void ReadAccording(uint32_t at) {
    const uint32_t source_end = SourceEnd(at);
    Chain chain = ReadSpeakers(context_, {at + 1, source_end});
    consumed_ = source_end;
    if (chain.empty() && SpeaksForItself(at, source_end)) {
      chain = CompanyOfSentence(at);
    }
    if (chain.empty()) return;
    if (AddsOutlet(at, chain) || AddsSources(at, chain)) return;
    last_source_end_ = source_end;
    ReportContent content;
    content.rule = "statement.according";
    content.range = {ClauseStart(at), at};
    if (!reports_.empty() && reports_.back().content.end <= at) {
      content.range.begin =
          std::max(content.range.begin, reports_.back().content.end);
    }
    content.range.begin = ContrastStart(content.range);
    const uint32_t words = WordsBetween(content.range.begin, at);
    const bool leads = words < 4 || (words < 7 && GoesOn(source_end));
    if (leads) content.range = {source_end, end_};
    AddReport(at, std::move(chain), content);
  }

  // «X relies, according to Y, on Z»: whether the clause goes on behind a
  // source.
  bool GoesOn(uint32_t source_end) const {
    if (source_end + 4 >= end_ || !context_.IsMark(source_end, Mark::kComma)) {
      return false;
    }
    const Item& next = At(source_end + 1);
    return next.kind == ItemKind::kWord && !next.HasFlag(kFormAnd) &&
           !next.HasFlag(kFormFinite) &&
           !next.Is(words_.opens_clause | words_.relative | words_.likeness);
  }

  // Behind the last semicolon or full stop.
  uint32_t ClauseStart(uint32_t at) const {
    const uint32_t floor =
        at > begin_ + kReportReach ? at - kReportReach : begin_;
    for (uint32_t i = at; i-- > floor;) {
      if (context_.IsMark(i, Mark::kSemicolon) ||
          context_.IsMark(i, Mark::kStop)) {
        return i + 1;
      }
    }
    return floor;
  }

  // «A, while B, according to X»: of B alone.
  uint32_t ContrastStart(ItemRange range) const {
    constexpr uint32_t kFewestWords = 5;
    for (uint32_t i = range.end; i-- > range.begin + 1;) {
      if (context_.Is(i, words_.contrast) &&
          context_.IsMark(i - 1, Mark::kComma) &&
          WordsBetween(i + 1, range.end) >= kFewestWords) {
        return i + 1;
      }
    }
    return range.begin;
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
      // «According to X that ...», «... X and-has ...»: without the comma.
      if (At(i).Is(words_.that) || IsPerfect(context_, i, end_)) return i;
      // «According to X opened the police ...».
      if (i > at + 1 && At(i).HasFlag(kFormFinite) &&
          context_.NameAt(i - 1) != kNoEntity) {
        return i;
      }
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
    return HasClass(context_, {at, source_end}, words_.own_paper);
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

  // «as X reported, citing people ...»: the outlet is the way, not the speaker.
  bool AddsSources(uint32_t at, const Chain& chain) {
    if (reports_.empty() || at > last_source_end_ + 1) return false;
    Report& last = reports_.back();
    if (last.chain.size() != 1 || last.chain[0].entity == kNoEntity ||
        !context_.entities.IsMedia(last.chain[0].entity)) {
      return false;
    }
    ChainLink outlet = last.chain[0];
    outlet.role = v1::ROLE_VIA;
    last.chain = chain;
    for (const ChainLink& link : chain) {
      if (link.entity == outlet.entity) return true;
    }
    last.chain.push_back(outlet);
    return true;
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
    const uint32_t limit = std::min(end_, begin_ + 14);
    for (uint32_t i = begin_ + 1; i < limit; ++i) {
      const Item& item = At(i);
      if (item.kind == ItemKind::kWord &&
          (item.HasFlag(kFormFinite) || item.Is(words_.say))) {
        return;
      }
      if (!context_.IsMark(i, Mark::kColon)) continue;
      if (i + 2 >= end_ || !EndsSpeaker(context_, begin_, i)) return;
      Chain chain = ReadSpeakers(context_, {begin_, i});
      if (chain.empty()) return;
      ReportContent content = contents_.AfterColon(i);
      content.rule = "statement.headline";
      AddReport(i, std::move(chain), content);
      consumed_ = i;
      return;
    }
  }

  // A quotation right behind a quotation has the same speaker.
  void ReadContinuedQuote() {
    if (!context_.memory.quote_ended_sentence) return;
    if (begin_ >= end_ || !context_.IsMark(begin_, Mark::kOpenQuote)) return;
    const uint32_t close = At(begin_).index;
    if (close == kNoItem || contents_.IsNameQuote(begin_)) return;
    for (uint32_t i = close + 1; i < end_; ++i) {
      if (At(i).kind != ItemKind::kMark) return;
    }
    ReportContent content;
    content.range = {begin_ + 1, close};
    content.direct = true;
    content.rule = "statement.continued";
    AddReport(begin_, context_.memory.speaker, content);
  }

  void AddReport(uint32_t trigger, Chain chain, const ReportContent& content) {
    if (content.range.empty()) return;
    Report report;
    report.content = content.range;
    report.trigger = trigger;
    report.chain = std::move(chain);
    report.direct = content.direct;
    report.rule = content.rule;
    const auto stance = static_cast<v1::Stance>(At(trigger).stance);
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
  const bool has_speech_;
  const bool has_colon_;
  const ReportContentReader contents_;
  uint32_t consumed_ = 0;
  // Behind the source of the last "according to".
  uint32_t last_source_end_ = 0;
  // Who relayed what a later verb of the sentence says.
  Chain relayed_;
  std::vector<Report>& reports_;
};

}  // namespace

void ReadReports(DocumentContext& context, const ItemSentence& sentence,
                 std::vector<Report>& reports) {
  reports.clear();
  ReportReader(context, sentence, reports).Read();
}

const Report* ReportAt(absl::Span<const Report> reports, uint32_t item) {
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
