#include "tests/query_service/store/test_records.h"

#include <future>
#include <map>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace isnad {

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
                                    const std::vector<v1::Record>& records) {
  AppendBatch batch;
  batch.producer = id_;
  batch.epoch = epoch_;
  batch.offset = offset;
  for (const v1::Record& record : records) {
    batch.records.emplace_back(store_.Prepare(record));
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
