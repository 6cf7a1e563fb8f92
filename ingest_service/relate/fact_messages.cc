#include "ingest_service/relate/fact_messages.h"

#include <string>

#include "ingest_service/relate/speakers.h"

namespace isnad {
namespace {

void SetSpan(TextRange range, v1::Span* span) {
  span->set_start_byte(static_cast<int32_t>(range.begin));
  span->set_end_byte(static_cast<int32_t>(range.end));
}

// Messages take no views: this copies the bytes once.
void SetString(absl::string_view text, std::string* out) {
  out->assign(text.data(), text.size());
}

}  // namespace

FactMessages::FactMessages(const Catalog& catalog,
                           const DocumentContext& context)
    : context_(context), names_(catalog, context.reading) {}

void FactMessages::Begin(const ItemSentence& sentence,
                         const std::vector<Report>& reports) {
  sentence_range_ = context_.text.sentences()[sentence.sentence].range;
  reports_ = reports;
}

void FactMessages::SetEvidence(TextRange trigger, absl::string_view rule,
                               v1::Evidence* evidence) {
  SetSpan(sentence_range_, evidence->mutable_sentence());
  SetSpan(trigger, evidence->mutable_trigger());
  SetString(rule, evidence->mutable_rule());
}

void FactMessages::SetChain(const Chain& chain, v1::Attribution* attribution) {
  for (const ChainLink& link : chain) {
    v1::Link* out = attribution->add_links();
    if (link.entity != kNoEntity) {
      out->set_entity(names_.Of(link.entity));
    }
    out->set_role(link.role);
    SetSpan(link.range, out->mutable_span());
  }
}

void FactMessages::Fill(const DecisionReading& reading, v1::Decision* out) {
  SetString(reading.jurisdiction, out->mutable_jurisdiction());
  out->set_action(reading.action);
  for (const EntityIndex product : reading.products) {
    out->add_products(names_.Of(product));
  }
  for (const absl::string_view code : reading.destinations) {
    SetString(code, out->add_destinations());
  }
  for (const EntityIndex party : reading.parties) {
    out->add_parties(names_.Of(party));
  }
  if (!reading.condition.empty()) {
    SetString(context_.text.Text(context_.RangeOf(reading.condition)),
              out->mutable_condition());
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

void FactMessages::Fill(const FigureReading& reading, v1::Figure* out) {
  out->set_subject(names_.Of(reading.subject));
  out->set_metric(reading.metric);
  const v1::Quantity& quantity = context_.QuantityAt(reading.quantity);
  *out->mutable_quantity() = quantity;
  SetString(context_.text.Text(context_.At(reading.quantity).range),
            out->mutable_quantity()->mutable_text());
  out->set_modality(reading.modality);
  if (!reading.period.empty()) {
    SetString(reading.period, out->mutable_period());
  }
  if (const Report* report = ReportAt(reports_, reading.quantity)) {
    SetChain(report->chain, out->mutable_attribution());
  }
  SetEvidence(context_.At(reading.cue).range, reading.rule,
              out->mutable_evidence());
  out->set_confidence(reading.confidence *
                      context_.words.rules.Confidence(reading.rule));
}

void FactMessages::Fill(const RelationReading& reading, v1::Relation* out) {
  out->set_type(reading.type);
  out->set_subject(names_.Of(reading.subject));
  out->set_object(names_.Of(reading.object));
  if (reading.type == v1::RELATION_TYPE_LEADS ||
      reading.type == v1::RELATION_TYPE_HOLDS_OFFICE) {
    SetString(context_.text.Text(reading.title), out->mutable_title());
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

void FactMessages::Fill(const Report& report, v1::Statement* out) {
  const TextRange quote = context_.RangeOf(report.content);
  const ChainLink& speaker = report.chain.front();
  if (speaker.entity != kNoEntity) {
    out->set_speaker(names_.Of(speaker.entity));
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
