#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_DEMONYMS_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_DEMONYMS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace isnad {

// Returns the token sequences of all forms of a nationality adjective given in
// the masculine singular without article: feminine, dual and plural in every
// case, each with and without article, in both spellings of America. The words
// of a compound (South Korean) agree. A word that does not end in ya is taken
// as it is (a broken plural), with and without article.
std::vector<std::vector<std::string>> InflectDemonym(absl::string_view demonym);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_DEMONYMS_H_
