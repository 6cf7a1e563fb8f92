#include "query_service/store/sqlite/prepared_record.h"

#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "common/base/sha256.h"
#include "query_service/store/record_text.h"
#include "query_service/store/resource_name.h"

namespace isnad {
namespace {

constexpr size_t kDigestBytes = 16;

// Numbers the distinct entities of a document in the order they are met. Refers
// to the names it was given.
class EntityTable {
 public:
  uint32_t Add(absl::string_view name) {
    const absl::string_view id = absl::StripPrefix(name, kEntityPrefix);
    const auto [slot, is_new] =
        numbers_.try_emplace(id, static_cast<uint32_t>(ids_.size()));
    if (is_new) ids_.push_back(id);
    return slot->second;
  }

  // A field that may be empty, or a plain name rather than a resource's.
  void AddIfEntity(absl::string_view name) {
    if (absl::StartsWith(name, kEntityPrefix)) Add(name);
  }

  size_t size() const { return ids_.size(); }
  std::vector<std::string> Ids() const { return {ids_.begin(), ids_.end()}; }

 private:
  absl::flat_hash_map<absl::string_view, uint32_t> numbers_;
  std::vector<absl::string_view> ids_;
};

void AddLinks(const v1::Attribution& attribution, EntityTable& table) {
  for (const v1::Link& link : attribution.links()) {
    table.AddIfEntity(link.entity());
  }
}

// Adds every entity that is named other than by a mention.
void AddFactEntities(const v1::Analysis& analysis, EntityTable& table) {
  table.AddIfEntity(analysis.document().outlet());
  for (const v1::Decision& decision : analysis.decisions()) {
    for (const auto& product : decision.products()) table.AddIfEntity(product);
    for (const auto& party : decision.parties()) table.AddIfEntity(party);
    AddLinks(decision.attribution(), table);
  }
  for (const v1::Figure& figure : analysis.figures()) {
    table.AddIfEntity(figure.subject());
    AddLinks(figure.attribution(), table);
  }
  for (const v1::Statement& statement : analysis.statements()) {
    table.AddIfEntity(statement.speaker());
    AddLinks(statement.attribution(), table);
  }
  for (const v1::Relation& relation : analysis.relations()) {
    table.AddIfEntity(relation.subject());
    table.AddIfEntity(relation.object());
  }
}

// Serialized alignment, as a Document that holds nothing else.
std::string TakeAlignment(v1::Document& document) {
  if (document.alignment().empty()) return "";
  v1::Document holder;
  holder.mutable_alignment()->Swap(document.mutable_alignment());
  return holder.SerializeAsString();
}

// Tells one reading of a document from another by what is stored of it, so that
// what was exported and comes back is the same. The header holds the source's
// own digest, which stands for it and for a text that is the source. Discovered
// entities are stored apart and don't count.
std::string DigestOf(const PreparedDocument& document) {
  std::string all;
  all.reserve(2 * (document.header.size() + document.text.size()));
  const auto add = [&all](absl::string_view part) {
    AppendVarint(part.size(), all);
    all.append(part.data(), part.size());
  };
  add(document.header);
  if (!document.source_is_text) add(document.text);
  add(document.alignment);
  for (const std::string& id : document.entities) add(id);
  for (const FactBlock& block : document.blocks) {
    AppendVarint(static_cast<uint64_t>(block.kind), all);
    add(block.data);
  }
  return Sha256(all).substr(0, kDigestBytes);
}

// The block that names the mentioned entities.
FactBlock PackMentionEntities(const PreparedDocument& document) {
  FactBlock block{FactKind::kMentionEntities, 0, ""};
  for (size_t i = 0; i < document.mentioned_entities; ++i) {
    AppendFact(document.entities[i], block.data);
  }
  return block;
}

IndexEntry EntryOf(const v1::Analysis& analysis) {
  IndexEntry entry;
  const v1::Document& document = analysis.document();
  SetFromHeader(document, entry);
  const auto add = [&](const auto& facts) {
    for (const auto& fact : facts) AddFactKeys(fact, document, entry);
  };
  add(analysis.decisions());
  add(analysis.figures());
  add(analysis.statements());
  add(analysis.relations());
  SortFactKeys(entry);
  return entry;
}

PreparedDocument PrepareDocument(v1::Analysis& analysis, int64_t if_revision) {
  PreparedDocument out;
  out.if_revision = if_revision;
  EntityTable table;
  std::vector<uint32_t> entity_of_mention;
  entity_of_mention.reserve(static_cast<size_t>(analysis.mentions_size()));
  for (const v1::Mention& mention : analysis.mentions()) {
    entity_of_mention.push_back(table.Add(mention.entity()));
  }
  out.mentioned_entities = table.size();
  AddFactEntities(analysis, table);
  out.entities = table.Ids();
  if (out.mentioned_entities > 0) {
    out.blocks.push_back(PackMentionEntities(out));
  }
  for (FactBlock& block : PackFacts(analysis, entity_of_mention)) {
    out.blocks.push_back(std::move(block));
  }
  out.mentions = analysis.mentions_size();
  out.quantities = analysis.quantities_size();
  out.index_entry = EntryOf(analysis);
  out.discovered.assign(analysis.entities().begin(), analysis.entities().end());

  v1::Document& document = *analysis.mutable_document();
  out.id = std::string(absl::StripPrefix(document.name(), kDocumentPrefix));
  out.source_is_text = TextIsSource(document);
  out.alignment = TakeAlignment(document);
  out.source = std::move(*document.mutable_source());
  out.text = std::move(*document.mutable_text());
  document.clear_source();
  document.clear_text();
  document.set_source_bytes(static_cast<int64_t>(out.source.size()));
  if (document.sha256().empty()) document.set_sha256(Sha256(out.source));
  if (out.source_is_text) {
    out.text = std::move(out.source);
    out.source.clear();
  }
  document.set_text_bytes(static_cast<int32_t>(out.text.size()));
  document.clear_revision();
  out.header = document.SerializeAsString();
  out.digest = DigestOf(out);
  return out;
}

int64_t SizeOf(const PreparedDocument& document) {
  int64_t bytes = document.index_entry.SizeBytes();
  const auto add = [&bytes](const std::string& part) {
    bytes += static_cast<int64_t>(sizeof(part) + part.size());
  };
  for (const std::string* part : {&document.header, &document.text,
                                  &document.source, &document.alignment}) {
    add(*part);
  }
  for (const std::string& id : document.entities) add(id);
  for (const FactBlock& block : document.blocks) add(block.data);
  return bytes;
}

PreparedEntities PrepareEntities(const v1::EntityUpdate& update) {
  PreparedEntities out;
  out.entities.assign(update.entities().begin(), update.entities().end());
  return out;
}

}  // namespace

std::unique_ptr<SqliteRecord> PrepareRecord(v1::Record&& record) {
  switch (record.change_case()) {
    case v1::Record::kDocument: {
      PreparedDocument document =
          PrepareDocument(*record.mutable_document(), record.if_revision());
      const int64_t size_bytes = SizeOf(document);
      return std::make_unique<SqliteRecord>(std::move(document), size_bytes);
    }
    case v1::Record::kEntities:
      return std::make_unique<SqliteRecord>(
          PrepareEntities(record.entities()),
          static_cast<int64_t>(record.ByteSizeLong()));
    default:
      return std::make_unique<SqliteRecord>(
          PreparedDeletion{std::string(absl::StripPrefix(
                               record.deletion().document(), kDocumentPrefix)),
                           record.if_revision()},
          static_cast<int64_t>(record.ByteSizeLong()));
  }
}

}  // namespace isnad
