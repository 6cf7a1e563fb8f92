#include "query_service/append/record_check.h"

#include <cstdint>
#include <limits>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/sha256.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/text/utf8.h"
#include "query_service/store/record_text.h"
#include "query_service/store/resource_name.h"

namespace isnad {
namespace {

// How much of a wrong value an error repeats.
constexpr size_t kShownLength = 64;

// A field of the record, which is spelled out only where something is wrong
// with it: `document.mentions[3].span`. Refers to the one it is part of.
class Field {
 public:
  // Implicit, as names of fields are written where fields are asked for.
  Field(const char* name) : name_(name) {}  // NOLINT(google-explicit-*)
  Field(absl::string_view collection, int index)
      : name_(collection), index_(index) {}
  Field(const Field& whole, const char* part) : whole_(&whole), name_(part) {}

  std::string Path() const {
    if (whole_ != nullptr) return absl::StrCat(whole_->Path(), name_);
    if (index_ < 0) return std::string(name_);
    return absl::StrCat(name_, "[", index_, "]");
  }

 private:
  const Field* whole_ = nullptr;
  absl::string_view name_;
  int index_ = -1;
};

absl::Status Invalid(const Field& field, absl::string_view problem) {
  return FieldErrorWithReason(field.Path(), problem,
                              v1::ERROR_REASON_RECORD_INVALID);
}

std::string Shown(absl::string_view text) {
  return absl::StrCat(
      "\"", absl::Utf8SafeCHexEscape(text.substr(0, kShownLength)), "\"");
}

absl::Status CheckName(const Field& field, absl::string_view prefix,
                       absl::string_view name) {
  if (absl::StartsWith(name, prefix) &&
      IsResourceId(name.substr(prefix.size()))) {
    return absl::OkStatus();
  }
  return Invalid(field,
                 absl::StrCat("got ", Shown(name), ", want ", prefix, "{id}"));
}

absl::Status CheckEntityOrEmpty(const Field& field, absl::string_view name) {
  if (name.empty()) return absl::OkStatus();
  return CheckName(field, kEntityPrefix, name);
}

// Checks the facts of one document.
class AnalysisCheck {
 public:
  explicit AnalysisCheck(const v1::Analysis& analysis)
      : analysis_(analysis), text_(TextOfRecord(analysis.document())) {}

  absl::Status Run() const {
    RETURN_IF_ERROR(CheckDocument());
    RETURN_IF_ERROR(CheckMentions());
    RETURN_IF_ERROR(CheckQuantities());
    RETURN_IF_ERROR(CheckDecisions());
    RETURN_IF_ERROR(CheckFigures());
    RETURN_IF_ERROR(CheckStatements());
    RETURN_IF_ERROR(CheckRelations());
    return CheckWarnings();
  }

 private:
  absl::Status CheckDocument() const {
    const v1::Document& document = analysis_.document();
    RETURN_IF_ERROR(
        CheckName("document.name", kDocumentPrefix, document.name()));
    if (text_.size() >
        static_cast<size_t>(std::numeric_limits<int32_t>::max())) {
      return Invalid("document.text", "got 2 GiB or more");
    }
    if (!IsValidUtf8(text_)) {
      return Invalid("document.text", "got bytes that are not UTF-8");
    }
    if (!document.sha256().empty() &&
        document.sha256() != Sha256(document.source())) {
      return Invalid("document.sha256",
                     "got a digest that is not that of the source");
    }
    if (absl::StartsWith(document.outlet(), kEntityPrefix)) {
      RETURN_IF_ERROR(
          CheckName("document.outlet", kEntityPrefix, document.outlet()));
    }
    return CheckAlignment();
  }

  absl::Status CheckAlignment() const {
    const v1::Document& document = analysis_.document();
    const auto source_bytes = static_cast<int64_t>(document.source().size());
    int64_t text_end = 0;
    int64_t source_end = 0;
    for (const v1::AlignmentSegment& segment : document.alignment()) {
      if (segment.text_start() < text_end || segment.text_length() < 0 ||
          segment.source_start() < source_end || segment.source_length() < 0) {
        return Invalid("document.alignment",
                       "got segments that overlap or run backwards");
      }
      text_end = int64_t{segment.text_start()} + segment.text_length();
      if (segment.source_length() > source_bytes - segment.source_start()) {
        return Invalid("document.alignment", "got a segment beyond the source");
      }
      source_end = segment.source_start() + segment.source_length();
    }
    if (text_end > static_cast<int64_t>(text_.size())) {
      return Invalid("document.alignment", "got a segment beyond the text");
    }
    return absl::OkStatus();
  }

