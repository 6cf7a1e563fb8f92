// Where firms are at home.
#include <algorithm>

#include "absl/strings/match.h"
#include "ingest_service/relate/relation_reader.h"
#include "ingest_service/relate/speakers.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

constexpr uint32_t kHeadReach = 4;
constexpr uint32_t kListReach = 4;
constexpr uint32_t kSeatReach = 14;

class SeatReader : RelationReader {
 public:
  SeatReader(const DocumentContext& context, ItemRange sentence,
             RelationList& relations)
      : RelationReader(context, sentence, relations) {}

  void Read() {
    for (uint32_t i = sentence_.begin; i < sentence_.end; ++i) {
      if (context_.Is(i, words_.seat)) {
        ReadSeat(i);
      } else if (context_.At(i).kind == ItemKind::kMention) {
        ReadName(i);
      }
    }
  }

  // A sentence without a word for a seat.
  void ReadNames(absl::Span<const uint32_t> mentions) {
    for (const uint32_t i : mentions) ReadName(i);
  }

 private:
  void ReadName(uint32_t i) {
    const EntityIndex place = context_.AdjectiveAt(i);
    if (place != kNoEntity) {
      ReadAdjective(i, place);
    } else if (IsFirm(context_, context_.NameAt(i))) {
      ReadCity(i);
    }
  }

  void AddSeat(EntityIndex firm, EntityIndex place, uint32_t trigger,
               const char* rule) {
    Add(v1::RELATION_TYPE_BASED_IN, firm, place, trigger, rule);
  }

  void ReadAdjective(uint32_t at, EntityIndex place) {
    if (context_.entities.Traits(place).type != v1::ENTITY_TYPE_COUNTRY) {
      return;
    }
    const uint32_t before = Previous(context_, sentence_, at);
    if (before != kNoItem && IsFirm(context_, context_.NameAt(before))) {
      if (IsOfItsRival(before, place)) {
        ReadApposition(at, place);
      } else {
        AddWithJoined(before, at, place);
      }
      return;
    }
    if (!HasFirmHead(at)) return;
    if (IsCompanyMeant(at)) return;
    ReadApposition(at, place);
    ReadList(at, place);
  }

  // «X, the Chinese rival of Y», written "rival (of) Y the-Chinese", where Y is
  // at home elsewhere.
  bool IsOfItsRival(uint32_t firm, EntityIndex place) const {
    const absl::string_view home =
        context_.entities.Traits(context_.NameAt(firm)).Country();
    return firm > sentence_.begin && context_.Is(firm - 1, words_.rival) &&
           !home.empty() && home != context_.entities.Traits(place).Country();
  }

  // «the companies X and Y, both American».
  void AddWithJoined(uint32_t firm, uint32_t adjective, EntityIndex place) {
    AddSeat(context_.NameAt(firm), place, adjective, "relation.seat.adjective");
    if (!IsPlural(adjective)) return;
    for (uint32_t i = firm; context_.At(i).HasFlag(kFormAnd) || IsAlias(i);) {
      i = Previous(context_, sentence_, i);
      if (i == kNoItem || !IsFirm(context_, context_.NameAt(i))) return;
      AddSeat(context_.NameAt(i), place, adjective, "relation.seat.adjective");
    }
  }

  // The same firm once more, in brackets.
  bool IsAlias(uint32_t item) const {
    const uint32_t before = Previous(context_, sentence_, item);
    return before != kNoItem &&
           context_.NameAt(before) == context_.NameAt(item);
  }

  // Dual and plural endings of nationality adjectives.
  bool IsPlural(uint32_t adjective) const {
    const absl::string_view text =
        context_.text.Text(context_.At(adjective).range);
    constexpr absl::string_view kEnds[] = {
        "\u062A\u0627\u0646", "\u062A\u064A\u0646", "\u064A\u0627\u0646",
        "\u064A\u064A\u0646", "\u064A\u0648\u0646", "\u064A\u0627\u062A"};
    return std::any_of(
        std::begin(kEnds), std::end(kEnds),
        [text](absl::string_view end) { return absl::EndsWith(text, end); });
  }

  // Whether the adjective belongs to «companies», «giant», «chip maker».
  bool HasFirmHead(uint32_t at) const {
    const uint32_t floor = sentence_.FirstNear(at, kHeadReach);
    for (uint32_t i = at; i-- > floor;) {
      const Item& item = context_.At(i);
      if (item.kind == ItemKind::kMark) return false;
      if (item.kind == ItemKind::kMention) return false;
      if (item.Is(words_.company_noun | words_.giant)) return true;
      if (item.kind == ItemKind::kQuantity) return IsCountOfFirms(i);
      if (item.HasFlag(kFormFinite)) return false;
    }
    return false;
  }

  bool IsCountOfFirms(uint32_t item) const {
    const v1::Quantity& quantity = context_.QuantityAt(item);
    return quantity.value_case() == v1::Quantity::kCount &&
           quantity.count().noun() == "company";
  }

  // «the Chinese company», and no name behind: points back to a firm, and tells
  // nothing new of it.
  bool IsCompanyMeant(uint32_t at) const {
    const uint32_t noun = at - 1;
    if (at == sentence_.begin || !context_.Is(noun, words_.company_single) ||
        !context_.At(noun).HasFlag(kFormDefinite)) {
      return false;
    }
    const uint32_t next = Next(context_, sentence_, at);
    return next == kNoItem || !IsFirm(context_, context_.NameAt(next));
  }

