#include "ingest_service/relate/relater.h"

#include <algorithm>
#include <utility>

#include "ingest_service/relate/arguments.h"
#include "ingest_service/relate/decisions.h"
#include "ingest_service/relate/document_context.h"
#include "ingest_service/relate/document_goals.h"
#include "ingest_service/relate/fact_messages.h"
#include "ingest_service/relate/fact_trace.h"
#include "ingest_service/relate/figures.h"
#include "ingest_service/relate/relations.h"
#include "ingest_service/relate/reports.h"
#include "ingest_service/relate/sentence_parts.h"
#include "ingest_service/relate/speakers.h"
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
void RememberName(DocumentContext& context, uint32_t item) {
  const EntityIndex entity = context.NameAt(item);
  const DocumentEntities& entities = context.entities;
  DocumentMemory& memory = context.memory;
  switch (entities.Traits(entity).type) {
    case v1::ENTITY_TYPE_COMPANY:
      // Whom something is done to is not who is spoken of.
      if (memory.company == kNoEntity ||
          !IsGoverned(context, context.being_read.begin, item)) {
        memory.company = entity;
      }
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
                        const Entities& products) {
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
  Entities products;
  for (const uint32_t i : context.MentionsOf(sentence)) {
    const EntityIndex entity = context.NameAt(i);
    if (entity == kNoEntity || IsSourceOfWords(context, sentence.items, i)) {
      continue;
    }
    RememberName(context, i);
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

// Reads one sentence after another, what each states into an analysis.
class SentenceReader {
 public:
  // All must outlive it.
  SentenceReader(const Catalog& catalog, const DecisionFrames& decision_frames,
                 const FigureFrames& figure_frames, DocumentContext& context,
                 v1::Analysis& analysis)
      : decision_frames_(decision_frames),
        figure_frames_(figure_frames),
        context_(context),
        analysis_(analysis),
        messages_(catalog, context) {}

  void Read(const ItemSentence& sentence) {
    context_.being_read = sentence.items;
    ReadReports(context_, sentence, reports_);
    SentenceParts parts(context_, sentence.items);
    ReadDecisions(context_, decision_frames_, sentence, reports_, parts,
                  decisions_);
    ReadFigures(context_, figure_frames_, sentence,
                {reports_, decisions_, parts}, figures_);
    ReadRelations(context_, sentence, relations_);
    messages_.Begin(sentence, reports_);
    AddDecisions();
    AddFigures();
    AddStatements();
    AddRelations();
    RememberSentence(context_, sentence, decisions_);
  }

 private:
  void AddDecisions() {
    for (const DecisionReading& decision : decisions_) {
      v1::Decision* const fact = analysis_.add_decisions();
      messages_.Fill(decision, fact);
      if (IsTraced()) TraceDecision(context_, decision, *fact);
    }
  }

  void AddFigures() {
    for (const FigureReading& figure : figures_) {
      v1::Figure* const fact = analysis_.add_figures();
      messages_.Fill(figure, fact);
      if (IsTraced()) TraceFigure(context_, figure, *fact);
    }
  }

  void AddStatements() {
    for (const Report& report : reports_) {
      v1::Statement* fact = nullptr;
      if (messages_.IsStatement(report)) {
        fact = analysis_.add_statements();
        messages_.Fill(report, fact);
      }
      if (IsTraced()) TraceReport(context_, report, fact);
    }
  }

  void AddRelations() {
    for (const RelationReading& relation : relations_.All()) {
      v1::Relation* const fact = analysis_.add_relations();
      messages_.Fill(relation, fact);
      if (IsTraced()) TraceRelation(context_, relation, *fact);
    }
  }

  bool IsTraced() const { return context_.trace != nullptr; }

  const DecisionFrames& decision_frames_;
  const FigureFrames& figure_frames_;
  DocumentContext& context_;
  v1::Analysis& analysis_;
  FactMessages messages_;
  // Of the sentence being read; the next takes their room.
  std::vector<Report> reports_;
  std::vector<DecisionReading> decisions_;
  std::vector<FigureReading> figures_;
  RelationList relations_;
};

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
  SentenceReader reader(knowledge_->traits.catalog(), knowledge_->decisions,
                        knowledge_->figures, context, analysis);
  for (const ItemSentence& sentence : items.sentences) {
    SentenceTrace sentence_trace;
    sentence_trace.sentence = text.sentences()[sentence.sentence].range;
    if (trace != nullptr) context.trace = &sentence_trace;
    reader.Read(sentence);
    if (trace != nullptr) {
      SortByTrigger(sentence_trace);
      trace->sentences.push_back(std::move(sentence_trace));
    }
  }
}

}  // namespace isnad
