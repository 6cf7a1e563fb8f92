#include "ingest_service/recognize/agency_finder.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "ingest_service/recognize/word_borders.h"

namespace isnad {
namespace {

constexpr float kConfidence = 0.75f;

// A name has at most so many words after its head, the first of which may do
// without the article ("authority (of) regulation (of) THE-communications").
constexpr uint32_t kMaxWords = 6;
constexpr uint32_t kMaxBareWords = 2;

// Letters of the basic Arabic block take two bytes.
constexpr size_t kLetterBytes = 2;
constexpr absl::string_view kArticle = "\u0627\u0644";
constexpr absl::string_view kAnd = "\u0648";
// ll-, "for the".
constexpr absl::string_view kForThe = "\u0644\u0644";

bool IsDefinite(absl::string_view word) {
  if (absl::StartsWith(word, kAnd)) word.remove_prefix(kLetterBytes);
  return absl::StartsWith(word, kArticle) || absl::StartsWith(word, kForThe);
}

class AgencyFinder {
 public:
  explicit AgencyFinder(MentionDraft* draft)
      : draft_(*draft), text_(draft->text()), roles_(draft->roles()) {}

  void Run() {
    for (const Sentence& sentence : text_.sentences()) {
      if (sentence.kind == SentenceKind::kBoilerplate) continue;
      sentence_end_ = sentence.token_end;
      uint32_t i = NextPlace(sentence.token_begin);
      while (i < sentence_end_) i = NextPlace(ScanFrom(i));
    }
    draft_.Replace(found_);
  }

 private:
  // The next place in the sentence where ScanFrom() may find something.
  uint32_t NextPlace(uint32_t token) const {
    return draft_.NextPlace(token, sentence_end_,
                            RoleBit(WordRole::kAgencyHead));
  }

  uint32_t ScanFrom(uint32_t token) {
    if (const EntityMention* mention = draft_.At(token)) {
      if (mention->token_begin == token) ExtendForeign(*mention);
      return mention->token_end;
    }
    const RoleMatch* head = roles_.At(token, WordRole::kAgencyHead);
    if (head == nullptr || !draft_.IsFree(token, head->token_end)) {
      return token + 1;
    }
    const uint32_t end = NameEnd(*head);
    if (end == token) return token + 1;
    Mark(token, end, head->clitic_bytes);
    return end;
  }

  // The end of the name that a head begins, the head's own begin if there is
  // none.
  uint32_t NameEnd(const RoleMatch& head) const {
    const uint32_t none = head.token_begin;
    uint32_t end = head.token_end;
    uint32_t definite = IsDefinite(Folded(none)) ? 1 : 0;
    uint32_t bare = 0;
    while (end < head.token_end + kMaxWords && OnLine(end)) {
      if (const EntityMention* mention = draft_.At(end)) {
        const bool ends = IsNationality(*mention) && definite > 0 &&
                          (end > head.token_end || head.token_end > none + 1);
        if (ends) return mention->token_end;
        break;
      }
      if (!IsNameWord(end)) break;
      if (IsDefinite(Folded(end))) {
        ++definite;
      } else if (definite > 0 || ++bare > kMaxBareWords) {
        break;
      }
      ++end;
    }
    if (definite == 0 || end == head.token_end) return none;
    const bool ministry = roles_.Is(none, WordRole::kMinistryHead);
    return ministry || HasAcronym(end) ? end : none;
  }

  // NAME ( ACRONYM )
  bool HasAcronym(uint32_t end) const {
    return OnLine(end) && OnLine(end + 1) && OnLine(end + 2) &&
           Folded(end) == "(" && Folded(end + 2) == ")" &&
           text_.tokens()[end + 1].kind == TokenKind::kLatin &&
           IsCapitalized(text_, end + 1);
  }

  // A body of one state with another's nationality behind it.
  void ExtendForeign(const EntityMention& body) {
    if (body.entity >= draft_.catalog().size() ||
        draft_.TypeOf(body.entity) != v1::ENTITY_TYPE_GOVERNMENT ||
        !OnLine(body.token_end)) {
      return;
    }
    const EntityMention* nation = draft_.At(body.token_end);
    const std::string& country = draft_.catalog().entity(body.entity).country();
    if (nation == nullptr || !IsNationality(*nation) || country.empty() ||
        CountryOf(*nation) == country) {
      return;
    }
    const Token& first = text_.tokens()[body.token_begin];
    const uint32_t clitics =
        text_.RangeOfTokens(body.token_begin, body.token_begin).begin ==
                body.range.begin
            ? 0
            : CliticBytes(first, body.range.begin);
    Mark(body.token_begin, nation->token_end, clitics);
  }

  // Bytes of the folded token whose text lies before a position.
  uint32_t CliticBytes(const Token& token, uint32_t text_begin) const {
    for (uint32_t bytes = kLetterBytes;
         token.folded_begin + bytes < token.folded_end; bytes += kLetterBytes) {
      const TextRange rest =
          text_.RangeOfFolded(token.folded_begin + bytes, token.folded_end);
      if (rest.begin >= text_begin) return bytes;
    }
    return 0;
  }

  bool IsNationality(const EntityMention& mention) const {
    return mention.form == v1::MENTION_FORM_ADJECTIVE &&
           absl::StartsWith(Folded(mention.token_begin), kArticle);
  }

  std::string CountryOf(const EntityMention& nation) const {
    return nation.entity < draft_.catalog().size()
               ? draft_.catalog().entity(nation.entity).country()
               : "";
  }

  // A word that may stand in the name of a body: no verb, person or company.
  bool IsNameWord(uint32_t token) const {
    if (text_.tokens()[token].kind != TokenKind::kArabic) return false;
    static constexpr WordRole kOthers[] = {
        WordRole::kAgencyBorder, WordRole::kSayingVerb,  WordRole::kPersonTitle,
        WordRole::kOfficeTitle,  WordRole::kCompanyHead, WordRole::kProductHead,
        WordRole::kClaimParticle};
    return std::none_of(
        std::begin(kOthers), std::end(kOthers), [&](WordRole role) {
          const RoleMatch* match = roles_.At(token, role);
          return match != nullptr && match->token_end == token + 1;
        });
  }

  bool OnLine(uint32_t token) const {
    return token < sentence_end_ && !text_.tokens()[token].line_before;
  }

  absl::string_view Folded(uint32_t token) const {
    return text_.Folded(text_.tokens()[token]);
  }

  void Mark(uint32_t begin, uint32_t end, uint32_t clitic_bytes) {
    const EntityMention* last = draft_.At(end - 1);
    EntityMention mention =
        draft_.MakeMention(begin, end, clitic_bytes, 0, kConfidence);
    mention.entity =
        draft_.Discover(v1::ENTITY_TYPE_GOVERNMENT, text_.Text(mention.range),
                        last == nullptr ? "" : CountryOf(*last));
    mention.kind = v1::ENTITY_KIND_ORGANIZATION;
    found_.push_back(mention);
  }

  MentionDraft& draft_;
  const NormalizedText& text_;
  const WordRoles& roles_;
  uint32_t sentence_end_ = 0;
  std::vector<EntityMention> found_;
};

}  // namespace

void FindAgencies(MentionDraft* draft) { AgencyFinder(draft).Run(); }

}  // namespace isnad
