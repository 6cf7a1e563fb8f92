#include "client/cli/timeline_view.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "client/cli/print_values.h"
#include "common/status/status_macros.h"
#include "common/text/utf8.h"

namespace isnad {
namespace {

// Of one BatchGetEntities.
constexpr size_t kMaxNamesAtOnce = 1'000;

bool IsEntity(absl::string_view name) {
  return absl::StartsWith(name, "entities/");
}

std::set<std::string> EntitiesOf(const v1::GetTimelineRequest& request,
                                 const v1::GetTimelineResponse& timeline) {
  std::set<std::string> names = {request.product()};
  for (const NumberedPosition& numbered : NumberPositions(timeline)) {
    for (const v1::Witness& witness : numbered.position->witnesses()) {
      names.insert(witness.root());
    }
    for (const v1::Decision& decision : numbered.position->decisions()) {
      names.insert(decision.parties().begin(), decision.parties().end());
      for (const v1::Link& link : decision.attribution().links()) {
        names.insert(link.entity());
      }
    }
  }
  for (auto name = names.begin(); name != names.end();) {
    name = IsEntity(*name) ? std::next(name) : names.erase(name);
  }
  return names;
}

// Documents that state the facts, in the order of the timeline.
std::vector<std::string> DocumentsOf(const v1::GetTimelineResponse& timeline) {
  std::vector<std::string> documents;
  std::set<std::string> seen;
  for (const NumberedPosition& numbered : NumberPositions(timeline)) {
    for (const v1::Decision& decision : numbered.position->decisions()) {
      std::string document = DocumentOfFact(decision.name());
      if (seen.insert(document).second) {
        documents.push_back(std::move(document));
      }
    }
  }
  return documents;
}

// Adds display names as far as they are to be had: a view without them is
// poorer, not wrong.
void FetchNames(const std::set<std::string>& entities, int64_t revision,
                Connection& connection, TimelineView& view) {
  v1::BatchGetEntitiesRequest request;
  request.mutable_consistency()->set_exact_revision(revision);
  const auto fetch = [&] {
    if (request.names().empty()) return;
    const auto response =
        connection.Query(&QueryStub::BatchGetEntities, request);
    if (response.ok()) {
      for (const v1::Entity& entity : response->entities()) {
        if (entity.display_name().empty()) continue;
        view.names[entity.name()] = entity.display_name();
      }
    }
    request.clear_names();
  };
  for (const std::string& name : entities) {
    request.add_names(name);
    if (static_cast<size_t>(request.names_size()) == kMaxNamesAtOnce) fetch();
  }
  fetch();
}

}  // namespace

std::string TimelineView::NameOf(const std::string& name) const {
  if (name.empty()) return "unnamed sources";
  const auto known = names.find(name);
  if (known != names.end()) return known->second;
  const auto document = documents.find(name);
  if (document != documents.end() && !document->second.title().empty()) {
    return document->second.title();
  }
  return absl::StartsWith(name, "documents/") || IsEntity(name) ? IdText(name)
                                                                : name;
}

std::vector<NumberedPosition> NumberPositions(
    const v1::GetTimelineResponse& timeline) {
  std::vector<NumberedPosition> positions;
  for (const v1::JurisdictionTimeline& part : timeline.jurisdictions()) {
    for (const v1::Position& position : part.positions()) {
      positions.push_back({static_cast<int>(positions.size()) + 1,
                           part.jurisdiction(), &position});
    }
  }
  return positions;
}

std::vector<int> ContradictingPositions(
    const NumberedPosition& position,
    const std::vector<NumberedPosition>& positions) {
  const std::set<std::string> against(position.position->contradicts().begin(),
                                      position.position->contradicts().end());
  std::vector<int> numbers;
  for (const NumberedPosition& other : positions) {
    const auto& decisions = other.position->decisions();
    if (std::any_of(decisions.begin(), decisions.end(),
                    [&](const v1::Decision& decision) {
                      return against.count(decision.name()) > 0;
                    })) {
      numbers.push_back(other.number);
    }
  }
  return numbers;
}

std::string CountryText(const std::string& code) {
  constexpr size_t kCodeBytes = 2;
  if (code.size() != kCodeBytes) return code;
  icu::UnicodeString name;
  icu::Locale("", code.c_str())
      .getDisplayCountry(icu::Locale::getEnglish(), name);
  std::string text;
  name.toUTF8String(text);
  return text.empty() ? code : text;
}

std::string WhenText(const v1::Position& position) {
  if (position.order() != v1::TIMELINE_ORDER_PUBLISH_TIME) {
    return absl::StrCat("revision ", position.first_revision());
  }
  constexpr size_t kDateBytes = 10;
  return TimeText(position.first_time()).substr(0, kDateBytes);
}

std::string DocumentOfFact(absl::string_view fact) {
  const std::vector<std::string> parts = absl::StrSplit(fact, '/');
  return parts.size() < 2 ? "" : absl::StrCat(parts[0], "/", parts[1]);
}

std::string SpanOf(absl::string_view text, const v1::Span& span) {
  const auto start = static_cast<size_t>(std::max(span.start_byte(), 0));
  const auto end = static_cast<size_t>(std::max(span.end_byte(), 0));
  if (start >= end || end > text.size() || !IsCharacterBorder(text, start) ||
      !IsCharacterBorder(text, end)) {
    return "";
  }
  return std::string(text.substr(start, end - start));
}

absl::StatusOr<TimelineView> FetchTimeline(
    const v1::GetTimelineRequest& request, size_t max_documents,
    Connection& connection) {
  TimelineView view;
  view.request = request;
  ASSIGN_OR_RETURN(view.timeline,
                   connection.Query(&QueryStub::GetTimeline, request));
  const int64_t revision = view.timeline.revision();
  for (const std::string& name : DocumentsOf(view.timeline)) {
    if (view.documents.size() >= max_documents) break;
    v1::GetDocumentRequest get;
    get.set_name(name);
    get.set_view(v1::DOCUMENT_VIEW_FULL);
    get.mutable_consistency()->set_exact_revision(revision);
    ASSIGN_OR_RETURN(v1::GetDocumentResponse response,
                     connection.Query(&QueryStub::GetDocument, get));
    response.mutable_document()->clear_source();
    view.documents[name] = std::move(*response.mutable_document());
  }
  FetchNames(EntitiesOf(request, view.timeline), revision, connection, view);
  return view;
}

}  // namespace isnad
