// What a sense of a name is worth by itself, where it stands.
#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "common/names/name_tokens.h"
#include "common/text/fold.h"
#include "ingest_service/recognize/document_names.h"
#include "ingest_service/recognize/word_borders.h"

namespace isnad {
namespace {

// A cue stands within so many words before the name, or directly after it.
constexpr int kCueWordsBefore = 3;

// A foreign word of so many letters is no abbreviation or model.
constexpr uint32_t kForeignBytes = 4;

// How many tokens may stand before the outlet that signs a line.
constexpr uint32_t kMaxSignature = 8;

constexpr absl::string_view kArabicComma = "\u060C";
constexpr absl::string_view kAnd = "\u0648";
constexpr absl::string_view kArticle = "\u0627\u0644";
// -a (ta marbuta, folded) and -at.
constexpr absl::string_view kHa = "\u0647";
constexpr absl::string_view kAlefTa = "\u0627\u062A";

}  // namespace

// Whether the noun that a feminine adjective would belong to stands right
// before the name: "the company AS-SAUDIYYA" is the Saudi company, although the
// word alone is the country. Such nouns end in ta marbuta or are plurals in
// -at, with the article; or they are names of organizations, in quotation marks
// or not.
bool DocumentNames::FollowsItsNoun(const NameInText& match) const {
  const std::vector<Token>& tokens = text_.tokens();
  uint32_t end = match.token_begin;
  if (end == 0 || match.clitic_bytes != 0 || tokens[end].line_before) {
    return false;
  }
  if (end > 1 && !tokens[end - 1].space_before && IsQuote(end - 1)) --end;
  const Token& before = tokens[end - 1];
  const absl::string_view word = text_.Folded(before);
  if (before.kind == TokenKind::kArabic && absl::StrContains(word, kArticle) &&
      (absl::EndsWith(word, kHa) || absl::EndsWith(word, kAlefTa))) {
    return true;
  }
  return NameEndsAt(end, [this](EntityIndex entity) {
    return catalog_.kind(entity) == v1::ENTITY_KIND_ORGANIZATION;
  });
}

// Whether a match has an unconditional name of an entity that `accepts`.
template <typename Predicate>
bool DocumentNames::Names(const NameInText& match, Predicate accepts) const {
  return std::any_of(match.values.begin(), match.values.end(),
                     [&accepts](uint32_t value) {
                       const Sense sense(value);
                       const bool sure = sense.kind() == SenseKind::kName ||
                                         sense.kind() == SenseKind::kSpelling;
                       return sure && accepts(sense.index());
                     });
}

template <typename Predicate>
bool DocumentNames::NameEndsAt(uint32_t token_end, Predicate accepts) const {
  const uint32_t reach = 2 * static_cast<uint32_t>(kMaxNameTokens);
  const uint32_t first = token_end > reach ? token_end - reach : 0;
  for (auto other = FirstMatchFrom(first);
       other != matches_.end() && other->token_begin < token_end; ++other) {
    if (other->token_end == token_end && Names(*other, accepts)) return true;
  }
  return false;
}

template <typename Predicate>
bool DocumentNames::NameBeginsAt(uint32_t token, Predicate accepts) const {
  for (auto other = FirstMatchFrom(token);
       other != matches_.end() && other->token_begin == token; ++other) {
    if (Names(*other, accepts)) return true;
  }
  return false;
}

std::vector<NameInText>::const_iterator DocumentNames::FirstMatchFrom(
    uint32_t token) const {
  return std::lower_bound(
      matches_.begin(), matches_.end(), token,
      [](const NameInText& m, uint32_t t) { return m.token_begin < t; });
}

DocumentNames::Rank DocumentNames::RankAlone(Sense sense,
                                             const NameInText& match) const {
  switch (sense.kind()) {
    case SenseKind::kName:
      return kRankName;
    case SenseKind::kAdjective:
      return match.values.size() > 1 && FollowsItsNoun(match) ? kRankCue
                                                              : kRankAdjective;
    case SenseKind::kSpelling:
      return kRankSpelling;
    case SenseKind::kConditional:
      break;
    case SenseKind::kRoles:
      return kRankNone;
  }
  const SenseCondition& condition = names_.condition(sense.index());
  if (condition.by_default) return kRankDefault;
  if (condition.after_full_name) return kRankNone;
  if (HasCue(match, condition) || IsSignature(match, condition.entity)) {
    return kRankCue;
  }
  if (IsQuoted(match) || IsDateline(match, condition.entity) ||
      IsListed(match, condition.entity) ||
      IsForeignWord(match, condition.entity)) {
    return kRankSpelling;
  }
  return kRankNone;
}

bool DocumentNames::IsQuote(uint32_t token) const {
  const absl::string_view mark = text_.Folded(text_.tokens()[token]);
  return mark == "\"" || mark == "'";
}

bool DocumentNames::IsQuoted(const NameInText& match) const {
  return match.token_begin > 0 && match.token_end < text_.tokens().size() &&
         IsQuote(match.token_begin - 1) && IsQuote(match.token_end);
}

// Whether an outlet signs a report, in quotation marks or not: between marks,
// or a mark and the end of the line, near the start of its line; in quotation
// marks also where the line begins.
bool DocumentNames::IsSignature(const NameInText& match,
                                EntityIndex entity) const {
  if (catalog_.type(entity) != v1::ENTITY_TYPE_MEDIA ||
      match.clitic_bytes != 0 || match.token_begin == 0) {
    return false;
  }
  const std::vector<Token>& tokens = text_.tokens();
  const auto is_mark = [&](uint32_t token) {
    const absl::string_view mark = text_.Folded(tokens[token]);
    return mark == "-" || mark == ":" || mark == "/" || mark == "|";
  };
  const bool quoted = IsQuoted(match);
  const uint32_t first = match.token_begin - (quoted ? 1 : 0);
  const uint32_t next = match.token_end + (quoted ? 1 : 0);
  const bool ends_line = next >= tokens.size() || tokens[next].line_before;
  if (!ends_line && !is_mark(next)) return false;
  if (tokens[first].line_before) return quoted;
  uint32_t line = first;
  while (line > 0 && !tokens[line].line_before &&
         first - line <= kMaxSignature) {
    --line;
  }
  return is_mark(first - 1) && tokens[line].line_before;
}

// Whether the name is joined to that of another company, outlet or institute
// by "and" or a comma: "Micron and-HP and-Intel".
bool DocumentNames::IsListed(const NameInText& match,
                             EntityIndex entity) const {
  const v1::EntityType type = catalog_.type(entity);
  if (KindOf(type) != v1::ENTITY_KIND_ORGANIZATION || match.token_begin == 0 ||
      IsOrdinaryWord(match)) {
    return false;
  }
  const auto same_type = [this, type](EntityIndex other) {
    return catalog_.type(other) == type;
  };
  const auto begins_with_and = [this](uint32_t token) {
    return absl::StartsWith(text_.Folded(text_.tokens()[token]), kAnd);
  };
  const uint32_t before = match.token_begin - 1;
  const absl::string_view mark = text_.Folded(text_.tokens()[before]);
  if (mark == kAnd || mark == "," || mark == kArabicComma) {
    if (NameEndsAt(before, same_type)) return true;
  } else if (match.clitic_bytes > 0 && begins_with_and(match.token_begin) &&
             NameEndsAt(match.token_begin, same_type)) {
    return true;
  }
  uint32_t next = match.token_end;
  if (next + 1 >= text_.tokens().size() || !begins_with_and(next)) return false;
  if (text_.Folded(text_.tokens()[next]) == kAnd) ++next;
  return NameBeginsAt(next, same_type);
}

// Whether a capitalized Latin word of some length stands alone in Arabic text:
// there it is a name.
bool DocumentNames::IsForeignWord(const NameInText& match,
                                  EntityIndex entity) const {
  const std::vector<Token>& tokens = text_.tokens();
  const Token& first = tokens[match.token_begin];
  if (first.kind != TokenKind::kLatin ||
      text_.Text(match.RangeIn(text_)).size() < kForeignBytes ||
      !IsCapitalized(text_, match.token_begin)) {
    return false;
  }
  const v1::EntityType type = catalog_.type(entity);
  if (KindOf(type) != v1::ENTITY_KIND_ORGANIZATION &&
      type != v1::ENTITY_TYPE_SOFTWARE) {
    return false;
  }
  const auto is_arabic = [&tokens](uint32_t token) {
    return tokens[token].kind == TokenKind::kArabic;
  };
  return match.token_begin > 0 && match.token_end < tokens.size() &&
         is_arabic(match.token_begin - 1) && is_arabic(match.token_end);
}

// A city at the start of a line with a dash or bracket behind it says where the
// report comes from.
bool DocumentNames::IsDateline(const NameInText& match,
                               EntityIndex entity) const {
  if (catalog_.type(entity) != v1::ENTITY_TYPE_CITY ||
      !text_.tokens()[match.token_begin].line_before ||
      match.token_end >= text_.tokens().size()) {
    return false;
  }
  const absl::string_view mark = text_.Folded(text_.tokens()[match.token_end]);
  return mark == "-" || mark == "(" || mark == ":";
}

bool DocumentNames::IsOrdinaryWord(const NameInText& match) const {
  return match.token_end - match.token_begin == 1 &&
         (roles_.Is(match.token_begin, WordRole::kCommonWord) ||
          roles_.Is(match.token_begin, WordRole::kStopWord));
}

bool DocumentNames::HasCue(const NameInText& match,
                           const SenseCondition& condition) const {
  const Sentence& sentence =
      text_.sentences()[text_.SentenceOf(match.token_begin)];
  // Where the words before and after the name begin.
  absl::InlinedVector<uint32_t, kCueWordsBefore + 1> places;
  int words_before = 0;
  for (uint32_t i = match.token_begin; i > sentence.token_begin; --i) {
    if (!IsWord(text_.tokens()[i - 1])) continue;
    places.push_back(i - 1);
    if (++words_before == kCueWordsBefore) break;
  }
  for (uint32_t i = match.token_end; i < sentence.token_end; ++i) {
    if (!IsWord(text_.tokens()[i])) continue;
    places.push_back(i);
    break;
  }
  for (const uint32_t place : places) {
    const uint32_t limit =
        place < match.token_begin ? match.token_begin : sentence.token_end;
    const FirstWords words = FirstWordsAt(place);
    for (const std::vector<uint64_t>& cue : condition.cues) {
      if (std::find(words.begin(), words.end(), cue[0]) != words.end() &&
          CueGoesOn(place, limit, cue)) {
        return true;
      }
    }
  }
  return false;
}

// The hashes of what a cue may begin with at a token: the word as it stands,
// without clitics, and without the article.
DocumentNames::FirstWords DocumentNames::FirstWordsAt(uint32_t token) const {
  const Token& first = text_.tokens()[token];
  FirstWords words;
  words.push_back(first.hash);
  if (first.kind != TokenKind::kArabic) return words;
  const auto add_bare = [&words](absl::string_view word) {
    if (word.size() > kArticle.size() && absl::StartsWith(word, kArticle)) {
      words.push_back(HashToken(word.substr(kArticle.size())));
    }
  };
  const absl::string_view folded = text_.Folded(first);
  add_bare(folded);
  std::string buffer;
  for (const CliticForm& form : forms_.At(token)) {
    words.push_back(form.hash);
    add_bare(RestOf(folded, form.reading, &buffer));
  }
  return words;
}

// Whether the words of a cue after its first one follow a token, and end before
// `limit`.
bool DocumentNames::CueGoesOn(uint32_t token, uint32_t limit,
                              const std::vector<uint64_t>& cue) const {
  uint32_t last = token;
  for (size_t i = 1; i < cue.size(); ++i) {
    last = NextOfName(text_, last);
    if (last == kNoToken || last >= limit) return false;
    if (text_.tokens()[last].hash != cue[i]) return false;
  }
  return true;
}

}  // namespace isnad
