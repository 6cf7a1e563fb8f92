#include "query_service/lookup/name_directory.h"

#include <malloc.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/strip.h"
#include "common/base/thread_role.h"
#include "common/log/log.h"
#include "common/status/status_macros.h"
#include "query_service/store/resource_name.h"

namespace isnad {
namespace {

constexpr absl::Duration kFirstRetry = absl::Milliseconds(50);
constexpr absl::Duration kLongestRetry = absl::Seconds(5);
// Entities read by one statement, whose snapshot holds up the checkpoint.
constexpr int kEntitiesAtOnce = 1'000;
// A segment is joined to one before it that is less than so many times larger.
constexpr size_t kGrowth = 4;

using Segments = std::vector<std::shared_ptr<const NameSegment>>;

// What a builder took and gave back would otherwise stay with the process.
void ReturnFreedMemory() { malloc_trim(0); }

size_t NamesIn(const Segments& segments) {
  return std::accumulate(segments.begin(), segments.end(), size_t{0},
                         [](size_t sum, const auto& segment) {
                           return sum + segment->name_count();
                         });
}

}  // namespace

std::vector<NameHit> NameSnapshot::Match(absl::string_view query,
                                         size_t limit) const {
  std::vector<NameHit> hits;
  for (const auto& segment : segments) segment->Match(query, limit, hits);
  std::stable_sort(hits.begin(), hits.end(),
                   [](const NameHit& a, const NameHit& b) {
                     if (a.score != b.score) return a.score > b.score;
                     return a.entity_id < b.entity_id;
                   });
  absl::flat_hash_set<std::string> seen;
  hits.erase(std::remove_if(hits.begin(), hits.end(),
                            [&seen](const NameHit& hit) {
                              return !seen.insert(hit.entity_id).second;
                            }),
             hits.end());
  if (hits.size() > limit) hits.resize(limit);
  return hits;
}

NameDirectory::NameDirectory(Store& store, Options options)
    : store_(store),
      options_(std::move(options)),
      snapshot_(std::make_shared<NameSnapshot>()),
      thread_([this] { Run(); }) {}

NameDirectory::~NameDirectory() {
  signal_.Stop();
  thread_.join();
}

std::shared_ptr<const NameSnapshot> NameDirectory::Snapshot() const {
  MutexLock lock(mutex_);
  return snapshot_;
}

void NameDirectory::Publish(NameSnapshot snapshot) {
  auto shared = std::make_shared<const NameSnapshot>(std::move(snapshot));
  MutexLock lock(mutex_);
  snapshot_.swap(shared);
}

void NameDirectory::Run() {
  NameThisThread("names");
  LowerThisThread();
  absl::Duration retry = kFirstRetry;
  while (signal_.WaitAbove(Snapshot()->revision)) {
    const absl::Status status = Update();
    if (status.ok()) {
      retry = kFirstRetry;
      if (!signal_.Pause(options_.pause)) return;
      continue;
    }
    if (signal_.IsStopped()) return;
    Log(LogLevel::kWarning, "names_not_indexed",
        {{"message", status.message()}});
    if (!signal_.Pause(retry)) return;
    retry = std::min(retry * 2, kLongestRetry);
  }
}

absl::Status NameDirectory::Update() {
  const std::shared_ptr<const NameSnapshot> old = Snapshot();
  // Named, so that names are read while the index catches up.
  ASSIGN_OR_RETURN(const std::unique_ptr<StoreReader> reader,
                   store_.Read(store_.Revisions().readable()));
  NameSnapshot next;
  next.revision = reader->revision();
  // The store is closing: its waits end without a new revision.
  if (next.revision <= old->revision) return absl::OkStatus();
  next.segments = old->segments;
  const size_t known = NamesIn(old->segments);
  if (old->revision == 0) {
    RETURN_IF_ERROR(AddAll(*reader, next.segments));
  } else {
    NameSegment::Builder builder;
    RETURN_IF_ERROR(
        reader->ScanEntityChanges(old->revision, [&](const v1::Entity& entity) {
          const bool room = known + builder.name_count() < options_.max_names;
          if (room) builder.Add(entity);
          return room ? Visit::kContinue : Visit::kStop;
        }));
    if (builder.name_count() > 0) {
      next.segments.push_back(std::move(builder).Build(options_.folder));
      RETURN_IF_ERROR(Join(*reader, next.segments));
    }
  }
  if (NamesIn(next.segments) >= options_.max_names &&
      known < options_.max_names) {
    Log(LogLevel::kWarning, "name_index_full",
        {{"names", NamesIn(next.segments)}});
  }
  Publish(std::move(next));
  return absl::OkStatus();
}

absl::Status NameDirectory::AddAll(StoreReader& reader,
                                   Segments& segments) const {
  std::string after;
  size_t names = 0;
  for (bool more = true; more;) {
    NameSegment::Builder builder;
    while (more && builder.name_count() < options_.max_segment_names) {
      if (signal_.IsStopped()) return absl::CancelledError();
      int count = 0;
      bool full = false;
      RETURN_IF_ERROR(reader.ScanEntities(after, [&](const v1::Entity& entity) {
        full = names + builder.name_count() >= options_.max_names;
        if (full) return Visit::kStop;
        builder.Add(entity);
        after = std::string(absl::StripPrefix(entity.name(), kEntityPrefix));
        return ++count < kEntitiesAtOnce ? Visit::kContinue : Visit::kStop;
      }));
      more = !full && count == kEntitiesAtOnce;
    }
    names += builder.name_count();
    if (builder.name_count() == 0) break;
    segments.push_back(std::move(builder).Build(options_.folder));
    ReturnFreedMemory();
  }
  return absl::OkStatus();
}

absl::Status NameDirectory::Join(StoreReader& reader,
                                 Segments& segments) const {
  // How many of the last ones become one, with their names.
  size_t joined = 1;
  size_t names = segments.back()->name_count();
  while (joined < segments.size()) {
    const size_t before = segments[segments.size() - joined - 1]->name_count();
    if (before >= names * kGrowth ||
        names + before > options_.max_segment_names) {
      break;
    }
    names += before;
    ++joined;
  }
  if (joined == 1) return absl::OkStatus();
  // Read anew, so that names that are no more are left behind.
  NameSegment::Builder builder;
  absl::flat_hash_set<std::string> seen;
  for (size_t i = segments.size() - joined; i < segments.size(); ++i) {
    for (size_t k = 0; k < segments[i]->entity_count(); ++k) {
      if (signal_.IsStopped()) return absl::CancelledError();
      const absl::string_view id = segments[i]->EntityId(k);
      if (!seen.emplace(id).second) continue;
      ASSIGN_OR_RETURN(const std::optional<v1::Entity> entity,
                       reader.FindEntity(id));
      if (entity.has_value()) builder.Add(*entity);
    }
  }
  segments.resize(segments.size() - joined);
  segments.push_back(std::move(builder).Build(options_.folder));
  return absl::OkStatus();
}

}  // namespace isnad
