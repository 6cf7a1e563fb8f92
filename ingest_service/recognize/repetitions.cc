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

// Mentions by context have less than this, those of known names more.
constexpr float kRuleLimit = 0.85f;

}  // namespace

void AddRepetitions(MentionDraft* draft) {
  NameTableBuilder builder;
  bool any = false;
  const auto add = [&](const EntityMention& mention) {
    const std::vector<std::string> tokens =
        NameTokens(draft->text().Text(mention.range));
    if (tokens.empty() || tokens.size() > kMaxNameTokens) return;
    builder.Add(tokens, mention.entity);
    any = true;
  };
  for (const EntityMention& mention : draft->mentions()) {
    // What a rule linked to the catalog is not among its names.
    if (mention.entity >= draft->catalog().size() ||
        mention.confidence < kRuleLimit) {
      add(mention);
    }
  }
  for (const EntityMention& mention : draft->aliases()) add(mention);
  if (!any) return;
  const NameTable table = std::move(builder).Build();
  std::vector<EntityMention> found;
  uint32_t taken = 0;
  for (const NameInText& match :
       NameMatcher(table).FindAll(draft->text(), draft->forms())) {
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
