#include "client/cli/list_filter.h"

#include <algorithm>

#include "absl/strings/ascii.h"
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
  const char* comparator = "=";
};

constexpr char kEntityPrefix[] = "entities/";

constexpr Term kTerms[] = {
    {"kind", "entities", "kind", &v1::EntityKind_descriptor},
    {"kind", "mentions", "kind", &v1::EntityKind_descriptor},
    {"kind", "statements", "kind", &v1::QuoteKind_descriptor},
    {"type", "entities", "type", &v1::EntityType_descriptor},
    {"type", "relations", "type", &v1::RelationType_descriptor},
    {"origin", "entities", "origin", &v1::EntityOrigin_descriptor},
    {"form", "mentions", "form", &v1::MentionForm_descriptor},
    {"country", "entities", "country_code"},
    {"country", "decisions", "jurisdiction"},
    {"language", "documents", "language_code"},
    {"entity", "mentions", "entity", nullptr, kEntityPrefix},
    {"entity", "decisions", "product", nullptr, kEntityPrefix},
    {"entity", "figures", "subject", nullptr, kEntityPrefix},
    {"entity", "statements", "speaker", nullptr, kEntityPrefix},
    {"entity", "relations", "entity", nullptr, kEntityPrefix},
    {"jurisdiction", "decisions", "jurisdiction"},
    {"action", "decisions", "action", &v1::DecisionAction_descriptor},
    {"product", "decisions", "product", nullptr, kEntityPrefix},
    {"to", "decisions", "destination"},
    {"party", "decisions", "party", nullptr, kEntityPrefix},
    {"subject", "figures", "subject", nullptr, kEntityPrefix},
    {"subject", "figure-slots", "subject", nullptr, kEntityPrefix},
    {"subject", "relations", "subject", nullptr, kEntityPrefix},
    {"object", "relations", "object", nullptr, kEntityPrefix},
    {"metric", "figures", "metric", &v1::FigureMetric_descriptor},
    {"metric", "figure-slots", "metric", &v1::FigureMetric_descriptor},
    {"min", "figures", "value", nullptr, "", ">="},
    {"max", "figures", "value", nullptr, "", "<="},
    {"currency", "figures", "currency_code"},
    {"unit", "figures", "unit"},
    {"period", "figures", "period"},
    {"speaker", "decisions", "speaker", nullptr, kEntityPrefix},
    {"speaker", "figures", "speaker", nullptr, kEntityPrefix},
    {"speaker", "statements", "speaker", nullptr, kEntityPrefix},
    {"via", "decisions", "via", nullptr, kEntityPrefix},
    {"via", "figures", "via", nullptr, kEntityPrefix},
    {"via", "statements", "via", nullptr, kEntityPrefix},
    {"stance", "statements", "stance", &v1::Stance_descriptor},
    {"modality", "decisions", "modality", &v1::Modality_descriptor},
    {"modality", "figures", "modality", &v1::FigureModality_descriptor},
    {"outlet", "documents", "outlet"},
    {"outlet", "decisions", "outlet"},
    {"outlet", "figures", "outlet"},
    {"outlet", "statements", "outlet"},
    {"outlet", "relations", "outlet"},
    {"since", "documents", "publish_time", nullptr, "", ">="},
    {"since", "decisions", "publish_time", nullptr, "", ">="},
    {"since", "figures", "publish_time", nullptr, "", ">="},
    {"since", "statements", "publish_time", nullptr, "", ">="},
    {"since", "relations", "publish_time", nullptr, "", ">="},
    {"until", "documents", "publish_time", nullptr, "", "<="},
    {"until", "decisions", "publish_time", nullptr, "", "<="},
    {"until", "figures", "publish_time", nullptr, "", "<="},
    {"until", "statements", "publish_time", nullptr, "", "<="},
    {"until", "relations", "publish_time", nullptr, "", "<="},
};

std::string Quoted(absl::string_view text) {
  return absl::StrCat(
      "\"", absl::StrReplaceAll(text, {{"\\", "\\\\"}, {"\"", "\\\""}}), "\"");
}

bool IsId(absl::string_view value) {
  return !value.empty() && std::all_of(value.begin(), value.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' ||
           c == '_' || c == '.';
  });
}

// A value as people write it, in the form of the protocol.
std::string ArgumentText(const Term& term, const std::string& value) {
  const absl::string_view field = term.field;
  if (field == "jurisdiction" || field == "destination" ||
      field == "country_code" || field == "currency_code") {
    return absl::AsciiStrToUpper(value);
  }
  // A day stands for its first moment, or for its last one as the end of a
  // range.
  const bool is_day = field == "publish_time" && value.size() == 10;
  if (is_day) {
    return absl::StrCat(value, term.comparator == absl::string_view("<=")
                                   ? "T23:59:59.999999999Z"
                                   : "T00:00:00Z");
  }
  if (value.empty() || absl::StartsWith(value, term.prefix)) return value;
  return absl::StrCat(term.prefix, value);
}

absl::StatusOr<std::string> TermText(const Term& term,
                                     const std::string& value) {
  if (term.field == absl::string_view("outlet") && IsId(value)) {
    // Documents name their outlet by its entity or by a plain name.
    return absl::StrCat("(outlet = ", Quoted(value), " OR outlet = ",
                        Quoted(absl::StrCat(kEntityPrefix, value)), ")");
  }
  if (term.type == nullptr) {
    return absl::StrCat(term.field, " ", term.comparator, " ",
                        Quoted(ArgumentText(term, value)));
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
      {"kind", "KIND",
       "person, organization, product, place, instrument; direct, indirect"},
      {"type", "TYPE", "company, chip, country, ...; makes, part_of, ..."},
      {"origin", "ORIGIN", "catalog or discovered entities"},
      {"form", "FORM", "name or adjective mentions"},
      {"country", "CODE", "Country of an entity, state of a decision"},
      {"entity", "ID",
       "Mentions of it, decisions on it, figures of it, what it said"},
      {"language", "CODE", "Documents in a language"},
      {"jurisdiction", "CODE", "Decisions of a state"},
      {"action", "ACTION", "permit, prohibit, ... decisions"},
      {"product", "ID", "Decisions on a product"},
      {"to", "CODE", "Decisions on goods that go to a state"},
      {"party", "ID", "Decisions that name a buyer or seller"},
      {"subject", "ID", "Figures or relations of an entity"},
      {"object", "ID", "Relations to an entity"},
      {"metric", "METRIC", "revenue, volume, ... figures"},
      {"min", "NUMBER", "Figures of at least so much"},
      {"max", "NUMBER", "Figures of at most so much"},
      {"currency", "CODE", "Figures in a currency"},
      {"unit", "UNIT", "Figures of a counted noun or unit of measure"},
      {"period", "PERIOD", "Figures of a period, such as 2025"},
      {"speaker", "ID", "What someone says"},
      {"via", "ID", "What came through an outlet"},
      {"stance", "STANCE", "assert, deny, doubt or expect statements"},
      {"modality", "MODALITY",
       "asserted, possible, planned, denied; reported, estimate, forecast"},
      {"outlet", "OUTLET", "In documents of an outlet"},
      {"since", "TIME", "Published then (RFC 3339, or a day) or later"},
      {"until", "TIME", "Published then or earlier"},
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
