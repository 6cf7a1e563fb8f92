// What holds of the reading of any document, over all annotated texts: a
// sentence reads alone as in its document, and documents read the same in
// whatever order.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/text/fold.h"
#include "gtest/gtest.h"
#include "ingest_service/normalize/normalizer.h"
#include "ingest_service/pipeline/analyzer.h"
#include "tests/golden/eval_corpus.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

// Span, kind and form.
using Place = std::tuple<int, int, int, int>;

std::vector<GoldDocument> AllDocuments() {
  const std::string source_dir = std::getenv("ISNAD_SOURCE_DIR");
  std::vector<GoldDocument> all;
  for (const auto& [texts, golds] :
       std::vector<std::pair<std::string, std::string>>{
           {"/deploy/sample", "/tests/golden/eval"},
           {"/tests/golden/fresh", "/tests/golden/fresh"},
           {"/tests/golden/years", "/tests/golden/years"},
           {"/tests/golden/unseen", "/tests/golden/unseen"},
           {"/../shared/eval/seeds", "/../shared/eval/seeds"}}) {
    auto some = LoadGold(source_dir + texts, source_dir + golds);
    if (some.ok()) all.insert(all.end(), some->begin(), some->end());
  }
  return all;
}

v1::Analysis Analyze(const Analyzer& analyzer, absl::string_view text) {
  v1::Document document;
  document.set_source(std::string(text));
  document.set_charset("utf-8");
  auto analysis = analyzer.Analyze(document, {});
  EXPECT_THAT(analysis, IsOk());
  return analysis.ok() ? *std::move(analysis) : v1::Analysis();
}

// The mentions inside of [begin, end), counted from `begin`, by their place.
std::map<Place, std::string> MentionsIn(const v1::Analysis& analysis, int begin,
                                        int end) {
  std::map<Place, std::string> found;
  for (const v1::Mention& mention : analysis.mentions()) {
    const v1::Span& span = mention.span();
    if (span.start_byte() < begin || span.end_byte() > end) continue;
    found[{span.start_byte() - begin, span.end_byte() - begin, mention.kind(),
           mention.form()}] = mention.entity();
  }
  return found;
}

// Entities with a mention outside of [begin, end).
std::set<std::string> EntitiesOutside(const v1::Analysis& analysis, int begin,
                                      int end) {
  std::set<std::string> entities;
  for (const v1::Mention& mention : analysis.mentions()) {
    if (mention.span().end_byte() <= begin ||
        mention.span().start_byte() >= end) {
      entities.insert(mention.entity());
    }
  }
  return entities;
}

// Holds a sentence read in its document against the same sentence alone.
// Allowed is only what the document adds: a mention of what is named elsewhere
// in it (a surname, an acronym, a name that something shows to be meant), also
// in the place of a reading the sentence alone would have.
void ExpectReadsAlone(const v1::Analysis& whole, const v1::Analysis& alone,
                      const Sentence& sentence, const std::string& context) {
  const int begin = static_cast<int>(sentence.range.begin);
  const int end = static_cast<int>(sentence.range.end);
  const auto inside = MentionsIn(whole, begin, end);
  const auto apart = MentionsIn(alone, 0, end - begin);
  const std::set<std::string> elsewhere = EntitiesOutside(whole, begin, end);
  for (const auto& [place, entity] : inside) {
    if (apart.count(place) > 0) continue;
    EXPECT_TRUE(elsewhere.count(entity) > 0)
        << context << ": " << entity << " at " << std::get<0>(place)
        << " only in its document";
  }
  for (const auto& [place, entity] : apart) {
    if (inside.count(place) > 0) continue;
    const bool replaced =
        std::any_of(inside.begin(), inside.end(),
                    // By a name of its own: C++17 captures no binding.
                    [&elsewhere, &at = place](const auto& other) {
                      return std::get<0>(other.first) < std::get<1>(at) &&
                             std::get<1>(other.first) > std::get<0>(at) &&
                             elsewhere.count(other.second) > 0;
                    });
    EXPECT_TRUE(replaced) << context << ": " << entity << " at "
                          << std::get<0>(place) << " only alone";
  }
}

TEST(PropertiesTest, ASentenceReadsAloneAsInItsDocument) {
  ASSERT_OK_AND_ASSIGN(const auto analyzer, Analyzer::Create({}));
  const Normalizer normalizer(DefaultFoldTable());
  int sentences = 0;
  for (const GoldDocument& document : AllDocuments()) {
    const v1::Analysis whole = Analyze(*analyzer, document.text);
    const NormalizedText text = normalizer.Normalize(document.text);
    for (const Sentence& sentence : text.sentences()) {
      if (sentence.kind == SentenceKind::kBoilerplate) continue;
      const absl::string_view words = text.Text(sentence.range);
      // What stands apart by lines or at the end of the text only is read by
      // that: a dateline, a byline.
      if (sentence.kind != SentenceKind::kProse) continue;
      ExpectReadsAlone(whole, Analyze(*analyzer, words), sentence,
                       absl::StrCat(document.name, ": ", words));
      ++sentences;
    }
  }
  EXPECT_GT(sentences, 100);
}

TEST(PropertiesTest, OrderOfDocumentsChangesNothing) {
  ASSERT_OK_AND_ASSIGN(const auto one, Analyzer::Create({}));
  ASSERT_OK_AND_ASSIGN(const auto other, Analyzer::Create({}));
  const std::vector<GoldDocument> documents = AllDocuments();
  std::vector<std::string> forward;
  forward.reserve(documents.size());
  for (const GoldDocument& document : documents) {
    forward.push_back(Analyze(*one, document.text).SerializeAsString());
  }
  for (size_t i = documents.size(); i > 0; --i) {
    EXPECT_EQ(Analyze(*other, documents[i - 1].text).SerializeAsString(),
              forward[i - 1])
        << documents[i - 1].name;
  }
}

}  // namespace
}  // namespace isnad
