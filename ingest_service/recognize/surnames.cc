#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/types/optional.h"
#include "ingest_service/recognize/catalog_surnames.h"
#include "ingest_service/recognize/clitics.h"
#include "ingest_service/recognize/mention_rules.h"
#include "ingest_service/recognize/word_borders.h"

namespace isnad {
namespace {

constexpr float kSurnameConfidence = 0.9f;

// The surnames of the persons of a document, by the hash of the folded word. Of
// persons with one surname the first named goes by it.
class Surnames {
 public:
  explicit Surnames(const MentionDraft& draft) : draft_(draft) {
    for (const EntityMention& mention : draft.mentions()) {
      if (mention.kind != v1::ENTITY_KIND_PERSON) continue;
      AddMention(mention);
      if (mention.entity >= draft.catalog().size()) continue;
      // For the other script.
      for (const uint64_t hash : draft.surnames().Of(mention.entity)) {
        Add(hash, mention.entity);
      }
    }
    SortByHash(entities_);
    SortByHash(prefixed_);
  }

  bool empty() const { return entities_.empty() && prefixed_.empty(); }

  // Whether any surname is a family prefix and a word.
  bool has_prefixed() const { return !prefixed_.empty(); }

  // Whether a word may be a surname; never a wrong no.
  bool MayHold(uint64_t hash) const {
    return (filter_[hash >> 58] >> (hash >> 52 & 63) & 1) != 0;
  }

  // Returns the person with a surname of this hash, nothing if none has it.
  const EntityIndex* Find(uint64_t hash) const {
    return MayHold(hash) ? FindIn(entities_, hash) : nullptr;
  }

  // Returns the person whose surname is a family prefix and a word of this
  // hash, nothing if none has it.
  const EntityIndex* FindPrefixed(uint64_t hash) const {
    return FindIn(prefixed_, hash);
  }

 private:
  using Persons = std::vector<std::pair<uint64_t, EntityIndex>>;

  static void SortByHash(Persons& persons) {
    std::stable_sort(
        persons.begin(), persons.end(),
        [](const auto& a, const auto& b) { return a.first < b.first; });
  }

  static const EntityIndex* FindIn(const Persons& persons, uint64_t hash) {
    const auto found = std::lower_bound(
        persons.begin(), persons.end(), hash,
        [](const auto& person, uint64_t h) { return person.first < h; });
    return found != persons.end() && found->first == hash ? &found->second
                                                          : nullptr;
  }

  void Add(uint64_t hash, EntityIndex entity) {
    filter_[hash >> 58] |= uint64_t{1} << (hash >> 52 & 63);
    entities_.emplace_back(hash, entity);
  }

  // The last word of the name as the document has it.
  void AddMention(const EntityMention& mention) {
    if (mention.token_end - mention.token_begin < 2) return;
    const uint32_t last = mention.token_end - 1;
    const Token& word = draft_.text().tokens()[last];
    if (!IsWord(word)) return;
    if (draft_.roles().Is(last - 1, WordRole::kFamilyPrefix)) {
      prefixed_.emplace_back(word.hash, mention.entity);
    } else if (IsLongEnoughForSurname(draft_.text().Folded(word))) {
      Add(word.hash, mention.entity);
    }
  }

  const MentionDraft& draft_;
  // A bit for each value of the highest twelve of a hash in `entities_`.
  std::array<uint64_t, 64> filter_ = {};
  Persons entities_;
  Persons prefixed_;
};

bool MayBeSurname(const MentionDraft& draft, uint32_t token) {
  const NormalizedText& text = draft.text();
  const Token& word = text.tokens()[token];
  if (!IsWord(word) || draft.At(token) != nullptr || !BeginsWord(text, token) ||
      EndOfName(text, token) != token + 1 ||
      draft.roles().Is(token, WordRole::kStopWord)) {
    return false;
  }
  if (draft.roles().Is(token, WordRole::kFamilyPrefix)) return true;
  // A given name alone is someone else's.
  return !draft.roles().Is(token, WordRole::kGivenName) &&
         (word.kind != TokenKind::kLatin || IsCapitalized(text, token));
}

absl::optional<EntityMention> SurnameAt(const MentionDraft& draft,
                                        const Surnames& surnames,
                                        uint32_t token) {
  const std::vector<Token>& tokens = draft.text().tokens();
  if (const EntityIndex* person = surnames.Find(tokens[token].hash)) {
    return draft.MakeMention(token, token + 1, 0, *person, kSurnameConfidence);
  }
  const RoleMatch* prefix = draft.roles().At(token, WordRole::kFamilyPrefix);
  if (prefix != nullptr && draft.IsFree(token, prefix->token_end + 1)) {
    const EntityIndex* person =
        surnames.FindPrefixed(tokens[prefix->token_end].hash);
    if (person == nullptr) return absl::nullopt;
    return draft.MakeMention(token, prefix->token_end + 1, prefix->clitic_bytes,
                             *person, kSurnameConfidence);
  }
  for (const CliticForm& form : draft.forms().At(token)) {
    const EntityIndex* person = surnames.Find(form.hash);
    if (person == nullptr) continue;
    return draft.MakeMention(token, token + 1, form.reading.offset, *person,
                             kSurnameConfidence);
  }
  return absl::nullopt;
}

// Returns the tokens that may be or begin a surname, in text order; never too
// few. Few are left of a text.
std::vector<uint32_t> Candidates(const MentionDraft& draft,
                                 const Surnames& surnames) {
  std::vector<uint32_t> candidates;
  const Token* const tokens = draft.text().tokens().data();
  const auto size = static_cast<uint32_t>(draft.text().tokens().size());
  for (uint32_t i = 0; i < size; ++i) {
    if (surnames.MayHold(tokens[i].hash)) candidates.push_back(i);
  }
  for (const CliticForm& form : draft.forms().all()) {
    if (surnames.MayHold(form.hash)) candidates.push_back(form.token);
  }
  if (surnames.has_prefixed()) {
    for (uint32_t i = 0; i < size; ++i) {
      if (draft.roles().Is(i, WordRole::kFamilyPrefix)) candidates.push_back(i);
    }
  }
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()),
                   candidates.end());
  return candidates;
}

}  // namespace

void AddSurnames(MentionDraft* draft) {
  const Surnames surnames(*draft);
  if (surnames.empty()) return;
  const NormalizedText& text = draft->text();
  std::vector<EntityMention> found;
  for (const uint32_t token : Candidates(*draft, surnames)) {
    const Sentence& sentence = text.sentences()[text.SentenceOf(token)];
    if (sentence.kind == SentenceKind::kBoilerplate ||
        !MayBeSurname(*draft, token)) {
      continue;
    }
    const absl::optional<EntityMention> mention =
        SurnameAt(*draft, surnames, token);
    if (mention.has_value()) found.push_back(*mention);
  }
  draft->AddAll(found);
}

}  // namespace isnad
