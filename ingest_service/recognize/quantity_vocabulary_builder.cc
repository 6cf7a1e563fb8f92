#include "ingest_service/recognize/quantity_vocabulary_builder.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/text/fold.h"
#include "common/text/token_hash.h"
#include "ingest_service/normalize/normalizer.h"

namespace isnad {
namespace {

using lexicon::v1::QuantityWord;

constexpr absl::string_view kWaw = "\u0648";
constexpr absl::string_view kFa = "\u0641";
constexpr absl::string_view kBa = "\u0628";
constexpr absl::string_view kKaf = "\u0643";
constexpr absl::string_view kLam = "\u0644";
constexpr absl::string_view kAlef = "\u0627";
constexpr absl::string_view kHa = "\u0647";  // folded ta marbuta too
constexpr absl::string_view kArticle = "\u0627\u0644";
constexpr absl::string_view kPluralUn = "\u0648\u0646";
constexpr absl::string_view kPluralIn = "\u064A\u0646";
// Bytes of the shortest word that takes the accusative ending or the article:
// three letters. Abbreviations of two would become other words.
constexpr size_t kMinWordBytes = 6;

// Kinds whose words stand in the accusative after a number.
bool IsUnit(WordKind kind) {
  return kind == WordKind::kMagnitude || kind == WordKind::kCurrency ||
         kind == WordKind::kSubunit || kind == WordKind::kCountNoun ||
         kind == WordKind::kTimeUnit || kind == WordKind::kMeasure;
}

bool IsArabic(absl::string_view word) {
  return !word.empty() && (static_cast<unsigned char>(word[0]) & 0xFC) == 0xD8;
}

// Returns a folded phrase with every word in the accusative; empty if one can
// not take the ending.
std::string Accusative(absl::string_view folded) {
  std::string result;
  for (absl::string_view word : absl::StrSplit(folded, ' ')) {
    if (!IsArabic(word) || word.size() < kMinWordBytes) return "";
    if (!result.empty()) result.push_back(' ');
    const bool takes_ending =
        !absl::EndsWith(word, kHa) && !absl::EndsWith(word, kAlef);
    absl::StrAppend(&result, word, takes_ending ? kAlef : "");
  }
  return result;
}

}  // namespace

QuantityVocabularyBuilder::QuantityVocabularyBuilder(
    QuantityVocabulary* vocabulary)
    : vocabulary_(vocabulary) {
  NameIndex("");
}

int32_t QuantityVocabularyBuilder::NameIndex(absl::string_view name) {
  const auto [entry, is_new] = name_index_.try_emplace(
      std::string(name), static_cast<int32_t>(vocabulary_->names_.size()));
  if (is_new) vocabulary_->names_.push_back(std::string(name));
  return entry->second;
}

void QuantityVocabularyBuilder::AddForms(const QuantityWord& word,
                                         Meaning meaning) {
  const bool is_unit = IsUnit(meaning.kind);
  for (const std::string& form : word.form()) {
    AddForm(form, meaning);
    const std::string accusative = is_unit ? Accusative(FoldKey(form)) : "";
    if (!accusative.empty()) AddForm(accusative, meaning);
  }
  meaning.number = GrammaticalNumber::kDual;
  for (const std::string& form : word.dual()) AddForm(form, meaning);
  meaning.number = GrammaticalNumber::kPlural;
  for (const std::string& form : word.plural()) {
    AddForm(form, meaning);
    const std::string folded = FoldKey(form);
    if (absl::EndsWith(folded, kPluralUn)) {
      AddForm(absl::StrCat(absl::StripSuffix(folded, kPluralUn), kPluralIn),
              meaning);
    } else if (is_unit) {
      const std::string accusative = Accusative(folded);
      if (!accusative.empty()) AddForm(accusative, meaning);
    }
  }
}

void QuantityVocabularyBuilder::AddWord(const QuantityWord& word) {
  AddForms(word, MeaningOf(word));
}

void QuantityVocabularyBuilder::AddForm(absl::string_view form,
                                        const Meaning& meaning) {
  const std::string owned(form);
  const NormalizedText text = Normalizer(DefaultFoldTable()).Normalize(owned);
  const std::vector<Token>& tokens = text.tokens();
  if (tokens.empty()) return;
  Stem& stem = stems_[tokens[0].hash];
  stem.folded = std::string(text.Folded(tokens[0]));
  stem.arabic = tokens[0].kind == TokenKind::kArabic;
  stem.kinds |= KindBit(meaning.kind);
  stem.phrase_words =
      std::max(stem.phrase_words, static_cast<uint8_t>(tokens.size()));
  const bool rare = meaning.kind == WordKind::kCountNoun ||
                    meaning.kind == WordKind::kMeasure;
  if (!rare) stem.frequent = true;
  uint64_t key = tokens[0].hash;
  for (size_t i = 1; i < tokens.size(); ++i) {
    key = QuantityVocabulary::Extend(key, tokens[i].hash);
  }
  std::vector<Meaning>& meanings =
      tokens.size() == 1 ? stem.meanings : phrases_[key];
  if (std::find(meanings.begin(), meanings.end(), meaning) == meanings.end()) {
    meanings.push_back(meaning);
  }
  vocabulary_->max_phrase_words_ =
      std::max(vocabulary_->max_phrase_words_, static_cast<int>(tokens.size()));
  uint8_t& kind_words =
      vocabulary_->max_kind_words_[static_cast<size_t>(meaning.kind)];
  kind_words = std::max(kind_words, static_cast<uint8_t>(tokens.size()));
}

void QuantityVocabularyBuilder::AddSurface(
    absl::string_view surface, const QuantityVocabulary::Word& word) {
  const auto [entry, is_new] =
      vocabulary_->words_.try_emplace(HashToken(surface), word);
  // The reading with fewer clitics is the likelier one; that without article
  // comes first among equals.
  if (!is_new && word.clitic_bytes < entry->second.clitic_bytes) {
    entry->second = word;
  }
}

void QuantityVocabularyBuilder::AddClitics(const Stem& stem,
                                           QuantityVocabulary::Word word) {
  const struct {
    absl::string_view letters;
    char name;
  } prepositions[] = {{"", 0}, {kBa, 'b'}, {kLam, 'l'}, {kKaf, 'k'}};
  // A month of two letters with a preposition is another word: "in Ab" (August)
  // is written as "a door" is.
  const bool is_short_month = (stem.kinds & KindBit(WordKind::kMonth)) != 0 &&
                              stem.folded.size() < kMinWordBytes;
  for (absl::string_view conjunction : {absl::string_view(), kWaw, kFa}) {
    if (conjunction == kFa && !stem.frequent) continue;
    for (const auto& preposition : prepositions) {
      if (preposition.name == 'k' && !stem.frequent) continue;
      if (preposition.name != 0 && is_short_month) continue;
      const std::string before = absl::StrCat(conjunction, preposition.letters);
      word.conjunction = !conjunction.empty();
      word.preposition = preposition.name;
      word.article = false;
      word.clitic_bytes = static_cast<uint8_t>(before.size());
      if (!before.empty()) {
        AddSurface(absl::StrCat(before, stem.folded), word);
      }
      word.article = true;
      // After l- the article loses its alef.
      const absl::string_view article =
          preposition.name == 'l' ? kLam : kArticle;
      AddSurface(absl::StrCat(before, article, stem.folded), word);
    }
  }
}

// A word that the lexicon has with its article ("today" is "the day") keeps the
// meanings of the word without it.
void QuantityVocabularyBuilder::JoinArticles() {
  for (auto& [hash, stem] : stems_) {
    // "Thousand" begins with the letters of the article, but has none.
    if (!absl::StartsWith(stem.folded, kArticle) ||
        stem.folded.size() < kArticle.size() + kMinWordBytes) {
      continue;
    }
    const auto rest =
        stems_.find(HashToken(absl::StripPrefix(stem.folded, kArticle)));
    if (rest == stems_.end()) continue;
    stem.article = true;
    stem.kinds |= rest->second.kinds;
    for (const Meaning& meaning : rest->second.meanings) {
      if (std::find(stem.meanings.begin(), stem.meanings.end(), meaning) ==
          stem.meanings.end()) {
        stem.meanings.push_back(meaning);
      }
    }
  }
}

void QuantityVocabularyBuilder::Finish() {
  JoinArticles();
  std::vector<Meaning>& meanings = vocabulary_->meanings_;
  std::vector<QuantityVocabulary::Word> words;
  std::vector<const Stem*> stems;
  for (const auto& [hash, stem] : stems_) {
    QuantityVocabulary::Word word;
    word.stem = hash;
    word.kinds = stem.kinds;
    word.meaning_begin = static_cast<uint32_t>(meanings.size());
    word.meaning_count = static_cast<uint16_t>(stem.meanings.size());
    word.phrase_words = stem.phrase_words;
    word.article = stem.article;
    meanings.insert(meanings.end(), stem.meanings.begin(), stem.meanings.end());
    vocabulary_->words_[hash] = word;
    words.push_back(word);
    stems.push_back(&stem);
  }
  for (size_t i = 0; i < words.size(); ++i) {
    if (stems[i]->arabic) AddClitics(*stems[i], words[i]);
  }
  for (const auto& [key, list] : phrases_) {
    vocabulary_->phrases_[key] = {static_cast<uint32_t>(meanings.size()),
                                  static_cast<uint32_t>(list.size())};
    meanings.insert(meanings.end(), list.begin(), list.end());
  }
  std::vector<uint64_t> hashes;
  hashes.reserve(vocabulary_->words_.size());
  for (const auto& [hash, word] : vocabulary_->words_) hashes.push_back(hash);
  vocabulary_->filter_words_ = HashFilter::WordsOf(hashes);
  vocabulary_->filter_ = HashFilter(vocabulary_->filter_words_);
}

}  // namespace isnad
