#include "query_service/store/sqlite/fact_codec.h"

#include <algorithm>
#include <cstring>

#include "absl/base/attributes.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/sqlite/sqlite_status.h"

namespace isnad {
namespace {

constexpr char kHexDigits[] = "0123456789abcdef";
constexpr int kBlockBits = 16;
constexpr int kKindBits = 4;
constexpr size_t kMaxBlockBytes = 16 << 10;
// Of the length before a fact.
constexpr size_t kMaxLengthBytes = 5;
// About what a mention takes.
constexpr size_t kMentionBytes = 24;
constexpr int64_t kMaxBlock = (int64_t{1} << kBlockBits) - 1;

uint64_t ZigZag(int64_t value) {
  return (static_cast<uint64_t>(value) << 1) ^
         static_cast<uint64_t>(value >> 63);
}

int64_t UnZigZag(uint64_t value) {
  return static_cast<int64_t>(value >> 1) ^ -static_cast<int64_t>(value & 1);
}

bool IsPackableHex(absl::string_view id) {
  return !id.empty() && id.size() % 2 == 0 &&
         std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

void AppendId(absl::string_view id, std::string& out) {
  if (IsPackableHex(id)) {
    AppendVarint(id.size() / 2 * 2 + 1, out);
    out += absl::HexStringToBytes(id);
  } else {
    AppendVarint(id.size() * 2, out);
    out.append(id.data(), id.size());
  }
}

void AppendMention(const v1::Mention& mention, uint32_t entity, int32_t before,
                   std::string& out) {
  const v1::Span& span = mention.span();
  AppendVarint(ZigZag(int64_t{span.start_byte()} - before), out);
  AppendVarint(static_cast<uint64_t>(span.end_byte() - span.start_byte()), out);
  AppendVarint(entity, out);
  AppendVarint(static_cast<uint64_t>(mention.kind()) * 4 +
                   static_cast<uint64_t>(mention.form()),
               out);
  const float confidence = mention.confidence();
  char bytes[sizeof(float)];
  std::memcpy(bytes, &confidence, sizeof(bytes));
  out.append(bytes, sizeof(bytes));
  if (mention.name().empty()) {
    AppendId(absl::StrCat(absl::Hex(span.start_byte(), absl::kZeroPad8)), out);
    return;
  }
  const absl::string_view name = mention.name();
  const size_t slash = name.rfind('/');
  AppendId(slash == absl::string_view::npos ? name : name.substr(slash + 1),
           out);
}

void PackMentions(const v1::Analysis& analysis,
                  const std::vector<uint32_t>& entities,
                  std::vector<FactBlock>& blocks) {
  int32_t before = 0;
  for (int i = 0; i < analysis.mentions_size(); ++i) {
    if (i % kMentionsPerBlock == 0) {
      blocks.push_back({FactKind::kMention, i / kMentionsPerBlock, ""});
      const int64_t left = analysis.mentions_size() - i;
      blocks.back().data.reserve(
          static_cast<size_t>(std::min(left, kMentionsPerBlock)) *
          kMentionBytes);
      before = 0;
    }
    AppendMention(analysis.mentions(i), entities[static_cast<size_t>(i)],
                  before, blocks.back().data);
    before = analysis.mentions(i).span().start_byte();
  }
}

// Packs facts one after the other into blocks of bounded size.
template <typename Facts>
void PackMessages(FactKind kind, const Facts& facts,
                  std::vector<FactBlock>& blocks) {
  // Kept by each fact, for the second pass.
  size_t bytes = 0;
  for (const auto& fact : facts) bytes += fact.ByteSizeLong() + kMaxLengthBytes;
  bool is_open = false;
  int64_t number = 0;
  for (const auto& fact : facts) {
    if (!is_open) {
      blocks.push_back({kind, number, ""});
      blocks.back().data.reserve(std::min(bytes, kMaxBlockBytes));
    }
    std::string& data = blocks.back().data;
    const auto size = static_cast<size_t>(fact.GetCachedSize());
    AppendVarint(size, data);
    const size_t begin = data.size();
    data.resize(begin + size);
    fact.SerializeWithCachedSizesToArray(
        reinterpret_cast<uint8_t*>(&data[begin]));
    bytes -= size + kMaxLengthBytes;
    is_open = data.size() < kMaxBlockBytes || number == kMaxBlock;
    if (!is_open) ++number;
  }
}

// The parts of a mention are short: to call a function for each took as long as
// to take them.
ABSL_ATTRIBUTE_ALWAYS_INLINE
inline bool TakeBytes(absl::string_view& in, size_t size,
                      absl::string_view& bytes) {
  if (in.size() < size) return false;
  bytes = in.substr(0, size);
  in.remove_prefix(size);
  return true;
}

ABSL_ATTRIBUTE_ALWAYS_INLINE
inline bool TakeId(absl::string_view& in, std::string& id) {
  uint64_t header = 0;
  absl::string_view bytes;
  if (!TakeVarint(in, header) || !TakeBytes(in, header / 2, bytes)) {
    return false;
  }
  if ((header & 1) == 0) {
    id.assign(bytes.data(), bytes.size());
    return true;
  }
  if (id.size() != 2 * bytes.size()) id.resize(2 * bytes.size());
  char* at = &id[0];
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    *at++ = kHexDigits[byte >> 4];
    *at++ = kHexDigits[byte & 0xF];
  }
  return true;
}

ABSL_ATTRIBUTE_ALWAYS_INLINE
inline bool TakeMention(absl::string_view& in, int32_t before,
                        PackedMention& out) {
  uint64_t start = 0;
  uint64_t length = 0;
  uint64_t entity = 0;
  uint64_t kind_and_form = 0;
  absl::string_view confidence;
  if (!TakeVarint(in, start) || !TakeVarint(in, length) ||
      !TakeVarint(in, entity) || !TakeVarint(in, kind_and_form) ||
      !TakeBytes(in, sizeof(float), confidence) || !TakeId(in, out.id)) {
    return false;
  }
  out.start = static_cast<int32_t>(before + UnZigZag(start));
  out.end = static_cast<int32_t>(out.start + static_cast<int64_t>(length));
  out.entity = static_cast<uint32_t>(entity);
  out.kind = static_cast<v1::EntityKind>(kind_and_form / 4);
  out.form = static_cast<v1::MentionForm>(kind_and_form % 4);
  std::memcpy(&out.confidence, confidence.data(), sizeof(float));
  return true;
}

}  // namespace

int64_t FactKey(int64_t version, FactKind kind, int64_t block) {
  return (((version << kKindBits) + static_cast<int64_t>(kind)) << kBlockBits) +
         block;
}

FactKind FactKindOfKey(int64_t key) {
  return static_cast<FactKind>((key >> kBlockBits) & ((1 << kKindBits) - 1));
}

void AppendVarint(uint64_t value, std::string& out) {
  while (value >= 0x80) {
    out += static_cast<char>(value | 0x80);
    value >>= 7;
  }
  out += static_cast<char>(value);
}

bool TakeLongVarint(absl::string_view& in, uint64_t& value) {
  value = 0;
  for (int shift = 0; shift < 64 && !in.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(in[0]);
    in.remove_prefix(1);
    value |= static_cast<uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return true;
  }
  return false;
}

void AppendFact(absl::string_view fact, std::string& block) {
  AppendVarint(fact.size(), block);
  block.append(fact.data(), fact.size());
}

bool TakeFact(absl::string_view& block, absl::string_view& fact) {
  uint64_t size = 0;
  return TakeVarint(block, size) && TakeBytes(block, size, fact);
}

std::vector<FactBlock> PackFacts(
    v1::Analysis& analysis, const std::vector<uint32_t>& entity_of_mention) {
  std::vector<FactBlock> blocks;
  PackMentions(analysis, entity_of_mention, blocks);
  // Their text is that of their span.
  for (v1::Quantity& quantity : *analysis.mutable_quantities()) {
    quantity.clear_text();
  }
  PackMessages(FactKind::kQuantity, analysis.quantities(), blocks);
  PackMessages(FactKind::kDecision, analysis.decisions(), blocks);
  PackMessages(FactKind::kFigure, analysis.figures(), blocks);
  PackMessages(FactKind::kStatement, analysis.statements(), blocks);
  PackMessages(FactKind::kRelation, analysis.relations(), blocks);
  PackMessages(FactKind::kWarning, analysis.warnings(), blocks);
  return blocks;
}

bool MentionUnpacker::Next() {
  if (left_.empty()) return false;
  is_damaged_ = !TakeMention(left_, mention_.start, mention_);
  if (is_damaged_) left_ = {};
  return !is_damaged_;
}

absl::Status MentionUnpacker::status() const {
  return is_damaged_ ? SqliteStatus(SQLITE_CORRUPT,
                                    "malformed block of mentions", "fact_block")
                     : absl::OkStatus();
}

}  // namespace isnad
