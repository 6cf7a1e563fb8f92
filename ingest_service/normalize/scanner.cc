// One pass over the text. The outer loop looks at what begins a token. An
// Arabic word is eaten by eights of letters (ScanLetters), which nearly always
// reach the space behind it; what else has cells, and the rest of words that
// have more than plain letters, by characters (ScanRun, ScanMark). A token is
// written whole.
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
#include "ingest_service/normalize/letter_step.h"
#include "ingest_service/normalize/normalized_text.h"

namespace isnad {
namespace {

// Room beyond the input's length: the longest folded form, a pending space and
// what a whole-word store may write too much.
constexpr size_t kSlackBytes = 64;

// Mean bytes for each token and break of news; only guesses to reserve by.
constexpr size_t kBytesPerToken = 8;
constexpr size_t kBytesPerBreak = 32;

// Whether characters of the class join into one token.
constexpr bool IsRunClass(CharClass c) { return c <= CharClass::kDigit; }

// Whether characters of the class are, or are in, tokens.
constexpr bool IsTokenClass(CharClass c) {
  return IsRunClass(c) || c == CharClass::kPunctuation ||
         c == CharClass::kSymbol;
}

static_assert(static_cast<int>(TokenKind::kArabic) ==
                      static_cast<int>(CharClass::kArabicLetter) &&
                  static_cast<int>(TokenKind::kLatin) ==
                      static_cast<int>(CharClass::kLatinLetter) &&
                  static_cast<int>(TokenKind::kOtherLetter) ==
                      static_cast<int>(CharClass::kOtherLetter) &&
                  static_cast<int>(TokenKind::kDigits) ==
                      static_cast<int>(CharClass::kDigit),
              "runs are numbered alike");

TokenKind KindOf(CharClass c) {
  if (IsRunClass(c)) return static_cast<TokenKind>(c);
  return c == CharClass::kPunctuation ? TokenKind::kPunctuation
                                      : TokenKind::kSymbol;
}

// The cell of a character of two bytes.
size_t CellIndex(unsigned char lead, char second) {
  return (lead & 0x1Fu) << 6 | (static_cast<unsigned char>(second) & 0x3Fu);
}

// What white space stands before the next token; the text's start is a line
// break.
enum class Gap : uint8_t { kNone, kSpace, kLine };

class Scanner {
 public:
  Scanner(absl::string_view text, const FoldTable& table)
      : text_(text),
        table_(table),
        cells_(table.cells()),
        by_eights_(AgreesWithLetterStep(table)) {
    parts_.folded.resize(text.size() + kSlackBytes);
    folded_ = &parts_.folded[0];
    parts_.tokens.reserve(text.size() / kBytesPerToken + 8);
    parts_.breaks.reserve(text.size() / kBytesPerBreak + 8);
  }

  NormalizedText::Parts Run() {
    while (position_ < text_.size()) {
      if (!ScanLetters()) ScanOne();
    }
    CloseToken();
    parts_.folded.resize(folded_size_);
    return std::move(parts_);
  }

