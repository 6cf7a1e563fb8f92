#ifndef ISNAD_COMMON_RPC_WRITE_TOKEN_H_
#define ISNAD_COMMON_RPC_WRITE_TOKEN_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace isnad {

// Names one record of a producer's stream. Ingest hands it out as soon as the
// record is durable in its outbox; query can wait on it until the record is in
// the store. On the wire: base64url without padding of "producer:offset".
struct WriteToken {
  // 1 to 64 of [A-Za-z0-9._-].
  std::string producer;
  // Offset of the record, from 0. The write is in the store once the store
  // expects a higher offset from this producer.
  int64_t offset = 0;
};

// Whether `producer` is a well-formed id of a producer.
bool IsProducerId(absl::string_view producer);

// Returns the opaque form. REQUIRES: the producer is well-formed.
std::string EncodeWriteToken(const WriteToken& token);

// Returns what `encoded` names, WRITE_TOKEN_INVALID if it is malformed.
absl::StatusOr<WriteToken> DecodeWriteToken(absl::string_view encoded);

}  // namespace isnad

#endif  // ISNAD_COMMON_RPC_WRITE_TOKEN_H_
