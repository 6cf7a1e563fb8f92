#ifndef ISNAD_COMMON_RPC_CHANNEL_H_
#define ISNAD_COMMON_RPC_CHANNEL_H_

#include <memory>
#include <string>

#include "common/rpc/transport.h"
#include "grpcpp/channel.h"

namespace isnad {

struct ChannelOptions {
  // Largest message sent or received.
  int max_message_bytes = kMaxMessageBytes;
  // Longest pause between two attempts to connect; they begin at a tenth of a
  // second and grow by half, with jitter. So short, because a service comes
  // back within seconds of a restart, and one attempt costs nothing.
  absl::Duration max_reconnect_backoff = absl::Seconds(2);
};

// Returns a channel to "host:port" or "unix:path", without TLS. Connects when
// it is first used and again whenever the connection breaks. Loopback targets
// are reached directly, whatever proxy the environment names.
std::shared_ptr<grpc::Channel> MakeChannel(const std::string& target,
                                           const ChannelOptions& options = {});

}  // namespace isnad

#endif  // ISNAD_COMMON_RPC_CHANNEL_H_
