#include <iterator>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "client/cli/display_width.h"
#include "client/cli/html_text.h"
#include "client/cli/print_values.h"
#include "client/cli/source_text.h"
#include "client/cli/timeline_page.h"

namespace isnad {
namespace {

// A decision with the number of its position.
struct ShownDecision {
  const v1::Decision* decision = nullptr;
  int position = 0;
  bool is_contradicted = false;
};

// By document, then by the sentence that states them.
using SentenceFacts =
    std::map<std::pair<int32_t, int32_t>, std::vector<ShownDecision>>;

std::map<std::string, SentenceFacts> FactsOf(const TimelineView& view) {
  std::map<std::string, SentenceFacts> facts;
  for (const NumberedPosition& numbered : NumberPositions(view.timeline)) {
    for (const v1::Decision& decision : numbered.position->decisions()) {
      const v1::Span& span = decision.evidence().sentence();
      facts[DocumentOfFact(decision.name())]
           [{span.start_byte(), span.end_byte()}]
               .push_back({&decision, numbered.number,
                           !numbered.position->contradicts().empty()});
    }
  }
  return facts;
}

std::string NoteHtml(const TimelineView& view, const std::string& document,
                     const std::vector<ShownDecision>& facts,
                     const std::string& id) {
  std::string html =
      absl::StrCat("<span class=\"note\" role=\"note\" id=\"", id, "n\">");
  for (const ShownDecision& fact : facts) {
    const v1::Decision& decision = *fact.decision;
    absl::StrAppend(&html, "<span class=\"fact\"><span class=\"what\">",
                    EscapeHtml(decision.jurisdiction()), ": ",
                    EscapeHtml(EnumText(decision.action())), ", ",
                    EscapeHtml(EnumText(decision.modality())), "</span>");
    if (!decision.parties().empty()) {
      html += " \xC2\xB7 ";
      for (int i = 0; i < decision.parties_size(); ++i) {
        absl::StrAppend(&html, i == 0 ? "" : ", ", "<bdi>",
                        EscapeHtml(view.NameOf(decision.parties(i))), "</bdi>");
      }
    }
    if (!decision.condition().empty()) {
      absl::StrAppend(&html, " \xC2\xB7 condition: <bdi>",
                      EscapeHtml(decision.condition()), "</bdi>");
    }
    absl::StrAppend(&html, " \xC2\xB7 position ", fact.position);
    if (fact.is_contradicted) {
      html += " \xC2\xB7 <span class=\"against\">contradicted</span>";
    }
    absl::StrAppend(&html, "<br>",
                    ChainHtml(view, decision.attribution(), document),
                    " <span class=\"bytes\">sentence ",
                    SpanText(decision.evidence().sentence()), "</span></span>");
  }
  return html + "</span>";
}

void AddMarks(const v1::Decision& decision, std::vector<TextMark>& marks) {
  marks.push_back({decision.evidence().trigger(), "trigger"});
  for (const v1::Link& link : decision.attribution().links()) {
    marks.push_back(
        {link.span(), link.role() == v1::ROLE_VIA ? "via" : "speaker"});
  }
}

std::string AboutHtml(const TimelineView& view, const v1::Document& document) {
  std::string html = "<p>";
  const auto add = [&](const std::string& part) {
    if (part.empty()) return;
    absl::StrAppend(&html, html == "<p>" ? "" : " \xC2\xB7 ", part);
  };
  if (!document.outlet().empty()) {
    add(absl::StrCat("<bdi>", EscapeHtml(view.NameOf(document.outlet())),
                     "</bdi>"));
  }
  add(EscapeHtml(
      document.has_publish_time()
          ? TimeText(document.publish_time())
          : absl::StrCat("no date, revision ", document.revision())));
  const std::string uri = EscapeHtml(document.uri());
  add(IsSafeLink(document.uri())
          ? absl::StrCat("<a rel=\"noopener noreferrer\" href=\"", uri, "\">",
                         uri, "</a>")
          : uri);
  if (!document.duplicate_of().empty()) {
    add(absl::StrCat("a reprint of <bdi>",
                     EscapeHtml(view.NameOf(document.duplicate_of())),
                     "</bdi>"));
  }
  return html + "</p>";
}

// The number of a document in the page, from 1; 0 if it is not in it.
size_t NumberOf(const TimelineView& view, const std::string& document) {
  const auto found = view.documents.find(document);
  if (found == view.documents.end()) return 0;
  return static_cast<size_t>(std::distance(view.documents.begin(), found)) + 1;
}

std::string IdOfSentence(size_t document, int32_t start) {
  return absl::StrCat("d", document, "s", start);
}

std::string ArticleHtml(const TimelineView& view, const v1::Document& document,
                        const SentenceFacts& facts) {
  const size_t number = NumberOf(view, document.name());
  std::vector<MarkedSentence> sentences;
  std::vector<TextMark> marks;
  for (const auto& [span, shown] : facts) {
    const v1::Decision& first = *shown.front().decision;
    const std::string id = IdOfSentence(number, span.first);
    MarkedSentence sentence;
    sentence.span = first.evidence().sentence();
    sentence.attributes = absl::StrCat(
        " class=\"", EscapeHtml(EnumText(first.action())), "\" id=\"", id,
        "\" tabindex=\"0\" aria-describedby=\"", id, "n\"");
    sentence.note = NoteHtml(view, document.name(), shown, id);
    sentences.push_back(std::move(sentence));
    for (const ShownDecision& fact : shown) AddMarks(*fact.decision, marks);
  }
  const std::string language =
      document.language_code().empty() ? "und" : document.language_code();
  const char* direction = HasRightToLeft(document.text()) ? "rtl" : "ltr";
  return absl::StrCat(
      "<article class=\"source\" id=\"d", number, "\"><header><h3>", "<bdi>",
      EscapeHtml(view.NameOf(document.name())), "</bdi> ",
      "<span class=\"code\">", EscapeHtml(document.name()), "</span></h3>",
      AboutHtml(view, document), "</header>\n<div class=\"text\" dir=\"",
      direction, "\" lang=\"", EscapeHtml(language), "\">\n",
      SourceTextHtml(document.text(), std::move(sentences), marks),
      "</div></article>\n");
}

}  // namespace

std::string SentenceId(const TimelineView& view, const v1::Decision& decision) {
  const std::string document = DocumentOfFact(decision.name());
  const size_t number = NumberOf(view, document);
  if (number == 0 ||
      SpanOf(view.documents.at(document).text(), decision.evidence().sentence())
          .empty()) {
    return "";
  }
  return IdOfSentence(number, decision.evidence().sentence().start_byte());
}

std::string TimelineSources(const TimelineView& view) {
  std::string html = "<h2 id=\"sources\">Sources</h2>\n";
  const std::map<std::string, SentenceFacts> facts = FactsOf(view);
  for (const auto& [name, of_document] : facts) {
    const auto document = view.documents.find(name);
    if (document == view.documents.end()) continue;
    html += ArticleHtml(view, document->second, of_document);
  }
  const size_t missing = facts.size() - view.documents.size();
  if (missing > 0) {
    absl::StrAppend(&html, "<p class=\"empty\">", missing,
                    " more documents are not shown here.</p>\n");
  }
  return html;
}

}  // namespace isnad
