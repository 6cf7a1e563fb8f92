#include "tests/golden/sentence_corpus.h"

#include <fstream>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace isnad {
namespace {

using google::protobuf::ListValue;
using google::protobuf::Struct;

constexpr absl::string_view kNone = "-";

// A column of a table: the field of the gold that it fills.
struct Column {
  absl::string_view field;
  bool is_list = false;  // values are joined by commas
};

// How a table writes facts.
struct Format {
  absl::string_view kind;
  absl::string_view between;  // two facts
  absl::string_view within;   // a fact
  std::vector<Column> columns;
};

const std::vector<Format>& Formats() {
  static const auto& kFormats = *new std::vector<Format>{
      {"decisions",
       "; ",
       " ",
       {{"jurisdiction"},
        {"action"},
        {"modality"},
        {"objects", true},
        {"to", true},
        {"parties", true}}},
      {"figures",
       "; ",
       " ",
       {{"subject"}, {"metric"}, {"value"}, {"unit"}, {"modality"}}},
      {"statements",
       " ;; ",
       " | ",
       {{"speaker"}, {"via", true}, {"kind"}, {"stance"}, {"quote"}}},
      {"relations", "; ", " ", {{"type"}, {"subject"}, {"object"}}}};
  return kFormats;
}

void Set(const Column& column, absl::string_view value, Struct& fact) {
  google::protobuf::Value& field =
      (*fact.mutable_fields())[std::string(column.field)];
  if (value == kNone) value = "";
  if (!column.is_list) {
    field.set_string_value(std::string(value));
    return;
  }
  ListValue& list = *field.mutable_list_value();
  for (const absl::string_view one :
       absl::StrSplit(value, ',', absl::SkipEmpty())) {
    list.add_values()->set_string_value(
        std::string(absl::StripAsciiWhitespace(one)));
  }
}

// A gold file without facts.
Struct EmptyGold() {
  Struct gold;
  for (const Format& format : Formats()) {
    (*gold.mutable_fields())[std::string(format.kind)].mutable_list_value();
  }
  return gold;
}

absl::StatusOr<GoldSentence> ParseRow(const Format& format,
                                      absl::string_view line) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(line, absl::MaxSplits('\t', 1));
  GoldSentence sentence{std::string(parts.first), EmptyGold()};
  ListValue& facts =
      *(*sentence.gold.mutable_fields())[std::string(format.kind)]
           .mutable_list_value();
  for (const absl::string_view text :
       absl::StrSplit(parts.second, format.between, absl::SkipWhitespace())) {
    const std::vector<absl::string_view> values =
        absl::StrSplit(text, format.within);
    if (values.size() != format.columns.size()) {
      return absl::InvalidArgumentError(
          absl::StrCat(text, " has not ", format.columns.size(),
                       " fields: ", sentence.text));
    }
    Struct& fact = *facts.add_values()->mutable_struct_value();
    for (size_t i = 0; i < values.size(); ++i) {
      Set(format.columns[i], absl::StripAsciiWhitespace(values[i]), fact);
    }
    Set({"evidence"}, sentence.text, fact);
  }
  return sentence;
}

}  // namespace

absl::StatusOr<std::vector<GoldSentence>> LoadSentences(
    const std::string& folder, absl::string_view kind) {
  const Format* format = nullptr;
  for (const Format& known : Formats()) {
    if (known.kind == kind) format = &known;
  }
  std::ifstream in(absl::StrCat(folder, "/", kind, ".tsv"));
  if (format == nullptr || !in) {
    return absl::NotFoundError(absl::StrCat(folder, " has no table of ", kind));
  }
  std::vector<GoldSentence> sentences;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    absl::StatusOr<GoldSentence> sentence = ParseRow(*format, line);
    if (!sentence.ok()) return sentence.status();
    sentences.push_back(*std::move(sentence));
  }
  return sentences;
}

}  // namespace isnad
