// The words that quantities are read by, compiled for one look-up a token.
#ifndef ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_VOCABULARY_H_
#define ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_VOCABULARY_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/base/hash_filter.h"
#include "common/base/huge_pages.h"
#include "ingest_service/lexicon/lexicon.h"
#include "isnad/lexicon/v1/quantity.pb.h"

namespace isnad {

// What part a word plays; lexicon::v1::QuantityWordKind says it in full.
enum class WordKind : uint8_t {
  kOnes = lexicon::v1::QUANTITY_WORD_KIND_ONES,
  kOnesInCompound = lexicon::v1::QUANTITY_WORD_KIND_ONES_IN_COMPOUND,
  kTens = lexicon::v1::QUANTITY_WORD_KIND_TENS,
  kHundreds = lexicon::v1::QUANTITY_WORD_KIND_HUNDREDS,
  kMagnitude = lexicon::v1::QUANTITY_WORD_KIND_MAGNITUDE,
  kLatinMagnitude = lexicon::v1::QUANTITY_WORD_KIND_LATIN_MAGNITUDE,
  kFraction = lexicon::v1::QUANTITY_WORD_KIND_FRACTION,
  kOrdinal = lexicon::v1::QUANTITY_WORD_KIND_ORDINAL,
  kMinus = lexicon::v1::QUANTITY_WORD_KIND_MINUS,
  kPercent = lexicon::v1::QUANTITY_WORD_KIND_PERCENT,
  kCurrency = lexicon::v1::QUANTITY_WORD_KIND_CURRENCY,
  kCurrencySign = lexicon::v1::QUANTITY_WORD_KIND_CURRENCY_SIGN,
  kSubunit = lexicon::v1::QUANTITY_WORD_KIND_SUBUNIT,
  kCountNoun = lexicon::v1::QUANTITY_WORD_KIND_COUNT_NOUN,
  kTimeUnit = lexicon::v1::QUANTITY_WORD_KIND_TIME_UNIT,
  kMeasure = lexicon::v1::QUANTITY_WORD_KIND_MEASURE,
  kMonth = lexicon::v1::QUANTITY_WORD_KIND_MONTH,
  kHijriMonth = lexicon::v1::QUANTITY_WORD_KIND_HIJRI_MONTH,
  kWeekday = lexicon::v1::QUANTITY_WORD_KIND_WEEKDAY,
  kRelative = lexicon::v1::QUANTITY_WORD_KIND_RELATIVE,
  kDayWord = lexicon::v1::QUANTITY_WORD_KIND_DAY_WORD,
  kYearCue = lexicon::v1::QUANTITY_WORD_KIND_YEAR_CUE,
  kDurationCue = lexicon::v1::QUANTITY_WORD_KIND_DURATION_CUE,
  kWhole = lexicon::v1::QUANTITY_WORD_KIND_WHOLE,
  kQualifierBefore = lexicon::v1::QUANTITY_WORD_KIND_QUALIFIER_BEFORE,
  kQualifierAfter = lexicon::v1::QUANTITY_WORD_KIND_QUALIFIER_AFTER,
  kQualifierVerb = lexicon::v1::QUANTITY_WORD_KIND_QUALIFIER_VERB,
  kPreposition = lexicon::v1::QUANTITY_WORD_KIND_PREPOSITION,
  kNegation = lexicon::v1::QUANTITY_WORD_KIND_NEGATION,
  kRangeOpen = lexicon::v1::QUANTITY_WORD_KIND_RANGE_OPEN,
  kRangeTo = lexicon::v1::QUANTITY_WORD_KIND_RANGE_TO,
  kFeast = lexicon::v1::QUANTITY_WORD_KIND_FEAST,
  kDateWord = lexicon::v1::QUANTITY_WORD_KIND_DATE_WORD,
  kOver = lexicon::v1::QUANTITY_WORD_KIND_OVER,
  kBesideDigits = lexicon::v1::QUANTITY_WORD_KIND_BESIDE_DIGITS,
  kMonthInContext = lexicon::v1::QUANTITY_WORD_KIND_MONTH_IN_CONTEXT,
};

enum class GrammaticalNumber : uint8_t { kSingular, kDual, kPlural };

// The values of kTimeUnit, from the shortest.
enum class TimeUnit : uint8_t {
  kSecond,
  kMinute,
  kHour,
  kDay,
  kWeek,
  kMonth,
  kYear,
  kDecade,
  kCentury,
};

// The values of kBesideDigits.
enum class SignWord : uint8_t {
  kClitic,
  kDecimalLetter,
  kPoint,  // said for the decimal sign
};

// The values of kDateWord.
enum class DateWord : uint8_t {
  kMiddle,     // the middle of a month
  kLastOne,    // the last of several
  kHijri,      // of the Islamic era
  kGregorian,  // of the common era
  kFromNow,
  kAgo,
  kOn,      // before a day
  kOf,      // between day and month
  kMonth,   // before the name or number of a month
  kInYear,  // before the number of a year
  kThroughout,
  kIn,  // before a stretch of time
};

// A set of kinds, as in QuantityVocabulary::Word::kinds.
constexpr uint64_t KindBit(WordKind kind) {
  return uint64_t{1} << static_cast<int>(kind);
}

// One thing a word may mean.
struct Meaning {
  WordKind kind = WordKind::kOnes;
  GrammaticalNumber number = GrammaticalNumber::kSingular;
  // By kind (0 where the kind has no value): the number, exponent, denominator,
  // rank, month, weekday (1 is Monday), days from today, place in time (-1, 0,
  // 1), TimeUnit, DateWord, SignWord or v1::Qualifier; for currencies,
  // subunits, nouns and measures the index of a name().
  int32_t value = 0;
  // kSubunit: its decimals. kQualifierVerb: the v1::Qualifier when negated.
  // kFeast: the day.
  int32_t second = 0;
  // kQualifierVerb and kPreposition: index of the preposition's name; 0 for
  // none.
  int32_t third = 0;

