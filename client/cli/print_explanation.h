#ifndef ISNAD_CLIENT_CLI_PRINT_EXPLANATION_H_
#define ISNAD_CLIENT_CLI_PRINT_EXPLANATION_H_

#include <string>

#include "client/cli/console.h"
#include "ingest_service/pipeline/analyzer.h"
#include "isnad/v1/analysis.pb.h"

namespace isnad {

// Writes, sentence by sentence, what was read and why: the sentence, its
// mentions and quantities, and each word that gave rise to a fact or could
// have, with the rule, the arguments and how they were found, or the reason
// why there is no fact.
void PrintExplanation(const std::string& label, const v1::Analysis& analysis,
                      const ReadingTrace& trace, const Console& console);

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_PRINT_EXPLANATION_H_
