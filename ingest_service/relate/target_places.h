#ifndef ISNAD_INGEST_SERVICE_RELATE_TARGET_PLACES_H_
#define ISNAD_INGEST_SERVICE_RELATE_TARGET_PLACES_H_

#include <cstdint>
#include <string>

#include "ingest_service/relate/document_context.h"

namespace isnad {

// The country, as ISO code, that an item names or whose nationality it is;
// `adjective` says which. Empty for all else. The code lives as long as the
// context's entities.
absl::string_view CountryAt(const DocumentContext& context, uint32_t item,
                            bool& adjective);

// Likewise, or the country of a city that goods are said to go to.
absl::string_view CountryOfPlaceAt(const DocumentContext& context,
                                   ItemRange range, uint32_t item,
                                   bool& adjective);

// «to each of X and Y»: whether X is at an item.
bool IsEachTarget(const DocumentContext& context, ItemRange range,
                  uint32_t item);

// Whether the place at an item is where goods go, or are kept from going.
bool IsTarget(const DocumentContext& context, ItemRange range, uint32_t item,
              bool adjective);

// Whether several countries stand where goods go, by a name or a noun for all
// of them: «to Asia», «to the countries of the Gulf», «to 40 countries».
bool IsGroupTarget(const DocumentContext& context, ItemRange range,
                   uint32_t item);

// «to countries such as X and Y»: those that are listed behind a noun for all
// of them, but for the deciding state.
Countries ListedBehind(const DocumentContext& context, ItemRange range,
                       uint32_t group, absl::string_view jurisdiction);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_TARGET_PLACES_H_
