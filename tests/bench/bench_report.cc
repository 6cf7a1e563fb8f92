#include "tests/bench/bench_report.h"

#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace isnad {
namespace {

std::string Quoted(absl::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (static_cast<unsigned char>(c) < 0x20) {
      absl::StrAppendFormat(&quoted, "\\u%04x", static_cast<unsigned>(c));
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

std::string JsonNumber(double value) {
  return std::isfinite(value) ? absl::StrFormat("%.6g", value) : "null";
}

// Enough digits to compare by, none that are noise.
std::string TableNumber(double value) {
  if (!std::isfinite(value)) return "-";
  if (std::abs(value) >= 100) return absl::StrFormat("%.0f", value);
  return absl::StrFormat("%.3g", value);
}

std::string TableLine(absl::string_view section, absl::string_view figure,
                      absl::string_view value, absl::string_view asked,
                      absl::string_view met) {
  return absl::StrFormat("%-14s %-26s %14s %12s %s\n", section, figure, value,
                         asked, met);
}

std::string ValueOf(const BenchSection::Figure& figure) {
  return figure.number.has_value() ? JsonNumber(*figure.number)
                                   : Quoted(figure.text);
}

absl::string_view NameOf(BenchTarget::Kind kind) {
  return kind == BenchTarget::Kind::kAtLeast ? "at_least" : "at_most";
}

std::string JsonOf(const BenchSection& section) {
  std::string fields;
  std::string targets;
  for (const BenchSection::Figure& figure : section.figures()) {
    absl::StrAppend(&fields, fields.empty() ? "" : ", ", Quoted(figure.name),
                    ": ", ValueOf(figure));
    if (!figure.target.has_value()) continue;
    absl::StrAppend(&targets, targets.empty() ? "" : ", ", Quoted(figure.name),
                    ": {", Quoted(NameOf(figure.target->kind)), ": ",
                    JsonNumber(figure.target->bound), "}");
  }
  if (targets.empty()) return absl::StrCat("{", fields, "}");
  return absl::StrCat("{", fields, ", \"targets\": {", targets, "}}");
}

}  // namespace

void BenchSection::Add(absl::string_view name, double value,
                       std::optional<BenchTarget> target) {
  figures_.push_back({std::string(name), value, "", target});
}

void BenchSection::AddText(absl::string_view name, absl::string_view value) {
  figures_.push_back(
      {std::string(name), std::nullopt, std::string(value), std::nullopt});
}

BenchSection& BenchReport::AddSection(absl::string_view key) {
  sections_.push_back(std::make_unique<BenchSection>(std::string(key)));
  return *sections_.back();
}

std::string BenchReport::ToJson() const {
  std::string json = "{";
  for (const auto& section : sections_) {
    absl::StrAppend(&json, json.size() > 1 ? "," : "", "\n  ",
                    Quoted(section->key()), ": ", JsonOf(*section));
  }
  return json + "\n}\n";
}

std::string BenchReport::ToTable() const {
  std::string table = TableLine("section", "figure", "value", "asked", "met");
  for (const auto& section : sections_) {
    for (const BenchSection::Figure& figure : section->figures()) {
      std::string asked;
      std::string met;
      if (figure.target.has_value() && figure.number.has_value()) {
        const bool at_least =
            figure.target->kind == BenchTarget::Kind::kAtLeast;
        asked = absl::StrCat(at_least ? ">= " : "<= ",
                             TableNumber(figure.target->bound));
        met = figure.target->IsMetBy(*figure.number) ? "yes" : "NO";
      }
      table += TableLine(
          section->key(), figure.name,
          figure.number.has_value() ? TableNumber(*figure.number) : figure.text,
          asked, met);
    }
  }
  return table;
}

}  // namespace isnad
