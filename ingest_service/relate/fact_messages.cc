#include "ingest_service/relate/fact_messages.h"

#include <string>

#include "ingest_service/relate/speakers.h"

namespace isnad {
namespace {

void SetSpan(TextRange range, v1::Span* span) {
  span->set_start_byte(static_cast<int32_t>(range.begin));
  span->set_end_byte(static_cast<int32_t>(range.end));
}

}  // namespace

FactMessages::FactMessages(const DocumentContext& context,
                           const ItemSentence& sentence,
                           const std::vector<Report>& reports)
    : context_(context), sentence_(sentence), reports_(reports) {}

void FactMessages::SetEvidence(TextRange trigger, absl::string_view rule,
                               v1::Evidence* evidence) const {
  SetSpan(context_.text.sentences()[sentence_.sentence].range,
          evidence->mutable_sentence());
  SetSpan(trigger, evidence->mutable_trigger());
  evidence->mutable_rule()->assign(rule.data(), rule.size());
}

void FactMessages::SetChain(const Chain& chain,
                            v1::Attribution* attribution) const {
  for (const ChainLink& link : chain) {
    v1::Link* out = attribution->add_links();
    if (link.entity != kNoEntity) {
      context_.entities.SetName(link.entity, out->mutable_entity());
    }
    out->set_role(link.role);
    SetSpan(link.range, out->mutable_span());
  }
}

void FactMessages::Fill(const DecisionReading& reading,
                        v1::Decision* out) const {
  out->set_jurisdiction(reading.jurisdiction);
  out->set_action(reading.action);
  for (const EntityIndex product : reading.products) {
    context_.entities.SetName(product, out->add_products());
  }
  for (const std::string& code : reading.destinations) {
    out->add_destinations(code);
  }
  for (const EntityIndex party : reading.parties) {
    context_.entities.SetName(party, out->add_parties());
  }
  if (!reading.condition.empty()) {
    out->set_condition(
        std::string(context_.text.Text(context_.RangeOf(reading.condition))));
  }
  out->set_modality(reading.modality);
  if (const Report* report = ReportAt(reports_, reading.trigger)) {
    SetChain(report->chain, out->mutable_attribution());
  }
  SetEvidence(context_.At(reading.trigger).range, reading.rule,
              out->mutable_evidence());
  out->set_confidence(reading.confidence *
                      context_.words.rules.Confidence(reading.rule));
}

void FactMessages::Fill(const FigureReading& reading, v1::Figure* out) const {
  context_.entities.SetName(reading.subject, out->mutable_subject());
  out->set_metric(reading.metric);
  *out->mutable_quantity() =
      context_.reading.quantities[context_.At(reading.quantity).index].quantity;
  out->set_modality(reading.modality);
  out->set_period(reading.period);
  if (const Report* report = ReportAt(reports_, reading.quantity)) {
    SetChain(report->chain, out->mutable_attribution());
  }
  SetEvidence(context_.At(reading.cue).range, reading.rule,
              out->mutable_evidence());
  out->set_confidence(reading.confidence *
                      context_.words.rules.Confidence(reading.rule));
}

void FactMessages::Fill(const RelationReading& reading,
                        v1::Relation* out) const {
  out->set_type(reading.type);
  context_.entities.SetName(reading.subject, out->mutable_subject());
  context_.entities.SetName(reading.object, out->mutable_object());
  if (reading.type == v1::RELATION_TYPE_LEADS ||
      reading.type == v1::RELATION_TYPE_HOLDS_OFFICE) {
    out->set_title(std::string(context_.text.Text(reading.title)));
  }
  SetEvidence(context_.At(reading.trigger).range, reading.rule,
              out->mutable_evidence());
  out->set_confidence(reading.confidence *
                      context_.words.rules.Confidence(reading.rule));
}

bool FactMessages::IsStatement(const Report& report) const {
  if (!NamesSomeone(report.chain)) return false;
  const TextRange quote = context_.RangeOf(report.content);
  return quote.begin < quote.end;
}

void FactMessages::Fill(const Report& report, v1::Statement* out) const {
  const TextRange quote = context_.RangeOf(report.content);
  const ChainLink& speaker = report.chain.front();
  if (speaker.entity != kNoEntity) {
    context_.entities.SetName(speaker.entity, out->mutable_speaker());
  }
  out->set_kind(report.direct ? v1::QUOTE_KIND_DIRECT
                              : v1::QUOTE_KIND_INDIRECT);
  out->set_stance(report.stance);
  SetSpan(quote, out->mutable_quote());
  SetChain(report.chain, out->mutable_attribution());
  SetEvidence(context_.At(report.trigger).range, report.rule,
              out->mutable_evidence());
  out->set_confidence(context_.words.rules.Confidence(report.rule));
}

}  // namespace isnad
