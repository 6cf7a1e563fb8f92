#include "tests/reference/slow_fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uniset.h>
#include <unicode/unistr.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/text/fold.h"

namespace isnad {
namespace {

using icu::Normalizer2;
using icu::UnicodeSet;
using icu::UnicodeString;

UnicodeSet Set(const char* pattern) {
  UErrorCode status = U_ZERO_ERROR;
  UnicodeSet set(UnicodeString::fromUTF8(pattern), status);
  set.freeze();
  return set;
}

struct ClassRule {
  UnicodeSet set;
  CharClass char_class;
};

// The first set that holds the character decides.
const std::vector<ClassRule>& ClassRules() {
  static const auto* const rules = new std::vector<ClassRule>{
      {Set("[\\u0640]"), CharClass::kInvisible},
      {Set("[\\u06E5\\u06E6\\u02BE-\\u02C1]"), CharClass::kCombining},
      {Set("[\\u0060\\u00B4\\u02BB\\u02BC]"), CharClass::kPunctuation},
      {Set("[%\\u066A\\u2030\\u0609\\uFE6A\\uFF05]"), CharClass::kSymbol},
      {Set("[\\n\\u000B\\f\\r\\u0085\\u2028\\u2029\\u001C-\\u001F]"),
       CharClass::kLineBreak},
      {Set("[:White_Space:]"), CharClass::kSpace},
      {Set("[[:Default_Ignorable_Code_Point:][:Cc:]]"), CharClass::kInvisible},
      {Set("[[:Cf:]-[\\u0600-\\u0605\\u06DD\\u070F\\u0890\\u0891\\u08E2"
           "\\U000110BD\\U000110CD]]"),
       CharClass::kInvisible},
      {Set("[[:Mn:][:Me:]&[[:sc=Arabic:][:sc=Inherited:][:sc=Common:]"
           "[:sc=Latin:][:sc=Greek:][:sc=Cyrillic:][:sc=Hebrew:]]]"),
       CharClass::kCombining},
      {Set("[[:L:]&[:sc=Arabic:]]"), CharClass::kArabicLetter},
      {Set("[[:L:]&[:sc=Latin:]]"), CharClass::kLatinLetter},
      {Set("[[:L:][:M:]]"), CharClass::kOtherLetter},
      {Set("[:Nd:]"), CharClass::kDigit},
      {Set("[:P:]"), CharClass::kPunctuation},
  };
  return *rules;
}

CharClass SlowClass(UChar32 c) {
  for (const ClassRule& rule : ClassRules()) {
    if (rule.set.contains(c)) return rule.char_class;
  }
  return CharClass::kSymbol;
}

using Letters = std::map<UChar32, UnicodeString>;

void Add(Letters& letters, const char* to, const char* from) {
  const UnicodeString sources = UnicodeString::fromUTF8(from);
  for (int32_t i = 0; i < sources.length(); i = sources.moveIndex32(i, 1)) {
    letters[sources.char32At(i)] = UnicodeString::fromUTF8(to);
  }
}

void AddArabicLetters(Letters& letters) {
  Add(letters, "ا", "آأإٱٲٳٵ");
  Add(letters, "و", "ؤٶٷۄۅۆۇۈۉۊۋۏ");
  Add(letters, "ي", "ئٸىؠؽؾؿیۍێېۑےۓ");
  Add(letters, "ء", "ٴ");
  Add(letters, "ه", "ةۃھۀہۂە");
  Add(letters, "ك", "ػؼکڪګڬڭڮگڰڱڲڳڴ");
  Add(letters, "ق", "ڧڨ");
  Add(letters, "ف", "ڡڢڣڤڥڦ");
  Add(letters, "ب", "ٮٻپڀ");
  Add(letters, "ت", "ٹٺټٽٿ");
  Add(letters, "ج", "ڃڄچڇ");
  Add(letters, "ح", "ځڂڅ");
  Add(letters, "د", "ڈډڊڋڌڍڎڏڐ");
  Add(letters, "ر", "ڑڒړڔڕږڗ");
  Add(letters, "ز", "ژڙ");
  Add(letters, "ل", "ڵڶڷڸ");
  Add(letters, "ن", "ڹںڻڼڽ");
}

void AddMarks(Letters& letters) {
  Add(letters, "\"", "«»“”„‟″‶❝❞〝〞〟");
  Add(letters, "'", "`´ʻʼ‘’‚‛′‵‹›❛❜");
  Add(letters, "-", "‐‑‒–—―−﹘");
  Add(letters, "%", "٪");
  Add(letters, "‰", "؉");
  Add(letters, ".", "٫۔");
  Add(letters, ",", "٬﹐");
  Add(letters, "*", "٭");
  Add(letters, ";", "؛");
  Add(letters, "?", "؟");
  Add(letters, "/", "⁄∕");
  Add(letters, "•", "‣⁃▪●◦■▸►∙");
}

void AddLatinLetters(Letters& letters) {
  Add(letters, "o", "øØ");
  Add(letters, "l", "łŁ");
  Add(letters, "d", "đĐðÐ");
  Add(letters, "h", "ħĦ");
  Add(letters, "i", "ı");
  Add(letters, "t", "ŧŦ");
  Add(letters, "b", "ƀɃ");
  Add(letters, "g", "ǥǤ");
  Add(letters, "ae", "æÆǽǼǣǢ");
  Add(letters, "oe", "œŒ");
  Add(letters, "th", "þÞ");
}

const Letters& AllLetters() {
  static const Letters* const letters = [] {
    auto* made = new Letters;
    AddArabicLetters(*made);
    AddMarks(*made);
    AddLatinLetters(*made);
    return made;
  }();
  return *letters;
}

UnicodeString Normalize(const Normalizer2* form, const UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  return form->normalize(text, status);
}

UnicodeString Undrawn(UChar32 c) {
  static const UnicodeSet* const drawn = new UnicodeSet(
      Set("[[:dt=font:][:dt=wide:][:dt=narrow:][:dt=initial:][:dt=medial:]"
          "[:dt=final:][:dt=isolated:][:dt=nobreak:]\\uFB00-\\uFB06"
          "\\uFB13-\\uFB17]"));
  if (!drawn->contains(c)) return UnicodeString(c);
  UErrorCode status = U_ZERO_ERROR;
  return Normalize(Normalizer2::getNFKCInstance(status), UnicodeString(c));
}

UnicodeString WithoutAccents(UChar32 c) {
  static const UnicodeSet* const accented =
      new UnicodeSet(Set("[[:sc=Latin:][:sc=Greek:]]"));
  UnicodeString folded(c);
  folded.foldCase();
  if (!accented->contains(c)) return folded;
  UErrorCode status = U_ZERO_ERROR;
  const UnicodeString parts =
      Normalize(Normalizer2::getNFDInstance(status), folded);
  UnicodeString kept;
  for (int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
    const UChar32 part = parts.char32At(i);
    if (SlowClass(part) != CharClass::kCombining) kept.append(part);
  }
  return kept;
}

UnicodeString MapLetter(UChar32 c) {
  const auto found = AllLetters().find(c);
  if (found != AllLetters().end()) return found->second;
  static const UnicodeSet* const digits = new UnicodeSet(Set("[:Nd:]"));
  if (!digits->contains(c)) return UnicodeString(c);
  return UnicodeString(static_cast<UChar32>('0' + u_charDigitValue(c)));
}

std::vector<UChar32> CodePoints(const UnicodeString& text) {
  std::vector<UChar32> result;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    result.push_back(text.char32At(i));
  }
  return result;
}

// The class the folded character takes: letters before digits before others.
CharClass ClassOfAll(const std::vector<UChar32>& parts) {
  for (const auto& wanted : std::vector<std::vector<CharClass>>{
           {CharClass::kArabicLetter, CharClass::kLatinLetter,
            CharClass::kOtherLetter},
           {CharClass::kDigit},
           {CharClass::kPunctuation, CharClass::kSymbol}}) {
    for (const UChar32 part : parts) {
      for (const CharClass one : wanted) {
        if (SlowClass(part) == one) return one;
      }
    }
  }
  return CharClass::kCombining;
}

}  // namespace

SlowFolded SlowFold(char32_t code_point) {
  const auto c = static_cast<UChar32>(code_point);
  if (c >= 0xD800 && c <= 0xDFFF) return {"\uFFFD", CharClass::kSymbol};
  const CharClass own = SlowClass(c);
  if (own == CharClass::kInvisible || own == CharClass::kCombining) {
    return {"", own};
  }
  if (own == CharClass::kSpace || own == CharClass::kLineBreak) {
    return {" ", own};
  }
  std::vector<UChar32> parts;
  for (const UChar32 drawn : CodePoints(Undrawn(c))) {
    for (const UChar32 plain : CodePoints(WithoutAccents(drawn))) {
      for (const UChar32 mapped : CodePoints(MapLetter(plain))) {
        parts.push_back(mapped);
      }
    }
  }
  SlowFolded result{"", ClassOfAll(parts)};
  if (result.char_class == CharClass::kCombining) return result;
  for (const UChar32 part : parts) {
    if (SlowClass(part) == result.char_class) {
      UnicodeString(part).toUTF8String(result.bytes);
    }
  }
  return result;
}

}  // namespace isnad
