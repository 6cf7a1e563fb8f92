// Names are resolved in stages, from the surest to the loosest:
//
//   EXACT, FOLDED    the store's index of fold keys
//   SKELETON, FUZZY  the names of the directory, by weighted edit distance;
//                    asked only where nobody of the kinds asked for has
//                    the name or its fold key
//
// Whatever a stage finds is looked up at the revision of the reader, and stands
// only if the entity has the name there.
#include "query_service/lookup/name_resolution.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "query_service/lookup/entity_alias.h"
#include "query_service/lookup/name_directory.h"

namespace isnad {
namespace {

constexpr int kMaxNames = 100;
constexpr size_t kMaxNameCodePoints = 256;
constexpr int kDefaultCandidates = 5;
constexpr int kMaxCandidates = 50;

constexpr float kExactScore = 1.0f;
// As NameIndex has it; what it finds otherwise scores less.
constexpr float kFoldedScore = 0.99f;
// Entities of the directory that are looked up for one name. With kinds asked
// for, more may have to be passed over.
constexpr size_t kMaxHits = 200;

using Candidates = std::vector<v1::NameCandidate>;

// Sets what is said of the name by which the entity matches, exactly if it can
// be; false if none has the key.
bool DescribeMatch(const std::string& query, const std::string& key,
                   v1::NameCandidate& candidate) {
  const v1::Entity& entity = candidate.entity();
  const std::string* folded = nullptr;
  const auto consider = [&](const std::string& name) {
    if (name == query) {
      candidate.set_matched_name(name);
      candidate.set_method(v1::MATCH_METHOD_EXACT);
      candidate.set_score(kExactScore);
      return true;
    }
    if (folded == nullptr && FoldKey(name) == key) folded = &name;
    return false;
  };
  for (const v1::EntityName& name : entity.names()) {
    if (consider(name.text())) return true;
  }
  if (consider(entity.display_name())) return true;
  if (folded == nullptr) return false;
  candidate.set_matched_name(*folded);
  candidate.set_method(v1::MATCH_METHOD_FOLDED);
  candidate.set_score(kFoldedScore);
  return true;
}

// Adds a candidate in the place of what its entity was merged into, unless that
// one is there with a score as good.
absl::Status AddCandidate(v1::NameCandidate candidate, StoreReader& reader,
                          Candidates& candidates) {
  ASSIGN_OR_RETURN(
      *candidate.mutable_entity(),
      FollowRedirects(std::move(*candidate.mutable_entity()), reader));
  for (v1::NameCandidate& known : candidates) {
    if (known.entity().name() != candidate.entity().name()) continue;
    if (known.score() < candidate.score()) known = std::move(candidate);
    return absl::OkStatus();
  }
  candidates.push_back(std::move(candidate));
  return absl::OkStatus();
}

absl::Status MatchByFoldKey(const std::string& query, StoreReader& reader,
                            Candidates& candidates) {
  const std::string key = FoldKey(query);
  if (key.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(std::vector<v1::Entity> entities,
                   reader.FindEntitiesByFoldKey(key));
  for (v1::Entity& entity : entities) {
    v1::NameCandidate candidate;
    *candidate.mutable_entity() = std::move(entity);
    // The index may still know a name that the entity had at another revision.
    if (DescribeMatch(query, key, candidate)) {
      RETURN_IF_ERROR(AddCandidate(std::move(candidate), reader, candidates));
    }
  }
  return absl::OkStatus();
}

bool IsAsked(const v1::ResolveNamesRequest& request, v1::EntityKind kind) {
  return request.kinds().empty() ||
         std::find(request.kinds().begin(), request.kinds().end(), kind) !=
             request.kinds().end();
}

void KeepAsked(const v1::ResolveNamesRequest& request, Candidates& candidates) {
  candidates.erase(std::remove_if(candidates.begin(), candidates.end(),
                                  [&](const v1::NameCandidate& candidate) {
                                    return !IsAsked(request,
                                                    candidate.entity().kind());
                                  }),
                   candidates.end());
}

bool HasName(const v1::Entity& entity, const std::string& name) {
  return entity.display_name() == name ||
         std::any_of(
             entity.names().begin(), entity.names().end(),
             [&](const v1::EntityName& known) { return known.text() == name; });
}

absl::Status MatchByLikeness(const v1::ResolveNamesRequest& request,
                             const std::string& query, size_t limit,
                             const NameSnapshot& names, StoreReader& reader,
                             Candidates& candidates) {
  const size_t asked = request.kinds().empty() ? 2 * limit : kMaxHits;
  for (const NameHit& hit : names.Match(query, asked)) {
    if (candidates.size() >= limit) break;
    if (!IsAsked(request, hit.kind)) continue;
    ASSIGN_OR_RETURN(std::optional<v1::Entity> entity,
                     reader.FindEntity(hit.entity_id));
    if (!entity.has_value() || !HasName(*entity, hit.name)) continue;
    v1::NameCandidate candidate;
    *candidate.mutable_entity() = *std::move(entity);
    candidate.set_matched_name(hit.name);
    candidate.set_method(hit.method);
    candidate.set_score(static_cast<float>(hit.score));
    RETURN_IF_ERROR(AddCandidate(std::move(candidate), reader, candidates));
  }
  return absl::OkStatus();
}

bool IsBetter(const v1::NameCandidate& a, const v1::NameCandidate& b) {
  if (a.score() != b.score()) return a.score() > b.score();
  return a.entity().name() < b.entity().name();
}

}  // namespace

absl::Status Check(const v1::ResolveNamesRequest& request) {
  if (request.names().empty() || request.names_size() > kMaxNames) {
    return FieldError("names", absl::StrCat("got ", request.names_size(),
                                            ", want 1 to ", kMaxNames));
  }
  for (int i = 0; i < request.names_size(); ++i) {
    const std::string& name = request.names(i);
    const auto code_points = static_cast<size_t>(
        std::count_if(name.begin(), name.end(), IsCharacterStart));
    if (code_points < 1 || code_points > kMaxNameCodePoints) {
      return FieldError(
          absl::StrCat("names[", i, "]"),
          absl::StrCat("got ", code_points, " code points, want 1 to ",
                       kMaxNameCodePoints));
    }
  }
  for (const int kind : request.kinds()) {
    if (kind == v1::ENTITY_KIND_UNSPECIFIED || !v1::EntityKind_IsValid(kind)) {
      return FieldError("kinds",
                        absl::StrCat("got ", kind, ", want kinds of entities"));
    }
  }
  if (request.max_candidates() < 0 ||
      request.max_candidates() > kMaxCandidates) {
    return FieldError("max_candidates",
                      absl::StrCat("got ", request.max_candidates(),
                                   ", want 0 to ", kMaxCandidates));
  }
  return absl::OkStatus();
}

absl::Status Lookup(const v1::ResolveNamesRequest& request,
                    const LookupContext& context,
                    v1::ResolveNamesResponse& response) {
  const auto limit = static_cast<size_t>(request.max_candidates() == 0
                                             ? kDefaultCandidates
                                             : request.max_candidates());
  const std::shared_ptr<const NameSnapshot> names = context.names.Snapshot();
  response.set_names_revision(names->revision);
  for (const std::string& name : request.names()) {
    v1::ResolvedName& resolved = *response.add_results();
    resolved.set_query(name);
    Candidates candidates;
    RETURN_IF_ERROR(MatchByFoldKey(name, context.reader, candidates));
    KeepAsked(request, candidates);
    if (candidates.empty()) {
      RETURN_IF_ERROR(MatchByLikeness(request, name, limit, *names,
                                      context.reader, candidates));
    }
    KeepAsked(request, candidates);
    std::sort(candidates.begin(), candidates.end(), IsBetter);
    if (candidates.size() > limit) candidates.resize(limit);
    for (v1::NameCandidate& candidate : candidates) {
      *resolved.add_candidates() = std::move(candidate);
    }
  }
  return absl::OkStatus();
}

}  // namespace isnad
