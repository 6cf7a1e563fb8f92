#include "common/text/fold.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "common/base/check.h"
#include "common/text/fold_rules.h"
#include "common/text/utf8.h"

namespace isnad {
namespace {

constexpr char32_t kPageSize = 256;

bool IsDroppedClass(CharClass c) {
  return c == CharClass::kCombining || c == CharClass::kInvisible;
}

bool IsSpaceClass(CharClass c) {
  return c == CharClass::kSpace || c == CharClass::kLineBreak;
}

}  // namespace

struct FoldTable::Page {
  struct Entry {
    uint16_t offset;  // into `bytes`; a page holds at most 256 * 33
    uint8_t length;
    CharClass char_class;
  };
  std::array<Entry, kPageSize> entries;
  std::string bytes;
};

FoldTable::FoldTable(uint32_t steps)
    : steps_(steps),
      pages_(new std::atomic<const Page*>[kPageCount]()),
      cells_(new FoldCell[kCellCount]()) {
  for (char32_t c = 0; c < kCellCount; ++c) {
    const Folded folded = LookUpPage(c);
    FoldCell& cell = cells_[c];
    ISNAD_CHECK(folded.bytes.size() <= sizeof(cell.bytes));
    std::memcpy(cell.bytes, folded.bytes.data(), folded.bytes.size());
    cell.length = static_cast<uint8_t>(folded.bytes.size());
    cell.char_class = folded.char_class;
  }
}

FoldTable::~FoldTable() {
  for (size_t i = 0; i < kPageCount; ++i) {
    delete pages_[i].load(std::memory_order_relaxed);
  }
}

const FoldTable::Page& FoldTable::PageOf(char32_t code_point) const {
  std::atomic<const Page*>& slot = pages_[code_point / kPageSize];
  const Page* present = slot.load(std::memory_order_acquire);
  if (present != nullptr) return *present;

  auto made = std::make_unique<Page>();
  const char32_t first = code_point / kPageSize * kPageSize;
  for (char32_t i = 0; i < kPageSize; ++i) {
    Page::Entry& entry = made->entries[i];
    entry.offset = static_cast<uint16_t>(made->bytes.size());
    entry.char_class = FoldCodePoint(first + i, steps_, made->bytes);
    entry.length = static_cast<uint8_t>(made->bytes.size() - entry.offset);
  }
  // Another thread may have been first; its page is equal.
  if (slot.compare_exchange_strong(present, made.get(),
                                   std::memory_order_acq_rel)) {
    present = made.release();
  }
  return *present;
}

Folded FoldTable::LookUpPage(char32_t code_point) const {
  if (code_point >= kPageCount * kPageSize) code_point = kReplacementCharacter;
  const Page& page = PageOf(code_point);
  const Page::Entry& entry = page.entries[code_point % kPageSize];
  return {absl::string_view(page.bytes).substr(entry.offset, entry.length),
          entry.char_class};
}

const FoldTable& DefaultFoldTable() {
  static const FoldTable* const table = new FoldTable(kAllFoldSteps);
  return *table;
}

std::string FoldKey(absl::string_view text) {
  const FoldTable& table = DefaultFoldTable();
  std::string key;
  key.reserve(text.size());
  // What stands between the last letter or digit and the next one.
  std::string punctuation;
  bool space = false;
  CharClass last = CharClass::kSpace;
  for (size_t position = 0; position < text.size();) {
    const Folded folded = table.Lookup(NextCodePoint(text, position));
    if (IsDroppedClass(folded.char_class)) continue;
    if (IsSpaceClass(folded.char_class)) {
      space = true;
      continue;
    }
    if (folded.char_class == CharClass::kPunctuation) {
      punctuation.append(folded.bytes.data(), folded.bytes.size());
      continue;
    }
    if (space && !key.empty()) {
      key.push_back(' ');
    } else if (last == CharClass::kDigit &&
               folded.char_class == CharClass::kDigit) {
      key += punctuation;
    }
    key.append(folded.bytes.data(), folded.bytes.size());
    last = folded.char_class;
    space = false;
    punctuation.clear();
  }
  return key;
}

}  // namespace isnad
