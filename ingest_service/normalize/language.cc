// The script with the most letters decides first. Languages that share the
// Arabic script are told apart by letters that only some of them have, and by
// the Arabic article, which survives a Persian keyboard; those of the Latin
// script by their commonest words.
#include "ingest_service/normalize/language.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/text/token_hash.h"
#include "common/text/utf8.h"
#include "ingest_service/normalize/normalized_text.h"

namespace isnad {
namespace {

constexpr absl::string_view kArticle = "\u0627\u0644";  // "al-"

struct LatinLanguage {
  absl::string_view code;
  std::array<absl::string_view, 12> words;  // folded
};

constexpr LatinLanguage kLatinLanguages[] = {
    {"en",
     {"a", "and", "for", "in", "is", "it", "of", "on", "that", "the", "to",
      "with"}},
    {"fr",
     {"aux", "dans", "des", "du", "est", "et", "la", "le", "les", "pour", "que",
      "une"}},
    {"de",
     {"auf", "das", "dem", "den", "der", "die", "ein", "ist", "mit", "nicht",
      "und", "von"}},
    {"es",
     {"con", "del", "el", "en", "las", "los", "para", "por", "que", "se", "una",
      "y"}},
    {"tr",
     {"bir", "bu", "cok", "daha", "gibi", "icin", "ile", "olan", "olarak",
      "sonra", "ve", "yeni"}},
    {"id",
     {"akan", "dalam", "dan", "dari", "dengan", "di", "ini", "itu", "pada",
      "tidak", "untuk", "yang"}},
};

// A text with fewer of a language's commonest words is not in it.
constexpr size_t kMinCommonWords = 2;

// Shares in a thousand. An Arabic text has the article before a fifth of its
// words and none of the other letters; Persian and Urdu have hardly an article
// and a Persian letter in every tenth place; only Urdu has its own.
constexpr size_t kMinArticles = 80;
constexpr size_t kMinPersianLetters = 40;
constexpr size_t kMinUrduLetters = 15;

struct Counts {
  size_t arabic = 0;  // letters
  size_t arabic_words = 0;
  size_t latin = 0;
  std::array<size_t, std::size(kLatinLanguages)> common_words = {};
  // Letters of the scripts that tell the language.
  std::array<size_t, 8> other = {};
};

struct ForeignCounts {
  size_t persian_letters = 0;
  size_t urdu_letters = 0;
};

struct ScriptRange {
  char32_t first;
  char32_t last;
  size_t language;  // into kScriptLanguages
};

constexpr absl::string_view kScriptLanguages[] = {"ru", "zh", "ja", "ko",
                                                  "he", "el", "hi", "th"};

// Blocks of the Unicode Standard. Kana outweigh the Han characters beside them.
constexpr ScriptRange kScriptRanges[] = {
    {0x0370, 0x03FF, 5}, {0x0400, 0x052F, 0}, {0x0590, 0x05FF, 4},
    {0x0900, 0x097F, 6}, {0x0E00, 0x0E7F, 7}, {0x3040, 0x30FF, 2},
    {0x3400, 0x9FFF, 1}, {0xAC00, 0xD7AF, 3},
};

// Lead bytes of U+0600 to U+06FF.
constexpr unsigned char kFirstArabicLead = 0xD8;
constexpr unsigned char kLastArabicLead = 0xDB;

// Bits of kForeignLetters.
constexpr uint8_t kPersian = 1;
constexpr uint8_t kUrdu = 2;

// By code point from U+0600: the languages that a letter speaks for.
constexpr std::array<uint8_t, 0x100> kForeignLetters = [] {
  std::array<uint8_t, 0x100> letters = {};
  // peh tcheh jeh keheh gaf farsi-yeh
  for (const int c : {0x7E, 0x86, 0x98, 0xA9, 0xAF, 0xCC}) {
    letters[static_cast<size_t>(c)] = kPersian;
  }
  for (const int c : {0x79, 0x88, 0x91, 0xBA, 0xBE, 0xC1, 0xD2}) {
    letters[static_cast<size_t>(c)] = kUrdu;
  }
  return letters;
}();

// By the HashToken() of a word: a bit for each of kLatinLanguages that it is
// common in.
using CommonWords = absl::flat_hash_map<uint64_t, uint32_t>;

const CommonWords& AllCommonWords() {
  static const CommonWords* const words = [] {
    auto* made = new CommonWords;
    for (size_t i = 0; i < std::size(kLatinLanguages); ++i) {
      for (const absl::string_view word : kLatinLanguages[i].words) {
        (*made)[HashToken(word)] |= uint32_t{1} << i;
      }
    }
    return made;
  }();
  return *words;
}

// Reads the words of a range of tokens.
class Words {
 public:
  Words(const NormalizedText& normalized, uint32_t begin, uint32_t end)
      : normalized_(normalized),
        tokens_(absl::MakeConstSpan(normalized.tokens())
                    .subspan(begin, end - begin)) {}

  // Counts what tells the script, and the languages of other scripts.
  Counts Count() const {
    Counts counts;
    for (const Token& token : tokens_) {
      // Sums instead of branches: marks stand anywhere among the words.
      const size_t is_arabic = token.kind == TokenKind::kArabic ? 1 : 0;
      const size_t letters = (token.folded_end - token.folded_begin) / 2;
      counts.arabic_words += is_arabic;
      counts.arabic += is_arabic * letters;
      if (token.kind == TokenKind::kLatin) CountLatin(token, counts);
      if (token.kind == TokenKind::kOtherLetter) CountOther(token, counts);
    }
    return counts;
  }

