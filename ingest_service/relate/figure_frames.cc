#include "ingest_service/relate/figure_frames.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "absl/strings/string_view.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

constexpr uint32_t kCueReach = 16;
constexpr uint32_t kCueReachBehind = 8;

class CueFinder {
 public:
  CueFinder(const DocumentContext& context, const FigureFrames& frames,
            ItemRange sentence, FigureFrames::Kind kind)
      : context_(context),
        words_(context.words),
        frames_(frames),
        sentence_(sentence),
        kind_(kind) {}

  void SeekBefore(uint32_t at, const Asides& asides) {
    const bool level = IsLevel(at);
    uint32_t seen = 0;  // but for what stands in asides
    int distance = 0;
    for (uint32_t i = at; i-- > sentence_.begin && seen < kCueReach;) {
      const uint32_t aside = BeginOfAside(asides, i, at);
      if (aside < i) {
        i = aside;
        continue;
      }
      ++seen;
      const Item& item = context_.At(i);
      if (item.kind == ItemKind::kMark) {
        if (item.mark == Mark::kStop || item.mark == Mark::kSemicolon) break;
        if (item.mark == Mark::kComma) distance += 2;
        continue;
      }
      if (item.kind == ItemKind::kQuantity) {
        if (KindOfQuantity(context_.QuantityAt(i)) == kind_) break;
        continue;
      }
      ++distance;
      Consider(i, distance, false, level);
    }
  }

  void SeekBehind(uint32_t at) {
    const uint32_t limit = std::min(sentence_.end, at + kCueReachBehind);
    int distance = 0;
    for (uint32_t i = at + 1; i < limit; ++i) {
      const Item& item = context_.At(i);
      if (item.kind == ItemKind::kMark) {
        if (item.mark == Mark::kComma || item.mark == Mark::kStop ||
            item.mark == Mark::kSemicolon) {
          break;
        }
        continue;
      }
      ++distance;
      // «8 billion, at a price of 114»: of the one behind.
      if (i + 1 < limit && context_.At(i + 1).kind == ItemKind::kQuantity &&
          KindOfQuantity(context_.QuantityAt(i + 1)) == kind_) {
        break;
      }
      Consider(i, distance, true, false);
    }
  }

  const FigureCue& best() const { return best_; }

 private:
  // «fell from 95 % to 60 %»: what something was or is, and not by how much it
  // changed. «up to 15 %» is none, nor is «rose more than 9 %».
  bool IsLevel(uint32_t at) const {
    const v1::Qualifier qualifier = context_.QuantityAt(at).qualifier();
    if (kind_ != FigureFrames::kPercent || qualifier == v1::QUALIFIER_AT_MOST) {
      return false;
    }
    const bool compared =
        qualifier == v1::QUALIFIER_OVER || qualifier == v1::QUALIFIER_UNDER;
    // «to more than 60 %»: before "more than".
    uint32_t words =
        compared && at > sentence_.begin && context_.Is(at - 1, words_.from)
            ? 2
            : 0;
    // «to about 8 %».
    if (qualifier == v1::QUALIFIER_ABOUT && at > sentence_.begin + 1 &&
        !context_.Is(at - 1, words_.from | words_.to)) {
      words = 1;
    }
    return at > sentence_.begin + words &&
           context_.Is(at - words - 1, words_.from | words_.to);
  }

  void Consider(uint32_t item, int distance, bool behind, bool level) {
    const Item& it = context_.At(item);
    if (!it.Is(frames_.CuesOf(kind_))) return;
    // «and-has risen» is written as «lost» is.
    if (it.Is(words_.qad) && item + 1 < sentence_.end &&
        context_.At(item + 1).HasFlag(kFormFinite)) {
      return;
    }
    for (const FigureFrames::Frame& frame : frames_.Taking(kind_)) {
      if (!it.Is(frame.cue)) continue;
      if (IsChange(frame.metric) && level) continue;
      if (distance > (behind ? frame.behind : frame.before)) continue;
      const int cost = distance + frame.cost + (behind ? 2 : 0);
      if (cost < best_.cost) best_ = {&frame, item, cost};
    }
  }

  const DocumentContext& context_;
  const Vocabulary& words_;
  const FigureFrames& frames_;
  const ItemRange sentence_;
  const FigureFrames::Kind kind_;
  FigureCue best_;
};

}  // namespace

FigureFrames::FigureFrames(const lexicon::v1::RelateSection& section,
                           const WordTable& table) {
  constexpr absl::string_view kNames[] = {"money", "percent", "count",
                                          "measure"};
  for (const lexicon::v1::FigureFrame& data : section.figure()) {
    Frame frame;
    frame.id = data.id();
    frame.cue = table.Class(data.cue());
    frame.metric = data.metric();
    frame.before = data.before();
    frame.behind = data.behind();
    frame.cost = data.cost();
    for (size_t kind = 0; kind < kKinds; ++kind) {
      if (!absl::c_linear_search(data.quantity(), kNames[kind])) continue;
      cues_[kind] |= frame.cue;
      frames_[kind].push_back(frame);
    }
  }
}

FigureFrames::Kind KindOfQuantity(const v1::Quantity& quantity) {
  switch (quantity.value_case()) {
    case v1::Quantity::kMoney:
      return FigureFrames::kMoney;
    case v1::Quantity::kPercent:
      return FigureFrames::kPercent;
    case v1::Quantity::kCount:
      return FigureFrames::kCount;
    case v1::Quantity::kMeasure:
      return FigureFrames::kMeasure;
    default:
      return FigureFrames::kKinds;
  }
}

FigureCue FindFigureCue(const DocumentContext& context,
                        const FigureFrames& frames, ItemRange sentence,
                        const Asides& asides, uint32_t quantity) {
  CueFinder finder(context, frames, sentence,
                   KindOfQuantity(context.QuantityAt(quantity)));
  finder.SeekBefore(quantity, asides);
  finder.SeekBehind(quantity);
  return finder.best();
}

}  // namespace isnad
