// Numbers on which both ends of a connection must agree.
#ifndef ISNAD_COMMON_RPC_TRANSPORT_H_
#define ISNAD_COMMON_RPC_TRANSPORT_H_

#include "absl/time/time.h"

namespace isnad {

// Largest message either side takes. Holds a document of 16 MiB with its text
// and alignment.
inline constexpr int kMaxMessageBytes = 64 << 20;

// A client pings an idle connection this often, and gives it up if the answer
// does not come in time. A server cuts clients off that ping more often than
// the least interval, so the first must exceed the last.
inline constexpr absl::Duration kKeepaliveTime = absl::Seconds(20);
inline constexpr absl::Duration kKeepaliveTimeout = absl::Seconds(10);
inline constexpr absl::Duration kLeastPingInterval = absl::Seconds(10);

}  // namespace isnad

#endif  // ISNAD_COMMON_RPC_TRANSPORT_H_
