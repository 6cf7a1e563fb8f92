#include "absl/strings/str_cat.h"
#include "query_service/store/store_reader.h"

namespace isnad {

std::string MentionView::Name() const {
  if (id.empty()) return "";
  return absl::StrCat(name_prefix, id);
}

v1::Mention MentionView::ToMention() const {
  v1::Mention mention;
  mention.set_entity(std::string(entity));
  mention.set_kind(kind);
  mention.set_form(form);
  mention.mutable_span()->set_start_byte(start_byte);
  mention.mutable_span()->set_end_byte(end_byte);
  mention.set_text(std::string(text));
  mention.set_confidence(confidence);
  mention.set_name(Name());
  return mention;
}

absl::Status StoreReader::ScanMentions(
    const MentionScan& scan,
    absl::FunctionRef<Visit(MentionPosition, v1::Mention&)> visit) {
  return ScanMentionViews(
      scan, [visit](MentionPosition position, const MentionView& view) {
        v1::Mention mention = view.ToMention();
        return visit(position, mention);
      });
}

}  // namespace isnad
