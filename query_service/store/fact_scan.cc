#include "query_service/store/fact_scan.h"

#include <algorithm>

namespace isnad {
namespace {

// Tells the tags of one fact, but for values that are missing.
class Tags {
 public:
  Tags(const v1::Document& document, FactTagVisitor visit) : visit_(visit) {
    Add(FactField::kOutlet, document.outlet());
  }

  void Add(FactField field, const std::string& value) {
    if (!value.empty()) visit_(field, value);
  }

  template <typename Values>
  void AddAll(FactField field, const Values& values) {
    for (const std::string& value : values) Add(field, value);
  }

  void AddLinks(const v1::Attribution& attribution, bool with_speakers) {
    for (const v1::Link& link : attribution.links()) {
      if (link.role() == v1::ROLE_VIA) Add(FactField::kVia, link.entity());
      if (with_speakers && link.role() == v1::ROLE_SPEAKER) {
        Add(FactField::kSpeaker, link.entity());
      }
    }
  }

 private:
  const FactTagVisitor visit_;
};

}  // namespace

void ForEachFactTag(const v1::Decision& decision, const v1::Document& document,
                    FactTagVisitor visit) {
  Tags tags(document, visit);
  tags.Add(FactField::kJurisdiction, decision.jurisdiction());
  tags.AddAll(FactField::kProduct, decision.products());
  tags.AddAll(FactField::kDestination, decision.destinations());
  tags.AddAll(FactField::kParty, decision.parties());
  tags.AddLinks(decision.attribution(), /*with_speakers=*/true);
}

void ForEachFactTag(const v1::Figure& figure, const v1::Document& document,
                    FactTagVisitor visit) {
  Tags tags(document, visit);
  tags.Add(FactField::kSubject, figure.subject());
  tags.AddLinks(figure.attribution(), /*with_speakers=*/true);
}

void ForEachFactTag(const v1::Statement& statement,
                    const v1::Document& document, FactTagVisitor visit) {
  Tags tags(document, visit);
  tags.Add(FactField::kSpeaker, statement.speaker());
  tags.AddLinks(statement.attribution(), /*with_speakers=*/false);
}

void ForEachFactTag(const v1::Relation& relation, const v1::Document& document,
                    FactTagVisitor visit) {
  Tags tags(document, visit);
  tags.Add(FactField::kSubject, relation.subject());
  tags.Add(FactField::kObject, relation.object());
}

bool HasTagOfEach(const std::vector<FactTagGroup>& groups,
                  const std::vector<FactTag>& tags) {
  return std::all_of(
      groups.begin(), groups.end(), [&](const FactTagGroup& group) {
        return std::find_first_of(tags.begin(), tags.end(), group.begin(),
                                  group.end()) != tags.end();
      });
}

std::optional<absl::Time> PublishTimeOf(const v1::Document& document) {
  if (!document.has_publish_time()) return std::nullopt;
  return absl::FromUnixSeconds(document.publish_time().seconds()) +
         absl::Nanoseconds(document.publish_time().nanos());
}

}  // namespace isnad
