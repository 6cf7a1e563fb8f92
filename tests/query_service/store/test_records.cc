#include "tests/query_service/store/test_records.h"

#include <future>
#include <map>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/text/sketch.h"
#include "common/text/token_hash.h"

namespace isnad {
namespace {

std::string FactName(const v1::Record& record, absl::string_view collection,
                     absl::string_view id) {
  return absl::StrCat(record.document().document().name(), "/", collection, "/",
                      id);
}

std::string EntityName(absl::string_view id) {
  return absl::StrCat("entities/", id);
}

v1::Evidence WholeText(const v1::Record& record) {
  v1::Evidence evidence;
  evidence.mutable_sentence()->set_end_byte(
      static_cast<int32_t>(record.document().document().source().size()));
  evidence.mutable_trigger()->set_end_byte(1);
  return evidence;
}

}  // namespace

v1::Entity TestEntity(absl::string_view id,
                      const std::vector<std::string>& names) {
  v1::Entity entity;
  entity.set_name(absl::StrCat("entities/", id));
  entity.set_kind(v1::ENTITY_KIND_ORGANIZATION);
  entity.set_type(v1::ENTITY_TYPE_COMPANY);
  entity.set_origin(v1::ENTITY_ORIGIN_CATALOG);
  if (!names.empty()) entity.set_display_name(names.front());
  for (const std::string& name : names) entity.add_names()->set_text(name);
  return entity;
}

v1::Record EntityRecord(const std::vector<v1::Entity>& entities) {
  v1::Record record;
  for (const v1::Entity& entity : entities) {
    *record.mutable_entities()->add_entities() = entity;
  }
  return record;
}

v1::Record DocumentRecord(
    absl::string_view id, absl::string_view text,
    const std::vector<std::pair<std::string, std::string>>& words) {
  v1::Record record;
  v1::Analysis& analysis = *record.mutable_document();
  v1::Document& document = *analysis.mutable_document();
  document.set_name(absl::StrCat("documents/", id));
  document.set_source(std::string(text));
  document.set_media_type("text/plain");
  document.set_language_code("ar");
  std::map<size_t, v1::Mention> in_order;
  for (const auto& [word, entity] : words) {
    for (size_t at = text.find(word); at != absl::string_view::npos;
         at = text.find(word, at + word.size())) {
      v1::Mention& mention = in_order[at];
      mention.set_entity(absl::StrCat("entities/", entity));
      mention.set_kind(v1::ENTITY_KIND_ORGANIZATION);
      mention.set_form(v1::MENTION_FORM_NAME);
      mention.mutable_span()->set_start_byte(static_cast<int32_t>(at));
      mention.mutable_span()->set_end_byte(
          static_cast<int32_t>(at + word.size()));
      mention.set_text(word);
      mention.set_confidence(0.5f);
      mention.set_name(absl::StrCat("documents/", id, "/mentions/",
                                    absl::Hex(at, absl::kZeroPad8)));
    }
  }
  for (const auto& [at, mention] : in_order) *analysis.add_mentions() = mention;
  return record;
}

void AddDecision(v1::Record& record, absl::string_view id,
                 absl::string_view jurisdiction,
                 const std::vector<std::string>& products,
                 const std::vector<std::string>& destinations) {
  v1::Decision& decision = *record.mutable_document()->add_decisions();
  decision.set_name(FactName(record, "decisions", id));
  decision.set_jurisdiction(std::string(jurisdiction));
  decision.set_action(v1::DECISION_ACTION_PERMIT);
  decision.set_modality(v1::MODALITY_ASSERTED);
  for (const std::string& product : products) {
    decision.add_products(EntityName(product));
  }
  for (const std::string& destination : destinations) {
    decision.add_destinations(destination);
  }
  *decision.mutable_evidence() = WholeText(record);
}

void AddFigure(v1::Record& record, absl::string_view id,
               absl::string_view subject, v1::FigureMetric metric,
               absl::string_view amount) {
  v1::Figure& figure = *record.mutable_document()->add_figures();
  figure.set_name(FactName(record, "figures", id));
  figure.set_subject(EntityName(subject));
  figure.set_metric(metric);
  figure.set_modality(v1::FIGURE_MODALITY_REPORTED);
  v1::Quantity& quantity = *figure.mutable_quantity();
  quantity.mutable_span()->set_end_byte(1);
  quantity.set_text(record.document().document().source().substr(0, 1));
  quantity.set_qualifier(v1::QUALIFIER_EXACT);
  quantity.mutable_money()->set_currency_code("USD");
  quantity.mutable_money()->set_amount(std::string(amount));
  *figure.mutable_evidence() = WholeText(record);
}

void AddStatement(v1::Record& record, absl::string_view id,
                  absl::string_view speaker) {
  v1::Statement& statement = *record.mutable_document()->add_statements();
  statement.set_name(FactName(record, "statements", id));
  if (!speaker.empty()) statement.set_speaker(EntityName(speaker));
  statement.set_kind(v1::QUOTE_KIND_INDIRECT);
  statement.set_stance(v1::STANCE_ASSERT);
  *statement.mutable_evidence() = WholeText(record);
}

void AddRelation(v1::Record& record, absl::string_view id,
                 absl::string_view subject, absl::string_view object) {
  v1::Relation& relation = *record.mutable_document()->add_relations();
  relation.set_name(FactName(record, "relations", id));
  relation.set_type(v1::RELATION_TYPE_MAKES);
  relation.set_subject(EntityName(subject));
  relation.set_object(EntityName(object));
  *relation.mutable_evidence() = WholeText(record);
}

void SetPublishTime(v1::Record& record, int64_t seconds) {
  record.mutable_document()
      ->mutable_document()
      ->mutable_publish_time()
      ->set_seconds(seconds);
}

std::string SketchOfWords(int first, int count) {
  std::vector<uint64_t> words;
  for (int i = first; i < first + count; ++i) {
    words.push_back(HashToken(absl::StrCat("w", i)));
  }
  return MakeSketch(words);
}

v1::Record SketchedDocument(absl::string_view id, absl::string_view sketch) {
  v1::Record record = DocumentRecord(id, id, {});
  record.mutable_document()->mutable_document()->set_sketch(
      std::string(sketch));
  return record;
}

v1::Record DeletionRecord(absl::string_view document_id) {
  v1::Record record;
  record.mutable_deletion()->set_document(
      absl::StrCat("documents/", document_id));
  return record;
}

AppendResult TestProducer::Append(const std::vector<v1::Record>& records) {
  AppendResult result = AppendAt(offset_, records);
  if (result.status.ok()) offset_ += static_cast<int64_t>(records.size());
  return result;
}

AppendResult TestProducer::AppendAt(int64_t offset,
                                    const std::vector<v1::Record>& records,
                                    int64_t settled_offset) {
  AppendBatch batch;
  batch.settled_offset = settled_offset;
  batch.producer = id_;
  batch.epoch = epoch_;
  batch.offset = offset;
  for (const v1::Record& record : records) {
    batch.records.emplace_back(store_.Prepare(v1::Record(record)));
  }
  std::promise<AppendResult> promise;
  store_.Append(std::move(batch), [&promise](AppendResult result) {
    promise.set_value(std::move(result));
  });
  return promise.get_future().get();
}

absl::Status WaitForRevision(Store& store, int64_t revision) {
  ReadRequirement requirement;
  requirement.revision = revision;
  std::promise<absl::Status> promise;
  store.Wait(requirement, absl::Now() + absl::Seconds(10),
             [&promise](absl::Status status) { promise.set_value(status); });
  return promise.get_future().get();
}

}  // namespace isnad
