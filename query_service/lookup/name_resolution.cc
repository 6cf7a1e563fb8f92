// Names are resolved in stages, from the surest to the loosest; each adds the
// entities that no stage before it found:
//
//   EXACT, FOLDED    the store's index of fold keys
//
// A stage for skeletons and one for weighted distances have their place behind
// these: another function in kStages.
#include "query_service/lookup/name_resolution.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"

namespace isnad {
namespace {

constexpr int kMaxNames = 100;
constexpr size_t kMaxNameCodePoints = 256;
constexpr int kDefaultCandidates = 5;
constexpr int kMaxCandidates = 50;

constexpr float kExactScore = 1.0f;
constexpr float kFoldedScore = 0.95f;

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
      candidates.push_back(std::move(candidate));
    }
  }
  return absl::OkStatus();
}

using Stage = absl::Status (*)(const std::string&, StoreReader&, Candidates&);
constexpr Stage kStages[] = {&MatchByFoldKey};

bool IsAsked(const v1::ResolveNamesRequest& request, v1::EntityKind kind) {
  return request.kinds().empty() ||
         std::find(request.kinds().begin(), request.kinds().end(), kind) !=
             request.kinds().end();
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
  for (const std::string& name : request.names()) {
    v1::ResolvedName& resolved = *response.add_results();
    resolved.set_query(name);
    Candidates candidates;
    for (const Stage stage : kStages) {
      RETURN_IF_ERROR(stage(name, context.reader, candidates));
    }
    candidates.erase(std::remove_if(candidates.begin(), candidates.end(),
                                    [&](const v1::NameCandidate& candidate) {
                                      return !IsAsked(
                                          request, candidate.entity().kind());
                                    }),
                     candidates.end());
    std::sort(candidates.begin(), candidates.end(), IsBetter);
    if (candidates.size() > limit) candidates.resize(limit);
    for (v1::NameCandidate& candidate : candidates) {
      *resolved.add_candidates() = std::move(candidate);
    }
  }
  return absl::OkStatus();
}

}  // namespace isnad
