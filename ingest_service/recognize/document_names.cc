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

// Names of so few Latin letters, all small, are words of English text.
constexpr uint32_t kShortLatinBytes = 4;

constexpr absl::string_view kAlef = "\u0627";
constexpr absl::string_view kTanwin = "\u064B";
constexpr absl::string_view kArticle = "\u0627\u0644";

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
