#ifndef ISNAD_COMMON_NAMES_NAME_QUERY_H_
#define ISNAD_COMMON_NAMES_NAME_QUERY_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/names/name_alignment.h"
#include "common/names/name_index.h"
#include "common/names/name_symbols.h"
#include "common/names/token_search.h"

namespace isnad {

// The work of one NameIndex::Match: finds candidates, aligns each with the
// query, and scores it. Used once, by one thread.
class NameQuery {
 public:
  NameQuery(const NameIndex& index, absl::string_view query);

  // Returns numbers of names worth aligning, in no order, without repetition.
  std::vector<uint32_t> Candidates();

  // Returns how well a name matches.
  NameMatch Align(uint32_t name) const;

 private:
  // A part of the query, as name_unit.h has it for names, and the tokens of
  // the index that it may spell.
  struct Unit {
    SymbolToken token;
    uint32_t mask;                  // tokens of the query
    std::vector<FoundToken> found;  // numbered as in the index; best first
    size_t postings = 0;            // of all found
  };
  void AddUnits();
  void Search(Unit* unit);
  void AddKeyed(absl::Span<const NameIndex::Keyed> keyed, uint32_t hash,
                std::vector<uint32_t>* names) const;
  std::vector<NameLink> LinksTo(uint32_t name) const;
  int MissingCost(uint32_t name) const;

  const NameIndex& index_;
  const absl::string_view query_;
  const std::string folded_;
  std::vector<SymbolToken> tokens_;
  std::string skeleton_;
  std::vector<Unit> units_;
};

}  // namespace isnad

#endif  // ISNAD_COMMON_NAMES_NAME_QUERY_H_
