#include "client/cli/table.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "client/cli/display_width.h"
#include "common/base/check.h"

namespace isnad {
namespace {

// Between two columns.
constexpr int kGap = 2;
// No column is made narrower to fit the terminal.
constexpr int kLeastWidth = 8;

constexpr char kBold[] = "\033[1m";
constexpr char kPlain[] = "\033[0m";

std::string Spaces(int count) {
  return std::string(static_cast<size_t>(std::max(0, count)), ' ');
}

// Narrows the widest columns until all fit into `available` or can't shrink.
void FitWidths(int available, std::vector<int>& widths) {
  int total = std::accumulate(widths.begin(), widths.end(), 0);
  while (total > available) {
    const auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= kLeastWidth) return;
    --*widest;
    --total;
  }
}

}  // namespace

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

void Table::AddRow(std::vector<std::string> cells) {
  ISNAD_CHECK(cells.size() <= columns_.size());
  for (std::string& cell : cells) cell = PrintableText(cell);
  cells.resize(columns_.size());
  rows_.push_back(std::move(cells));
}

std::vector<int> Table::Widths(const Console& console) const {
  std::vector<int> widths;
  widths.reserve(columns_.size());
  for (const Column& column : columns_) {
    widths.push_back(DisplayWidth(column.heading));
  }
  for (const auto& row : rows_) {
    for (size_t i = 0; i < row.size(); ++i) {
      const int width = std::min(columns_[i].max_width, DisplayWidth(row[i]));
      widths[i] = std::max(widths[i], width);
    }
  }
  if (console.out_is_terminal) {
    const int gaps = kGap * (static_cast<int>(columns_.size()) - 1);
    FitWidths(console.columns - gaps, widths);
  }
  return widths;
}

void Table::Print(const Console& console) const {
  if (rows_.empty()) return;
  const std::vector<int> widths = Widths(console);
  const auto print_row = [&](const std::vector<std::string>& cells) {
    int pending = 0;  // spaces, written only if something follows
    for (size_t i = 0; i < cells.size(); ++i) {
      const std::string shown = CutToWidth(cells[i], widths[i]);
      const int rest = widths[i] - DisplayWidth(shown);
      const bool right = columns_[i].align == Align::kRight;
      if (!shown.empty()) {
        console.out << Spaces(pending + (right ? rest : 0));
        pending = 0;
        const bool isolate = console.out_is_terminal && HasRightToLeft(shown);
        console.out << (isolate ? Isolated(shown) : shown);
      } else if (right) {
        pending += rest;
      }
      pending += kGap + (right ? 0 : rest);
    }
    console.out << "\n";
  };
  std::vector<std::string> headings;
  headings.reserve(columns_.size());
  for (const Column& column : columns_) headings.push_back(column.heading);
  if (console.out_is_terminal) console.out << kBold;
  print_row(headings);
  if (console.out_is_terminal) console.out << kPlain;
  for (const auto& row : rows_) print_row(row);
}

}  // namespace isnad
