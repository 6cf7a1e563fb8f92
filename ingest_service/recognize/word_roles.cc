#include "ingest_service/recognize/word_roles.h"

#include <algorithm>
#include <utility>

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
  }
  return "";
}

WordRoles::WordRoles(std::vector<RoleMatch> matches)
    : matches_(std::move(matches)) {}

const RoleMatch* WordRoles::At(uint32_t token, WordRole role) const {
  const auto first = std::lower_bound(
      matches_.begin(), matches_.end(), token,
      [](const RoleMatch& match, uint32_t t) { return match.token_begin < t; });
  for (auto i = first; i != matches_.end() && i->token_begin == token; ++i) {
    if (i->role == role) return &*i;
  }
  return nullptr;
}

const RoleMatch* WordRoles::EndingAt(uint32_t token_end, WordRole role) const {
  const uint32_t reach = 2 * static_cast<uint32_t>(kMaxNameTokens);
  const uint32_t first = token_end > reach ? token_end - reach : 0;
  for (uint32_t token = first; token < token_end; ++token) {
    const RoleMatch* match = At(token, role);
    if (match != nullptr && match->token_end == token_end) return match;
  }
  return nullptr;
}

}  // namespace isnad
