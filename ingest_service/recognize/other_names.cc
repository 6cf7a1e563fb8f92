#include <algorithm>
#include <cstdint>
#include <iterator>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/names/spelling_variants.h"
#include "ingest_service/recognize/mention_rules.h"
#include "ingest_service/recognize/word_borders.h"

namespace isnad {
namespace {

constexpr float kConfidence = 0.8f;

// "Known in short as SMIC", and an acronym read out letter by letter.
constexpr uint32_t kMaxOtherNameTokens = 7;

// b-, "by", which stands alone before a quotation mark or Latin letters.
constexpr absl::string_view kBy = "\u0628";
constexpr size_t kLetterBytes = 2;
// b-asm, "by the name", which is part of no name.
constexpr absl::string_view kByName = "\u0628\u0627\u0633\u0645";

// Codes of stock exchanges that stand before a company's own.
constexpr absl::string_view kExchanges[] = {
    "nasdaq", "nyse", "amex", "hkex", "hk",  "sse", "szse",   "krx",
    "tse",    "twse", "lse",  "tyo",  "otc", "ams", "tadawul"};

class OtherNames {
 public:
  explicit OtherNames(MentionDraft* draft)
      : draft_(*draft), text_(draft->text()), roles_(draft->roles()) {}

  void Run() {
    for (const EntityMention& mention : draft_.mentions()) {
      if (mention.form != v1::MENTION_FORM_NAME ||
          mention.kind == v1::ENTITY_KIND_PLACE) {
        continue;
      }
      if (mention.kind == v1::ENTITY_KIND_ORGANIZATION) ReadBracket(mention);
      ReadKnownAs(mention);
    }
    draft_.AddAll(found_);
  }

 private:
  bool Exists(uint32_t token) const { return token < text_.tokens().size(); }

  absl::string_view Folded(uint32_t token) const {
    return text_.Folded(text_.tokens()[token]);
  }

  bool Is(uint32_t token, absl::string_view mark) const {
    return Exists(token) && Folded(token) == mark;
  }

  bool IsQuote(uint32_t token) const {
    return Is(token, "\"") || Is(token, "'");
  }

  // Latin capitals and digits.
  bool IsAcronym(uint32_t token) const {
    if (!Exists(token) || text_.tokens()[token].kind != TokenKind::kLatin) {
      return false;
    }
    const absl::string_view word =
        text_.Text(text_.RangeOfTokens(token, token));
    return word.size() >= 2 &&
           std::all_of(word.begin(), word.end(),
                       [](char c) { return c < 'a' || c > 'z'; });
  }

  void Mark(uint32_t begin, uint32_t end, uint32_t clitic_bytes,
            EntityIndex entity) {
    if (!draft_.IsFree(begin, end)) return;
    found_.push_back(
        draft_.MakeMention(begin, end, clitic_bytes, entity, kConfidence));
    draft_.AddAlias(found_.back());
  }

  // NAME ( ACRONYM ), NAME ( NASDAQ: ACRONYM ).
  void ReadBracket(const EntityMention& mention) {
    uint32_t i = mention.token_end;
    if (IsQuote(i)) ++i;
    if (!Is(i, "(")) return;
    ++i;
    const bool exchange =
        Exists(i) && std::find(std::begin(kExchanges), std::end(kExchanges),
                               Folded(i)) != std::end(kExchanges);
    if (exchange && (Is(i + 1, ":") || Is(i + 1, "/"))) i += 2;
    if (!IsAcronym(i)) return;
    if (!Is(i + 1, ")") && !(Is(i + 1, ".") && Is(i + 3, ")"))) return;
    Mark(i, i + 1, 0, mention.entity);
  }

  // NAME known as "OTHER".
  void ReadKnownAs(const EntityMention& mention) {
    uint32_t i = mention.token_end;
    while (IsQuote(i) || Is(i, ",") || Is(i, "\u060C") || Is(i, "(")) ++i;
    const RoleMatch* phrase =
        Exists(i) ? roles_.At(i, WordRole::kKnownAs) : nullptr;
    if (phrase == nullptr || text_.tokens()[i].line_before) return;
    i = phrase->token_end;
    const bool by = Is(i, kBy);
    if (by) ++i;
    const bool quoted = IsQuote(i);
    if (quoted) ++i;
    if (!Exists(i) || text_.tokens()[i].line_before) return;
    if (IsAcronym(i)) {
      Mark(i, i + 1, 0, mention.entity);
    } else if (const uint32_t end = OtherNameEnd(i, quoted); end > i) {
      if (quoted || end > i + 1) Mark(i, end, 0, mention.entity);
    } else if (!quoted && IsJoinedToBy(i)) {
      const bool letters =
          SpokenLetter(Folded(i).substr(kLetterBytes)) != '\0' && Exists(i + 1);
      const uint32_t last = letters ? OtherNameEnd(i + 1, false) : i + 1;
      Mark(i, last, kLetterBytes, mention.entity);
    } else if (by && text_.tokens()[i].kind == TokenKind::kArabic) {
      Mark(i, i + 1, 0, mention.entity);
    }
  }

  // "by-SMIC" in one word.
  bool IsJoinedToBy(uint32_t token) const {
    const absl::string_view word = Folded(token);
    return text_.tokens()[token].kind == TokenKind::kArabic &&
           word.size() > 2 * kLetterBytes &&
           word.substr(0, kLetterBytes) == kBy &&
           word.substr(0, kByName.size()) != kByName;
  }

  // The end of an Arabic name at a token: what the quotation marks hold, or
  // letters read out.
  uint32_t OtherNameEnd(uint32_t token, bool quoted) const {
    uint32_t end = token;
    while (Exists(end) && end < token + kMaxOtherNameTokens &&
           !text_.tokens()[end].line_before &&
           (text_.tokens()[end].kind == TokenKind::kArabic ||
            (Is(end, ".") && !text_.tokens()[end].space_before))) {
      if (!quoted && !Is(end, ".") && SpokenLetter(Folded(end)) == '\0') break;
      ++end;
    }
    while (end > token && Is(end - 1, ".")) --end;
    return quoted && !IsQuote(end) ? token : end;
  }

  MentionDraft& draft_;
  const NormalizedText& text_;
  const WordRoles& roles_;
  std::vector<EntityMention> found_;
};

}  // namespace

void AddOtherNames(MentionDraft* draft) { OtherNames(draft).Run(); }

}  // namespace isnad
