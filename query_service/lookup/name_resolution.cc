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
#include "query_service/lookup/entity_view.h"
#include "query_service/lookup/name_directory.h"
#include "query_service/lookup/wire_answer.h"
#include "query_service/store/store_errors.h"

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

// An entity that may be meant, and by which of its names.
struct Candidate {
  // In its serialized form; what it was merged into, if it was.
  std::string entity;
  std::string name;
  v1::EntityKind kind = v1::ENTITY_KIND_UNSPECIFIED;
  std::string matched_name;
  v1::MatchMethod method = v1::MATCH_METHOD_UNSPECIFIED;
  float score = 0;
};

using Candidates = std::vector<Candidate>;

// Sets what is said of the name by which the entity matches, exactly if it can
// be; false if none has the key.
bool DescribeMatch(absl::string_view query, const std::string& key,
                   const EntityView& entity, Candidate& candidate) {
  const absl::string_view* folded = nullptr;
  const auto is_exact = [&](const absl::string_view& name) {
    if (name == query) return true;
    if (folded == nullptr && FoldKey(name) == key) folded = &name;
    return false;
  };
  if (std::any_of(entity.names.begin(), entity.names.end(), is_exact) ||
      is_exact(entity.display_name)) {
    candidate.matched_name = std::string(query);
    candidate.method = v1::MATCH_METHOD_EXACT;
    candidate.score = kExactScore;
    return true;
  }
  if (folded == nullptr) return false;
  candidate.matched_name = std::string(*folded);
  candidate.method = v1::MATCH_METHOD_FOLDED;
  candidate.score = kFoldedScore;
  return true;
}

// Adds a candidate whose entity `view` is of, in the place of what that was
// merged into, unless that one is there with a score as good.
absl::Status AddCandidate(Candidate&& candidate, EntityView& view,
                          StoreReader& reader, Candidates& candidates) {
  RETURN_IF_ERROR(FollowRedirects(reader, candidate.entity, view));
  candidate.name = std::string(view.name);
  candidate.kind = view.kind;
  for (Candidate& known : candidates) {
    if (known.name != candidate.name) continue;
    if (known.score < candidate.score) known = std::move(candidate);
    return absl::OkStatus();
  }
  candidates.push_back(std::move(candidate));
  return absl::OkStatus();
}

absl::Status MatchByFoldKey(const std::string& query, StoreReader& reader,
                            Candidates& candidates) {
  const std::string key = FoldKey(query);
  if (key.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(std::vector<std::string> entities,
                   reader.FindSerializedEntitiesByFoldKey(key));
  for (std::string& entity : entities) {
    Candidate candidate;
    candidate.entity = std::move(entity);
    EntityView view;
    if (!view.Read(candidate.entity)) return StoreDamaged("an entity");
    // The index may still know a name that the entity had at another revision.
    if (DescribeMatch(query, key, view, candidate)) {
      RETURN_IF_ERROR(
          AddCandidate(std::move(candidate), view, reader, candidates));
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
                                  [&](const Candidate& candidate) {
                                    return !IsAsked(request, candidate.kind);
                                  }),
                   candidates.end());
}

bool HasName(const EntityView& entity, absl::string_view name) {
  return entity.display_name == name ||
         std::find(entity.names.begin(), entity.names.end(), name) !=
             entity.names.end();
}

absl::Status MatchByLikeness(const v1::ResolveNamesRequest& request,
                             const std::string& query, size_t limit,
                             const NameSnapshot& names, StoreReader& reader,
                             Candidates& candidates) {
  const size_t asked = request.kinds().empty() ? 2 * limit : kMaxHits;
  for (const NameHit& hit : names.Match(query, asked)) {
    if (candidates.size() >= limit) break;
    if (!IsAsked(request, hit.kind)) continue;
    ASSIGN_OR_RETURN(std::optional<std::string> entity,
                     reader.FindSerializedEntity(hit.entity_id));
    if (!entity.has_value()) continue;
    Candidate candidate;
    candidate.entity = *std::move(entity);
    EntityView view;
    if (!view.Read(candidate.entity)) return StoreDamaged("an entity");
    if (!HasName(view, hit.name)) continue;
    candidate.matched_name = hit.name;
    candidate.method = hit.method;
    candidate.score = static_cast<float>(hit.score);
    RETURN_IF_ERROR(
        AddCandidate(std::move(candidate), view, reader, candidates));
  }
  return absl::OkStatus();
}

bool IsBetter(const Candidate& a, const Candidate& b) {
  if (a.score != b.score) return a.score > b.score;
  return a.name < b.name;
}

// Appends a result, a v1::ResolvedName.
void AppendResolvedName(int number, absl::string_view query,
                        const Candidates& candidates, std::string& out) {
  using Message = v1::NameCandidate;
  std::string result;
  AppendStringField(v1::ResolvedName::kQueryFieldNumber, query, result);
  for (const Candidate& candidate : candidates) {
    std::string message;
    AppendMessageField(Message::kEntityFieldNumber, candidate.entity, message);
    AppendStringField(Message::kMatchedNameFieldNumber, candidate.matched_name,
                      message);
    AppendIntegerField(Message::kMethodFieldNumber, candidate.method, message);
    AppendFloatField(Message::kScoreFieldNumber, candidate.score, message);
    AppendMessageField(v1::ResolvedName::kCandidatesFieldNumber, message,
                       result);
  }
  AppendMessageField(number, result, out);
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

absl::Status LookupBytes(const v1::ResolveNamesRequest& request,
                         const LookupContext& context, std::string& response) {
  using Response = v1::ResolveNamesResponse;
  const auto limit = static_cast<size_t>(request.max_candidates() == 0
                                             ? kDefaultCandidates
                                             : request.max_candidates());
  const std::shared_ptr<const NameSnapshot> names = context.names.Snapshot();
  for (const std::string& name : request.names()) {
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
    AppendResolvedName(Response::kResultsFieldNumber, name, candidates,
                       response);
  }
  AppendIntegerField(Response::kRevisionFieldNumber, context.reader.revision(),
                     response);
  AppendIntegerField(Response::kNamesRevisionFieldNumber, names->revision,
                     response);
  return absl::OkStatus();
}

}  // namespace isnad
