#include "ingest_service/recognize/person_finder.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "ingest_service/recognize/word_borders.h"

namespace isnad {
namespace {

constexpr float kConfidence = 0.75f;

// How far before a name its title may begin: "analyst of technology markets in
// Beirut NAME".
constexpr uint32_t kTitleReach = 8;

// A name has at most so many words: given, middle, prefix, family.
constexpr uint32_t kMaxWords = 5;

constexpr absl::string_view kArticle = "\u0627\u0644";
constexpr absl::string_view kLam = "\u0644";
constexpr absl::string_view kForThe = "\u0644\u0644";
constexpr absl::string_view kArabicComma = "\u060C";

class PersonFinder {
 public:
  explicit PersonFinder(MentionDraft* draft)
      : draft_(*draft), text_(draft->text()), roles_(draft->roles()) {}

  void Run() {
    std::vector<EntityMention> found;
    for (const Sentence& sentence : text_.sentences()) {
      if (sentence.kind == SentenceKind::kBoilerplate) continue;
      sentence_ = sentence;
      verb_end_ = FirstVerbEnd();
      uint32_t i = NextPlace(sentence.token_begin);
      while (i < sentence.token_end) i = NextPlace(ScanFrom(i, &found));
    }
    draft_.AddAll(found);
  }

 private:
  // The end of the first verb of saying in the sentence, the sentence's end if
  // there is none: nothing before it is the subject of one.
  uint32_t FirstVerbEnd() const {
    uint32_t token = sentence_.token_begin;
    while (token < sentence_.token_end &&
           !roles_.EndsAnyOf(token, RoleBit(WordRole::kSayingVerb))) {
      ++token;
    }
    return token;
  }

  // The next place in the sentence where ScanFrom() may find something.
  uint32_t NextPlace(uint32_t token) const {
    while (token < sentence_.token_end &&
           (roles_.RolesAt(token) & RoleBit(WordRole::kGivenName)) == 0 &&
           (token < verb_end_ || !AreTwoNameWords(token))) {
      ++token;
    }
    return token;
  }

  // Looks for a name that begins at a token; returns where to go on.
  uint32_t ScanFrom(uint32_t token, std::vector<EntityMention>* found) {
    const uint32_t given_end = GivenNameFrom(token);
    uint32_t end = given_end;
    bool sure = end != token && HasEvidence(token, end);
    if (!sure && token >= verb_end_) {
      end = SubjectFrom(token);
      sure = end != token;
    }
    // Without evidence only a name that the catalog knows by another spelling.
    if (!sure) end = given_end;
    if (!sure && (end == token || !IsKnownPerson(token, end))) return token + 1;
    const EntityIndex person =
        draft_.Discover(v1::ENTITY_TYPE_PERSON,
                        text_.Text(text_.RangeOfTokens(token, end - 1)));
    found->push_back(draft_.MakeMention(token, end, 0, person, kConfidence));
    return end;
  }

  bool IsKnownPerson(uint32_t token, uint32_t end) const {
    return draft_.resolver()
        .Resolve(text_.Text(text_.RangeOfTokens(token, end - 1)),
                 v1::ENTITY_TYPE_PERSON)
        .has_value();
  }

  bool InSentence(uint32_t token) const {
    return token >= sentence_.token_begin && token < sentence_.token_end;
  }

  bool IsArabic(uint32_t token) const {
    return InSentence(token) &&
           text_.tokens()[token].kind == TokenKind::kArabic;
  }

  absl::string_view Folded(uint32_t token) const {
    return text_.Folded(text_.tokens()[token]);
  }

  bool IsComma(uint32_t token) const {
    return text_.tokens()[token].kind == TokenKind::kPunctuation &&
           (Folded(token) == "," || Folded(token) == kArabicComma);
  }

  bool HasArticle(uint32_t token) const {
    return absl::StartsWith(Folded(token), kArticle);
  }

  bool AfterSpace(uint32_t token) const {
    return text_.tokens()[token].space_before &&
           !text_.tokens()[token].line_before;
  }

  // Whether a token may be part of an unknown name: a free Arabic word without
  // any role but that of a name. Asked of nearly every word. REQUIRES: a token
  // of the text.
  bool IsNameWord(uint32_t token) const {
    constexpr WordRoleSet kOthers =
        RoleBit(WordRole::kStopWord) | RoleBit(WordRole::kSayingVerb) |
        RoleBit(WordRole::kPersonTitle) | RoleBit(WordRole::kOfficeTitle) |
        RoleBit(WordRole::kCompanyHead) | RoleBit(WordRole::kProductHead) |
        RoleBit(WordRole::kClaimParticle) | RoleBit(WordRole::kGovernmentHead);
    return (roles_.RolesAt(token) & kOthers) == 0 && draft_.IsFree(token) &&
           IsArabic(token) && Folded(token).size() >= 4 &&
           !absl::StartsWith(Folded(token), kForThe);
  }