  absl::Status CheckSpan(const Field& field, const v1::Span& span) const {
    const bool inside = span.start_byte() >= 0 &&
                        span.start_byte() <= span.end_byte() &&
                        static_cast<size_t>(span.end_byte()) <= text_.size();
    if (inside &&
        IsCharacterBorder(text_, static_cast<size_t>(span.start_byte())) &&
        IsCharacterBorder(text_, static_cast<size_t>(span.end_byte()))) {
      return absl::OkStatus();
    }
    return Invalid(
        field, absl::StrCat("got [", span.start_byte(), ", ", span.end_byte(),
                            "), want a span of whole "
                            "characters of a text of ",
                            text_.size(), " bytes"));
  }

  // Records may leave `text` out where the store takes it from the span.
  absl::Status CheckSliceIfAny(const Field& field, const v1::Span& span,
                               absl::string_view text) const {
    if (text.empty()) return CheckSpan(Field(field, ".span"), span);
    return CheckSlice(field, span, text);
  }

  absl::Status CheckSlice(const Field& field, const v1::Span& span,
                          absl::string_view text) const {
    RETURN_IF_ERROR(CheckSpan(Field(field, ".span"), span));
    const absl::string_view slice =
        text_.substr(static_cast<size_t>(span.start_byte()),
                     static_cast<size_t>(span.end_byte() - span.start_byte()));
    if (slice == text) return absl::OkStatus();
    return Invalid(Field(field, ".text"), absl::StrCat("got ", Shown(text),
                                                       ", want the text of its "
                                                       "span, ",
                                                       Shown(slice)));
  }

  // `prefix` as of FactPrefix.
  static absl::Status CheckFactName(const Field& field, absl::string_view name,
                                    absl::string_view prefix) {
    if (name.empty()) return absl::OkStatus();
    return CheckName(field, prefix, name);
  }

  // What the names of a collection's facts begin with.
  std::string FactPrefix(absl::string_view collection) const {
    return absl::StrCat(analysis_.document().name(), "/", collection, "/");
  }

  absl::Status CheckMentions() const {
    const std::string prefix = FactPrefix("mentions");
    for (int i = 0; i < analysis_.mentions_size(); ++i) {
      const v1::Mention& mention = analysis_.mentions(i);
      const Field field("document.mentions", i);
      RETURN_IF_ERROR(CheckSliceIfAny(field, mention.span(), mention.text()));
      RETURN_IF_ERROR(
          CheckName(Field(field, ".entity"), kEntityPrefix, mention.entity()));
      RETURN_IF_ERROR(
          CheckFactName(Field(field, ".name"), mention.name(), prefix));
      if (!v1::EntityKind_IsValid(mention.kind()) ||
          !v1::MentionForm_IsValid(mention.form())) {
        return Invalid(field, "got a kind or form that is not known");
      }
    }
    return absl::OkStatus();
  }

  absl::Status CheckQuantities() const {
    for (int i = 0; i < analysis_.quantities_size(); ++i) {
      const v1::Quantity& quantity = analysis_.quantities(i);
      RETURN_IF_ERROR(CheckSliceIfAny(Field("document.quantities", i),
                                      quantity.span(), quantity.text()));
    }
    return absl::OkStatus();
  }

  absl::Status CheckEvidence(const Field& field,
                             const v1::Evidence& evidence) const {
    RETURN_IF_ERROR(
        CheckSpan(Field(field, ".evidence.sentence"), evidence.sentence()));
    return CheckSpan(Field(field, ".evidence.trigger"), evidence.trigger());
  }

  absl::Status CheckAttribution(const Field& field,
                                const v1::Attribution& attribution) const {
    for (const v1::Link& link : attribution.links()) {
      const Field where(field, ".attribution.links");
      RETURN_IF_ERROR(CheckEntityOrEmpty(where, link.entity()));
      RETURN_IF_ERROR(CheckSpan(where, link.span()));
    }
    return absl::OkStatus();
  }

  absl::Status CheckDecisions() const {
    const std::string prefix = FactPrefix("decisions");
    for (int i = 0; i < analysis_.decisions_size(); ++i) {
      const v1::Decision& decision = analysis_.decisions(i);
      const Field field("document.decisions", i);
      RETURN_IF_ERROR(CheckFactName(field, decision.name(), prefix));
      for (const std::string& product : decision.products()) {
        RETURN_IF_ERROR(CheckName(field, kEntityPrefix, product));
      }
      for (const std::string& party : decision.parties()) {
        RETURN_IF_ERROR(CheckName(field, kEntityPrefix, party));
      }
      RETURN_IF_ERROR(CheckAttribution(field, decision.attribution()));
      RETURN_IF_ERROR(CheckEvidence(field, decision.evidence()));
    }
    return absl::OkStatus();
  }

