#include "ingest_service/lexicon/relate_check.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/status/status_macros.h"
#include "ingest_service/data_file/data_file.h"

namespace isnad {
namespace {

using lexicon::v1::DecisionFrame;
using lexicon::v1::FactRule;
using lexicon::v1::FigureFrame;
using lexicon::v1::Lemma;

// Verbs are made into persons by exchanging letters: fewer make no verb.
constexpr size_t kMinVerbBytes = 4;

int LineOf(const std::vector<int>& lines, int index) {
  const auto at = static_cast<size_t>(index);
  return at < lines.size() ? lines[at] : 0;
}

bool IsClassName(absl::string_view name) {
  if (name.empty() || name.front() == '_' || name.back() == '_') return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return absl::ascii_islower(byte) || absl::ascii_isdigit(byte) || c == '_';
  });
}

bool IsRuleId(absl::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return absl::ascii_islower(byte) || absl::ascii_isdigit(byte) || c == '.' ||
           c == '-';
  });
}

bool IsBlank(absl::string_view word) {
  return absl::StripAsciiWhitespace(word).empty();
}

std::string CheckLemma(const Lemma& lemma) {
  if (lemma.class_().empty()) return "lemma.class: got none, want one";
  for (const std::string& name : lemma.class_()) {
    if (!IsClassName(name)) {
      return absl::StrCat("lemma.class: got \"", name, "\", want [a-z0-9_]+");
    }
  }
  if (lemma.past().empty() && lemma.present().empty() &&
      lemma.masdar().empty() && lemma.participle().empty() &&
      lemma.noun().empty() && lemma.form().empty()) {
    return "lemma: got no word, want at least one";
  }
  for (const std::string* verb : {&lemma.past(), &lemma.present()}) {
    if (!verb->empty() && verb->size() < kMinVerbBytes) {
      return absl::StrCat("lemma: got verb \"", *verb,
                          "\", want at least two letters");
    }
  }
  for (const auto* words : {&lemma.masdar(), &lemma.noun(), &lemma.form()}) {
    if (std::any_of(words->begin(), words->end(), IsBlank)) {
      return "lemma: got an empty word";
    }
  }
  return "";
}

std::string CheckDecision(const DecisionFrame& frame) {
  if (!IsRuleId(frame.id())) {
    return absl::StrCat("decision.id: got \"", frame.id(),
                        "\", want [a-z0-9.-]+");
  }
  if (frame.action() == v1::DECISION_ACTION_UNSPECIFIED) {
    return "decision.action: got none, want one";
  }
  if (frame.reach() < 0 || frame.reach() > kMaxFrameReach) {
    return absl::StrCat("decision.reach: got ", frame.reach(), ", want 0 to ",
                        kMaxFrameReach);
  }
  return "";
}

std::string CheckFigure(const FigureFrame& frame) {
  if (!IsRuleId(frame.id())) {
    return absl::StrCat("figure.id: got \"", frame.id(),
                        "\", want [a-z0-9.-]+");
  }
  if (frame.quantity().empty()) return "figure.quantity: got none, want one";
  for (const std::string& name : frame.quantity()) {
    if (name != "money" && name != "percent" && name != "count" &&
        name != "measure") {
      return absl::StrCat("figure.quantity: got \"", name,
                          "\", want money, percent, count or measure");
    }
  }
  if (frame.metric() == v1::FIGURE_METRIC_UNSPECIFIED) {
    return "figure.metric: got none, want one";
  }
  if (frame.before() < 0 || frame.behind() < 0) {
    return "figure.before, figure.behind: want no negative number";
  }
  return "";
}

std::string CheckRule(const FactRule& rule) {
  if (!IsRuleId(rule.id())) {
    return absl::StrCat("rule.id: got \"", rule.id(), "\", want [a-z0-9.-]+");
  }
  if (IsBlank(rule.says())) return "rule.says: got none, want a sentence";
  if (!(rule.confidence() > 0 && rule.confidence() <= 1)) {
    return absl::StrCat("rule.confidence: got ", rule.confidence(),
                        ", want more than 0, at most 1");
  }
  return "";
}

}  // namespace

absl::Status RelateChecker::AddLemma(const Lemma& lemma, absl::string_view file,
                                     int line) {
  const std::string problem = CheckLemma(lemma);
  if (!problem.empty()) return DataFileError(file, line, problem);
  for (const std::string& name : lemma.class_()) {
    classes_.insert(name);
    if (classes_.size() > kMaxRelateClasses) {
      return DataFileError(
          file, line,
          absl::StrCat("lemma.class: \"", name, "\" is one class too many, ",
                       "want at most ", kMaxRelateClasses));
    }
  }
  return absl::OkStatus();
}

void RelateChecker::AddNeeds(const DecisionFrame& frame, absl::string_view file,
                             int line) {
  const std::string name(file);
  needs_.push_back({name, line, "decision.trigger", frame.trigger(), false});
  for (const std::string& c : frame.with()) {
    needs_.push_back({name, line, "decision.with", c, false});
  }
  for (const std::string& c : frame.without()) {
    needs_.push_back({name, line, "decision.without", c, false});
  }
  for (const std::string& c : frame.also()) {
    needs_.push_back({name, line, "decision.also", c, false});
  }
  needs_.push_back({name, line, "decision.id", frame.id(), true});
}

absl::Status RelateChecker::Add(const lexicon::v1::RelateSection& section,
                                absl::string_view file,
                                const RelateLines& lines) {
  for (int i = 0; i < section.lemma_size(); ++i) {
    RETURN_IF_ERROR(AddLemma(section.lemma(i), file, LineOf(lines.lemmas, i)));
  }
  for (int i = 0; i < section.decision_size(); ++i) {
    const int line = LineOf(lines.decisions, i);
    const std::string problem = CheckDecision(section.decision(i));
    if (!problem.empty()) return DataFileError(file, line, problem);
    AddNeeds(section.decision(i), file, line);
  }
  for (int i = 0; i < section.figure_size(); ++i) {
    const FigureFrame& frame = section.figure(i);
    const int line = LineOf(lines.figures, i);
    const std::string problem = CheckFigure(frame);
    if (!problem.empty()) return DataFileError(file, line, problem);
    needs_.push_back({std::string(file), line, "figure.cue", frame.cue()});
    needs_.push_back({std::string(file), line, "figure.id", frame.id(), true});
  }
  for (int i = 0; i < section.rule_size(); ++i) {
    const int line = LineOf(lines.rules, i);
    std::string problem = CheckRule(section.rule(i));
    if (problem.empty() && !rules_.insert(section.rule(i).id()).second) {
      problem =
          absl::StrCat("rule.id: \"", section.rule(i).id(), "\" stands twice");
    }
    if (!problem.empty()) return DataFileError(file, line, problem);
  }
  return absl::OkStatus();
}

absl::Status RelateChecker::Finish() const {
  for (const Need& need : needs_) {
    if (need.is_rule ? rules_.contains(need.name)
                     : classes_.contains(need.name)) {
      continue;
    }
    return DataFileError(
        need.file, need.line,
        absl::StrCat(need.field, ": got \"", need.name, "\", want ",
                     need.is_rule ? "the id of a rule" : "a class of a lemma"));
  }
  return absl::OkStatus();
}

}  // namespace isnad
