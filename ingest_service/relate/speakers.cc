#include "ingest_service/relate/speakers.h"

#include <algorithm>

#include "ingest_service/relate/arguments.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

// Everyone named in the words around a verb of saying.
class SpeakerReader {
 public:
  explicit SpeakerReader(const DocumentContext& context) : context_(context) {}

  void Read(ItemRange region) {
    for (uint32_t i = region.begin; i < region.end; ++i) {
      const Item& item = context_.At(i);
      if (item.kind == ItemKind::kMention) {
        ReadMention(i, region.begin);
      } else if (item.kind == ItemKind::kWord) {
        ReadWord(i);
      } else if (item.kind == ItemKind::kQuantity && CountsPeople(item)) {
        sources_.push_back({kNoEntity, v1::ROLE_SPEAKER, item.range});
      }
    }
  }

  Chain Compose() const {
    Chain chain;
    const ChainLink* speaker = Speaker();
    if (speaker == nullptr) return chain;
    chain.push_back(*speaker);
    chain.back().role = v1::ROLE_SPEAKER;
    for (const ChainLink& link : media_) AddVia(link, chain);
    for (const ChainLink& link : platforms_) AddVia(link, chain);
    return chain;
  }

 private:
  static void AddVia(const ChainLink& link, Chain& chain) {
    for (const ChainLink& known : chain) {
      if (known.entity == link.entity) return;
    }
    chain.push_back(link);
    chain.back().role = v1::ROLE_VIA;
  }

  const ChainLink* Speaker() const {
    if (!person_.empty()) return &person_.front();
    if (spokesman_ && !firm_.empty()) return &firm_.front();
    if (!office_.empty() && firm_.empty() && sources_.empty()) {
      return &office_.front();  // «the minister»
    }
    if (analyst_ && !firm_.empty()) return &firm_.back();
    if (analyst_ && media_.empty() && !sources_.empty()) {
      return &sources_.front();
    }
    if (!sources_.empty()) return &sources_.front();
    if (!firm_.empty()) return &firm_.front();
    if (!media_.empty()) return &media_.front();
    return nullptr;
  }

  void ReadMention(uint32_t i, uint32_t begin) {
    const EntityIndex entity = context_.NameAt(i);
    if (entity == kNoEntity) return;
    const ChainLink link = {entity, v1::ROLE_SPEAKER, context_.At(i).range};
    const DocumentEntities& entities = context_.entities;
    // «an official of the administration of X» is not X.
    const bool governed =
        IsGoverned(context_, begin, i) ||
        (i > begin && context_.Is(i - 1, context_.words.state_head));
    if (entities.IsMedia(entity)) {
      media_.push_back(link);
      return;
    }
    switch (entities.Kind(entity)) {
      case v1::ENTITY_KIND_PERSON:
        if (!governed || person_.empty()) {
          if (!(governed && !sources_.empty())) person_.push_back(link);
        }
        break;
      case v1::ENTITY_KIND_ORGANIZATION:
        firm_.push_back(link);
        break;
      case v1::ENTITY_KIND_INSTRUMENT:
        if (entities.IsFund(entity)) firm_.push_back(link);
        break;
      case v1::ENTITY_KIND_PLACE:
        // A state decides; who speaks for it has a name of his own.
        break;
      case v1::ENTITY_KIND_PRODUCT:
        if (entities.Traits(entity).type == v1::ENTITY_TYPE_SOFTWARE) {
          platforms_.push_back(link);
        }
        break;
      default:
        break;
    }
  }

  // «three sources».
  bool CountsPeople(const Item& item) const {
    const std::string& noun = context_.QuantityOf(item).count().noun();
    return noun == "source" || noun == "person" || noun == "people" ||
           noun == "official" || noun == "analyst";
  }

  void ReadWord(uint32_t i) {
    const Item& item = context_.At(i);
    const Vocabulary& words = context_.words;
    if (item.Is(words.spokesman)) spokesman_ = true;
    if (item.Is(words.analyst)) analyst_ = true;
    if (item.Is(words.source) || item.Is(words.analyst)) {
      sources_.push_back({kNoEntity, v1::ROLE_SPEAKER, item.range});
    }
    if (!item.HasFlag(kFormDefinite)) return;
    const DocumentMemory& memory = context_.memory;
    if (item.Is(words.post) && memory.person != kNoEntity) {
      office_ = {{memory.person, v1::ROLE_SPEAKER, item.range}};
    }
    if (item.Is(words.outlet) && memory.outlet != kNoEntity) {
      media_.push_back({memory.outlet, v1::ROLE_SPEAKER, item.range});
    } else if (item.Is(words.company_single)) {
      const EntityIndex company = CompanyMeant(context_, i);
      if (company != kNoEntity) {
        firm_.push_back({company, v1::ROLE_SPEAKER, item.range});
      }
    } else if (item.Is(words.state_head) && memory.body != kNoEntity) {
      firm_.push_back({memory.body, v1::ROLE_SPEAKER, item.range});
    }
  }

