#include "ingest_service/pipeline/fact_ids.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/text/token_hash.h"

namespace isnad {
namespace {

constexpr size_t kMaxDocumentIdBytes = 128;
constexpr size_t kDocumentDigestBytes = 16;

// Hash of what a fact is identified by.
using FactId = uint64_t;

// Hashes the fields of a fact, one after another.
class Key {
 public:
  explicit Key(absl::string_view kind) : hash_(HashToken(kind)) {}

  Key& Add(int number) {
    hash_ = HashSequence(hash_, static_cast<uint32_t>(number));
    return *this;
  }
  Key& Add(absl::string_view field) {
    hash_ = HashSequence(hash_, HashToken(field));
    return *this;
  }
  // How many fields there are keeps neighbours apart.
  template <typename Fields>
  Key& AddAll(const Fields& fields) {
    Add(static_cast<int>(fields.size()));
    for (const auto& field : fields) Add(field);
    return *this;
  }
  Key& Add(const v1::Span& span) {
    return Add(span.start_byte()).Add(span.end_byte());
  }
  Key& Add(const v1::Evidence& evidence) {
    return Add(evidence.sentence()).Add(evidence.trigger());
  }

  FactId Id() const { return hash_; }

 private:
  uint64_t hash_;
};

FactId IdOf(const v1::Decision& decision) {
  return Key("decision")
      .Add(decision.evidence())
      .Add(decision.jurisdiction())
      .Add(decision.action())
      .AddAll(decision.products())
      .AddAll(decision.destinations())
      .AddAll(decision.parties())
      .Id();
}

FactId IdOf(const v1::Figure& figure) {
  return Key("figure")
      .Add(figure.evidence().sentence())
      .Add(figure.quantity().span())
      .Add(figure.subject())
      .Add(figure.metric())
      .Id();
}

FactId IdOf(const v1::Statement& statement) {
  return Key("statement")
      .Add(statement.evidence().sentence())
      .Add(statement.quote())
      .Add(statement.speaker())
      .Id();
}

FactId IdOf(const v1::Relation& relation) {
  return Key("relation")
      .Add(relation.evidence().sentence())
      .Add(relation.type())
      .Add(relation.subject())
      .Add(relation.object())
      .Id();
}

// The names of one collection of a document, each a prefix and a number in
// hexadecimal digits. One name after another is written into the same room.
template <typename Number>
class CollectionName {
 public:
  CollectionName(absl::string_view parent, absl::string_view collection)
      : name_(absl::StrCat(parent, "/", collection, "/")),
        prefix_size_(name_.size()) {
    name_.resize(prefix_size_ + kDigits);
  }

  // The result holds until the next call.
  const std::string& Of(Number number) {
    for (size_t i = kDigits; i-- > 0; number >>= 4) {
      name_[prefix_size_ + i] = "0123456789abcdef"[number & 0xF];
    }
    return name_;
  }

 private:
  static constexpr size_t kDigits = 2 * sizeof(Number);

  std::string name_;
  const size_t prefix_size_;
};

// Sets the names of all facts of one document, one kind after another.
class FactNamer {
 public:
  explicit FactNamer(const v1::Analysis& analysis)
      : parent_(analysis.document().name()) {
    seen_.reserve(static_cast<size_t>(analysis.decisions_size()) +
                  static_cast<size_t>(analysis.figures_size()) +
                  static_cast<size_t>(analysis.statements_size()) +
                  static_cast<size_t>(analysis.relations_size()));
  }

  template <typename Facts>
  void SetNames(absl::string_view collection, Facts& facts) {
    if (facts.empty()) return;
    CollectionName<FactId> name(parent_, collection);
    for (auto& fact : facts) {
      const FactId id = IdOf(fact);
      fact.set_name(name.Of(id));
      const int before = seen_[id]++;
      if (before > 0) absl::StrAppend(fact.mutable_name(), "-", before + 1);
    }
  }

 private:
  const absl::string_view parent_;
  // How often an id was given; the kind is part of what it is made of.
  absl::flat_hash_map<FactId, int> seen_;
};

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
  FactNamer namer(analysis);
  namer.SetNames("decisions", *analysis.mutable_decisions());
  namer.SetNames("figures", *analysis.mutable_figures());
  namer.SetNames("statements", *analysis.mutable_statements());
  namer.SetNames("relations", *analysis.mutable_relations());
}

void SetMentionNames(v1::Analysis& analysis) {
  CollectionName<uint32_t> name(analysis.document().name(), "mentions");
  for (v1::Mention& mention : *analysis.mutable_mentions()) {
    mention.set_name(
        name.Of(static_cast<uint32_t>(mention.span().start_byte())));
  }
}

}  // namespace isnad
