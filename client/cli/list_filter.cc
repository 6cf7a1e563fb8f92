#include "client/cli/list_filter.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "client/cli/print_values.h"
#include "common/status/status_macros.h"
#include "isnad/v1/entity.pb.h"
#include "isnad/v1/fact.pb.h"

namespace isnad {
namespace {

using google::protobuf::EnumDescriptor;

// One option as a term over the items of one resource.
struct Term {
  const char* option;
  const char* resource;
  const char* field;
  // The type of an enum's field, else null.
  const EnumDescriptor* (*type)() = nullptr;
  // What a name begins with; put before a bare id.
  const char* prefix = "";
};

constexpr char kEntityPrefix[] = "entities/";

constexpr Term kTerms[] = {
    {"kind", "entities", "kind", &v1::EntityKind_descriptor},
    {"kind", "mentions", "kind", &v1::EntityKind_descriptor},
    {"type", "entities", "type", &v1::EntityType_descriptor},
    {"type", "relations", "type", &v1::RelationType_descriptor},
    {"origin", "entities", "origin", &v1::EntityOrigin_descriptor},
    {"form", "mentions", "form", &v1::MentionForm_descriptor},
    {"country", "entities", "country_code"},
    {"country", "decisions", "jurisdiction"},
    {"language", "documents", "language_code"},
    {"outlet", "documents", "outlet"},
    {"entity", "mentions", "entity", nullptr, kEntityPrefix},
    {"entity", "decisions", "product", nullptr, kEntityPrefix},
    {"entity", "figures", "subject", nullptr, kEntityPrefix},
    {"entity", "statements", "speaker", nullptr, kEntityPrefix},
    {"entity", "relations", "subject", nullptr, kEntityPrefix},
    {"action", "decisions", "action", &v1::DecisionAction_descriptor},
    {"metric", "figures", "metric", &v1::FigureMetric_descriptor},
};

std::string Quoted(absl::string_view text) {
  return absl::StrCat(
      "\"", absl::StrReplaceAll(text, {{"\\", "\\\\"}, {"\"", "\\\""}}), "\"");
}

absl::StatusOr<std::string> TermText(const Term& term,
                                     const std::string& value) {
  if (term.type == nullptr) {
    const bool whole = absl::StartsWith(value, term.prefix);
    return absl::StrCat(term.field, " = ",
                        Quoted(absl::StrCat(whole ? "" : term.prefix, value)));
  }
  const int number = EnumValueOf(*term.type(), value);
  if (number < 0) {
    std::vector<std::string> known;
    for (int i = 1; i < term.type()->value_count(); ++i) {
      known.push_back(EnumText(*term.type(), term.type()->value(i)->number()));
    }
    return UsageError(absl::StrCat("--", term.option, ": got \"", value,
                                   "\", want ", absl::StrJoin(known, "|")));
  }
  return absl::StrCat(term.field, " = ",
                      term.type()->FindValueByNumber(number)->name());
}

const Term* FindTerm(absl::string_view option, absl::string_view resource) {
  for (const Term& term : kTerms) {
    if (term.option == option && term.resource == resource) return &term;
  }
  return nullptr;
}

}  // namespace

std::vector<OptionSpec> FilterOptions() {
  return {
      {"kind", "KIND", "person, organization, product, place, instrument"},
      {"type", "TYPE", "company, chip, country, ...; makes, part_of, ..."},
      {"origin", "ORIGIN", "catalog or discovered entities"},
      {"form", "FORM", "name or adjective mentions"},
      {"country", "CODE", "Country of an entity, state of a decision"},
      {"entity", "ID",
       "Mentions of it, decisions on it, figures of it, what it said"},
      {"language", "CODE", "Documents in a language"},
      {"outlet", "ID", "Documents of an outlet"},
      {"action", "ACTION", "permit, prohibit, ... decisions"},
      {"metric", "METRIC", "revenue, volume, ... figures"},
  };
}

absl::StatusOr<std::string> FilterOf(const Arguments& arguments,
                                     absl::string_view resource) {
  std::vector<std::string> terms;
  if (!arguments.Text("filter").empty()) {
    terms.push_back(arguments.Text("filter"));
  }
  for (const OptionSpec& option : FilterOptions()) {
    if (!arguments.Has(option.name)) continue;
    const Term* term = FindTerm(option.name, resource);
    if (term == nullptr) {
      return UsageError(
          absl::StrCat("--", option.name, " does not apply to ", resource));
    }
    ASSIGN_OR_RETURN(std::string text,
                     TermText(*term, arguments.Text(option.name)));
    terms.push_back(std::move(text));
  }
  if (terms.size() > 1 && !arguments.Text("filter").empty()) {
    terms[0] = absl::StrCat("(", terms[0], ")");
  }
  return absl::StrJoin(terms, " AND ");
}

}  // namespace isnad
