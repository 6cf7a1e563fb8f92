#include "ingest_service/pipeline/fact_ids.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/sha256.h"

namespace isnad {
namespace {

constexpr size_t kMaxDocumentIdBytes = 128;
constexpr size_t kDocumentDigestBytes = 16;

// The first bytes of the digest of what a fact is identified by.
using FactId = std::array<char, 8>;

// Collects what a fact is identified by, and digests it. Lengths keep
// neighbours apart. One key after another uses the room of the bytes and the
// digest's context.
class Key {
 public:
  // Begins another key.
  Key& Begin(absl::string_view kind) {
    size_ = 0;
    return Add(kind);
  }

  Key& Add(absl::string_view field) {
    const size_t most = size_ + kMaxDigits + 1 + field.size();
    if (bytes_.size() < most) bytes_.resize(2 * most);
    char* const begin = bytes_.data() + size_;
    char* end = std::to_chars(begin, begin + kMaxDigits, field.size()).ptr;
    *end++ = ':';
    end = std::copy(field.begin(), field.end(), end);
    size_ += static_cast<size_t>(end - begin);
    return *this;
  }
  Key& Add(int number) {
    char digits[kMaxDigits];
    const char* const end =
        std::to_chars(digits, digits + kMaxDigits, number).ptr;
    return Add(absl::string_view(digits, static_cast<size_t>(end - digits)));
  }
  Key& Add(const v1::Span& span) {
    return Add(span.start_byte()).Add(span.end_byte());
  }
  template <typename Fields>
  Key& AddAll(const Fields& fields) {
    Add(static_cast<int>(fields.size()));
    for (const auto& field : fields) Add(field);
    return *this;
  }
  Key& Add(const v1::Evidence& evidence) {
    return Add(evidence.sentence()).Add(evidence.trigger());
  }

  FactId Id() {
    FactId id{};
    const auto digest =
        digester_.Digest(absl::string_view(bytes_.data(), size_));
    std::copy_n(digest.begin(), id.size(), id.begin());
    return id;
  }

 private:
  // Of any number that is written: a size or an int.
  static constexpr size_t kMaxDigits = 20;

  std::vector<char> bytes_;  // of which the key has the first `size_`
  size_t size_ = 0;
  Sha256Digester digester_;
};

FactId IdOf(const v1::Decision& decision, Key& key) {
  return key.Begin("decision")
      .Add(decision.evidence())
      .Add(decision.jurisdiction())
      .Add(decision.action())
      .AddAll(decision.products())
      .AddAll(decision.destinations())
      .AddAll(decision.parties())
      .Id();
}

FactId IdOf(const v1::Figure& figure, Key& key) {
  return key.Begin("figure")
      .Add(figure.evidence().sentence())
      .Add(figure.quantity().span())
      .Add(figure.subject())
      .Add(figure.metric())
      .Id();
}

FactId IdOf(const v1::Statement& statement, Key& key) {
  return key.Begin("statement")
      .Add(statement.evidence().sentence())
      .Add(statement.quote())
      .Add(statement.speaker())
      .Id();
}

FactId IdOf(const v1::Relation& relation, Key& key) {
  return key.Begin("relation")
      .Add(relation.evidence().sentence())
      .Add(relation.type())
      .Add(relation.subject())
      .Add(relation.object())
      .Id();
}

// Sets a name to a prefix and bytes in hexadecimal digits.
template <size_t kBytes>
void SetName(absl::string_view prefix, const std::array<char, kBytes>& bytes,
             std::string* name) {
  constexpr char kDigits[] = "0123456789abcdef";
  name->clear();
  name->reserve(prefix.size() + 2 * kBytes);
  name->append(prefix.data(), prefix.size());
  for (const char byte : bytes) {
    name->push_back(kDigits[static_cast<unsigned char>(byte) >> 4]);
    name->push_back(kDigits[byte & 0xF]);
  }
}

template <typename Facts>
void SetNames(absl::string_view parent, absl::string_view collection, Key& key,
              Facts& facts) {
  if (facts.empty()) return;
  absl::flat_hash_map<FactId, int> seen;
  seen.reserve(static_cast<size_t>(facts.size()));
  const std::string prefix = absl::StrCat(parent, "/", collection, "/");
  for (auto& fact : facts) {
    const FactId id = IdOf(fact, key);
    const int before = seen[id]++;
    SetName(prefix, id, fact.mutable_name());
    if (before > 0) absl::StrAppend(fact.mutable_name(), "-", before + 1);
  }
}

void SetMentionNames(v1::Analysis& analysis) {
  const std::string prefix =
      absl::StrCat(analysis.document().name(), "/mentions/");
  for (v1::Mention& mention : *analysis.mutable_mentions()) {
    const auto begin = static_cast<uint32_t>(mention.span().start_byte());
    const std::array<char, 4> bytes = {
        static_cast<char>(begin >> 24), static_cast<char>(begin >> 16),
        static_cast<char>(begin >> 8), static_cast<char>(begin)};
    SetName(prefix, bytes, mention.mutable_name());
  }
}

}  // namespace

std::string DocumentNameOf(absl::string_view sha256) {
  return absl::StrCat("documents/", absl::BytesToHexString(sha256.substr(
                                        0, kDocumentDigestBytes)));
}

bool IsDocumentName(absl::string_view name) {
  if (!absl::ConsumePrefix(&name, "documents/")) return false;
  return !name.empty() && name != "-" && name.size() <= kMaxDocumentIdBytes &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
                  c == '.' || c == '_' || c == '~' || c == '-';
         });
}

void SetFactNames(v1::Analysis& analysis) {
  SetMentionNames(analysis);
  const std::string& parent = analysis.document().name();
  Key key;
  SetNames(parent, "decisions", key, *analysis.mutable_decisions());
  SetNames(parent, "figures", key, *analysis.mutable_figures());
  SetNames(parent, "statements", key, *analysis.mutable_statements());
  SetNames(parent, "relations", key, *analysis.mutable_relations());
}

}  // namespace isnad
