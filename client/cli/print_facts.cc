#include "client/cli/print_facts.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "client/cli/print_values.h"

namespace isnad {
namespace {

// Returns the document's id in the name of something found in it; empty if it
// has no name.
std::string DocumentOf(const std::string& name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  return parts.size() < 2 ? "" : parts[1];
}

// A table of facts: columns of their own kind between the document's publish
// day and outlet, where the documents are known, and sentence and name.
class FactTable {
 public:
  FactTable(const Repeated<v1::Document>& documents,
            std::vector<Table::Column> columns, bool with_sentences)
      : with_sentences_(with_sentences),
        with_documents_(!documents.empty()),
        table_(AllColumns(std::move(columns))) {
    for (const v1::Document& document : documents) {
      documents_[document.name()] = &document;
    }
  }

  template <typename Fact>
  void AddRow(const Fact& fact, std::vector<std::string> cells) {
    if (with_documents_) {
      const auto found =
          documents_.find(absl::StrCat("documents/", DocumentOf(fact.name())));
      const bool known = found != documents_.end();
      cells.insert(
          cells.begin(),
          {known ? TimeText(found->second->publish_time()).substr(0, 10) : "",
           known ? IdText(found->second->outlet()) : ""});
    }
    if (with_sentences_) cells.push_back(fact.evidence().sentence_text());
    cells.push_back(fact.name());
    table_.AddRow(std::move(cells));
  }

  Table Take() && { return std::move(table_); }

 private:
  std::vector<Table::Column> AllColumns(
      std::vector<Table::Column> columns) const {
    if (with_documents_) {
      columns.insert(columns.begin(), {{"PUBLISHED", 10}, {"OUTLET", 16}});
    }
    if (with_sentences_) columns.push_back({"SENTENCE", 60});
    columns.push_back({"NAME", 120});
    return columns;
  }

  const bool with_sentences_;
  const bool with_documents_;
  std::map<std::string, const v1::Document*> documents_;
  Table table_;
};

template <typename Fact>
bool HasSentences(const Repeated<Fact>& facts) {
  return std::any_of(facts.begin(), facts.end(), [](const Fact& fact) {
    return !fact.evidence().sentence_text().empty();
  });
}

}  // namespace

Table MentionTable(const Repeated<v1::Mention>& mentions) {
  Table table({{"BYTES", 15},
               {"TEXT", 32},
               {"KIND", 12},
               {"FORM", 9},
               {"ENTITY", 32},
               {"DOCUMENT", 32}});
  for (const v1::Mention& mention : mentions) {
    table.AddRow({SpanText(mention.span()), mention.text(),
                  EnumText(mention.kind()), EnumText(mention.form()),
                  IdText(mention.entity()), DocumentOf(mention.name())});
  }
  return table;
}

Table QuantityTable(const Repeated<v1::Quantity>& quantities) {
  Table table({{"BYTES", 15}, {"TEXT", 32}, {"VALUE", 40}});
  for (const v1::Quantity& quantity : quantities) {
    table.AddRow(
        {SpanText(quantity.span()), quantity.text(), QuantityText(quantity)});
  }
  return table;
}

Table DecisionTable(const Repeated<v1::Decision>& decisions,
                    const Repeated<v1::Document>& documents) {
  FactTable table(documents,
                  {{"STATE", 5},
                   {"ACTION", 11},
                   {"PRODUCTS", 24},
                   {"TO", 8},
                   {"PARTIES", 20},
                   {"MODALITY", 9},
                   {"SAID BY", 28}},
                  HasSentences(decisions));
  for (const v1::Decision& decision : decisions) {
    table.AddRow(
        decision,
        {decision.jurisdiction(), EnumText(decision.action()),
         IdsText(decision.products()), IdsText(decision.destinations()),
         IdsText(decision.parties()), EnumText(decision.modality()),
         AttributionText(decision.attribution())});
  }
  return std::move(table).Take();
}

Table FigureTable(const Repeated<v1::Figure>& figures,
                  const Repeated<v1::Document>& documents) {
  FactTable table(documents,
                  {{"SUBJECT", 24},
                   {"METRIC", 12},
                   {"VALUE", 28},
                   {"PERIOD", 12},
                   {"MODALITY", 9},
                   {"SAID BY", 28}},
                  HasSentences(figures));
  for (const v1::Figure& figure : figures) {
    table.AddRow(figure, {IdText(figure.subject()), EnumText(figure.metric()),
                          QuantityText(figure.quantity()), figure.period(),
                          EnumText(figure.modality()),
                          AttributionText(figure.attribution())});
  }
  return std::move(table).Take();
}

Table StatementTable(const Repeated<v1::Statement>& statements,
                     const Repeated<v1::Document>& documents) {
  // The words of a quote are worth more room than where they stand.
  const bool with_words = HasSentences(statements);
  FactTable table(documents,
                  {{"SPEAKER", 24},
                   {"KIND", 8},
                   {"STANCE", 7},
                   {"QUOTE", with_words ? 60 : 15},
                   {"SAID BY", 28}},
                  /*with_sentences=*/false);
  for (const v1::Statement& statement : statements) {
    table.AddRow(
        statement,
        {IdText(statement.speaker()), EnumText(statement.kind()),
         EnumText(statement.stance()),
         with_words ? statement.quote_text() : SpanText(statement.quote()),
         AttributionText(statement.attribution())});
  }
  return std::move(table).Take();
}

Table RelationTable(const Repeated<v1::Relation>& relations,
                    const Repeated<v1::Document>& documents) {
  FactTable table(
      documents,
      {{"SUBJECT", 24}, {"RELATION", 13}, {"OBJECT", 24}, {"TITLE", 28}},
      HasSentences(relations));
  for (const v1::Relation& relation : relations) {
    table.AddRow(relation,
                 {IdText(relation.subject()), EnumText(relation.type()),
                  IdText(relation.object()), relation.title()});
  }
  return std::move(table).Take();
}

}  // namespace isnad
