#ifndef ISNAD_QUERY_SERVICE_TIMELINE_WITNESSES_H_
#define ISNAD_QUERY_SERVICE_TIMELINE_WITNESSES_H_

#include <string>

#include "google/protobuf/repeated_ptr_field.h"
#include "google/protobuf/timestamp.pb.h"
#include "isnad/v1/query_service.pb.h"
#include "query_service/timeline/sourced_fact.h"

namespace isnad {

using Witnesses = google::protobuf::RepeatedPtrField<v1::Witness>;

// Adds the chain of a fact to the witness of its root, which becomes a witness
// if it is none yet. A root that speaks in several ways is of the kind that
// comes first in WitnessKind. Returns the witness.
v1::Witness& AddChain(const std::string& fact,
                      const v1::Attribution& attribution,
                      const v1::Evidence& evidence, const FactSource& source,
                      const FactRoot& root, Witnesses& witnesses);

// Returns PUBLISH_TIME or REVISION.
v1::TimelineOrder OrderOf(const FactSource& source);

// Returns the publish time as a message. REQUIRES: there is one.
google::protobuf::Timestamp PublishTimestamp(const FactSource& source);

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_TIMELINE_WITNESSES_H_
