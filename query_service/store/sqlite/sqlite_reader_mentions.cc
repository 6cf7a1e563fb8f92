// The part of SqliteReader that reads mentions.
#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/sqlite/sqlite_status.h"
#include "common/status/status_macros.h"
#include "query_service/store/resource_name.h"
#include "query_service/store/sqlite/fact_codec.h"
#include "query_service/store/sqlite/posting_list.h"
#include "query_service/store/sqlite/sqlite_reader.h"

namespace isnad {
namespace {

absl::Status Malformed(absl::string_view table) {
  return SqliteStatus(SQLITE_CORRUPT, "malformed row", table);
}

// The name of the one entity that is visited, empty if there are others.
std::string EntityNameOf(const MentionScan& scan) {
  return scan.entity_id.empty() || !scan.merged_ids.empty()
             ? ""
             : absl::StrCat(kEntityPrefix, scan.entity_id);
}

}  // namespace

absl::Status SqliteReader::ScanMentionViews(const MentionScan& scan,
                                            MentionVisitor visit) {
  if (!scan.document_id.empty()) return ScanMentionsOfDocument(scan, visit);
  return scan.entity_id.empty() ? ScanAllMentions(scan, visit)
                                : ScanMentionsOfAny(scan, visit);
}

absl::Status SqliteReader::ScanMentionsOfDocument(const MentionScan& scan,
                                                  MentionVisitor visit) {
  ASSIGN_OR_RETURN(const std::optional<NewestVersion> newest,
                   FindVersionOf(scan.document_id));
  if (!newest.has_value() || newest->version < scan.from.version) {
    return absl::OkStatus();
  }
  if (!newest->holds) {
    ASSIGN_OR_RETURN(SqliteStatement* const query,
                     MentionVersions(newest->version, newest->version));
    SqliteReset reset(*query);
    ASSIGN_OR_RETURN(const bool holds, query->Step());
    if (!holds) return CheckNotCompacted();
  }
  RETURN_IF_ERROR(ScanVersion(newest->version, scan.document_id, scan.from,
                              EntityNameOf(scan), visit)
                      .status());
  return CheckNotCompacted();
}

absl::Status SqliteReader::ScanAllMentions(const MentionScan& scan,
                                           MentionVisitor visit) {
  ASSIGN_OR_RETURN(
      SqliteStatement* const query,
      MentionVersions(scan.from.version, std::numeric_limits<int64_t>::max()));
  SqliteReset reset(*query);
  Visit next = Visit::kContinue;
  while (next == Visit::kContinue) {
    ASSIGN_OR_RETURN(const bool more, query->Step());
    if (!more) break;
    // Of no entities, so without mentions.
    if (query->Blob(2).empty()) continue;
    ASSIGN_OR_RETURN(next, ScanVersion(query->Int64(0), query->Text(1),
                                       scan.from, EntityNameOf(scan), visit));
  }
  return CheckNotCompacted();
}

absl::Status SqliteReader::ScanMentionsOfAny(const MentionScan& scan,
                                             MentionVisitor visit) {
  std::vector<std::string> ids = scan.merged_ids;
  ids.push_back(scan.entity_id);
  ASSIGN_OR_RETURN(std::vector<PostingList> lists, MentionListsOf(ids));
  int64_t first = scan.from.version;
  Visit next = Visit::kContinue;
  while (next == Visit::kContinue) {
    ASSIGN_OR_RETURN(const std::optional<int64_t> version,
                     FirstMentioning(lists, first));
    if (!version.has_value()) break;
    ASSIGN_OR_RETURN(SqliteStatement* const query,
                     MentionVersions(*version, *version));
    SqliteReset reset(*query);
    ASSIGN_OR_RETURN(const bool holds, query->Step());
    if (holds) {
      ASSIGN_OR_RETURN(next, ScanVersion(*version, query->Text(1), scan.from,
                                         EntityNameOf(scan), visit));
    }
    first = *version + 1;
  }
  return CheckNotCompacted();
}

absl::StatusOr<SqliteStatement*> SqliteReader::MentionVersions(int64_t first,
                                                               int64_t last) {
  ASSIGN_OR_RETURN(SqliteStatement* const query,
                   connection_->Statement(ReadQuery::kMentionVersions));
  query->BindInt64(1, revision_);
  query->BindInt64(2, first);
  query->BindInt64(3, last);
  return query;
}

absl::StatusOr<std::vector<PostingList>> SqliteReader::MentionListsOf(
    const std::vector<std::string>& ids) {
  std::vector<PostingList> lists;
  ASSIGN_OR_RETURN(SqliteStatement* const find,
                   connection_->Statement(ReadQuery::kEntityNumber));
  for (const std::string& id : ids) {
    find->BindText(1, id);
    SqliteReset reset(*find);
    ASSIGN_OR_RETURN(const bool found, find->Step());
    if (!found) continue;
    lists.emplace_back(*connection_, PostingTable::kMentions, find->Int64(0));
  }
  return lists;
}

absl::StatusOr<std::optional<int64_t>> SqliteReader::FirstMentioning(
    std::vector<PostingList>& lists, int64_t first) const {
  std::optional<int64_t> least;
  for (PostingList& list : lists) {
    ASSIGN_OR_RETURN(const std::optional<int64_t> version,
                     list.FirstFrom(first));
    if (!version.has_value() || *version > revision_) continue;
    least = std::min(least.value_or(*version), *version);
  }
  return least;
}

void SqliteReader::MentionSource::AddEntity(absl::string_view id) {
  entity_names.append(kEntityPrefix.data(), kEntityPrefix.size());
  entity_names.append(id.data(), id.size());
  entity_ends.push_back(entity_names.size());
}

absl::Status SqliteReader::MentionSource::AddEntities(absl::string_view block) {
  // Ids are longer than half of the prefix, as a rule.
  entity_names.reserve(3 * block.size());
  absl::string_view id;
  while (TakeFact(block, id)) AddEntity(id);
  return block.empty() ? absl::OkStatus() : Malformed("fact_block");
}

absl::Status SqliteReader::ReadMentionEntities(MentionSource& source) {
  ASSIGN_OR_RETURN(SqliteStatement* const query,
                   connection_->Statement(ReadQuery::kMentionVersion));
  query->BindInt64(1, source.version);
  SqliteReset reset(*query);
  ASSIGN_OR_RETURN(const bool found, query->Step());
  if (!found) return Malformed("document_version");
  absl::string_view numbers = query->Blob(1);
  while (!numbers.empty()) {
    uint64_t number = 0;
    if (!TakeVarint(numbers, number)) return Malformed("document_version");
    ASSIGN_OR_RETURN(const std::string id,
                     connection_->EntityId(static_cast<int64_t>(number)));
    source.AddEntity(id);
  }
  return absl::OkStatus();
}

absl::StatusOr<Visit> SqliteReader::ScanVersion(int64_t version,
                                                absl::string_view document_id,
                                                const MentionPosition& from,
                                                absl::string_view entity_name,
                                                MentionVisitor visit) {
  const int64_t from_ordinal = version == from.version ? from.ordinal : 0;
  MentionSource source;
  source.version = version;
  source.name_prefix = absl::StrCat(kDocumentPrefix, document_id, "/mentions/");

  ASSIGN_OR_RETURN(SqliteStatement* const text,
                   connection_->Statement(ReadQuery::kText));
  text->BindInt64(1, version);
  ASSIGN_OR_RETURN(const bool has_text, text->Step());
  SqliteReset reset_text(*text);
  RETURN_IF_ERROR(CheckNotCompacted());
  if (!has_text) return Malformed("document_body");
  source.text = text->Blob(0);

  ASSIGN_OR_RETURN(SqliteStatement* const blocks,
                   connection_->Statement(ReadQuery::kMentionBlocks));
  const int64_t first = FactKey(version, FactKind::kMention, 0);
  blocks->BindInt64(1, FactKey(version, FactKind::kMentionEntities, 0));
  blocks->BindInt64(2, first + from_ordinal / kMentionsPerBlock);
  blocks->BindInt64(3, FactKey(version, FactKind::kQuantity, 0));
  SqliteReset reset_blocks(*blocks);
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, blocks->Step());
    if (!more) return Visit::kContinue;
    const int64_t key = blocks->Int64(0);
    if (FactKindOfKey(key) == FactKind::kMentionEntities) {
      RETURN_IF_ERROR(source.AddEntities(blocks->Blob(1)));
      continue;
    }
    if (source.entity_ends.empty()) {
      RETURN_IF_ERROR(ReadMentionEntities(source));
    }
    const int64_t ordinal = (key - first) * kMentionsPerBlock;
    ASSIGN_OR_RETURN(const Visit next,
                     VisitBlock(source, blocks->Blob(1), ordinal, from_ordinal,
                                entity_name, visit));
    if (next == Visit::kStop) return next;
  }
}

