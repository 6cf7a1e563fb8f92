#ifndef ISNAD_INGEST_SERVICE_REANALYSIS_FACT_DIFFERENCE_H_
#define ISNAD_INGEST_SERVICE_REANALYSIS_FACT_DIFFERENCE_H_

#include <cstdint>

#include "isnad/v1/analysis.pb.h"

namespace isnad {

// How much of one kind differs between two readings.
struct DifferenceCount {
  int64_t gained = 0;
  int64_t lost = 0;
  int64_t changed = 0;
};

// How two readings of a document differ.
struct ReadingDifference {
  // Decisions, figures, statements and relations.
  DifferenceCount facts;
  DifferenceCount mentions;
};

// Compares two readings. What has the same name is the same; it has changed if
// anything else of it differs.
ReadingDifference CompareReadings(const v1::Analysis& before,
                                  const v1::Analysis& after);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_REANALYSIS_FACT_DIFFERENCE_H_
