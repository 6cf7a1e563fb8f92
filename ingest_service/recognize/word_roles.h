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

// The lexicon's list of a role.
absl::string_view ListOf(WordRole role);

// A place where a word or phrase with a role stands.
struct RoleMatch {
  uint32_t token_begin = 0;
  uint32_t token_end = 0;
  // Without the clitics before the first token.
  TextRange range;
  uint32_t clitic_bytes = 0;
  WordRole role = WordRole::kStopWord;
};

// All words of one text that have a role. Immutable.
class WordRoles {
 public:
  // `matches` are ordered by first token, longest first; the text has `tokens`
  // tokens.
  WordRoles(std::vector<RoleMatch> matches, size_t tokens);

  // Returns the longest match of a role that begins at a token, with or without
  // clitics; null if there is none. Lives as long as this.
  const RoleMatch* At(uint32_t token, WordRole role) const;

  // Returns the longest match of a role that ends before `token_end`, that is,
  // whose last token is `token_end` - 1; null if there is none.
  const RoleMatch* EndingAt(uint32_t token_end, WordRole role) const;

  bool Is(uint32_t token, WordRole role) const {
    return token < places_.size() && Has(places_[token].begin_roles, role);
  }

 private:
  // What begins and ends at a token; a bit for each role.
  struct Place {
    uint32_t first_match = 0;
    uint16_t begin_roles = 0;
    uint16_t end_roles = 0;
  };
  static_assert(kWordRoles <= 16, "roles of a Place are bits of 16");

  static bool Has(uint16_t roles, WordRole role) {
    return (roles >> static_cast<int>(role) & 1) != 0;
  }

  std::vector<RoleMatch> matches_;
  // For each token, and one more for the end of the last.
  std::vector<Place> places_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_WORD_ROLES_H_
