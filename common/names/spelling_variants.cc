#include "common/names/spelling_variants.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/types/span.h"
#include "common/names/name_tokens.h"

namespace isnad {
namespace {

using Sequence = std::vector<std::string>;

// Folded Arabic letters.
constexpr absl::string_view kGhain = "\u063A";
constexpr absl::string_view kJim = "\u062C";
constexpr absl::string_view kKaf = "\u0643";
constexpr absl::string_view kQaf = "\u0642";
constexpr absl::string_view kAlef = "\u0627";
constexpr absl::string_view kHa = "\u0647";
constexpr absl::string_view kYa = "\u064A";
constexpr absl::string_view kWaw = "\u0648";
constexpr absl::string_view kSin = "\u0633";
constexpr absl::string_view kZay = "\u0632";
// -nj, -ng: how Chinese and Korean syllables end.
constexpr absl::string_view kNunJim = "\u0646\u062C";
constexpr absl::string_view kNunGhain = "\u0646\u063A";
// al-, the article.
constexpr absl::string_view kArticle = "\u0627\u0644";
// amryk and amyrk, the stems of America.
constexpr absl::string_view kAmerica = "\u0627\u0645\u0631\u064A\u0643";
constexpr absl::string_view kAmericaOther = "\u0627\u0645\u064A\u0631\u0643";
// tramb and trmb, Trump.
constexpr absl::string_view kTrump = "\u062A\u0631\u0627\u0645\u0628";
constexpr absl::string_view kTrumpOther = "\u062A\u0631\u0645\u0628";

// Bytes of one letter of the basic Arabic block.
constexpr size_t kLetterBytes = 2;

// The names of Latin letters in Arabic, folded: for each the spellings that
// are written for one another. First come those with one spelling.
struct SpokenLetterName {
  char letter;
  absl::string_view spelling;
};
constexpr SpokenLetterName kLettersOnce[] = {
    {'b', "\u0628\u064A"},        // by: B, P
    {'c', "\u0633\u064A"},        // sy
    {'d', "\u062F\u064A"},        // dy
    {'f', "\u0627\u0641"},        // af
    {'l', "\u0627\u0644"},        // al
    {'m', "\u0627\u0645"},        // am
    {'n', "\u0627\u0646"},        // an
    {'o', "\u0627\u0648"},        // aw
    {'q', "\u0643\u064A\u0648"},  // kyw
    {'r', "\u0627\u0631"},        // ar
    {'s', "\u0627\u0633"},        // as
    {'t', "\u062A\u064A"},        // ty
    {'u', "\u064A\u0648"},        // yw
    {'v', "\u0641\u064A"},        // fy
    {'x', "\u0627\u0643\u0633"},  // aks
    {'y', "\u0648\u0627\u064A"},  // way
};
struct LetterSpellings {
  // For each spelling, as "ai" for two.
  absl::string_view letters;
  absl::string_view spellings[3];
};
constexpr LetterSpellings kLettersSeveral[] = {
    // A, E, I: ayh, ay
    {"ai", {"\u0627\u064A\u0647", "\u0627\u064A", ""}},
    // G: jyh, jy, ghy
    {"ggg", {"\u062C\u064A\u0647", "\u062C\u064A", "\u063A\u064A"}},
    // H: atsh, aytsh
    {"hh", {"\u0627\u062A\u0634", "\u0627\u064A\u062A\u0634", ""}},
    // K: kyh, ky, kay
    {"kkk", {"\u0643\u064A\u0647", "\u0643\u064A", "\u0643\u0627\u064A"}},
    // W: dblyw, dablyw, dbl yw
    {"www",
     {"\u062F\u0628\u0644\u064A\u0648", "\u062F\u0627\u0628\u0644\u064A\u0648",
      "\u062F\u0628\u0644\u064A\u0648\u0648"}},
    // Z: zd, zy
    {"zz", {"\u0632\u062F", "\u0632\u064A", ""}},
};

// The sizes of the spellings that begin with a letter: bit n stands for n
// letters. A letter is known by its last byte.
class SpellingSizes {
 public:
  constexpr SpellingSizes() {
    for (const SpokenLetterName& name : kLettersOnce) Add(name.spelling);
    for (const LetterSpellings& letter : kLettersSeveral) {
      for (const absl::string_view spelling : letter.spellings) Add(spelling);
    }
  }

