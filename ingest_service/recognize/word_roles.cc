#include "ingest_service/recognize/word_roles.h"

#include "common/names/name_tokens.h"

namespace isnad {

absl::string_view ListOf(WordRole role) {
  switch (role) {
    case WordRole::kGovernmentHead:
      return "government_head";
    case WordRole::kOfficeTitle:
      return "office_title";
    case WordRole::kPersonTitle:
      return "person_title";
    case WordRole::kSayingVerb:
      return "saying_verb";
    case WordRole::kClaimParticle:
      return "claim_particle";
    case WordRole::kCompanyHead:
      return "company_head";
    case WordRole::kCompanySuffix:
      return "company_suffix";
    case WordRole::kProductHead:
      return "product_head";
    case WordRole::kGivenName:
      return "given_name";
    case WordRole::kFamilyPrefix:
      return "family_prefix";
    case WordRole::kStopWord:
      return "stop_word";
    case WordRole::kCommonWord:
      return "common_word";
    case WordRole::kAgencyHead:
      return "agency_head";
    case WordRole::kMinistryHead:
      return "ministry_head";
    case WordRole::kAgencyBorder:
      return "agency_border";
    case WordRole::kKnownAs:
      return "known_as";
  }
  return "";
}

WordRoles::WordRoles(size_t tokens, size_t matches)
    : places_(tokens + 1), size_(static_cast<uint32_t>(tokens) + 1) {
  matches_.reserve(matches);
}

const RoleMatch* WordRoles::Find(uint32_t token, WordRole role) const {
  size_t i = places_[token].first_match;
  while ((matches_[i].roles & RoleBit(role)) == 0) ++i;
  return &matches_[i];
}

const RoleMatch* WordRoles::FindEnding(uint32_t token_end,
                                       WordRole role) const {
  const uint32_t reach = 2 * static_cast<uint32_t>(kMaxNameTokens);
  const uint32_t first = token_end > reach ? token_end - reach : 0;
  for (uint32_t token = first; token < token_end; ++token) {
    const RoleMatch* match = At(token, role);
    if (match != nullptr && match->token_end == token_end) return match;
  }
  return nullptr;
}

}  // namespace isnad
