#include "common/text/fold_rules.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "common/text/fold_letters.h"
#include "common/text/utf8.h"

namespace isnad {
namespace {

constexpr char32_t kTatweel = 0x0640;
constexpr char32_t kMaxCodePoint = 0x10FFFF;

bool Has(uint32_t steps, FoldStep step) {
  return (steps & static_cast<uint32_t>(step)) != 0;
}

bool IsLetterClass(CharClass c) {
  return c == CharClass::kArabicLetter || c == CharClass::kLatinLetter ||
         c == CharClass::kOtherLetter;
}

UScriptCode ScriptOf(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &status);
}

// Marks of these scripts are accents or vowels that writers leave out at will.
// Elsewhere (Devanagari, Thai ...) they are part of the spelling.
bool IsOptionalMark(char32_t c) {
  switch (ScriptOf(c)) {
    case USCRIPT_ARABIC:
    case USCRIPT_INHERITED:
    case USCRIPT_COMMON:
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_CYRILLIC:
    case USCRIPT_HEBREW:
      return true;
    default:
      return false;
  }
}

CharClass LetterClass(char32_t c) {
  switch (ScriptOf(c)) {
    case USCRIPT_ARABIC:
      return CharClass::kArabicLetter;
    case USCRIPT_LATIN:
      return CharClass::kLatinLetter;
    default:
      return CharClass::kOtherLetter;
  }
}

// Characters whose class is not that of their general category.
bool ExceptionalClass(char32_t c, CharClass& result) {
  if (c == 0x06E5 || c == 0x06E6 ||    // Quranic small waw and ya
      (c >= 0x02BE && c <= 0x02C1)) {  // half rings: hamza and ain in Latin
    result = CharClass::kCombining;
  } else if (c == '`' || c == 0xB4 || c == 0x02BB || c == 0x02BC) {
    result = CharClass::kPunctuation;  // written as quotation marks
  } else if (c == '%' || c == 0x066A || c == 0x2030 || c == 0x0609 ||
             c == 0xFE6A || c == 0xFF05) {
    result = CharClass::kSymbol;  // percent and per mille
  } else if (c >= 0x1C && c <= 0x1F) {
    result = CharClass::kLineBreak;  // information separators
  } else {
    return false;
  }
  return true;
}

CharClass SpaceClass(char32_t c) {
  const bool breaks =
      (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029;
  return breaks ? CharClass::kLineBreak : CharClass::kSpace;
}

CharClass FormatClass(char32_t c) {
  // Arabic number signs stand before digits and are seen.
  return u_hasBinaryProperty(static_cast<UChar32>(c),
                             UCHAR_PREPENDED_CONCATENATION_MARK)
             ? CharClass::kSymbol
             : CharClass::kInvisible;
}

// What a character is before any step.
CharClass BaseClass(char32_t c) {
  const auto u = static_cast<UChar32>(c);
  CharClass result;
  if (ExceptionalClass(c, result)) return result;
  if (u_isUWhiteSpace(u)) return SpaceClass(c);
  if (u_hasBinaryProperty(u, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) {
    return CharClass::kInvisible;
  }
  switch (u_charType(u)) {
    case U_CONTROL_CHAR:
      return CharClass::kInvisible;
    case U_FORMAT_CHAR:
      return FormatClass(c);
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
      return LetterClass(c);
    case U_COMBINING_SPACING_MARK:
      return CharClass::kOtherLetter;
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
      return IsOptionalMark(c) ? CharClass::kCombining
                               : CharClass::kOtherLetter;
    case U_DECIMAL_DIGIT_NUMBER:
      return CharClass::kDigit;
    case U_DASH_PUNCTUATION:
    case U_START_PUNCTUATION:
    case U_END_PUNCTUATION:
    case U_CONNECTOR_PUNCTUATION:
    case U_OTHER_PUNCTUATION:
    case U_INITIAL_PUNCTUATION:
    case U_FINAL_PUNCTUATION:
      return CharClass::kPunctuation;
    default:
      return CharClass::kSymbol;
  }
}

// The class of a mark that is kept because its step is off: it then counts as
// a letter of the word it stands in.
CharClass KeptMarkClass(char32_t c) {
  if (c >= 0x0600 && c <= 0x08FF) return CharClass::kArabicLetter;
  if (c <= 0x036F) return CharClass::kLatinLetter;
  return CharClass::kOtherLetter;
}

CharClass ClassUnder(char32_t c, uint32_t steps) {
  if (c == kTatweel) {
    return Has(steps, FoldStep::kTatweel) ? CharClass::kInvisible
                                          : CharClass::kArabicLetter;
  }
  const CharClass base = BaseClass(c);
  if (base == CharClass::kInvisible && !Has(steps, FoldStep::kInvisible)) {
    return CharClass::kSymbol;
  }
  if (base == CharClass::kCombining && !Has(steps, FoldStep::kDiacritics)) {
    return KeptMarkClass(c);
  }
  return base;
}

std::vector<char32_t> CodePoints(const icu::UnicodeString& text) {
  std::vector<char32_t> result;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    result.push_back(static_cast<char32_t>(text.char32At(i)));
  }
  return result;
}

icu::UnicodeString Normalized(const icu::Normalizer2* form,
                              const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString result = form->normalize(text, status);
  return U_SUCCESS(status) ? result : text;
}

// Whether the compatibility decomposition only undoes the way a letter is
// drawn. Superscripts, fractions, circled and squared signs stay: "TM" or "2"
// run into the word before them would make another word of it.
bool IsDrawnForm(char32_t c) {
  switch (u_getIntPropertyValue(static_cast<UChar32>(c),
                                UCHAR_DECOMPOSITION_TYPE)) {
    case U_DT_FONT:
    case U_DT_WIDE:
    case U_DT_NARROW:
    case U_DT_INITIAL:
    case U_DT_MEDIAL:
    case U_DT_FINAL:
    case U_DT_ISOLATED:
    case U_DT_NOBREAK:
      return true;
    case U_DT_COMPAT:
      return c >= 0xFB00 && c <= 0xFB17;  // Latin and Armenian ligatures
    default:
      return false;
  }
}

std::vector<char32_t> Undraw(char32_t c, uint32_t steps) {
  if (!Has(steps, FoldStep::kPresentationForms) || !IsDrawnForm(c)) return {c};
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
  if (U_FAILURE(status)) return {c};
  return CodePoints(
      Normalized(nfkc, icu::UnicodeString(static_cast<UChar32>(c))));
}

// Folds case and takes accents off Latin and Greek letters.
std::vector<char32_t> FoldCaseAndAccents(char32_t c, uint32_t steps) {
  icu::UnicodeString text(static_cast<UChar32>(c));
  if (Has(steps, FoldStep::kCase)) text.foldCase();
  const UScriptCode script = ScriptOf(c);
  if (!Has(steps, FoldStep::kDiacritics) ||
      (script != USCRIPT_LATIN && script != USCRIPT_GREEK)) {
    return CodePoints(text);
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  if (U_SUCCESS(status)) text = Normalized(nfd, text);
  std::vector<char32_t> result = CodePoints(text);
  result.erase(std::remove_if(result.begin(), result.end(),
                              [](char32_t part) {
                                return BaseClass(part) == CharClass::kCombining;
                              }),
               result.end());
  return result;
}

const LetterFold* FindLetter(char32_t c, uint32_t steps) {
  const LetterFold* end = kLetterFolds + kLetterFoldCount;
  const LetterFold* found = std::lower_bound(
      kLetterFolds, end, c,
      [](const LetterFold& fold, char32_t value) { return fold.from < value; });
  const bool applies =
      found != end && found->from == c && Has(steps, found->step);
  return applies ? found : nullptr;
}

char32_t FoldDigit(char32_t c, uint32_t steps) {
  const auto u = static_cast<UChar32>(c);
  if (!Has(steps, FoldStep::kDigits) ||
      u_charType(u) != U_DECIMAL_DIGIT_NUMBER) {
    return c;
  }
  return U'0' + static_cast<char32_t>(u_charDigitValue(u));
}

struct FoldedPart {
  char32_t code_point;
  CharClass char_class;
};

std::vector<FoldedPart> FoldParts(char32_t c, uint32_t steps) {
  std::vector<FoldedPart> parts;
  const auto add = [&parts, steps](char32_t part) {
    parts.push_back({part, ClassUnder(part, steps)});
  };
  for (char32_t drawn : Undraw(c, steps)) {
    for (char32_t plain : FoldCaseAndAccents(drawn, steps)) {
      const LetterFold* letter = FindLetter(plain, steps);
      add(letter == nullptr ? FoldDigit(plain, steps) : letter->to);
      if (letter != nullptr && letter->to_second != 0) add(letter->to_second);
    }
  }
  return parts;
}

bool IsDropped(CharClass c) {
  return c == CharClass::kCombining || c == CharClass::kInvisible;
}

// The class of a character that folds to several: its first letter decides,
// else its first digit, else its first part that is seen.
CharClass ClassOfParts(const std::vector<FoldedPart>& parts) {
  CharClass digit_or_mark = CharClass::kCombining;
  for (const FoldedPart& part : parts) {
    if (IsLetterClass(part.char_class)) return part.char_class;
    if (IsDropped(part.char_class) || part.char_class == CharClass::kSpace) {
      continue;
    }
    if (digit_or_mark == CharClass::kCombining ||
        part.char_class == CharClass::kDigit) {
      digit_or_mark = part.char_class;
    }
  }
  return digit_or_mark;
}

}  // namespace

CharClass FoldCodePoint(char32_t code_point, uint32_t steps, std::string& out) {
  if (code_point > kMaxCodePoint ||
      (code_point >= 0xD800 && code_point <= 0xDFFF)) {
    AppendCodePoint(kReplacementCharacter, out);
    return CharClass::kSymbol;
  }
  const CharClass own = ClassUnder(code_point, steps);
  if (IsDropped(own)) return own;
  if (own == CharClass::kSpace || own == CharClass::kLineBreak) {
    out.push_back(' ');
    return own;
  }
  const std::vector<FoldedPart> parts = FoldParts(code_point, steps);
  const CharClass whole = ClassOfParts(parts);
  if (IsDropped(whole)) return whole;
  for (const FoldedPart& part : parts) {
    // One character makes one token, so only parts of one class remain.
    if (part.char_class == whole) AppendCodePoint(part.code_point, out);
  }
  return whole;
}

}  // namespace isnad
