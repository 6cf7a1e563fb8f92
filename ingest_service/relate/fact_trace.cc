#include "ingest_service/relate/fact_trace.h"

#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"

namespace isnad {
namespace {

std::string Id(absl::string_view name) {
  return std::string(absl::StripPrefix(name, "entities/"));
}

template <typename List>
std::string Ids(const List& names) {
  return absl::StrJoin(names, ", ", [](std::string* out, const auto& name) {
    out->append(Id(name));
  });
}

std::string Lower(absl::string_view enum_name, absl::string_view prefix) {
  return absl::AsciiStrToLower(absl::StripPrefix(enum_name, prefix));
}

TraceEvent EventOf(const DocumentContext& context, const char* kind,
                   uint32_t item, absl::string_view rule, float confidence) {
  TraceEvent event;
  event.kind = kind;
  event.trigger = context.At(item).range;
  event.rule = std::string(rule);
  event.says = std::string(context.words.rules.Says(rule));
  event.confidence = confidence;
  return event;
}

void Add(const char* name, std::string value, absl::string_view how,
         TraceEvent& event) {
  if (value.empty()) return;
  event.details.push_back({name, std::move(value), std::string(how)});
}

std::string ChainText(const v1::Attribution& attribution) {
  return absl::StrJoin(attribution.links(), " via ",
                       [](std::string* out, const v1::Link& link) {
                         out->append(link.entity().empty() ? "unnamed sources"
                                                           : Id(link.entity()));
                       });
}

void Keep(const DocumentContext& context, TraceEvent event) {
  context.trace->events.push_back(std::move(event));
}

}  // namespace

void TraceDecision(const DocumentContext& context,
                   const DecisionReading& reading, const v1::Decision& fact) {
  TraceEvent event = EventOf(context, "decision", reading.trigger, reading.rule,
                             fact.confidence());
  Add("action",
      Lower(v1::DecisionAction_Name(fact.action()), "DECISION_ACTION_"),
      "of the rule", event);
  Add("modality", Lower(v1::Modality_Name(fact.modality()), "MODALITY_"),
      "words before the trigger", event);
  Add("state", fact.jurisdiction(), reading.state_how, event);
  Add("products",
      fact.products().empty() ? "chips in general" : Ids(fact.products()),
      reading.goods_how, event);
  Add("to", absl::StrJoin(fact.destinations(), ", "), reading.to_how, event);
  Add("parties", Ids(fact.parties()), "named in the sentence", event);
  Add("condition", fact.condition(), "behind the trigger", event);
  Add("said by", ChainText(fact.attribution()), "report around the trigger",
      event);
  Keep(context, std::move(event));
}

void TraceFigure(const DocumentContext& context, const FigureReading& reading,
                 const v1::Figure& fact) {
  TraceEvent event = EventOf(context, "figure", reading.quantity, reading.rule,
                             fact.confidence());
  Add("metric", Lower(v1::FigureMetric_Name(fact.metric()), "FIGURE_METRIC_"),
      absl::StrCat("cue: ", context.text.Text(context.At(reading.cue).range)),
      event);
  Add("subject", Id(fact.subject()), "owner or subject of the cue", event);
  Add("modality",
      Lower(v1::FigureModality_Name(fact.modality()), "FIGURE_MODALITY_"),
      "words before the number", event);
  Add("period", fact.period(), "date in the clause", event);
  Add("said by", ChainText(fact.attribution()), "report around the number",
      event);
  Keep(context, std::move(event));
}

void TraceReport(const DocumentContext& context, const Report& report,
                 const v1::Statement* fact) {
  TraceEvent event = EventOf(context, "statement", report.trigger, report.rule,
                             fact == nullptr ? 0 : fact->confidence());
  if (fact == nullptr) {
    event.reason = "its speaker has no name; it only attributes facts";
  } else {
    Add("said by", ChainText(fact->attribution()), "around the trigger", event);
    Add("stance", Lower(v1::Stance_Name(fact->stance()), "STANCE_"),
        "of the trigger", event);
  }
  Add("content",
      std::string(context.text.Text(context.RangeOf(report.content))),
      report.direct ? "in quotation marks" : "reported", event);
  Keep(context, std::move(event));
}

void TraceRelation(const DocumentContext& context,
                   const RelationReading& reading, const v1::Relation& fact) {
  TraceEvent event = EventOf(context, "relation", reading.trigger, reading.rule,
                             fact.confidence());
  Add("type", Lower(v1::RelationType_Name(fact.type()), "RELATION_TYPE_"),
      "of the rule", event);
  Add("subject", Id(fact.subject()), "beside the trigger", event);
  Add("object", Id(fact.object()), "beside the trigger", event);
  Add("title", fact.title(), "words of the title", event);
  Keep(context, std::move(event));
}

}  // namespace isnad
