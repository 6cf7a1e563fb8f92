#include "ingest_service/normalize/sentence_splitter.h"

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/text/fold.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ingest_service/normalize/normalizer.h"

namespace isnad {
namespace {

struct Case {
  const char* name;
  const char* text;
  std::vector<std::string> sentences;
};

std::vector<std::string> Split(absl::string_view text) {
  const NormalizedText normalized =
      Normalizer(DefaultFoldTable()).Normalize(text);
  std::vector<std::string> result;
  for (const Sentence& sentence : normalized.sentences()) {
    result.emplace_back(normalized.Text(sentence.range));
  }
  return result;
}

class SplitTest : public testing::TestWithParam<Case> {};

TEST_P(SplitTest, SplitsThere) {
  EXPECT_EQ(Split(GetParam().text), GetParam().sentences);
}

std::string CaseName(const testing::TestParamInfo<Case>& param) {
  return param.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    Borders, SplitTest,
    testing::Values(
        Case{"FullStop", "قال ذلك. ثم ذهب.", {"قال ذلك.", "ثم ذهب."}},
        Case{"Question", "لماذا؟ لأنه كذلك!", {"لماذا؟", "لأنه كذلك!"}},
        Case{"DoubledMark", "حقا؟! نعم", {"حقا؟!", "نعم"}},
        Case{"LineBreak", "عنوان\nنص", {"عنوان", "نص"}},
        Case{"CarriageReturn", "عنوان\r\n\r\nنص", {"عنوان", "نص"}},
        Case{"QuoteClosesBehind",
             "قال: «نعم.» ثم ذهب",
             {"قال: «نعم.»", "ثم ذهب"}},
        Case{"QuoteOpensBehind", "وصلت”. “سيختار", {"وصلت”.", "“سيختار"}},
        Case{"BracketClosesBehind", "(قال ذلك.) ثم", {"(قال ذلك.)", "ثم"}},
        Case{"MissingSpace",
             "نصف مليار دولار.ولم ترد الإدارة",
             {"نصف مليار دولار.", "ولم ترد الإدارة"}},
        Case{"TwoDotsBeforeAQuestion",
             "بكين توافق.. هل تتراجع؟",
             {"بكين توافق..", "هل تتراجع؟"}},
        Case{"Ellipsis", "انتظر… ثم قال", {"انتظر…", "ثم قال"}},
        Case{"ThreeDots", "انتظر... ثم قال", {"انتظر...", "ثم قال"}},
        Case{"SpaceBeforeTheStop", "قال ذلك . ثم", {"قال ذلك .", "ثم"}},
        Case{"Bullets", "الأرقام: • أول • ثان", {"الأرقام:", "أول", "ثان"}},
        Case{"DashBullets",
             "الأرقام:\n- أول\n- ثان",
             {"الأرقام:", "أول", "ثان"}},
        Case{"OnlyMarks", "...", {"..."}}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    NoBorders, SplitTest,
    testing::Values(
        Case{"Decimal", "بلغت 8.2 مليار", {"بلغت 8.2 مليار"}},
        Case{"ArabicDecimal", "بلغت ٨٫٢ مليار", {"بلغت ٨٫٢ مليار"}},
        Case{"DottedAcronym",
             "شركة تي.إس.إم.سي التايوانية",
             {"شركة تي.إس.إم.سي التايوانية"}},
        Case{"SpacedAcronym",
             "شركة T. S. M. C. التايوانية",
             {"شركة T. S. M. C. التايوانية"}},
        Case{"LatinAcronym", "في U.S. وغيرها", {"في U.S. وغيرها"}},
        Case{"Doctor", "قال د. أحمد", {"قال د. أحمد"}},
        Case{"Professor", "قال أ.د. أحمد", {"قال أ.د. أحمد"}},
        Case{"Incorporated",
             "شركة Nvidia Inc. الأميركية",
             {"شركة Nvidia Inc. الأميركية"}},
        Case{"TwoDots",
             "بعد التجميد.. واشنطن ترخص",
             {"بعد التجميد.. واشنطن ترخص"}},
        Case{"CommaBehindQuote", "“نعم.” ، أخبر", {"“نعم.” ، أخبر"}},
        Case{"LooseEllipsis", "قال … إنه", {"قال … إنه"}},
        Case{"ListNumber", "1. أولا نقول", {"1. أولا نقول"}},
        Case{"Site", "موقع nvidia.com الرسمي", {"موقع nvidia.com الرسمي"}},
        Case{"Colon", "وقال: نعم", {"وقال: نعم"}},
        Case{"Semicolon", "نعم؛ هذا", {"نعم؛ هذا"}}, Case{"Nothing", "", {}}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    Datelines, SplitTest,
    testing::Values(
        Case{"AgencyInBrackets",
             "عنوان\nواشنطن (أ ف ب) – قال الرئيس الأميركي إنه قد يسمح بذلك.",
             {"عنوان", "واشنطن (أ ف ب) –",
              "قال الرئيس الأميركي إنه قد يسمح بذلك."}},
        Case{
            "DashAndAgency",
            "واشنطن - (كونا) -- أعلنت وزارة التجارة الأمريكية ذلك اليوم.",
            {"واشنطن - (كونا) --", "أعلنت وزارة التجارة الأمريكية ذلك اليوم."}},
        Case{"AgencyAndColon",
             "سان فرانسيسكو - (د ب أ): أعلنت شركة الرقائق ذلك اليوم.",
             {"سان فرانسيسكو - (د ب أ):", "أعلنت شركة الرقائق ذلك اليوم."}},
        Case{"BracketInProse",
             "شركة إنفيديا (NVDA) – وهي الأكبر – باعت رقائق كثيرة هناك.",
             {"شركة إنفيديا (NVDA) – وهي الأكبر – باعت رقائق كثيرة هناك."}},
        // A full stop or the like inside of one ends no sentence.
        Case{"MarkInside",
             "الرياض - العربية | ٢٠! نوفمبر ٢٠٢٥\nقالت الشركة ذلك.",
             {"الرياض - العربية | ٢٠! نوفمبر ٢٠٢٥", "قالت الشركة ذلك."}},
        Case{"NoBracket",
             "إنفيديا - هواوي: من يفوز",
             {"إنفيديا - هواوي: من يفوز"}}),
    CaseName);

std::vector<SentenceKind> Kinds(absl::string_view text) {
  const NormalizedText normalized =
      Normalizer(DefaultFoldTable()).Normalize(text);
  std::vector<SentenceKind> kinds;
  for (const Sentence& sentence : normalized.sentences()) {
    kinds.push_back(sentence.kind);
  }
  return kinds;
}

constexpr SentenceKind kProse = SentenceKind::kProse;
constexpr SentenceKind kHeadline = SentenceKind::kHeadline;
constexpr SentenceKind kDateline = SentenceKind::kDateline;

TEST(HeadlineTest, LineWithoutClosingMarkBeforeTextIsAHeadline) {
  EXPECT_EQ(Kinds("إنفيديا تبيع\n\nباعت. ثم ربحت.\nعنوان «فرعي»\nنص."),
            (std::vector<SentenceKind>{kHeadline, kProse, kProse, kHeadline,
                                       kProse}));
}

TEST(HeadlineTest, LastLineIsNone) {
  EXPECT_EQ(Kinds("باعت.\nانتهى الخبر"),
            (std::vector<SentenceKind>{kProse, kProse}));
}

TEST(HeadlineTest, OneLineAloneIsProse) {
  EXPECT_EQ(Kinds("إنفيديا تبيع رقائق"), std::vector<SentenceKind>{kProse});
}

TEST(HeadlineTest, ListItemIsNone) {
  EXPECT_EQ(Kinds("الأرقام:\n- صافي الربح\n• الإيرادات\nنص."),
            (std::vector<SentenceKind>{kProse, kProse, kProse, kProse}));
}

TEST(HeadlineTest, LongLineIsNone) {
  std::string line;
  for (int i = 0; i < 60; ++i) line += "كلمة ";
  EXPECT_EQ(Kinds(line + "\nنص."), (std::vector<SentenceKind>{kProse, kProse}));
}

TEST(DatelineTest, LineOfPlaceAndAgencyIsADateline) {
  EXPECT_EQ(Kinds("عنوان الخبر\n\nواشنطن - رويترز\n\nقالت الشركة ذلك."),
            (std::vector<SentenceKind>{kHeadline, kDateline, kProse}));
}

TEST(DatelineTest, InlineDatelineIsMarked) {
  EXPECT_EQ(Kinds("عنوان\nواشنطن (أ ف ب) – قال الرئيس الأميركي ذلك اليوم."),
            (std::vector<SentenceKind>{kHeadline, kDateline, kProse}));
}

}  // namespace
}  // namespace isnad
