#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/names/name_table.h"
#include "common/names/name_tokens.h"
#include "ingest_service/recognize/mention_rules.h"
#include "ingest_service/recognize/name_matcher.h"

namespace isnad {
namespace {

constexpr float kConfidence = 0.7f;

}  // namespace

void AddRepetitions(MentionDraft* draft) {
  NameTableBuilder builder;
  bool any = false;
  for (const EntityMention& mention : draft->mentions()) {
    if (mention.entity < draft->catalog().size()) continue;
    const std::vector<std::string> tokens =
        NameTokens(draft->text().Text(mention.range));
    if (tokens.empty() || tokens.size() > kMaxNameTokens) continue;
    builder.Add(tokens, mention.entity);
    any = true;
  }
  if (!any) return;
  const NameTable table = std::move(builder).Build();
  std::vector<EntityMention> found;
  uint32_t taken = 0;
  for (const NameMatch& match : NameMatcher(table).FindAll(draft->text())) {
    if (match.token_begin < taken) continue;
    found.push_back(draft->MakeMention(match.token_begin, match.token_end,
                                       match.clitic_bytes, match.values[0],
                                       kConfidence));
    taken = match.token_end;
  }
  draft->AddAll(found);
  AddSurnames(draft);
}

}  // namespace isnad
