#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_WORD_ROLES_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_WORD_ROLES_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "ingest_service/normalize/normalized_text.h"

namespace isnad {

// The parts that words play for the recognition of names. Each is a list of the
// lexicon.
enum class WordRole : uint8_t {
  kGovernmentHead,  // before a nationality: a government
  kOfficeTitle,     // before the name of an institution: a person's office
  kPersonTitle,     // stands before the name of a person
  kSayingVerb,      // its subject is a speaker
  kClaimParticle,   // opens what is said
  kCompanyHead,     // stands before the name of a company
  kCompanySuffix,   // ends the name of a company
  kProductHead,     // stands before the name of a product
  kGivenName,       // begins the name of a person
  kFamilyPrefix,    // belongs to the family name after it
  kStopWord,        // never part of a name
  kCommonWord,      // a name only where something says so
  kAgencyHead,      // begins the name of an authority
  kMinistryHead,    // likewise, and needs nothing else to be one
  kAgencyBorder,    // never part of the name of an authority
  kKnownAs,         // stands between a name and another one of the same
};
inline constexpr int kWordRoles = 16;

// A set of roles: the bits of RoleBit().
using WordRoleSet = uint16_t;
static_assert(kWordRoles <= 16, "a WordRoleSet has 16 bits");

constexpr WordRoleSet RoleBit(WordRole role) {
  return static_cast<WordRoleSet>(1u << static_cast<int>(role));
}

// The lexicon's list of a role.
absl::string_view ListOf(WordRole role);

// A place where a word or phrase with roles stands.
struct RoleMatch {
  uint32_t token_begin = 0;
  uint32_t token_end = 0;
  // Bytes of the first token's folded form that are clitics.
  uint32_t clitic_bytes = 0;
  WordRoleSet roles = 0;
};

// All words of one text that have a role.
class WordRoles {
 public:
  // Of a text of `tokens` tokens; there is room for `matches` matches.
  WordRoles(size_t tokens, size_t matches);

  // Adds a match. REQUIRES: none that was added before begins at a later token,
  // or at the same one and is shorter.
  void Add(const RoleMatch& match) {
    Place& begin = places_[match.token_begin];
    if (begin.begin_roles == 0) {
      begin.first_match = static_cast<uint32_t>(matches_.size());
    }
    begin.begin_roles |= match.roles;
    places_[match.token_end].end_roles |= match.roles;
    matches_.push_back(match);
  }

  // Returns the roles of the matches that begin at a token. REQUIRES: a token
  // of the text.
  WordRoleSet RolesAt(uint32_t token) const {
    return places_[token].begin_roles;
  }

  // Returns the longest match of a role that begins at a token, with or without
  // clitics; null if there is none. Lives as long as this.
  const RoleMatch* At(uint32_t token, WordRole role) const {
    return Is(token, role) ? Find(token, role) : nullptr;
  }

  // Returns the longest match of a role that ends before `token_end`, that is,
  // whose last token is `token_end` - 1; null if there is none.
  const RoleMatch* EndingAt(uint32_t token_end, WordRole role) const {
    return EndsAnyOf(token_end, RoleBit(role)) ? FindEnding(token_end, role)
                                               : nullptr;
  }

  // Whether a match of a role begins at a token.
  bool Is(uint32_t token, WordRole role) const {
    return IsAnyOf(token, RoleBit(role));
  }

  // Whether a match of one of several roles ends before `token_end`.
  bool EndsAnyOf(uint32_t token_end, WordRoleSet roles) const {
    return token_end < size_ && (places_[token_end].end_roles & roles) != 0;
  }

  // Whether a match of one of several roles begins at a token.
  bool IsAnyOf(uint32_t token, WordRoleSet roles) const {
    return token < size_ && (RolesAt(token) & roles) != 0;
  }

 private:
  // What begins and ends at a token; a bit for each role.
  struct Place {
    uint32_t first_match = 0;
    WordRoleSet begin_roles = 0;
    WordRoleSet end_roles = 0;
  };

  const RoleMatch* Find(uint32_t token, WordRole role) const;
  const RoleMatch* FindEnding(uint32_t token_end, WordRole role) const;

  std::vector<RoleMatch> matches_;
  // For each token, and one more for the end of the last.
  std::vector<Place> places_;
  uint32_t size_;  // of `places_`
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_WORD_ROLES_H_
