#include "ingest_service/pipeline/analyzer.h"

#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "common/base/sha256.h"
#include "common/status/errors.h"
#include "gmock/gmock.h"
#include "google/protobuf/arena.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/support/proto_matchers.h"

namespace isnad {
namespace {

using testing::ElementsAre;

constexpr char kText[] =
    "قالت رويترز إن الصين سمحت لشركة إنفيديا ببيع رقائق H200.\n"
    "وأضافت «إن إنفيديا سترحب بالقرار».";

class AnalyzerTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto analyzer = Analyzer::Create({});
    ASSERT_THAT(analyzer, IsOk());
    analyzer_ = analyzer->release();
  }
  static void TearDownTestSuite() {
    delete analyzer_;
    analyzer_ = nullptr;
  }

  static absl::StatusOr<v1::Analysis> Analyze(const std::string& source,
                                              const std::string& name = "") {
    v1::Document document;
    document.set_source(source);
    document.set_name(name);
    return analyzer_->Analyze(document, {});
  }

  // What must hold of any analysis.
  static void CheckPromises(const v1::Analysis& analysis) {
    const std::string& text = analysis.document().text();
    std::set<std::string> entities;
    for (const v1::Entity& entity : analysis.entities()) {
      EXPECT_TRUE(entities.insert(entity.name()).second) << entity.name();
    }
    std::set<std::string> names;
    int32_t before = 0;
    for (const v1::Mention& mention : analysis.mentions()) {
      const v1::Span& span = mention.span();
      ASSERT_LE(before, span.start_byte());
      ASSERT_LT(span.start_byte(), span.end_byte());
      ASSERT_LE(span.end_byte(), static_cast<int32_t>(text.size()));
      EXPECT_EQ(
          text.substr(static_cast<size_t>(span.start_byte()),
                      static_cast<size_t>(span.end_byte() - span.start_byte())),
          mention.text());
      EXPECT_EQ(entities.count(mention.entity()), 1u) << mention.entity();
      EXPECT_TRUE(names.insert(mention.name()).second) << mention.name();
      before = span.end_byte();
    }
  }

  static Analyzer* analyzer_;
};

Analyzer* AnalyzerTest::analyzer_ = nullptr;

TEST_F(AnalyzerTest, ReadsOnAnArenaWhatItReadsOnTheHeap) {
  // Damage gives warnings, and an unknown firm an entity of its own.
  const std::string source =
      std::string(kText) + "\nأعلنت شركة «زقاقيل» عن شراء 400 ألف شريحة \xD8.";
  ASSERT_OK_AND_ASSIGN(const v1::Analysis on_heap, Analyze(source));
  ASSERT_GT(on_heap.statements_size() + on_heap.decisions_size(), 0);
  ASSERT_GT(on_heap.quantities_size(), 0);
  google::protobuf::Arena arena;
  auto* const on_arena =
      google::protobuf::Arena::CreateMessage<v1::Analysis>(&arena);
  on_arena->mutable_document()->set_source(source);
  ASSERT_THAT(analyzer_->AnalyzeInto({}, nullptr, {}, *on_arena), IsOk());
  EXPECT_THAT(*on_arena, EqualsProto(on_heap));
}

TEST_F(AnalyzerTest, FindsTheEntitiesOfASentence) {
  ASSERT_OK_AND_ASSIGN(const v1::Analysis analysis, Analyze(kText));
  CheckPromises(analysis);
  std::vector<std::string> found;
  for (const v1::Mention& mention : analysis.mentions()) {
    found.push_back(mention.entity());
  }
  EXPECT_THAT(found, ElementsAre("entities/reuters", "entities/china",
                                 "entities/nvidia", "entities/h200",
                                 "entities/nvidia"));
}

TEST_F(AnalyzerTest, FillsInWhatIsKnownOfTheDocument) {
  ASSERT_OK_AND_ASSIGN(const v1::Analysis analysis, Analyze(kText));
  const v1::Document& document = analysis.document();
  EXPECT_EQ(document.sha256(), Sha256(kText));
  EXPECT_THAT(document.name(), testing::MatchesRegex("documents/[0-9a-f]+"));
  EXPECT_EQ(document.text(), kText);
  EXPECT_EQ(document.source(), kText);
  EXPECT_EQ(document.charset(), "utf-8");
  EXPECT_EQ(document.source_bytes(), static_cast<int64_t>(sizeof(kText) - 1));
  EXPECT_EQ(document.text_bytes(), static_cast<int32_t>(sizeof(kText) - 1));
  EXPECT_EQ(document.catalog_version(), analyzer_->catalog_version());
  EXPECT_EQ(document.catalog_version().size(), 16u);
  EXPECT_FALSE(document.analyzer_version().empty());
}

