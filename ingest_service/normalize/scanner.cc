// One pass over the text. The outer loop looks at what begins a token; the
// inner one, ScanRun, eats the rest of a word or number as long as its
// characters have cells, which in news is nearly always to its end.
//
// The output always has room for as many bytes as there are left of the input,
// and some more. Characters that fold to more bytes than they have
// are left to AppendSlowly, which makes room.
#include "ingest_service/normalize/scanner.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "common/text/fold.h"
#include "ingest_service/normalize/character_reference.h"
#include "ingest_service/normalize/normalized_text.h"

namespace isnad {
namespace {

// Room beyond the input's length: the longest folded form, a pending space and
// what a whole-word store may write too much.
constexpr size_t kSlackBytes = 64;

// Mean bytes for each token of news; only a guess to reserve by.
constexpr size_t kBytesPerToken = 8;

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

// The cell of a character of two bytes.
size_t CellIndex(unsigned char lead, char second) {
  return (lead & 0x1Fu) << 6 | (static_cast<unsigned char>(second) & 0x3Fu);
}

class Scanner {
 public:
  Scanner(absl::string_view text, const FoldTable& table)
      : text_(text), table_(table), cells_(table.cells()) {
    parts_.folded.resize(text.size() + kSlackBytes);
    parts_.tokens.reserve(text.size() / kBytesPerToken + 8);
  }

  NormalizedText::Parts Run() {
    while (position_ < text_.size()) ScanOne();
    CloseToken();
    parts_.folded.resize(folded_size_);
    return std::move(parts_);
  }

 private:
  void ScanOne() {
    const auto lead = static_cast<unsigned char>(text_[position_]);
    if (lead == ' ') {
      ++position_;
      NoteSpace();
    } else if (lead < 0xE0 && lead != '&') {
      ScanCell(lead);
    } else {
      const size_t begin = position_;
      const Folded folded = table_.Lookup(ReadCharacter(text_, position_));
      Take(folded.char_class, folded.bytes, begin);
    }
  }

  // Scans a character that has a cell, and the run it begins.
  void ScanCell(unsigned char lead) {
    const size_t begin = position_;
    size_t index = lead;
    size_t length = 1;
    if (lead >= 0x80) {
      index = CellIndex(lead, text_[begin + 1]);
      length = 2;
    }
    const FoldCell& cell = cells_[index];
    if (IsRunClass(cell.char_class) && cell.length <= length) {
      JoinOrOpenToken(cell.char_class, begin);
      ScanRun();
      return;
    }
    position_ += length;
    Take(cell.char_class, absl::string_view(cell.bytes, cell.length), begin);
  }

  // Handles a character that has been read.
  void Take(CharClass char_class, absl::string_view folded, size_t begin) {
    switch (char_class) {
      case CharClass::kLineBreak:
        line_ = true;
        NoteSpace();
        return;
      case CharClass::kSpace:
        NoteSpace();
        return;
      case CharClass::kInvisible:
        return;
      case CharClass::kCombining:
        if (touching_) parts_.tokens.back().text_end = End();
        return;
      default:
        break;
    }
    JoinOrOpenToken(char_class, begin);
    AppendSlowly(folded);
    parts_.tokens.back().text_end = End();
    if (!IsRunClass(char_class)) CloseToken();
  }

  uint32_t End() const { return static_cast<uint32_t>(position_); }

  void NoteSpace() {
    CloseToken();
    touching_ = false;
    space_ = true;
  }

  void JoinOrOpenToken(CharClass char_class, size_t begin) {
    if (open_ && char_class == open_class_) return;
    CloseToken();
    // There is room: the space was a byte of the input.
    if (space_ && folded_size_ > 0) parts_.folded[folded_size_++] = ' ';
    Token& token = parts_.tokens.emplace_back();
    token.folded_begin = static_cast<uint32_t>(folded_size_);
    token.text_begin = static_cast<uint32_t>(begin);
    token.kind = KindOf(char_class);
    token.space_before = space_;
    token.line_before = line_;
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

  void AppendSlowly(absl::string_view bytes) {
    const size_t need =
        folded_size_ + bytes.size() + (text_.size() - position_) + kSlackBytes;
    if (need > parts_.folded.size()) {
      parts_.folded.resize(need + parts_.folded.size() / 2);
    }
    std::memcpy(&parts_.folded[folded_size_], bytes.data(), bytes.size());
    folded_size_ += bytes.size();
  }

  // Eats characters of the open token's class and what is dropped among them,
  // up to the first one without a cell or of another class.
  void ScanRun() {
    const char* const text = text_.data();
    const size_t size = text_.size();
    char* const folded = &parts_.folded[0];
    const FoldCell* const cells = cells_;
    const CharClass run_class = open_class_;
    size_t in = position_;
    size_t out = folded_size_;
    size_t end = in;
    while (in < size) {
      const auto lead = static_cast<unsigned char>(text[in]);
      size_t index = lead;
      size_t length = 1;
      if (lead >= 0x80) {
        if (lead >= 0xE0) break;
        index = CellIndex(lead, text[in + 1]);
        length = 2;
      }
      const FoldCell& cell = cells[index];
      if (cell.char_class == run_class) {
        if (cell.length > length) break;
        std::memcpy(folded + out, cell.bytes, 2);
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
};

}  // namespace

NormalizedText::Parts ScanText(absl::string_view text, const FoldTable& table) {
  return Scanner(text, table).Run();
}

}  // namespace isnad
