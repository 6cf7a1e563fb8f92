// Reads the facts of annotated documents with the mentions and quantities of
// their gold files, and prints one line of JSON for each, as `isnad analyze`
// does: what fact reading reaches when recognition is perfect.
//
//   relate_gold DIR/NAME.txt... > facts.jsonl
#include <google/protobuf/util/json_util.h>

#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "common/text/fold.h"
#include "ingest_service/catalog/catalog.h"
#include "ingest_service/lexicon/lexicon.h"
#include "ingest_service/normalize/normalizer.h"
#include "ingest_service/relate/relater.h"
#include "isnad/v1/analysis.pb.h"
#include "tests/support/gold_reading.h"

namespace {

std::string ReadAll(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

std::string ToLine(const isnad::v1::Analysis& analysis,
                   const std::string& file) {
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(analysis, &json).ok()) {
    return "{\"file\":\"" + file + "\",\"error\":\"not JSON\"}";
  }
  return "{\"file\":\"" + file + "\"," + json.substr(1);
}

}  // namespace

int main(int argc, char** argv) {
  const auto catalog = isnad::Catalog::Load({});
  const auto lexicon = isnad::Lexicon::Load({});
  if (!catalog.ok() || !lexicon.ok()) {
    std::cerr << catalog.status() << lexicon.status() << "\n";
    return 1;
  }
  const isnad::Relater relater(**catalog, **lexicon);
  const isnad::Normalizer normalizer(isnad::DefaultFoldTable());
  for (int i = 1; i < argc; ++i) {
    const std::string path = argv[i];
    const std::string text = ReadAll(path);
    const auto normalized = normalizer.Normalize(text);
    const std::string stem = path.substr(0, path.size() - 4);
    isnad::QuantityMessages quantities;
    const auto reading = isnad::ReadGold(ReadAll(stem + ".gold.json"),
                                         normalized, **catalog, quantities);
    if (!reading.ok()) {
      std::cerr << path << ": " << reading.status() << "\n";
      return 1;
    }
    isnad::v1::Analysis analysis;
    relater.Relate(normalized, *reading, nullptr, analysis);
    std::cout << ToLine(analysis, path.substr(path.rfind('/') + 1)) << "\n";
  }
  return 0;
}
