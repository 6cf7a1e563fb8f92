#include "client/cli/print_slots.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/cli/print_values.h"

namespace isnad {
namespace {

std::string RootsText(const v1::FigureValue& value) {
  std::vector<std::string> roots;
  for (const v1::Witness& witness : value.witnesses()) {
    roots.push_back(IdText(witness.root()));
  }
  return absl::StrJoin(roots, ", ");
}

// Numbers of the values that hold a figure which this one contradicts.
std::string ContradictsText(const v1::FigureValue& value,
                            const v1::FigureSlot& slot) {
  std::vector<int> numbers;
  for (int i = 0; i < slot.values_size(); ++i) {
    const auto& figures = slot.values(i).figures();
    const bool against = std::any_of(
        figures.begin(), figures.end(), [&](const v1::Figure& figure) {
          return std::find(value.contradicts().begin(),
                           value.contradicts().end(),
                           figure.name()) != value.contradicts().end();
        });
    if (against) numbers.push_back(i + 1);
  }
  return absl::StrJoin(numbers, ", ");
}

}  // namespace

Table FigureSlotTable(const Repeated<v1::FigureSlot>& slots) {
  Table table({{"SUBJECT", 20},
               {"METRIC", 12},
               {"PERIOD", 12},
               {"NO", 3, Table::Align::kRight},
               {"VALUE", 32},
               {"MODALITY", 9},
               {"FACTS", 5, Table::Align::kRight},
               {"WITNESSES", 40},
               {"CONTRADICTS", 11}});
  for (const v1::FigureSlot& slot : slots) {
    for (int i = 0; i < slot.values_size(); ++i) {
      const v1::FigureValue& value = slot.values(i);
      const std::string qualifier =
          value.qualifier() == v1::QUALIFIER_EXACT
              ? ""
              : absl::StrCat(EnumText(value.qualifier()), " ");
      table.AddRow(
          {IdText(slot.subject()), EnumText(slot.metric()),
           absl::StrCat(slot.period(), value.period_assumed() ? "?" : ""),
           absl::StrCat(i + 1),
           absl::StrCat(qualifier, value.value(), " ", slot.unit()),
           EnumText(value.modality()), absl::StrCat(value.figures_size()),
           RootsText(value), ContradictsText(value, slot)});
    }
  }
  return table;
}

}  // namespace isnad
