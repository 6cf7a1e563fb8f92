#include "ingest_service/recognize/name_finder.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "ingest_service/recognize/word_borders.h"

namespace isnad {
namespace {

constexpr float kConfidence = 0.7f;

// A Latin name has at most so many tokens, a quoted Arabic one so many words.
constexpr uint32_t kMaxLatinTokens = 6;
constexpr uint32_t kMaxQuotedWords = 3;
// One without quotation marks, whose end something else must show.
constexpr uint32_t kMaxArabicWords = 4;
constexpr size_t kMinWordBytes = 4;

constexpr WordRoleSet kPlaces = RoleBit(WordRole::kCompanyHead) |
                                RoleBit(WordRole::kProductHead) |
                                RoleBit(WordRole::kCompanySuffix);

constexpr absl::string_view kArticle = "\u0627\u0644";
constexpr absl::string_view kTa = "\u062A";
constexpr absl::string_view kLam = "\u0644";
constexpr absl::string_view kHa = "\u0647";
// w, "and": a token of its own before Latin letters.
constexpr absl::string_view kAnd = "\u0648";

class NameFinder {
 public:
  explicit NameFinder(MentionDraft* draft)
      : draft_(*draft), text_(draft->text()), roles_(draft->roles()) {}

  void Run() {
    for (const Sentence& sentence : text_.sentences()) {
      if (sentence.kind == SentenceKind::kBoilerplate) continue;
      sentence_ = sentence;
      const Token* const tokens = text_.tokens().data();
      for (uint32_t i = sentence.token_begin; i < sentence.token_end; ++i) {
        if (tokens[i].kind == TokenKind::kLatin ||
            (roles_.RolesAt(i) & kPlaces) != 0) {
          ScanFrom(i);
        }
      }
    }
    draft_.AddAll(found_);
  }

 private:
  void ScanFrom(uint32_t token) {
    if (const RoleMatch* head = roles_.At(token, WordRole::kCompanyHead)) {
      ScanCompanies(head->token_end);
    } else if (roles_.Is(token, WordRole::kProductHead)) {
      ScanProduct(roles_.At(token, WordRole::kProductHead)->token_end);
    } else if (StartsLatin(token)) {
      ScanSuffixed(token);
    } else if (roles_.Is(token, WordRole::kCompanySuffix)) {
      ScanBefore(*roles_.At(token, WordRole::kCompanySuffix));
    }
  }

  bool InSentence(uint32_t token) const {
    return token >= sentence_.token_begin && token < sentence_.token_end;
  }

  absl::string_view Folded(uint32_t token) const {
    return text_.Folded(text_.tokens()[token]);
  }

  bool IsQuote(uint32_t token) const {
    return InSentence(token) && (Folded(token) == "\"" || Folded(token) == "'");
  }

  bool IsFree(uint32_t token) const { return draft_.At(token) == nullptr; }

  bool StartsLatin(uint32_t token) const {
    return InSentence(token) &&
           text_.tokens()[token].kind == TokenKind::kLatin && IsFree(token) &&
           IsCapitalized(text_, token) && BeginsWord(text_, token);
  }

  // Returns the end of the run of capitalized Latin words and numbers at a
  // token, the token itself if there is none. Stops before a known name.
  uint32_t LatinRunFrom(uint32_t token) const {
    if (!StartsLatin(token)) return token;
    uint32_t last = token;
    while (last + 1 < token + kMaxLatinTokens) {
      const uint32_t next = NextOfName(text_, last);
      if (next == kNoToken || !InSentence(next) || !IsFree(next)) break;
      const Token& candidate = text_.tokens()[next];
      const bool glued = !candidate.space_before;
      const bool latin = candidate.kind == TokenKind::kLatin &&
                         (glued || IsCapitalized(text_, next));
      const bool digits = candidate.kind == TokenKind::kDigits && glued;
      if (!latin && !digits) break;
      last = next;
    }
    const uint32_t end = EndOfName(text_, last);
    return end == last + 1 ? end : token;
  }

