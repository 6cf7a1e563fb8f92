// Who leads what, and who serves whom.
#include <algorithm>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "ingest_service/relate/arguments.h"
#include "ingest_service/relate/relation_reader.h"
#include "ingest_service/relate/speakers.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

// Of waw and fa, folded.
constexpr uint32_t kAndBytes = 2;
constexpr absl::string_view kArticle = "\u0627\u0644";

constexpr uint32_t kReach = 14;

struct Office {
  EntityIndex person = kNoEntity;
  EntityIndex employer = kNoEntity;
  bool country = false;
  uint32_t title_end = 0;  // item behind the title's last word
};

class OfficeReader : RelationReader {
 public:
  OfficeReader(const DocumentContext& context, ItemRange sentence,
               RelationList& relations)
      : RelationReader(context, sentence, relations) {}

  void Read() {
    EntityIndex apposed = kNoEntity;
    uint32_t apposed_until = 0;
    for (uint32_t i = sentence_.begin; i < sentence_.end; ++i) {
      const Item& item = context_.At(i);
      if (IsCounterpart(i)) {
        AddCounterpart(i);
        continue;
      }
      if (!item.Is(words_.any_office)) continue;
      const EntityIndex before = PersonBefore(i);
      if (before != kNoEntity) {
        apposed = before;
        apposed_until = i + kReach;
      }
      const bool joined = item.HasFlag(kFormAnd) && i < apposed_until;
      Office office = Follow(i);
      if (before != kNoEntity || joined) office.person = apposed;
      if (office.person == kNoEntity) office.person = HolderOfPost(i);
      // «X the president of Y», and nobody behind.
      if (office.person == kNoEntity && i > sentence_.begin &&
          IsPerson(context_.NameAt(i - 1)) &&
          (HasArticle(item) || IsOfSpeaker(i))) {
        office.person = context_.NameAt(i - 1);
      }
      if (office.person != kNoEntity) ServeBodyBefore(i, office);
      if (office.person != kNoEntity) ServeKnownState(i, office);
      if (office.person != kNoEntity && office.employer == kNoEntity) {
        ServeKnownFirm(i, office);
      }
      if (office.person != kNoEntity && office.employer == kNoEntity) {
        ServeFirmAround(i, office);
      }
      if (office.person == kNoEntity || office.employer == kNoEntity) continue;
      AddOffice(i, office);
    }
  }

 private:
  // «and his counterpart».
  bool IsCounterpart(uint32_t i) const {
    return context_.Is(i, words_.counterpart) &&
           context_.At(i).HasFlag(kFormPronoun);
  }

  // «the president X and his Chinese counterpart Y»: Y's office has the title
  // of the one before.
  void AddCounterpart(uint32_t at) {
    const Office office = Follow(at);
    if (office.person == kNoEntity || office.employer == kNoEntity ||
        last_title_.begin == last_title_.end) {
      return;
    }
    RelationReading relation;
    relation.type = v1::RELATION_TYPE_HOLDS_OFFICE;
    relation.subject = office.person;
    relation.object = office.employer;
    relation.title = last_title_;
    relation.trigger = at;
    relation.rule = "relation.office";
    relations_.Add(relation);
  }

  // A person in apposition before a title: «X, the adviser», «named X
  // adviser».
  EntityIndex PersonBefore(uint32_t title) const {
    uint32_t i = title;
    // «X, who leads ...»
    if (i > sentence_.begin && context_.Is(i - 1, words_.relative)) --i;
    while (i > sentence_.begin && context_.At(i - 1).kind == ItemKind::kMark &&
           !context_.IsMark(i - 1, Mark::kStop)) {
      --i;
    }
    if (i == sentence_.begin) return kNoEntity;
    if (i == title && !context_.Is(title, words_.named_as)) return kNoEntity;
    const EntityIndex entity = context_.NameAt(i - 1);
    return IsPerson(entity) ? entity : kNoEntity;
  }

  // «X holds the post of the president of Y».
  EntityIndex HolderOfPost(uint32_t title) const {
    constexpr uint32_t kReachOfHolder = 5;
    if (title == sentence_.begin || !context_.Is(title - 1, words_.post_noun)) {
      return kNoEntity;
    }
    for (uint32_t i = title - 1;
         i-- > sentence_.FirstNear(title, kReachOfHolder);) {
      if (context_.At(i).kind == ItemKind::kMark) return kNoEntity;
      if (IsPerson(context_.NameAt(i))) return context_.NameAt(i);
    }
    return kNoEntity;
  }

  // Also of titles of several words.
  bool HasArticle(const Item& item) const {
    return item.HasFlag(kFormDefinite) ||
           absl::StartsWith(context_.text.Text(item.range), kArticle);
  }

