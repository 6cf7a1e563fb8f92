#ifndef ISNAD_INGEST_SERVICE_RELATE_METRIC_SUBJECT_H_
#define ISNAD_INGEST_SERVICE_RELATE_METRIC_SUBJECT_H_

#include "ingest_service/relate/asides.h"
#include "ingest_service/relate/document_context.h"

namespace isnad {

// Where a figure stands.
struct FigurePlace {
  ItemRange sentence;
  ItemRange clause;
  uint32_t cue = 0;
  uint32_t quantity = 0;
};

// Of whom figures of some metrics are, whoever else is near: a market is a
// country's, a price the product's, power a site's. kNoEntity for all others,
// and where nobody is named. Asides are those of the sentence.
EntityIndex SubjectOfMetric(const DocumentContext& context,
                            const FigurePlace& place, const Asides& asides,
                            v1::FigureMetric metric);

// The country whose imports or exports a range names: «the exports of X rose».
// kNoEntity if it names none.
EntityIndex CountryOfTrade(const DocumentContext& context, ItemRange range);

// Whether a figure is what goods or trade are worth: nobody but whom
// SubjectOfMetric() finds has it.
bool IsWorth(const DocumentContext& context, const FigurePlace& place,
             v1::FigureMetric metric);

// Whether a quantity is in megawatts or more: what sites draw, not chips.
bool IsSitePower(const v1::Quantity& quantity);

// Whether a quantity is a bandwidth or a speed of computing: bytes, bits or
// operations a second.
bool IsRate(const v1::Quantity& quantity);

// The chip or system that stands behind a quantity, before a comma and the next
// quantity. kNoEntity if there is none.
EntityIndex ProductBehind(const DocumentContext& context, ItemRange sentence,
                          uint32_t quantity);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_METRIC_SUBJECT_H_
