#include "absl/strings/str_cat.h"
#include "query_service/store/resource_name.h"
#include "query_service/store/store_reader.h"

namespace isnad {

std::string MentionView::Name() const {
  if (id.empty()) return "";
  return absl::StrCat(kDocumentPrefix, document_id, "/mentions/", id);
}

absl::Status StoreReader::ScanMentions(
    const MentionScan& scan,
    absl::FunctionRef<Visit(MentionPosition, v1::Mention&)> visit) {
  return ScanMentionViews(
      scan, [visit](MentionPosition position, const MentionView& view) {
        v1::Mention mention;
        mention.set_entity(std::string(view.entity));
        mention.set_kind(view.kind);
        mention.set_form(view.form);
        mention.mutable_span()->set_start_byte(view.start_byte);
        mention.mutable_span()->set_end_byte(view.end_byte);
        mention.set_text(std::string(view.text));
        mention.set_confidence(view.confidence);
        mention.set_name(view.Name());
        return visit(position, mention);
      });
}

}  // namespace isnad