  void Mark(v1::EntityType type, uint32_t begin, uint32_t end) {
    const EntityIndex entity =
        draft_.Discover(type, text_.Text(text_.RangeOfTokens(begin, end - 1)));
    found_.push_back(draft_.MakeMention(begin, end, 0, entity, kConfidence));
  }

  // The names after "company", and those joined to them by "and".
  void ScanCompanies(uint32_t token) {
    for (;;) {
      const bool quoted = IsQuote(token);
      const uint32_t begin = quoted ? token + 1 : token;
      uint32_t end = LatinRunFrom(begin);
      if (end == begin && quoted) end = QuotedWordsFrom(begin);
      if (end == begin && !quoted) {
        end = ArabicNameFrom(begin);
        if (end != begin) {
          token = end;
          if (!JoinsAnother(token)) return;
          continue;
        }
      }
      if (end == begin || (quoted && !IsQuote(end))) return;
      Mark(v1::ENTITY_TYPE_COMPANY, begin, end);
      token = quoted ? end + 1 : end;
      token = MarkGloss(token);
      if (!JoinsAnother(token)) return;
      ++token;
    }
  }

  bool JoinsAnother(uint32_t token) const {
    return InSentence(token) && Folded(token) == kAnd;
  }

  // A word that may stand in an Arabic name without quotation marks: neither
  // definite nor a word with a part of its own.
  bool IsForeignWord(uint32_t token) const {
    return InSentence(token) && !text_.tokens()[token].line_before &&
           text_.tokens()[token].kind == TokenKind::kArabic && IsFree(token) &&
           !absl::StartsWith(Folded(token), kArticle) &&
           Folded(token).size() >= kMinWordBytes &&
           !roles_.Is(token, WordRole::kStopWord) &&
           !roles_.Is(token, WordRole::kSayingVerb) &&
           !roles_.Is(token, WordRole::kPersonTitle) &&
           !roles_.Is(token, WordRole::kCompanyHead);
  }

  // Marks the Arabic name after "company" and returns its end, the token itself
  // if there is none: words before their Latin spelling in brackets, words that
  // end in one that only companies have, or a misspelt name of the catalog.
  uint32_t ArabicNameFrom(uint32_t token) {
    uint32_t end = token;
    while (end < token + kMaxArabicWords && IsForeignWord(end)) ++end;
    if (end == token) return token;
    if (GlossEnd(end) > end) {
      Mark(v1::ENTITY_TYPE_COMPANY, token, end);
      return MarkGloss(end);
    }
    for (uint32_t last = end; last > token; --last) {
      const RoleMatch* suffix = roles_.At(last, WordRole::kCompanySuffix);
      if (suffix == nullptr || suffix->clitic_bytes != 0) continue;
      if (IsPurpose(*suffix) && absl::EndsWith(Folded(last - 1), kHa)) continue;
      Mark(v1::ENTITY_TYPE_COMPANY, token, suffix->token_end);
      return suffix->token_end;
    }
    for (uint32_t last = end; last > token; --last) {
      const auto known = draft_.resolver().Resolve(
          text_.Text(text_.RangeOfTokens(token, last - 1)),
          v1::ENTITY_TYPE_COMPANY);
      if (!known.has_value()) continue;
      found_.push_back(draft_.MakeMention(token, last, 0, *known, kConfidence));
      return last;
    }
    return token;
  }

  // The end of a capitalized Latin name in brackets at a token, behind the
  // bracket; the token itself if there is none.
  uint32_t GlossEnd(uint32_t token) const {
    if (!InSentence(token) || Folded(token) != "(") return token;
    const uint32_t end = LatinRunFrom(token + 1);
    if (end == token + 1 || !InSentence(end) || Folded(end) != ")") {
      return token;
    }
    return end + 1;
  }

  // Marks the Latin spelling in brackets behind the last name found as another
  // name of the same company; returns where to go on.
  uint32_t MarkGloss(uint32_t token) {
    const uint32_t end = GlossEnd(token);
    if (end == token) return token;
    found_.push_back(draft_.MakeMention(token + 1, end - 1, 0,
                                        found_.back().entity, kConfidence));
    draft_.AddAlias(found_.back());
    return end;
  }

