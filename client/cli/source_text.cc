#include "client/cli/source_text.h"

#include <algorithm>
#include <cstdint>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "client/cli/html_text.h"
#include "common/text/utf8.h"

namespace isnad {
namespace {

bool IsWithin(const v1::Span& span, absl::string_view text) {
  if (span.start_byte() < 0 || span.end_byte() <= span.start_byte()) {
    return false;
  }
  const auto start = static_cast<size_t>(span.start_byte());
  const auto end = static_cast<size_t>(span.end_byte());
  return end <= text.size() && IsCharacterBorder(text, start) &&
         IsCharacterBorder(text, end);
}

bool Holds(const v1::Span& span, int32_t place) {
  return span.start_byte() <= place && place < span.end_byte();
}

class SourceText {
 public:
  SourceText(absl::string_view text, std::vector<MarkedSentence> sentences,
             const std::vector<TextMark>& marks)
      : text_(text) {
    for (const TextMark& mark : marks) {
      if (IsWithin(mark.span, text)) marks_.push_back(mark);
    }
    std::stable_sort(sentences.begin(), sentences.end(),
                     [](const MarkedSentence& a, const MarkedSentence& b) {
                       return a.span.start_byte() < b.span.start_byte();
                     });
    int32_t end = 0;
    for (MarkedSentence& sentence : sentences) {
      if (!IsWithin(sentence.span, text) || sentence.span.start_byte() < end) {
        continue;
      }
      end = sentence.span.end_byte();
      sentences_.push_back(std::move(sentence));
    }
  }

  std::string ToHtml() {
    int32_t line = 0;
    for (size_t i = 0; i <= text_.size(); ++i) {
      if (i < text_.size() && (text_[i] != '\n' || InSentence(i))) continue;
      AddParagraph(line, static_cast<int32_t>(i));
      line = static_cast<int32_t>(i) + 1;
    }
    return std::move(html_);
  }

 private:
  bool InSentence(size_t place) const {
    return std::any_of(sentences_.begin(), sentences_.end(),
                       [&](const MarkedSentence& sentence) {
                         return Holds(sentence.span,
                                      static_cast<int32_t>(place));
                       });
  }

  void AddParagraph(int32_t begin, int32_t end) {
    const absl::string_view line = text_.substr(
        static_cast<size_t>(begin), static_cast<size_t>(end - begin));
    if (absl::StripAsciiWhitespace(line).empty()) return;
    html_ += "<p>";
    int32_t at = begin;
    for (const MarkedSentence& sentence : sentences_) {
      if (sentence.span.start_byte() < begin ||
          sentence.span.start_byte() >= end) {
        continue;
      }
      AddPieces(at, sentence.span.start_byte());
      absl::StrAppend(&html_, "<mark", sentence.attributes, ">");
      AddPieces(sentence.span.start_byte(), sentence.span.end_byte());
      absl::StrAppend(&html_, sentence.note, "</mark>");
      at = sentence.span.end_byte();
    }
    AddPieces(at, end);
    html_ += "</p>\n";
  }

  // Adds text, cut wherever a mark begins or ends.
  void AddPieces(int32_t begin, int32_t end) {
    std::set<int32_t> cuts = {begin, end};
    for (const TextMark& mark : marks_) {
      for (const int32_t cut : {mark.span.start_byte(), mark.span.end_byte()}) {
        if (begin < cut && cut < end) cuts.insert(cut);
      }
    }
    for (auto cut = cuts.begin(); std::next(cut) != cuts.end(); ++cut) {
      AddPiece(*cut, *std::next(cut));
    }
  }

  void AddPiece(int32_t begin, int32_t end) {
    std::set<std::string> classes;
    for (const TextMark& mark : marks_) {
      if (Holds(mark.span, begin)) classes.insert(mark.classes);
    }
    const std::string piece = EscapeSourceText(text_.substr(
        static_cast<size_t>(begin), static_cast<size_t>(end - begin)));
    if (classes.empty()) {
      html_ += piece;
      return;
    }
    std::string all;
    for (const std::string& name : classes) {
      absl::StrAppend(&all, all.empty() ? "" : " ", name);
    }
    absl::StrAppend(&html_, "<span class=\"", all, "\">", piece, "</span>");
  }

  const absl::string_view text_;
  // In text order, never overlapping.
  std::vector<MarkedSentence> sentences_;
  std::vector<TextMark> marks_;
  std::string html_;
};

}  // namespace

std::string SourceTextHtml(absl::string_view text,
                           std::vector<MarkedSentence> sentences,
                           const std::vector<TextMark>& marks) {
  return SourceText(text, std::move(sentences), marks).ToHtml();
}

}  // namespace isnad
