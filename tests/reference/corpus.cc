#include "tests/reference/corpus.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "common/base/check.h"

namespace isnad {
namespace {

using google::protobuf::Struct;

std::string ReadWhole(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void AddSpans(const Struct& gold, const std::string& list,
              CorpusDocument& document) {
  const auto field = gold.fields().find(list);
  if (field == gold.fields().end()) return;
  for (const auto& item : field->second.list_value().values()) {
    const auto& fields = item.struct_value().fields();
    document.spans.push_back(
        {static_cast<uint32_t>(fields.at("start").number_value()),
         static_cast<uint32_t>(fields.at("end").number_value())});
  }
}

void AddEvidence(const Struct& gold, const std::string& list,
                 CorpusDocument& document) {
  const auto field = gold.fields().find(list);
  if (field == gold.fields().end()) return;
  for (const auto& item : field->second.list_value().values()) {
    document.evidence.push_back(
        item.struct_value().fields().at("evidence").string_value());
  }
}

CorpusDocument LoadOne(const std::filesystem::path& text_path) {
  CorpusDocument document;
  document.name = text_path.filename().string();
  document.text = ReadWhole(text_path);
  std::filesystem::path gold_path = text_path;
  gold_path.replace_extension(".gold.json");
  Struct gold;
  ISNAD_CHECK(
      google::protobuf::util::JsonStringToMessage(ReadWhole(gold_path), &gold)
          .ok());
  for (const char* list : {"mentions", "quantities"}) {
    AddSpans(gold, list, document);
  }
  for (const char* list : {"decisions", "figures", "relations"}) {
    AddEvidence(gold, list, document);
  }
  return document;
}

}  // namespace

std::vector<CorpusDocument> LoadCorpus() {
  const char* source = std::getenv("ISNAD_SOURCE_DIR");
  std::vector<CorpusDocument> documents;
  for (const char* part : {"seeds", "dev"}) {
    const auto folder =
        std::filesystem::path(source == nullptr ? "." : source) /
        "../shared/eval" / part;
    if (!std::filesystem::is_directory(folder)) continue;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() == ".txt") {
        documents.push_back(LoadOne(entry.path()));
      }
    }
  }
  std::sort(documents.begin(), documents.end(),
            [](const CorpusDocument& a, const CorpusDocument& b) {
              return a.name < b.name;
            });
  return documents;
}

}  // namespace isnad
