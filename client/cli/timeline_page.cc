#include "client/cli/timeline_page.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "client/cli/html_text.h"
#include "client/cli/print_values.h"

namespace isnad {
namespace {

// A name that may be written in either direction, apart from its surroundings.
std::string Isolate(absl::string_view text) {
  return absl::StrCat("<bdi>", EscapeHtml(text), "</bdi>");
}

std::string KindText(v1::WitnessKind kind) {
  switch (kind) {
    case v1::WITNESS_KIND_SPEAKER:
      return "by name";
    case v1::WITNESS_KIND_OUTLET_OF_SOURCES:
      return "citing unnamed sources";
    case v1::WITNESS_KIND_OUTLET:
      return "in its own words";
    case v1::WITNESS_KIND_DOCUMENT:
      return "an article of no known outlet";
    default:
      return "";
  }
}

const v1::Decision* FindDecision(const v1::Position& position,
                                 const std::string& name) {
  const auto found = std::find_if(
      position.decisions().begin(), position.decisions().end(),
      [&](const v1::Decision& decision) { return decision.name() == name; });
  return found == position.decisions().end() ? nullptr : &*found;
}

class Page {
 public:
  explicit Page(const TimelineView& view)
      : view_(view), positions_(NumberPositions(view.timeline)) {}

  std::string ToHtml() {
    const std::string title = absl::StrCat(
        view_.NameOf(view_.request.product()),
        view_.request.destination().empty()
            ? ""
            : absl::StrCat(" to ", CountryText(view_.request.destination())));
    absl::StrAppend(
        &html_,
        "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n"
        "<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
        "'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action "
        "'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, "
        "initial-scale=1\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n<title>",
        EscapeHtml(title), " \xE2\x80\x93 Isnad</title>\n<style>\n",
        kTimelineStyle, "</style>\n</head>\n<body>\n");
    AddHeader(title);
    absl::StrAppend(&html_, "<main id=\"positions\">\n");
    AddLegend();
    AddLanes();
    html_ += TimelineSources(view_);
    absl::StrAppend(&html_, "<footer><p>Read at revision ",
                    view_.timeline.revision(),
                    ". Byte ranges count the UTF-8 bytes of each text; "
                    "<code>isnad verify</code> checks any of them.</p></footer>"
                    "\n</main>\n</body>\n</html>\n");
    return std::move(html_);
  }

 private:
  void AddHeader(const std::string& title) {
    const auto contradicted = std::count_if(
        positions_.begin(), positions_.end(), [](const NumberedPosition& p) {
          return !p.position->contradicts().empty();
        });
    absl::StrAppend(
        &html_,
        "<header><div class=\"inner\"><a class=\"skip\" href=\"#sources\">Skip "
        "to the sources</a>\n<h1>",
        Isolate(title), "</h1>\n<p>", positions_.size(), " positions of ",
        view_.timeline.jurisdictions_size(), " states, ", contradicted,
        " of them contradicted");
    if (view_.timeline.omitted_decisions() > 0) {
      absl::StrAppend(&html_, "; ", view_.timeline.omitted_decisions(),
                      " earlier decisions left out");
    }
    html_ += ".</p></div></header>\n";
  }

  void AddLegend() {
    html_ +=
        "<ul class=\"legend\"><li><span class=\"speaker\">who says it</span>"
        "</li><li><span class=\"via\">through whom it came</span></li>"
        "<li>Point at a highlighted sentence, or reach it with the Tab key, to "
        "see its chain.</li></ul>\n";
  }

  void AddLanes() {
    html_ += "<h2>Positions</h2>\n";
    if (positions_.empty()) {
      html_ += "<p class=\"empty\">No decision is known.</p>\n";
      return;
    }
    html_ += "<div class=\"lanes\">\n";
    auto position = positions_.begin();
    for (const v1::JurisdictionTimeline& part :
         view_.timeline.jurisdictions()) {
      absl::StrAppend(&html_, "<section class=\"lane\" aria-label=\"",
                      EscapeHtml(CountryText(part.jurisdiction())), "\"><h3>",
                      Isolate(CountryText(part.jurisdiction())),
                      " <span class=\"code\">", EscapeHtml(part.jurisdiction()),
                      "</span></h3>\n<ol class=\"positions\">\n");
      for (int i = 0; i < part.positions_size(); ++i) AddPosition(*position++);
      html_ += "</ol></section>\n";
    }
    html_ += "</div>\n";
  }

