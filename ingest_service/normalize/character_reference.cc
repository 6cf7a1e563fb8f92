#include "ingest_service/normalize/character_reference.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>

#include "absl/strings/numbers.h"
#include "absl/strings/string_view.h"
#include "common/text/utf8.h"

namespace isnad {
namespace {

struct NamedReference {
  absl::string_view name;
  char32_t code_point;
};

// Those of the HTML standard (section 13.5) that occur in scraped news,
// ordered by name.
constexpr NamedReference kNamedReferences[] = {
    {"amp", U'&'},     {"apos", U'\''},   {"bull", 0x2022},  {"copy", 0xA9},
    {"deg", 0xB0},     {"euro", 0x20AC},  {"gt", U'>'},      {"hellip", 0x2026},
    {"laquo", 0xAB},   {"ldquo", 0x201C}, {"lrm", 0x200E},   {"lsquo", 0x2018},
    {"lt", U'<'},      {"mdash", 0x2014}, {"middot", 0xB7},  {"nbsp", 0xA0},
    {"ndash", 0x2013}, {"pound", 0xA3},   {"quot", U'"'},    {"raquo", 0xBB},
    {"rdquo", 0x201D}, {"reg", 0xAE},     {"rlm", 0x200F},   {"rsquo", 0x2019},
    {"shy", 0xAD},     {"times", 0xD7},   {"trade", 0x2122}, {"zwj", 0x200D},
    {"zwnj", 0x200C},
};

// The longest name and the longest number, without "&" and ";".
constexpr size_t kMaxReferenceBytes = 8;

// Returns 0 for a name that is not known.
char32_t ByName(absl::string_view name) {
  const auto* found = std::lower_bound(
      std::begin(kNamedReferences), std::end(kNamedReferences), name,
      [](const NamedReference& entry, absl::string_view wanted) {
        return entry.name < wanted;
      });
  const bool known = found != std::end(kNamedReferences) && found->name == name;
  return known ? found->code_point : 0;
}

// Returns 0 for what is no number of a character that can be seen or is space.
char32_t ByNumber(absl::string_view digits) {
  uint32_t number = 0;
  const bool hexadecimal =
      !digits.empty() && (digits[0] == 'x' || digits[0] == 'X');
  const bool parsed = hexadecimal
                          ? absl::SimpleHexAtoi(digits.substr(1), &number)
                          : absl::SimpleAtoi(digits, &number);
  if (!parsed || number < 0x20 || number > 0x10FFFF ||
      (number >= 0xD800 && number <= 0xDFFF)) {
    return 0;
  }
  return number;
}

}  // namespace

char32_t ReadCharacter(absl::string_view text, size_t& position) {
  if (text[position] != '&') return NextCodePoint(text, position);
  const absl::string_view rest =
      text.substr(position + 1, kMaxReferenceBytes + 1);
  const size_t length = rest.find(';');
  ++position;
  if (length == absl::string_view::npos || length == 0) return U'&';
  const absl::string_view body = rest.substr(0, length);
  const char32_t meant =
      body[0] == '#' ? ByNumber(body.substr(1)) : ByName(body);
  if (meant == 0) return U'&';
  position += length + 1;
  return meant;
}

}  // namespace isnad
