// Facts with what is known of the documents that state them: the input of
// timelines and of slots of figures.
#ifndef ISNAD_QUERY_SERVICE_TIMELINE_SOURCED_FACT_H_
#define ISNAD_QUERY_SERVICE_TIMELINE_SOURCED_FACT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "isnad/v1/fact.pb.h"
#include "isnad/v1/query_service.pb.h"

namespace isnad {

// A document that states facts.
struct FactSource {
  // `documents/{document}`.
  std::string document;
  // The original it goes back to; itself for an original.
  std::string original;
  // Outlet of the original as `OutletRoot` names it; empty if unknown.
  std::string outlet;
  // The revision that brought it: its version.
  int64_t revision = 0;
  std::optional<absl::Time> publish_time;
  // Its place in time, set by `PlaceInTime`.
  absl::Time place = absl::InfinitePast();
};

// The end of a chain of attribution that it goes back to.
struct FactRoot {
  // As `Witness.root`.
  std::string name;
  v1::WitnessKind kind = v1::WITNESS_KIND_UNSPECIFIED;
};

// A decision and where it comes from.
struct SourcedDecision {
  v1::Decision decision;
  // Outlives it.
  const FactSource* source = nullptr;
  FactRoot root;
  // Its parties but for the maker of the product: who may buy, or not.
  std::vector<std::string> buyers;
};

// A figure and where it comes from.
struct SourcedFigure {
  v1::Figure figure;
  // Outlives it.
  const FactSource* source = nullptr;
  FactRoot root;
};

// Sets the places of sources: of a dated one its publish time; of an undated
// one the latest publish time among the documents that had come before it, so
// that it stands behind them. Sorts them by revision.
void PlaceInTime(std::vector<FactSource*>& sources);

// Whether a document stands before another: by place, then by revision.
bool IsBefore(const FactSource& a, const FactSource& b);

// Whether two documents lie further apart than `window`. Undated ones never do.
bool AreFurtherApart(const FactSource& a, const FactSource& b,
                     absl::Duration window);

// Whether a root speaks with the document's own voice, rather than being
// somebody whom the document quotes.
bool IsOwnVoice(const FactRoot& root);

// Whether two facts can contradict each other by who says them and where:
//
// - Of one root they never do: whoever says another thing later has changed
//   their mind, or tells of a change.
// - Of one document (or reprint of it) they do only if both are quoted: what a
//   document says with its own voice is the whole of what it tells, in which
//   positions follow one another.
bool CanContradict(const FactSource& a, const FactRoot& a_root,
                   const FactSource& b, const FactRoot& b_root);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_TIMELINE_SOURCED_FACT_H_
