#include "ingest_service/relate/relater.h"

#include <algorithm>
#include <utility>

#include "ingest_service/relate/clauses.h"
#include "ingest_service/relate/decisions.h"
#include "ingest_service/relate/destinations.h"
#include "ingest_service/relate/document_context.h"
#include "ingest_service/relate/fact_messages.h"
#include "ingest_service/relate/fact_trace.h"
#include "ingest_service/relate/figures.h"
#include "ingest_service/relate/relations.h"
#include "ingest_service/relate/reports.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {

struct Relater::Knowledge {
  Knowledge(const Catalog& catalog, const Lexicon& lexicon)
      : traits(catalog),
        words(lexicon.relate()),
        decisions(lexicon.relate(), words.table),
        figures(lexicon.relate(), words.table) {}

  CatalogTraits traits;
  Vocabulary words;
  DecisionFrames decisions;
  FigureFrames figures;
};

namespace {

// Keeps what a name says for the sentences behind it.
void RememberName(DocumentContext& context, EntityIndex entity) {
  const DocumentEntities& entities = context.entities;
  DocumentMemory& memory = context.memory;
  switch (entities.Traits(entity).type) {
    case v1::ENTITY_TYPE_COMPANY:
      memory.company = entity;
      break;
    case v1::ENTITY_TYPE_GOVERNMENT:
      memory.body = entity;
      memory.state = entity;
      break;
    case v1::ENTITY_TYPE_COUNTRY:
      memory.state = entity;
      break;
    case v1::ENTITY_TYPE_MEDIA:
      memory.outlet = entity;
      break;
    case v1::ENTITY_TYPE_PERSON:
      memory.person = entity;
      break;
    default:
      break;
  }
}

// A chip before an architecture, the first before others.
EntityIndex MainProduct(const DocumentContext& context,
                        const std::vector<EntityIndex>& products) {
  for (const EntityIndex product : products) {
    if (context.entities.Traits(product).type == v1::ENTITY_TYPE_CHIP) {
      return product;
    }
  }
  return products.front();
}

void RememberSentence(DocumentContext& context, const ItemSentence& sentence,
                      const std::vector<DecisionReading>& decisions) {
  if (sentence.types.empty() && decisions.empty()) return;
  std::vector<EntityIndex> products;
  for (const uint32_t i : context.MentionsOf(sentence)) {
    const EntityIndex entity = context.NameAt(i);
    if (entity == kNoEntity) continue;
    RememberName(context, entity);
    if (context.entities.IsChip(entity) &&
        std::find(products.begin(), products.end(), entity) == products.end()) {
      products.push_back(entity);
    }
  }
  // The products of a decision are what "these chips" will mean; else the one
  // that a later sentence names, unless it names several.
  for (const DecisionReading& decision : decisions) {
    if (!decision.products.empty()) context.memory.products = decision.products;
  }
  const bool decided = !decisions.empty() && !decisions.back().products.empty();
  if (!decided && (products.size() == 1 ||
                   (!products.empty() && context.memory.products.empty()))) {
    context.memory.products = {MainProduct(context, products)};
  }
}

void ReadSentence(DocumentContext& context, const ItemSentence& sentence,
                  const DecisionFrames& decision_frames,
                  const FigureFrames& figure_frames, FactMessages& messages,
                  v1::Analysis& analysis) {
  const std::vector<Report> reports = ReadReports(context, sentence);
  SentenceClauses clauses(context, sentence.items);
  const std::vector<DecisionReading> decisions =
      ReadDecisions(context, decision_frames, sentence, reports, clauses);
  const std::vector<FigureReading> figures = ReadFigures(
      context, figure_frames, sentence, reports, decisions, clauses);
  const std::vector<RelationReading> relations =
      ReadRelations(context, sentence);
  messages.Begin(sentence, reports);
  for (const DecisionReading& decision : decisions) {
    v1::Decision* const fact = analysis.add_decisions();
    messages.Fill(decision, fact);
    if (context.trace != nullptr) TraceDecision(context, decision, *fact);
  }
  for (const FigureReading& figure : figures) {
    v1::Figure* const fact = analysis.add_figures();
    messages.Fill(figure, fact);
    if (context.trace != nullptr) TraceFigure(context, figure, *fact);
  }
  for (const Report& report : reports) {
    v1::Statement* fact = nullptr;
    if (messages.IsStatement(report)) {
      fact = analysis.add_statements();
      messages.Fill(report, fact);
    }
    if (context.trace != nullptr) TraceReport(context, report, fact);
  }
  for (const RelationReading& relation : relations) {
    v1::Relation* const fact = analysis.add_relations();
    messages.Fill(relation, fact);
    if (context.trace != nullptr) TraceRelation(context, relation, *fact);
  }
  RememberSentence(context, sentence, decisions);
}

void SortByTrigger(SentenceTrace& trace) {
  std::stable_sort(trace.events.begin(), trace.events.end(),
                   [](const TraceEvent& a, const TraceEvent& b) {
                     return a.trigger.begin < b.trigger.begin;
                   });
}

}  // namespace

Relater::Relater(const Catalog& catalog, const Lexicon& lexicon)
    : knowledge_(std::make_unique<const Knowledge>(catalog, lexicon)) {}

Relater::~Relater() = default;

void Relater::Relate(const NormalizedText& text, const Reading& reading,
                     ReadingTrace* trace, v1::Analysis& analysis) const {
  const DocumentEntities entities(knowledge_->traits, reading);
  const ItemText items =
      ReadItems(text, reading, entities, knowledge_->words.table);
  DocumentContext context{text,  reading,           entities,
                          items, knowledge_->words, {}};
  context.memory.goals = ReadDocumentGoals(context);
  FactMessages messages(knowledge_->traits.catalog(), context);
  for (const ItemSentence& sentence : items.sentences) {
    SentenceTrace sentence_trace;
    sentence_trace.sentence = text.sentences()[sentence.sentence].range;
    if (trace != nullptr) context.trace = &sentence_trace;
    ReadSentence(context, sentence, knowledge_->decisions, knowledge_->figures,
                 messages, analysis);
    if (trace != nullptr) {
      SortByTrigger(sentence_trace);
      trace->sentences.push_back(std::move(sentence_trace));
    }
  }
}

}  // namespace isnad