  // «X, the biggest Chinese maker».
  void ReadApposition(uint32_t at, EntityIndex place) {
    const uint32_t floor = sentence_.FirstNear(at, kHeadReach);
    for (uint32_t i = at; i-- > floor;) {
      if (!context_.IsMark(i, Mark::kComma)) continue;
      const uint32_t firm = Previous(context_, sentence_, i);
      if (firm != kNoItem && IsFirm(context_, context_.NameAt(firm))) {
        AddSeat(context_.NameAt(firm), place, at, "relation.seat.apposition");
      }
      return;
    }
  }

  // The firms behind «American giant» or «Chinese companies such as».
  void ReadList(uint32_t at, EntityIndex place) {
    const uint32_t limit = std::min(sentence_.end, at + 1 + kListReach);
    uint32_t i = at + 1;
    bool introduced = false;
    for (; i < limit && !IsFirm(context_, context_.NameAt(i)); ++i) {
      const Item& item = context_.At(i);
      if (item.kind == ItemKind::kWord && item.Is(words_.likeness)) {
        introduced = true;
        continue;
      }
      if (item.kind == ItemKind::kWord && item.classes.any() &&
          !item.Is(words_.giant)) {
        return;
      }
      if (item.kind == ItemKind::kMention) return;
      if (item.kind == ItemKind::kMark && item.mark == Mark::kStop) return;
    }
    if (i >= limit) return;
    if (!introduced && !OnlyGiantsBetween(at, i)) return;
    // «the two American companies X and Y».
    const bool several = introduced || IsPlural(at);
    while (i != kNoItem && i < sentence_.end &&
           IsFirm(context_, context_.NameAt(i))) {
      AddSeat(context_.NameAt(i), place, at, "relation.seat.list");
      i = Next(context_, sentence_, i);
      if (i != kNoItem && context_.IsMark(i, Mark::kComma)) {
        i = Next(context_, sentence_, i);
      }
      if (!several || i == kNoItem || i >= sentence_.end) return;
      if (IsFirm(context_, context_.NameAt(i)) &&
          context_.At(i).HasFlag(kFormPreposition)) {
        return;
      }
    }
  }

  // «the Chinese technology giant X»: nothing but such heads between.
  bool OnlyGiantsBetween(uint32_t at, uint32_t firm) const {
    for (uint32_t i = Next(context_, sentence_, at); i < firm;
         i = Next(context_, sentence_, i)) {
      if (!context_.Is(i, words_.giant)) return false;
    }
    return true;
  }

  // «whose seat is Beijing», «which takes Beijing as its seat».
  void ReadSeat(uint32_t at) {
    const EntityIndex place = PlaceNear(at);
    // «firms whose seat is X»: none of those named.
    const bool any_firms = at > sentence_.begin &&
                           context_.Is(at - 1, words_.company_noun) &&
                           !context_.At(at - 1).HasFlag(kFormDefinite);
    if (place == kNoEntity || any_firms) return;
    const EntityIndex firm =
        CompanyBefore(context_, sentence_, at, kSeatReach, false);
    if (firm != kNoEntity) AddSeat(firm, place, at, "relation.seat.named");
  }

  EntityIndex PlaceNear(uint32_t at) const {
    const uint32_t limit = std::min(sentence_.end, at + 4);
    for (uint32_t i = at + 1; i < limit; ++i) {
      if (IsPlace(context_.NameAt(i))) return context_.NameAt(i);
    }
    const uint32_t floor = sentence_.FirstNear(at, 3);
    for (uint32_t i = at; i-- > floor;) {
      if (IsPlace(context_.NameAt(i))) return context_.NameAt(i);
    }
    return kNoEntity;
  }

  bool IsPlace(EntityIndex entity) const {
    return entity != kNoEntity &&
           context_.entities.Kind(entity) == v1::ENTITY_KIND_PLACE;
  }

  // «the company X in Shanghai», with at most one attribute between.
  void ReadCity(uint32_t firm) {
    if (firm == sentence_.begin) return;
    const uint32_t head = Previous(context_, sentence_, firm);
    if (head == kNoItem || !context_.Is(head, words_.company_noun)) return;
    uint32_t i = Next(context_, sentence_, firm);
    if (i != kNoItem && context_.At(i).kind == ItemKind::kWord &&
        context_.At(i).classes.none()) {
      i = Next(context_, sentence_, i);
    }
    if (i == kNoItem || i + 1 >= sentence_.end || !context_.Is(i, words_.in)) {
      return;
    }
    const EntityIndex place = context_.NameAt(i + 1);
    if (IsPlace(place) &&
        context_.entities.Traits(place).type == v1::ENTITY_TYPE_CITY) {
      AddSeat(context_.NameAt(firm), place, i, "relation.seat.city");
    }
  }
};

}  // namespace

void ReadSeats(const DocumentContext& context, const ItemSentence& sentence,
               RelationList& relations) {
  if (!sentence.types.Contains(v1::ENTITY_TYPE_COMPANY)) return;
  SeatReader reader(context, sentence.items, relations);
  if (sentence.Has(context.words.seat)) {
    reader.Read();
  } else {
    reader.ReadNames(context.MentionsOf(sentence));
  }
}

}  // namespace isnad