  absl::Status CheckFigures() const {
    const std::string prefix = FactPrefix("figures");
    for (int i = 0; i < analysis_.figures_size(); ++i) {
      const v1::Figure& figure = analysis_.figures(i);
      const Field field("document.figures", i);
      RETURN_IF_ERROR(CheckFactName(field, figure.name(), prefix));
      RETURN_IF_ERROR(CheckEntityOrEmpty(field, figure.subject()));
      RETURN_IF_ERROR(CheckSlice(Field(field, ".quantity"),
                                 figure.quantity().span(),
                                 figure.quantity().text()));
      RETURN_IF_ERROR(CheckAttribution(field, figure.attribution()));
      RETURN_IF_ERROR(CheckEvidence(field, figure.evidence()));
    }
    return absl::OkStatus();
  }

  absl::Status CheckStatements() const {
    const std::string prefix = FactPrefix("statements");
    for (int i = 0; i < analysis_.statements_size(); ++i) {
      const v1::Statement& statement = analysis_.statements(i);
      const Field field("document.statements", i);
      RETURN_IF_ERROR(CheckFactName(field, statement.name(), prefix));
      RETURN_IF_ERROR(CheckEntityOrEmpty(field, statement.speaker()));
      RETURN_IF_ERROR(CheckSpan(Field(field, ".quote"), statement.quote()));
      RETURN_IF_ERROR(CheckAttribution(field, statement.attribution()));
      RETURN_IF_ERROR(CheckEvidence(field, statement.evidence()));
    }
    return absl::OkStatus();
  }

  absl::Status CheckRelations() const {
    const std::string prefix = FactPrefix("relations");
    for (int i = 0; i < analysis_.relations_size(); ++i) {
      const v1::Relation& relation = analysis_.relations(i);
      const Field field("document.relations", i);
      RETURN_IF_ERROR(CheckFactName(field, relation.name(), prefix));
      RETURN_IF_ERROR(CheckName(field, kEntityPrefix, relation.subject()));
      RETURN_IF_ERROR(CheckName(field, kEntityPrefix, relation.object()));
      RETURN_IF_ERROR(CheckEvidence(field, relation.evidence()));
    }
    return absl::OkStatus();
  }

  absl::Status CheckWarnings() const {
    for (int i = 0; i < analysis_.warnings_size(); ++i) {
      RETURN_IF_ERROR(CheckSpan(Field(Field("document.warnings", i), ".span"),
                                analysis_.warnings(i).span()));
    }
    return absl::OkStatus();
  }

  const v1::Analysis& analysis_;
  const absl::string_view text_;
};

template <typename Entities>
absl::Status CheckEntities(const char* field, const Entities& entities) {
  absl::flat_hash_set<absl::string_view> seen;
  for (int i = 0; i < entities.size(); ++i) {
    const v1::Entity& entity = entities.Get(i);
    const Field where(field, i);
    RETURN_IF_ERROR(
        CheckName(Field(where, ".name"), kEntityPrefix, entity.name()));
    if (!seen.insert(entity.name()).second) {
      return Invalid(Field(where, ".name"),
                     absl::StrCat("got ", entity.name(), " twice"));
    }
    if (entity.kind() == v1::ENTITY_KIND_UNSPECIFIED ||
        !v1::EntityKind_IsValid(entity.kind()) ||
        !v1::EntityType_IsValid(entity.type())) {
      return Invalid(where, "got a kind or type that is not known");
    }
    RETURN_IF_ERROR(
        CheckEntityOrEmpty(Field(where, ".redirect_to"), entity.redirect_to()));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckRecord(const v1::Record& record) {
  if (record.if_revision() < 0 ||
      (record.if_revision() > 0 && record.has_entities())) {
    return Invalid("if_revision",
                   absl::StrCat("got ", record.if_revision(),
                                ", want 0, or the revision of a document"));
  }
  switch (record.change_case()) {
    case v1::Record::kDocument:
      RETURN_IF_ERROR(
          CheckEntities("document.entities", record.document().entities()));
      return AnalysisCheck(record.document()).Run();
    case v1::Record::kEntities:
      return CheckEntities("entities.entities", record.entities().entities());
    case v1::Record::kDeletion:
      return CheckName("deletion.document", kDocumentPrefix,
                       record.deletion().document());
    case v1::Record::CHANGE_NOT_SET:
      break;
  }
  return Invalid("change", "got nothing, want one of its fields");
}

}  // namespace isnad
