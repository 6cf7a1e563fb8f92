// How the facts of a document version are packed into rows.
//
// Key of a row: version * 2^20 + kind * 2^16 + block, so that all of a version
// lies together, by kind. A block of mentions holds exactly 64 of them but for
// the last, so the block of an ordinal is ordinal / 64; a block of other facts
// is closed once it holds 16 KiB, so a row is larger only where a single fact
// is.
//
// A mention is, all numbers as varints (base 128, low bits first, as in
// protobuf):
//
//   start - start of the one before it (of 0 at the start of a block), zigzag
//   length of the span
//   entity, an index into document_version.entities
//   kind * 4 + form
//   confidence, 4 bytes, IEEE 754, little endian
//   length of the id * 2 + (1 if the id is lower-case hexadecimal, packed two
//     digits a byte; the length counts the bytes that follow); the id
//
// Its text is a slice of the document's and not stored, nor is its name beyond
// the id. Any other fact is its protobuf form after its length as a varint; the
// text of a quantity is left out.
#ifndef ISNAD_QUERY_SERVICE_STORE_SQLITE_FACT_CODEC_H_
#define ISNAD_QUERY_SERVICE_STORE_SQLITE_FACT_CODEC_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "isnad/v1/analysis.pb.h"

namespace isnad {

// Values are stored.
enum class FactKind : int64_t {
  // Ids of the mentioned entities, in the order in which mentions count them,
  // each after its length: one block beside the mentions, so that a page of
  // them is read without a lookup for each entity.
  kMentionEntities = 0,
  kMention = 1,
  kQuantity = 2,
  kDecision = 3,
  kFigure = 4,
  kStatement = 5,
  kRelation = 6,
  kWarning = 7,
};

inline constexpr int64_t kMentionsPerBlock = 64;

// The key of a row.
int64_t FactKey(int64_t version, FactKind kind, int64_t block);

// The kind in such a key.
FactKind FactKindOfKey(int64_t key);

// Appends a varint.
void AppendVarint(uint64_t value, std::string& out);

// Takes a varint off the front of `in`; false if there is none.
bool TakeLongVarint(absl::string_view& in, uint64_t& value);
inline bool TakeVarint(absl::string_view& in, uint64_t& value) {
  // Most are of one byte.
  if (in.empty() || static_cast<unsigned char>(in[0]) >= 0x80) {
    return TakeLongVarint(in, value);
  }
  value = static_cast<unsigned char>(in[0]);
  in.remove_prefix(1);
  return true;
}

// Takes a fact other than a mention off the front of a block, in its protobuf
// form; false if the block is malformed.
bool TakeFact(absl::string_view& block, absl::string_view& fact);

// A row without its version.
struct FactBlock {
  FactKind kind;
  int64_t block;
  std::string data;
};

// Appends one item of a block that is not of mentions.
void AppendFact(absl::string_view fact, std::string& block);

// Packs every fact of an analysis, and takes the text out of its quantities.
// `entity_of_mention[i]` is the entity of mention i as an index into the
// version's entities.
std::vector<FactBlock> PackFacts(
    v1::Analysis& analysis, const std::vector<uint32_t>& entity_of_mention);

// A mention as it is packed.
struct PackedMention {
  int32_t start = 0;
  int32_t end = 0;
  uint32_t entity = 0;
  v1::EntityKind kind = v1::ENTITY_KIND_UNSPECIFIED;
  v1::MentionForm form = v1::MENTION_FORM_UNSPECIFIED;
  float confidence = 0;
  std::string id;
};

// Goes through a block of mentions, which must outlive it.
//
//   MentionUnpacker mentions(block);
//   while (mentions.Next()) ... mentions.mention() ...
//   RETURN_IF_ERROR(mentions.status());
class MentionUnpacker {
 public:
  explicit MentionUnpacker(absl::string_view block) : left_(block) {}

  // Goes to the next mention; false at the end and where the block is
  // malformed.
  bool Next();

  // REQUIRES: the last call of Next returned true.
  const PackedMention& mention() const { return mention_; }

  // STORE_DAMAGED if the block is malformed.
  absl::Status status() const;

 private:
  absl::string_view left_;
  PackedMention mention_;
  bool is_damaged_ = false;
};

}  // namespace isnad

#endif  // ISNAD_QUERY_SERVICE_STORE_SQLITE_FACT_CODEC_H_
