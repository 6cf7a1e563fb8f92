// What a quantity says of the number itself, in a form that can be compared.
#ifndef ISNAD_QUERY_SERVICE_TIMELINE_FIGURE_RANGE_H_
#define ISNAD_QUERY_SERVICE_TIMELINE_FIGURE_RANGE_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "isnad/v1/fact.pb.h"

namespace isnad {

// A decimal number with its unit, without prefixes: 1.5 GW is 1500000000 W.
struct FigureNumber {
  std::string decimal;
  std::string unit;
};

// Returns the number of a quantity; nothing for a date, a rank, or a number
// that is none.
//
// Units: of money the ISO 4217 code (currencies are never converted: there is
// no rate in the text); "%"; of measures the unit without SI prefix; the nouns
// of a chip (unit, processor, card, ...) all count as "chip", other nouns as
// themselves; of a duration its ISO 8601 designator where it has a single one
// ("P3Y" is 3 Y); "1" for a bare number.
std::optional<FigureNumber> NumberOf(const v1::Quantity& quantity);

// The numbers that a figure leaves possible, both ends inside.
struct FigureRange {
  double low = 0;
  double high = 0;
};

// Returns the range of a number said with a qualifier:
//
//   EXACT               half a unit of its last digit that is no zero, but at
//                       most 1%, either way: what was rounded
//   ABOUT               10% either way
//   AT_LEAST, OVER      from the lower end of EXACT up
//   AT_MOST, UNDER      from the upper end of EXACT down
FigureRange RangeOf(absl::string_view decimal, v1::Qualifier qualifier);

// Whether no number is in both.
bool AreDisjoint(const FigureRange& a, const FigureRange& b);

// Returns a period with its relative words resolved by the time of the
// document: "this-year", "last-year", "next-year", "this-month", "last-month",
// "next-month". Other periods, and all without a time, are returned as they
// are.
std::string ResolvePeriod(const std::string& period,
                          std::optional<absl::Time> publish_time);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_TIMELINE_FIGURE_RANGE_H_
