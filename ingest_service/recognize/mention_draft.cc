#include "ingest_service/recognize/mention_draft.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/sha256.h"
#include "common/names/name_tokens.h"

namespace isnad {
namespace {

// Hexadecimal digits of the hash in a discovered id: 64 bits, so that among a
// million discovered entities no two are likely to meet.
constexpr size_t kIdDigits = 16;

absl::string_view KindWord(v1::EntityKind kind) {
  switch (kind) {
    case v1::ENTITY_KIND_PERSON:
      return "person";
    case v1::ENTITY_KIND_ORGANIZATION:
      return "organization";
    case v1::ENTITY_KIND_PRODUCT:
      return "product";
    case v1::ENTITY_KIND_PLACE:
      return "place";
    default:
      return "instrument";
  }
}

}  // namespace

MentionDraft::MentionDraft(const Catalog& catalog,
                           const EntityResolver& resolver,
                           const NormalizedText& text,
                           const DocumentNames& names)
    : catalog_(catalog),
      resolver_(resolver),
      text_(text),
      names_(names),
      mentions_(names.Choose()),
      owner_(text.tokens().size(), 0),
      size_(static_cast<uint32_t>(owner_.size())) {
  Rebuild();
}

bool MentionDraft::IsFree(uint32_t begin, uint32_t end) const {
  if (begin > end || end > size_) return false;
  return std::all_of(owner_.begin() + begin, owner_.begin() + end,
                     [](uint32_t owner) { return owner == 0; });
}

void MentionDraft::Replace(const std::vector<EntityMention>& mentions) {
  if (mentions.empty()) return;
  std::vector<EntityMention> merged;
  auto old = mentions_.begin();
  uint32_t taken = 0;
  for (const EntityMention& mention : mentions) {
    if (mention.token_begin < taken) continue;
    for (; old != mentions_.end() && old->token_end <= mention.token_begin;
         ++old) {
      if (old->token_begin >= taken) merged.push_back(*old);
    }
    merged.push_back(mention);
    taken = mention.token_end;
  }
  for (; old != mentions_.end(); ++old) {
    if (old->token_begin >= taken) merged.push_back(*old);
  }
  mentions_ = std::move(merged);
  Rebuild();
}

void MentionDraft::AddAll(const std::vector<EntityMention>& mentions) {
  const auto known = static_cast<ptrdiff_t>(mentions_.size());
  for (const EntityMention& mention : mentions) {
    if (!IsFree(mention.token_begin, mention.token_end)) continue;
    mentions_.push_back(mention);
    Claim(mentions_.size() - 1);
  }
  const auto added = mentions_.begin() + known;
  if (added == mentions_.end()) return;
  const auto by_place = [](const EntityMention& a, const EntityMention& b) {
    return a.token_begin < b.token_begin;
  };
  std::sort(added, mentions_.end(), by_place);
  std::inplace_merge(mentions_.begin(), added, mentions_.end(), by_place);
  Rebuild();
}

EntityIndex MentionDraft::Discover(v1::EntityType type, absl::string_view name,
                                   absl::string_view country) {
  if (const auto known = resolver_.Resolve(name, type)) return *known;
  const absl::string_view kind = KindWord(KindOf(type));
  const std::string key = absl::StrJoin(NameTokens(name), " ");
  const std::string hash =
      absl::BytesToHexString(Sha256(absl::StrCat(kind, "\n", key)));
  return DiscoverWithId(
      type, absl::StrCat(kind, "-", hash.substr(0, kIdDigits)), name, country);
}

EntityIndex MentionDraft::DiscoverWithId(v1::EntityType type,
                                         absl::string_view id,
                                         absl::string_view name,
                                         absl::string_view country) {
  const auto [known, is_new] = index_by_id_.try_emplace(
      std::string(id),
      catalog_.size() + static_cast<EntityIndex>(discovered_.size()));
  if (!is_new) return known->second;
  v1::Entity& entity = discovered_.emplace_back();
  entity.set_name(absl::StrCat("entities/", id));
  entity.set_type(type);
  entity.set_kind(KindOf(type));
  entity.set_display_name(std::string(name));
  entity.set_country_code(std::string(country));
  entity.set_origin(v1::ENTITY_ORIGIN_DISCOVERED);
  const bool arabic = HasArabicLetter(name);
  v1::EntityName* entity_name = entity.add_names();
  entity_name->set_text(std::string(name));
  entity_name->set_language_code(arabic ? "ar" : "en");
  entity_name->set_script_code(arabic ? "Arab" : "Latn");
  return known->second;
}

EntityMention MentionDraft::MakeMention(uint32_t begin, uint32_t end,
                                        uint32_t clitic_bytes,
                                        EntityIndex entity,
                                        float confidence) const {
  EntityMention mention;
  mention.token_begin = begin;
  mention.token_end = end;
  mention.range = text_.RangeOfTokens(begin, end - 1, clitic_bytes);
  mention.entity = entity;
  mention.kind = KindOf(TypeOf(entity));
  mention.confidence = confidence;
  return mention;
}

v1::EntityType MentionDraft::TypeOf(EntityIndex entity) const {
  return entity < catalog_.size()
             ? catalog_.type(entity)
             : discovered_[entity - catalog_.size()].type();
}

void MentionDraft::Claim(size_t mention) {
  for (uint32_t i = mentions_[mention].token_begin;
       i < mentions_[mention].token_end; ++i) {
    owner_[i] = static_cast<uint32_t>(mention) + 1;
  }
}

void MentionDraft::Rebuild() {
  std::fill(owner_.begin(), owner_.end(), 0);
  for (size_t i = 0; i < mentions_.size(); ++i) Claim(i);
}

}  // namespace isnad