  // «confirmed X minister of Y»: behind who speaks.
  bool IsOfSpeaker(uint32_t title) const {
    constexpr uint32_t kReachOfVerb = 3;
    const uint32_t floor = sentence_.FirstNear(title, kReachOfVerb);
    for (uint32_t i = floor; i + 1 < title; ++i) {
      if (context_.Is(i, words_.say) && context_.At(i).HasFlag(kFormFinite)) {
        return true;
      }
    }
    return false;
  }

  bool IsPerson(EntityIndex entity) const {
    return entity != kNoEntity &&
           context_.entities.Kind(entity) == v1::ENTITY_KIND_PERSON;
  }

  static bool EndsClause(Mark mark) {
    return mark == Mark::kStop || mark == Mark::kSemicolon ||
           mark == Mark::kColon;
  }

  // «of the company», «the spokesman of the ministry»: of the one spoken of.
  EntityIndex EmployerMeant(uint32_t title, uint32_t noun) const {
    const Item& item = context_.At(noun);
    if (!item.HasFlag(kFormDefinite) || NamesFirm(noun + 1)) return kNoEntity;
    const bool beside = noun == title + 1;
    if (item.Is(words_.company_single) && (beside || item.HasFlag(kFormLi))) {
      const EntityIndex firm =
          CompanyBefore(context_, sentence_, title, 2 * kReach, false);
      return firm != kNoEntity ? firm : context_.memory.company;
    }
    if (beside && context_.Is(title, words_.title) && item.Is(words_.panel)) {
      return BodyNamedBy(noun);
    }
    return context_.Is(title, words_.spokesman) && item.Is(words_.state_head)
               ? context_.memory.body
               : kNoEntity;
  }

  // «the bureau»: the last body named before with that noun for its first.
  EntityIndex BodyNamedBy(uint32_t noun) const {
    constexpr uint32_t kReachOfMentions = 40;
    const absl::string_view head = absl::StripPrefix(
        context_.text.Text(context_.At(noun).range), kArticle);
    const std::vector<uint32_t>& mentions = context_.items.mentions;
    auto mention = std::lower_bound(mentions.begin(), mentions.end(), noun);
    for (uint32_t n = 0; n < kReachOfMentions && mention != mentions.begin();
         ++n) {
      --mention;
      const EntityIndex entity = context_.NameAt(*mention);
      if (entity != kNoEntity &&
          context_.entities.Kind(entity) == v1::ENTITY_KIND_ORGANIZATION &&
          absl::StartsWith(context_.text.Text(context_.At(*mention).range),
                           head)) {
        return entity;
      }
    }
    return kNoEntity;
  }

  Office Follow(uint32_t title) const {
    Office office;
    office.title_end = title + 1;
    const uint32_t limit = std::min(sentence_.end, title + kReach);
    uint32_t commas = 0;
    for (uint32_t i = title + 1; i < limit; ++i) {
      const Item& item = context_.At(i);
      if (item.kind == ItemKind::kMark) {
        if (item.mark == Mark::kComma && ++commas > 1) break;
        if (EndsClause(item.mark)) break;
        continue;
      }
      if (item.kind == ItemKind::kWord) {
        if (item.HasFlag(kFormFinite) ||
            item.Is(words_.that | words_.relative)) {
          break;
        }
        if (office.employer == kNoEntity && commas == 0) {
          office.employer = EmployerMeant(title, i);
        }
        if (office.employer == kNoEntity && commas == 0 &&
            !item.Is(words_.preposition | words_.company_noun)) {
          office.title_end = i + 1;
        }
        continue;
      }
      if (item.kind != ItemKind::kMention) continue;
      if (!ReadMention(i, commas, office)) break;
      if (office.person != kNoEntity) break;
    }
    return office;
  }

  // «the White House ..., though its adviser X»: of the body named before.
  void ServeBodyBefore(uint32_t title, Office& office) const {
    if (office.employer != kNoEntity ||
        !context_.At(title).HasFlag(kFormPronoun) ||
        !context_.Is(title, words_.post)) {
      return;
    }
    for (uint32_t i = title; i-- > sentence_.FirstNear(title, kReach);) {
      const EntityIndex entity = context_.NameAt(i);
      if (entity == kNoEntity) continue;
      if (context_.entities.Traits(entity).type == v1::ENTITY_TYPE_GOVERNMENT) {
        office.employer = entity;
      }
      return;
    }
  }

  // «the minister of trade X»: of the state that X is known to serve.
  void ServeKnownState(uint32_t title, Office& office) const {
    const EntityTraits& person = context_.entities.Traits(office.person);
    if (office.employer != kNoEntity || !person.serves_state ||
        !context_.Is(title, words_.post) ||
        context_.Is(title, words_.analyst | words_.spokesman)) {
      return;
    }
    office.employer = context_.entities.CountryOf(person.Country());
    office.country = office.employer != kNoEntity;
  }