  // REQUIRES: a word of at least one letter.
  constexpr bool MayHold(absl::string_view word) const {
    return word.size() <= kMaxLetters * kLetterBytes &&
           (sizes_[PlaceOf(word)] >> word.size() / kLetterBytes & 1) != 0;
  }

 private:
  static constexpr size_t kMaxLetters = 15;

  static constexpr size_t PlaceOf(absl::string_view word) {
    return static_cast<unsigned char>(word[1]) & 0x3F;
  }

  constexpr void Add(absl::string_view spelling) {
    if (spelling.empty()) return;
    uint16_t& sizes = sizes_[PlaceOf(spelling)];
    sizes = static_cast<uint16_t>(sizes | 1u << spelling.size() / kLetterBytes);
  }

  uint16_t sizes_[64] = {};
};

// Whether a word may be the name of a Latin letter; never a wrong no.
bool MayBeSpokenLetter(absl::string_view word) {
  constexpr SpellingSizes kSizes;
  return word.size() >= kLetterBytes && kSizes.MayHold(word);
}

const LetterSpellings* FindSeveral(absl::string_view token) {
  for (const LetterSpellings& letter : kLettersSeveral) {
    for (const absl::string_view spelling : letter.spellings) {
      if (!spelling.empty() && spelling == token) return &letter;
    }
  }
  return nullptr;
}

bool IsSpokenLetter(absl::string_view token) {
  return SpokenLetter(token) != '\0';
}

bool IsDigits(absl::string_view token) {
  return absl::ascii_isdigit(static_cast<unsigned char>(token[0]));
}

bool IsArabic(absl::string_view token) { return HasArabicLetter(token); }

size_t Letters(absl::string_view token) { return token.size() / kLetterBytes; }

// Adds what an axis makes of each sequence so far.
class SpellingSet {
 public:
  explicit SpellingSet(Sequence name) { all_.push_back(std::move(name)); }

  bool full() const { return all_.size() >= kMaxSpellings; }

  void Add(Sequence sequence) {
    if (full()) return;
    if (std::find(all_.begin(), all_.end(), sequence) == all_.end()) {
      all_.push_back(std::move(sequence));
    }
  }

  // Calls axis(sequence, this) for each sequence made by the axes before.
  template <typename Axis>
  void Apply(const Axis& axis) {
    const size_t size = all_.size();
    for (size_t i = 0; i < size && !full(); ++i) {
      // A copy: Add may move the elements.
      const Sequence sequence = all_[i];
      axis(sequence, this);
    }
  }

  const Sequence& first() const { return all_[0]; }

  // As Apply, with the name itself only.
  template <typename Axis>
  void ApplyToFirst(const Axis& axis) {
    const Sequence sequence = all_[0];
    if (!full()) axis(sequence, this);
  }

  std::vector<Sequence> Take() && { return std::move(all_); }

