#ifndef ISNAD_CLIENT_CLI_PRINT_SLOTS_H_
#define ISNAD_CLIENT_CLI_PRINT_SLOTS_H_

#include "client/cli/print_facts.h"
#include "client/cli/table.h"
#include "isnad/v1/query_service.pb.h"

namespace isnad {

// A row for each value of each slot, with the values of the slot that
// contradict it, by their numbers in it.
Table FigureSlotTable(const Repeated<v1::FigureSlot>& slots);

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_PRINT_SLOTS_H_
