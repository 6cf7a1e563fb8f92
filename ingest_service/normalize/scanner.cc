// One pass over the text. The outer loop looks at what begins a token; the
// inner one, ScanRun, eats the rest of a word or number as long as its
// characters have cells, which in news is nearly always to its end. Arabic
// letters that fold to themselves, which most are, it eats by eights.
//
// The output always has room for as many bytes as there are left of the input,
// and some more. Characters that fold to more bytes than they have
// are left to AppendSlowly, which makes room.
#include "ingest_service/normalize/scanner.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
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

// The Arabic letters that fold to themselves, but for a few that are rare: ba,
// alef; ta to ghain; fa to waw; ya.
struct LetterRange {
  uint16_t first;  // the two bytes of UTF-8
  uint16_t last;
};
constexpr LetterRange kPlainLetters[] = {
    {0xD8A7, 0xD8A8}, {0xD8AA, 0xD8BA}, {0xD981, 0xD988}, {0xD98A, 0xD98A}};

// Whether a table leaves all of them as they are.
bool KeepsPlainLetters(const FoldCell* cells) {
  for (const LetterRange& range : kPlainLetters) {
    for (unsigned letter = range.first; letter <= range.last; ++letter) {
      const char bytes[2] = {static_cast<char>(letter >> 8),
                             static_cast<char>(letter & 0xFF)};
      const FoldCell& cell =
          cells[CellIndex(static_cast<unsigned char>(bytes[0]), bytes[1])];
      if (cell.char_class != CharClass::kArabicLetter || cell.length != 2 ||
          std::memcmp(cell.bytes, bytes, 2) != 0) {
        return false;
      }
    }
  }
  return true;
}

// What PlainLettersAt() reads.
constexpr size_t kStepBytes = 16;

#ifdef __SSE2__
// Sets the lanes of letters in a range.
__m128i AreIn(__m128i letters, LetterRange range) {
  const __m128i above =
      _mm_sub_epi16(letters, _mm_set1_epi16(static_cast<int16_t>(range.first)));
  const __m128i beyond = _mm_subs_epu16(
      above, _mm_set1_epi16(static_cast<int16_t>(range.last - range.first)));
  return _mm_cmpeq_epi16(beyond, _mm_setzero_si128());
}

// How many plain letters stand at `text`, up to eight.
size_t PlainLettersAt(const char* text) {
  static_assert(std::size(kPlainLetters) == 4, "as below");
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text));
  const __m128i letters =
      _mm_or_si128(_mm_slli_epi16(bytes, 8), _mm_srli_epi16(bytes, 8));
  const __m128i plain =
      _mm_or_si128(_mm_or_si128(AreIn(letters, kPlainLetters[0]),
                                AreIn(letters, kPlainLetters[1])),
                   _mm_or_si128(AreIn(letters, kPlainLetters[2]),
                                AreIn(letters, kPlainLetters[3])));
  const auto others = ~static_cast<unsigned>(_mm_movemask_epi8(plain));
  return std::min(kStepBytes, static_cast<size_t>(__builtin_ctz(others))) / 2;
}
#else
size_t PlainLettersAt(const char*) { return 0; }
#endif

class Scanner {
 public:
  Scanner(absl::string_view text, const FoldTable& table)
      : text_(text),
        table_(table),
        cells_(table.cells()),
        keeps_plain_(KeepsPlainLetters(cells_)) {
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
    if (run_class == CharClass::kArabicLetter && keeps_plain_) {
      while (in + kStepBytes <= size) {
        const size_t bytes = 2 * PlainLettersAt(text + in);
        std::memcpy(folded + out, text + in, kStepBytes);
        in += bytes;
        out += bytes;
        if (bytes < kStepBytes) break;
      }
      end = in;
    }
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
    // Nearly every word has a space behind it.
    if (in < size && text[in] == ' ') {
      ++position_;
      NoteSpace();
    }
  }

  const absl::string_view text_;
  const FoldTable& table_;
  const FoldCell* const cells_;
  const bool keeps_plain_;

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