  bool IsFamilyPrefix(uint32_t token) const {
    const RoleMatch* prefix = roles_.At(token, WordRole::kFamilyPrefix);
    return prefix != nullptr && prefix->clitic_bytes == 0 &&
           prefix->token_end == token + 1;
  }

  bool IsGivenName(uint32_t token) const {
    const RoleMatch* name = roles_.At(token, WordRole::kGivenName);
    return name != nullptr && name->clitic_bytes == 0;
  }

  // Returns the end of a name that begins with a given name at a token, the
  // token itself if there is none: given names, then one family name with its
  // prefixes.
  uint32_t GivenNameFrom(uint32_t token) const {
    const RoleMatch* given = roles_.At(token, WordRole::kGivenName);
    // «Abd» is a prefix of family names, «Abd al-Salam» a given name.
    const bool prefix = given != nullptr && given->token_end == token + 1 &&
                        IsFamilyPrefix(token);
    if (given == nullptr || !InSentence(token) || given->clitic_bytes != 0 ||
        prefix || roles_.Is(token, WordRole::kStopWord) ||
        !draft_.IsFree(given->token_begin, given->token_end)) {
      return token;
    }
    uint32_t i = given->token_end;
    while (i < token + kMaxWords - 1 && InSentence(i + 1) && AfterSpace(i) &&
           IsArabic(i + 1) && AfterSpace(i + 1) &&
           (IsFamilyPrefix(i) ||
            (IsGivenName(i) && IsNameWord(i) && IsNameWord(i + 1)))) {
      ++i;
    }
    if (!InSentence(i) || !AfterSpace(i) || !IsNameWord(i)) return token;
    return i + 1;
  }

  // Whether a title ends right before a name, or stands before it with nothing
  // between but what may follow a title: no mark and no verb.
  bool HasTitleBefore(uint32_t token) const {
    const uint32_t first = std::max(
        sentence_.token_begin, token > kTitleReach ? token - kTitleReach : 0);
    for (uint32_t i = token; i > first;) {
      --i;
      if (roles_.Is(i, WordRole::kPersonTitle)) return true;
      if (!IsWord(text_.tokens()[i]) && !IsQuote(i)) return false;
      if (roles_.Is(i, WordRole::kSayingVerb)) return false;
    }
    return false;
  }

  bool IsQuote(uint32_t token) const {
    const absl::string_view mark = Folded(token);
    return mark == "\"" || mark == "'";
  }

  // Whether something beside a name of a known given name shows that it is one.
  bool HasEvidence(uint32_t token, uint32_t end) const {
    if (HasTitleBefore(token) || HasVerbBefore(token) || HasRoleAfter(end)) {
      return true;
    }
    return IsByline(token, end) || IsApposition(token, end);
  }

  // TITLE of something, NAME, ...
  bool IsApposition(uint32_t token, uint32_t end) const {
    return InSentence(end) && IsComma(end) &&
           token > sentence_.token_begin + 1 && IsComma(token - 1) &&
           HasTitleBefore(token - 1);
  }

  // A name alone on its line or behind "TITLE:", "PLACE:" or "PLACE -" says who
  // wrote. More of the line, or of what is in brackets, may follow behind a
  // mark.
  bool IsByline(uint32_t token, uint32_t end) const {
    const bool ends_line =
        end >= text_.tokens().size() || text_.tokens()[end].line_before;
    if (!ends_line && !IsBylineMark(end) && Folded(end) != ")") return false;
    if (text_.tokens()[token].line_before) return ends_line;
    if (token < sentence_.token_begin + 2 || !IsBylineMark(token - 1)) {
      return false;
    }
    const EntityMention* place = draft_.At(token - 2);
    return roles_.EndingAt(token - 1, WordRole::kPersonTitle) != nullptr ||
           roles_.EndingAt(token - 1, WordRole::kSayingVerb) != nullptr ||
           (place != nullptr && place->kind == v1::ENTITY_KIND_PLACE);
  }

  bool IsBylineMark(uint32_t token) const {
    const absl::string_view mark = Folded(token);
    return mark == ":" || mark == "-";
  }

  // Whether a verb of saying and a title right behind it stand before a token
  // with words only between.
  bool HasTitleAfterVerb(uint32_t token) const {
    const uint32_t first = std::max(
        sentence_.token_begin, token > kTitleReach ? token - kTitleReach : 0);
    for (uint32_t i = token; i > first; --i) {
      if (!IsWord(text_.tokens()[i - 1]) && !IsQuote(i - 1)) return false;
      if (roles_.Is(i - 1, WordRole::kPersonTitle) && HasVerbBefore(i - 1)) {
        return true;
      }
    }
    return false;
  }

