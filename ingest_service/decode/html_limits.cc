#include "ingest_service/decode/html_limits.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/status/errors.h"

namespace isnad {
namespace {

// Browsers flatten what lies deeper than 512 elements.
constexpr int64_t kMaxDepth = 2000;

// Tags of a page: the tree takes about 300 bytes for each, and news pages have
// some thousands.
constexpr int64_t kMaxTags = 500'000;

// Attributes of one tag: the parser compares each with all before it.
constexpr int64_t kMaxAttributes = 256;

// Sum of the open elements over all tags: the parser looks through them at each
// tag. A page of 16 MB in ordinary tables stays below.
constexpr int64_t kMaxWork = 50'000'000;

// Sum of the open formatting elements over all tags: the parser may open each
// anew for each block, at some 150 bytes. Ordinary pages close them at once.
constexpr int64_t kMaxFormattingWork = 1'000'000;

// The formatting elements of the HTML standard, section 13.2.4.3.
constexpr absl::string_view kFormatting[] = {
    "a",    "b", "big",   "code",   "em",     "font", "i",
    "nobr", "s", "small", "strike", "strong", "tt",   "u"};

// Elements without end tag, and those whose end tag may be left out so that
// the next one closes them. Ordered.
constexpr absl::string_view kNotNesting[] = {
    "area",   "base",  "br", "col",  "dd",    "dt",     "embed", "hr",
    "img",    "input", "li", "link", "meta",  "option", "p",     "param",
    "source", "td",    "th", "tr",   "track", "wbr"};

// Elements whose content has no tags.
constexpr absl::string_view kRawText[] = {"script", "style", "textarea",
                                          "title"};

template <size_t N>
bool Contains(const absl::string_view (&names)[N], absl::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

class TagCounter {
 public:
  explicit TagCounter(absl::string_view html) : html_(html) {}

  // Returns false as soon as a limit is passed.
  bool Count() {
    while ((position_ = html_.find('<', position_)) !=
           absl::string_view::npos) {
      if (absl::StartsWith(html_.substr(position_), "<!--")) {
        SkipTo("-->");
      } else {
        ReadTag();
      }
      if (open_ > kMaxDepth || tags_ > kMaxTags ||
          attributes_ > kMaxAttributes || work_ > kMaxWork ||
          formatting_work_ > kMaxFormattingWork) {
        return false;
      }
    }
    return true;
  }

 private:
  void SkipTo(absl::string_view mark) {
    const size_t found = html_.find(mark, position_);
    position_ =
        found == absl::string_view::npos ? html_.size() : found + mark.size();
  }

  void ReadTag() {
    const size_t start = position_ + 1;
    const bool closing = start < html_.size() && html_[start] == '/';
    size_t end = start + (closing ? 1 : 0);
    const size_t name_begin = end;
    while (end < html_.size() &&
           absl::ascii_isalnum(static_cast<unsigned char>(html_[end]))) {
      ++end;
    }
    position_ = end;
    if (end == name_begin) return;
    CountAttributes();
    ++tags_;
    const std::string name = absl::AsciiStrToLower(
        html_.substr(name_begin, std::min<size_t>(end - name_begin, 16)));
    work_ += open_;
    formatting_work_ += formatting_;
    if (Contains(kNotNesting, name)) return;
    if (Contains(kFormatting, name)) {
      formatting_ = std::max<int64_t>(0, formatting_ + (closing ? -1 : 1));
    }
    if (closing) {
      open_ = std::max<int64_t>(0, open_ - 1);
    } else if (Contains(kRawText, name)) {
      SkipRawText(name);
    } else {
      ++open_;
    }
  }

  // Moves to the end of the tag, whose name was read, and counts what separates
  // its attributes. A quotation mark counts as one only behind "=", as in the
  // standard, or a stray one would hide attributes.
  void CountAttributes() {
    attributes_ = 0;
    char before = ' ';  // the last character that is no white space
    for (; position_ < html_.size() && html_[position_] != '>'; ++position_) {
      const char c = html_[position_];
      if (absl::ascii_isspace(static_cast<unsigned char>(c))) {
        attributes_ += attribute_open_ ? 1 : 0;
        attribute_open_ = false;
        continue;
      }
      if ((c == '"' || c == '\'') && before == '=') {
        const size_t close = html_.find(c, position_ + 1);
        position_ = std::min(close, html_.size() - 1);
        ++attributes_;
      }
      attribute_open_ = true;
      if (c == '/') ++attributes_;
      before = c;
    }
  }

  // Moves to the end tag of a raw-text element, in any case of letters.
  void SkipRawText(const std::string& name) {
    for (size_t at = html_.find("</", position_); at != absl::string_view::npos;
         at = html_.find("</", at + 2)) {
      if (absl::StartsWithIgnoreCase(html_.substr(at + 2), name)) {
        position_ = at + 2 + name.size();
        return;
      }
    }
    position_ = html_.size();
  }

  const absl::string_view html_;
  size_t position_ = 0;
  int64_t tags_ = 0;
  int64_t attributes_ = 0;  // of the last tag, at most
  bool attribute_open_ = false;
  int64_t open_ = 0;
  int64_t formatting_ = 0;  // of the open ones, formatting elements
  int64_t work_ = 0;
  int64_t formatting_work_ = 0;
};

}  // namespace

absl::Status CheckHtmlLimits(absl::string_view html) {
  if (TagCounter(html).Count()) return absl::OkStatus();
  return FieldErrorWithReason(
      "document.source",
      absl::StrCat("got a page of too many or too deeply nested tags, want at "
                   "most ",
                   kMaxTags, " tags, ", kMaxDepth, " elements open and ",
                   kMaxAttributes, " attributes of one tag"),
      v1::ERROR_REASON_DOCUMENT_TOO_LARGE,
      {{"bytes", absl::StrCat(html.size())},
       {"limit", absl::StrCat(kMaxTags)}});
}

}  // namespace isnad
