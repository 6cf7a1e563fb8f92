#ifndef ISNAD_COMMON_RPC_ADDRESS_H_
#define ISNAD_COMMON_RPC_ADDRESS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace isnad {

// Whether an address ("host:port" or "unix:path") can be reached from this
// machine only: 127.0.0.0/8, [::1], localhost, or a socket file.
bool IsLoopbackAddress(absl::string_view address);

// Returns OK if `address` is "host:port" with a port of 0 to 65535, a host in
// brackets where it holds colons, or "unix:path"; else FIELD_INVALID naming
// `field`.
absl::Status CheckAddress(absl::string_view field, absl::string_view address);

}  // namespace isnad

#endif  // ISNAD_COMMON_RPC_ADDRESS_H_
