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

// Sum of the open elements over all tags. The parser looks through the open
// elements at each tag, and opens formatting elements anew in each block.
constexpr int64_t kMaxWork = 20'000'000;

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
      if (open_ > kMaxDepth || work_ > kMaxWork) return false;
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
    const std::string name = absl::AsciiStrToLower(
        html_.substr(name_begin, std::min<size_t>(end - name_begin, 16)));
    work_ += open_;
    if (Contains(kNotNesting, name)) return;
    if (closing) {
      open_ = std::max<int64_t>(0, open_ - 1);
    } else if (Contains(kRawText, name)) {
      SkipRawText(name);
    } else {
      ++open_;
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
  int64_t open_ = 0;
  int64_t work_ = 0;
};

}  // namespace

absl::Status CheckHtmlLimits(absl::string_view html) {
  if (TagCounter(html).Count()) return absl::OkStatus();
  return FieldErrorWithReason(
      "document.source",
      absl::StrCat("got elements nested too deeply, want at most ", kMaxDepth,
                   " open at once"),
      v1::ERROR_REASON_DOCUMENT_TOO_LARGE,
      {{"bytes", absl::StrCat(html.size())},
       {"limit", absl::StrCat(kMaxDepth)}});
}

}  // namespace isnad
