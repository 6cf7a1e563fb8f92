// Holds the recognizer to the annotated articles, by the rules of the scorer:
// span, kind and id of every name. The floors are the targets of the issues.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <string>
#include <tuple>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "tests/ingest_service/recognize/mention_testing.h"

namespace isnad {
namespace {

namespace fs = std::filesystem;

// Begin, end, id, whether an adjective.
using Mention = std::tuple<int, int, std::string, bool>;

struct Score {
  size_t matched = 0;
  size_t expected = 0;
  size_t found = 0;

  double F1() const {
    return 2.0 * static_cast<double>(matched) /
           static_cast<double>(expected + found);
  }
};

std::string Contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::set<Mention> GoldMentions(const fs::path& path) {
  google::protobuf::Struct gold;
  EXPECT_TRUE(
      google::protobuf::util::JsonStringToMessage(Contents(path), &gold).ok());
  std::set<Mention> mentions;
  for (const auto& value : gold.fields().at("mentions").list_value().values()) {
    const auto& fields = value.struct_value().fields();
    std::string id = fields.at("id").string_value();
    // No catalog knows these; span and adjective are compared.
    if (absl::StartsWith(id, "nil:")) id = "nil";
    mentions.insert({static_cast<int>(fields.at("start").number_value()),
                     static_cast<int>(fields.at("end").number_value()), id,
                     fields.at("form").string_value() == "ADJECTIVE"});
  }
  return mentions;
}

Score ScoreFolder(const fs::path& folder) {
  const MentionReader& reader = MentionReader::Shared();
  Score score;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".txt") continue;
    const std::set<Mention> gold =
        GoldMentions(fs::path(entry.path()).replace_extension(".gold.json"));
    const std::string text = Contents(entry.path());
    const auto result = reader.Read(text);
    score.expected += gold.size();
    score.found += result.mentions.size();
    for (const EntityMention& mention : result.mentions) {
      const std::string id = mention.entity < reader.catalog().size()
                                 ? reader.catalog().entity(mention.entity).id()
                                 : "nil";
      score.matched += gold.count({static_cast<int>(mention.range.begin),
                                   static_cast<int>(mention.range.end), id,
                                   mention.form == v1::MENTION_FORM_ADJECTIVE});
    }
  }
  return score;
}

void ExpectAtLeast(const char* name, double floor) {
  const char* source = std::getenv("ISNAD_SOURCE_DIR");
  const fs::path folder =
      fs::path(source == nullptr ? "." : source) / "../shared/eval" / name;
  if (!fs::exists(folder)) {
    GTEST_SKIP() << "../shared/eval is not there";
  }
  const Score score = ScoreFolder(folder);
  std::cout << name << ": " << score.matched << " of " << score.expected
            << " expected and " << score.found << " found, F1 " << score.F1()
            << "\n";
  EXPECT_GE(score.F1(), floor);
}

TEST(MentionGoldTest, Seeds) { ExpectAtLeast("seeds", 0.98); }

TEST(MentionGoldTest, Dev) { ExpectAtLeast("dev", 0.95); }

}  // namespace
}  // namespace isnad