absl::StatusOr<Visit> SqliteReader::VisitBlock(
    const MentionSource& source, absl::string_view block, int64_t ordinal,
    int64_t from_ordinal, absl::string_view entity_name, MentionVisitor visit) {
  MentionView mention;
  mention.name_prefix = source.name_prefix;
  MentionUnpacker mentions(block);
  for (; mentions.Next(); ++ordinal) {
    if (ordinal < from_ordinal) continue;
    const PackedMention& packed = mentions.mention();
    if (packed.entity >= source.entity_ends.size() || packed.start < 0 ||
        packed.end < packed.start ||
        static_cast<size_t>(packed.end) > source.text.size()) {
      return Malformed("fact_block");
    }
    const absl::string_view entity = source.EntityName(packed.entity);
    if (!entity_name.empty() && entity != entity_name) continue;
    mention.entity = entity;
    mention.kind = packed.kind;
    mention.form = packed.form;
    mention.start_byte = packed.start;
    mention.end_byte = packed.end;
    mention.text =
        source.text.substr(static_cast<size_t>(packed.start),
                           static_cast<size_t>(packed.end - packed.start));
    mention.confidence = packed.confidence;
    mention.id = packed.id;
    if (visit({source.version, ordinal}, mention) == Visit::kStop) {
      return Visit::kStop;
    }
  }
  RETURN_IF_ERROR(mentions.status());
  return Visit::kContinue;
}

}  // namespace isnad