TEST_F(AnalyzerTest, TheSameInputHasTheSameOutput) {
  ASSERT_OK_AND_ASSIGN(const v1::Analysis first, Analyze(kText));
  ASSERT_THAT(Analyze("إنفيديا"), IsOk());
  EXPECT_THAT(Analyze(kText), IsOkAndHolds(EqualsProto(first)));
}

TEST_F(AnalyzerTest, AScopeLeavesOutFactsAndNothingElse) {
  v1::Document document;
  document.set_source("قالت رويترز إن الصين سمحت لشركة إنفيديا ببيع رقائق.");
  ASSERT_OK_AND_ASSIGN(v1::Analysis whole, analyzer_->Analyze(document, {}));
  ASSERT_GT(whole.statements_size(), 0);
  AnalysisScope scope;
  scope.facts = false;
  ASSERT_OK_AND_ASSIGN(const v1::Analysis part,
                       analyzer_->Analyze(document, {}, nullptr, scope));
  whole.clear_decisions();
  whole.clear_figures();
  whole.clear_statements();
  whole.clear_relations();
  EXPECT_THAT(part, EqualsProto(whole));
}

TEST_F(AnalyzerTest, TheNationOfACurrencyIsNoMention) {
  ASSERT_OK_AND_ASSIGN(
      const v1::Analysis analysis,
      Analyze("بلغت قيمة الصفقة الأميركية 7 مليارات دولار أميركي، أي 26 مليار "
              "ريال سعودي."));
  ASSERT_EQ(analysis.quantities_size(), 2);
  ASSERT_EQ(analysis.mentions_size(), 1);
  EXPECT_EQ(analysis.mentions(0).text(), "الأميركية");
}

// Folded, «two hundred» before a noun is the name of Meta.
TEST_F(AnalyzerTest, ANumberIsNoNameThatItsLettersFoldTo) {
  ASSERT_OK_AND_ASSIGN(const v1::Analysis number,
                       Analyze("دفعت الشركة مئتا ألف دولار."));
  EXPECT_EQ(number.mentions_size(), 0);
  ASSERT_EQ(number.quantities_size(), 1);
  EXPECT_EQ(number.quantities(0).money().amount(), "200000");
  ASSERT_OK_AND_ASSIGN(const v1::Analysis name,
                       Analyze("دفعت ميتا 200 ألف دولار."));
  ASSERT_EQ(name.mentions_size(), 1);
  EXPECT_EQ(name.mentions(0).entity(), "entities/meta");
}

TEST_F(AnalyzerTest, ARecordLeavesOutWhatFollowsAndNothingElse) {
  v1::Document document;
  document.set_source(
      "قالت رويترز إن الصين سمحت لشركة إنفيديا ببيع 400 ألف من رقائق H200 "
      "لشركة «Zorblax Systems»، وبلغت إيرادات إنفيديا 5 مليارات دولار.");
  ASSERT_OK_AND_ASSIGN(v1::Analysis whole, analyzer_->Analyze(document, {}));
  ASSERT_GT(whole.quantities_size(), 0);
  ASSERT_GT(whole.figures_size(), 0);
  AnalysisScope scope;
  scope.use = AnalysisUse::kRecord;
  ASSERT_OK_AND_ASSIGN(const v1::Analysis record,
                       analyzer_->Analyze(document, {}, nullptr, scope));
  ASSERT_EQ(record.entities_size(), 1);
  EXPECT_EQ(record.entities(0).display_name(), "Zorblax Systems");

  whole.mutable_document()->clear_text();
  for (v1::Mention& mention : *whole.mutable_mentions()) {
    mention.clear_name();
    mention.clear_text();
  }
  for (v1::Quantity& quantity : *whole.mutable_quantities()) {
    quantity.clear_text();
  }
  *whole.mutable_entities() = record.entities();
  EXPECT_THAT(record, EqualsProto(whole));
}

