#ifndef ISNAD_INGEST_SERVICE_RELATE_FACT_TRACE_H_
#define ISNAD_INGEST_SERVICE_RELATE_FACT_TRACE_H_

#include "ingest_service/relate/decisions.h"
#include "ingest_service/relate/document_context.h"
#include "ingest_service/relate/figures.h"
#include "ingest_service/relate/relations.h"
#include "ingest_service/relate/reports.h"
#include "isnad/v1/fact.pb.h"

namespace isnad {

// Notes the facts of a sentence in the context's trace, which must be set, with
// their arguments and how these were found.
void TraceDecision(const DocumentContext& context,
                   const DecisionReading& reading, const v1::Decision& fact);
void TraceFigure(const DocumentContext& context, const FigureReading& reading,
                 const v1::Figure& fact);
void TraceReport(const DocumentContext& context, const Report& report,
                 const v1::Statement* fact);
void TraceRelation(const DocumentContext& context,
                   const RelationReading& reading, const v1::Relation& fact);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_FACT_TRACE_H_
