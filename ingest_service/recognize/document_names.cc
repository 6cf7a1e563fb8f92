#include "ingest_service/recognize/document_names.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "common/names/name_tokens.h"
#include "common/text/fold.h"
#include "ingest_service/recognize/word_borders.h"

namespace isnad {
namespace {

// A cue stands within so many words before the name, or directly after it.
constexpr int kCueWordsBefore = 3;

// Names of so few Latin letters, all small, are words of English text.
constexpr uint32_t kShortLatinBytes = 4;

// A foreign word of so many letters is no abbreviation or model.
constexpr uint32_t kForeignBytes = 4;

// How many tokens may stand before the outlet that signs a line.
constexpr uint32_t kMaxSignature = 8;

constexpr absl::string_view kArabicComma = "\u060C";
constexpr absl::string_view kAnd = "\u0648";
constexpr absl::string_view kAlef = "\u0627";
constexpr absl::string_view kTanwin = "\u064B";
constexpr absl::string_view kArticle = "\u0627\u0644";
// -a (ta marbuta, folded) and -at.
constexpr absl::string_view kHa = "\u0647";
constexpr absl::string_view kAlefTa = "\u0627\u062A";

// Whether a name means one entity, wherever it stands.
bool HasOneSense(const NameInText& match) {
  return match.values.size() == 1 &&
         Sense(match.values.front()).kind() != SenseKind::kConditional;
}

// Returns those of the matches that are words with roles. What is left in
// `matches` are names, with senses that are entities only.
WordRoles TakeRoles(const NormalizedText& text,
                    std::vector<NameInText>* matches) {
  WordRoles roles(text.tokens().size(), matches->size());
  auto kept = matches->begin();
  for (NameInText& match : *matches) {
    const Sense last(match.values.back());
    if (last.kind() == SenseKind::kRoles) {
      roles.Add({match.token_begin, match.token_end, match.clitic_bytes,
                 static_cast<WordRoleSet>(last.index())});
      match.values.remove_suffix(1);
    }
    if (!match.values.empty()) *kept++ = match;
  }
  matches->erase(kept, matches->end());
  return roles;
}

}  // namespace

DocumentNames::DocumentNames(const Catalog& catalog, const EntityNames& names,
                             const NormalizedText& text)
    : catalog_(catalog),
      names_(names),
      text_(text),
      forms_(text),
      matches_(NameMatcher(names.table()).FindAll(text, forms_)),
      roles_(TakeRoles(text, &matches_)) {
  matches_.erase(std::remove_if(matches_.begin(), matches_.end(),
                                [this](const NameInText& match) {
                                  return !IsPlausible(match);
                                }),
                 matches_.end());
}

std::vector<EntityMention> DocumentNames::Choose() const {
  Context context;
  size_t senses = 0;
  for (const NameInText& match : matches_) senses += match.values.size();
  std::vector<Rank> ranks(senses, kRankUnknown);
  for (const EntityMention& mention :
       ChooseWith(nullptr, ranks, &context.held)) {
    if (mention.form == v1::MENTION_FORM_NAME) {
      context.places.emplace_back(mention.entity, mention.range.begin);
    }
  }
  std::sort(context.places.begin(), context.places.end());
  return ChooseWith(&context, ranks, nullptr);
}

bool DocumentNames::Context::Stands(EntityIndex entity) const {
  const auto next = std::lower_bound(places.begin(), places.end(),
                                     std::make_pair(entity, uint32_t{0}));
  return next != places.end() && next->first == entity;
}

uint64_t DocumentNames::Context::Distance(EntityIndex entity,
                                          uint32_t position) const {
  const auto next = std::upper_bound(places.begin(), places.end(),
                                     std::make_pair(entity, position));
  if (next != places.begin() && (next - 1)->first == entity) {
    return position - (next - 1)->second;
  }
  if (next == places.end() || next->first != entity) return UINT64_MAX;
  return (uint64_t{1} << 32) + (next->second - position);
}

std::vector<EntityMention> DocumentNames::ChooseWith(
    const Context* context, std::vector<Rank>& ranks,
    absl::flat_hash_set<uint32_t>* held) const {
  std::vector<EntityMention> mentions;
  mentions.reserve(matches_.size());
  uint32_t taken = 0;
  Rank* next_ranks = ranks.data();
  for (const NameInText& match : matches_) {
    Rank* const match_ranks = next_ranks;
    next_ranks += match.values.size();
    if (match.token_begin < taken) continue;
    const absl::optional<Sense> sense =
        HasOneSense(match) ? Sense(match.values.front())
                           : ChooseSense(match, context, match_ranks);
    if (!sense.has_value()) continue;
    EntityMention& mention = mentions.emplace_back();
    mention.token_begin = match.token_begin;
    mention.token_end = match.token_end;
    mention.range = match.RangeIn(text_);
    mention.entity = names_.EntityOf(*sense);
    mention.kind = catalog_.kind(mention.entity);
    mention.form = sense->kind() == SenseKind::kAdjective
                       ? v1::MENTION_FORM_ADJECTIVE
                       : v1::MENTION_FORM_NAME;
    if (held != nullptr && sense->kind() == SenseKind::kConditional) {
      held->insert(sense->value());
    }
    taken = match.token_end;
  }
  return mentions;
}

absl::optional<Sense> DocumentNames::ChooseSense(const NameInText& match,
                                                 const Context* context,
                                                 Rank* ranks) const {
  const bool single = match.values.size() == 1;
  absl::optional<Sense> best;
  Rank best_rank = kRankNone;
  uint64_t best_distance = UINT64_MAX;
  for (const uint32_t value : match.values) {
    const Sense sense(value);
    Rank& rank_alone = *ranks++;
    if (rank_alone == kRankUnknown) rank_alone = RankAlone(sense, match);
    const Rank rank = rank_alone == kRankNone && context != nullptr
                          ? RankIn(*context, sense, match)
                          : rank_alone;
    if (rank == kRankNone || rank > best_rank) continue;
    const uint64_t distance =
        context == nullptr || single
            ? UINT64_MAX
            : context->Distance(names_.EntityOf(sense),
                                match.RangeIn(text_).begin);
    if (rank == best_rank && distance >= best_distance) continue;
    best = sense;
    best_rank = rank;
    best_distance = distance;
  }
  return best;
}

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

DocumentNames::Rank DocumentNames::RankIn(const Context& context, Sense sense,
                                          const NameInText& match) const {
  const SenseCondition& condition = names_.condition(sense.index());
  if (condition.after_full_name) {
    return context.Stands(condition.entity) ? kRankAfterFullName : kRankNone;
  }
  // Once a name has been shown to be meant, it needs no cue again, unless it is
  // a word that stands everywhere.
  return context.held.contains(sense.value()) && !IsOrdinaryWord(match)
             ? kRankHeldBefore
             : kRankNone;
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
  if (catalog_.entity(entity).type() != v1::ENTITY_TYPE_MEDIA ||
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
  const v1::EntityType type = catalog_.entity(entity).type();
  if (KindOf(type) != v1::ENTITY_KIND_ORGANIZATION || match.token_begin == 0 ||
      IsOrdinaryWord(match)) {
    return false;
  }
  const auto same_type = [this, type](EntityIndex other) {
    return catalog_.entity(other).type() == type;
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
  const v1::EntityType type = catalog_.entity(entity).type();
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
  if (catalog_.entity(entity).type() != v1::ENTITY_TYPE_CITY ||
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

// Whether the name of an institution behind the title of an office is only the
// second part of it, as in "minister of the American treasury": there the
// nationality alone is a mention (GUIDE, ruling 3).
bool DocumentNames::IsPartOfTitle(const NameInText& match) const {
  const Token& first = text_.tokens()[match.token_begin];
  if (match.clitic_bytes != 0 ||
      !absl::StartsWith(text_.Folded(first), kArticle)) {
    return false;
  }
  return std::any_of(match.values.begin(), match.values.end(),
                     [this](uint32_t value) {
                       return catalog_.kind(names_.EntityOf(Sense(value))) ==
                              v1::ENTITY_KIND_ORGANIZATION;
                     });
}

// Whether an Arabic word that ends in alef is an indefinite noun in the
// accusative, which a name is not: it bears a tanwin, or without its clitic it
// would be a name but without its last alef it is a word of the lexicon
// ("fryqa", a team, is not "f-Riga").
bool DocumentNames::IsAccusativeNoun(const NameInText& match) const {
  if (match.token_end - match.token_begin > 1 ||
      std::any_of(match.values.begin(), match.values.end(), [](uint32_t value) {
        return Sense(value).kind() == SenseKind::kAdjective;
      })) {
    return false;
  }
  if (absl::StrContains(text_.Text(match.RangeIn(text_)), kTanwin)) return true;
  if (match.clitic_bytes == 0) return false;
  absl::string_view stem = text_.Folded(text_.tokens()[match.token_begin]);
  stem.remove_suffix(kAlef.size());
  const absl::Span<const uint32_t> values = names_.table().FindAlone(stem);
  return !values.empty() && Sense(values.back()).kind() == SenseKind::kRoles;
}

// A short Latin name all in small letters is an English word.
bool DocumentNames::IsSmallWord(const NameInText& match) const {
  const Token& first = text_.tokens()[match.token_begin];
  if (match.token_end - match.token_begin > 1 ||
      first.folded_end - first.folded_begin > kShortLatinBytes) {
    return false;
  }
  const absl::string_view word = text_.Text(match.RangeIn(text_));
  return std::none_of(word.begin(), word.end(), [](char c) {
    return absl::ascii_isupper(static_cast<unsigned char>(c));
  });
}

bool DocumentNames::IsPlausible(const NameInText& match) const {
  const Token& first = text_.tokens()[match.token_begin];
  if (first.kind == TokenKind::kLatin) return !IsSmallWord(match);
  if (first.kind != TokenKind::kArabic) return true;
  const bool behind_title =
      roles_.EndsAnyOf(match.token_begin, RoleBit(WordRole::kOfficeTitle));
  if (behind_title && IsPartOfTitle(match)) return false;
  return !absl::EndsWith(text_.Folded(first), kAlef) ||
         !IsAccusativeNoun(match);
}

}  // namespace isnad
