#include "ingest_service/recognize/entity_names.h"

#include <map>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_join.h"
#include "common/names/name_tokens.h"
#include "common/names/spelling_variants.h"
#include "common/text/fold.h"
#include "ingest_service/recognize/demonyms.h"
#include "ingest_service/recognize/word_roles.h"

namespace isnad {
namespace {

// qanwn, "law", and how many tokens a law's name has at least so that what
// follows the word is its own.
constexpr absl::string_view kLaw = "\u0642\u0627\u0646\u0648\u0646";
constexpr size_t kMinLawTokens = 3;

NameShape ShapeOf(v1::EntityType type) {
  switch (type) {
    case v1::ENTITY_TYPE_PERSON:
      return NameShape::kPerson;
    case v1::ENTITY_TYPE_COMPANY:
    case v1::ENTITY_TYPE_MEDIA:
    case v1::ENTITY_TYPE_CHIP:
    case v1::ENTITY_TYPE_ARCHITECTURE:
    case v1::ENTITY_TYPE_SYSTEM:
    case v1::ENTITY_TYPE_AI_MODEL:
    case v1::ENTITY_TYPE_SOFTWARE:
    case v1::ENTITY_TYPE_OTHER_PRODUCT:
      return NameShape::kBrand;
    default:
      return NameShape::kPhrase;
  }
}

std::vector<uint64_t> HashesOf(absl::string_view name) {
  std::vector<uint64_t> hashes;
  for (const std::string& token : NameTokens(name)) {
    hashes.push_back(HashToken(token));
  }
  return hashes;
}

}  // namespace

class EntityNames::Builder {
 public:
  Builder(const Lexicon& lexicon, std::vector<SenseCondition>* conditions)
      : conditions_(conditions) {
    for (const std::string& word : lexicon.Words("common_word")) {
      common_words_.insert(absl::StrJoin(NameTokens(word), " "));
    }
    for (const lexicon::v1::QuantityWord& word : lexicon.quantity_words()) {
      for (const std::string& form : word.form()) {
        common_words_.insert(absl::StrJoin(NameTokens(form), " "));
      }
    }
  }

  void AddEntity(EntityIndex index, const catalog::v1::CatalogEntity& entity) {
    const NameShape shape = ShapeOf(entity.type());
    for (const std::string& name : entity.latin()) {
      AddName(name, shape, index);
    }
    for (const std::string& name : entity.arabic()) {
      AddName(name, shape, index);
    }
    for (const std::string& demonym : entity.demonym()) {
      for (const auto& form : InflectDemonym(demonym)) {
        Add(form, Sense(SenseKind::kAdjective, index), true);
      }
    }
    for (const auto& name : entity.conditional()) {
      AddConditional(name, shape, index);
    }
    if (entity.type() == v1::ENTITY_TYPE_LAW) {
      for (const std::string& name : entity.arabic()) AddQuoted(name, index);
    }
  }

  void AddRoles(const Lexicon& lexicon) {
    std::map<std::vector<std::string>, WordRoleSet> roles_of;
    for (int i = 0; i < kWordRoles; ++i) {
      const auto role = static_cast<WordRole>(i);
      for (const std::string& word : lexicon.Words(ListOf(role))) {
        roles_of[NameTokens(word)] |= RoleBit(role);
      }
    }
    for (const auto& [tokens, roles] : roles_of) {
      Add(tokens, Sense(SenseKind::kRoles, roles), false);
    }
  }

  NameTable Build() && { return std::move(names_).Build(); }

 private:
  void Add(const std::vector<std::string>& tokens, Sense sense, bool made) {
    if (tokens.empty() || tokens.size() > kMaxNameTokens) return;
    if (made && tokens.size() == 1 && common_words_.contains(tokens[0])) {
      return;
    }
    names_.Add(tokens, sense.value());
  }

  void AddName(const std::string& name, NameShape shape, EntityIndex index) {
    bool made = false;
    for (const auto& tokens : Spellings(name, shape)) {
      Add(tokens, Sense(made ? SenseKind::kSpelling : SenseKind::kName, index),
          made);
      made = true;
    }
  }

  // The name of a law behind the word "law", as where it alone is quoted.
  void AddQuoted(const std::string& name, EntityIndex index) {
    std::vector<std::string> tokens = NameTokens(name);
    if (tokens.size() < kMinLawTokens || tokens[0] != kLaw) return;
    SenseCondition condition;
    condition.entity = index;
    condition.cues.push_back({HashToken(tokens[0])});
    tokens.erase(tokens.begin());
    Add(tokens,
        Sense(SenseKind::kConditional,
              static_cast<uint32_t>(conditions_->size())),
        true);
    conditions_->push_back(std::move(condition));
  }

  void AddConditional(const catalog::v1::ConditionalName& name, NameShape shape,
                      EntityIndex index) {
    SenseCondition condition;
    condition.entity = index;
    condition.after_full_name =
        name.condition() == catalog::v1::NAME_CONDITION_AFTER_FULL_NAME;
    condition.by_default =
        name.condition() == catalog::v1::NAME_CONDITION_BY_DEFAULT;
    for (const std::string& cue : name.cue()) {
      condition.cues.push_back(HashesOf(cue));
    }
    const Sense sense(SenseKind::kConditional,
                      static_cast<uint32_t>(conditions_->size()));
    conditions_->push_back(std::move(condition));
    bool made = false;
    for (const auto& tokens : Spellings(name.text(), shape)) {
      Add(tokens, sense, made);
      made = true;
    }
  }

  absl::flat_hash_set<std::string> common_words_;
  std::vector<SenseCondition>* conditions_;
  NameTableBuilder names_;
};

EntityNames::EntityNames(const Catalog& catalog, const Lexicon& lexicon)
    : surnames_(catalog) {
  Builder builder(lexicon, &conditions_);
  for (EntityIndex i = 0; i < catalog.size(); ++i) {
    builder.AddEntity(i, catalog.entity(i));
  }
  builder.AddRoles(lexicon);
  table_ = std::move(builder).Build();
}

}  // namespace isnad
