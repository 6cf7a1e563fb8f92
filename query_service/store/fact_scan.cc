#include "query_service/store/fact_scan.h"

#include <algorithm>
#include <utility>

namespace isnad {
namespace {

// Collects the tags of one fact.
class Tags {
 public:
  explicit Tags(const v1::Document& document) {
    Add(FactField::kOutlet, document.outlet());
  }

  void Add(FactField field, const std::string& value) {
    if (!value.empty()) tags_.push_back({field, value});
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

  std::vector<FactTag> Take() { return std::move(tags_); }

 private:
  std::vector<FactTag> tags_;
};

}  // namespace

std::vector<FactTag> FactTagsOf(const v1::Decision& decision,
                                const v1::Document& document) {
  Tags tags(document);
  tags.Add(FactField::kJurisdiction, decision.jurisdiction());
  tags.AddAll(FactField::kProduct, decision.products());
  tags.AddAll(FactField::kDestination, decision.destinations());
  tags.AddAll(FactField::kParty, decision.parties());
  tags.AddLinks(decision.attribution(), /*with_speakers=*/true);
  return tags.Take();
}

std::vector<FactTag> FactTagsOf(const v1::Figure& figure,
                                const v1::Document& document) {
  Tags tags(document);
  tags.Add(FactField::kSubject, figure.subject());
  tags.AddLinks(figure.attribution(), /*with_speakers=*/true);
  return tags.Take();
}

std::vector<FactTag> FactTagsOf(const v1::Statement& statement,
                                const v1::Document& document) {
  Tags tags(document);
  tags.Add(FactField::kSpeaker, statement.speaker());
  tags.AddLinks(statement.attribution(), /*with_speakers=*/false);
  return tags.Take();
}

std::vector<FactTag> FactTagsOf(const v1::Relation& relation,
                                const v1::Document& document) {
  Tags tags(document);
  tags.Add(FactField::kSubject, relation.subject());
  tags.Add(FactField::kObject, relation.object());
  return tags.Take();
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
