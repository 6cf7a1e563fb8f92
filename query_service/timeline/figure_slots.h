#ifndef ISNAD_QUERY_SERVICE_TIMELINE_FIGURE_SLOTS_H_
#define ISNAD_QUERY_SERVICE_TIMELINE_FIGURE_SLOTS_H_

#include <vector>

#include "absl/time/time.h"
#include "isnad/v1/query_service.pb.h"
#include "query_service/timeline/sourced_fact.h"

namespace isnad {

// Reports of a number without a stated period that lie further apart than this
// are of different periods.
inline constexpr absl::Duration kUndatedFigureWindow = absl::Hours(24 * 90);
// Likewise for what a market sets anew each day: market values and prices.
inline constexpr absl::Duration kMarketFigureWindow = absl::Hours(24 * 2);

// Sets the figures of one subject side by side, by metric, unit and period;
// sources must have been placed in time (`PlaceInTime`). Figures whose quantity
// is no number have no slot.
//
// Figures that state no period stand in the slot of the one period that others
// of their metric and unit state; where there are several, or none, they have a
// slot of their own.
//
// Two figures contradict each other if both are reported as fact (estimates and
// forecasts may differ), no number satisfies both (figure_range.h), they can
// contradict by who says them (`CanContradict`), and, unless both state the
// period, their documents lie within the window of their metric.
std::vector<v1::FigureSlot> MakeFigureSlots(std::vector<SourcedFigure> figures);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_TIMELINE_FIGURE_SLOTS_H_