  void AddPosition(const NumberedPosition& numbered) {
    const v1::Position& position = *numbered.position;
    const std::string action = EnumText(position.action());
    const std::string modality = EnumText(position.modality());
    absl::StrAppend(&html_, "<li class=\"position ", EscapeHtml(action), " ",
                    EscapeHtml(modality), "\" id=\"p", numbered.number,
                    "\">\n<div class=\"when\">", numbered.number,
                    " \xC2\xB7 since ", EscapeHtml(WhenText(position)));
    if (position.order() == v1::TIMELINE_ORDER_REVISION) {
      html_ += " (no document has a date)";
    }
    absl::StrAppend(&html_, "</div>\n<span class=\"pill\">", EscapeHtml(action),
                    "</span><span class=\"modality\">", EscapeHtml(modality),
                    "</span>");
    if (position.general()) {
      html_ += "<span class=\"general\">chips in general</span>";
    }
    AddContradictions(numbered);
    html_ += "<ul class=\"witnesses\">\n";
    for (const v1::Witness& witness : position.witnesses()) {
      AddWitness(position, witness);
    }
    html_ += "</ul></li>\n";
  }

  void AddContradictions(const NumberedPosition& numbered) {
    const std::vector<int> others =
        ContradictingPositions(numbered, positions_);
    if (others.empty()) return;
    html_ += "<div class=\"contradicted\"><strong>Contradicted</strong> by ";
    for (size_t i = 0; i < others.size(); ++i) {
      const auto index = static_cast<size_t>(others[i] - 1);
      const v1::Position& other = *positions_[index].position;
      absl::StrAppend(&html_, i == 0 ? "" : ", ", "<a href=\"#p", others[i],
                      "\">", others[i], ": ",
                      EscapeHtml(EnumText(other.action())), " (",
                      EscapeHtml(EnumText(other.modality())), ")</a>");
    }
    html_ += "</div>\n";
  }

  void AddWitness(const v1::Position& position, const v1::Witness& witness) {
    absl::StrAppend(&html_, "<li><span class=\"root\">",
                    Isolate(view_.NameOf(witness.root())),
                    "</span> <span class=\"kind\">", KindText(witness.kind()),
                    "</span><ul class=\"chains\">\n");
    for (const v1::Chain& chain : witness.chains()) {
      const std::string document = DocumentOfFact(chain.fact());
      absl::StrAppend(&html_, "<li>",
                      ChainHtml(view_, chain.attribution(), document));
      if (!chain.duplicate_of().empty()) {
        absl::StrAppend(&html_, " <span class=\"kind\">a reprint of ",
                        Isolate(view_.NameOf(chain.duplicate_of())), "</span>");
      }
      const v1::Decision* decision = FindDecision(position, chain.fact());
      const std::string id =
          decision == nullptr ? "" : SentenceId(view_, *decision);
      if (!id.empty()) {
        absl::StrAppend(&html_, " <a href=\"#", id, "\">bytes ",
                        SpanText(chain.evidence().sentence()), "</a>");
      }
      html_ += "</li>\n";
    }
    html_ += "</ul></li>\n";
  }

  const TimelineView& view_;
  const std::vector<NumberedPosition> positions_;
  std::string html_;
};

}  // namespace

std::string ChainHtml(const TimelineView& view,
                      const v1::Attribution& attribution,
                      const std::string& document) {
  constexpr absl::string_view kArrow =
      "<span class=\"arrow\" aria-label=\"then\">\xE2\x86\x92</span>";
  std::string html;
  for (const v1::Link& link : attribution.links()) {
    absl::StrAppend(&html, "<span class=\"link\">",
                    link.role() == v1::ROLE_VIA ? "via " : "",
                    Isolate(view.NameOf(link.entity())),
                    " <span class=\"bytes\">[", SpanText(link.span()),
                    "]</span></span> ", kArrow, " ");
  }
  absl::StrAppend(&html, "<span class=\"link\">",
                  Isolate(view.NameOf(document)), "</span>");
  return html;
}

std::string TimelinePage(const TimelineView& view) {
  return Page(view).ToHtml();
}

}  // namespace isnad
