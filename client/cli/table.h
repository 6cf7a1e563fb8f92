#ifndef ISNAD_CLIENT_CLI_TABLE_H_
#define ISNAD_CLIENT_CLI_TABLE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "client/cli/console.h"

namespace isnad {

// Rows of text under headings, for people. Columns are as wide as their widest
// cell, up to a limit of their own and of the terminal; wider cells are cut.
// On a terminal, cells with right-to-left text are isolated, so that an Arabic
// cell does not change places with its neighbours.
//
//   Table table({{"NAME", 40}, {"BYTES", 10, Table::Align::kRight}});
//   table.AddRow({"documents/1", "2048"});
//   table.Print(console);
class Table {
 public:
  enum class Align { kLeft, kRight };

  struct Column {
    std::string heading;
    // Widest cell shown whole.
    int max_width = 40;
    Align align = Align::kLeft;
  };

  explicit Table(std::vector<Column> columns);

  // Adds a row; cells left out are empty. Any bytes may stand in a cell.
  // REQUIRES: at most as many cells as columns.
  void AddRow(std::vector<std::string> cells);

  // Writes the headings and rows to the console's `out`; nothing if there are
  // no rows.
  void Print(const Console& console) const;

  size_t row_count() const { return rows_.size(); }

 private:
  std::vector<int> Widths(const Console& console) const;

  const std::vector<Column> columns_;
  // Printable text.
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_TABLE_H_