  bool HasVerbBefore(uint32_t token) const {
    return token > sentence_.token_begin &&
           roles_.EndingAt(token, WordRole::kSayingVerb) != nullptr;
  }

  // Whether a verb of saying follows, or a mark and a title.
  bool HasRoleAfter(uint32_t end) const {
    if (!InSentence(end)) return false;
    if (roles_.Is(end, WordRole::kSayingVerb)) return true;
    if (HasArticle(end) && roles_.Is(end, WordRole::kPersonTitle)) return true;
    const absl::string_view mark = Folded(end);
    return (IsComma(end) || mark == "(" || mark == "-") &&
           InSentence(end + 1) && roles_.Is(end + 1, WordRole::kPersonTitle);
  }

  // Whether two unknown words begin at a token.
  bool AreTwoNameWords(uint32_t token) const {
    return IsNameWord(token) && !HasArticle(token) && InSentence(token + 2) &&
           IsNameWord(token + 1) && AfterSpace(token + 1);
  }

  // Whether what stands right before a token can be what SubjectFrom() asks
  // for: a verb of saying, a title, something that may follow one, or a comma.
  bool MayBeSubject(uint32_t token) const {
    constexpr WordRoleSet kBefore =
        RoleBit(WordRole::kSayingVerb) | RoleBit(WordRole::kPersonTitle);
    return roles_.EndsAnyOf(token, kBefore) || IsComma(token - 1) ||
           IsModifier(token - 1) || IsBehindName(token);
  }

  // Returns the end of two unknown words that are the subject of a verb of
  // saying, the token itself if there are none there: "said TITLE X Y that",
  // "said X Y, TITLE".
  uint32_t SubjectFrom(uint32_t token) const {
    if (token <= sentence_.token_begin || !AreTwoNameWords(token) ||
        !MayBeSubject(token)) {
      return token;
    }
    if (HasVerbBefore(token)) {
      const bool apposition = IsComma(token + 2) && InSentence(token + 3) &&
                              roles_.Is(token + 3, WordRole::kPersonTitle);
      return apposition ? token + 2 : token;
    }
    // "Said the TITLE of something, X Y, that".
    if (IsApposition(token, token + 2) && HasTitleAfterVerb(token - 1)) {
      return token + 2;
    }
    // "Said the TITLE at COMPANY X Y that".
    if (IsBehindName(token) && !HasArticle(token + 1) && !MayBeFor(token) &&
        IsBorder(token + 2) && HasTitleAfterVerb(token)) {
      return token + 2;
    }
    uint32_t title_end = token;
    while (title_end > sentence_.token_begin + 1 && IsModifier(title_end - 1)) {
      --title_end;
    }
    const RoleMatch* title = roles_.EndingAt(title_end, WordRole::kPersonTitle);
    if (title == nullptr || title->token_begin <= sentence_.token_begin ||
        roles_.EndingAt(title->token_begin, WordRole::kSayingVerb) == nullptr) {
      return token;
    }
    return IsBorder(token + 2) ? token + 2 : token;
  }

  // Whether what is said begins at a token, or what more is said of the
  // speaker.
  bool IsBorder(uint32_t token) const {
    return roles_.Is(token, WordRole::kClaimParticle) || IsComma(token) ||
           Folded(token) == ":";
  }

  // Whether the name of something ends right before a token, in quotation
  // marks or not.
  bool IsBehindName(uint32_t token) const {
    const uint32_t quotes = token > 1 && IsQuote(token - 1) ? 1 : 0;
    const uint32_t last = token - 1 - quotes;
    if (last < sentence_.token_begin) return false;
    const EntityMention* mention = draft_.At(last);
    return mention != nullptr && mention->form == v1::MENTION_FORM_NAME;
  }

  // "TITLE at COMPANY for Xs of Y": a word may have the preposition on it.
  bool MayBeFor(uint32_t token) const {
    return absl::StartsWith(Folded(token), kLam);
  }

  // An adjective after a title: with the article, or a nationality.
  bool IsModifier(uint32_t token) const {
    if (!IsArabic(token)) return false;
    if (const EntityMention* mention = draft_.At(token)) {
      return mention->form == v1::MENTION_FORM_ADJECTIVE;
    }
    return HasArticle(token) && !roles_.Is(token, WordRole::kPersonTitle);
  }

  MentionDraft& draft_;
  const NormalizedText& text_;
  const WordRoles& roles_;
  Sentence sentence_;
  uint32_t verb_end_ = 0;
};

}  // namespace

void FindPersons(MentionDraft* draft) { PersonFinder(draft).Run(); }

}  // namespace isnad
