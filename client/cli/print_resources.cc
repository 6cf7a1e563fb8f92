#include "client/cli/print_resources.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "client/cli/display_width.h"
#include "client/cli/print_values.h"

namespace isnad {
namespace {

// Two columns without headings: what it is, and its value.
class Sheet {
 public:
  explicit Sheet(const Console& console) : console_(console) {}

  // Prints a line unless the value is empty.
  void Line(absl::string_view label, absl::string_view value) const {
    if (value.empty()) return;
    constexpr size_t kLabelWidth = 14;
    const std::string text = PrintableText(value);
    const bool isolate = console_.out_is_terminal && HasRightToLeft(text);
    const size_t gap =
        label.size() < kLabelWidth ? kLabelWidth - label.size() : 1;
    console_.out << label << std::string(gap, ' ')
                 << (isolate ? Isolated(text) : text) << "\n";
  }

 private:
  const Console& console_;
};

void PrintProfile(const v1::Entity& entity, const Sheet& sheet) {
  for (const v1::Post& post : entity.person().posts()) {
    sheet.Line("post",
               absl::StrCat(post.title(), ", ", IdText(post.organization())));
  }
  sheet.Line("parent", IdText(entity.organization().parent()));
  sheet.Line("maker", IdText(entity.product().maker()));
  sheet.Line("part of", IdText(entity.product().part_of()));
  sheet.Line("part of", IdText(entity.instrument().part_of()));
  for (const std::string& demonym : entity.place().demonyms()) {
    sheet.Line("demonym", demonym);
  }
}

void PrintSection(absl::string_view title, const Table& table,
                  const Console& console) {
  if (table.row_count() == 0) return;
  console.out << "\n" << title << " (" << table.row_count() << ")\n";
  table.Print(console);
}

Table WarningTable(const Repeated<v1::Warning>& warnings) {
  Table table({{"BYTES", 15}, {"WARNING", 24}, {"MESSAGE", 64}});
  for (const v1::Warning& warning : warnings) {
    table.AddRow({warning.has_span() ? SpanText(warning.span()) : "",
                  EnumText(warning.code()), warning.message()});
  }
  return table;
}

}  // namespace

Table EntityTable(const Repeated<v1::Entity>& entities) {
  Table table({{"NAME", 40},
               {"DISPLAY NAME", 32},
               {"KIND", 12},
               {"TYPE", 18},
               {"COUNTRY", 7},
               {"ORIGIN", 10}});
  for (const v1::Entity& entity : entities) {
    table.AddRow({entity.name(), entity.display_name(), EnumText(entity.kind()),
                  EnumText(entity.type()), entity.country_code(),
                  EnumText(entity.origin())});
  }
  return table;
}

Table DocumentTable(const Repeated<v1::Document>& documents) {
  Table table({{"NAME", 44},
               {"TITLE", 56},
               {"OUTLET", 20},
               {"PUBLISHED", 20},
               {"LANG", 4},
               {"BYTES", 10, Table::Align::kRight}});
  for (const v1::Document& document : documents) {
    table.AddRow({document.name(), document.title(), IdText(document.outlet()),
                  TimeText(document.publish_time()), document.language_code(),
                  absl::StrCat(document.source_bytes())});
  }
  return table;
}

Table DocumentMatchTable(const Repeated<v1::DocumentMatch>& matches) {
  Table table({{"DOCUMENT", 44}, {"BYTES", 15}, {"SNIPPET", 72}});
  for (const v1::DocumentMatch& match : matches) {
    table.AddRow({match.document().name(), SpanText(match.snippet()),
                  match.snippet_text()});
  }
  return table;
}

Table ResolvedNameTable(const Repeated<v1::ResolvedName>& results) {
  Table table({{"QUERY", 28},
               {"ENTITY", 36},
               {"KIND", 12},
               {"MATCHED NAME", 28},
               {"METHOD", 8},
               {"SCORE", 5, Table::Align::kRight}});
  for (const v1::ResolvedName& result : results) {
    for (const v1::NameCandidate& candidate : result.candidates()) {
      table.AddRow({result.query(), candidate.entity().name(),
                    EnumText(candidate.entity().kind()),
                    candidate.matched_name(), EnumText(candidate.method()),
                    absl::StrFormat("%.2f", candidate.score())});
    }
    if (result.candidates().empty()) table.AddRow({result.query(), "-"});
  }
  return table;
}

void PrintEntity(const v1::Entity& entity, const Console& console) {
  const Sheet sheet(console);
  sheet.Line("name", entity.name());
  sheet.Line("display name", entity.display_name());
  sheet.Line("kind", EnumText(entity.kind()));
  sheet.Line("type", EnumText(entity.type()));
  sheet.Line("country", entity.country_code());
  sheet.Line("origin", EnumText(entity.origin()));
  sheet.Line("redirect to", entity.redirect_to());
  PrintProfile(entity, sheet);
  for (const v1::ExternalId& id : entity.external_ids()) {
    sheet.Line(id.system(), id.value());
  }
  Table names({{"TEXT", 48}, {"LANG", 4}, {"SCRIPT", 6}, {"CONDITIONAL", 11}});
  for (const v1::EntityName& name : entity.names()) {
    names.AddRow({name.text(), name.language_code(), name.script_code(),
                  name.conditional() ? "yes" : ""});
  }
  PrintSection("names", names, console);
}

void PrintDocument(const v1::Document& document, const Console& console) {
  const Sheet sheet(console);
  sheet.Line("name", document.name());
  sheet.Line("title", document.title());
  sheet.Line("outlet", document.outlet());
  sheet.Line("author", document.author());
  sheet.Line("uri", document.uri());
  sheet.Line("published", TimeText(document.publish_time()));
  sheet.Line("language", document.language_code());
  sheet.Line("media type", document.media_type());
  sheet.Line("charset", document.charset());
  sheet.Line("source bytes", absl::StrCat(document.source_bytes()));
  sheet.Line("text bytes", absl::StrCat(document.text_bytes()));
  sheet.Line("sha256", HexText(document.sha256()));
  sheet.Line("duplicate of", document.duplicate_of());
  sheet.Line("analyzer", document.analyzer_version());
  sheet.Line("catalog", document.catalog_version());
  sheet.Line("revision",
             document.revision() == 0 ? "" : absl::StrCat(document.revision()));
}

void PrintAnalysis(const std::string& title, const v1::Analysis& analysis,
                   const Console& console) {
  console.out << "== " << PrintableText(title) << "\n";
  PrintSection("mentions", MentionTable(analysis.mentions()), console);
  PrintSection("quantities", QuantityTable(analysis.quantities()), console);
  PrintSection("decisions", DecisionTable(analysis.decisions()), console);
  PrintSection("figures", FigureTable(analysis.figures()), console);
  PrintSection("statements", StatementTable(analysis.statements()), console);
  PrintSection("relations", RelationTable(analysis.relations()), console);
  PrintSection("entities found", EntityTable(analysis.entities()), console);
  PrintSection("warnings", WarningTable(analysis.warnings()), console);
  console.out << "\n";
}

}  // namespace isnad
