#ifndef ISNAD_QUERY_SERVICE_TIMELINE_FACT_ROOT_H_
#define ISNAD_QUERY_SERVICE_TIMELINE_FACT_ROOT_H_

#include <functional>
#include <string>

#include "isnad/v1/fact.pb.h"
#include "query_service/timeline/sourced_fact.h"

namespace isnad {

// Returns the entity that stands for another: after a merge the one it was
// merged into, for a programme or paper of an outlet the outlet; otherwise the
// entity itself.
using EntityRootOf = std::function<std::string(const std::string&)>;

// Finds the root of a fact that a document states with this chain:
//
// 1. the named speaker nearest to the claim: two papers quoting Sacks are one
//    witness;
// 2. without one, the outlet nearest to the claim that passes it on, which
//    holds the unnamed sources: ten papers quoting Reuters' sources are one;
// 3. without that, the outlet of the document's original, so that reprints are
//    one: as the holder of unnamed sources if the chain has any, otherwise with
//    its own voice;
// 4. without that, the original itself.
FactRoot RootOfFact(const v1::Attribution& attribution,
                    const FactSource& source, const EntityRootOf& root_of);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_TIMELINE_FACT_ROOT_H_
