#include "client/cli/print_facts.h"

#include <string>

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

Table DecisionTable(const Repeated<v1::Decision>& decisions) {
  Table table({{"STATE", 5},
               {"ACTION", 11},
               {"PRODUCTS", 24},
               {"TO", 8},
               {"PARTIES", 20},
               {"MODALITY", 9},
               {"SAID BY", 28},
               {"NAME", 48}});
  for (const v1::Decision& decision : decisions) {
    table.AddRow({decision.jurisdiction(), EnumText(decision.action()),
                  IdsText(decision.products()),
                  IdsText(decision.destinations()), IdsText(decision.parties()),
                  EnumText(decision.modality()),
                  AttributionText(decision.attribution()), decision.name()});
  }
  return table;
}

Table FigureTable(const Repeated<v1::Figure>& figures) {
  Table table({{"SUBJECT", 24},
               {"METRIC", 12},
               {"VALUE", 28},
               {"PERIOD", 12},
               {"MODALITY", 9},
               {"SAID BY", 28},
               {"NAME", 48}});
  for (const v1::Figure& figure : figures) {
    table.AddRow({IdText(figure.subject()), EnumText(figure.metric()),
                  QuantityText(figure.quantity()), figure.period(),
                  EnumText(figure.modality()),
                  AttributionText(figure.attribution()), figure.name()});
  }
  return table;
}

Table StatementTable(const Repeated<v1::Statement>& statements) {
  Table table({{"SPEAKER", 24},
               {"KIND", 8},
               {"STANCE", 7},
               {"QUOTE", 15},
               {"SAID BY", 28},
               {"NAME", 48}});
  for (const v1::Statement& statement : statements) {
    table.AddRow({IdText(statement.speaker()), EnumText(statement.kind()),
                  EnumText(statement.stance()), SpanText(statement.quote()),
                  AttributionText(statement.attribution()), statement.name()});
  }
  return table;
}

Table RelationTable(const Repeated<v1::Relation>& relations) {
  Table table({{"SUBJECT", 24},
               {"RELATION", 13},
               {"OBJECT", 24},
               {"TITLE", 28},
               {"NAME", 48}});
  for (const v1::Relation& relation : relations) {
    table.AddRow({IdText(relation.subject()), EnumText(relation.type()),
                  IdText(relation.object()), relation.title(),
                  relation.name()});
  }
  return table;
}

}  // namespace isnad
