// Reads the annotated articles where they are at hand, and random damage of
// them.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "tests/ingest_service/recognize/quantity_testing.h"

namespace isnad {
namespace {

namespace fs = std::filesystem;

// "" where the folder is absent.
std::string SharedFolder(const std::string& name) {
  const char* source = std::getenv("ISNAD_SOURCE_DIR");
  if (source == nullptr) return "";
  const fs::path folder = fs::path(source) / ".." / "shared" / name;
  return fs::is_directory(folder) ? folder.string() : "";
}

std::string ReadAll(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string Normal(const std::string& kind, const std::string& value,
                   const std::string& unit) {
  const bool has_unit = kind == "MONEY" || kind == "MEASURE";
  return kind + " " + value + (has_unit ? " " + unit : "");
}

std::string KindAndValue(const v1::Quantity& quantity) {
  if (quantity.has_count()) return "COUNT " + quantity.count().value();
  return DescribeValue(quantity);
}

struct Tally {
  int right = 0;
  int wrong = 0;
  int missed = 0;
  double F1() const { return 2.0 * right / (2.0 * right + wrong + missed); }
};

struct Gold {
  std::string value;
  double begin = 0;
  double end = 0;
};

std::vector<Gold> ReadGold(const fs::path& path) {
  google::protobuf::Struct root;
  EXPECT_TRUE(
      google::protobuf::util::JsonStringToMessage(ReadAll(path), &root).ok());
  std::vector<Gold> gold;
  for (const auto& value :
       root.fields().at("quantities").list_value().values()) {
    const auto& fields = value.struct_value().fields();
    gold.push_back({Normal(fields.at("kind").string_value(),
                           fields.at("value").string_value(),
                           fields.at("unit").string_value()),
                    fields.at("start").number_value(),
                    fields.at("end").number_value()});
  }
  return gold;
}

void Score(const fs::path& gold_path, Tally& tally) {
  std::string text_path = gold_path.string();
  text_path.replace(text_path.find(".gold.json"), std::string::npos, ".txt");
  const std::string text = ReadAll(text_path);
  const auto normalized = Normalizer(DefaultFoldTable()).Normalize(text);
  QuantityMessages messages;
  auto readings = TestRecognizer().Recognize(normalized, {}, {}, messages);
  for (const Gold& gold : ReadGold(gold_path)) {
    const auto hit = std::find_if(
        readings.begin(), readings.end(), [&](const QuantityReading& reading) {
          const v1::Span& span = reading.quantity->span();
          return KindAndValue(*reading.quantity) == gold.value &&
                 span.start_byte() < gold.end && span.end_byte() > gold.begin;
        });
    if (hit == readings.end()) {
      ++tally.missed;
    } else {
      ++tally.right;
      readings.erase(hit);
    }
  }
  tally.wrong += static_cast<int>(readings.size());
}

class QuantityGoldTest
    : public ::testing::TestWithParam<std::pair<const char*, double>> {};

TEST_P(QuantityGoldTest, ReachesItsF1) {
  const std::string folder = SharedFolder(GetParam().first);
  if (folder.empty()) GTEST_SKIP() << "../shared/eval is not there";
  Tally tally;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().string().find(".gold.json") != std::string::npos) {
      Score(entry.path(), tally);
    }
  }
  ASSERT_GT(tally.right, 0);
  EXPECT_GE(tally.F1(), GetParam().second)
      << tally.right << " right, " << tally.wrong << " wrong, " << tally.missed
      << " missed";
}

INSTANTIATE_TEST_SUITE_P(Shared, QuantityGoldTest,
                         ::testing::Values(std::make_pair("eval/seeds", 0.97),
                                           std::make_pair("eval/dev", 0.96)));

// Every span lies in the text, on character borders, in order and without
// overlap, whatever the text.
void ExpectSoundSpans(const std::string& text) {
  const auto normalized = Normalizer(DefaultFoldTable()).Normalize(text);
  QuantityMessages messages;
  int32_t end = 0;
  for (const QuantityReading& reading :
       TestRecognizer().Recognize(normalized, {}, {}, messages)) {
    const v1::Span& span = reading.quantity->span();
    ASSERT_LE(end, span.start_byte()) << text;
    ASSERT_LT(span.start_byte(), span.end_byte());
    ASSERT_LE(static_cast<size_t>(span.end_byte()), text.size());
    const std::string words =
        text.substr(static_cast<size_t>(span.start_byte()),
                    static_cast<size_t>(span.end_byte() - span.start_byte()));
    ASSERT_NE(static_cast<unsigned char>(words[0]) & 0xC0, 0x80);
    ASSERT_NE(reading.quantity->value_case(), v1::Quantity::VALUE_NOT_SET);
    end = span.end_byte();
  }
}

std::vector<std::string> Words() {
  return {
      "3",       "50",     "2025",   ",",        ".",     "-",      "/",
      "(",       ")",      "%",      "$",        "و",     "ال",     "بـ",
      "ر",       "مليار",  "مليوني", "نصف",      "ثلاثة", "عشر",    "وعشرين",
      "مئة",     "دولار",  "يوان",   "سنت",      "شركة",  "شركات",  "واحدة",
      "عام",     "العام",  "الماضي", "هذا",      "يوم",   "الخميس", "شهر",
      "يوليو",   "تموز",   "من",     "إلى",      "بين",   "في",     "أول",
      "آخر",     "الثالث", "قبل",    "اليوم",    "لمدة",  "سنتين",  "ونصف",
      "نحو",     "تتجاوز", "لا",     "عن",       "على",   "جزء",    "سالب",
      "نانومتر", "GB/s",   "e",      "^",        "\n",    "😀",      "َ",
      "صفر",     "1447",   "هـ",     "عيد الفطر"};
}

TEST(QuantityPropertyTest, AnyOrderOfWordsIsReadSoundly) {
  constexpr uint32_t kSeed = 20251122;
  std::mt19937 random(kSeed);
  const std::vector<std::string> words = Words();
  v1::AnalyzeOptions all = WithReference("2025-08-12T00:00:00Z");
  all.set_bare_numbers(true);
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (uint32_t i = 0; i < 1 + random() % 12; ++i) {
      text += words[random() % words.size()];
      if (random() % 4 != 0) text += " ";
    }
    ExpectSoundSpans(text);
    Quantities(text, all);
    if (HasFatalFailure()) FAIL() << "seed " << kSeed << ", round " << round;
  }
}

TEST(QuantityPropertyTest, DamagedArticlesAreReadSoundly) {
  const std::string folder = SharedFolder("eval/seeds");
  if (folder.empty()) GTEST_SKIP() << "../shared/eval is not there";
  constexpr uint32_t kSeed = 7;
  std::mt19937 random(kSeed);
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".txt") continue;
    const std::string whole = ReadAll(entry.path());
    ExpectSoundSpans(whole);
    for (int round = 0; round < 30; ++round) {
      std::string text = whole;
      for (int cut = 0; cut < 20; ++cut) {
        // Only whole characters, so that the text stays UTF-8.
        size_t at = random() % text.size();
        while (at > 0 &&
               (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) {
          --at;
        }
        size_t length = 1;
        while (at + length < text.size() &&
               (static_cast<unsigned char>(text[at + length]) & 0xC0) == 0x80) {
          ++length;
        }
        text.erase(at, length);
      }
      ExpectSoundSpans(text);
    }
  }
}

}  // namespace
}  // namespace isnad
