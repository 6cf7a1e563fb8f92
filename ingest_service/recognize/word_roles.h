#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_WORD_ROLES_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_WORD_ROLES_H_

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
};
inline constexpr int kWordRoles = 12;

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

// All words of one text that have a role.
class WordRoles {
 public:
  // `matches` are ordered by first token, longest first.
  explicit WordRoles(std::vector<RoleMatch> matches);

  const std::vector<RoleMatch>& all() const { return matches_; }

  // Returns the longest match of a role that begins at a token, with or without
  // clitics; null if there is none. Lives as long as this.
  const RoleMatch* At(uint32_t token, WordRole role) const;

  // Returns the longest match of a role that ends before `token_end`, that is,
  // whose last token is `token_end` - 1; null if there is none.
  const RoleMatch* EndingAt(uint32_t token_end, WordRole role) const;

  bool Is(uint32_t token, WordRole role) const {
    return At(token, role) != nullptr;
  }

 private:
  std::vector<RoleMatch> matches_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_WORD_ROLES_H_