 private:
  std::vector<Sequence> all_;
};

void ReplaceEverywhere(const Sequence& sequence, absl::string_view from,
                       absl::string_view to, SpellingSet* set) {
  Sequence variant = sequence;
  for (std::string& token : variant) {
    token = absl::StrReplaceAll(token, {{from, to}});
  }
  set->Add(std::move(variant));
}

void AddGVariants(const Sequence& sequence, SpellingSet* set) {
  Sequence base = sequence;
  for (std::string& token : base) {
    if (absl::EndsWith(token, kNunJim) && Letters(token) >= 3) {
      token.resize(token.size() - kNunJim.size());
      token.append(kNunGhain.data(), kNunGhain.size());
    }
  }
  set->Add(base);
  for (const absl::string_view g : {kJim, kKaf, kQaf}) {
    ReplaceEverywhere(base, kGhain, g, set);
  }
}

void AddAmericaVariants(const Sequence& sequence, SpellingSet* set) {
  ReplaceEverywhere(sequence, kAmerica, kAmericaOther, set);
  ReplaceEverywhere(sequence, kAmericaOther, kAmerica, set);
}

void AddTrumpVariants(const Sequence& sequence, SpellingSet* set) {
  Sequence variant = sequence;
  for (std::string& token : variant) {
    if (token == kTrump) {
      token = std::string(kTrumpOther);
    } else if (token == kTrumpOther) {
      token = std::string(kTrump);
    }
  }
  set->Add(std::move(variant));
}

void JoinTokens(const Sequence& sequence, size_t first, size_t last,
                SpellingSet* set) {
  Sequence variant(sequence.begin(),
                   sequence.begin() + static_cast<ptrdiff_t>(first));
  variant.push_back(absl::StrJoin(
      absl::MakeConstSpan(sequence).subspan(first, last - first), ""));
  variant.insert(variant.end(), sequence.begin() + static_cast<ptrdiff_t>(last),
                 sequence.end());
  set->Add(std::move(variant));
}

// Two foreign words as one; the second and third part of a Chinese name.
void AddJoinedVariants(const Sequence& sequence, NameShape shape,
                       SpellingSet* set) {
  const bool words = std::all_of(
      sequence.begin(), sequence.end(), [](const std::string& token) {
        return IsArabic(token) && !absl::StartsWith(token, kArticle) &&
               Letters(token) >= 2;
      });
  if (!words) return;
  if (shape == NameShape::kBrand && sequence.size() == 2 &&
      Letters(sequence[0]) <= 8 && Letters(sequence[1]) <= 8) {
    JoinTokens(sequence, 0, 2, set);
  }
  if (shape == NameShape::kPerson && sequence.size() == 3 &&
      Letters(sequence[0]) <= 5 && Letters(sequence[1]) <= 4 &&
      Letters(sequence[2]) <= 5) {
    JoinTokens(sequence, 1, 3, set);
  }
}

bool IsVowel(absl::string_view letter) {
  return letter == kAlef || letter == kWaw || letter == kYa;
}

// Whether a token is long enough that a letter more or less leaves it what it
// is: in a name of several words one of five letters, else one of six.
bool IsLongForeign(const Sequence& sequence, size_t token) {
  const size_t least = sequence.size() > 1 ? 5 : 6;
  return IsArabic(sequence[token]) && Letters(sequence[token]) >= least &&
         !absl::StartsWith(sequence[token], kArticle);
}

// One long vowel inside a word left out.
void AddVowelVariants(const Sequence& sequence, SpellingSet* set) {
  for (size_t i = 0; i < sequence.size(); ++i) {
    if (!IsLongForeign(sequence, i)) continue;
    const std::string& token = sequence[i];
    for (size_t at = kLetterBytes; at + 2 * kLetterBytes <= token.size();
         at += kLetterBytes) {
      const absl::string_view letter =
          absl::string_view(token).substr(at, kLetterBytes);
      if (!IsVowel(letter)) continue;
      Sequence variant = sequence;
      variant[i].erase(at, kLetterBytes);
      set->Add(std::move(variant));
    }
  }
}

// A plural's -z and -s.
void AddFinalSibilants(const Sequence& sequence, SpellingSet* set) {
  for (size_t i = 0; i < sequence.size(); ++i) {
    if (!IsLongForeign(sequence, i)) continue;
    for (const auto& [from, to] :
         {std::make_pair(kZay, kSin), std::make_pair(kSin, kZay)}) {
      if (!absl::EndsWith(sequence[i], from)) continue;
      Sequence variant = sequence;
      variant[i].replace(variant[i].size() - kLetterBytes, kLetterBytes,
                         to.data(), to.size());
      set->Add(std::move(variant));
    }
  }
}

// The run of spoken letters at the start of a sequence.
size_t SpokenLetters(const Sequence& sequence) {
  size_t count = 0;
  while (count < sequence.size() && IsSpokenLetter(sequence[count])) ++count;
  return count;
}

void AddLetterVariants(const Sequence& sequence, SpellingSet* set) {
  const size_t letters = SpokenLetters(sequence);
  const bool acronym = letters >= 2 || (letters == 1 && sequence.size() >= 2 &&
                                        IsDigits(sequence[1]));
  if (!acronym) return;
  for (size_t i = 0; i < letters; ++i) {
    const LetterSpellings* several = FindSeveral(sequence[i]);
    if (several == nullptr) continue;
    for (const absl::string_view spelling : several->spellings) {
      if (spelling.empty()) continue;
      Sequence variant = sequence;
      variant[i] = std::string(spelling);
      set->Add(std::move(variant));
    }
  }
}

void AddJoinedLetters(const Sequence& sequence, SpellingSet* set) {
  const size_t letters = SpokenLetters(sequence);
  if (letters >= 3) JoinTokens(sequence, 0, letters, set);
}

void AddEndingVariants(const Sequence& sequence, SpellingSet* set) {
  const std::string& last = sequence.back();
  if (!IsArabic(last) || Letters(last) < 5 || !absl::EndsWith(last, kAlef)) {
    return;
  }
  absl::string_view stem = last;
  stem.remove_suffix(kAlef.size());
  if (absl::EndsWith(stem, kYa)) return;
  Sequence variant = sequence;
  variant.back() = absl::StrCat(stem, kHa);
  set->Add(std::move(variant));
}

// "DeepSeek" with a space before the second capital; empty if there is none
// that parts two words of at least two letters.
std::string SplitCamelCase(absl::string_view name) {
  const auto lower = [&name](size_t i) {
    return i < name.size() &&
           absl::ascii_islower(static_cast<unsigned char>(name[i]));
  };
  std::string result;
  bool split = false;
  for (size_t i = 0; i < name.size(); ++i) {
    const bool capital =
        absl::ascii_isupper(static_cast<unsigned char>(name[i]));
    if (i >= 2 && capital && lower(i - 1) && lower(i - 2) &&
        i + 1 < name.size() && name[i + 1] != ' ') {
      result.push_back(' ');
      split = true;
    }
    result.push_back(name[i]);
  }
  return split ? result : std::string();
}

}  // namespace

char SpokenLetter(absl::string_view folded_word) {
  if (!MayBeSpokenLetter(folded_word)) return '\0';
  if (const LetterSpellings* several = FindSeveral(folded_word)) {
    size_t i = 0;
    while (several->spellings[i] != folded_word) ++i;
    return several->letters[i];
  }
  for (const SpokenLetterName& name : kLettersOnce) {
    if (name.spelling == folded_word) return name.letter;
  }
  return '\0';
}

std::vector<Sequence> Spellings(absl::string_view name, NameShape shape) {
  Sequence tokens = NameTokens(name);
  if (tokens.empty()) return {};
  SpellingSet set(std::move(tokens));
  if (HasArabicLetter(name)) {
    set.Apply(AddGVariants);
    set.Apply(AddAmericaVariants);
    set.Apply(AddTrumpVariants);
    set.Apply([shape](const Sequence& sequence, SpellingSet* out) {
      AddJoinedVariants(sequence, shape, out);
    });
    set.Apply(AddLetterVariants);
    set.Apply(AddJoinedLetters);
    if (shape != NameShape::kPhrase) set.Apply(AddEndingVariants);
    if (shape == NameShape::kBrand ||
        (shape == NameShape::kPerson && set.first().size() > 1)) {
      set.ApplyToFirst(AddFinalSibilants);
      set.ApplyToFirst(AddVowelVariants);
    }
  } else if (shape == NameShape::kBrand) {
    const std::string split = SplitCamelCase(name);
    if (!split.empty()) set.Add(NameTokens(split));
  }
  return std::move(set).Take();
}

}  // namespace isnad