  // «the chief executive X»: of the firm that X is known to serve.
  void ServeKnownFirm(uint32_t title, Office& office) const {
    const EntityIndex firm = context_.entities.Traits(office.person).office;
    const Item& item = context_.At(title);
    const bool known =
        HasArticle(item) || EndsInFemininePronoun(context_, item);
    if (known && IsFirm(context_, firm) &&
        !context_.Is(title, words_.analyst | words_.spokesman)) {
      office.employer = firm;
    }
  }

  // «the firm Y, led by X», «the analyst X of Y».
  void ServeFirmAround(uint32_t title, Office& office) const {
    if (context_.Is(title, words_.preposition)) {
      const uint32_t firm = Previous(context_, sentence_, title);
      if (firm != kNoItem && IsFirm(context_, context_.NameAt(firm))) {
        office.employer = context_.NameAt(firm);
      }
      return;
    }
    // «the firm Y, which X leads», «the firm Y and its founder X».
    const uint32_t before = Previous(context_, sentence_, title);
    const bool led = before != kNoItem && context_.Is(before, words_.relative);
    const bool own = EndsInFemininePronoun(context_, context_.At(title));
    if (!context_.Is(title, words_.post) && (led || own)) {
      office.employer =
          CompanyBefore(context_, sentence_, title, led ? 3 : kReach, true);
      if (office.employer == kNoEntity && own) {
        office.employer = context_.memory.company;
      }
      return;
    }
    if (!context_.Is(title, words_.post)) return;
    const uint32_t limit = std::min(sentence_.end, title + kReach);
    for (uint32_t i = title + 1; i < limit; ++i) {
      if (context_.NameAt(i) != office.person) continue;
      const uint32_t of = Next(context_, sentence_, i);
      if (of == kNoItem || !context_.Is(of, words_.from | words_.in)) return;
      const uint32_t firm = Next(context_, sentence_, of);
      if (firm != kNoItem && NamesFirm(firm)) {
        office.employer = context_.NameAt(firm);
      }
      return;
    }
  }

  bool NamesFirm(uint32_t i) const {
    const EntityIndex entity =
        i < sentence_.end ? context_.NameAt(i) : kNoEntity;
    return entity != kNoEntity &&
           context_.entities.Kind(entity) != v1::ENTITY_KIND_PERSON;
  }

  // False where a mention ends the title's phrase.
  bool ReadMention(uint32_t i, uint32_t commas, Office& office) const {
    const EntityIndex adjective = context_.AdjectiveAt(i);
    if (adjective != kNoEntity) {
      if (office.employer == kNoEntity && commas == 0) {
        office.employer = adjective;
        office.country = true;
      }
      return true;
    }
    const EntityIndex entity = context_.NameAt(i);
    const DocumentEntities& entities = context_.entities;
    if (entities.Kind(entity) == v1::ENTITY_KIND_PERSON) {
      if (context_.At(i).HasFlag(kFormPreposition | kFormAnd)) return false;
      office.person = entity;
      return true;
    }
    // A country, or a union of states.
    const bool country =
        entities.Traits(entity).type == v1::ENTITY_TYPE_COUNTRY ||
        (entities.Traits(entity).type == v1::ENTITY_TYPE_REGION &&
         entities.IsState(entity));
    const bool body = entities.Kind(entity) == v1::ENTITY_KIND_ORGANIZATION;
    if (!country && !body) return true;
    // «concerned with China»: what an office is about.
    if (country && context_.At(i).HasFlag(kFormBi)) return true;
    if (commas > 0) return office.employer == kNoEntity;
    if (office.employer == kNoEntity || office.country) {
      office.employer = entity;
      office.country = country;
    }
    return true;
  }

  void AddOffice(uint32_t title, const Office& office) {
    const Item& item = context_.At(title);
    RelationReading relation;
    const bool leads =
        item.Is(words_.title) && !office.country && !item.Is(words_.post);
    relation.type =
        leads ? v1::RELATION_TYPE_LEADS : v1::RELATION_TYPE_HOLDS_OFFICE;
    relation.subject = office.person;
    relation.object = office.employer;
    relation.title =
        context_.RangeOf({title, std::max(title + 1, office.title_end)});
    if (item.HasFlag(kFormAnd)) {
      relation.title.begin =
          context_.text
              .RangeOfTokens(item.token_begin, item.token_begin, kAndBytes)
              .begin;
    }
    last_title_ = relation.title;
    relation.trigger = title;
    relation.rule = leads ? "relation.leads" : "relation.office";
    relations_.Add(relation);
  }

  TextRange last_title_;
};

}  // namespace

void ReadOffices(const DocumentContext& context, const ItemSentence& sentence,
                 RelationList& relations) {
  const Vocabulary& words = context.words;
  if (!sentence.types.Contains(v1::ENTITY_TYPE_PERSON) ||
      !sentence.Has(words.any_office)) {
    return;
  }
  OfficeReader(context, sentence.items, relations).Read();
}

}  // namespace isnad