  const DocumentContext& context_;
  Chain person_;
  Chain firm_;
  Chain media_;
  Chain sources_;
  Chain platforms_;
  Chain office_;
  bool spokesman_ = false;
  bool analyst_ = false;
};

// Whether an item can carry a name without being its governor: a generic head,
// a title, a mark.
bool IsTransparent(const DocumentContext& context, uint32_t item) {
  const Item& it = context.At(item);
  if (it.kind == ItemKind::kMark) {
    return it.mark == Mark::kOpenQuote || it.mark == Mark::kCloseQuote;
  }
  return it.kind == ItemKind::kWord && it.Is(context.words.generic_head);
}

// A noun that a name behind it belongs to: «sales of X».
bool IsNounBefore(const DocumentContext& context, uint32_t item) {
  const Item& it = context.At(item);
  if (it.kind != ItemKind::kWord) return it.kind == ItemKind::kQuantity;
  if (it.classes.none()) return true;  // most unknown words are nouns
  if (it.Is(context.words.governs_nothing)) return false;
  return !it.HasFlag(kFormFinite);
}

// «Beijing says»: nothing but an auxiliary between a name and a verb.
bool IsFollowedByVerb(const DocumentContext& context, uint32_t name,
                      uint32_t verb) {
  for (uint32_t i = name + 1; i < verb; ++i) {
    if (!context.Is(i, context.words.auxiliary)) return false;
  }
  return true;
}

bool IsSpeakerNoun(const DocumentContext& context, uint32_t item) {
  const Item& it = context.At(item);
  const Vocabulary& words = context.words;
  if (it.kind != ItemKind::kWord || it.HasFlag(kFormPreposition)) return false;
  if (it.Is(words.source | words.analyst | words.spokesman)) return true;
  return it.HasFlag(kFormDefinite) && it.Is(words.company_noun | words.outlet |
                                            words.state_head | words.post);
}

}  // namespace

bool IsGoverned(const DocumentContext& context, uint32_t begin, uint32_t item) {
  if (context.At(item).HasFlag(kFormPreposition)) {
    // «it was X's turn to ...»: the lam of the subject.
    return item == begin || !context.Is(item - 1, context.words.auxiliary);
  }
  while (item > begin && IsTransparent(context, item - 1)) {
    --item;
    if (context.At(item).HasFlag(kFormPreposition)) return true;
  }
  return item > begin && context.Is(item - 1, context.words.preposition);
}

Chain ReadSpeakers(const DocumentContext& context, ItemRange region) {
  SpeakerReader reader(context);
  reader.Read(region);
  return reader.Compose();
}

namespace {

// Whether the name at an item stands behind a noun that it completes («the
// shares of Nvidia»), titles and the like between them.
bool CompletesNoun(const DocumentContext& context, uint32_t floor,
                   uint32_t item) {
  while (item > floor && IsTransparent(context, item - 1)) --item;
  return item > floor && IsNounBefore(context, item - 1);
}

}  // namespace

// «X, who leads Y, ...»: a name that a relative clause only tells of.
bool IsInRelative(const DocumentContext& context, uint32_t floor,
                  uint32_t item) {
  constexpr uint32_t kReachOfRelative = 4;
  for (uint32_t i = item; i-- > floor && item - i <= kReachOfRelative;) {
    if (context.Is(i, context.words.relative)) return true;
    if (context.IsMark(i, Mark::kComma) || context.IsMark(i, Mark::kStop)) {
      break;
    }
  }
  return false;
}

Chain SubjectBefore(const DocumentContext& context, uint32_t begin,
                    uint32_t verb) {
  // Farther back the subject of a verb of saying does not stand.
  constexpr uint32_t kReach = 30;
  const uint32_t floor = verb > begin + kReach ? verb - kReach : begin;
  for (uint32_t i = verb; i-- > floor;) {
    if (context.IsMark(i, Mark::kStop)) break;
    const EntityIndex entity = context.NameAt(i);
    const bool noun = IsSpeakerNoun(context, i);
    if (entity == kNoEntity && !noun) continue;
    if (IsGoverned(context, floor, i)) continue;
    if (entity != kNoEntity) {
      const v1::EntityKind kind = context.entities.Kind(entity);
      if (kind == v1::ENTITY_KIND_PLACE) {
        if (IsFollowedByVerb(context, i, verb)) return {};
        continue;
      }
      if (!context.entities.CanSpeak(entity)) continue;
      if (kind != v1::ENTITY_KIND_PERSON && (CompletesNoun(context, floor, i) ||
                                             IsInRelative(context, floor, i))) {
        continue;
      }
    }
    // «a spokesman of X denied»: whose he is stands behind him.
    const bool spokesman = context.Is(i, context.words.spokesman);
    Chain chain = ReadSpeakers(context, {i, spokesman ? verb : i + 1});
    if (!chain.empty()) return chain;
  }
  return {};
}

bool NamesSomeone(const Chain& chain) {
  return std::any_of(chain.begin(), chain.end(), [](const ChainLink& link) {
    return link.entity != kNoEntity;
  });
}

}  // namespace isnad
