#ifndef ISNAD_QUERY_SERVICE_LOOKUP_FACT_GATHERING_H_
#define ISNAD_QUERY_SERVICE_LOOKUP_FACT_GATHERING_H_

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "query_service/lookup/reprints.h"
#include "query_service/store/store_reader.h"
#include "query_service/timeline/sourced_fact.h"

namespace isnad {

// Facts that one answer sets side by side; more are counted and left out.
inline constexpr int kMaxGatheredFacts = 2'000;
inline constexpr int64_t kMaxGatheredBytes = 1 << 20;

// Which facts to gather besides what a scan asks for.
struct GatherLimits {
  std::optional<absl::Time> as_of_time;
  // 0: of any revision.
  int64_t as_of_revision = 0;
};

// Reads limits of a request. FIELD_INVALID.
absl::StatusOr<GatherLimits> ReadGatherLimits(
    bool has_time, const google::protobuf::Timestamp& as_of_time,
    int64_t as_of_revision);

// Gathers facts with their documents and roots, from the last one to arrive
// backwards, as far as there is room. Not thread-safe; what it gathered refers
// to it.
class FactGathering {
 public:
  // `reader` must outlive it.
  FactGathering(StoreReader& reader, const GatherLimits& limits)
      : reader_(reader), limits_(limits), reprints_(reader) {}

  // Visits facts of a scan that `wants` says yes to, with their source and
  // root.
  template <typename Fact>
  absl::Status Gather(
      FactScan scan, absl::FunctionRef<bool(const Fact&)> wants,
      absl::FunctionRef<void(Fact&, const FactSource*, FactRoot)> add);

  // Returns the name of the entity that one was merged into, or itself.
  absl::StatusOr<std::string> MergedName(const std::string& name);

  // Places the sources in time; called once all is gathered.
  void Finish();

  // Facts that there was no room for; more may lie beyond the last one looked
  // at.
  int omitted() const { return omitted_; }

 private:
  // Whether there is room for one more fact; counts it.
  bool Admit(int64_t bytes);
  absl::StatusOr<const FactSource*> SourceOf(const StoredDocument& stored);
  absl::StatusOr<FactRoot> RootOf(const v1::Attribution& attribution,
                                  const FactSource& source);
  // Returns the entity that one was merged into, or itself; nothing where it is
  // none of the store.
  absl::StatusOr<std::optional<v1::Entity>> FindMerged(absl::string_view name);
  // As `EntityRootOf`.
  absl::StatusOr<std::string> RootEntity(const std::string& entity);
  // Returns the outlet of a document as a root; empty if it has none.
  absl::StatusOr<std::string> OutletOf(const v1::Document& document);

  StoreReader& reader_;
  const GatherLimits limits_;
  Reprints reprints_;
  // Stay where they are.
  std::deque<FactSource> sources_;
  absl::flat_hash_map<int64_t, const FactSource*> source_of_version_;
  absl::flat_hash_map<std::string, std::string> merged_names_;
  absl::flat_hash_map<std::string, std::string> roots_;
  absl::flat_hash_set<std::string> gathered_;
  int64_t bytes_ = 0;
  int facts_ = 0;
  int omitted_ = 0;
};

template <typename Fact>
absl::Status FactGathering::Gather(
    FactScan scan, absl::FunctionRef<bool(const Fact&)> wants,
    absl::FunctionRef<void(Fact&, const FactSource*, FactRoot)> add) {
  scan.order = FactOrder::kRevisionDescending;
  scan.published_by = limits_.as_of_time;
  absl::Status status;
  const auto visit = [&](const StoredDocument& stored, FactPosition,
                         Fact& fact) {
    if (limits_.as_of_revision != 0 &&
        stored.version > limits_.as_of_revision) {
      return Visit::kContinue;
    }
    if (!wants(fact) || !gathered_.insert(fact.name()).second ||
        !Admit(static_cast<int64_t>(fact.ByteSizeLong()))) {
      return Visit::kContinue;
    }
    const absl::StatusOr<const FactSource*> source = SourceOf(stored);
    status = source.status();
    if (!status.ok()) return Visit::kStop;
    absl::StatusOr<FactRoot> root = RootOf(fact.attribution(), **source);
    status = root.status();
    if (!status.ok()) return Visit::kStop;
    add(fact, *source, *std::move(root));
    return Visit::kContinue;
  };
  const auto scanned = reader_.ScanFacts<Fact>(scan, visit);
  return scanned.ok() ? status : scanned.status();
}

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_LOOKUP_FACT_GATHERING_H_