TEST_F(AnalyzerTest, ARecordKeepsATextThatIsNotTheSource) {
  v1::Document document;
  document.set_source("<html><body><p>إنفيديا</p></body></html>");
  document.set_media_type("text/html");
  AnalysisScope scope;
  scope.use = AnalysisUse::kRecord;
  ASSERT_OK_AND_ASSIGN(const v1::Analysis record,
                       analyzer_->Analyze(document, {}, nullptr, scope));
  EXPECT_EQ(record.document().text(), "إنفيديا");
}

TEST_F(AnalyzerTest, KeepsTheCallersWordAndDropsWhatOnlyAnswersSay) {
  v1::Document document;
  document.set_source(kText);
  document.set_name("documents/mine");
  document.set_title("عنوان");
  document.set_revision(7);
  document.set_sha256("forged");
  document.set_duplicate_of("documents/other");
  ASSERT_OK_AND_ASSIGN(const v1::Analysis analysis,
                       analyzer_->Analyze(document, {}));
  EXPECT_EQ(analysis.document().name(), "documents/mine");
  EXPECT_EQ(analysis.document().title(), "عنوان");
  EXPECT_EQ(analysis.document().revision(), 0);
  EXPECT_EQ(analysis.document().sha256(), Sha256(kText));
  EXPECT_EQ(analysis.document().duplicate_of(), "");
}

TEST_F(AnalyzerTest, SpansHoldUnderRandomDamage) {
  constexpr unsigned kSeed = 20260101;
  std::mt19937 random(kSeed);
  for (int round = 0; round < 300; ++round) {
    std::string damaged = kText;
    const int hits = 1 + static_cast<int>(random() % 8);
    for (int i = 0; i < hits; ++i) {
      const size_t at = random() % damaged.size();
      switch (random() % 3) {
        case 0:
          damaged[at] = static_cast<char>(random());
          break;
        case 1:
          damaged.erase(at, 1 + random() % 3);
          break;
        default:
          damaged.insert(at, "\xD9\x91\xEF\xBF\xBC\xE2\x80\x8F");
      }
      if (damaged.empty()) damaged = "x";
    }
    SCOPED_TRACE(round);
    ASSERT_OK_AND_ASSIGN(const v1::Analysis analysis, Analyze(damaged));
    CheckPromises(analysis);
  }
}

TEST_F(AnalyzerTest, RefusesWhatItCannotRead) {
  EXPECT_THAT(Analyze(""), HasReason(v1::ERROR_REASON_DOCUMENT_EMPTY));
  EXPECT_THAT(Analyze("x", "documents/a b"),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
  v1::Document document;
  document.set_source("x");
  document.set_media_type("application/pdf");
  EXPECT_THAT(analyzer_->Analyze(document, {}),
              HasReason(v1::ERROR_REASON_MEDIA_TYPE_UNSUPPORTED));
  document.clear_media_type();
  document.set_charset("klingon");
  EXPECT_THAT(analyzer_->Analyze(document, {}),
              HasReason(v1::ERROR_REASON_CHARSET_UNSUPPORTED));
}

TEST_F(AnalyzerTest, AsksBeforeEachStageAndStopsThere) {
  v1::Document document;
  document.set_source(kText);
  std::vector<std::string> stages;
  ASSERT_THAT(analyzer_->Analyze(document, {},
                                 [&](absl::string_view stage) {
                                   stages.emplace_back(stage);
                                   return absl::OkStatus();
                                 }),
              IsOk());
  EXPECT_THAT(stages, testing::IsSupersetOf(
                          {"decode", "normalize", "recognize", "relate"}));
  for (const std::string& last : stages) {
    EXPECT_THAT(analyzer_->Analyze(document, {},
                                   [&](absl::string_view stage) {
                                     return stage == last
                                                ? absl::CancelledError("gone")
                                                : absl::OkStatus();
                                   }),
                StatusIs(absl::StatusCode::kCancelled));
  }
}

TEST_F(AnalyzerTest, AnAbsentCatalogFolderIsAnError) {
  Analyzer::Options options;
  options.catalog_dir = "/nonexistent/catalog";
  EXPECT_THAT(Analyzer::Create(options),
              HasReason(v1::ERROR_REASON_FILE_UNUSABLE));
}

}  // namespace
}  // namespace isnad
