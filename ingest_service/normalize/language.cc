// The script with the most letters decides first. Languages that share the
// Arabic script are told apart by letters that only some of them have, and by
// the Arabic article, which survives a Persian keyboard; those of the Latin
// script by their commonest words.
#include "ingest_service/normalize/language.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
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
  size_t latin = 0;
  size_t arabic_words = 0;
  size_t articles = 0;
  size_t persian_letters = 0;
  size_t urdu_letters = 0;
  std::array<size_t, std::size(kLatinLanguages)> common_words = {};
  // Letters of the scripts that tell the language.
  std::array<size_t, 8> other = {};
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

// Whether a text may hold any of kForeignLetters; never a wrong no. Two of them
// have the lead byte 0xD9, and the second byte of peh or tteh; all others one
// that no letter of Arabic has.
bool MayHoldForeignLetters(absl::string_view text) {
  if (text.find('\xDA') != absl::string_view::npos ||
      text.find('\xDB') != absl::string_view::npos) {
    return true;
  }
  size_t at = 0;
#ifdef __SSE2__
  const auto load = [&text](size_t from) {
    return _mm_loadu_si128(
        reinterpret_cast<const __m128i*>(text.data() + from));
  };
  const auto equal = [](__m128i bytes, unsigned char byte) {
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(static_cast<char>(byte)));
  };
  for (; at + sizeof(__m128i) < text.size(); at += sizeof(__m128i)) {
    const __m128i second = load(at + 1);
    const __m128i found =
        _mm_and_si128(equal(load(at), 0xD9),
                      _mm_or_si128(equal(second, 0xB9), equal(second, 0xBE)));
    if (_mm_movemask_epi8(found) != 0) return true;
  }
#endif
  for (; at + 1 < text.size(); ++at) {
    if (text[at] == '\xD9' &&
        (text[at + 1] == '\xB9' || text[at + 1] == '\xBE')) {
      return true;
    }
  }
  return false;
}

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

class Counter {
 public:
  explicit Counter(const NormalizedText& normalized)
      : normalized_(normalized),
        may_be_foreign_(MayHoldForeignLetters(normalized.text())) {}

  Counts Count(uint32_t begin, uint32_t end) {
    for (uint32_t i = begin; i < end; ++i) {
      const Token& token = normalized_.tokens()[i];
      switch (token.kind) {
        case TokenKind::kArabic:
          CountArabic(token);
          break;
        case TokenKind::kLatin:
          CountLatin(token);
          break;
        case TokenKind::kOtherLetter:
          CountOther(normalized_.Folded(token));
          break;
        default:
          break;
      }
    }
    return counts_;
  }

 private:
  void CountArabic(const Token& token) {
    const absl::string_view folded = normalized_.Folded(token);
    counts_.arabic += folded.size() / 2;
    ++counts_.arabic_words;
    counts_.articles +=
        absl::StartsWith(folded, kArticle) && folded.size() > 6 ? 1 : 0;
    if (!may_be_foreign_) return;
    CountForeignLetters(normalized_.Text({token.text_begin, token.text_end}));
  }

  // Counts the letters that Arabic lacks. They lie in U+0600 to U+06FF, whose
  // lead bytes stand nowhere else; what follows one is read from a table.
  void CountForeignLetters(absl::string_view text) {
    for (size_t i = 0; i + 1 < text.size();) {
      const auto lead = static_cast<unsigned char>(text[i]);
      if (lead < kFirstArabicLead || lead > kLastArabicLead) {
        ++i;
        continue;
      }
      const auto second = static_cast<unsigned char>(text[i + 1]);
      const uint8_t languages =
          kForeignLetters[(lead & 0x03u) << 6 | (second & 0x3Fu)];
      counts_.persian_letters += languages & kPersian;
      counts_.urdu_letters += languages / kUrdu;
      i += 2;
    }
  }

  void CountLatin(const Token& token) {
    counts_.latin += token.folded_end - token.folded_begin;
    const auto found = common_words_.find(token.hash);
    if (found == common_words_.end()) return;
    for (size_t i = 0; i < counts_.common_words.size(); ++i) {
      counts_.common_words[i] += found->second >> i & 1;
    }
  }

  void CountOther(absl::string_view folded) {
    for (size_t position = 0; position < folded.size();) {
      const char32_t c = NextCodePoint(folded, position);
      for (const ScriptRange& range : kScriptRanges) {
        if (c < range.first || c > range.last) continue;
        // A kana says more than a Han character, which Chinese has too.
        counts_.other[range.language] += range.language == 2 ? 4 : 1;
      }
    }
  }

  const NormalizedText& normalized_;
  const CommonWords& common_words_ = AllCommonWords();
  const bool may_be_foreign_;
  Counts counts_;
};

std::string OfArabicScript(const Counts& counts) {
  const bool has_articles =
      counts.articles * 1000 >= counts.arabic_words * kMinArticles;
  const bool persian =
      counts.persian_letters * 1000 >= counts.arabic * kMinPersianLetters;
  if (has_articles || !persian) return "ar";
  const bool urdu =
      counts.urdu_letters * 1000 >= counts.arabic * kMinUrduLetters;
  return urdu ? "ur" : "fa";
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
  const Counts counts = Counter(normalized).Count(token_begin, token_end);
  const auto* other =
      std::max_element(counts.other.begin(), counts.other.end());
  const size_t most = std::max({counts.arabic, counts.latin, *other});
  if (most == 0) return "";
  if (most == counts.arabic) return OfArabicScript(counts);
  if (most == counts.latin) return OfLatinScript(counts);
  return std::string(
      kScriptLanguages[static_cast<size_t>(other - counts.other.begin())]);
}

std::string LanguageOf(const NormalizedText& normalized) {
  return LanguageOf(normalized, 0,
                    static_cast<uint32_t>(normalized.tokens().size()));
}

}  // namespace isnad
