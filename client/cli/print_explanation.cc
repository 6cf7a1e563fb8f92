#include "client/cli/print_explanation.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "client/cli/display_width.h"
#include "client/cli/print_values.h"

namespace isnad {
namespace {

class ExplanationPrinter {
 public:
  ExplanationPrinter(const v1::Analysis& analysis, const Console& console)
      : text_(analysis.document().text()),
        analysis_(analysis),
        console_(console) {}

  void Print(const SentenceTrace& sentence) {
    console_.out << "\n"
                 << ++number_ << "  " << Shown(TextOf(sentence.sentence))
                 << "\n";
    PrintNames(sentence.sentence);
    PrintQuantities(sentence.sentence);
    for (const TraceEvent& event : sentence.events) PrintEvent(event);
    if (sentence.events.empty()) {
      console_.out << "   no word of it gives rise to a fact\n";
    }
  }

 private:
  absl::string_view TextOf(TextRange range) const {
    return absl::string_view(text_).substr(range.begin,
                                           range.end - range.begin);
  }

  // On a terminal, text from right to left stands apart from what is around.
  std::string Shown(absl::string_view text) const {
    const std::string printable = PrintableText(text);
    const bool isolates = console_.out_is_terminal && HasRightToLeft(printable);
    return isolates ? Isolated(printable) : printable;
  }

  static bool IsIn(const v1::Span& span, TextRange range) {
    const auto begin = static_cast<uint32_t>(span.start_byte());
    return begin >= range.begin && begin < range.end;
  }

  void PrintNames(TextRange sentence) {
    std::vector<std::string> names;
    for (; mention_ < analysis_.mentions_size(); ++mention_) {
      const v1::Mention& mention = analysis_.mentions(mention_);
      if (!IsBefore(mention.span(), sentence.end)) break;
      if (!IsIn(mention.span(), sentence)) continue;
      names.push_back(
          absl::StrCat(Shown(mention.text()), " = ", IdText(mention.entity())));
    }
    PrintList("names", names);
  }

  void PrintQuantities(TextRange sentence) {
    std::vector<std::string> quantities;
    for (; quantity_ < analysis_.quantities_size(); ++quantity_) {
      const v1::Quantity& quantity = analysis_.quantities(quantity_);
      if (!IsBefore(quantity.span(), sentence.end)) break;
      if (!IsIn(quantity.span(), sentence)) continue;
      quantities.push_back(
          absl::StrCat(Shown(quantity.text()), " = ", QuantityText(quantity)));
    }
    PrintList("quantities", quantities);
  }

  static bool IsBefore(const v1::Span& span, uint32_t end) {
    return static_cast<uint32_t>(span.start_byte()) < end;
  }

  void PrintList(absl::string_view title,
                 const std::vector<std::string>& entries) {
    if (entries.empty()) return;
    console_.out << "   " << title << "\n";
    for (const std::string& entry : entries) {
      console_.out << "     " << entry << "\n";
    }
  }

  void PrintEvent(const TraceEvent& event) {
    console_.out << "   " << event.kind << "  " << Shown(TextOf(event.trigger));
    if (!event.rule.empty()) console_.out << "  [" << event.rule << "]";
    if (event.reason.empty()) {
      console_.out << absl::StrFormat("  confidence %.2f", event.confidence);
    }
    console_.out << "\n";
    if (!event.says.empty()) console_.out << "     " << event.says << "\n";
    if (!event.reason.empty()) {
      console_.out << "     no fact: " << event.reason << "\n";
    }
    for (const TraceDetail& detail : event.details) {
      console_.out << absl::StrFormat("     %-9s ", detail.name)
                   << Shown(detail.value) << "  (" << Shown(detail.how)
                   << ")\n";
    }
  }

  const std::string& text_;
  const v1::Analysis& analysis_;
  const Console& console_;
  int number_ = 0;
  // The first ones that stand in no sentence yet printed.
  int mention_ = 0;
  int quantity_ = 0;
};

}  // namespace

void PrintExplanation(const std::string& label, const v1::Analysis& analysis,
                      const ReadingTrace& trace, const Console& console) {
  console.out << label << "\n";
  ExplanationPrinter printer(analysis, console);
  for (const SentenceTrace& sentence : trace.sentences) printer.Print(sentence);
  if (trace.sentences.empty()) console.out << "\nno sentence to read\n";
  console.out << "\n";
}

}  // namespace isnad