 private:
  void ScanOne() {
    const auto lead = static_cast<unsigned char>(text_.data()[position_]);
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

  // Scans an Arabic word that begins with letters which are folded by eights.
  // Returns false, and has done nothing, where none begins.
  bool ScanLetters() {
    const char* const text = text_.data() + position_;
    if ((static_cast<unsigned char>(*text) & 0xFEu) != kFirstStepLead ||
        open_ || !by_eights_ || text_.size() - position_ < kLetterStepBytes) {
      return false;
    }
    const size_t begin = WriteSpace();
    size_t bytes = FoldLetters(text, folded_ + begin);
    if (bytes == 0) return false;
    Token& token = AddToken(TokenKind::kArabic, begin);
    Eat(bytes);
    while (bytes == kLetterStepBytes &&
           text_.size() - position_ >= kLetterStepBytes) {
      bytes = FoldLetters(text_.data() + position_, folded_ + folded_size_);
      Eat(bytes);
    }
    token.text_end = IsAtSpace() ? End() : EatRun(CharClass::kArabicLetter);
    FinishToken(token);
    return true;
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
    if (IsTokenClass(cell.char_class) && cell.length <= length) {
      JoinOrCloseToken(cell.char_class);
      if (!open_) {
        if (IsRunClass(cell.char_class)) {
          ScanRun(cell.char_class);
        } else {
          ScanMark(cell, length);
        }
        return;
      }
    }
    position_ += length;
    Take(cell.char_class, absl::string_view(cell.bytes, cell.length), begin);
  }

  // Handles a character that has been read.
  void Take(CharClass char_class, absl::string_view folded, size_t begin) {
    switch (char_class) {
      case CharClass::kLineBreak:
        CloseToken();
        gap_ = Gap::kLine;
        return;
      case CharClass::kSpace:
        NoteSpace();
        return;
      case CharClass::kInvisible:
        return;
      case CharClass::kCombining:
        if (gap_ == Gap::kNone) parts_.tokens.back().text_end = End();
        return;
      default:
        break;
    }
    JoinOrCloseToken(char_class);
    if (!open_) {
      AddToken(KindOf(char_class), WriteSpace()).text_begin =
          static_cast<uint32_t>(begin);
      open_ = true;
      open_class_ = char_class;
    }
    AppendSlowly(folded);
    parts_.tokens.back().text_end = End();
    if (!IsRunClass(char_class)) CloseToken();
  }

  uint32_t End() const { return static_cast<uint32_t>(position_); }

  void NoteSpace() {
    CloseToken();
    if (gap_ == Gap::kNone) gap_ = Gap::kSpace;
  }

  // Closes the open token, if any, unless a character of the class joins it.
  void JoinOrCloseToken(CharClass char_class) {
    if (open_ && char_class != open_class_) CloseToken();
  }

  bool IsAtSpace() const {
    return position_ < text_.size() && text_.data()[position_] == ' ';
  }

  // Goes over bytes that have been folded to as many.
  void Eat(size_t bytes) {
    position_ += bytes;
    folded_size_ += bytes;
  }

  // Writes the space that stands before the next token, if there is one, and
  // returns where that token begins in the folded text. There is room: white
  // space was a byte of the input.
  size_t WriteSpace() {
    folded_[folded_size_] = ' ';
    const bool is_first = folded_size_ == 0;
    return folded_size_ + static_cast<size_t>((gap_ != Gap::kNone) & !is_first);
  }

  // Adds a token that begins at the next byte of the text and at a byte of the
  // folded text, all but its ends and hash.
  Token& AddToken(TokenKind kind, size_t folded_begin) {
    folded_size_ = folded_begin;
    if (kind >= TokenKind::kPunctuation || gap_ != Gap::kSpace) {
      parts_.breaks.push_back(static_cast<uint32_t>(parts_.tokens.size()));
    }
    Token& token = parts_.tokens.emplace_back();
    token.folded_begin = static_cast<uint32_t>(folded_begin);
    token.text_begin = End();
    token.kind = kind;
    token.space_before = gap_ != Gap::kNone;
    token.line_before = gap_ == Gap::kLine;
    gap_ = Gap::kNone;
    return token;
  }

  void EndToken(Token& token) {
    token.folded_end = static_cast<uint32_t>(folded_size_);
    parts_.bytes_of_kinds[static_cast<size_t>(token.kind)] +=
        token.folded_end - token.folded_begin;
    token.hash = HashToken(absl::string_view(
        folded_ + token.folded_begin, folded_size_ - token.folded_begin));
  }

  void CloseToken() {
    if (!open_) return;
    open_ = false;
    EndToken(parts_.tokens.back());
  }

  void AppendSlowly(absl::string_view bytes) {
    const size_t need =
        folded_size_ + bytes.size() + (text_.size() - position_) + kSlackBytes;
    if (need > parts_.folded.size()) {
      parts_.folded.resize(need + parts_.folded.size() / 2);
      folded_ = &parts_.folded[0];
    }
    std::memcpy(folded_ + folded_size_, bytes.data(), bytes.size());
    folded_size_ += bytes.size();
  }

  // Scans the token that begins here with a run of a class.
  void ScanRun(CharClass run_class) {
    Token& token = AddToken(KindOf(run_class), WriteSpace());
    token.text_end = EatRun(run_class);
    FinishToken(token);
  }

  // Scans the token of one character that begins here.
  void ScanMark(const FoldCell& cell, size_t length) {
    Token& token = AddToken(KindOf(cell.char_class), WriteSpace());
    std::memcpy(folded_ + folded_size_, cell.bytes, sizeof(cell.bytes));
    folded_size_ += cell.length;
    position_ += length;
    token.text_end = End();
    FinishToken(token);
  }

  // Ends a token that cannot grow, and eats the space that mostly stands behind
  // it.
  void FinishToken(Token& token) {
    if (open_) return;
    EndToken(token);
    const bool is_space = IsAtSpace();
    position_ += is_space ? 1 : 0;
    gap_ = is_space ? Gap::kSpace : Gap::kNone;
  }

  // Eats characters of a class and what is dropped among them, up to the first
  // one of another class. Returns the end of the last one that is not
  // invisible. The token is left open where a character without a cell comes, a
  // reference to one ("&zwnj;") or one that AppendSlowly must make room for:
  // they may join it.
  uint32_t EatRun(CharClass run_class) {
    const char* const text = text_.data();
    const size_t size = text_.size();
    char* const folded = folded_;
    const FoldCell* const cells = cells_;
    size_t in = position_;
    size_t out = folded_size_;
    size_t end = in;
    while (in < size && text[in] != ' ') {
      const auto lead = static_cast<unsigned char>(text[in]);
      size_t index = lead;
      size_t length = 1;
      if (lead >= 0x80) {
        if (lead >= 0xE0) {
          open_ = true;
          break;
        }
        index = CellIndex(lead, text[in + 1]);
        length = 2;
      }
      const FoldCell& cell = cells[index];
      if (cell.char_class == run_class) {
        if (cell.length > length) {
          open_ = true;
          break;
        }
        std::memcpy(folded + out, cell.bytes, 2);
        out += cell.length;
        end = in + length;
      } else if (cell.char_class == CharClass::kCombining) {
        end = in + length;
      } else if (cell.char_class != CharClass::kInvisible) {
        if (lead == '&') open_ = true;
        break;
      }
      in += length;
    }
    open_class_ = run_class;
    position_ = in;
    folded_size_ = out;
    return static_cast<uint32_t>(end);
  }

  const absl::string_view text_;
  const FoldTable& table_;
  const FoldCell* const cells_;
  const bool by_eights_;  // whether FoldLetters() folds as the table does

  NormalizedText::Parts parts_;
  size_t position_ = 0;     // next byte of the text
  char* folded_ = nullptr;  // the bytes of `parts_.folded`
  size_t folded_size_ = 0;  // how many of them are written

  bool open_ = false;  // the last token may still grow
  CharClass open_class_ = CharClass::kSpace;
  Gap gap_ = Gap::kLine;  // since the last token
};

}  // namespace

NormalizedText::Parts ScanText(absl::string_view text, const FoldTable& table) {
  return Scanner(text, table).Run();
}

}  // namespace isnad
