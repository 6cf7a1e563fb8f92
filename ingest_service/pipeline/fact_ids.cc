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

// The names of one collection of a document, each a prefix and an id in
// hexadecimal digits. One name after another is written into the same room.
template <size_t kIdBytes>
class CollectionName {
 public:
  CollectionName(absl::string_view parent, absl::string_view collection)
      : name_(absl::StrCat(parent, "/", collection, "/")),
        prefix_size_(name_.size()) {
    name_.resize(prefix_size_ + 2 * kIdBytes);
  }

  // The result holds until the next call.
  const std::string& Of(const std::array<char, kIdBytes>& id) {
    constexpr char kDigits[] = "0123456789abcdef";
    char* out = &name_[prefix_size_];
    for (const char byte : id) {
      *out++ = kDigits[static_cast<unsigned char>(byte) >> 4];
      *out++ = kDigits[byte & 0xF];
    }
    return name_;
  }

 private:
  std::string name_;
  const size_t prefix_size_;
};

// Sets the names of all facts of one document, one kind after another.
class FactNamer {
 public:
  explicit FactNamer(const v1::Analysis& analysis)
      : parent_(analysis.document().name()) {
    seen_.reserve(static_cast<size_t>(
        analysis.decisions_size() + analysis.figures_size() +
        analysis.statements_size() + analysis.relations_size()));
  }

  template <typename Facts>
  void SetNames(absl::string_view collection, Facts& facts) {
    if (facts.empty()) return;
    CollectionName<sizeof(FactId)> name(parent_, collection);
    for (auto& fact : facts) {
      const FactId id = IdOf(fact, key_);
      fact.set_name(name.Of(id));
      const int before = seen_[id]++;
      if (before > 0) absl::StrAppend(fact.mutable_name(), "-", before + 1);
    }
  }

 private:
  const absl::string_view parent_;
  Key key_;
  // How often an id was given; the kind is part of what it is made of.
  absl::flat_hash_map<FactId, int> seen_;
};

void SetMentionNames(v1::Analysis& analysis) {
  CollectionName<4> name(analysis.document().name(), "mentions");
  for (v1::Mention& mention : *analysis.mutable_mentions()) {
    const auto begin = static_cast<uint32_t>(mention.span().start_byte());
    mention.set_name(
        name.Of({static_cast<char>(begin >> 24), static_cast<char>(begin >> 16),
                 static_cast<char>(begin >> 8), static_cast<char>(begin)}));
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
  FactNamer namer(analysis);
  namer.SetNames("decisions", *analysis.mutable_decisions());
  namer.SetNames("figures", *analysis.mutable_figures());
  namer.SetNames("statements", *analysis.mutable_statements());
  namer.SetNames("relations", *analysis.mutable_relations());
}

}  // namespace isnad
