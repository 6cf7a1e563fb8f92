#include "client/cli/table.h"

#include <sstream>
#include <string>

#include "gtest/gtest.h"

namespace isnad {
namespace {

std::string Printed(const Table& table, bool terminal = false,
                    int columns = 80) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  table.Print({in, out, err, terminal, false, columns});
  return out.str();
}

TEST(TableTest, AlignsByDisplayWidth) {
  Table table({{"NAME"}, {"N", 9, Table::Align::kRight}, {"KIND"}});
  table.AddRow({"مُحَمَّد", "5", "person"});
  table.AddRow({"芯片芯片", "120", "product"});
  EXPECT_EQ(Printed(table),
            "NAME        N  KIND\n"
            "مُحَمَّد        5  person\n"
            "芯片芯片  120  product\n");
}

TEST(TableTest, WritesNoSpacesAtTheEndOfALine) {
  Table table({{"A"}, {"B"}, {"C", 9, Table::Align::kRight}});
  table.AddRow({"x"});
  table.AddRow({"", "y", ""});
  EXPECT_EQ(Printed(table), "A  B  C\nx\n   y\n");
}

TEST(TableTest, PrintsNothingWithoutRows) {
  EXPECT_EQ(Printed(Table({{"A"}})), "");
}

TEST(TableTest, CutsWideCellsAtTheLimitOfTheirColumn) {
  Table table({{"TEXT", 5}, {"B"}});
  table.AddRow({"abcdefgh", "x"});
  EXPECT_EQ(Printed(table), "TEXT   B\nabcd…  x\n");
}

TEST(TableTest, IsolatesRightToLeftOnTerminalsOnly) {
  Table table({{"A"}, {"B"}});
  table.AddRow({"ميتا", "Meta"});
  EXPECT_EQ(Printed(table), "A     B\nميتا  Meta\n");
  EXPECT_EQ(Printed(table, true),
            "\033[1mA     B\n\033[0m\u2068ميتا\u2069  Meta\n");
}

TEST(TableTest, NarrowsTheWidestColumnsToFitTheTerminal) {
  Table table({{"A", 40}, {"B", 40}});
  table.AddRow({std::string(30, 'a'), "short"});
  const std::string printed = Printed(table, true, 20);
  EXPECT_NE(printed.find(std::string(12, 'a') + "…  short\n"),
            std::string::npos)
      << printed;
}

TEST(TableTest, KeepsControlCharactersFromTheTerminal) {
  Table table({{"A"}, {"B"}});
  table.AddRow({"x\ny", "\x1B[2J"});
  EXPECT_EQ(Printed(table), "A    B\nx y   [2J\n");
}

}  // namespace
}  // namespace isnad