  // Returns the end of one to three unknown Arabic words before a closing
  // quotation mark, the token itself if there are none.
  uint32_t QuotedWordsFrom(uint32_t token) const {
    uint32_t end = token;
    while (InSentence(end) && end < token + kMaxQuotedWords &&
           text_.tokens()[end].kind == TokenKind::kArabic && IsFree(end) &&
           !roles_.Is(end, WordRole::kStopWord)) {
      ++end;
    }
    return IsQuote(end) ? end : token;
  }

  // A Latin name that ends in a word only companies have.
  void ScanSuffixed(uint32_t token) {
    const uint32_t end = LatinRunFrom(token);
    if (end < token + 2) return;
    const RoleMatch* suffix = roles_.EndingAt(end, WordRole::kCompanySuffix);
    if (suffix == nullptr || suffix->token_begin <= token) return;
    Mark(v1::ENTITY_TYPE_COMPANY, token, end);
  }

  // An Arabic name that ends in a word only companies have, and that nothing
  // announces: foreign words behind an opening quotation mark or a particle,
  // else the one before the suffix.
  void ScanBefore(const RoleMatch& suffix) {
    const bool taken =
        !found_.empty() && found_.back().token_end > suffix.token_begin;
    if (taken || suffix.clitic_bytes != 0 || !IsForeignSuffix(suffix)) return;
    uint32_t begin = suffix.token_begin;
    while (begin > sentence_.token_begin && IsForeignWord(begin - 1) &&
           suffix.token_begin - begin < kMaxQuotedWords) {
      --begin;
    }
    if (begin == suffix.token_begin) return;
    const bool bordered = begin > sentence_.token_begin &&
                          (IsQuote(begin - 1) || IsBehindParticle(begin));
    if (IsPurpose(suffix) && !(bordered && IsAnnounced(begin))) return;
    if (!bordered) begin = suffix.token_begin - 1;
    Mark(v1::ENTITY_TYPE_COMPANY, begin, suffix.token_end);
  }

  // "at NAME", "of NAME"; but not "in May cut NAME ...", where the verb of a
  // firm ends in ta.
  bool IsBehindParticle(uint32_t token) const {
    return roles_.Is(token - 1, WordRole::kStopWord) &&
           !absl::EndsWith(Folded(token), kTa);
  }

  // «for consulting», «for securities»: common words, which name a company only
  // behind what announces one, and not behind an adjective ("a company global
  // for consulting", folded to end in ha).
  bool IsPurpose(const RoleMatch& suffix) const {
    return absl::StartsWith(Folded(suffix.token_begin), kLam);
  }

  // Behind a quotation mark, or "chief of NAME".
  bool IsAnnounced(uint32_t token) const {
    return IsQuote(token - 1) ||
           (token > sentence_.token_begin + 1 &&
            roles_.EndsAnyOf(token - 1, RoleBit(WordRole::kPersonTitle)));
  }

  // «Capital», «for securities»: not «the-limited», which is said of anything.
  bool IsForeignSuffix(const RoleMatch& suffix) const {
    return text_.tokens()[suffix.token_begin].kind == TokenKind::kArabic &&
           draft_.IsFree(suffix.token_begin, suffix.token_end) &&
           !absl::StartsWith(Folded(suffix.token_begin), kArticle);
  }

  // A model after "chip": Latin letters and a number in one name.
  void ScanProduct(uint32_t token) {
    const uint32_t begin = IsQuote(token) ? token + 1 : token;
    const uint32_t end = LatinRunFrom(begin);
    if (end == begin) return;
    bool digits = false;
    for (uint32_t i = begin; i < end; ++i) {
      digits = digits || text_.tokens()[i].kind == TokenKind::kDigits;
    }
    if (digits) Mark(v1::ENTITY_TYPE_CHIP, begin, end);
  }

  MentionDraft& draft_;
  const NormalizedText& text_;
  const WordRoles& roles_;
  Sentence sentence_;
  std::vector<EntityMention> found_;
};

}  // namespace

void FindNewNames(MentionDraft* draft) { NameFinder(draft).Run(); }

}  // namespace isnad
