// One pass over the text. The outer loop looks at what begins a token; the
// inner one, ScanRun, eats the rest of a word or number as long as its
// characters have cells, which in news is nearly always to its end.
//
// The output buffers always have room for as many bytes as there are left of
// the input, and some more. Characters that fold to more bytes than they have
// are left to AppendSlowly, which makes room.
#include "ingest_service/normalize/scanner.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "ingest_service/normalize/normalized_text.h"

namespace isnad {
namespace {

// Room beyond the input's length: the longest folded form, a pending space and
// what a whole-word store may write too much.
constexpr size_t kSlackBytes = 64;

// Mean bytes for each token of news; only a guess to reserve by.
constexpr size_t kBytesPerToken = 9;

TokenKind KindOf(CharClass c) {
  switch (c) {
    case CharClass::kArabicLetter:
      return TokenKind::kArabic;
    case CharClass::kLatinLetter:
      return TokenKind::kLatin;
    case CharClass::kOtherLetter:
      return TokenKind::kOtherLetter;
    case CharClass::kDigit:
      return TokenKind::kDigits;
    case CharClass::kPunctuation:
      return TokenKind::kPunctuation;
    default:
      return TokenKind::kSymbol;
  }
}

// Whether characters of the class join into one token.
bool IsRunClass(CharClass c) {
  return c == CharClass::kArabicLetter || c == CharClass::kLatinLetter ||
         c == CharClass::kOtherLetter || c == CharClass::kDigit;
}

class Scanner {
 public:
  Scanner(absl::string_view text, const FoldTable& table)
      : text_(text), table_(table), cells_(table.cells()) {
    Reserve(text.size() + kSlackBytes);
    parts_.tokens.reserve(text.size() / kBytesPerToken + 8);
  }

  NormalizedText::Parts Run() {
    while (position_ < text_.size()) ScanOne();
    CloseToken();
    parts_.folded.resize(folded_size_);
    parts_.alignment.resize(folded_size_ + 1);
    parts_.alignment[folded_size_] = static_cast<uint32_t>(text_.size());
    return std::move(parts_);
  }

 private:
  void Reserve(size_t bytes) {
    parts_.folded.resize(bytes);
    parts_.alignment.resize(bytes);
  }

  void ScanOne() {
    const size_t begin = position_;
    const auto first = static_cast<unsigned char>(text_[begin]);
    if (first == ' ') {
      position_ = begin + 1;
      NoteSpace(begin);
      return;
    }
    const Folded folded = table_.Lookup(NextCodePoint(text_, position_));
    switch (folded.char_class) {
      case CharClass::kLineBreak:
        line_ = true;
        NoteSpace(begin);
        return;
      case CharClass::kSpace:
        NoteSpace(begin);
        return;
      case CharClass::kInvisible:
        return;
      case CharClass::kCombining:
        if (open_ || touching_) parts_.tokens.back().text_end = End();
        return;
      default:
        Append(folded, begin);
    }
  }

  uint32_t End() const { return static_cast<uint32_t>(position_); }

  void NoteSpace(size_t begin) {
    CloseToken();
    touching_ = false;
    if (space_) return;
    space_ = true;
    space_begin_ = static_cast<uint32_t>(begin);
  }

  // Adds a character that is seen to the open token or a new one.
  void Append(const Folded& folded, size_t begin) {
    const bool run = IsRunClass(folded.char_class);
    if (!open_ || !run || folded.char_class != open_class_) {
      CloseToken();
      OpenToken(folded.char_class, begin);
    }
    AppendSlowly(folded.bytes, begin);
    parts_.tokens.back().text_end = End();
    if (run) {
      ScanRun();
    } else {
      CloseToken();
    }
  }

  void OpenToken(CharClass char_class, size_t begin) {
    if (space_ && !parts_.tokens.empty()) AppendSlowly(" ", space_begin_);
    Token token;
    token.folded_begin = static_cast<uint32_t>(folded_size_);
    token.text_begin = static_cast<uint32_t>(begin);
    token.kind = KindOf(char_class);
    token.space_before = space_;
    token.line_before = line_;
    parts_.tokens.push_back(token);
    open_ = true;
    open_class_ = char_class;
    touching_ = true;
    space_ = false;
    line_ = false;
  }

  void CloseToken() {
    if (!open_) return;
    open_ = false;
    Token& token = parts_.tokens.back();
    token.folded_end = static_cast<uint32_t>(folded_size_);
    token.hash =
        HashToken(absl::string_view(parts_.folded.data() + token.folded_begin,
                                    token.folded_end - token.folded_begin));
  }

  void AppendSlowly(absl::string_view bytes, size_t begin) {
    const size_t need =
        folded_size_ + bytes.size() + (text_.size() - position_) + kSlackBytes;
    if (need > parts_.folded.size()) {
      Reserve(std::max(need, need + parts_.folded.size() / 2));
    }
    std::memcpy(&parts_.folded[folded_size_], bytes.data(), bytes.size());
    std::fill_n(&parts_.alignment[folded_size_], bytes.size(),
                static_cast<uint32_t>(begin));
    folded_size_ += bytes.size();
  }

  // Eats characters of the open token's class and what is dropped among them,
  // up to the first one without a cell or of another class.
  void ScanRun() {
    const char* const text = text_.data();
    const size_t size = text_.size();
    char* const folded = &parts_.folded[0];
    uint32_t* const alignment = parts_.alignment.data();
    const CharClass run_class = open_class_;
    size_t in = position_;
    size_t out = folded_size_;
    size_t end = parts_.tokens.back().text_end;
    while (in < size) {
      const auto lead = static_cast<unsigned char>(text[in]);
      size_t index = lead;
      size_t length = 1;
      if (lead >= 0xE0) break;
      if (lead >= 0x80) {
        index = (lead & 0x1Fu) << 6 |
                (static_cast<unsigned char>(text[in + 1]) & 0x3Fu);
        length = 2;
      }
      const FoldCell& cell = cells_[index];
      if (cell.char_class == run_class) {
        if (cell.length > length) break;
        std::memcpy(folded + out, cell.bytes, 2);
        alignment[out] = static_cast<uint32_t>(in);
        alignment[out + 1] = static_cast<uint32_t>(in);
        out += cell.length;
        end = in + length;
      } else if (cell.char_class == CharClass::kCombining) {
        end = in + length;
      } else if (cell.char_class != CharClass::kInvisible) {
        break;
      }
      in += length;
    }
    position_ = in;
    folded_size_ = out;
    parts_.tokens.back().text_end = static_cast<uint32_t>(end);
  }

  const absl::string_view text_;
  const FoldTable& table_;
  const FoldCell* const cells_;

  NormalizedText::Parts parts_;
  size_t position_ = 0;     // next byte of the text
  size_t folded_size_ = 0;  // bytes of `parts_.folded` that are written

  bool open_ = false;  // the last token may still grow
  CharClass open_class_ = CharClass::kSpace;
  bool touching_ = false;  // no white space since the last token
  bool space_ = true;      // white space, or the start, since the last token
  bool line_ = true;       // a line break, or the start, since the last token
  uint32_t space_begin_ = 0;
};

}  // namespace

NormalizedText::Parts ScanText(absl::string_view text, const FoldTable& table) {
  return Scanner(text, table).Run();
}

}  // namespace isnad
