// Entities and documents, as tables and as a sheet for one.
#ifndef ISNAD_CLIENT_CLI_PRINT_RESOURCES_H_
#define ISNAD_CLIENT_CLI_PRINT_RESOURCES_H_

#include "client/cli/console.h"
#include "client/cli/print_facts.h"
#include "client/cli/table.h"
#include "isnad/v1/analysis.pb.h"
#include "isnad/v1/document.pb.h"
#include "isnad/v1/entity.pb.h"
#include "isnad/v1/query_service.pb.h"

namespace isnad {

Table EntityTable(const Repeated<v1::Entity>& entities);
Table DocumentTable(const Repeated<v1::Document>& documents);
Table DocumentMatchTable(const Repeated<v1::DocumentMatch>& matches);

// Returns a row for each candidate, and one for a name without any.
Table ResolvedNameTable(const Repeated<v1::ResolvedName>& results);

// Prints all that is known of an entity, names included.
void PrintEntity(const v1::Entity& entity, const Console& console);

// Prints what is known of a document, without its text.
void PrintDocument(const v1::Document& document, const Console& console);

// Prints all that was read in a document under a title.
void PrintAnalysis(const std::string& title, const v1::Analysis& analysis,
                   const Console& console);

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_PRINT_RESOURCES_H_