  // Whether at least so many words have the article. Stops once it is sure.
  bool HaveArticles(size_t least) const {
    size_t count = 0;
    for (const Token& token : tokens_) {
      if (count >= least) return true;
      count += HasArticle(token) ? 1 : 0;
    }
    return count >= least;
  }

  // Counts the letters that Arabic lacks.
  ForeignCounts CountForeign() const {
    ForeignCounts counts;
    for (const Token& token : tokens_) {
      if (token.kind == TokenKind::kArabic) CountForeign(token, counts);
    }
    return counts;
  }

 private:
  bool HasArticle(const Token& token) const {
    return token.kind == TokenKind::kArabic &&
           token.folded_end - token.folded_begin > kArticle.size() + 2 &&
           absl::StartsWith(normalized_.Folded(token), kArticle);
  }

  // The letters lie in U+0600 to U+06FF, whose lead bytes stand nowhere else;
  // what follows one is read from a table.
  void CountForeign(const Token& token, ForeignCounts& counts) const {
    const absl::string_view text =
        normalized_.Text({token.text_begin, token.text_end});
    for (size_t i = 0; i + 1 < text.size();) {
      const auto lead = static_cast<unsigned char>(text[i]);
      if (lead < kFirstArabicLead || lead > kLastArabicLead) {
        ++i;
        continue;
      }
      const auto second = static_cast<unsigned char>(text[i + 1]);
      const uint8_t languages =
          kForeignLetters[(lead & 0x03u) << 6 | (second & 0x3Fu)];
      counts.persian_letters += languages & kPersian;
      counts.urdu_letters += languages / kUrdu;
      i += 2;
    }
  }

  void CountLatin(const Token& token, Counts& counts) const {
    counts.latin += token.folded_end - token.folded_begin;
    const auto found = common_words_.find(token.hash);
    if (found == common_words_.end()) return;
    for (size_t i = 0; i < counts.common_words.size(); ++i) {
      counts.common_words[i] += found->second >> i & 1;
    }
  }

  void CountOther(const Token& token, Counts& counts) const {
    const absl::string_view folded = normalized_.Folded(token);
    for (size_t position = 0; position < folded.size();) {
      const char32_t c = NextCodePoint(folded, position);
      for (const ScriptRange& range : kScriptRanges) {
        if (c < range.first || c > range.last) continue;
        // A kana says more than a Han character, which Chinese has too.
        counts.other[range.language] += range.language == 2 ? 4 : 1;
      }
    }
  }

  const NormalizedText& normalized_;
  const absl::Span<const Token> tokens_;
  const CommonWords& common_words_ = AllCommonWords();
};

// How many articles make so many words Arabic.
size_t EnoughArticles(size_t words) {
  return (words * kMinArticles + 999) / 1000;
}

std::string OfArabicScript(const Words& words, const Counts& counts) {
  if (words.HaveArticles(EnoughArticles(counts.arabic_words))) return "ar";
  const ForeignCounts foreign = words.CountForeign();
  if (foreign.persian_letters * 1000 < counts.arabic * kMinPersianLetters) {
    return "ar";
  }
  const bool urdu =
      foreign.urdu_letters * 1000 >= counts.arabic * kMinUrduLetters;
  return urdu ? "ur" : "fa";
}

// Whether a text is Arabic even if one counts to its disadvantage: as nearly
// all are, and show before half of them is read.
bool IsSurelyArabic(const NormalizedText& normalized, uint32_t tokens) {
  // At least: a letter has two bytes, few have three.
  const size_t bytes = normalized.bytes_of(TokenKind::kArabic);
  const size_t arabic = bytes < tokens ? 0 : (bytes - tokens) / 2;
  // At most: a kana counts as four letters and has three bytes.
  const size_t other = size_t{normalized.bytes_of(TokenKind::kOtherLetter)} * 2;
  const size_t latin = normalized.bytes_of(TokenKind::kLatin);
  return arabic > std::max(latin, other) &&
         Words(normalized, 0, tokens).HaveArticles(EnoughArticles(tokens));
}

std::string OfLatinScript(const Counts& counts) {
  const auto* best =
      std::max_element(counts.common_words.begin(), counts.common_words.end());
  if (*best < kMinCommonWords) return "";
  const auto index = static_cast<size_t>(best - counts.common_words.begin());
  return std::string(kLatinLanguages[index].code);
}

}  // namespace

std::string LanguageOf(const NormalizedText& normalized, uint32_t token_begin,
                       uint32_t token_end) {
  const Words words(normalized, token_begin, token_end);
  const Counts counts = words.Count();
  const auto* other =
      std::max_element(counts.other.begin(), counts.other.end());
  const size_t most = std::max({counts.arabic, counts.latin, *other});
  if (most == 0) return "";
  if (most == counts.arabic) return OfArabicScript(words, counts);
  if (most == counts.latin) return OfLatinScript(counts);
  return std::string(
      kScriptLanguages[static_cast<size_t>(other - counts.other.begin())]);
}

std::string LanguageOf(const NormalizedText& normalized) {
  const auto end = static_cast<uint32_t>(normalized.tokens().size());
  if (IsSurelyArabic(normalized, end)) return "ar";
  return LanguageOf(normalized, 0, end);
}

}  // namespace isnad