  friend bool operator==(const Meaning& a, const Meaning& b) {
    return a.kind == b.kind && a.number == b.number && a.value == b.value &&
           a.second == b.second && a.third == b.third;
  }
};

// All words of the lexicon's quantity section, and the currency names of CLDR,
// with every clitic they may carry. Immutable, thread-safe.
class QuantityVocabulary {
 public:
  // A word as it stands in a text: clitics, and what begins after them.
  struct Word {
    // Key of the word without clitics and article; phrases continue from it.
    uint64_t stem = 0;
    // Bit 1 << kind for each kind that the word, or a phrase that begins with
    // it, may have.
    uint64_t kinds = 0;
    // Range of meanings of the word alone; may be empty.
    uint32_t meaning_begin = 0;
    uint16_t meaning_count = 0;
    // Bytes of the folded word before the article.
    uint8_t clitic_bytes = 0;
    // Words of the longest phrase that begins with it.
    uint8_t phrase_words = 1;
    bool article = false;
    // Whether w- or f- stands before it.
    bool conjunction = false;
    // 'b', 'l' or 'k' for the preposition before it, else 0.
    char preposition = 0;
  };

  explicit QuantityVocabulary(const Lexicon& lexicon);
  QuantityVocabulary(const QuantityVocabulary&) = delete;
  QuantityVocabulary& operator=(const QuantityVocabulary&) = delete;

  // Holds the words by their HashToken(): most words of a text are none.
  const HashFilter& filter() const { return filter_; }

  // Brings what Find() reads into the cache.
  void Prefetch(uint64_t token_hash) const { words_.prefetch(token_hash); }

  // Returns the word with this HashToken(), or null.
  const Word* Find(uint64_t token_hash) const {
    const auto found = words_.find(token_hash);
    return found == words_.end() ? nullptr : &found->second;
  }

  absl::Span<const Meaning> MeaningsOf(const Word& word) const {
    return absl::MakeConstSpan(meanings_).subspan(word.meaning_begin,
                                                  word.meaning_count);
  }

  // The key of a phrase, one word longer.
  static uint64_t Extend(uint64_t key, uint64_t token_hash) {
    return (key ^ (key >> 29)) * 0x9E3779B97F4A7C15 + token_hash;
  }

  // Returns the meanings of a phrase of two or more words.
  absl::Span<const Meaning> MeaningsOfPhrase(uint64_t key) const;

  // Words of the longest phrase there is.
  int max_phrase_words() const { return max_phrase_words_; }

  // Words of the longest phrase of a kind.
  int max_phrase_words(WordKind kind) const {
    return max_kind_words_[static_cast<size_t>(kind)];
  }

  const std::string& name(int32_t index) const {
    return names_[static_cast<size_t>(index)];
  }

 private:
  friend class QuantityVocabularyBuilder;
  struct Range {
    uint32_t begin = 0;
    uint32_t count = 0;
  };

  // Keys are hashes already.
  struct KeyHash {
    size_t operator()(uint64_t key) const { return key; }
  };

  absl::flat_hash_map<uint64_t, Word, KeyHash, std::equal_to<uint64_t>,
                      HugePageAllocator<std::pair<const uint64_t, Word>>>
      words_;
  // Of `words_`.
  std::vector<uint64_t> filter_words_;
  HashFilter filter_;
  absl::flat_hash_map<uint64_t, Range, KeyHash> phrases_;
  std::vector<Meaning> meanings_;
  std::vector<std::string> names_;
  int max_phrase_words_ = 1;
  // By kind; a phrase is of at most 255.
  std::array<uint8_t, 64> max_kind_words_ = {};
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RECOGNIZE_QUANTITY_VOCABULARY_H_
