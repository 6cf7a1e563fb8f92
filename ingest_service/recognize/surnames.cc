#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "common/text/fold.h"
#include "ingest_service/recognize/catalog_surnames.h"
#include "ingest_service/recognize/clitics.h"
#include "ingest_service/recognize/mention_rules.h"
#include "ingest_service/recognize/word_borders.h"

namespace isnad {
namespace {

constexpr float kSurnameConfidence = 0.9f;

// The surnames of the persons of a document, by the hash of the folded word.
class Surnames {
 public:
  explicit Surnames(const MentionDraft& draft) : draft_(draft) {
    for (const EntityMention& mention : draft.mentions()) {
      if (mention.kind != v1::ENTITY_KIND_PERSON) continue;
      AddMention(mention);
      if (mention.entity < draft.catalog().size() &&
          known_.insert(mention.entity).second) {
        // For the other script.
        for (const uint64_t hash : draft.surnames().Of(mention.entity)) {
          Add(hash, mention.entity);
        }
      }
    }
  }

  bool empty() const { return entities_.empty() && prefixed_.empty(); }

  // Whether a word may be a surname; never a wrong no.
  bool MayHold(uint64_t hash) const {
    return (filter_[hash >> 58] >> (hash >> 52 & 63) & 1) != 0;
  }

  // Returns the person with a surname of this hash, nothing if none has it.
  const EntityIndex* Find(uint64_t hash) const {
    if (!MayHold(hash)) return nullptr;
    const auto found = entities_.find(hash);
    return found == entities_.end() ? nullptr : &found->second;
  }

  // Returns the person whose surname is a family prefix and this word.
  const EntityIndex* FindPrefixed(absl::string_view word) const {
    const auto found = prefixed_.find(HashToken(word));
    return found == prefixed_.end() ? nullptr : &found->second;
  }

 private:
  void Add(uint64_t hash, EntityIndex entity) {
    filter_[hash >> 58] |= uint64_t{1} << (hash >> 52 & 63);
    entities_.insert({hash, entity});
  }

  // The last word of the name as the document has it.
  void AddMention(const EntityMention& mention) {
    if (mention.token_end - mention.token_begin < 2) return;
    const NormalizedText& text = draft_.text();
    const uint32_t last = mention.token_end - 1;
    if (!IsWord(text.tokens()[last])) return;
    if (draft_.roles().Is(last - 1, WordRole::kFamilyPrefix)) {
      prefixed_.insert(
          {HashToken(text.Folded(text.tokens()[last])), mention.entity});
      return;
    }
    const Token& word = text.tokens()[last];
    if (IsLongEnoughForSurname(text.Folded(word))) {
      Add(word.hash, mention.entity);
    }
  }

  const MentionDraft& draft_;
  // The persons of the catalog whose names are in.
  absl::flat_hash_set<EntityIndex> known_;
  // A bit for each value of the highest twelve of a hash in `entities_`.
  std::array<uint64_t, 64> filter_ = {};
  absl::flat_hash_map<uint64_t, EntityIndex> entities_;
  absl::flat_hash_map<uint64_t, EntityIndex> prefixed_;
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
  const NormalizedText& text = draft.text();
  const Token& word = text.tokens()[token];
  if (const EntityIndex* person = surnames.Find(word.hash)) {
    return draft.MakeMention(token, token + 1, 0, *person, kSurnameConfidence);
  }
  const RoleMatch* prefix = draft.roles().At(token, WordRole::kFamilyPrefix);
  if (prefix != nullptr && draft.IsFree(token, prefix->token_end + 1)) {
    const EntityIndex* person =
        surnames.FindPrefixed(text.Folded(text.tokens()[prefix->token_end]));
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

}  // namespace

void AddSurnames(MentionDraft* draft) {
  const Surnames surnames(*draft);
  if (surnames.empty()) return;
  std::vector<EntityMention> found;
  for (const Sentence& sentence : draft->text().sentences()) {
    if (sentence.kind == SentenceKind::kBoilerplate) continue;
    for (uint32_t i = sentence.token_begin; i < sentence.token_end; ++i) {
      if (!IsWord(draft->text().tokens()[i])) continue;
      // What the surnames say is asked first: it nearly always is no.
      const absl::optional<EntityMention> mention =
          SurnameAt(*draft, surnames, i);
      if (mention.has_value() && MayBeSurname(*draft, i)) {
        found.push_back(*mention);
      }
    }
  }
  draft->AddAll(found);
}

}  // namespace isnad
