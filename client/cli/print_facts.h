// What was read in documents, as tables.
#ifndef ISNAD_CLIENT_CLI_PRINT_FACTS_H_
#define ISNAD_CLIENT_CLI_PRINT_FACTS_H_

#include "client/cli/table.h"
#include "google/protobuf/repeated_field.h"
#include "isnad/v1/fact.pb.h"

namespace isnad {

template <typename Message>
using Repeated = google::protobuf::RepeatedPtrField<Message>;

Table MentionTable(const Repeated<v1::Mention>& mentions);
Table QuantityTable(const Repeated<v1::Quantity>& quantities);
Table DecisionTable(const Repeated<v1::Decision>& decisions,
                    const Repeated<v1::Document>& documents = {});
Table FigureTable(const Repeated<v1::Figure>& figures,
                  const Repeated<v1::Document>& documents = {});
Table StatementTable(const Repeated<v1::Statement>& statements,
                     const Repeated<v1::Document>& documents = {});
Table RelationTable(const Repeated<v1::Relation>& relations,
                    const Repeated<v1::Document>& documents = {});

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_PRINT_FACTS_H_
