#include "query_service/timeline/witnesses.h"

#include <algorithm>

namespace isnad {
namespace {

v1::Witness& WitnessOf(const FactRoot& root, Witnesses& witnesses) {
  for (v1::Witness& witness : witnesses) {
    if (witness.root() == root.name) {
      witness.set_kind(std::min(witness.kind(), root.kind));
      return witness;
    }
  }
  v1::Witness& witness = *witnesses.Add();
  witness.set_root(root.name);
  witness.set_kind(root.kind);
  return witness;
}

}  // namespace

v1::Witness& AddChain(const std::string& fact,
                      const v1::Attribution& attribution,
                      const v1::Evidence& evidence, const FactSource& source,
                      const FactRoot& root, Witnesses& witnesses) {
  v1::Witness& witness = WitnessOf(root, witnesses);
  v1::Chain& chain = *witness.add_chains();
  chain.set_fact(fact);
  *chain.mutable_attribution() = attribution;
  *chain.mutable_evidence() = evidence;
  if (source.original != source.document) {
    chain.set_duplicate_of(source.original);
  }
  return witness;
}

v1::TimelineOrder OrderOf(const FactSource& source) {
  return source.publish_time.has_value() ? v1::TIMELINE_ORDER_PUBLISH_TIME
                                         : v1::TIMELINE_ORDER_REVISION;
}

google::protobuf::Timestamp PublishTimestamp(const FactSource& source) {
  google::protobuf::Timestamp stamp;
  const absl::Time time = *source.publish_time;
  const int64_t seconds = absl::ToUnixSeconds(time);
  stamp.set_seconds(seconds);
  stamp.set_nanos(static_cast<int32_t>(
      absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
  return stamp;
}

}  // namespace isnad
