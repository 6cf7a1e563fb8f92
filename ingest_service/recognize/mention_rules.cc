#include "ingest_service/recognize/mention_rules.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "ingest_service/recognize/word_borders.h"

namespace isnad {
namespace {

constexpr float kRuleConfidence = 0.95f;

// al-, the article.
constexpr absl::string_view kArticle = "\u0627\u0644";

bool IsAdjective(const EntityMention& mention) {
  return mention.form == v1::MENTION_FORM_ADJECTIVE;
}

bool HasArticle(const MentionDraft& draft, uint32_t token) {
  return absl::StartsWith(draft.text().Folded(draft.text().tokens()[token]),
                          kArticle);
}

// The id of a country's government: its own, with the two abbreviations that
// are used for governments.
std::string GovernmentId(absl::string_view country_id) {
  if (country_id == "united-states") return "us-government";
  if (country_id == "united-kingdom") return "uk-government";
  return absl::StrCat(country_id, "-government");
}

bool IsLatinMention(const MentionDraft& draft, const EntityMention& mention) {
  for (uint32_t i = mention.token_begin; i < mention.token_end; ++i) {
    if (draft.text().tokens()[i].kind == TokenKind::kArabic) return false;
  }
  return true;
}

// Whether only a space parts two neighbours.
bool Adjoin(const MentionDraft& draft, const EntityMention& first,
            const EntityMention& second) {
  const Token& token = draft.text().tokens()[second.token_begin];
  return first.token_end == second.token_begin && token.space_before &&
         !token.line_before;
}

// The maker of a product, or of what it is part of.
absl::string_view MakerOf(const Catalog& catalog, EntityIndex product) {
  const std::string& maker = catalog.entity(product).maker();
  if (!maker.empty()) return maker;
  const absl::optional<uint32_t> line =
      catalog.Find(catalog.entity(product).part_of());
  return line.has_value() ? absl::string_view(catalog.entity(*line).maker())
                          : absl::string_view();
}

bool IsMadeBy(const MentionDraft& draft, EntityIndex product,
              EntityIndex maker) {
  const Catalog& catalog = draft.catalog();
  return product < catalog.size() && maker < catalog.size() &&
         catalog.kind(product) == v1::ENTITY_KIND_PRODUCT &&
         MakerOf(catalog, product) == catalog.entity(maker).id();
}

}  // namespace

void JoinGovernments(MentionDraft* draft) {
  const std::vector<EntityMention>& mentions = draft->mentions();
  std::vector<EntityMention> found;
  for (const EntityMention& mention : mentions) {
    if (!IsAdjective(mention) || mention.entity >= draft->catalog().size() ||
        !HasArticle(*draft, mention.token_begin) ||
        draft->TypeOf(mention.entity) != v1::ENTITY_TYPE_COUNTRY) {
      continue;
    }
    const RoleMatch* head =
        draft->roles().EndingAt(mention.token_begin, WordRole::kGovernmentHead);
    if (head == nullptr || !draft->IsFree(head->token_begin, head->token_end) ||
        draft->text().tokens()[mention.token_begin].line_before) {
      continue;
    }
    const catalog::v1::CatalogEntity& country =
        draft->catalog().entity(mention.entity);
    const std::string id = GovernmentId(country.id());
    const absl::optional<uint32_t> known = draft->catalog().Find(id);
    const EntityIndex government =
        known.has_value() ? *known
                          : draft->DiscoverWithId(
                                v1::ENTITY_TYPE_GOVERNMENT, id,
                                draft->text().Text(draft->text().RangeOfTokens(
                                    head->token_begin, mention.token_end - 1,
                                    head->clitic_bytes)),
                                country.country());
    found.push_back(draft->MakeMention(head->token_begin, mention.token_end,
                                       head->clitic_bytes, government, 1.0f));
  }
  draft->Replace(found);
}

void JoinMakersAndModels(MentionDraft* draft) {
  const std::vector<EntityMention>& mentions = draft->mentions();
  std::vector<EntityMention> found;
  for (size_t i = 0; i + 1 < mentions.size(); ++i) {
    const EntityMention& maker = mentions[i];
    const EntityMention& model = mentions[i + 1];
    if (!Adjoin(*draft, maker, model) || !IsLatinMention(*draft, maker) ||
        !IsLatinMention(*draft, model) ||
        !IsMadeBy(*draft, model.entity, maker.entity)) {
      continue;
    }
    found.push_back(draft->MakeMention(maker.token_begin, model.token_end, 0,
                                       model.entity, 1.0f));
  }
  draft->Replace(found);
}

void ExtendCompanies(MentionDraft* draft) {
  const std::vector<EntityMention>& mentions = draft->mentions();
  std::vector<EntityMention> found;
  for (EntityMention mention : mentions) {
    if (draft->TypeOf(mention.entity) != v1::ENTITY_TYPE_COMPANY) continue;
    const uint32_t next = mention.token_end;
    const RoleMatch* suffix = draft->roles().At(next, WordRole::kCompanySuffix);
    if (suffix == nullptr || suffix->clitic_bytes != 0 ||
        !draft->IsFree(suffix->token_begin, suffix->token_end) ||
        draft->text().tokens()[next].line_before) {
      continue;
    }
    mention.token_end = suffix->token_end;
    mention.range.end = draft->text().tokens()[suffix->token_end - 1].text_end;
    found.push_back(mention);
  }
  draft->Replace(found);
}

void ExtendProductLines(MentionDraft* draft) {
  const NormalizedText& text = draft->text();
  const std::vector<EntityMention>& mentions = draft->mentions();
  std::vector<EntityMention> found;
  for (const EntityMention& mention : mentions) {
    const uint32_t number = mention.token_end;
    if (mention.kind != v1::ENTITY_KIND_PRODUCT ||
        !IsLatinMention(*draft, mention) || number >= text.tokens().size() ||
        text.tokens()[number].kind != TokenKind::kDigits ||
        text.tokens()[number].line_before ||
        !draft->IsFree(number, number + 1) ||
        text.tokens()[number - 1].kind != TokenKind::kLatin) {
      continue;
    }
    // Only numbers with a letter: without one it may count something.
    const uint32_t letter = number + 1;
    if (letter >= text.tokens().size() ||
        text.tokens()[letter].kind != TokenKind::kLatin ||
        text.tokens()[letter].space_before ||
        text.tokens()[letter].folded_end - text.tokens()[letter].folded_begin >
            2 ||
        !IsCapitalized(text, letter)) {
      continue;
    }
    const TextRange range = text.RangeOfTokens(mention.token_begin, letter);
    const EntityIndex product =
        draft->Discover(draft->TypeOf(mention.entity), text.Text(range));
    found.push_back(draft->MakeMention(mention.token_begin, letter + 1, 0,
                                       product, kRuleConfidence));
  }
  draft->Replace(found);
}

}  // namespace isnad
