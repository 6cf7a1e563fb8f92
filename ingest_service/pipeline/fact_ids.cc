#include "ingest_service/pipeline/fact_ids.h"

#include <algorithm>
#include <array>
#include <string>

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

// Collects what a fact is identified by. Lengths keep neighbours apart. The
// bytes are the caller's, so that one key after another uses their room.
class Key {
 public:
  Key(absl::string_view kind, std::string* bytes) : bytes_(*bytes) {
    bytes_.clear();
    Add(kind);
  }

  Key& Add(absl::string_view field) {
    absl::StrAppend(&bytes_, field.size(), ":", field);
    return *this;
  }
  Key& Add(int number) { return Add(absl::AlphaNum(number).Piece()); }
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

  FactId Id() const {
    FactId id{};
    const std::string digest = Sha256(bytes_);
    std::copy_n(digest.begin(), id.size(), id.begin());
    return id;
  }

 private:
  std::string& bytes_;
};

FactId IdOf(const v1::Decision& decision, std::string* buffer) {
  return Key("decision", buffer)
      .Add(decision.evidence())
      .Add(decision.jurisdiction())
      .Add(decision.action())
      .AddAll(decision.products())
      .AddAll(decision.destinations())
      .AddAll(decision.parties())
      .Id();
}

FactId IdOf(const v1::Figure& figure, std::string* buffer) {
  return Key("figure", buffer)
      .Add(figure.evidence().sentence())
      .Add(figure.quantity().span())
      .Add(figure.subject())
      .Add(figure.metric())
      .Id();
}

FactId IdOf(const v1::Statement& statement, std::string* buffer) {
  return Key("statement", buffer)
      .Add(statement.evidence().sentence())
      .Add(statement.quote())
      .Add(statement.speaker())
      .Id();
}

FactId IdOf(const v1::Relation& relation, std::string* buffer) {
  return Key("relation", buffer)
      .Add(relation.evidence().sentence())
      .Add(relation.type())
      .Add(relation.subject())
      .Add(relation.object())
      .Id();
}

template <typename Facts>
void SetNames(const std::string& parent, absl::string_view collection,
              Facts& facts) {
  absl::flat_hash_map<FactId, int> seen;
  seen.reserve(static_cast<size_t>(facts.size()));
  const std::string prefix = absl::StrCat(parent, "/", collection, "/");
  std::string buffer;
  for (auto& fact : facts) {
    const FactId id = IdOf(fact, &buffer);
    const int before = seen[id]++;
    std::string* const name = fact.mutable_name();
    *name = prefix;
    absl::StrAppend(
        name, absl::BytesToHexString(absl::string_view(id.data(), id.size())));
    if (before > 0) absl::StrAppend(name, "-", before + 1);
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
  const std::string& parent = analysis.document().name();
  const std::string prefix = absl::StrCat(parent, "/mentions/");
  for (v1::Mention& mention : *analysis.mutable_mentions()) {
    std::string* const name = mention.mutable_name();
    name->clear();
    name->reserve(prefix.size() + 8);
    absl::StrAppend(name, prefix,
                    absl::Hex(mention.span().start_byte(), absl::kZeroPad8));
  }
  SetNames(parent, "decisions", *analysis.mutable_decisions());
  SetNames(parent, "figures", *analysis.mutable_figures());
  SetNames(parent, "statements", *analysis.mutable_statements());
  SetNames(parent, "relations", *analysis.mutable_relations());
}

}  // namespace isnad
