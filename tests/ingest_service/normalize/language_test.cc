#include "ingest_service/normalize/language.h"

#include <string>

#include "common/text/fold.h"
#include "gtest/gtest.h"
#include "ingest_service/normalize/normalizer.h"
#include "tests/reference/corpus.h"

namespace isnad {
namespace {

struct Case {
  const char* name;
  const char* text;
  const char* language;
};

class LanguageTest : public testing::TestWithParam<Case> {};

TEST_P(LanguageTest, IsTold) {
  EXPECT_EQ(
      LanguageOf(Normalizer(DefaultFoldTable()).Normalize(GetParam().text)),
      GetParam().language);
}

INSTANTIATE_TEST_SUITE_P(
    Languages, LanguageTest,
    testing::Values(
        Case{"Arabic", "قالت شركة Nvidia إن H20 وH200 وBlackwell للصين", "ar"},
        Case{"ArabicOnAPersianKeyboard",
             "قالت الشرکة إن القیود الأمیرکیة علی الرقائق فی الصین کبیرة",
             "ar"},
        Case{"Persian",
             "شرکت انویدیا گفت که تراشه‌های هوش "
             "مصنوعی "
             "را "
             "به "
             "چین "
             "می‌فروشد",
             "fa"},
        Case{"Urdu",
             "کمپنی نے کہا کہ وہ چین کو چپس فروخت کرے گی اور یہ بڑی خبر ہے",
             "ur"},
        Case{"English", "The company said it will sell chips to China", "en"},
        Case{"French", "La société va vendre des puces dans le pays", "fr"},
        Case{"German", "Die Firma darf den Chip nicht an das Land verkaufen",
             "de"},
        Case{"Spanish", "La empresa va a vender los chips en el país", "es"},
        Case{"Turkish", "Şirket bu çip için yeni bir izin aldı ve sattı", "tr"},
        Case{"Indonesian", "Perusahaan itu akan menjual cip yang baru", "id"},
        Case{"Russian", "Компания продаст чипы", "ru"},
        Case{"Chinese", "公司将出售芯片", "zh"},
        Case{"Japanese", "会社はチップを販売する", "ja"},
        Case{"Korean", "회사는 칩을 판매한다", "ko"},
        Case{"OnlyNames", "Nvidia H20 Blackwell", ""},
        Case{"OnlyNumbers", "15% 2025", ""}, Case{"Nothing", "", ""}),
    [](const testing::TestParamInfo<Case>& param) { return param.param.name; });

// A letter counts wherever it stands.
TEST(LanguageTest, EveryForeignLetterCountsAtEveryOffset) {
  const struct {
    const char* letter;
    const char* language;
  } kLetters[] = {{"پ", "fa"}, {"چ", "fa"}, {"ژ", "fa"},
                  {"ک", "fa"}, {"گ", "fa"}, {"ی", "fa"}};
  const Normalizer normalizer(DefaultFoldTable());
  for (const auto& [letter, language] : kLetters) {
    for (size_t before = 0; before < 20; ++before) {
      for (const size_t behind : {0U, 1U, 7U, 8U, 9U}) {
        const std::string text =
            std::string(before, '.') + letter + std::string(behind, '.');
        EXPECT_EQ(LanguageOf(normalizer.Normalize(text)), language)
            << letter << " " << before << " " << behind;
      }
    }
  }
}

TEST(LanguageTest, UrduLettersCountAtEveryOffset) {
  const Normalizer normalizer(DefaultFoldTable());
  for (size_t before = 0; before < 20; ++before) {
    // Tteh and Persian letters of one lead byte with Arabic ones.
    const std::string text = std::string(before, '.') + "پٹپ";
    EXPECT_EQ(LanguageOf(normalizer.Normalize(text)), "ur") << before;
  }
}

TEST(LanguageTest, PartsOfADocumentHaveTheirOwn) {
  const NormalizedText normalized = Normalizer(DefaultFoldTable())
                                        .Normalize(
                                            "قالت الشركة ذلك.\n"
                                            "The company said that.");
  const Sentence& second = normalized.sentences()[1];
  EXPECT_EQ(LanguageOf(normalized, second.token_begin, second.token_end), "en");
}

TEST(LanguageCorpusTest, TheArticlesAreArabic) {
  for (const CorpusDocument& document : LoadCorpus()) {
    EXPECT_EQ(
        LanguageOf(Normalizer(DefaultFoldTable()).Normalize(document.text)),
        "ar")
        << document.name;
  }
}

}  // namespace
}  // namespace isnad
