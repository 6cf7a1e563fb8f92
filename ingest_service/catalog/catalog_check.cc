#include "ingest_service/catalog/catalog_check.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/names/name_tokens.h"
#include "ingest_service/catalog/catalog.h"

namespace isnad {
namespace {

using catalog::v1::CatalogEntity;

bool IsDigit(char c) {
  return absl::ascii_isdigit(static_cast<unsigned char>(c));
}

bool IsUpper(char c) {
  return absl::ascii_isupper(static_cast<unsigned char>(c));
}

bool IsWikidataId(absl::string_view id) {
  return id.size() >= 2 && id[0] == 'Q' && id[1] != '0' &&
         std::all_of(id.begin() + 1, id.end(), IsDigit);
}

bool IsCountryCode(absl::string_view code) {
  return code.size() == 2 && IsUpper(code[0]) && IsUpper(code[1]);
}

// A name must leave something to match once its joining marks are gone.
std::string ProblemOfName(absl::string_view field, const std::string& name) {
  const size_t tokens = NameTokens(name).size();
  if (tokens == 0) {
    return absl::StrCat(field, ": name \"", name, "\" has no letter or digit");
  }
  if (tokens > kMaxNameTokens) {
    return absl::StrCat(field, ": name \"", name, "\" has ", tokens,
                        " words, want at most ", kMaxNameTokens);
  }
  return "";
}

std::string ProblemOfConditional(const catalog::v1::ConditionalName& name) {
  std::string problem = ProblemOfName("conditional.text", name.text());
  if (!problem.empty()) return problem;
  if (name.condition() != catalog::v1::NAME_CONDITION_AFTER_FULL_NAME &&
      name.condition() != catalog::v1::NAME_CONDITION_WITH_CUE &&
      name.condition() != catalog::v1::NAME_CONDITION_BY_DEFAULT) {
    return absl::StrCat("conditional \"", name.text(), "\": no condition");
  }
  const bool wants_cue =
      name.condition() == catalog::v1::NAME_CONDITION_WITH_CUE;
  if (wants_cue && name.cue().empty()) {
    return absl::StrCat("conditional \"", name.text(), "\": no cue");
  }
  if (!wants_cue && !name.cue().empty()) {
    return absl::StrCat("conditional \"", name.text(),
                        "\": cues without NAME_CONDITION_WITH_CUE");
  }
  for (const std::string& cue : name.cue()) {
    problem = ProblemOfName("conditional.cue", cue);
    if (!problem.empty()) return problem;
  }
  return "";
}

std::string ProblemOfNames(const CatalogEntity& entity) {
  if (entity.latin().empty() && entity.arabic().empty()) return "no name";
  std::string problem;
  for (const std::string& name : entity.latin()) {
    problem = ProblemOfName("latin", name);
    if (!problem.empty()) return problem;
  }
  for (const std::string& name : entity.arabic()) {
    problem = ProblemOfName("arabic", name);
    if (!problem.empty()) return problem;
  }
  for (const catalog::v1::ConditionalName& name : entity.conditional()) {
    problem = ProblemOfConditional(name);
    if (!problem.empty()) return problem;
  }
  for (const std::string& name : entity.demonym()) {
    problem = ProblemOfName("demonym", name);
    if (!problem.empty()) return problem;
  }
  return "";
}

// Fields that belong to one kind stand only there.
std::string ProblemOfKind(const CatalogEntity& entity) {
  const v1::EntityKind kind = KindOf(entity.type());
  if (!entity.demonym().empty() && kind != v1::ENTITY_KIND_PLACE) {
    return "demonym: only a PLACE has one";
  }
  if (!entity.maker().empty() && kind != v1::ENTITY_KIND_PRODUCT) {
    return "maker: only a PRODUCT has one";
  }
  if (!entity.made_for().empty() && kind != v1::ENTITY_KIND_PRODUCT) {
    return "made_for: only a PRODUCT has one";
  }
  if (!entity.office().empty() && kind != v1::ENTITY_KIND_PERSON) {
    return "office: only a PERSON has one";
  }
  for (const catalog::v1::Office& office : entity.office()) {
    if (office.title().empty()) return "office: no title";
    if (office.organization().empty()) return "office: no organization";
  }
  return "";
}

}  // namespace

bool IsSlug(absl::string_view id) {
  if (id.empty() || id.front() == '-' || id.back() == '-') return false;
  for (size_t i = 0; i < id.size(); ++i) {
    const bool letter = absl::ascii_islower(static_cast<unsigned char>(id[i]));
    if (!letter && !IsDigit(id[i]) && !(id[i] == '-' && id[i - 1] != '-')) {
      return false;
    }
  }
  return true;
}

std::string ProblemOf(const CatalogEntity& entity) {
  if (!IsSlug(entity.id())) {
    return absl::StrCat("id: got \"", entity.id(),
                        "\", want [a-z0-9] runs joined by hyphens");
  }
  const auto named = [&entity](const std::string& problem) {
    return absl::StrCat("entity ", entity.id(), ": ", problem);
  };
  if (KindOf(entity.type()) == v1::ENTITY_KIND_UNSPECIFIED) {
    return named("no type");
  }
  std::string problem = ProblemOfNames(entity);
  if (problem.empty()) problem = ProblemOfKind(entity);
  if (!problem.empty()) return named(problem);
  if (!entity.wikidata_id().empty() && !IsWikidataId(entity.wikidata_id())) {
    return named(absl::StrCat("wikidata_id: got \"", entity.wikidata_id(),
                              "\", want Q and digits"));
  }
  if (!entity.country().empty() && !IsCountryCode(entity.country())) {
    return named(absl::StrCat("country: got \"", entity.country(),
                              "\", want two capital letters"));
  }
  if (!entity.made_for().empty() && !IsCountryCode(entity.made_for())) {
    return named(absl::StrCat("made_for: got \"", entity.made_for(),
                              "\", want two capital letters"));
  }
  return "";
}

std::string ProblemOfReferences(
    const CatalogEntity& entity,
    const std::function<v1::EntityType(const std::string&)>& type_of) {
  const auto unknown = [&entity](absl::string_view field,
                                 const std::string& id) {
    return absl::StrCat("entity ", entity.id(), ": ", field, ": unknown id \"",
                        id, "\"");
  };
  const auto missing = [&type_of](const std::string& id) {
    return !id.empty() && type_of(id) == v1::ENTITY_TYPE_UNSPECIFIED;
  };
  if (missing(entity.maker())) return unknown("maker", entity.maker());
  if (missing(entity.part_of())) return unknown("part_of", entity.part_of());
  for (const catalog::v1::Office& office : entity.office()) {
    if (missing(office.organization())) {
      return unknown("office.organization", office.organization());
    }
  }
  if (entity.part_of() == entity.id() && !entity.id().empty()) {
    return absl::StrCat("entity ", entity.id(), ": part of itself");
  }
  return "";
}

}  // namespace isnad
